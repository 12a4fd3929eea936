"""The panel of problems: a click goes to the culprit, a button mends it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.document.problems import Problem
from studio.session import Session
from studio.texts import text_of
from studio.widgets import EmptyState, ProblemRow
from studio.widgets.scrolled import Scrolled

MOST_ROWS = 200
"""More rows would be slow to make, and nobody reads them."""


class ProblemsPanel(QWidget):
    """All problems of the document, errors first.

    Parameters
    ----------
    session : Session
        The document and its analysis.
    parent : QWidget, optional
        Owner.
    """

    count_changed = Signal(int)
    """Emitted with the number of problems, for the title of the tab."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[tuple[Problem, str], ...] | None = None
        self.rows: list[ProblemRow] = []
        """One row a problem."""
        self._empty = EmptyState("success", "", "")
        self._list = Scrolled()
        self._column = QVBoxLayout(self._list)
        gap = theme.sizes().gap
        self._column.setContentsMargins(gap, gap, gap, gap)
        self._column.setSpacing(2)
        self._more = QLabel()
        theme.set_kind(self._more, "hint")
        self._more.setContentsMargins(gap, gap, gap, gap)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._list)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._retranslate()
        session.analysed.connect(self._update)
        session.selection_changed.connect(self._mark)
        self._update()

    def count(self) -> int:
        """Return the number of problems."""
        return len(self._session.analysis.problems)

    # ------------------------------------------------------------- private

    def _update(self) -> None:
        """Show the problems of the analysis; build anew only what differs."""
        problems = self._session.analysis.problems
        shown = tuple((problem, self._source(problem)) for problem in problems)
        if shown != self._shown:
            count_before = -1 if self._shown is None else len(self._shown)
            self._shown = shown
            self._rebuild()
            if len(shown) != count_before:
                self.count_changed.emit(len(shown))
        self._mark()

    def _rebuild(self) -> None:
        had_focus = next((i for i, row in enumerate(self.rows) if row.hasFocus()), -1)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        assert self._shown is not None
        self.rows = []
        for position, (problem, source) in enumerate(self._shown[:MOST_ROWS]):
            row = self._row(problem, source)
            self._column.insertWidget(position, row)
            self.rows.append(row)
        hidden = len(self._shown) - len(self.rows)
        self._more.setText(self.tr("And {count} more.").format(count=hidden))
        self._more.setVisible(hidden > 0)
        self._stack.setCurrentWidget(self._scroll if self.rows else self._empty)
        if had_focus >= 0 and self.rows:
            self.rows[min(had_focus, len(self.rows) - 1)].setFocus()

    def _row(self, problem: Problem, source: str) -> ProblemRow:
        row = ProblemRow(
            problem.severity,
            text_of(problem),
            source=source,
            fixes=[text_of(fix) for fix in problem.fixes],
            is_framed=False,
        )
        row.clicked.connect(lambda: self._go_to(problem))
        row.fix_requested.connect(lambda position: self._fix(problem, position))
        row.step_requested.connect(lambda step: self._step(row, step))
        return row

    def _source(self, problem: Problem) -> str:
        document = self._session.document
        if problem.node in document.nodes:
            return document.nodes[problem.node].name
        if problem.link in document.links:
            return document.nodes[document.links[problem.link].target].name
        return ""

    def _go_to(self, problem: Problem) -> None:
        """Select the culprit: the wire where the wire is wrong, else the node."""
        document = self._session.document
        if problem.link in document.links:
            self._session.select([problem.link])
        elif problem.node in document.nodes:
            self._session.select([problem.node])

    def _fix(self, problem: Problem, position: int) -> None:
        fix = problem.fixes[position]
        self._session.history.stop_merging()
        self._session.do(text_of(fix), fix.change)

    def _step(self, row: ProblemRow, step: int) -> None:
        position = self.rows.index(row) + step
        if 0 <= position < len(self.rows):
            self.rows[position].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(self.rows[position])

    def _mark(self) -> None:
        selection = self._session.selection
        problems = self._shown or ()
        for row, (problem, _) in zip(self.rows, problems, strict=False):
            row.set_selected(problem.node in selection or problem.link in selection)

    def _retranslate(self) -> None:
        title = self.tr("No problems")
        hint = self.tr("The model is valid. What is wrong with it shows here.")
        self._empty.set_texts(title, hint)

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._shown = None
            self._update()
