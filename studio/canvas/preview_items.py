"""What is shown during a gesture: the box of a selection, the place of a new card."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.canvas.geometry import CORNER, EDGE, MIN_HEIGHT, MIN_WIDTH, PADDING
from studio.canvas.look import look


class BoxItem(QGraphicsItem):
    """The box that selects; one for the whole life of a scene."""

    def __init__(self) -> None:
        super().__init__()
        self._rect = QRectF()
        self.setZValue(20.0)
        self.setVisible(False)

    def set_rect(self, rect: QRectF) -> None:
        """Show another box."""
        self.prepareGeometryChange()
        self._rect = rect

    # ---------------------------------------------------------- Qt overrides

    def boundingRect(self) -> QRectF:
        """Return the box with its line."""
        return self._rect.adjusted(-2.0, -2.0, 2.0, 2.0)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
        /,
    ) -> None:
        """Paint the box."""
        del option, widget
        pen = QPen(look().accent, 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(look().box)
        painter.drawRect(self._rect)


class GhostItem(QGraphicsItem):
    """Where a dragged card would come to lie; one for the whole life of a scene."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._family = ""
        self._rect = QRectF(0.0, 0.0, MIN_WIDTH, MIN_HEIGHT)
        self._is_inserting = False
        self.setZValue(12.0)
        self.setVisible(False)

    @property
    def size(self) -> QPointF:
        """Width and height."""
        return QPointF(self._rect.width(), self._rect.height())

    def set_content(self, title: str, family: str) -> None:
        """Show another type of node."""
        self._title, self._family = title, family
        self.update()

    def set_inserting(self, is_inserting: bool) -> None:
        """Show that the card would be put into a wire."""
        if is_inserting != self._is_inserting:
            self._is_inserting = is_inserting
            self.update()

    # ---------------------------------------------------------- Qt overrides

    def boundingRect(self) -> QRectF:
        """Return the card with its line."""
        return self._rect.adjusted(-8.0, -8.0, 8.0, 8.0)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
        /,
    ) -> None:
        """Paint a faint card; on a wire with the ports that would be tied."""
        del option, widget
        style = look()
        painter.setOpacity(0.85)
        pen = QPen(style.accent, 2.0)
        if not self._is_inserting:
            pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(style.card)
        painter.drawRoundedRect(self._rect, CORNER, CORNER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.family(self._family))
        painter.drawRect(QRectF(1.0, CORNER, EDGE, self._rect.height() - 2 * CORNER))
        painter.setPen(style.text)
        painter.setFont(style.title_font)
        painter.drawText(
            self._rect.adjusted(PADDING, 0.0, -6.0, 0.0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._title,
        )
        if self._is_inserting:
            painter.setOpacity(1.0)
            painter.setPen(QPen(style.card, 1.5))
            painter.setBrush(style.accent)
            for x in (0.0, self._rect.width()):
                painter.drawEllipse(QPointF(x, self._rect.height() / 2), 6.0, 6.0)
