"""Parts that the pages of the inspector share: head, facts, problems."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.document.problems import Problem
from studio.session import Session
from studio.texts import text_of
from studio.widgets import ElidedLabel
from studio.widgets.option_form import FormRow, FormRows
from studio.widgets.problem_row import ProblemRow


class Head(QWidget):
    """Colour of the family, title, and a text of a sentence or two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category = ""
        self._swatch = QLabel()
        self.title = ElidedLabel()
        theme.set_kind(self.title, "title")
        self._doc = QLabel()
        self._doc.setWordWrap(True)
        self._doc.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_kind(self._doc, "hint")
        line = QHBoxLayout()
        line.setSpacing(theme.sizes().gap)
        line.addWidget(self._swatch)
        line.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes().gap - 2)
        column.addLayout(line)
        column.addWidget(self._doc)
        theme.notifier.changed.connect(self._draw)

    def show_texts(self, title: str, doc: str, category: str = "") -> None:
        """Show title, text and the colour of a family; none without a category."""
        self.title.setText(title)
        self._doc.setText(doc)
        self._doc.setVisible(bool(doc))
        self._category = category
        self._draw()

    def _draw(self) -> None:
        self._swatch.setVisible(bool(self._category))
        if self._category:
            extent = theme.sizes().icon - 2
            icon = theme.family_icon(self._category)
            self._swatch.setPixmap(
                icon.pixmap(icon.actualSize(theme.pixmap("dot", extent=extent).size()))
            )


class Line(QFrame):
    """A thin line between parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "line")
        self.setFixedHeight(1)


class Facts(FormRows):
    """What is known about something: a name and a value on each line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column.setSpacing(theme.sizes().gap // 2)
        self._shown: list[tuple[str, str]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts; a line end in a value starts another line of it."""
        if list(facts) == self._shown:
            return
        self._shown = list(facts)
        self.clear_rows()
        for name, value in facts:
            label = QLabel(value)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(theme.font("mono"))
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            label.setAccessibleName(f"{name}: {value}")
            self.add_row(FormRow(name, label, is_compact=True))
        self._align()

    def facts(self) -> dict[str, str]:
        """Return what is shown."""
        return dict(self._shown)


class Problems(QWidget):
    """The problems of one node or wire with buttons that mend them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[Problem, ...] = ()
        self.rows: list[ProblemRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.sizes().gap - 2)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show other problems; nothing is built anew when they are the same."""
        if tuple(problems) == self._shown:
            return
        self._shown = tuple(problems)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for problem in problems:
            fixes = [text_of(fix) for fix in problem.fixes]
            row = ProblemRow(
                problem.severity,
                text_of(problem),
                fixes=fixes,
            )
            row.fix_requested.connect(
                lambda position, problem=problem: self._fix(problem, position)
            )
            self._column.addWidget(row)
            self.rows.append(row)
        self.setVisible(bool(problems))

    def _fix(self, problem: Problem, position: int) -> None:
        fix = problem.fixes[position]
        self._session.history.stop_merging()
        self._session.do(text_of(fix), fix.change)
