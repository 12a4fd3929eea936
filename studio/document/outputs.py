"""What a document becomes as a Keras model: which nodes are in it, and their names.

In Keras an output is called after the layer that gives it. So the layer in front of an
Output node takes the Output's name where that is possible, and elsewhere a layer that
does nothing is added to carry it. Builders, writers and summaries all ask here.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.model import Document
from studio.document.nodes import INPUT, OUTPUT


@dataclass(frozen=True, slots=True)
class OutputName:
    """How one Output gets its name in the Keras model.

    Attributes
    ----------
    node : str
        Id of the Output node.
    name : str
        Name of the output, the key of its data, loss and metrics.
    source : str
        Id of the node in front of it, ``""`` when nothing is wired to it.
    source_port : int
        Port of that node.
    renames : bool
        True: the layer of `source` is called `name` in the model. False: an
        ``Activation("linear", name=name)`` is added behind `source`, because that is an
        Input, is shared, or feeds several Outputs.
    """

    node: str
    name: str
    source: str
    source_port: int
    renames: bool


def output_names(document: Document) -> dict[str, OutputName]:
    """Return how each Output gets its name, by id, in order of creation."""
    outputs = {node.id: node for node in document.nodes_of_type(OUTPUT)}
    uses: dict[str, int] = {}
    for link in document.links.values():
        if link.target in outputs:
            uses[link.source] = uses.get(link.source, 0) + 1
    calls: dict[str, int] = {}
    for node in document:
        calls[node.layer_id] = calls.get(node.layer_id, 0) + 1
    found = {}
    for node in outputs.values():
        links = document.links_into(node.id)
        if not links:
            found[node.id] = OutputName(node.id, node.name, "", 0, False)
            continue
        source = document.nodes[links[0].source]
        found[node.id] = OutputName(
            node.id,
            node.name,
            source.id,
            links[0].source_port,
            renames=source.type != INPUT
            and uses[source.id] == 1
            and calls[source.layer_id] == 1,
        )
    return found


def layer_names(document: Document) -> dict[str, str]:
    """Return the name of each node's layer in the Keras model, by id of the node.

    Output nodes have the name of their output, whichever layer carries it.
    """
    names = {node.id: node.name for node in document}
    for output in output_names(document).values():
        if output.renames:
            names[output.source] = output.name
    return names


def used_nodes(document: Document) -> set[str]:
    """Return the ids of the nodes that lead to an Output, with the Outputs.

    The others are left out of the model.
    """
    sources: dict[str, list[str]] = {}
    for link in document.links.values():
        sources.setdefault(link.target, []).append(link.source)
    used: set[str] = set()
    stack = [node.id for node in document.nodes_of_type(OUTPUT)]
    while stack:
        node_id = stack.pop()
        if node_id not in used:
            used.add(node_id)
            stack.extend(sources.get(node_id, ()))
    return used
