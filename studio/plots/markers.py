"""Shapes that tell curves apart without colour, and samples of lines for legends."""

from __future__ import annotations

import math
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from studio import theme
from studio.plots.curve import CurveStyle

MARKERS = (
    "circle",
    "square",
    "triangle",
    "diamond",
    "pentagon",
    "star",
    "triangle-down",
    "hexagon",
)
"""Names of the shapes, in the order in which outputs take them."""

MARKER_SIZE = 7
SAMPLE_WIDTH = 18
LINE_WIDTH = 1.5
DASHES = (4.0, 3.0)


def _polygon(corners: int, *, turn: float = -90.0, inner: float = 1.0) -> QPainterPath:
    """Regular polygon of diameter 1, or a star when `inner` is less than 1."""
    count = corners if inner == 1.0 else 2 * corners
    points = []
    for i in range(count):
        radius = 0.56 * (inner if i % 2 and inner != 1.0 else 1.0)
        angle = math.radians(turn + 360 * i / count)
        points.append(QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


@cache
def marker_path(name: str) -> QPainterPath:
    """Return a shape around the origin, about 1 wide.

    Parameters
    ----------
    name : str
        One of `MARKERS`.
    """
    path = QPainterPath()
    if name == "circle":
        path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
    elif name == "square":
        path.addRect(QRectF(-0.44, -0.44, 0.88, 0.88))
    elif name == "triangle":
        path = _polygon(3)
    elif name == "triangle-down":
        path = _polygon(3, turn=90)
    elif name == "diamond":
        path = _polygon(4)
    elif name == "pentagon":
        path = _polygon(5)
    elif name == "star":
        path = _polygon(5, inner=0.45)
    elif name == "hexagon":
        path = _polygon(6)
    else:
        raise ValueError(f"no marker {name!r}; use one of {', '.join(MARKERS)}")
    return path


def curve_color(style: CurveStyle) -> QColor:
    """Return the colour of a curve in the theme in use."""
    if style.color is None:
        return QColor(theme.current().text)
    return theme.series_color(style.color)


def line_pen(style: CurveStyle, width: float = LINE_WIDTH, alpha: float = 1.0) -> QPen:
    """Return the pen of a curve's line.

    Parameters
    ----------
    style : CurveStyle
        The curve.
    width : float
        Width in pixels.
    alpha : float, default=1.0
        0 for invisible, 1 for solid.
    """
    color = curve_color(style)
    color.setAlphaF(alpha)
    pen = QPen(color, width)
    pen.setCosmetic(True)
    if style.is_dashed:
        pen.setDashPattern([d * max(1.0, LINE_WIDTH / width) for d in DASHES])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def outline_pen(style: CurveStyle) -> QPen:
    """Return the pen around a curve's markers."""
    pen = QPen(curve_color(style), 1.4)
    pen.setCosmetic(True)
    return pen


def draw_sample(painter: QPainter, style: CurveStyle, rect: QRectF) -> None:
    """Draw a piece of the line with its marker, as legends do."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = line_pen(style, 2.0)
    painter.setPen(pen)
    middle = rect.center()
    painter.drawLine(
        QPointF(rect.left(), middle.y()), QPointF(rect.right(), middle.y())
    )
    if style.marker:
        painter.translate(middle)
        painter.scale(MARKER_SIZE, MARKER_SIZE)
        fill = QColor(theme.current().panel) if style.is_dashed else curve_color(style)
        painter.setPen(outline_pen(style))
        painter.setBrush(fill)
        painter.drawPath(marker_path(style.marker))
    painter.restore()
