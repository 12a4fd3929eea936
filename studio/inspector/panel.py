"""The panel at the right: the page for what is selected, kept up to date."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from studio.inspector.link_page import LinkPage
from studio.inspector.model_page import ModelPage
from studio.inspector.node_page import NodePage
from studio.session import Session
from studio.widgets import EmptyState

Page = NodePage | LinkPage | ModelPage


class InspectorPanel(QWidget):
    """Options of the selected layers, or a summary of the model.

    Parameters
    ----------
    session : Session
        The document and its selection.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_unfolded = False
        self._shown: tuple[str, ...] = ()
        self.page: Page | None = None
        """What is shown now; None while the canvas is empty."""
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._empty = EmptyState("layers", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._retranslate()
        session.selection_changed.connect(self._update)
        session.document_replaced.connect(self._replace)
        session.analysed.connect(self._update)
        self._replace()

    def focus_name(self) -> None:
        """Put the keyboard into the name of the selected node, as Rename does."""
        if isinstance(self.page, NodePage):
            self.page.focus_name()

    def focus_option(self, name: str) -> None:
        """Put the keyboard into an option of the selected node."""
        if isinstance(self.page, NodePage) and self.page.form is not None:
            self.page.form.focus_option(name)

    # ------------------------------------------------------------- private

    def _replace(self) -> None:
        """Forget the page of another document."""
        self._drop_page()
        self._update()

    def _update(self) -> None:
        """Show the page for the selection, a new one or the same with new values."""
        nodes = self._session.selected_nodes
        links = [
            i for i in self._session.document.links if i in self._session.selection
        ]
        shown = tuple(nodes or links[:1])
        page = self.page
        fits = page is not None and shown == self._shown
        if isinstance(page, NodePage):
            fits = fits and page.fits(nodes)
        if page is not None and fits:
            page.refresh()
        else:
            if isinstance(page, NodePage):
                page.commit()
            self._shown = shown
            self._show(self._make(nodes, links))
        is_empty = not self._session.document.nodes
        self._stack.setCurrentWidget(self._empty if is_empty else self._scroll)

    def _make(self, nodes: list[str], links: list[str]) -> Page:
        if nodes:
            page = NodePage(self._session, nodes, self._is_unfolded)
            page.folded_changed.connect(self._on_folded)
            return page
        if links:
            return LinkPage(self._session, links[0])
        return ModelPage(self._session)

    def _show(self, page: Page) -> None:
        self._drop_page()
        self.page = page
        self._scroll.setWidget(page)

    def _drop_page(self) -> None:
        old = self._scroll.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.page = None

    def _on_folded(self, is_folded: bool) -> None:
        self._is_unfolded = not is_folded

    def _retranslate(self) -> None:
        title = self.tr("Nothing is selected")
        hint = self.tr("Drag layers from the palette to the canvas to begin.")
        self._empty.set_texts(title, hint)

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Build the page anew in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._replace()
