"""Models as the configs that Keras 3 writes: plain tables, lists, texts and numbers."""

from __future__ import annotations

from itertools import count
from typing import Any

from engine.custom_objects import get_registered_name
from engine.errors import NotBuiltError, OptionError, Text
from engine.family import is_own
from engine.graph.structure import map_structure
from engine.graph.symbolic import KerasTensor, Node
from engine.layers.layer import Layer
from engine.models import Functional, Model, Sequential
from engine.ops.operation import Operation
from engine.saving.call_values import write_constant
from engine.types import Json

_FUNCTIONAL = {"module": "keras.src.models.functional", "class_name": "Functional"}
"""Keras refuses a Functional that claims to come from its public module."""

SHARED = "shared_layer"
"""Key of the number of a layer that stands in several models."""


class ConfigWriter:
    """Writes the configs of one model and of all that is in it.

    Parameters
    ----------
    marks_shared : bool, default=False
        Whether a layer that stands in two models gets a number in both, so that the
        reader makes it once.

    Notes
    -----
    Keras marks such layers with ``shared_object_id``, but cannot read the files it
    writes then. A mark that it does not know makes it read two layers, with the same
    weights.
    """

    def __init__(self, marks_shared: bool = False) -> None:
        self._marks_shared = marks_shared
        self._entries: dict[int, dict[str, Json]] = {}
        self._numbers = count(1)
        self._is_frozen = False

    def model(self, model: Model) -> dict[str, Json]:
        """Return everything about a model but its weights."""
        return self._entry(model)

    def functional(self, model: Model) -> dict[str, Json]:
        """Return the config of a graph of layers."""
        network = model.network
        layers = []
        for layer in network.layers:
            entry = self._entry(layer)
            entry["name"] = layer.name
            entry["inbound_nodes"] = [
                self._node(node, model)
                for node in network.nodes_of(layer)
                if not node.is_input
            ]
            layers.append(entry)

        def end(tensor: KerasTensor) -> Json:
            node = tensor.producer
            index = network.call_index(node)
            if _is_functional(node.layer):
                index += 1  # Keras counts a call that makes the inner model itself
            return [node.layer.name, index, tensor.index]

        return {
            "name": model.name,
            "trainable": model.trainable,
            "layers": layers,
            "input_layers": map_structure(end, network.input_structure),
            "output_layers": map_structure(end, network.output_structure),
        }

    def sequential(self, model: Sequential) -> dict[str, Json]:
        """Return the config of a chain of layers."""
        layers: list[Layer] = list(model.layers)
        shape: Json = None
        if model.built:
            entry = model.inputs[0].producer.layer
            layers.insert(0, entry)
            shape = list(model.inputs[0].shape)
        config: dict[str, Json] = {
            "name": model.name,
            "trainable": model.trainable,
            "dtype": {
                "module": "keras",
                "class_name": "DTypePolicy",
                "config": {"name": model.dtype},
                "registered_name": None,
            },
            "layers": [self._entry(layer) for layer in layers],
        }
        if shape is not None:
            config["build_input_shape"] = shape
        return config

    def _entry(self, layer: Layer) -> dict[str, Json]:
        entry: dict[str, Json]
        if isinstance(layer, Functional) and not _says_itself(layer):
            was_frozen = self._is_frozen
            self._is_frozen = was_frozen or not layer.trainable
            entry = self._model_entry(layer)
            self._is_frozen = was_frozen
        else:
            config = _layer_config(layer)
            if self._is_frozen and "trainable" in config:
                config["trainable"] = False  # Keras freezes each layer of a model
            entry = {
                **_class_of(layer),
                "config": config,
                "registered_name": None,
            }
            if isinstance(layer, Operation):
                entry["registered_name"] = type(layer).__name__
            elif not _is_built_in(layer):
                entry["registered_name"] = get_registered_name(type(layer))
            if isinstance(layer, Model):
                entry["compile_config"] = layer.get_compile_config() or {}
            build = layer.get_build_config()
            if build is not None:
                entry["build_config"] = build
        if self._marks_shared:
            before = self._entries.setdefault(id(layer), entry)
            if before is not entry:
                number = before.setdefault(SHARED, next(self._numbers))
                entry[SHARED] = number
        return entry

    def _model_entry(self, model: Model) -> dict[str, Json]:
        if isinstance(model, Sequential):
            config = self.sequential(model)
            return {
                "module": "keras",
                "class_name": "Sequential",
                "config": config,
                "registered_name": None,
                "build_config": {"input_shape": config.get("build_input_shape")},
                "compile_config": model.get_compile_config() or {},
            }
        return {
            **(_FUNCTIONAL if _is_built_in(model) else _class_of(model)),
            "config": self.functional(model),
            "registered_name": get_registered_name(type(model)),
            "build_config": {"input_shape": None},
            "compile_config": model.get_compile_config() or {},
        }

    def _node(self, node: Node, model: Model) -> dict[str, Json]:
        def leaf(value: Any) -> Json:
            if isinstance(value, KerasTensor):
                source = value.producer
                history = [
                    source.layer.name,
                    model.network.call_index(source),
                    value.index,
                ]
                return {
                    "class_name": "__keras_tensor__",
                    "config": {
                        "shape": list(value.shape),
                        "dtype": value.dtype,
                        "keras_history": history,
                    },
                }
            return write_constant(value, node.layer.where())

        return {
            "args": [map_structure(leaf, argument) for argument in node.call.args],
            "kwargs": {k: map_structure(leaf, v) for k, v in node.call.kwargs.items()},
        }


def _class_of(layer: Layer) -> dict[str, Json]:
    cls = type(layer)
    if isinstance(layer, Operation):
        return {"module": layer.spec.module, "class_name": cls.__name__}
    module = "keras.layers" if _is_built_in(layer) else cls.__module__
    return {"module": module, "class_name": cls.__name__}


def _is_built_in(layer: Layer) -> bool:
    return type(layer).__module__.partition(".")[0] == "engine"


def _says_itself(layer: Layer) -> bool:
    """Whether a user's class of models says what its constructor takes."""
    cls = type(layer)
    return not (is_own(cls.get_config) and is_own(cls.__init__))


def _is_functional(layer: Layer) -> bool:
    return isinstance(layer, Functional) and not isinstance(layer, Sequential)


def _layer_config(layer: Layer) -> dict[str, Json]:
    if "/" in layer.name:
        raise OptionError(
            '{layer} "{name}": a name cannot contain "/". Use another sign.',
            layer=type(layer).__name__,
            name=layer.name,
        )
    config = layer.get_config()
    for name, option in type(layer).options.items():
        if option.kind.name == "activation" and config.get(name, "") is None:
            config[name] = "linear"  # as Keras spells it
    for name, value in type(layer).keras_extra.items():
        config.setdefault(name, value)
    return config


def require_built(model: Model, what: Text) -> None:
    """Raise unless the shapes of a model are known.

    Parameters
    ----------
    model : Model
        The model.
    what : Text
        What is to be done with it, for the message.
    """
    if not model.built:
        raise NotBuiltError(
            "{where}: cannot {what} before its shapes are known. Begin with "
            "keras.Input(shape=...) or call build(input_shape).",
            where=model.where(),
            what=what,
        )
