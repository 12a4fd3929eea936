"""A diagram as a picture in plain data: rectangles and lines on a page. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from engine.diagram import Box, Diagram
from studio.drawing.geometry import Area, Direction, Point, Rect, Size
from studio.drawing.placing import (
    FRAME_PADDING,
    FRAME_TITLE_HEIGHT,
    place,
)
from studio.drawing.routes import Obstacle, find_ways

MARGIN = 6.0
"""Room around the whole picture."""
TITLE_INDENT, TITLE_BASELINE = 12.0, 20.0
"""From the corner of a frame to its title."""
FRAME_DASHES = (5.0, 3.0)


@dataclass(frozen=True)
class Figure:
    """What is drawn, in points from the top left corner.

    Attributes
    ----------
    size : Size
        Of the whole picture.
    boxes : tuple of (Box, Rect)
        Boxes and where they are.
    frames : tuple of (str, Rect)
        Titles of frames and where they are, outer before inner ones.
    arrows : dict
        Corners of each arrow by the ids of its ends; the last one is its tip.
    """

    size: Size
    boxes: tuple[tuple[Box, Rect], ...]
    frames: tuple[tuple[str, Rect], ...]
    arrows: dict[tuple[str, str], tuple[Point, ...]]


def compose(
    diagram: Diagram, sizes: Mapping[str, Size], titles: Mapping[str, float]
) -> Figure:
    """Return the figure of a diagram.

    Parameters
    ----------
    diagram : Diagram
        What to draw.
    sizes : mapping
        Size of each box by its id.
    titles : mapping
        Width of the title of each frame by its text.
    """
    direction = Direction(diagram.look.rankdir)
    places = place(diagram.items, diagram.edges, sizes, titles, direction)
    # What is outside a frame does not cross it.
    obstacles = [
        Obstacle(area, frozenset(box.id for box in Diagram((frame,)).boxes()))
        for frame, area in places.frames
    ]
    texts = [
        _title_area(area, titles.get(frame.title, 0.0), direction)
        for frame, area in places.frames
    ]
    ways = find_ways(places.boxes, diagram.edges, obstacles, texts)
    # Ways around everything may lie beyond the boxes.
    spots = [spot for way in ways.values() for spot in way]
    first = min([0.0, *(s.along for s in spots)]) - MARGIN
    last = max([places.length, *(s.along for s in spots)]) + MARGIN
    low = min([0.0, *(s.across for s in spots)]) - MARGIN
    high = max([places.breadth, *(s.across for s in spots)]) + MARGIN
    length, breadth = float(ceil(last - first)), float(ceil(high - low))
    known = {box.id: box for box in reversed(diagram.boxes())}

    def rect(area: Area) -> Rect:
        return direction.rect(area.moved(-first, -low), length)

    return Figure(
        Size(breadth, length) if direction.is_vertical else Size(length, breadth),
        tuple((known[i], rect(area)) for i, area in places.boxes.items()),
        tuple((frame.title, rect(area)) for frame, area in places.frames),
        {
            edge: tuple(
                direction.point(
                    spot._replace(along=spot.along - first, across=spot.across - low),
                    length,
                )
                for spot in way
            )
            for edge, way in ways.items()
        },
    )


def _title_area(area: Area, title_width: float, direction: Direction) -> Area:
    """Return where the title of a frame stands."""
    width = FRAME_PADDING + title_width
    height = FRAME_TITLE_HEIGHT + 4.0
    length, breadth = direction.turned(Size(width, height))
    low, high = area.low, area.low + breadth
    if direction.is_backward:
        return Area(area.last - length, area.last, low, high)
    return Area(area.first, area.first + length, low, high)
