"""Read-only view of source with marked lines; a click tells which line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from studio import theme
from studio.code_view.highlighter import PythonHighlighter

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class SourceView(QPlainTextEdit):
    """Shows Python source.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    line_chosen = Signal(int)
    """Emitted with the number of the line, from 0, that was clicked or walked to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: tuple[int, ...] = ()
        self._highlighter = PythonHighlighter(self.document())
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.document().setDocumentMargin(theme.sizes().margin)
        self._set_look()
        theme.notifier.changed.connect(self._set_look)

    def show_source(self, text: str) -> None:
        """Show other source, at the same place."""
        if text == self.toPlainText():
            return
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        place = (across.value(), down.value())
        line = self.textCursor().blockNumber()
        self._highlighter.lex(text)
        self.setPlainText(text)
        cursor = QTextCursor(self.document().findBlockByNumber(line))
        self.setTextCursor(cursor)
        across.setValue(place[0])
        down.setValue(place[1])

    def mark(self, lines: Iterable[int], *, scroll: bool = False) -> None:
        """Mark lines, from 0, instead of those marked before.

        Parameters
        ----------
        lines : iterable of int
            The lines.
        scroll : bool, default=False
            Whether to bring the first of them into view.
        """
        self._marked = tuple(sorted(lines))
        self._show_marks()
        if scroll and self._marked:
            self._reveal(self._marked[0], self._marked[-1])

    def marked_lines(self) -> tuple[int, ...]:
        """Return the marked lines."""
        return self._marked

    def _show_marks(self) -> None:
        selections = []
        for line in self._marked:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document().findBlockByNumber(line))
            selection.format.setBackground(QColor(theme.current().selection))
            full = QTextFormat.Property.FullWidthSelection
            selection.format.setProperty(full, True)
            selections.append(selection)
        self.setExtraSelections(selections)
        self.viewport().update()

    def _reveal(self, first: int, last: int) -> None:
        """Scroll as little as needed to see the lines."""
        bar = self.verticalScrollBar()  # counts lines
        if first < bar.value():
            bar.setValue(max(0, first - 2))
        elif last >= bar.value() + bar.pageStep():
            bar.setValue(last - bar.pageStep() + 3)

    def _set_look(self) -> None:
        self.setFont(theme.font("mono"))
        self._show_marks()

    def _tell_line(self) -> None:
        if not self.textCursor().hasSelection():
            self.line_chosen.emit(self.textCursor().blockNumber())

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        """Tell which line was clicked; marking text for copying is no click."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._tell_line()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Walk through the lines with the arrow keys."""
        super().keyPressEvent(event)
        if event.key() in _ARROWS:
            self._tell_line()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint a bar in the accent colour at the left of marked lines."""
        super().paintEvent(event)
        if not self._marked:
            return
        painter = QPainter(self.viewport())
        marked = set(self._marked)
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        while block.isValid():
            area = self.blockBoundingGeometry(block).translated(offset)
            if area.top() > self.viewport().height():
                break
            if block.blockNumber() in marked:
                painter.fillRect(
                    0,
                    round(area.top()),
                    3,
                    round(area.height()),
                    QColor(theme.current().accent),
                )
            block = block.next()
        painter.end()
