"""Document to engine: the model that the graph draws, ready to train."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import activations
from engine.graph.symbolic import KerasTensor
from engine.layers import Activation, Input
from engine.layers.layer import Layer
from engine.models import Model
from engine.types import Array
from studio.document.analysis import Analyzer
from studio.document.errors import DocumentError
from studio.document.model import Document
from studio.document.nodes import (
    INPUT,
    OUTPUT,
    InputNode,
    OutputNode,
    call_layer,
    make_layer,
)
from studio.document.outputs import output_names, used_nodes
from studio.document.settings import setting


@dataclass(frozen=True)
class BuiltModel:
    """A model with the way back to the nodes.

    Attributes
    ----------
    model : Model
        The engine's model.
    layers : mapping
        Layers by layer id of the document.
    outputs : list of str
        Names of the outputs, in order.
    """

    model: Model
    layers: Mapping[str, Layer]
    outputs: list[str]

    def weights(self) -> dict[str, list[Array]]:
        """Return copies of all weights by layer id."""
        return {i: layer.get_weights() for i, layer in self.layers.items()}

    def set_weights(self, weights: Mapping[str, list[Array]]) -> list[str]:
        """Set the weights that fit; return the names of layers that got none.

        Parameters
        ----------
        weights : mapping
            Lists of arrays by layer id, as from `weights`.
        """
        left_out = []
        for layer_id, layer in self.layers.items():
            own = layer.weights
            given = weights.get(layer_id)
            if given is not None and [tuple(a.shape) for a in given] == [
                v.shape for v in own
            ]:
                layer.set_weights(given)
            elif own:
                left_out.append(layer.name)
        return left_out


def build_model(document: Document) -> BuiltModel:
    """Return the model that a document describes.

    Layers are made in an order that depends on the graph alone, so that one seed gives
    the same weights every time. Nodes that lead to no Output are left out.

    Raises
    ------
    DocumentError
        With the text of the first problem, if the document has errors.
    """
    analysis = Analyzer().analyse(document)
    if analysis.errors:
        raise DocumentError(analysis.errors[0].template, **analysis.errors[0].values)
    names = output_names(document)
    used = used_nodes(document)
    tensors: dict[tuple[str, int], KerasTensor] = {}
    layers: dict[str, Layer] = {}
    ends: dict[str, tuple[str, KerasTensor]] = {}
    entries: dict[str, KerasTensor] = {}
    for node_id in analysis.order:
        node = document.nodes[node_id]
        if node_id not in used:
            continue
        if node.type == INPUT:
            entry = InputNode(**node.options)
            tensor = Input(entry.shape, dtype=entry.dtype, name=node.name)
            entries[node_id] = tensor
            tensors[node_id, 0] = tensor
            continue
        given = [
            tensors[link.source, link.source_port]
            for link in document.links_into(node_id)
        ]
        if node.type == OUTPUT:
            name = names[node_id]
            tensor = given[0]
            if name.extra_layer:
                extra = Activation(activations.linear, name=name.name)
                tensor = extra(tensor)
            ends[node_id] = (name.name, tensor)
            continue
        layer = layers.get(node.layer_id)
        if layer is None:
            layer = make_layer(node.type, names.layer_name(node), node.options)
            layers[node.layer_id] = layer
        for port, tensor in enumerate(call_layer(layer, given)):
            tensors[node_id, port] = tensor
    title = str(setting(document, "title")) or "model"
    # Inputs and outputs in the order in which the user placed them.
    inputs = [entries[i] for i in document.nodes if i in entries]
    outputs = [ends[i] for i in document.nodes if i in ends]
    tensors_out = [tensor for _, tensor in outputs]
    model = Model(
        inputs if len(inputs) > 1 else inputs[0],
        tensors_out if len(tensors_out) > 1 else tensors_out[0],
        name=_safe_name(title),
    )
    return BuiltModel(model, layers, [name for name, _ in outputs])


def compile_model(document: Document, built: BuiltModel) -> None:
    """Compile a built model with the losses, metrics and optimizer of the document."""
    from engine import losses, optimizers

    chosen: dict[str, Any] = {}
    weights: dict[str, float] = {}
    metrics: dict[str, list[str]] = {}
    by_name = {
        output_names(document)[node.id].name: OutputNode(**node.options)
        for node in document.nodes_of_type(OUTPUT)
    }
    for name in built.outputs:
        output = by_name[name]
        chosen[name] = output.loss
        if output.from_logits:
            cls = type(losses.get(output.loss))
            if "from_logits" in cls.options:
                config = {"from_logits": True}
                chosen[name] = losses.get(
                    {"class_name": cls.__name__, "config": config}
                )
        weights[name] = output.loss_weight
        metrics[name] = list(output.metrics)
    built.model.compile(
        optimizer=optimizers.get(dict(setting(document, "optimizer"))),
        loss=chosen,
        loss_weights=weights,
        metrics=metrics,
    )


def _safe_name(title: str) -> str:
    """Return a title as a name that Keras takes."""
    return "_".join(title.replace("/", " ").split()) or "model"
