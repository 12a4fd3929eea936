"""Coordinates across the flow for diagrams: every box in the middle of its arrows.

The canvas keeps one arrow of each branch straight; a diagram, whose boxes are wide and
whose arrows may leave anywhere, looks better balanced. The sum of the squares of all
shifts between joined boxes is as small as it can be with the boxes side by side: a
quadratic program, solved with an active set of boxes that touch.

References
----------
.. [1] Gansner, Koutsofios, North & Vo, "A technique for drawing directed graphs",
   IEEE Trans. Software Eng. 19 (1993): the weights.
.. [2] Dwyer, Marriott & Stuckey, "Fast node overlap removal", GD 2005: the blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from threadpoolctl import threadpool_limits

from engine.types import Array
from studio.document.layout_lines import place_across
from studio.document.layout_ranks import Layers

WEIGHTS = (1.0, 2.0, 8.0)
"""Of an edge by the number of its ends that are stops: long arrows stay straight."""
MOST_VERTICES = 1200
"""With more the plain placement is fast enough and this is not."""
ROUNDS = 100
WIRE_GAP = 14.0
"""Room between two long arrows side by side."""
STEP = 2.0
"""Middles of boxes lie on multiples of it, so that what is nearly straight is."""


def balance(
    layers: Layers,
    heights: Sequence[float],
    ports: Sequence[tuple[float, float]],
    /,
    *,
    gap: float,
    grid: float,
) -> list[float]:
    """Return the coordinate of each vertex, from 0 on.

    Parameters
    ----------
    layers : Layers
        Ranks in their final order.
    heights : sequence of float
        Extent of each vertex; 0 for a stop of a long arrow.
    ports : sequence of tuple of float
        For each edge the offsets of its two ports from the start of their vertices.
    gap : float
        Room between two boxes, and between a box and an arrow.
    grid : float
        For the plain placement of large graphs.
    """
    count = len(layers.names)
    if count > MOST_VERTICES:
        return place_across(layers, heights, ports, gap=gap, grid=grid)
    matrix, target = _system(layers, ports)
    distances = [
        [_distance(layers, heights, a, b, gap) for a, b in pairwise(rank)]
        for rank in layers.ranks
    ]
    # Threads are slower than none with so small matrices.
    with threadpool_limits(limits=1, user_api="blas"):
        x = _solve(matrix, target, layers.ranks, distances)
    middles = [x[v] + heights[v] / 2 for v in range(count)]
    least = min(x[v] for v in range(count) if layers.names[v] is not None)
    return [
        round((middle - least) / STEP) * STEP - height / 2
        for middle, height in zip(middles, heights, strict=True)
    ]


def _system(
    layers: Layers, ports: Sequence[tuple[float, float]]
) -> tuple[Array, Array]:
    """Return the matrix and the right side of the best coordinates without limits."""
    count = len(layers.names)
    # The whole could lie anywhere; this ties it down.
    matrix: Array = np.eye(count) * 1e-6
    target: Array = np.zeros(count)
    for edge, (out, into) in zip(layers.edges, ports, strict=True):
        a, b = edge.source, edge.target
        weight = WEIGHTS[(layers.names[a] is None) + (layers.names[b] is None)]
        matrix[a, a] += weight
        matrix[b, b] += weight
        matrix[a, b] -= weight
        matrix[b, a] -= weight
        target[a] += weight * (into - out)
        target[b] -= weight * (into - out)
    return matrix, target


def _distance(
    layers: Layers, heights: Sequence[float], a: int, b: int, gap: float
) -> float:
    """Return the least distance between the starts of two neighbours."""
    are_stops = layers.names[a] is None and layers.names[b] is None
    return heights[a] + (WIRE_GAP if are_stops else gap)


def _solve(
    matrix: Array,
    target: Array,
    ranks: Sequence[Sequence[int]],
    distances: Sequence[Sequence[float]],
) -> Array:
    """Return the best coordinates that keep all distances.

    `touching` says of each pair of neighbours whether they are at their least distance.
    Those that come closer are made to touch, those that only touch because they had to
    before are let go.
    """
    touching = [[False] * len(row) for row in distances]
    x: Array = np.zeros(len(target))
    for turn in range(ROUNDS):
        block_of, offset = _blocks(len(target), ranks, distances, touching)
        count = int(block_of.max()) + 1
        reduced: Array = np.zeros((count, count))
        np.add.at(reduced, (block_of[:, None], block_of[None, :]), matrix)
        rest = np.bincount(block_of, target - matrix @ offset, count)
        places = np.linalg.solve(reduced, rest)
        x = places[block_of] + offset
        slope = matrix @ x - target
        # Letting go makes another round of touching possible: not for ever.
        may_let_go = turn < ROUNDS // 2
        changed = [
            _updated(rank, row, touch, x, slope, may_let_go)
            for rank, row, touch in zip(ranks, distances, touching, strict=True)
        ]
        has_changed = changed != touching
        touching = changed
        if not has_changed:
            break
    return _apart(x, ranks, distances)


def _updated(
    rank: Sequence[int],
    row: Sequence[float],
    touch: Sequence[bool],
    x: Array,
    slope: Array,
    may_let_go: bool,
) -> list[bool]:
    """Return which neighbours of a rank shall touch in the next round."""
    result: list[bool] = []
    push = 0.0
    for (a, b), distance, touches in zip(pairwise(rank), row, touch, strict=True):
        # What the vertices of the block up to here would gain by moving back.
        push += float(slope[a])
        if touches:
            lets_go = may_let_go and push > 1e-6
            result.append(not lets_go)
            push = 0.0 if lets_go else push
        else:
            result.append(bool(x[b] - x[a] < distance - 1e-6))
            push = 0.0
    return result


def _blocks(
    count: int,
    ranks: Sequence[Sequence[int]],
    distances: Sequence[Sequence[float]],
    touching: Sequence[Sequence[bool]],
) -> tuple[Array, Array]:
    """Return the block of each vertex and its offset in it."""
    block_of: Array = np.zeros(count, dtype=int)
    offset: Array = np.zeros(count)
    blocks = -1
    for rank, row, touch in zip(ranks, distances, touching, strict=True):
        for i, v in enumerate(rank):
            if i and touch[i - 1]:
                offset[v] = offset[rank[i - 1]] + row[i - 1]
            else:
                blocks += 1
            block_of[v] = blocks
    return block_of, offset


def _apart(
    x: Array, ranks: Sequence[Sequence[int]], distances: Sequence[Sequence[float]]
) -> Array:
    """Return the coordinates with what is still too close pushed away."""
    result: Array = x.copy()
    for rank, row in zip(ranks, distances, strict=True):
        for i, (a, b) in enumerate(pairwise(rank)):
            result[b] = max(result[b], result[a] + row[i])
    return result
