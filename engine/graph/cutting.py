"""Models that begin in the middle of a graph: the calls behind the cut, copied.

A model may be made of any tensors of a graph: ``Model(inner.output, last.output)``.
Such a model gets inputs of its own, and does not count the layers before the cut.

References
----------
.. [1] ``keras/src/models/functional.py``, ``clone_graph_nodes``: order and names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.graph.network import Network
from engine.graph.structure import map_structure
from engine.graph.symbolic import KerasTensor, Node


def begins_within(network: Network) -> bool:
    """Whether an input of a graph comes from a layer that is no Input."""
    return any(not tensor.producer.is_input for tensor in network.inputs)


def cut(
    network: Network, make_input: Callable[[KerasTensor], KerasTensor]
) -> tuple[Any, Any]:
    """Return inputs and outputs of a copy of a graph that begins with Inputs.

    Parameters
    ----------
    network : Network
        The graph; its layers are those of the copy.
    make_input : callable
        Makes the Input that stands for a tensor in the middle of a graph.
    """
    copies: dict[int, KerasTensor] = {}
    for tensor in network.inputs:
        if id(tensor) not in copies:
            is_input = tensor.producer.is_input
            copies[id(tensor)] = tensor if is_input else make_input(tensor)

    def copied(leaf: Any) -> Any:
        return copies[id(leaf)] if isinstance(leaf, KerasTensor) else leaf

    for node in network.nodes:
        if network.is_end(node):
            continue
        made = [KerasTensor(tensor.shape, tensor.dtype) for tensor in node.outputs]
        Node(node.layer, node.call.map(copied), made)
        for tensor, copy in zip(node.outputs, made, strict=True):
            copies[id(tensor)] = copy
    return (
        map_structure(copied, network.input_structure),
        map_structure(copied, network.output_structure),
    )
