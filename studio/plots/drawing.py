"""Draws axes, lines and markers of a plot on any painter, for pictures to save.

The plot on the screen cannot be asked for it: it keeps axes and markers as pictures for
the resolution of the screen, which come out shifted or broken in an SVG.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from studio import theme
from studio.plots.buffer import Floats
from studio.plots.curve import CurveStyle
from studio.plots.markers import (
    MARKER_SIZE,
    curve_color,
    marker_path,
    outline_pen,
)
from studio.plots.ticks import (
    epoch_ticks,
    linear_ticks,
    log_tick_text,
    log_ticks,
    tick_text,
)

EPOCH_PIXELS = 80
"""Room for one tick of the axis in epochs."""
VALUE_PIXELS = 30
"""Room for one tick of the axis of values."""

_GAP = 8


@dataclass(frozen=True)
class Frame:
    """Where a plot lies, and which part of the values it shows.

    Attributes
    ----------
    area : QRectF
        Rectangle of the curves, without the labels of the axes.
    x, y : tuple of float
        Lowest and highest epoch and drawn value.
    """

    area: QRectF
    x: tuple[float, float]
    y: tuple[float, float]

    def place(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return the places of points on the painter."""
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return (
            self.area.left() + across * self.area.width(),
            self.area.bottom() - up * self.area.height(),
        )


def draw_axes(
    painter: QPainter,
    target: QRectF,
    x: tuple[float, float],
    y: tuple[float, float],
    *,
    is_log: bool,
) -> Frame:
    """Draw grid and labels.

    Parameters
    ----------
    painter : QPainter
        Where to draw.
    target : QRectF
        All the room there is.
    x, y : tuple of float
        What shows: epochs, and values or their logarithms.
    is_log : bool
        Whether values are logarithms to base 10.

    Returns
    -------
    Frame
        The room that is left for the curves.
    """
    font = theme.font("small")
    metrics = QFontMetrics(font)
    height = metrics.height()
    inner = target.height() - height - _GAP
    count = max(2.0, inner / VALUE_PIXELS)
    if is_log:
        ticks = log_ticks(*y, count)
        texts = [log_tick_text(tick) for tick in ticks]
    else:
        step, ticks = linear_ticks(*y, count)
        texts = [tick_text(tick, step) if tick else "0" for tick in ticks]
    width = max((metrics.horizontalAdvance(text) for text in texts), default=0)
    area = QRectF(target).adjusted(width + _GAP, 4, -4, -height - _GAP)
    frame = Frame(area, x, y)
    painter.setFont(font)
    grid, label = QColor(theme.current().plot_grid), QColor(theme.current().muted)
    _, heights = frame.place(np.zeros(len(ticks)), np.array(ticks, np.float64))
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    for level, text in zip(heights.tolist(), texts, strict=True):
        painter.setPen(QPen(grid, 1))
        painter.drawLine(QPointF(area.left(), level), QPointF(area.right(), level))
        painter.setPen(label)
        box = QRectF(target.left(), level - height / 2, width, height)
        painter.drawText(box, right, text)
    x_step, epochs = epoch_ticks(
        max(x[0], 0.0), x[1], max(2.0, area.width() / EPOCH_PIXELS)
    )
    places, _ = frame.place(np.array(epochs, np.float64), np.zeros(len(epochs)))
    middle = int(Qt.AlignmentFlag.AlignCenter)
    for place, epoch in zip(places.tolist(), epochs, strict=True):
        box = QRectF(place - 40, area.bottom() + _GAP, 80, height)
        painter.drawText(box, middle, tick_text(epoch, x_step) if epoch else "0")
    return frame


def draw_line(painter: QPainter, frame: Frame, pen: QPen, x: Floats, y: Floats) -> None:
    """Draw a curve; what is not finite is a gap."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    across, up = frame.place(x, y)
    is_good = np.isfinite(across) & np.isfinite(up)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], is_good.view(np.int8), [0]))))
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        piece = zip(across[start:stop].tolist(), up[start:stop].tolist(), strict=True)
        painter.drawPolyline(QPolygonF([QPointF(px, py) for px, py in piece]))


def draw_spots(
    painter: QPainter, frame: Frame, spots: Iterable[tuple[float, float, CurveStyle]]
) -> None:
    """Draw markers."""
    for x, y, style in spots:
        across, up = frame.place(np.array([x]), np.array([y]))
        painter.save()
        painter.translate(float(across[0]), float(up[0]))
        painter.scale(MARKER_SIZE, MARKER_SIZE)
        fill = QColor(theme.current().panel) if style.is_dashed else curve_color(style)
        painter.setPen(outline_pen(style))
        painter.setBrush(fill)
        painter.drawPath(marker_path(style.marker or "circle"))
        painter.restore()
