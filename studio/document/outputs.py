"""What a document becomes as a Keras model: which nodes are in it, and their names.

In Keras an output is called after the layer that gives it. So the layer in front of an
Output node takes the Output's name where that is possible, and elsewhere a layer that
does nothing is added to carry it. Builders, writers and summaries all ask here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studio.document.model import Document, Node
from studio.document.nodes import INPUT, OUTPUT
from studio.document.settings import setting


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
    extra_layer : bool
        Whether an ``Activation("linear", name=name)`` is added behind `source`, because
        that is an Input, is shared, or feeds several Outputs. Otherwise the layer of
        `source` itself is called `name` in the model.
    """

    node: str
    name: str
    source: str
    source_port: int
    extra_layer: bool


class OutputNames(Mapping[str, OutputName]):
    """How each Output gets its name, by id of the Output node, in order of creation.

    Parameters
    ----------
    document : Document
        Read once; make a new one after a change.
    """

    def __init__(self, document: Document) -> None:
        self._outputs: dict[str, OutputName] = {}
        self._renamed: dict[str, str] = {}
        outputs = document.nodes_of_type(OUTPUT)
        into = {
            node.id: links[0]
            for node in outputs
            if (links := document.links_into(node.id))
        }
        uses: dict[str, int] = {}
        for link in into.values():
            uses[link.source] = uses.get(link.source, 0) + 1
        calls: dict[str, int] = {}
        for node in document:
            calls[node.layer_id] = calls.get(node.layer_id, 0) + 1
        for node in outputs:
            if node.id not in into:
                self._outputs[node.id] = OutputName(node.id, node.name, "", 0, True)
                continue
            link = into[node.id]
            source = document.nodes[link.source]
            can_carry = (
                source.type != INPUT
                and uses[source.id] == 1
                and calls[source.layer_id] == 1
            )
            self._outputs[node.id] = OutputName(
                node.id, node.name, source.id, link.source_port, not can_carry
            )
            if can_carry:
                self._renamed[source.id] = node.name

    def layer_name(self, node: Node) -> str:
        """Return what the layer of a node is called in the Keras model."""
        return self._renamed.get(node.id, node.name)

    def __getitem__(self, node_id: str) -> OutputName:
        return self._outputs[node_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._outputs)

    def __len__(self) -> int:
        return len(self._outputs)


def output_names(document: Document) -> OutputNames:
    """Return how each Output of a document gets its name."""
    return OutputNames(document)


def model_name(document: Document) -> str:
    """Return the name of the Keras model: the title, as Keras takes names."""
    title = str(setting(document, "title"))
    return "_".join(title.replace("/", " ").split()) or "model"


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
