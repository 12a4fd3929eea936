"""A wire between two ports, and the live one that follows the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.canvas.card_item import paint_badge
from studio.canvas.look import Look, look
from studio.canvas.routing import Lane, find_way
from studio.document.problems import Severity

GRAB_WIDTH = 12.0
"""How wide a wire is for the mouse."""
END_REACH = 30.0
"""How far from its end a wire is taken by that end."""
_MARGIN = 10.0
_NEAR_ENOUGH = 0.35

WireEnd = Literal["source", "target"]


class WireItem(QGraphicsItem):
    """A link on the canvas.

    Parameters
    ----------
    link_id : str
        Id of the link; empty for the live wire.
    """

    def __init__(self, link_id: str = "") -> None:
        super().__init__()
        self.link_id = link_id
        self.start = QPointF()
        self.end = QPointF()
        self.problem: Severity | None = None
        self.problem_text = ""
        self.is_chosen = False
        self.is_active = False
        self.is_hovered = False
        self.is_dimmed = False
        self.is_loose = False
        self.is_drop_target = False
        self.lane: Lane | None = None
        self._path = QPainterPath()
        self._rect = QRectF()
        self._grab: QPainterPath | None = None
        self.setZValue(0.0)

    def set_way(
        self,
        start: QPointF,
        end: QPointF,
        blocks: Sequence[QRectF] = (),
        busy: Sequence[Lane] = (),
        *,
        is_vertical: bool = False,
    ) -> None:
        """Lead the wire from port to port, around cards."""
        way = find_way(start, end, blocks, busy, is_vertical=is_vertical)
        path, self.lane = way.path, way.lane
        if path == self._path:
            return
        self.prepareGeometryChange()
        self.start, self.end = start, end
        self._path = path
        self._rect = path.boundingRect().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        self._grab = None

    @property
    def path(self) -> QPainterPath:
        """The curve, in the scene."""
        return self._path

    def middle(self) -> QPointF:
        """Return the point half way."""
        return self._path.pointAtPercent(0.5)

    def end_near(self, at: QPointF) -> WireEnd | None:
        """Return the end of the wire that a point is near to, if any."""
        to_start = (at - self.start).manhattanLength()
        to_end = (at - self.end).manhattanLength()
        if min(to_start, to_end) > END_REACH:
            return None
        return "source" if to_start < to_end else "target"

    def set_flags(self, **flags: bool) -> None:
        """Set flags such as ``is_hovered`` and repaint if one of them changes."""
        changed = False
        for name, value in flags.items():
            if getattr(self, name) != value:
                setattr(self, name, value)
                changed = True
        if changed:
            is_raised = self.is_chosen or self.is_active or self.is_drop_target
            self.setZValue(0.5 if is_raised else 0.0)
            self.update()

    def _pen(self, style: Look) -> QPen:
        if style.is_paper:
            return style.wire
        if self.is_drop_target:
            return style.wire_target
        if self.is_chosen or self.is_active:
            return style.wire_active
        if self.problem == "error":
            return style.wire_error
        if self.problem is not None:
            return style.wire_warning
        return style.wire_hover if self.is_hovered else style.wire

    # ---------------------------------------------------------- Qt overrides

    def boundingRect(self) -> QRectF:
        """Return the room of the curve and its badge."""
        return self._rect

    def shape(self) -> QPainterPath:
        """Return the band in which the mouse means the wire."""
        if self._grab is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(GRAB_WIDTH)
            self._grab = stroker.createStroke(self._path)
        return self._grab

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
        /,
    ) -> None:
        """Paint the curve, and the sign of a problem in its middle."""
        del option, widget
        if self.is_loose:
            return
        style = look()
        zoom = QStyleOptionGraphicsItem.levelOfDetailFromTransform(
            painter.worldTransform()
        )
        pen = self._pen(style)
        if zoom < _NEAR_ENOUGH and pen is style.wire and not style.is_paper:
            pen = style.wire_far
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.is_dimmed and not style.is_paper:
            painter.setOpacity(0.35)
        painter.drawPath(self._path)
        if self.is_chosen and not style.is_paper:
            painter.setBrush(style.accent)
            painter.setPen(Qt.PenStyle.NoPen)
            for end in (self.start, self.end):
                painter.drawEllipse(end, 3.0, 3.0)
        if self.problem is not None and not style.is_paper and zoom >= _NEAR_ENOUGH:
            paint_badge(painter, style, self.middle(), self.problem)


class LiveWire(WireItem):
    """The wire that is being drawn; one for the whole life of a scene."""

    def __init__(self) -> None:
        super().__init__()
        self.is_refused = False
        self.setZValue(10.0)
        self.setVisible(False)

    def _pen(self, style: Look) -> QPen:
        pen = QPen(style.wire_error if self.is_refused else style.wire_active)
        if self.is_refused:
            pen.setDashPattern([4.0, 3.0])
        return pen


class KnifeItem(QGraphicsItem):
    """The stroke that cuts wires; one for the whole life of a scene."""

    def __init__(self) -> None:
        super().__init__()
        self._points = QPolygonF()
        self.setZValue(11.0)
        self.setVisible(False)

    def set_points(self, points: Sequence[QPointF]) -> None:
        """Show another stroke."""
        self.prepareGeometryChange()
        self._points = QPolygonF(points)

    # ---------------------------------------------------------- Qt overrides

    def boundingRect(self) -> QRectF:
        """Return the room of the stroke."""
        return self._points.boundingRect().adjusted(-2.0, -2.0, 2.0, 2.0)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
        /,
    ) -> None:
        """Paint the stroke."""
        del option, widget
        pen = QPen(look().error, 1.5)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawPolyline(self._points)
