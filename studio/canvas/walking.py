"""From node to node along the wires, for the arrow keys and for selections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from studio.document.model import Document, Node

Step = Literal["on", "back", "up", "down"]
"""Screen directions of the arrow keys: right, left, up, down."""


def next_node(
    document: Document, chosen: Sequence[str], step: Step, *, is_vertical: bool = False
) -> str:
    """Return the node that an arrow key leads to, or an empty text.

    Along the flow, keys follow the wires; across it, they go to the nearest node.

    Parameters
    ----------
    document : Document
        The graph.
    chosen : sequence of str
        Nodes that are selected; the last one is where to start from.
    step : {"on", "back", "up", "down"}
        The key.
    is_vertical : bool, default=False
        Whether the graph flows down.
    """
    if not document.nodes:
        return ""
    if not chosen:
        return min(document.nodes.values(), key=lambda n: (n.x + n.y, n.x)).id
    here = document.nodes[chosen[-1]]
    if is_vertical:
        turned: dict[Step, Step] = {
            "on": "down", "back": "up", "up": "back", "down": "on",
        }  # fmt: skip
        step = turned[step]
    if step == "on":
        ends = [link.target for link in document.links_from(here.id)]
    elif step == "back":
        ends = [link.source for link in document.links_into(here.id)]
    else:
        return _nearest_across(document, here, step, is_vertical=is_vertical)
    found = [document.nodes[i] for i in ends]
    return min(found, key=lambda n: _distance(here, n)).id if found else ""


def _nearest_across(
    document: Document, here: Node, step: Step, *, is_vertical: bool
) -> str:
    best: tuple[float, str] | None = None
    for node in document:
        along, across = node.x - here.x, node.y - here.y
        if is_vertical:
            along, across = across, along
        if step == "up":
            across = -across
        if across <= 0:
            continue
        cost = across + 2.0 * abs(along)
        if best is None or cost < best[0]:
            best = (cost, node.id)
    return "" if best is None else best[1]


def _distance(a: Node, b: Node) -> float:
    return abs(a.x - b.x) + abs(a.y - b.y)


def related(
    document: Document, chosen: Iterable[str], *, is_upstream: bool
) -> set[str]:
    """Return nodes with everything that feeds them, or that they feed.

    Parameters
    ----------
    document : Document
        The graph.
    chosen : iterable of str
        Where to start.
    is_upstream : bool
        Whether to go against the flow.
    """
    found: set[str] = set()
    stack = list(chosen)
    while stack:
        node_id = stack.pop()
        if node_id in found:
            continue
        found.add(node_id)
        if is_upstream:
            stack.extend(link.source for link in document.links_into(node_id))
        else:
            stack.extend(link.target for link in document.links_from(node_id))
    return found
