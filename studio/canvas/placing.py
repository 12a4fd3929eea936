"""Finds room for cards."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF

from studio.canvas.geometry import GAP, GRID, snap, snapped
from studio.document.model import Document

_AWAY = 12.0
_STEP = 5 * GRID
_RINGS = 30


def free_spot(rect: QRectF, taken: Iterable[QRectF]) -> QPointF:
    """Return the top left corner nearest to where a rectangle is that has room for it.

    Parameters
    ----------
    rect : QRectF
        Where it should be.
    taken : iterable of QRectF
        Cards that are there.
    """
    start = snapped(rect.topLeft())
    cards = [card.adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY) for card in taken]
    for ring in range(_RINGS):
        spots = [
            QPointF(start.x() + i * _STEP, start.y() + j * _STEP)
            for i in range(-ring, ring + 1)
            for j in range(-ring, ring + 1)
            if max(abs(i), abs(j)) == ring
        ]
        # Below before beside: wires run beside.
        spots.sort(key=lambda p: (abs(p.x() - start.x()), abs(p.y() - start.y())))
        for spot in spots:
            moved = QRectF(spot, rect.size())
            if not any(moved.intersects(card) for card in cards):
                return spot
    return start


def make_room(
    document: Document,
    link_id: str,
    rect: QRectF,
    rects: dict[str, QRectF],
    *,
    is_vertical: bool,
) -> tuple[QPointF, dict[str, tuple[float, float]]]:
    """Return where a card goes that is put on a wire, and how others move over.

    Everything behind the wire moves on, along the flow, as far as the card needs.

    Parameters
    ----------
    document : Document
        The graph.
    link_id : str
        The wire.
    rect : QRectF
        The card, where it was dropped.
    rects : dict
        All cards by node id.
    is_vertical : bool
        Whether the graph flows down.
    """
    link = document.links[link_id]
    source, target = rects[link.source], rects[link.target]
    spot = snapped(rect.topLeft())
    length = rect.height() if is_vertical else rect.width()
    if is_vertical:
        first = max(spot.y(), snap(source.bottom() + GAP))
        shift = first + length + GAP - target.top()
        spot.setY(first)
    else:
        first = max(spot.x(), snap(source.right() + GAP))
        shift = first + length + GAP - target.left()
        spot.setX(first)
    if shift <= 0:
        return spot, {}
    shift = snap(shift + GRID / 2 - 0.01)
    moved: dict[str, tuple[float, float]] = {}
    stack = [link.target]
    while stack:
        node_id = stack.pop()
        if node_id in moved or node_id == link.source:
            continue
        node = document.nodes[node_id]
        moved[node_id] = (
            (node.x, node.y + shift) if is_vertical else (node.x + shift, node.y)
        )
        stack.extend(other.target for other in document.links_from(node_id))
    return spot, moved
