"""The way of a wire: a smooth curve that does not run behind other cards.

A wire is one curve where that is free. Otherwise it turns into a lane between the
cards, follows it, and turns again just before its end. Points are (along, across) the
flow, so that graphs that flow down need nothing of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

TURN = 32.0
"""Length in which a wire changes lanes; the room between ranks."""
CLEARANCE = 6.0
"""Least distance to a card that is in the way."""
LANE = 16.0
"""Distance between a card and a wire that goes around it."""
SEPARATION = 10.0
"""Distance between lanes side by side."""
SIDE_BY_SIDE = 3
"""Lanes that are tried at each side of a card."""
SHARED_COST = 400.0
"""Detour that a wire makes to have a lane of its own."""
MAX_BLOCKS = 60
"""With more cards in the way no lane is looked for."""
_SAMPLES = tuple(i / 16 for i in range(1, 16))


@dataclass(frozen=True, slots=True)
class Lane:
    """A straight part of a wire that goes around cards.

    Attributes
    ----------
    first, last : float
        Its ends along the flow.
    across : float
        Where it lies across the flow.
    """

    first: float
    last: float
    across: float

    def is_near(self, other: Lane) -> bool:
        """Whether two lanes could be taken for one."""
        return (
            abs(self.across - other.across) < SEPARATION - 1.0
            and self.last > other.first
            and self.first < other.last
        )


@dataclass(frozen=True)
class Way:
    """The curve of a wire, and its lane if it has one."""

    path: QPainterPath
    lane: Lane | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """A card in flow coordinates."""

    first: float
    last: float
    low: float
    high: float


def find_way(
    start: QPointF,
    end: QPointF,
    blocks: Sequence[QRectF] = (),
    busy: Sequence[Lane] = (),
    *,
    is_vertical: bool = False,
) -> Way:
    """Return the way of a wire.

    Parameters
    ----------
    start, end : QPointF
        Centres of the two ports.
    blocks : sequence of QRectF
        Cards to go around.
    busy : sequence of Lane
        Lanes of wires from other ports, to keep apart from.
    is_vertical : bool, default=False
        Whether the graph flows down.
    """
    x0, y0, x1, y1 = start.x(), start.y(), end.x(), end.y()
    if is_vertical:
        x0, y0, x1, y1 = y0, x0, y1, x1
    lane = None
    if blocks and x1 - x0 > 1.5 * TURN:
        cards = [_block(rect, is_vertical) for rect in blocks]
        if len(cards) <= MAX_BLOCKS and _is_curve_blocked(x0, y0, x1, y1, cards):
            lane = _find_lane(x0, y0, x1, y1, cards, busy)
    pen = _Pen(x0, y0, is_vertical)
    if lane is not None:
        pen.curve(lane.first, lane.across)
        pen.line(lane.last, lane.across)
    pen.curve(x1, y1)
    return Way(pen.path, lane)


class _Pen:
    """Draws in flow coordinates."""

    def __init__(self, x: float, y: float, is_vertical: bool) -> None:
        self.x, self.y = x, y
        self._is_vertical = is_vertical
        self.path = QPainterPath(self._point(x, y))

    def _point(self, x: float, y: float) -> QPointF:
        return QPointF(y, x) if self._is_vertical else QPointF(x, y)

    def curve(self, x: float, y: float) -> None:
        """Draw to a point, leaving and arriving along the flow."""
        if y == self.y and x > self.x:
            self.line(x, y)
            return
        reach = bend(x - self.x, y - self.y)
        self.path.cubicTo(
            self._point(self.x + reach, self.y),
            self._point(x - reach, y),
            self._point(x, y),
        )
        self.x, self.y = x, y

    def line(self, x: float, y: float) -> None:
        """Draw straight to a point."""
        self.path.lineTo(self._point(x, y))
        self.x, self.y = x, y


def bend(dx: float, dy: float) -> float:
    """Return how far the control points of a curve are from its ends.

    Parameters
    ----------
    dx, dy : float
        From its start to its end; `dx` along the flow, negative for a wire back.
    """
    if dx >= 0:
        return max(dx * 0.5, min(abs(dy) * 0.5, TURN))
    return min(max(-dx * 0.6, 1.5 * TURN), 6 * TURN)


def _block(rect: QRectF, is_vertical: bool) -> _Block:
    if is_vertical:
        return _Block(rect.top(), rect.bottom(), rect.left(), rect.right())
    return _Block(rect.left(), rect.right(), rect.top(), rect.bottom())


def _turn(x0: float, x1: float) -> float:
    return min(TURN, (x1 - x0) / 3)


def _is_curve_blocked(
    x0: float, y0: float, x1: float, y1: float, cards: list[_Block]
) -> bool:
    reach = bend(x1 - x0, y1 - y0)
    xa, xb = x0 + reach, x1 - reach
    for t in _SAMPLES:
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        x = a * x0 + b * xa + c * xb + d * x1
        y = (a + b) * y0 + (c + d) * y1
        for card in cards:
            if (
                card.first - CLEARANCE < x < card.last + CLEARANCE
                and card.low - CLEARANCE < y < card.high + CLEARANCE
            ):
                return True
    return False


def _find_lane(
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    cards: list[_Block],
    busy: Sequence[Lane],
) -> Lane | None:
    turn = _turn(x0, x1)
    candidates = {y0: 0.0, y1: 0.0}
    for card in cards:
        if card.last > x0 and card.first < x1:
            for i in range(SIDE_BY_SIDE):
                away = LANE + SEPARATION * i
                candidates.setdefault(card.low - away, TURN)
                candidates.setdefault(card.high + away, TURN)
    best: tuple[float, Lane] | None = None
    for across, extra in candidates.items():
        cost = abs(across - y0) + abs(across - y1) + extra
        lane = Lane(x0 + turn, x1 - turn, across)
        if any(lane.is_near(other) for other in busy):
            cost += SHARED_COST
        if (best is None or cost < best[0]) and _is_lane_free(
            x0, y0, x1, y1, across, turn, cards
        ):
            best = (cost, lane)
    return None if best is None else best[1]


def _is_lane_free(
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    lane: float,
    turn: float,
    cards: list[_Block],
) -> bool:
    # The curve of a turn keeps away from the corners of the room it turns in.
    inner = turn * 0.25
    spans = (
        (x0 + inner, x0 + turn - inner, min(y0, lane), max(y0, lane)),
        (x0 + turn, x1 - turn, lane, lane),
        (x1 - turn + inner, x1 - inner, min(y1, lane), max(y1, lane)),
    )
    for first, last, low, high in spans:
        for card in cards:
            if (
                card.last > first
                and card.first < last
                and card.high + CLEARANCE > low
                and card.low - CLEARANCE < high
            ):
                return False
    return True
