"""A few words beside the mouse while a gesture goes on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from studio import theme

_AWAY = QPoint(18, 22)
_SHARE = 0.45


class Note(QLabel):
    """A tool tip that belongs to the canvas: it moves with the mouse at once.

    Parameters
    ----------
    parent : QWidget
        The canvas.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = parent
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(theme.font("small"))
        self._restyle()
        theme.notifier.changed.connect(self._restyle)
        self.hide()

    def show_at(self, at: QPoint, text: str) -> None:
        """Show a text near a point of the canvas; an empty one hides the note."""
        if not text:
            self.hide()
            return
        room = self._canvas.size()
        if text != self.text():
            self.setText(text)
            metrics = self.fontMetrics()
            most = max(160, round(room.width() * _SHARE))
            width = min(metrics.horizontalAdvance(text) + 20, most)
            self.resize(width, self.heightForWidth(width))
        corner = at + _AWAY
        corner.setX(min(corner.x(), room.width() - self.width() - 4))
        if corner.y() + self.height() > room.height() - 4:
            corner.setY(at.y() - self.height() - 8)
        self.move(max(corner.x(), 4), max(corner.y(), 4))
        self.show()
        self.raise_()

    def _restyle(self) -> None:
        colors = theme.current()
        self.setStyleSheet(
            f"background: {colors.tooltip}; color: {colors.tooltip_text};"
            f"border-radius: {theme.sizes().radius - 2}px; padding: 4px 8px;"
        )
