"""Tidy up: positions for all nodes, so that the graph reads in the direction of flow.

A layered layout after Sugiyama, in four steps that each have a file: ranks
(`layout_ranks`), order inside a rank (`layout_order`), coordinates across the flow
(`layout_lines`), and here the coordinates along it and the parts of the graph that are
not connected. No Qt; sizes of nodes come from whoever draws them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from studio.document.layout_lines import place_across
from studio.document.layout_order import order_ranks
from studio.document.layout_ranks import Layers, make_layers
from studio.document.model import Document, Link
from studio.document.nodes import OUTPUT

Direction = Literal["right", "down"]

GRID = 8.0
GAP_ALONG = 32.0
"""Room between two ranks; more where many wires turn."""
GAP_ACROSS = 64.0
"""Room between two nodes of a rank, and between parts that are not connected."""


@dataclass(frozen=True, slots=True)
class Box:
    """What the layout knows about the look of a node.

    Attributes
    ----------
    width, height : float
        Size in scene units.
    inputs, outputs : tuple of float
        Offsets of the ports from the left or upper end of the side they are on: y for
        a graph that flows right, x for one that flows down. A port beyond the last one
        is taken to be in the middle.
    """

    width: float = 128.0
    height: float = 80.0
    inputs: tuple[float, ...] = ()
    outputs: tuple[float, ...] = ()


class Placer(Protocol):
    """The third step: returns the coordinate of each vertex, see `place_across`."""

    def __call__(
        self,
        layers: Layers,
        heights: Sequence[float],
        ports: Sequence[tuple[float, float]],
        /,
        *,
        gap: float,
        grid: float,
    ) -> list[float]:
        """Place the vertices across the flow."""


def tidy(
    document: Document,
    boxes: Mapping[str, Box] | None = None,
    *,
    direction: Direction = "right",
) -> dict[str, tuple[float, float]]:
    """Return a tidy position for each node of a document.

    Parameters
    ----------
    document : Document
        The graph; may have cycles and loose ends.
    boxes : mapping, optional
        Sizes by node id; nodes that are not in it have the size of `Box`.
    direction : {"right", "down"}, default="right"
        Where the graph flows to.

    Returns
    -------
    dict
        Top left corners by node id, on the grid. The picture as a whole stays where
        it was: its top left corner is kept.
    """
    given = boxes or {}
    sizes = {node.id: given.get(node.id, Box()) for node in document}
    sinks = {node.id for node in document.nodes_of_type(OUTPUT)}
    placed = arrange(sizes, document.links.values(), last=sinks, direction=direction)
    if not placed:
        return {}
    left = min(node.x for node in document)
    top = min(node.y for node in document)
    left, top = math.floor(left / GRID) * GRID, math.floor(top / GRID) * GRID
    return {i: (x + left, y + top) for i, (x, y) in placed.items()}


def arrange(
    boxes: Mapping[str, Box],
    links: Iterable[Link],
    *,
    last: Iterable[str] = (),
    direction: Direction = "right",
    gap: float = GAP_ACROSS,
    placer: Placer = place_across,
) -> dict[str, tuple[float, float]]:
    """Return positions for nodes joined by links, from (0, 0) on.

    Parameters
    ----------
    boxes : mapping
        Sizes by node id; the order breaks ties.
    links : iterable of Link
        The wires; those to unknown nodes and from a node to itself are left out.
    last : iterable of str
        Nodes that stand in the last rank, as outputs of a model do.
    direction : {"right", "down"}, default="right"
        Where the graph flows to.
    gap : float
        Room between two nodes of a rank, and between parts that are not connected.
    placer : callable
        The third step.
    """
    is_down = direction == "down"
    sized = {i: _turned(box) for i, box in boxes.items()} if is_down else dict(boxes)
    used = [
        link
        for link in links
        if link.source in sized and link.target in sized and link.source != link.target
    ]
    final = set(last)
    result: dict[str, tuple[float, float]] = {}
    loose: list[str] = []
    top = 0.0
    for members in _parts(sized, used):
        if len(members) == 1:
            loose += members
            continue
        inside = set(members)
        layers = make_layers(
            members, [link for link in used if link.source in inside], final & inside
        )
        order_ranks(layers)
        part = _coordinates(layers, sized, gap, placer)
        for node_id, (along, across) in part.items():
            result[node_id] = (along, across + top)
        ends = (across + sized[i].height for i, (_, across) in part.items())
        top = _on_grid(top + max(ends) + gap)
    along = 0.0
    for node_id in loose:
        result[node_id] = (along, top)
        along = _on_grid(along + sized[node_id].width + GAP_ALONG)
    ordered = {i: result[i] for i in boxes}
    return {i: (y, x) for i, (x, y) in ordered.items()} if is_down else ordered


def _turned(box: Box) -> Box:
    return Box(box.height, box.width, box.inputs, box.outputs)


def _on_grid(value: float) -> float:
    return math.ceil(value / GRID - 1e-9) * GRID


def _parts(boxes: Mapping[str, Box], links: list[Link]) -> list[list[str]]:
    """Return the connected parts, each and all in the order of the nodes."""
    neighbours: dict[str, list[str]] = {node_id: [] for node_id in boxes}
    for link in links:
        neighbours[link.source].append(link.target)
        neighbours[link.target].append(link.source)
    part_of: dict[str, int] = {}
    parts: list[list[str]] = []
    for node_id in boxes:
        if node_id not in part_of:
            stack = [node_id]
            part_of[node_id] = len(parts)
            while stack:
                for other in neighbours[stack.pop()]:
                    if other not in part_of:
                        part_of[other] = len(parts)
                        stack.append(other)
            parts.append([])
        parts[part_of[node_id]].append(node_id)
    return parts


def _coordinates(
    layers: Layers, boxes: Mapping[str, Box], gap: float, placer: Placer
) -> dict[str, tuple[float, float]]:
    """Return (along, across) of all nodes of an ordered part."""
    heights = [0.0 if name is None else boxes[name].height for name in layers.names]
    ports: list[tuple[float, float]] = []
    for edge in layers.edges:
        source, target = layers.names[edge.source], layers.names[edge.target]
        ports.append(
            (
                0.0 if source is None else _port(boxes[source], edge.source_port, True),
                0.0
                if target is None
                else _port(boxes[target], edge.target_port, False),
            )
        )
    across = placer(layers, heights, ports, gap=gap, grid=GRID)
    result: dict[str, tuple[float, float]] = {}
    along = 0.0
    for rank, members in enumerate(layers.ranks):
        width = 0.0
        for v in members:
            name = layers.names[v]
            if name is not None:
                result[name] = (along, across[v])
                width = max(width, boxes[name].width)
        turns = sum(
            1
            for edge, (out, into) in zip(layers.edges, ports, strict=True)
            if layers.rank_of[edge.source] == rank
            and across[edge.source] + out != across[edge.target] + into
        )
        along = _on_grid(along + width + GAP_ALONG + GRID * min(max(turns - 2, 0), 6))
    return result


def _port(box: Box, port: int, is_output: bool) -> float:
    offsets = box.outputs if is_output else box.inputs
    return offsets[port] if port < len(offsets) else box.height / 2
