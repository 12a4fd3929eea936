"""The graph between symbolic inputs and outputs: order of nodes and layers.

The order is Keras' own (decreasing depth, then order of discovery), because summaries
and weight files depend on it.

References
----------
.. [1] ``keras/src/ops/function.py``, ``map_graph``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import GraphError, Text
from engine.graph.structure import flatten
from engine.graph.symbolic import KerasTensor, Node

if TYPE_CHECKING:
    from engine.layers.layer import Layer


class Network:
    """Nodes and layers between `inputs` and `outputs`.

    Parameters
    ----------
    inputs, outputs : KerasTensor or structure of them
        Ends of the graph.

    Attributes
    ----------
    nodes : list of Node
        In an order in which they can run.
    layers : list of Layer
        In Keras' order of ``model.layers``.

    Raises
    ------
    GraphError
        If an output does not depend on the inputs given, or layers share a name.
    """

    def __init__(self, inputs: Any, outputs: Any) -> None:
        self.input_structure = inputs
        self.output_structure = outputs
        self.inputs: list[KerasTensor] = _tensors(inputs, Text("inputs"))
        self.outputs: list[KerasTensor] = _tensors(outputs, Text("outputs"))
        self._ends = {id(tensor.producer) for tensor in self.inputs}
        order = self._discover()
        self._sort(order)
        self._check()

    def _discover(self) -> list[Node]:
        """Return nodes so that each comes after its parents; number the layers."""
        self._layer_index: dict[int, int] = {}
        finished: dict[int, Node] = {}
        active: set[int] = set()
        stack: list[tuple[Node, int]] = []
        for output in self.outputs:
            stack.append((output.producer, 0))
            # Own stack: Python's would overflow on graphs of thousands of layers.
            while stack:
                node, position = stack.pop()
                if position == 0:
                    if id(node) in finished:
                        continue
                    if id(node) in active:
                        raise GraphError(
                            'The graph has a cycle through layer "{name}".',
                            name=node.layer.name,
                        )
                    active.add(id(node))
                    self._layer_index.setdefault(id(node.layer), len(self._layer_index))
                parents = [] if id(node) in self._ends else node.parents
                if position < len(parents):
                    stack.append((node, position + 1))
                    stack.append((parents[position], 0))
                    continue
                active.discard(id(node))
                finished[id(node)] = node
        return list(finished.values())

    def _sort(self, order: list[Node]) -> None:
        depth_of_node: dict[int, int] = {}
        depth_of_layer: dict[int, int] = {}
        layer_by_id: dict[int, Layer] = {}
        for node in reversed(order):
            depth = max(
                depth_of_node.get(id(node), 0), depth_of_layer.get(id(node.layer), 0)
            )
            depth_of_node[id(node)] = depth
            depth_of_layer[id(node.layer)] = depth
            layer_by_id[id(node.layer)] = node.layer
            if id(node) in self._ends:
                continue
            for parent in node.parents:
                depth_of_node[id(parent)] = max(
                    depth + 1, depth_of_node.get(id(parent), 0)
                )
        for tensor in self.inputs:
            node = tensor.producer
            if id(node) not in depth_of_node:
                depth_of_node[id(node)] = depth_of_layer[id(node.layer)] = 0
                self._layer_index.setdefault(id(node.layer), -1)
                layer_by_id[id(node.layer)] = node.layer
                order.append(node)
        position = {key: i for i, key in enumerate(depth_of_node)}
        self.nodes: list[Node] = sorted(
            order, key=lambda n: (-depth_of_node[id(n)], position[id(n)])
        )
        self.layers: list[Layer] = sorted(
            layer_by_id.values(),
            key=lambda layer: (
                -depth_of_layer[id(layer)],
                self._layer_index[id(layer)],
            ),
        )
        self._calls: dict[int, list[Node]] = {}
        self._call_index: dict[int, int] = {}
        for node in sorted(self.nodes, key=lambda n: n.order):
            calls = self._calls.setdefault(id(node.layer), [])
            self._call_index[id(node)] = len(calls)
            calls.append(node)

    def _check(self) -> None:
        given = {id(tensor) for tensor in self.inputs}
        if len(given) < len(self.inputs):
            raise GraphError(
                "The inputs of a model must be different tensors. Received {names}.",
                names=", ".join(t.producer.layer.name for t in self.inputs),
            )
        used = [t for node in self.nodes if not self.is_end(node) for t in node.inputs]
        for tensor in [*used, *self.outputs]:
            node = tensor.producer
            is_reached = not node.is_input and not self.is_end(node)
            if not is_reached and id(tensor) not in given:
                raise GraphError(
                    'The outputs depend on input "{name}", which is not among the '
                    "inputs of the model. Add it to inputs=[...].",
                    name=node.layer.name,
                )
        seen: dict[str, Layer] = {}
        for layer in self.layers:
            if layer.name in seen:
                raise GraphError(
                    'The name "{name}" is used by two layers. Rename one of them.',
                    name=layer.name,
                )
            seen[layer.name] = layer

    def is_end(self, node: Node) -> bool:
        """Whether a node gives an input of the graph and is not run itself."""
        return id(node) in self._ends

    def nodes_of(self, layer: Layer) -> list[Node]:
        """Return the calls of `layer` within this graph, in the order of calling."""
        return list(self._calls[id(layer)])

    def call_index(self, node: Node) -> int:
        """Return which call of its layer a node is, counted from 0 in this graph."""
        return self._call_index[id(node)]


def _tensors(structure: Any, what: str) -> list[KerasTensor]:
    leaves = flatten(structure)
    if not leaves:
        raise GraphError("A model needs at least one of: {what}.", what=what)
    for leaf in leaves:
        if not isinstance(leaf, KerasTensor):
            raise GraphError(
                "The {what} of a model must be symbolic tensors, made by keras.Input "
                "and by calling layers. Received {received}.",
                what=what,
                received=type(leaf).__name__,
            )
    return leaves
