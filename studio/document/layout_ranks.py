"""First step of the layout: which rank each node stands in, with wires cut to ranks.

Ranks are numbered in the direction of flow. Nodes stand as late as they can, just
before what they feed, so that a second input stands beside its branch and not at the
far left; exits stand in the last rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from studio.document.model import Link

MAX_STOPS = 4000
"""Stops of long wires at most; beyond that, the longest wires do without."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A piece of a wire between neighbouring ranks.

    Attributes
    ----------
    source, target : int
        Vertices.
    source_port, target_port : int
        Ports; 0 at a stop.
    """

    source: int
    target: int
    source_port: int = 0
    target_port: int = 0


@dataclass
class Layers:
    """The graph cut into ranks.

    Attributes
    ----------
    names : list
        Node id of each vertex; None for a stop that a long wire makes in a rank.
    rank_of : list of int
        Rank of each vertex.
    ranks : list of list of int
        Vertices of each rank in order.
    edges : list of Edge
        Pieces of wires; each leads from one rank to the next.
    """

    names: list[str | None] = field(default_factory=list)
    rank_of: list[int] = field(default_factory=list)
    ranks: list[list[int]] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)


def make_layers(
    members: Sequence[str], links: Iterable[Link], last: set[str]
) -> Layers:
    """Return a connected part of the graph cut into ranks.

    Parameters
    ----------
    members : sequence of str
        Node ids.
    links : iterable of Link
        Wires between them.
    last : set of str
        Nodes to stand in the last rank.
    """
    used = _without_cycles(members, list(links))
    rank_of = _rank(members, used, last)
    layers = Layers()
    vertex = {node_id: i for i, node_id in enumerate(members)}
    layers.names.extend(members)
    layers.rank_of.extend(rank_of[node_id] for node_id in members)
    budget = MAX_STOPS
    for link in sorted(used, key=lambda one: rank_of[one.target] - rank_of[one.source]):
        first, end = rank_of[link.source], rank_of[link.target]
        budget -= end - first - 1
        if budget < 0:
            break
        previous, port = vertex[link.source], link.source_port
        for rank in range(first + 1, end):
            stop = len(layers.names)
            layers.names.append(None)
            layers.rank_of.append(rank)
            layers.edges.append(Edge(previous, stop, port))
            previous, port = stop, 0
        layers.edges.append(Edge(previous, vertex[link.target], port, link.target_port))
    layers.ranks = [[] for _ in range(max(layers.rank_of) + 1)]
    for v, rank in enumerate(layers.rank_of):
        layers.ranks[rank].append(v)
    return layers


def _without_cycles(members: Sequence[str], links: list[Link]) -> list[Link]:
    """Return the links without those that close a cycle in a depth-first walk."""
    outgoing: dict[str, list[Link]] = {node_id: [] for node_id in members}
    has_source = {link.target for link in links}
    for link in links:
        outgoing[link.source].append(link)
    state = dict.fromkeys(members, 0)  # 0 new, 1 on the path, 2 done
    closing: set[str] = set()
    starts = [m for m in members if m not in has_source]
    for start in [*starts, *members]:
        if state[start]:
            continue
        state[start] = 1
        path = [(start, iter(outgoing[start]))]
        while path:
            node_id, rest = path[-1]
            following = next(rest, None)
            if following is None:
                state[node_id] = 2
                path.pop()
            elif state[following.target] == 1:
                closing.add(following.id)
            elif state[following.target] == 0:
                state[following.target] = 1
                path.append((following.target, iter(outgoing[following.target])))
    return [link for link in links if link.id not in closing]


def _rank(members: Sequence[str], links: list[Link], last: set[str]) -> dict[str, int]:
    sources: dict[str, list[str]] = {node_id: [] for node_id in members}
    targets: dict[str, list[str]] = {node_id: [] for node_id in members}
    for link in links:
        sources[link.target].append(link.source)
        targets[link.source].append(link.target)
    order = _topological(members, sources, targets)
    earliest: dict[str, int] = {}
    for node_id in order:
        earliest[node_id] = max((earliest[s] + 1 for s in sources[node_id]), default=0)
    end = max(earliest.values())
    rank: dict[str, int] = {}
    for node_id in reversed(order):
        if targets[node_id]:
            rank[node_id] = min(rank[t] for t in targets[node_id]) - 1
        else:
            rank[node_id] = end if node_id in last else earliest[node_id]
    for node_id in order:
        # One long wire out costs less than two long wires in.
        if targets[node_id] and len(sources[node_id]) > len(targets[node_id]):
            rank[node_id] = max(rank[s] for s in sources[node_id]) + 1
    return rank


def _topological(
    members: Sequence[str],
    sources: dict[str, list[str]],
    targets: dict[str, list[str]],
) -> list[str]:
    waiting = {node_id: len(sources[node_id]) for node_id in members}
    order = [node_id for node_id in members if waiting[node_id] == 0]
    for node_id in order:
        for target in targets[node_id]:
            waiting[target] -= 1
            if waiting[target] == 0:
                order.append(target)
    return order
