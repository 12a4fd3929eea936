"""Where a wire could go, and why not elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.errors import EngineError
from engine.graph.symbolic import KerasTensor
from engine.random import isolated_seeds
from engine.types import Json, Shape
from studio.document import edits
from studio.document.analysis import Analysis, NodeInfo
from studio.document.model import Document
from studio.document.nodes import NodeType, call_layer, make_layer, node_type
from studio.texts import error_text


@dataclass(frozen=True)
class Fit:
    """Whether a wire between two nodes would do.

    Attributes
    ----------
    is_possible : bool
        Whether it can be drawn at all.
    reason : str
        What is wrong with it; empty for a wire that fits.
    """

    is_possible: bool = True
    reason: str = ""

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.is_possible and not self.reason


def fits_from_output(
    document: Document, analysis: Analysis, source: str, port: int = 0
) -> dict[str, Fit]:
    """Return for each other node whether it could take a wire from an output.

    Parameters
    ----------
    document : Document
        The graph, without a wire that is being moved.
    analysis : Analysis
        Its shapes.
    source : str
        Node that the wire starts at.
    port : int, default=0
        Output port.
    """
    shapes = analysis.nodes.get(source, NodeInfo()).output_shapes
    shape = shapes[port] if port < len(shapes) else None
    return {
        target: _fit(document, analysis, source, target, shape)
        for target in document.nodes
        if target != source
    }


def fits_from_input(
    document: Document, analysis: Analysis, target: str, port: int
) -> dict[str, Fit]:
    """Return for each other node whether an input could take a wire from it.

    Parameters
    ----------
    document, analysis : Document, Analysis
        The graph, without a wire that is being moved, and its shapes.
    target : str
        Node that the wire ends at.
    port : int
        Input port.
    """
    result: dict[str, Fit] = {}
    for source in document.nodes:
        if source != target:
            shapes = analysis.nodes.get(source, NodeInfo()).output_shapes
            shape = shapes[0] if shapes else None
            result[source] = _fit(document, analysis, source, target, shape, port)
    return result


def _fit(
    document: Document,
    analysis: Analysis,
    source: str,
    target: str,
    shape: Shape | None,
    port: int | None = None,
) -> Fit:
    reason = edits.why_not_connect(document, source, target)
    if reason is not None:
        return Fit(is_possible=False, reason=error_text(reason))
    node = document.nodes[target]
    kind = node_type(node.type)
    if port is None:
        port = edits.free_port(document, target)
    known = analysis.nodes.get(target, NodeInfo()).input_shapes
    shapes: list[Shape | None] = [
        known[i] if i < len(known) else None
        for i in range(max(kind.min_inputs, len(known), port + 1))
    ]
    shapes[port] = shape
    return Fit(reason=why_shape_does_not_fit(kind, node.name, node.options, shapes))


def why_shape_does_not_fit(
    kind: NodeType,
    name: str,
    options: Mapping[str, Json],
    shapes: list[Shape | None],
) -> str:
    """Return why a layer cannot take inputs of these shapes; empty if it can.

    Parameters
    ----------
    kind : NodeType
        Type of the layer.
    name : str
        Its name, for the text.
    options : mapping
        Its options.
    shapes : list of tuple
        Shapes at its ports with the batch axis; None where unknown.
    """
    if not kind.is_layer or any(shape is None for shape in shapes):
        return ""
    try:
        layer = make_layer(kind.name, name, options)
        with isolated_seeds(0):
            call_layer(layer, [KerasTensor(shape) for shape in shapes])
    except EngineError as error:
        return error_text(error)
    return ""


def types_that_fit(
    types: list[NodeType], shape: Shape | None, *, takes_input: bool
) -> list[NodeType]:
    """Return the types of new nodes that a loose wire could lead to.

    Parameters
    ----------
    types : list of NodeType
        All types.
    shape : tuple or None
        Shape on the wire, if it starts at an output.
    takes_input : bool
        Whether the new node stands at the end of the wire; else at its start.
    """
    if not takes_input:
        return [kind for kind in types if kind.outputs]
    return [
        kind
        for kind in types
        if kind.max_inputs != 0
        and not why_shape_does_not_fit(
            kind, "new", kind.suggested_options(), [shape] * max(kind.min_inputs, 1)
        )
    ]
