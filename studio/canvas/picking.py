"""Finds what is at a point of the scene, or below a card that is dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from studio.canvas.card_item import CardItem
from studio.canvas.geometry import REACH
from studio.canvas.hits import Hit
from studio.canvas.wire_item import WireItem

if TYPE_CHECKING:
    from studio.canvas.scene import CanvasScene

_BY_BOX = Qt.ItemSelectionMode.IntersectsItemBoundingRect
_SAMPLES = 24


def hit_at(board: CanvasScene, at: QPointF, zoom: float) -> Hit:
    """Return what is at a point: ports before cards before wires.

    Parameters
    ----------
    board : CanvasScene
        Where to look.
    at : QPointF
        A point of the scene.
    zoom : float
        Pixels for a scene unit.
    """
    reach = REACH / max(zoom, 0.25)
    area = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
    found = board.items(area, _BY_BOX)
    cards = [item for item in found if isinstance(item, CardItem)]
    for card in cards:
        port = _port_at(card, at, reach)
        if port is not None:
            return port
    for card in cards:
        if card.is_on_badge(at):
            return Hit("badge", card.node_id)
        if card.scene_rect().contains(at):
            is_title = card.title_rect().contains(at)
            return Hit("title" if is_title else "card", card.node_id)
    for item in found:
        if (
            isinstance(item, WireItem)
            and item.link_id in board.wires
            and item.shape().contains(at)
        ):
            return Hit("wire", link=item.link_id, end=item.end_near(at))
    return Hit()


def _port_at(card: CardItem, at: QPointF, reach: float) -> Hit | None:
    spots: list[tuple[Hit, QPointF]] = [
        (Hit("input", card.node_id, port), point)
        for port, point in enumerate(card.card.inputs)
    ]
    spots += [
        (Hit("output", card.node_id, port), point)
        for port, point in enumerate(card.card.outputs)
    ]
    if card.shows_spare and card.card.spare is not None:
        spare = Hit("input", card.node_id, len(card.card.inputs))
        spots.append((spare, card.card.spare))
    best: tuple[float, Hit] | None = None
    for hit, point in spots:
        away = (at - card.pos() - point).manhattanLength()
        if away <= reach and (best is None or away < best[0]):
            best = (away, hit)
    return None if best is None else best[1]


def wire_below(board: CanvasScene, rect: QRectF, without: frozenset[str]) -> str:
    """Return the link whose wire runs nearest to the middle of a rectangle.

    Parameters
    ----------
    board : CanvasScene
        Where to look.
    rect : QRectF
        A card.
    without : frozenset of str
        Nodes whose links do not count.
    """
    dx, dy = rect.width() * 0.25, rect.height() * 0.2
    core = rect.adjusted(dx, dy, -dx, -dy)
    best: tuple[float, str] | None = None
    for item in board.items(core, _BY_BOX):
        if not isinstance(item, WireItem) or item.link_id not in board.wires:
            continue
        link = board.session.document.links[item.link_id]
        if link.source in without or link.target in without:
            continue
        if not item.shape().intersects(core):
            continue
        away = min(
            (item.path.pointAtPercent(i / _SAMPLES) - core.center()).manhattanLength()
            for i in range(_SAMPLES + 1)
        )
        if best is None or away < best[0]:
            best = (away, item.link_id)
    return "" if best is None else best[1]
