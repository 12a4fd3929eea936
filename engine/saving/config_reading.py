"""Configs of Keras turned into layers and graphs, with nothing taken on trust.

A class is found in the table of layers (or among the classes handed in) or not at all;
no name of a file is ever imported. What the engine does not have is named in the error,
with the layer and the place where it stands. Configs of Keras 2 are read, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.custom_objects import get_registered_object
from engine.errors import EngineError, FileError, Text, UnsupportedError, did_you_mean
from engine.family import is_own
from engine.layers.input_layer import InputLayer
from engine.layers.layer import Layer
from engine.models import Functional, Model, Sequential
from engine.ops.operation import OPERATIONS, class_named
from engine.registry import LAYERS
from engine.saving.config_values import Values
from engine.saving.config_writing import SHARED
from engine.saving.graph_reading import GraphReader
from engine.saving.operation_entries import is_operation
from engine.types import Json

MAX_LAYERS = 10_000
MAX_NESTING = 30
"""How deep models can lie in models."""

_RUNS_CODE = {
    "Lambda": Text("runs code that is stored in the file"),
    "TFSMLayer": Text("loads a TensorFlow program"),
    "TorchModuleWrapper": Text("unpacks a PyTorch object, which can run code"),
    "FlaxLayer": Text("runs code that is not in the file"),
    "JaxLayer": Text("runs code that is not in the file"),
    "__lambda__": Text("is code that is stored in the file"),
    "__typespec__": Text("is a TensorFlow type"),
}
_MODEL_MODULES = {
    "Functional": ("keras.src.models.functional", "keras.models", "keras"),
    "Model": ("keras.src.models.model", "keras.models", "keras"),
    "Sequential": ("keras.src.models.sequential", "keras.models", "keras"),
}
_LAYER_MODULES = ("keras.layers", "keras.src.layers", "tf_keras.layers")
_OLD_OPTIONS = frozenset({"batch_input_shape", "ragged", "sparse", "input_length"})
"""Options of Keras 2 that mean nothing any more when shapes come from an Input."""

CustomObjects = Mapping[str, Any]


class ConfigReader:
    """Makes layers and models of configs.

    Parameters
    ----------
    where : str, default=""
        Name of the file for messages.
    custom_objects : mapping, optional
        Further classes of layers by name.
    """

    def __init__(
        self, where: str = "", custom_objects: CustomObjects | None = None
    ) -> None:
        self._values = Values(where)
        self._custom = dict(custom_objects or {})
        self._shared: dict[str, Layer] = {}
        self._count = 0
        self._nesting = 0

    def model(self, entry: Json) -> Model:
        """Return the model of an object with class name and config; not compiled."""
        table = self._values.table(entry, "the model")
        name = self._values.text(table.get("class_name"), "the model: class_name")
        own = self._own_class(name, table)
        is_model = isinstance(own, type) and issubclass(own, Model)
        if name not in _MODEL_MODULES and not is_model:
            raise UnsupportedError(
                '{start}holds an object of class "{name}", not a model that is known. '
                "Models are Sequential, Functional, and classes that are registered or "
                "given as custom_objects.",
                start=self._values.start,
                name=name,
            )
        made = self._layer(table, "the file")
        assert isinstance(made, Model)
        return made

    # -------------------------------------------------------------- graphs

    def functional(self, config: Mapping[str, Json]) -> tuple[Any, Any]:
        """Return symbolic inputs and outputs of a graph.

        Parameters
        ----------
        config : mapping
            With ``layers``, ``input_layers`` and ``output_layers``.
        """
        title = f'model "{config.get("name")}"'
        layers: dict[str, Layer] = {}
        calls: dict[str, list[Json]] = {}
        for item in self._values.list(config.get("layers"), f"{title}: layers"):
            entry = self._values.table(item, f"{title}: a layer")
            layer = self._layer(entry, title)
            name = self._values.text(entry.get("name", layer.name), f"{title}: a name")
            if name in layers:
                self._values.fail(
                    Text(
                        '{title}: the name "{name}" is used by two layers',
                        title=title,
                        name=name,
                    )
                )
            layers[name] = layer
            calls[name] = self._values.list(
                entry.get("inbound_nodes", []), f'layer "{name}": inbound_nodes'
            )
        graph = GraphReader(self._values, title, layers, calls)
        graph.run()
        return (
            graph.ends(config.get("input_layers"), "input_layers"),
            graph.ends(config.get("output_layers"), "output_layers"),
        )

    def sequential(self, config: Json) -> list[Layer]:
        """Return the layers of a chain, an Input first if its shape is known."""
        if isinstance(config, list):  # Keras 2.2 and before
            config = {"layers": config}
        title = f'model "{config.get("name")}"'
        layers: list[Layer] = []
        for item in self._values.list(config.get("layers"), f"{title}: layers"):
            entry = self._values.table(item, f"{title}: a layer")
            options = entry.get("config")
            options = options if isinstance(options, dict) else {}
            old = options.get("batch_input_shape")
            if not layers and old and entry.get("class_name") != "InputLayer":
                dtype = options.get("dtype")
                layers.append(
                    InputLayer(
                        batch_shape=self._values.shape(
                            old, f"{title}: batch_input_shape"
                        ),
                        dtype=dtype if isinstance(dtype, str) else "float32",
                    )
                )
            layers.append(self._layer(entry, title))
        return layers

    # -------------------------------------------------------------- layers

    def _layer(self, entry: dict[str, Json], title: str) -> Layer:
        mark = (entry.get("shared_object_id"), entry.get(SHARED))  # Keras', our own
        if (shared := self._shared.get(str(mark))) is not None:
            return shared
        self._count += 1
        if self._count > MAX_LAYERS:
            self._values.fail(
                Text("there are more than {limit} layers", limit=MAX_LAYERS)
            )
        class_name = self._values.text(entry.get("class_name"), f"{title}: class_name")
        layer: Layer
        if class_name in _MODEL_MODULES and class_name not in self._custom:
            layer = self._inner_model(class_name, entry)
        else:
            config = self._values.table(
                entry.get("config"), f"{title}: config of a {class_name}"
            )
            read = self._operation if is_operation(entry) else self._plain_layer
            layer = read(class_name, entry, config, title)
        if any(isinstance(number, int) for number in mark):
            self._shared[str(mark)] = layer
        return layer

    def _inner_layers(self, value: Json, title: str) -> Any:
        """Return the layer, or the list of layers, that is an option of another."""
        if value is None:
            return None
        if isinstance(value, list):
            return [self._inner_layers(item, title) for item in value]
        self._enter()
        layer = self._layer(self._values.table(value, f"{title}: a layer"), title)
        self._nesting -= 1
        return layer

    def _enter(self) -> None:
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            self._values.fail(
                Text(
                    "models lie more than {limit} deep in each other", limit=MAX_NESTING
                )
            )

    def _inner_model(self, class_name: str, entry: dict[str, Json]) -> Model:
        module = entry.get("module")
        if module is not None and module not in _MODEL_MODULES[class_name]:
            raise UnsupportedError(
                '{start}{name} of module "{module}" is not supported. Use models of '
                "Keras itself.",
                start=self._values.start,
                name=class_name,
                module=module,
            )
        self._enter()
        config = entry.get("config")
        model: Model
        try:
            if class_name == "Sequential":
                model = self._chain(config)
            else:
                table = self._values.table(config, "a model: config")
                inputs, outputs = self.functional(table)
                model = Functional(inputs, outputs, **self._name(table))
        except (FileError, UnsupportedError):
            raise
        except EngineError as error:
            raise FileError(
                "{start}{reason}", start=self._values.start, reason=error
            ) from error
        self._nesting -= 1
        if isinstance(config, dict) and config.get("trainable") is False:
            model.trainable = False
        return model

    def _chain(self, config: Json) -> Sequential:
        if not isinstance(config, list):
            config = self._values.table(config, "a Sequential: config")
        layers = self.sequential(config)
        table = config if isinstance(config, dict) else {}
        model = Sequential(layers, **self._name(table))
        shape = table.get("build_input_shape")
        if shape and not model.built:
            model.build(
                self._values.shape(shape, f"{model.where()}: build_input_shape")
            )
        return model

    def _name(self, config: dict[str, Json]) -> dict[str, Json]:
        name = config.get("name")
        return (
            {} if name is None else {"name": self._values.text(name, "name of a model")}
        )

    def _operation(
        self,
        class_name: str,
        entry: dict[str, Json],
        config: dict[str, Json],
        title: str,
    ) -> Layer:
        place = f'operation "{entry.get("name", config.get("name"))}" of {title}'
        spec = OPERATIONS.get(class_name)
        if spec is None or entry.get("module", spec.module) != spec.module:
            raise UnsupportedError(
                '{start}{place} is of class "{name}", which does not exist here.{hint}',
                start=self._values.start,
                place=place,
                name=class_name,
                hint=did_you_mean(class_name, OPERATIONS),
            )
        try:
            return class_named(class_name).from_config(config)
        except (EngineError, TypeError) as error:
            raise FileError(
                "{start}{place}: its options are damaged ({reason}).",
                start=self._values.start,
                place=place,
                reason=error,
            ) from error

    def _plain_layer(
        self,
        class_name: str,
        entry: dict[str, Json],
        config: dict[str, Json],
        title: str,
    ) -> Layer:
        given = entry.get("name", config.get("name"))
        if class_name in _RUNS_CODE:
            raise UnsupportedError(
                '{start}layer "{name}" of {title} is a {cls}, which {reason}. That is '
                "never done here. Replace it by layers of Keras and save again.",
                start=self._values.start,
                name=given,
                title=title,
                cls=class_name,
                reason=_RUNS_CODE[class_name],
            )
        cls = self._class_of(class_name, entry, f'layer "{given}" of {title}')
        options = self._known_options(cls, config, given)
        try:
            layer = cls.from_config(options)
            if isinstance(layer, Model):
                layer.build_from_config(entry.get("build_config"))
            return layer
        except UnsupportedError as error:
            raise UnsupportedError(
                "{start}{reason}", start=self._values.start, reason=error
            ) from error
        except EngineError as error:
            raise FileError(
                "{start}{reason}", start=self._values.start, reason=error
            ) from error
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise FileError(
                '{start}layer "{name}" of {title}: its options are damaged ({reason}).',
                start=self._values.start,
                name=given,
                title=title,
                reason=error,
            ) from error

    def _class_of(self, name: str, entry: dict[str, Json], place: str) -> type[Layer]:
        # Not LAYERS.get: that also takes other spellings.
        known = {**dict(LAYERS.items()), **self._custom}
        own = self._own_class(name, entry)
        if isinstance(own, type) and issubclass(own, Layer):
            return own
        cls = known.get(name)
        module = entry.get("module")
        if not (isinstance(cls, type) and issubclass(cls, Layer)):
            raise UnsupportedError(
                '{start}{place} is of class "{name}", which does not exist here.{hint}',
                start=self._values.start,
                place=place,
                name=name,
                hint=did_you_mean(name, known),
            )
        is_keras = isinstance(module, str) and any(
            module == known_module or module.startswith(f"{known_module}.")
            for known_module in _LAYER_MODULES
        )
        if module is None or is_keras or module == cls.__module__:
            return cls
        raise UnsupportedError(
            '{start}{place} is "{name}" of module "{module}", which does not exist '
            "here. Only layers of keras.layers do.",
            start=self._values.start,
            place=place,
            name=name,
            module=module,
        )

    def _own_class(self, name: str, entry: Mapping[str, Json]) -> Any:
        """Return what a user has registered, or given, for an entry of a file."""
        for key in (entry.get("registered_name"), name):
            found = get_registered_object(str(key), self._custom)
            if found is not None:
                return found
        return None

    def _known_options(
        self, cls: type[Layer], config: dict[str, Json], name: Json
    ) -> dict[str, Json]:
        """Return the options; what the class does not have must be switched off."""
        options: dict[str, Json] = {}
        for key, value in config.items():
            option = cls.options.get(key)
            if option is not None and option.kind.name in ("layer", "layers"):
                options[key] = self._inner_layers(value, f'{cls.__name__} "{name}"')
            elif cls.takes_option(key):
                options[key] = _shortest(value)
            elif key == "batch_input_shape" and issubclass(cls, InputLayer):
                options["batch_shape"] = value  # Keras 2
            elif not is_own(cls.__init__):  # a constructor of the user's says itself
                options[key] = _shortest(value)
            elif value is not None and key not in _OLD_OPTIONS:
                raise UnsupportedError(
                    '{start}{cls} "{name}": option {option} does not exist here. '
                    "Received {value!r}.",
                    start=self._values.start,
                    cls=cls.__name__,
                    name=name,
                    option=key,
                    value=value,
                )
        if issubclass(cls, InputLayer):
            options["batch_shape"] = self._values.shape(
                options.get("batch_shape"), f'InputLayer "{name}": batch_shape'
            )
        return options


def _shortest(value: Json) -> Json:
    """Return numbers as people wrote them: Keras writes 0.01 as 0.009999999776482582.

    Only numbers that are exactly a float32 change, to the shortest text that is the
    same float32.
    """
    if isinstance(value, dict):
        return {key: _shortest(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shortest(part) for part in value]
    if isinstance(value, float) and abs(value) < 1e38 and np.float32(value) == value:
        return float(str(np.float32(value)))
    return value
