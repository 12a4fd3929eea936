"""What is painted behind and before all items: the dots of the grid, the focus."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.canvas.look import look

DOT_SPACING = 24.0
LEAST_DISTANCE = 14.0
"""Pixels between dots; below that only every second one is painted."""


def paint_dots(painter: QPainter, area: QRectF, zoom: float) -> None:
    """Paint the background of a part of the scene.

    Parameters
    ----------
    painter : QPainter
        In coordinates of the scene.
    area : QRectF
        What to paint.
    zoom : float
        Pixels for a unit of the scene.
    """
    style = look()
    painter.fillRect(area, style.canvas)
    spacing = DOT_SPACING
    while spacing * zoom < LEAST_DISTANCE:
        spacing *= 2
    first_x, last_x = int(area.left() // spacing), int(area.right() // spacing) + 1
    first_y, last_y = int(area.top() // spacing), int(area.bottom() // spacing) + 1
    pen = QPen(style.dot)
    pen.setWidthF(1.6 if zoom < 0.5 else 2.0)
    painter.setPen(pen)
    painter.drawPoints(
        [
            QPointF(x * spacing, y * spacing)
            for x in range(first_x, last_x + 1)
            for y in range(first_y, last_y + 1)
        ]
    )


def paint_focus(painter: QPainter, viewport: QRect) -> None:
    """Paint the frame of a canvas that has the focus of the keyboard."""
    painter.save()
    painter.resetTransform()
    painter.setPen(QPen(look().accent, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(viewport).adjusted(1.0, 1.0, -1.0, -1.0))
    painter.restore()
