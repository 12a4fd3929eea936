"""Paints diagrams with Qt's painter, in Keras' look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from engine.diagram import Diagram
from studio.drawing import arrows
from studio.drawing.boxes import TEXT_SIZE, PlacedCell, font, placed_cells, shown
from studio.drawing.figure import (
    FRAME_DASHES,
    TITLE_BASELINE,
    TITLE_INDENT,
    Figure,
)
from studio.drawing.geometry import Point, Rect


def paint(painter: QPainter, diagram: Diagram, figure: Figure) -> None:
    """Paint a figure, one unit a point.

    Parameters
    ----------
    painter : QPainter
        Where to paint.
    diagram : Diagram
        What its boxes show.
    figure : Figure
        Where they are.
    """
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
    )
    painter.fillRect(QRectF(0.0, 0.0, *figure.size), Qt.GlobalColor.white)
    for title, rect in figure.frames:
        _paint_frame(painter, title, rect)
    for corners in figure.arrows.values():
        _paint_arrow(painter, corners)
    for box, rect in figure.boxes:
        painter.fillRect(QRectF(*rect), Qt.GlobalColor.black)
        for cell in placed_cells(diagram.cells(box), rect):
            _paint_cell(painter, cell)


def _paint_frame(painter: QPainter, title: str, rect: Rect) -> None:
    pen = QPen(Qt.GlobalColor.black, 1.0)
    pen.setDashPattern(FRAME_DASHES)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(*rect))
    painter.setPen(Qt.GlobalColor.black)
    painter.setFont(font(TEXT_SIZE))
    place = QPointF(rect.left + TITLE_INDENT, rect.top + TITLE_BASELINE)
    painter.drawText(place, shown(title))


def _paint_cell(painter: QPainter, cell: PlacedCell) -> None:
    if cell.background != "black":
        painter.fillRect(QRectF(*cell.rect), QColor(cell.background))
    painter.setPen(QColor(cell.ink))
    x = cell.rect.left + (cell.rect.width - cell.text_width) / 2
    for run in cell.runs:
        painter.setFont(font(run.size, run.is_bold))
        painter.drawText(QPointF(x, cell.baseline), run.text)
        x += run.width


def _paint_arrow(painter: QPainter, corners: Sequence[Point]) -> None:
    arrow = arrows.arrow(corners)
    path = QPainterPath(QPointF(*arrow.start))
    for begin, corner, end in arrow.turns:
        path.lineTo(QPointF(*begin))
        path.quadTo(QPointF(*corner), QPointF(*end))
    path.lineTo(QPointF(*arrow.end))
    pen = QPen(Qt.GlobalColor.black, arrows.WIDTH)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in arrow.head]))
