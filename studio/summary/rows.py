"""Rows of the summary table, worked out from the document alone.

The model need not be valid, let alone built: what is not known yet is a ``?``. Order
and numbering are Keras' own.

References
----------
.. [1] ``keras/src/ops/function.py``, ``map_graph``.
.. [2] ``keras/src/utils/summary_utils.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.types import Shape
from studio.document.analysis import Analysis, NodeInfo
from studio.document.model import Document, Node
from studio.document.nodes import INPUT, OUTPUT
from studio.document.outputs import OutputNames, output_names, used_nodes

BYTES_PER_WEIGHT = 4


@dataclass(frozen=True)
class Row:
    """One layer of the model.

    Attributes
    ----------
    name, type : str
        Name of the layer in Keras, and name of its class.
    shape : str
        Output shape.
    parameters : int
        Number of weights' elements.
    sources : str
        What it is connected to: ``lstm[0][0], aux_input[0][0]``, or ``-``.
    nodes : tuple of str
        Ids of the nodes that it stands for: calls of the layer, and the Output that it
        carries the name of.
    category : str
        Name of the type of the node whose colour it has.
    is_used : bool
        Whether it leads to an Output and so is in the model.
    """

    name: str
    type: str
    shape: str
    parameters: int
    sources: str
    nodes: tuple[str, ...]
    category: str
    is_used: bool = True


@dataclass(frozen=True)
class Summary:
    """The table and its last lines."""

    rows: tuple[Row, ...] = ()
    parameters: int = 0
    frozen: int = 0
    """Parameters that training leaves alone."""


@dataclass
class _Call:
    """A call of a layer, as Keras counts them: Inputs and added layers, too."""

    id: str
    layer: str
    parents: list[_Source] = field(default_factory=list)
    index: int = 0


@dataclass(frozen=True)
class _Source:
    id: str
    port: int


def summarise(document: Document, analysis: Analysis) -> Summary:
    """Return the summary of a document.

    Parameters
    ----------
    document : Document
        The document, valid or not.
    analysis : Analysis
        What was worked out about it.
    """
    names = output_names(document)
    used = used_nodes(document)
    order = [i for i in analysis.order if i in used]
    calls = _calls(document, names, order)
    ends = [_end(names, output) for output in names]
    layers = _sorted_layers(calls, [i for i in ends if i in calls])
    by_layer: dict[str, list[_Call]] = {}
    for call in calls.values():
        call.index = len(by_layer.setdefault(call.layer, []))
        by_layer[call.layer].append(call)
    rows = [_row(document, analysis, names, calls, by_layer[layer]) for layer in layers]
    shown = {i for row in rows for i in row.nodes}
    for node in document:  # those that lead nowhere, on cycles, or not wired yet
        if node.id not in shown:
            is_counted = any(twin.id in shown for twin in document.twins_of(node.id))
            rows.append(_left_out(analysis, node, is_counted))
    frozen = sum(
        analysis.nodes.get(node.id, NodeInfo()).parameters
        for node in document
        if node.id in used and node.options.get("trainable") is False
    )
    total = sum(row.parameters for row in rows if row.is_used)
    return Summary(tuple(rows), total, frozen)


def _calls(
    document: Document, names: OutputNames, order: list[str]
) -> dict[str, _Call]:
    calls: dict[str, _Call] = {}
    for node_id in order:
        node = document.nodes[node_id]
        links = document.links_into(node_id)
        if node.type == OUTPUT and not (links and names[node_id].extra_layer):
            continue
        call = _Call(node_id, node.layer_id)
        for link in links:
            if link.source in calls:
                call.parents.append(_Source(link.source, link.source_port))
        calls[node_id] = call
    return calls


def _end(names: OutputNames, output: str) -> str:
    """Return the id of the call that gives an output."""
    return output if names[output].extra_layer else names[output].source


def _sorted_layers(calls: dict[str, _Call], ends: list[str]) -> list[str]:
    """Return ids of layers by decreasing depth, then in order of discovery."""
    found: dict[str, int] = {}
    finished: dict[str, _Call] = {}
    for end in ends:
        stack = [(end, 0)]
        while stack:
            call_id, position = stack.pop()
            call = calls[call_id]
            if position == 0:
                if call_id in finished:
                    continue
                found.setdefault(call.layer, len(found))
            if position < len(call.parents):
                stack.append((call_id, position + 1))
                stack.append((call.parents[position].id, 0))
                continue
            finished[call_id] = call
    depth_of_call: dict[str, int] = {}
    depth_of_layer: dict[str, int] = {}
    for call in reversed(finished.values()):
        depth = max(depth_of_call.get(call.id, 0), depth_of_layer.get(call.layer, 0))
        depth_of_call[call.id] = depth_of_layer[call.layer] = depth
        for parent in call.parents:
            depth_of_call[parent.id] = max(depth + 1, depth_of_call.get(parent.id, 0))
    return sorted(depth_of_layer, key=lambda i: (-depth_of_layer[i], found[i]))


def _row(
    document: Document,
    analysis: Analysis,
    names: OutputNames,
    calls: dict[str, _Call],
    own: list[_Call],
) -> Row:
    nodes = [document.nodes[call.id] for call in own]
    node = nodes[0]
    type_name = {INPUT: "InputLayer", OUTPUT: "Activation"}.get(node.type, node.type)
    carried = [
        output.node
        for output in names.values()
        if not output.extra_layer and output.source in {n.id for n in nodes}
    ]
    return Row(
        name=names.layer_name(node),
        type=type_name,
        shape=_shapes(analysis, nodes[-1]),
        # The first call of a layer has them in the analysis, in the model or not.
        parameters=sum(
            analysis.nodes.get(twin.id, NodeInfo()).parameters
            for twin in document.twins_of(node.id)
        ),
        sources=_sources(document, names, calls, own),
        nodes=(*(n.id for n in nodes), *carried),
        category=node.type,
    )


def _sources(
    document: Document, names: OutputNames, calls: dict[str, _Call], own: list[_Call]
) -> str:
    parts = [
        f"{names.layer_name(document.nodes[parent.id])}"
        f"[{calls[parent.id].index}][{parent.port}]"
        for call in own
        for parent in call.parents
    ]
    return ", ".join(parts) or "-"


def _left_out(analysis: Analysis, node: Node, is_counted: bool) -> Row:
    info = analysis.nodes.get(node.id, NodeInfo())
    return Row(
        name=node.name,
        type=node.type,
        shape=_shapes(analysis, node),
        parameters=0 if is_counted else info.parameters,
        sources="-",
        nodes=(node.id,),
        category=node.type,
        is_used=False,
    )


def _shapes(analysis: Analysis, node: Node) -> str:
    info = analysis.nodes.get(node.id, NodeInfo())
    shapes: tuple[Shape | None, ...] = info.output_shapes
    if node.type == OUTPUT:
        shapes = info.input_shapes
    texts = ["?" if shape is None else str(tuple(shape)) for shape in shapes]
    if not texts:
        return "?"
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
