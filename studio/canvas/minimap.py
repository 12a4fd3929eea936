"""The small picture of the whole graph at the bottom right, with what is visible."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio import theme

_LARGEST = QSize(154, 100)
_SMALLEST = QSize(104, 68)
_SHARE = 0.16
"""Part of the width of the canvas."""
_FRAME = 6.0
_PADDING = 5.0


class Minimap(QWidget):
    """Shows where the cards are; click or drag moves the view.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    point_chosen = Signal(QPointF)
    """Emitted with the point of the scene to show in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[tuple[QRectF, bool]] = []
        self._visible = QRectF()
        self._size = _LARGEST
        self._world = QRectF()
        self.setAccessibleName(self.tr("Overview of the graph"))
        self.setToolTip(self.tr("Click or drag to move the view"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.notifier.changed.connect(self.update)

    def show_graph(self, cards: Iterable[tuple[QRectF, bool]], visible: QRectF) -> None:
        """Show other cards.

        Parameters
        ----------
        cards : iterable of (QRectF, bool)
            Each card in the scene, and whether it is selected.
        visible : QRectF
            Part of the scene that the view shows.
        """
        self._cards = list(cards)
        self._visible = visible
        world = QRectF()
        for rect, _ in self._cards:
            world = world.united(rect)
        room = max(world.width(), world.height()) * 0.04
        # The frame stays inside unless the view is far away or shows far more.
        near = world.adjusted(
            -world.width(), -world.height(), world.width(), world.height()
        )
        self._world = world.united(visible.intersected(near)).adjusted(
            -room, -room, room, room
        )
        self.update()

    def set_room(self, room: QSize) -> None:
        """Take a size that suits a canvas of another size."""
        width = min(
            max(round(room.width() * _SHARE), _SMALLEST.width()), _LARGEST.width()
        )
        size = QSize(width, width * _LARGEST.height() // _LARGEST.width())
        if size != self._size:
            self._size = size
            self.updateGeometry()
            self.resize(size)

    def _map(self) -> tuple[float, QPointF]:
        """Return scale and shift from the scene to the picture."""
        inside = QRectF(self.rect()).adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
        inside = inside.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        if self._world.isEmpty():
            return 1.0, QPointF()
        scale = min(
            inside.width() / self._world.width(), inside.height() / self._world.height()
        )
        return scale, inside.center() - self._world.center() * scale

    def _choose(self, at: QPointF) -> None:
        scale, shift = self._map()
        self.point_chosen.emit((at - shift) / scale)

    # ---------------------------------------------------------- Qt overrides

    def sizeHint(self) -> QSize:
        """Return a size that does not hide much of the canvas."""
        return self._size

    def minimumSizeHint(self) -> QSize:
        """Return the same size."""
        return self._size

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """Move the view there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        """Move the view with the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(event.position())
        event.accept()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint cards as blocks, and the visible part as a frame."""
        del event
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outer = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = theme.sizes().radius + 2
        painter.setPen(QPen(QColor(colors.border), 1.0))
        painter.setBrush(QColor(colors.panel))
        painter.drawRoundedRect(outer, radius, radius)
        scale, shift = self._map()
        inside = outer.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
        painter.setClipRect(inside.adjusted(-1, -1, 1, 1))
        painter.setPen(Qt.PenStyle.NoPen)
        plain, chosen = QColor(colors.wire), QColor(colors.accent)
        for rect, is_chosen in self._cards:
            small = QRectF(rect.topLeft() * scale + shift, rect.size() * scale)
            painter.setBrush(chosen if is_chosen else plain)
            corner = min(2.0, small.height() / 4)
            painter.drawRoundedRect(small, corner, corner)
        frame = QRectF(
            self._visible.topLeft() * scale + shift, self._visible.size() * scale
        )
        frame = frame.intersected(inside)
        painter.setPen(QPen(chosen, 1.5))
        painter.setBrush(theme.with_alpha(colors.accent, 0.05))
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0)
        painter.end()
