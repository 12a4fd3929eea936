"""Second step of the layout: the order inside each rank, with few crossing wires.

Sweeps forward and backward, each of which sorts a rank by where the wires of its
vertices come from (their barycentre), and then swaps neighbours while that helps. The
best order seen wins.

References
----------
.. [1] Sugiyama, Tagawa & Toda, "Methods for visual understanding of hierarchical
   system structures", IEEE Trans. SMC 11 (1981).
.. [2] Gansner, Koutsofios, North & Vo, "A technique for drawing directed graphs",
   IEEE Trans. Software Eng. 19 (1993).
"""

from __future__ import annotations

from bisect import bisect_right, insort

from studio.document.layout_ranks import Edge, Layers

SWEEPS = 12
"""Sweeps at most."""
PATIENCE = 4
"""Sweeps without gain after which it is enough."""


def order_ranks(layers: Layers) -> None:
    """Put the vertices of all ranks in a good order, in place."""
    into: list[list[Edge]] = [[] for _ in layers.names]
    out: list[list[Edge]] = [[] for _ in layers.names]
    for edge in layers.edges:
        into[edge.target].append(edge)
        out[edge.source].append(edge)
    for edges in into:
        edges.sort(key=lambda e: e.target_port)
    for edges in out:
        edges.sort(key=lambda e: e.source_port)
    _first_order(layers, into)
    best = [list(rank) for rank in layers.ranks]
    fewest = count_crossings(layers)
    misses = 0
    for sweep in range(SWEEPS):
        if fewest == 0 or misses == PATIENCE:
            break
        _sweep(layers, into, out, is_forward=sweep % 2 == 0)
        _swap_neighbours(layers, into, out)
        crossings = count_crossings(layers)
        if crossings < fewest:
            fewest, misses = crossings, 0
            best = [list(rank) for rank in layers.ranks]
        else:
            misses += 1
    layers.ranks[:] = best


def count_crossings(layers: Layers) -> int:
    """Return how many pairs of pieces of wires cross."""
    place = _places(layers)
    by_rank: list[list[tuple[int, int, int, int]]] = [[] for _ in layers.ranks]
    for e in layers.edges:
        by_rank[layers.rank_of[e.source]].append(
            (place[e.source], e.source_port, place[e.target], e.target_port)
        )
    total = 0
    for ends in by_rank:
        ends.sort()
        seen: list[tuple[int, int]] = []
        # Wires out of one port may fan out in any order without crossing; ends are
        # sorted by target then, so they count no inversion.
        for _, _, target, port in ends:
            total += len(seen) - bisect_right(seen, (target, port))
            insort(seen, (target, port))
    return total


def _places(layers: Layers) -> list[int]:
    place = [0] * len(layers.names)
    for rank in layers.ranks:
        for i, v in enumerate(rank):
            place[v] = i
    return place


def _first_order(layers: Layers, into: list[list[Edge]]) -> None:
    """Order by a depth-first walk from the exits back, as wires are numbered there.

    The walk keeps each branch together, and the ports of a merging layer say which
    branch is above.
    """
    seen = [False] * len(layers.names)
    visited: list[int] = []
    roots = [v for rank in reversed(layers.ranks) for v in rank]
    for root in roots:
        stack = [root]
        while stack:
            v = stack.pop()
            if not seen[v]:
                seen[v] = True
                visited.append(v)
                stack.extend(e.source for e in reversed(into[v]) if not seen[e.source])
    for rank in layers.ranks:
        rank.clear()
    for v in visited:
        layers.ranks[layers.rank_of[v]].append(v)


def _sweep(
    layers: Layers,
    into: list[list[Edge]],
    out: list[list[Edge]],
    *,
    is_forward: bool,
) -> None:
    place = [float(i) for i in _places(layers)]
    ranks = range(len(layers.ranks))
    for r in ranks if is_forward else reversed(ranks):
        rank = layers.ranks[r]
        wish: dict[int, float] = {}
        for v in rank:
            if is_forward:
                ends = [place[e.source] + _shift(e.source_port) for e in into[v]]
            else:
                ends = [place[e.target] + _shift(e.target_port) for e in out[v]]
            wish[v] = sum(ends) / len(ends) if ends else place[v]
        rank.sort(key=wish.__getitem__)
        for i, v in enumerate(rank):
            place[v] = float(i)


def _shift(port: int) -> float:
    """Return how far a port moves its wire, as part of a place: always below 1."""
    return 1.0 - 1.0 / (1.0 + 0.5 * port)


def _swap_neighbours(
    layers: Layers, into: list[list[Edge]], out: list[list[Edge]]
) -> None:
    place = _places(layers)
    for _ in range(3):
        gained = False
        for rank in layers.ranks:
            for i in range(len(rank) - 1):
                a, b = rank[i], rank[i + 1]
                before = _pair_crossings(a, b, into, out, place)
                if before == 0:
                    continue
                if _pair_crossings(b, a, into, out, place) < before:
                    rank[i], rank[i + 1] = b, a
                    place[a], place[b] = i + 1, i
                    gained = True
        if not gained:
            return


def _pair_crossings(
    a: int, b: int, into: list[list[Edge]], out: list[list[Edge]], place: list[int]
) -> int:
    """Return how many wires of `a` cross wires of `b` if `a` is above `b`."""
    total = 0
    for e in into[a]:
        end = (place[e.source], e.source_port)
        total += sum((place[f.source], f.source_port) < end for f in into[b])
    for e in out[a]:
        end = (place[e.target], e.target_port)
        total += sum((place[f.target], f.target_port) < end for f in out[b])
    return total
