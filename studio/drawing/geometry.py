"""Where things lie along and across the flow, and how that becomes x and y.

Everything is placed as if the graph flowed in one direction, *along*; what that is on
the page is only decided at the end, so that the four directions need nothing of their
own. Units are points, 1/72 inch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Spot(NamedTuple):
    """A place in the flow."""

    along: float
    across: float


class Point(NamedTuple):
    """A place on the page, from the top left corner."""

    x: float
    y: float


class Size(NamedTuple):
    """Width and height on the page."""

    width: float
    height: float


class Rect(NamedTuple):
    """A rectangle on the page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The other end of `left`."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The other end of `top`."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in the flow.

    Attributes
    ----------
    first, last : float
        Where it begins and ends along the flow.
    low, high : float
        Where it begins and ends across the flow.
    """

    first: float
    last: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        """The middle across the flow."""
        return (self.low + self.high) / 2

    def moved(self, along: float, across: float) -> Area:
        """Return the same rectangle elsewhere."""
        return Area(
            self.first + along,
            self.last + along,
            self.low + across,
            self.high + across,
        )


@dataclass(frozen=True)
class Direction:
    """Which way the graph flows on the page.

    Attributes
    ----------
    rankdir : str
        ``"TB"``, ``"BT"``, ``"LR"`` or ``"RL"``, as for Graphviz.
    """

    rankdir: str

    @property
    def is_vertical(self) -> bool:
        """Whether the graph flows down or up."""
        return self.rankdir in ("TB", "BT")

    @property
    def is_backward(self) -> bool:
        """Whether the graph flows up or to the left."""
        return self.rankdir in ("BT", "RL")

    def turned(self, size: Size) -> tuple[float, float]:
        """Return how far a thing reaches along and across the flow."""
        if self.is_vertical:
            return size.height, size.width
        return size.width, size.height

    def point(self, spot: Spot, length: float) -> Point:
        """Return where a spot is on a page that is `length` long along the flow."""
        along = length - spot.along if self.is_backward else spot.along
        if self.is_vertical:
            return Point(spot.across, along)
        return Point(along, spot.across)

    def rect(self, area: Area, length: float) -> Rect:
        """Return where an area is on a page that is `length` long along the flow."""
        a = self.point(Spot(area.first, area.low), length)
        b = self.point(Spot(area.last, area.high), length)
        left, top = min(a.x, b.x), min(a.y, b.y)
        return Rect(left, top, max(a.x, b.x) - left, max(a.y, b.y) - top)
