"""The small box next to the mouse that says what the curves are worth there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio import theme
from studio.plots.curve import CurveStyle
from studio.plots.markers import SAMPLE_WIDTH, draw_sample

_PAD = 8
_GAP = 8
_AWAY = 14


class Readout(QWidget):
    """Heading and one line a curve: sample, name, value.

    Parameters
    ----------
    parent : QWidget
        The plot; the box stays inside it and never takes the mouse.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self._heading = ""
        self._rows: list[tuple[CurveStyle, str]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(
        self, place: QPoint, heading: str, rows: Sequence[tuple[CurveStyle, str]]
    ) -> None:
        """Show values next to a place, on the side that has room."""
        self._heading = heading
        self._rows = list(rows)
        size = self.sizeHint()
        owner = self._owner
        x = place.x() + _AWAY
        if x + size.width() > owner.width():
            x = place.x() - _AWAY - size.width()
        y = min(place.y() + _AWAY, owner.height() - size.height())
        self.setGeometry(max(0, x), max(0, y), size.width(), size.height())
        self.show()
        self.raise_()
        self.update()

    def text(self) -> str:
        """Return all of it as text."""
        lines = [self._heading, *(f"{s.label} {value}" for s, value in self._rows)]
        return "\n".join(lines)

    def _label_width(self) -> int:
        metrics = QFontMetrics(theme.font("small"))
        return max(
            (metrics.horizontalAdvance(s.label) for s, _ in self._rows), default=0
        )

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the room for all lines."""
        small = QFontMetrics(theme.font("small-strong"))
        mono = QFontMetrics(theme.font("mono"))
        value = max((mono.horizontalAdvance(v) for _, v in self._rows), default=0)
        width = SAMPLE_WIDTH + _GAP + self._label_width() + 2 * _GAP + value
        width = max(width, small.horizontalAdvance(self._heading))
        line = small.height() + 3
        return QSize(width + 2 * _PAD, line * (1 + len(self._rows)) + 2 * _PAD - 4)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint the box."""
        del event
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.border_strong), 1))
        painter.setBrush(theme.with_alpha(colors.panel, 0.95))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, 6, 6)
        font = theme.font("small-strong")
        line = QFontMetrics(font).height() + 3
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        y = _PAD - 2
        painter.drawText(
            _PAD, y, self.width() - 2 * _PAD, line,
            int(Qt.AlignmentFlag.AlignVCenter), self._heading,
        )  # fmt: skip
        label_x = _PAD + SAMPLE_WIDTH + _GAP
        for style, value in self._rows:
            y += line
            draw_sample(painter, style, QRectF(_PAD, y, SAMPLE_WIDTH, line))
            painter.setPen(QColor(colors.muted))
            painter.setFont(theme.font("small"))
            painter.drawText(
                label_x, y, self.width() - label_x, line,
                int(Qt.AlignmentFlag.AlignVCenter), style.label,
            )  # fmt: skip
            painter.setPen(QColor(colors.text))
            painter.setFont(theme.font("mono"))
            painter.drawText(
                _PAD, y, self.width() - 2 * _PAD, line,
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
                value,
            )  # fmt: skip
        painter.end()
