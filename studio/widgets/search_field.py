"""A field to search with: magnifier, button to clear, and the key that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from studio import theme


class SearchField(QLineEdit):
    """Line edit for searching.

    Parameters
    ----------
    placeholder : str, default=""
        What is searched, such as "Search layers"; also the accessible name.
    parent : QWidget, optional
        Owner.
    shortcut_hint : str, default=""
        Key to show at the right while the field is empty, such as ``"/"``. Only shown:
        the table of actions owns shortcuts.
    """

    search_changed = Signal(str)
    """Emitted with the text, without spaces around it, whenever that changes."""
    down_pressed = Signal()
    """Emitted for the Down key: go on to the results."""
    submitted = Signal(str)
    """Emitted for Return with the text: take the first result."""
    escaped = Signal()
    """Emitted for Escape in an empty field; in a full one Escape clears."""

    def __init__(
        self,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        shortcut_hint: str = "",
    ) -> None:
        super().__init__(parent)
        theme.set_kind(self, "search")
        self._shortcut_hint = shortcut_hint
        self._last = ""
        self._magnifier = QAction(self)
        theme.set_icon(self._magnifier, "search", "muted")
        self.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(self)
        self._clear.setToolTip(self.tr("Clear"))
        theme.set_icon(self._clear, "close", "muted")
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._on_text_changed)
        self.set_placeholder(placeholder)

    def set_placeholder(self, text: str) -> None:
        """Set the text of the empty field."""
        self.setPlaceholderText(text)
        self.setAccessibleName(text)

    def query(self) -> str:
        """Return what is searched, without spaces around it."""
        return self.text().strip()

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if self.query() != self._last:
            self._last = self.query()
            self.search_changed.emit(self._last)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Clear, submit, or lead on to the results."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.escaped.emit()
        elif key == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit(self.query())
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return a size with room for some letters beside the icons."""
        size = super().minimumSizeHint()
        return QSize(
            size.width() + self.fontMetrics().horizontalAdvance("M" * 6), size.height()
        )

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint the key at the right end of the empty field."""
        super().paintEvent(event)
        if not self._shortcut_hint or self.text() or self.hasFocus():
            return
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        width = painter.fontMetrics().horizontalAdvance(self._shortcut_hint) + 10
        height = painter.fontMetrics().height() + 2
        text = self.fontMetrics().horizontalAdvance(self.placeholderText())
        magnifier = 2 * theme.sizes().control
        if magnifier + text + width > self.width():
            painter.end()
            return
        box = QRect(0, 0, max(width, height), height)
        box.moveCenter(self.rect().center())
        box.moveRight(self.rect().right() - 6)
        painter.setPen(QPen(QColor(colors.border_strong), 1))
        painter.setBrush(QColor(colors.panel))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(colors.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._shortcut_hint)
        painter.end()
