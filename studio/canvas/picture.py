"""The graph as a picture in a file: PNG, SVG or PDF, without the program around it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from engine.saving.atomic import write_atomically
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
    FileError
        If the file cannot be written; the text says why.
    """
    write_atomically(path, picture_bytes(board, path.suffix, title=title))


def picture_bytes(board: CanvasScene, suffix: str, *, title: str = "") -> bytes:
    """Return the graph as the content of a picture file.

    Parameters
    ----------
    board : CanvasScene
        The graph.
    suffix : {".png", ".svg", ".pdf"}
        The format.
    title : str, default=""
        Title inside the file, for formats that have one.

    Raises
    ------
    ValueError
        If the suffix is something else.
    """
    paint = {".png": _png, ".svg": _svg, ".pdf": _pdf}.get(suffix.lower())
    if paint is None:
        raise ValueError(
            f"Picture: the format {suffix or '(none)'} is not known. "
            f"Use {', '.join(SUFFIXES)}."
        )
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    paint(board, buffer, title)
    return bytes(buffer.data().data())


def _png(board: CanvasScene, buffer: QBuffer, title: str) -> None:
    size = picture_rect(board).size()
    scale = min(PNG_SCALE, MOST_PIXELS / max(size.width(), size.height()))
    image = QImage((size * scale).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    paint_picture(board, painter, QRectF(image.rect()))
    painter.end()
    writer = QImageWriter(buffer, b"PNG")
    writer.setText("Title", title)
    writer.write(image)


def _svg(board: CanvasScene, buffer: QBuffer, title: str) -> None:
    size = picture_rect(board).size().toSize()
    writer = QSvgGenerator()
    writer.setOutputDevice(buffer)
    writer.setSize(size)
    writer.setViewBox(QRect(0, 0, size.width(), size.height()))
    writer.setTitle(title)
    painter = QPainter(writer)
    paint_picture(board, painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()


def _pdf(board: CanvasScene, buffer: QBuffer, title: str) -> None:
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    size = picture_rect(board).size()
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0))
    painter = QPainter(writer)
    paint_picture(board, painter, QRectF(0, 0, writer.width(), writer.height()))
    painter.end()
