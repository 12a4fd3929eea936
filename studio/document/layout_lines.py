"""Third step of the layout: coordinates across the flow, with long straight lines.

Vertices whose wire shall be straight form a *line*, which moves as one. Which wires
these are is decided greedily: long wires first, and never two that cross. Then lines
are pulled to where their other wires lead, as far as their neighbours allow.

References
----------
.. [1] Brandes & Köpf, "Fast and simple horizontal coordinate assignment", GD 2001.
.. [2] Rüegg, Schulze, Carstens & von Hanxleden, "Size- and port-aware horizontal node
   coordinate assignment", GD 2015.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import pairwise

from studio.document.layout_ranks import Layers

ROUNDS = 60
"""How often the lines are pulled to the mean of their wires: groups move, too."""
LAST_ROUNDS = 12
"""How often to the median afterwards, which makes wires short."""


def place_across(
    layers: Layers,
    heights: Sequence[float],
    ports: Sequence[tuple[float, float]],
    *,
    gap: float,
    grid: float,
) -> list[float]:
    """Return the coordinate of each vertex, from 0 on, on the grid.

    Parameters
    ----------
    layers : Layers
        Ranks in their final order.
    heights : sequence of float
        Extent of each vertex; 0 for a stop of a long wire.
    ports : sequence of tuple of float
        For each edge the offsets of its two ports from the start of their vertices.
    gap : float
        Room between two nodes; half of it between a node and a wire.
    grid : float
        Coordinates are multiples of it.
    """
    line_of, offset = _make_lines(layers, ports)
    count = max(line_of) + 1
    before: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    after: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for rank in layers.ranks:
        for a, b in pairwise(rank):
            are_nodes = (layers.names[a] is not None) + (layers.names[b] is not None)
            room = gap if are_nodes == 2 else gap / 2 if are_nodes else gap / 2 - grid
            distance = _up(heights[a] + room + offset[a] - offset[b], grid)
            before[line_of[b]].append((line_of[a], distance))
            after[line_of[a]].append((line_of[b], distance))
    order = _sorted_lines(before, after)
    pulls: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for edge, (out, into) in zip(layers.edges, ports, strict=True):
        a, b = line_of[edge.source], line_of[edge.target]
        if a != b:
            shift = offset[edge.source] + out - offset[edge.target] - into
            pulls[a].append((b, -shift))
            pulls[b].append((a, shift))
    position = _push(order, before, [0.0] * count)
    for turn in range(ROUNDS + LAST_ROUNDS):
        wish = _wishes(pulls, position, is_last=turn >= ROUNDS)
        position = _fit(order, before, after, wish)
    snapped = [math.floor(p / grid + 0.5) * grid for p in position]
    result = [snapped[line_of[v]] + offset[v] for v in range(len(layers.names))]
    least = min(
        (result[v] for v in range(len(result)) if layers.names[v] is not None),
        default=0.0,
    )
    least = math.floor(least / grid) * grid
    return [value - least for value in result]


def _up(value: float, grid: float) -> float:
    return math.ceil(value / grid - 1e-9) * grid


def _make_lines(
    layers: Layers, ports: Sequence[tuple[float, float]]
) -> tuple[list[int], list[float]]:
    """Return the line of each vertex and its offset from the start of the line."""
    following = _straight_edges(layers)
    line_of = [-1] * len(layers.names)
    offset = [0.0] * len(layers.names)
    led_to = {layers.edges[e].target for e in following.values()}
    count = 0
    for v in range(len(layers.names)):
        if v in led_to:
            continue
        line_of[v] = count
        current = v
        while current in following:
            index = following[current]
            edge, (out, into) = layers.edges[index], ports[index]
            line_of[edge.target] = count
            offset[edge.target] = offset[current] + out - into
            current = edge.target
        count += 1
    return line_of, offset


def _straight_edges(layers: Layers) -> dict[int, int]:
    """Return the index of the straight edge out of each vertex that has one."""
    place = [0] * len(layers.names)
    for rank in layers.ranks:
        for i, v in enumerate(rank):
            place[v] = i
    ways_out = [0] * len(layers.names)
    ways_in = [0] * len(layers.names)
    for edge in layers.edges:
        ways_out[edge.source] += 1
        ways_in[edge.target] += 1

    def wish(index: int) -> tuple[int, int, int, int]:
        edge = layers.edges[index]
        stops = (layers.names[edge.source] is None) + (
            layers.names[edge.target] is None
        )
        # A chain stays straight before a branch does; of branches, the nearest one.
        branches = ways_out[edge.source] + ways_in[edge.target]
        apart = abs(place[edge.source] - place[edge.target])
        return (-stops, branches, apart, index)

    chosen: dict[int, int] = {}
    taken: set[int] = set()
    kept: list[list[tuple[int, int]]] = [[] for _ in layers.ranks]
    for index in sorted(range(len(layers.edges)), key=wish):
        edge = layers.edges[index]
        if edge.source in chosen or edge.target in taken:
            continue
        pair = (place[edge.source], place[edge.target])
        row = kept[layers.rank_of[edge.source]]
        at = bisect_left(row, pair)
        if (at > 0 and row[at - 1][1] > pair[1]) or (
            at < len(row) and row[at][1] < pair[1]
        ):
            continue
        chosen[edge.source] = index
        taken.add(edge.target)
        insort(row, pair)
    return chosen


def _sorted_lines(
    before: list[list[tuple[int, float]]], after: list[list[tuple[int, float]]]
) -> list[int]:
    """Return the lines so that each comes after all that lie above it.

    There is such an order because straight wires do not cross.
    """
    waiting = [len(b) for b in before]
    order = [i for i, count in enumerate(waiting) if count == 0]
    for line in order:
        for other, _ in after[line]:
            waiting[other] -= 1
            if waiting[other] == 0:
                order.append(other)
    return order


def _push(
    order: list[int], before: list[list[tuple[int, float]]], wish: list[float]
) -> list[float]:
    """Return where lines come to lie if those above push those below down."""
    position = list(wish)
    for line in order:
        for other, distance in before[line]:
            position[line] = max(position[line], position[other] + distance)
    return position


def _wishes(
    pulls: list[list[tuple[int, float]]], position: list[float], *, is_last: bool
) -> list[float]:
    """Return where each line would like to be, for the sake of its wires."""
    wish = list(position)
    for line, ends in enumerate(pulls):
        if not ends:
            continue
        goals = [position[other] + shift for other, shift in ends]
        if is_last:
            goals.sort()
            low, high = goals[(len(goals) - 1) // 2], goals[len(goals) // 2]
            wish[line] = min(max(position[line], low), high)
        else:
            wish[line] = sum(goals) / len(goals)
    return wish


def _fit(
    order: list[int],
    before: list[list[tuple[int, float]]],
    after: list[list[tuple[int, float]]],
    wish: list[float],
) -> list[float]:
    """Return positions near the wishes that keep all distances.

    Pushing down and pushing up both keep them, and so does the mean of the two.
    """
    down = _push(order, before, wish)
    up = list(wish)
    for line in reversed(order):
        for other, distance in after[line]:
            up[line] = min(up[line], up[other] - distance)
    return [(a + b) / 2 for a, b in zip(down, up, strict=True)]
