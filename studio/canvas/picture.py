"""The graph as a picture in a file: PNG, SVG or PDF, without the program around it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from studio.canvas.look import paper_look
from studio.canvas.scene import CanvasScene

MARGIN = 24.0
PNG_SCALE = 2.0
MOST_PIXELS = 12_000
"""Longest side of a PNG."""
SUFFIXES = (".png", ".svg", ".pdf")


def picture_rect(board: CanvasScene) -> QRectF:
    """Return the part of the scene that a picture shows."""
    rect = board.content_rect()
    for wire in board.wires.values():
        rect = rect.united(wire.path.boundingRect())
    return rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)


def paint_picture(board: CanvasScene, painter: QPainter, target: QRectF) -> None:
    """Paint the whole graph.

    Parameters
    ----------
    board : CanvasScene
        The graph.
    painter : QPainter
        Where to paint.
    target : QRectF
        Room on the painter; the graph keeps its proportions in it.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    with paper_look():
        for card in board.cards.values():
            card.lay_out()
        painter.fillRect(target, Qt.GlobalColor.white)
        board.render(painter, target, picture_rect(board))
    for card in board.cards.values():
        card.lay_out()


def save_picture(board: CanvasScene, path: Path, *, title: str = "") -> None:
    """Write the graph as a picture.

    Parameters
    ----------
    board : CanvasScene
        The graph.
    path : Path
        The file; its suffix says the format.
    title : str, default=""
        Title inside the file, for formats that have one.

    Raises
    ------
    ValueError
        If the suffix is none of ``.png``, ``.svg`` and ``.pdf``.
    OSError
        If the file cannot be written.
    """
    size = picture_rect(board).size()
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ValueError(
            f"Picture {path.name}: the format {suffix or '(none)'} is not known. "
            f"Use {', '.join(SUFFIXES)}."
        )
    if suffix == ".png":
        longest = max(size.width(), size.height())
        scale = min(PNG_SCALE, MOST_PIXELS / longest)
        _save_png(board, path, size * scale)
    elif suffix == ".svg":
        _save_svg(board, path, size, title)
    else:
        _save_pdf(board, path, size, title)


def _save_png(board: CanvasScene, path: Path, size: QSizeF) -> None:
    image = QImage(size.toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    paint_picture(board, painter, QRectF(image.rect()))
    painter.end()
    if not image.save(str(path)):
        raise OSError(f"Picture {path}: cannot be written. Choose another folder.")


def _save_svg(board: CanvasScene, path: Path, size: QSizeF, title: str) -> None:
    writer = QSvgGenerator()
    writer.setFileName(str(path))
    whole = QSize(round(size.width()), round(size.height()))
    writer.setSize(whole)
    writer.setViewBox(QRectF(0.0, 0.0, whole.width(), whole.height()))
    writer.setTitle(title)
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"Picture {path}: cannot be written. Choose another folder.")
    paint_picture(board, painter, QRectF(0.0, 0.0, whole.width(), whole.height()))
    painter.end()


def _save_pdf(board: CanvasScene, path: Path, size: QSizeF, title: str) -> None:
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0))
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"Picture {path}: cannot be written. Choose another folder.")
    paint_picture(board, painter, QRectF(0, 0, writer.width(), writer.height()))
    painter.end()
