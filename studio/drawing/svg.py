"""Writes diagrams as SVG, with texts as texts.

Not with QSvgGenerator: that places each piece of text on its own, and they overlap as
soon as a viewer lacks the font. Here a cell's text is one, held by its middle.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from engine.diagram import Box, Diagram
from studio.drawing import arrows
from studio.drawing.boxes import FAMILIES, TEXT_SIZE, PlacedCell, placed_cells, shown
from studio.drawing.figure import (
    FRAME_DASHES,
    TITLE_BASELINE,
    TITLE_INDENT,
    Figure,
)
from studio.drawing.geometry import Point, Rect


def svg(diagram: Diagram, figure: Figure) -> str:
    """Return a figure as the text of an SVG file.

    Parameters
    ----------
    diagram : Diagram
        What its boxes show.
    figure : Figure
        Where they are.
    """
    return "\n".join(_lines(diagram, figure)) + "\n"


def _lines(diagram: Diagram, figure: Figure) -> Iterator[str]:
    width, height = map(_number, figure.size)
    families = ", ".join(f"'{f}'" if " " in f else f for f in FAMILIES)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" '
        f'height="{height}pt" viewBox="0 0 {width} {height}" '
        f'font-family="{families}, sans-serif">'
    )
    yield f'<rect width="{width}" height="{height}" fill="white"/>'
    for title, rect in figure.frames:
        yield from _frame(title, rect)
    for corners in figure.arrows.values():
        yield from _arrow(corners)
    for box, rect in figure.boxes:
        yield from _box(box, diagram, rect)
    yield "</svg>"


def _frame(title: str, rect: Rect) -> Iterator[str]:
    dashes = " ".join(map(_number, FRAME_DASHES))
    yield (
        f'<rect {_place(rect)} fill="none" stroke="black" stroke-dasharray="{dashes}"/>'
    )
    yield (
        f'<text x="{_number(rect.left + TITLE_INDENT)}" '
        f'y="{_number(rect.top + TITLE_BASELINE)}" font-size="{TEXT_SIZE}">'
        f"{_text(title)}</text>"
    )


def _box(box: Box, diagram: Diagram, rect: Rect) -> Iterator[str]:
    yield f"<g><title>{_text(box.name)}</title>"
    yield f'<rect {_place(rect)} fill="black"/>'
    for cell in placed_cells(diagram.cells(box), rect):
        yield from _cell(cell)
    yield "</g>"


def _cell(cell: PlacedCell) -> Iterator[str]:
    if cell.background != "black":
        yield f'<rect {_place(cell.rect)} fill="{cell.background}"/>'
    if not cell.runs:
        return
    runs = "".join(
        f'<tspan font-weight="bold">{_text(run.text)}</tspan>'
        if run.is_bold
        else _text(run.text)
        for run in cell.runs
    )
    yield (
        f'<text x="{_number(cell.rect.left + cell.rect.width / 2)}" '
        f'y="{_number(cell.baseline)}" font-size="{cell.runs[0].size}" '
        f'fill="{cell.ink}" text-anchor="middle" xml:space="preserve" '
        f'textLength="{_number(cell.text_width)}" lengthAdjust="spacingAndGlyphs">'
        f"{runs}</text>"
    )


def _arrow(corners: Sequence[Point]) -> Iterator[str]:
    arrow = arrows.arrow(corners)
    steps = [f"M{_point(arrow.start)}"]
    for begin, corner, end in arrow.turns:
        steps.append(f"L{_point(begin)} Q{_point(corner)} {_point(end)}")
    steps.append(f"L{_point(arrow.end)}")
    yield (
        f'<path d="{" ".join(steps)}" fill="none" stroke="black" '
        f'stroke-width="{_number(arrows.WIDTH)}"/>'
    )
    yield f'<polygon points="{" ".join(map(_point, arrow.head))}"/>'


def _place(rect: Rect) -> str:
    x, y, width, height = map(_number, rect)
    return f'x="{x}" y="{y}" width="{width}" height="{height}"'


def _point(point: Point) -> str:
    return f"{_number(point.x)},{_number(point.y)}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return html.escape(shown(text), quote=False)
