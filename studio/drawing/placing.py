"""Puts the boxes of a diagram in ranks, those of an inner model within their frame.

A frame is laid out on its own and is one large box to the graph around it, so nothing
foreign can lie in it. No Qt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.diagram import Box, Frame
from studio.document import layout
from studio.document.model import Link
from studio.drawing.balance import balance
from studio.drawing.geometry import Area, Direction, Size

FRAME_PADDING = 16.0
FRAME_TITLE_HEIGHT = 18.0
GAP = 24.0
"""Room between two boxes of a rank."""

Edges = Sequence[tuple[str, str]]


@dataclass
class Places:
    """Where everything lies in the flow, from (0, 0) on.

    Attributes
    ----------
    boxes : dict
        Areas of boxes by id.
    frames : list
        Frames with their areas, outer before inner ones.
    length, breadth : float
        How far all of it reaches along and across the flow.
    """

    boxes: dict[str, Area] = field(default_factory=dict)
    frames: list[tuple[Frame, Area]] = field(default_factory=list)
    length: float = 0.0
    breadth: float = 0.0

    def add(self, other: Places, along: float, across: float) -> None:
        """Take over what lies in a part, moved."""
        for box_id, area in other.boxes.items():
            self.boxes[box_id] = area.moved(along, across)
        self.frames += [(f, area.moved(along, across)) for f, area in other.frames]


def place(
    items: Sequence[Box | Frame],
    edges: Edges,
    sizes: Mapping[str, Size],
    titles: Mapping[str, float],
    direction: Direction,
) -> Places:
    """Return where boxes and frames lie.

    Parameters
    ----------
    items : sequence of Box or Frame
        What to place; a box that comes twice is placed once.
    edges : sequence of (str, str)
        Arrows by ids of boxes; other ends are left out.
    sizes : mapping
        Size of each box by its id.
    titles : mapping
        Width of the title of each frame by its text.
    direction : Direction
        Which way the graph flows.
    """
    return _Placing(edges, sizes, titles, direction).group(items)


class _Placing:
    """Places the items of groups within groups."""

    def __init__(
        self,
        edges: Edges,
        sizes: Mapping[str, Size],
        titles: Mapping[str, float],
        direction: Direction,
    ) -> None:
        self._edges = edges
        self._sizes = sizes
        self._titles = titles
        self._direction = direction
        self._seen: set[str] = set()

    def group(self, items: Sequence[Box | Frame]) -> Places:
        """Place the items of the diagram, or of a frame."""
        parts: dict[str, Places] = {}
        for number, item in enumerate(items):
            part = self._frame(item) if isinstance(item, Frame) else self._box(item)
            if part.boxes:
                parts[str(number)] = part
        owner = {box_id: key for key, part in parts.items() for box_id in part.boxes}
        links, inputs, outputs = self._links(parts, owner)
        boxes = {
            key: layout.Box(part.length, part.breadth, inputs[key], outputs[key])
            for key, part in parts.items()
        }
        spots = layout.arrange(boxes, links, gap=GAP, placer=balance)
        result = Places()
        shifts = _centred(spots, boxes, links)
        least = min((across for _, across in spots.values()), default=0.0)
        for key, part in parts.items():
            along, across = spots[key][0] + shifts[key], spots[key][1] - least
            result.add(part, along, across)
            result.length = max(result.length, along + part.length)
            result.breadth = max(result.breadth, across + part.breadth)
        return result

    def _box(self, box: Box) -> Places:
        if box.id in self._seen:
            return Places()  # a layer that an inner model shares is drawn once
        self._seen.add(box.id)
        length, breadth = self._direction.turned(self._sizes[box.id])
        return Places({box.id: Area(0.0, length, 0.0, breadth)}, [], length, breadth)

    def _frame(self, frame: Frame) -> Places:
        inner = self.group(frame.items)
        if not inner.boxes:
            return inner
        # The title stands at the top of the page, whichever way the graph flows.
        before = after = low = FRAME_PADDING
        if not self._direction.is_vertical:
            low += FRAME_TITLE_HEIGHT
        elif self._direction.is_backward:
            after += FRAME_TITLE_HEIGHT
        else:
            before += FRAME_TITLE_HEIGHT
        length = inner.length + before + after
        breadth = inner.breadth + low + FRAME_PADDING
        title = self._titles.get(frame.title, 0.0) + 2 * FRAME_PADDING
        if self._direction.is_vertical:
            low += max(0.0, title - breadth) / 2
            breadth = max(breadth, title)
        else:
            before += max(0.0, title - length) / 2
            length = max(length, title)
        result = Places({}, [(frame, Area(0.0, length, 0.0, breadth))], length, breadth)
        result.add(inner, before, low)
        return result

    def _links(
        self, parts: Mapping[str, Places], owner: Mapping[str, str]
    ) -> tuple[list[Link], dict[str, tuple[float, ...]], dict[str, tuple[float, ...]]]:
        """Return the links between parts, and where they meet each part."""
        used = [
            (source, target)
            for source, target in self._edges
            if source in owner and target in owner and owner[source] != owner[target]
        ]
        ends: dict[bool, dict[str, list[str]]] = {}
        for is_target in (False, True):
            boxes: dict[str, list[str]] = {key: [] for key in parts}
            for edge in used:
                box_id = edge[is_target]
                if box_id not in boxes[owner[box_id]]:
                    boxes[owner[box_id]].append(box_id)
            ends[is_target] = {
                key: sorted(found, key=lambda box_id: _middle(parts, owner, box_id))
                for key, found in boxes.items()
            }
        links: list[Link] = []
        for number, (source, target) in enumerate(used):
            start, end = owner[source], owner[target]
            out, into = ends[False][start].index(source), ends[True][end].index(target)
            links.append(Link(str(number), start, end, out, into))
        offsets = [
            {
                key: tuple(part.boxes[b].middle for b in ends[is_target][key])
                for key, part in parts.items()
            }
            for is_target in (False, True)
        ]
        return links, offsets[1], offsets[0]


def _middle(parts: Mapping[str, Places], owner: Mapping[str, str], box: str) -> float:
    return parts[owner[box]].boxes[box].middle


def _centred(
    spots: Mapping[str, tuple[float, float]],
    boxes: Mapping[str, layout.Box],
    links: Sequence[Link],
) -> dict[str, float]:
    """Return how far each box moves to the middle of its rank."""
    part = {key: key for key in boxes}

    def root(key: str) -> str:
        while part[key] != key:
            part[key] = part[part[key]]
            key = part[key]
        return key

    for link in links:
        part[root(link.source)] = root(link.target)
    ranks: dict[tuple[str, float], float] = {}
    for key, (along, _) in spots.items():
        rank = (root(key), along)
        ranks[rank] = max(ranks.get(rank, 0.0), boxes[key].width)
    return {
        key: (ranks[root(key), along] - boxes[key].width) / 2
        for key, (along, _) in spots.items()
    }
