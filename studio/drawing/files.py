"""Diagrams to SVG, PDF and PNG files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from math import ceil, sqrt
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QMarginsF, QSizeF
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from engine.diagram import Box, Diagram, Frame
from engine.errors import UnsupportedError
from engine.saving.atomic import write_atomically
from studio.drawing.boxes import box_size, has_letters, title_width
from studio.drawing.figure import Figure, compose
from studio.drawing.painter import paint
from studio.drawing.svg import svg

POINTS_PER_INCH = 72.0
MOST_PIXELS = 80_000_000
LONGEST_SIDE = 30_000
"""In pixels: Qt paints no further than 32767."""
LONGEST_PAGE = 14_400.0
"""In points: the most that PDF allows."""
PDF_RESOLUTION = 1200


def draw_diagram(diagram: Diagram, path: Path) -> None:
    """Draw a diagram to a file; its ending says how.

    Parameters
    ----------
    diagram : Diagram
        What to draw.
    path : Path
        File ending in ``.png``, ``.svg`` or ``.pdf``.

    Raises
    ------
    FileError
        If the file cannot be written.
    UnsupportedError
        If there is no such format, or no font to write with.
    """
    write_atomically(path, picture(diagram, path.suffix.lower().lstrip(".")))


def picture(diagram: Diagram, format: str) -> bytes:
    """Return a diagram as a picture.

    Parameters
    ----------
    diagram : Diagram
        What to draw.
    format : {"png", "svg", "pdf"}
        The format.

    Raises
    ------
    UnsupportedError
        If there is no such format, or no font to write with.
    """
    if format not in _WRITERS:
        raise UnsupportedError(
            "Diagram: the format {format!r} cannot be drawn without Graphviz. Use "
            "{known}, or install graphviz.",
            format=format,
            known=", ".join(f".{name}" for name in _WRITERS),
        )
    _application()
    if not has_letters():
        raise UnsupportedError(
            "Diagram: there are no fonts on this machine to write with. Install some "
            "(apt install fonts-dejavu-core, dnf install dejavu-sans-fonts), or export "
            "to .dot."
        )
    return _WRITERS[format](diagram, figure_of(diagram))


def figure_of(diagram: Diagram) -> Figure:
    """Return where everything of a diagram goes, with the fonts of this machine."""
    _application()
    sizes = {box.id: box_size(diagram.cells(box)) for box in diagram.boxes()}
    titles = {title: title_width(title) for title in _frame_titles(diagram.items)}
    return compose(diagram, sizes, titles)


def _frame_titles(items: Sequence[Box | Frame]) -> list[str]:
    titles: list[str] = []
    for item in items:
        if isinstance(item, Frame):
            titles += [item.title, *_frame_titles(item.items)]
    return titles


@cache
def _application() -> QCoreApplication:
    """Return Qt's application, without a screen if there is none yet."""
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    return QGuiApplication([sys.argv[0] or "hornbeam", "-platform", "offscreen"])


def _png(diagram: Diagram, figure: Figure) -> bytes:
    width, height = figure.size
    scale = min(
        diagram.look.dpi / POINTS_PER_INCH,
        LONGEST_SIDE / max(width, height),
        sqrt(MOST_PIXELS / (width * height)),
    )
    image = QImage(
        max(1, ceil(width * scale)),
        max(1, ceil(height * scale)),
        QImage.Format.Format_RGB32,
    )
    image.fill(0xFFFFFFFF)
    dots = round(scale * POINTS_PER_INCH / 0.0254)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(painter, diagram, figure)
    painter.end()
    buffer = _buffer()
    # QImage.save refuses the bytes that its signature asks for (PySide6 6.11.3).
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def _svg(diagram: Diagram, figure: Figure) -> bytes:
    return svg(diagram, figure).encode()


def _pdf(diagram: Diagram, figure: Figure) -> bytes:
    width, height = figure.size
    scale = min(1.0, LONGEST_PAGE / max(width, height))
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_RESOLUTION)
    writer.setCreator("Hornbeam")
    size = QPageSize(
        QSizeF(width * scale, height * scale),
        QPageSize.Unit.Point,
        "",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    writer.setPageLayout(
        QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    painter = QPainter(writer)
    unit = scale * PDF_RESOLUTION / POINTS_PER_INCH
    painter.scale(unit, unit)
    paint(painter, diagram, figure)
    painter.end()
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    return buffer


_WRITERS: dict[str, Callable[[Diagram, Figure], bytes]] = {
    "png": _png,
    "svg": _svg,
    "pdf": _pdf,
}
