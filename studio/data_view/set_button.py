"""A data set to choose: its title and what it is, as one large button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio import theme
from studio.data import SetInfo
from studio.texts import text as shown_text
from studio.widgets.tips import tool_tip

WIDTH = 232
_PAD = 10
_LINES = 2


class SetButton(QAbstractButton):
    """One data set.

    Parameters
    ----------
    info : SetInfo
        What to show.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, info: SetInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.info = info
        title = shown_text(info.title)
        self._description = shown_text(info.description)
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(self._description)
        licence = f"\n{info.licence}" if info.licence else ""
        self.setToolTip(tool_tip(self._description + licence))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the room for the title and two lines."""
        title = QFontMetrics(theme.font("strong")).size(0, "Ag中").height()
        return QSize(WIDTH, title + _LINES * _line_height() + 2 * _PAD + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the same: buttons of a list are equally large."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint frame, title, and as much of the description as fits."""
        del event
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_hot = self.underMouse() or self.isDown()
        edge = colors.focus if self.hasFocus() else colors.border
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colors.hover if is_hot else colors.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        room = self.rect().adjusted(_PAD, _PAD - 1, -_PAD, -_PAD + 1)
        font = theme.font("strong")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        title = metrics.elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(colors.muted))
        lines = _wrapped(
            self._description, QFontMetrics(theme.font("small")), room.width()
        )
        room.setTop(room.top() + metrics.size(0, "Ag中").height())
        for line in lines:
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, line)
            room.setTop(room.top() + _line_height())
        painter.end()


def _line_height() -> int:
    """Height of a line of small text; Chinese letters stand higher than Latin ones."""
    return QFontMetrics(theme.font("small")).size(0, "Ag中").height()


def _wrapped(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Break a text into two lines, the last one shortened."""
    first = _first_line(text, metrics, width)
    rest = text[len(first) :].strip()
    if not rest:
        return [first.strip()]
    elided = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return [first.strip(), elided]


def _first_line(text: str, metrics: QFontMetrics, width: int) -> str:
    """Return as much of a text as fits: whole words, or letters where there are none.

    Chinese has no blanks between words.
    """
    if metrics.horizontalAdvance(text) <= width:
        return text
    end = 1
    while end < len(text) and metrics.horizontalAdvance(text[: end + 1]) <= width:
        end += 1
    blank = text.rfind(" ", 0, end + 1)
    return text[:blank] if blank > end // 2 else text[:end]
