"""Saves a plot: picture (PNG, SVG) with title and legend, or its numbers (CSV)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter

from studio import theme
from studio.plots.curve import CurveData, CurveStyle
from studio.plots.markers import SAMPLE_WIDTH, draw_sample

SUFFIXES = (".png", ".svg", ".csv")
PICTURE_SCALE = 2.0
SMALLEST = QSize(560, 300)
"""Of the plot on a picture, however small the card on the screen is."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MARGIN = 16
_GAP = 14

Draw = Callable[[QPainter, QRectF], None]


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    Parameters
    ----------
    text : str
        What a user called something.
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def to_csv(styles: Sequence[CurveStyle], data: Mapping[str, CurveData]) -> str:
    """Return all points as a table: one line an epoch, one column a curve.

    Parameters
    ----------
    styles : sequence of CurveStyle
        Curves in order.
    data : mapping of str to CurveData
        Their points by key; values are written as measured, not smoothed.
    """
    places = [data[style.key].x for style in styles]
    merged = np.unique(np.concatenate(places)) if places else np.empty(0)
    columns: list[dict[float, float]] = [
        dict(zip(data[s.key].x.tolist(), data[s.key].y.tolist(), strict=True))
        for s in styles
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["epoch", *(safe_cell(style.key) for style in styles)])
    for place in merged.tolist():
        cells = [column.get(place) for column in columns]
        writer.writerow(
            [repr(place), *("" if cell is None else repr(cell) for cell in cells)]
        )
    return text.getvalue()


def to_png(title: str, styles: Sequence[CurveStyle], size: QSize, draw: Draw) -> bytes:
    """Return a picture, twice as fine as the screen's and not smaller than a page has.

    Parameters
    ----------
    title : str
        Heading.
    styles : sequence of CurveStyle
        Curves of the legend.
    size : QSize
        Size of the drawing area on the screen.
    draw : callable
        Draws the plot into a rectangle.
    """
    whole = _whole_size(size, title, styles)
    image = QImage(whole * PICTURE_SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(PICTURE_SCALE)
    painter = QPainter(image)
    _paint(painter, whole, title, styles, draw)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(content.data())


def to_svg(title: str, styles: Sequence[CurveStyle], size: QSize, draw: Draw) -> bytes:
    """Return a drawing; parameters as in `to_png`."""
    from PySide6.QtSvg import QSvgGenerator  # only savers need it

    whole = _whole_size(size, title, styles)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(whole)
    generator.setViewBox(QRectF(0, 0, whole.width(), whole.height()))
    generator.setResolution(96)  # as pictures and fonts in pixels expect
    generator.setTitle(title)
    painter = QPainter(generator)
    _paint(painter, whole, title, styles, draw)
    painter.end()
    buffer.close()
    return bytes(content.data())


def _header_height() -> int:
    return QFontMetrics(theme.font("strong")).height() + 10


def _whole_size(size: QSize, title: str, styles: Sequence[CurveStyle]) -> QSize:
    """Size of the picture: large enough for the legend in one line."""
    strong, small = (
        QFontMetrics(theme.font("strong")),
        QFontMetrics(theme.font("small")),
    )
    names = sum(
        SAMPLE_WIDTH + 10 + small.horizontalAdvance(style.label) + _GAP
        for style in styles
    )
    legend = strong.horizontalAdvance(title) + 2 * _GAP + names
    return QSize(
        max(size.width(), legend, SMALLEST.width()) + 2 * _MARGIN,
        max(size.height(), SMALLEST.height()) + 2 * _MARGIN + _header_height(),
    )


def _paint(
    painter: QPainter,
    size: QSize,
    title: str,
    styles: Sequence[CurveStyle],
    draw: Draw,
) -> None:
    """Draw background, heading with legend, and plot."""
    colors = theme.current()
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(colors.panel))
    painter.setFont(theme.font("strong"))
    painter.setPen(QColor(colors.text))
    height = _header_height()
    line = QRectF(_MARGIN, _MARGIN - 6, size.width() - 2 * _MARGIN, height)
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(line, middle, title)
    x = _MARGIN + painter.fontMetrics().horizontalAdvance(title) + 2 * _GAP
    painter.setFont(theme.font("small"))
    for style in styles:
        width = painter.fontMetrics().horizontalAdvance(style.label)
        draw_sample(painter, style, QRectF(x, line.top(), SAMPLE_WIDTH, height))
        painter.setPen(QColor(colors.muted))
        text = QRectF(x + SAMPLE_WIDTH + 6, line.top(), width + 4, height)
        painter.drawText(text, middle, style.label)
        x = round(text.right()) + _GAP
    draw(
        painter,
        QRectF(
            _MARGIN,
            _MARGIN + height,
            size.width() - 2 * _MARGIN,
            size.height() - 2 * _MARGIN - height,
        ),
    )
