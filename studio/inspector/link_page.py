"""Page of the inspector for a selected wire."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio import theme
from studio.document.analysis import NodeInfo
from studio.inspector.formats import shape_text
from studio.inspector.parts import Facts, Head, Line, Problems
from studio.session import Session
from studio.widgets.scrolled import Scrolled


class LinkPage(Scrolled):
    """What flows through a wire, and what is wrong with it."""

    def __init__(
        self, session: Session, link: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._id = link
        self._head = Head()
        self.facts = Facts()
        """Ends and shape."""
        self._problems = Problems(session)
        column = QVBoxLayout(self)
        margin = theme.sizes().margin
        column.setContentsMargins(margin + 2, margin, margin + 2, margin)
        column.setSpacing(theme.sizes().gap)
        column.addWidget(self._head)
        column.addWidget(self._problems)
        column.addWidget(Line())
        column.addWidget(self.facts)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show what the document and its analysis say now."""
        document, analysis = self._session.document, self._session.analysis
        link = document.links.get(self._id)
        if link is None:
            return
        doc = self.tr("Drag its end to another port; Delete removes it.")
        self._head.show_texts(self.tr("Wire"), doc)
        info = analysis.nodes.get(link.source, NodeInfo())
        shape = shape_text(analysis.shape_of(link), info.dtype)
        facts = [(self.tr("From"), document.nodes[link.source].name)]
        facts += [(self.tr("To"), document.nodes[link.target].name)]
        facts += [(self.tr("Shape"), shape)]
        self.facts.show_facts(facts)
        self._problems.show_problems(analysis.problems_of_link(self._id))
