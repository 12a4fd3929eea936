"""The shape of arrows: a line with round turns, and a head. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.drawing.geometry import Point

WIDTH = 2.0
HEAD_LENGTH, HEAD_WIDTH = 12.0, 9.0
CORNER = 5.0
"""Radius of the turns."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow.

    Attributes
    ----------
    start, end : Point
        Where its line begins, and ends within the head.
    turns : tuple of (Point, Point, Point)
        Curves in between: where one begins, the corner that it cuts, where it ends.
    head : tuple of Point
        Corners of the head, the tip first.
    """

    start: Point
    turns: tuple[tuple[Point, Point, Point], ...]
    end: Point
    head: tuple[Point, Point, Point]


def arrow(corners: Sequence[Point]) -> Arrow:
    """Return the arrow along a way.

    Parameters
    ----------
    corners : sequence of Point
        Where it begins, turns and ends; all pieces are level or upright.
    """
    tip = corners[-1]
    dx, dy = _direction(corners[-2], tip)
    side_x, side_y = -dy * HEAD_WIDTH / 2, dx * HEAD_WIDTH / 2
    base = Point(tip.x - dx * HEAD_LENGTH, tip.y - dy * HEAD_LENGTH)
    turns = []
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        radius = min(CORNER, _length(before, corner) / 2, _length(corner, after) / 2)
        (ax, ay), (bx, by) = _direction(before, corner), _direction(corner, after)
        turns.append(
            (
                Point(corner.x - ax * radius, corner.y - ay * radius),
                corner,
                Point(corner.x + bx * radius, corner.y + by * radius),
            )
        )
    return Arrow(
        corners[0],
        tuple(turns),
        # A little into the head, so that no gap can be seen.
        Point(base.x + dx, base.y + dy),
        (
            tip,
            Point(base.x + side_x, base.y + side_y),
            Point(base.x - side_x, base.y - side_y),
        ),
    )


def _length(a: Point, b: Point) -> float:
    return abs(b.x - a.x) + abs(b.y - a.y)


def _direction(a: Point, b: Point) -> tuple[float, float]:
    length = _length(a, b) or 1.0
    return (b.x - a.x) / length, (b.y - a.y) / length
