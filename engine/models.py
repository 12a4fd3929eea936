"""Models: graphs of layers that can be trained, and are layers themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Self

from engine.errors import GraphError, NotBuiltError, OptionError
from engine.graph.context import Context
from engine.graph.network import Network
from engine.graph.plan import Plan
from engine.graph.structure import flatten, pack_as
from engine.graph.symbolic import KerasTensor
from engine.layers.input_layer import Input, InputLayer
from engine.layers.layer import Layer
from engine.naming import auto_name
from engine.parameters import Variable
from engine.training.trainer import Trainer
from engine.types import Array, Json


class Model(Trainer, Layer, registers=False):
    """A graph between symbolic inputs and outputs.

    ``Model(inputs, outputs)`` collects all layers on the way. A model is a layer: it
    can be called on symbols within another model, and on arrays.

    References
    ----------
    .. [1] ``keras.Model``, the functional form.
    """

    category: ClassVar[str] = "Models"
    max_inputs = None
    supports_masking = True

    def __init__(
        self,
        inputs: Any = None,
        outputs: Any = None,
        name: str | None = None,
        trainable: bool = True,
    ) -> None:
        if inputs is None or outputs is None:
            raise OptionError(
                "Model: give inputs and outputs, as in Model(inputs=[a], outputs=[b])."
            )
        super().__init__(name=name or auto_name("functional"), trainable=trainable)
        self._init_training()
        self._connect(inputs, outputs)

    def _connect(self, inputs: Any, outputs: Any) -> None:
        self.network = Network(inputs, outputs)
        self.inputs: list[KerasTensor] = self.network.inputs
        self.outputs: list[KerasTensor] = self.network.outputs
        self.input_names = [t.producer.layer.name for t in self.inputs]
        self.output_names = _output_names(outputs, self.outputs)
        self.built = True
        self._train_plan = self._infer_plan = None

    # ------------------------------------------------------------- layers

    @property
    def layers(self) -> list[Layer]:
        """All layers, inputs included, in Keras' order."""
        return list(self.network.layers)

    @property
    def input(self) -> Any:
        """Symbolic input, in the structure given."""
        return self.network.input_structure

    @property
    def output(self) -> Any:
        """Symbolic output, in the structure given."""
        return self.network.output_structure

    @property
    def input_shape(self) -> Any:
        """Shape of the input, a list if there are several."""
        shapes = [t.shape for t in self.inputs]
        return shapes[0] if len(shapes) == 1 else shapes

    @property
    def output_shape(self) -> Any:
        """Shape of the output, a list if there are several."""
        shapes = [t.shape for t in self.outputs]
        return shapes[0] if len(shapes) == 1 else shapes

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """Return a layer by its name or its position in `layers`."""
        layers = self.layers
        if index is not None:
            if not -len(layers) <= index < len(layers):
                raise GraphError(
                    "get_layer: the model has {count} layers. Received index {index}.",
                    count=len(layers),
                    index=index,
                )
            return layers[index]
        for layer in layers:
            if layer.name == name:
                return layer
        raise GraphError(
            'get_layer: there is no layer "{name}". Layers: {names}.',
            name=name,
            names=", ".join(layer.name for layer in layers),
        )

    # ------------------------------------------------------------ weights

    @property
    def weights(self) -> list[Variable]:
        """Weights of all layers, in the order of `layers`."""
        return _unique(v for layer in self.layers for v in layer.weights)

    @property
    def trainable_weights(self) -> list[Variable]:
        """Weights that training changes."""
        if not self.trainable:
            return []
        return _unique(v for layer in self.layers for v in layer.trainable_weights)

    @property
    def trainable_variables(self) -> list[Variable]:
        """Weights that training changes."""
        return self.trainable_weights

    # ---------------------------------------------------- being a layer

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the output shape for other input shapes, layer by layer."""
        shapes: dict[int, Any] = {}
        given = _flat_shapes(input_shape)
        for tensor, shape in zip(self.inputs, given, strict=True):
            shapes[id(tensor)] = shape
        for node in self.network.nodes:
            if all(id(t) in shapes for t in node.outputs):
                continue
            argument = _replace(node.args[0], shapes)
            result = node.layer.compute_output_shape(argument)
            results = result if isinstance(result, list) else [result]
            for tensor, shape in zip(node.outputs, results, strict=True):
                shapes[id(tensor)] = shape
        found = [shapes[id(t)] for t in self.outputs]
        return found[0] if len(found) == 1 else found

    def check_inputs(self, inputs: Any) -> None:
        """Raise if the number of inputs is wrong."""
        count = len(flatten(inputs))
        if count != len(self.inputs):
            raise GraphError(
                "{where}: has {expected} inputs ({names}). Received {received}.",
                where=self.where(),
                expected=len(self.inputs),
                names=", ".join(self.input_names),
                received=count,
            )

    def cast_for(self, dtype: str) -> str | None:
        """Leave inputs alone: the inner inputs convert."""
        return None

    def forward(self, x: Any, ctx: Context) -> Any:
        """Run the inner graph with a plan that belongs to this call."""
        plan: Plan = ctx.child(
            "plan",
            lambda: Plan(
                self.network,
                ctx.gradients,
                training=ctx.training,
                wants_input_gradients=any(ctx.input_wanted),
                seed=int(ctx.rng.integers(0, 2**31)),
            ),
        )
        arrays = [
            a if a.dtype == t.dtype else a.astype(t.dtype)
            for a, t in zip(flatten(x), self.inputs, strict=True)
        ]
        results = plan.forward(arrays)
        return results[0] if len(results) == 1 else results

    def backward(self, dy: Any, ctx: Context) -> list[Array | None]:
        """Run the inner graph backwards."""
        plan: Plan = ctx.child("plan", _no_plan)
        return plan.backward(dy if isinstance(dy, list) else [dy])

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Apply the model to symbols or to arrays."""
        result = super().__call__(*args, **kwargs)
        if isinstance(result, list):
            return pack_as(self.network.output_structure, result)
        return result

    # ------------------------------------------------- config, files, text

    def get_config(self) -> dict[str, Json]:
        """Return the architecture as Keras writes it."""
        from engine.saving.serialization import functional_config

        return functional_config(self)

    @classmethod
    def from_config(
        cls, config: Mapping[str, Json], custom_objects: Mapping[str, Any] | None = None
    ) -> Self:
        """Make a model from what `get_config` returned.

        Parameters
        ----------
        config : mapping
            The config, Keras' or the engine's.
        custom_objects : mapping, optional
            Further classes of layers by name.
        """
        from engine.saving.serialization import functional_from_config

        inputs, outputs = functional_from_config(config, custom_objects)
        trainable = config.get("trainable") is not False
        return cls(inputs, outputs, name=config.get("name"), trainable=trainable)

    def to_json(self, **kwargs: Any) -> str:
        """Return the architecture as JSON text."""
        from engine.saving.serialization import model_to_json

        return model_to_json(self, **kwargs)

    def save(self, filepath: str | Path, overwrite: bool = True) -> None:
        """Write architecture, weights and optimizer state to a ``.keras`` file."""
        from engine.saving import save_model

        save_model(self, filepath, overwrite=overwrite)

    def save_weights(self, filepath: str | Path, overwrite: bool = True) -> None:
        """Write the weights to a ``.weights.h5`` file."""
        from engine.saving import save_weights

        save_weights(self, filepath, overwrite=overwrite)

    def load_weights(self, filepath: str | Path, skip_mismatch: bool = False) -> None:
        """Read the weights of a ``.weights.h5``, ``.keras`` or ``.h5`` file.

        Parameters
        ----------
        filepath : path
            The file.
        skip_mismatch : bool, default=False
            Leave layers alone that the file has no fitting weights for.
        """
        from engine.saving import load_weights

        load_weights(self, filepath, skip_mismatch=skip_mismatch)

    def summary(
        self,
        line_length: int | None = None,
        positions: Any = None,
        print_fn: Any = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
        layer_range: Any = None,
    ) -> None:
        """Print a table of the layers, as Keras does."""
        from engine.summary import summary_text

        text = summary_text(
            self,
            line_length=line_length,
            positions=positions,
            expand_nested=expand_nested,
            show_trainable=show_trainable,
            layer_range=layer_range,
        )
        if print_fn is None:
            self.write(text + "\n")
        else:
            print_fn(text)

    def count_params(self) -> int:
        """Return the number of all weights' elements."""
        return sum(v.size for v in self.weights)


class Sequential(Model, registers=False):
    """A chain of layers.

    References
    ----------
    .. [1] ``keras.Sequential``.
    """

    def __init__(
        self,
        layers: Iterable[Any] | None = None,
        trainable: bool = True,
        name: str | None = None,
    ) -> None:
        Layer.__init__(self, name=name or auto_name("sequential"), trainable=trainable)
        self._init_training()
        self._chain: list[Layer] = []
        self._input: KerasTensor | None = None
        for layer in layers or ():
            self.add(layer)

    def add(self, layer: Any) -> None:
        """Append a layer, or an Input as the first."""
        if isinstance(layer, KerasTensor):
            layer = layer.producer.layer
        if not isinstance(layer, Layer):
            raise OptionError(
                "Sequential.add: needs a layer. Received {received!r}.", received=layer
            )
        if isinstance(layer, InputLayer):
            if self._chain or self._input is not None:
                raise GraphError(
                    '{where}: an Input can only be the first. Received "{name}".',
                    where=self.where(),
                    name=layer.name,
                )
            self._input = layer.output
            return
        if any(other.name == layer.name for other in self._chain):
            raise GraphError(
                'The name "{name}" is used by two layers. Rename one of them.',
                name=layer.name,
            )
        self._chain.append(layer)
        self._rebuild()

    def pop(self) -> Layer:
        """Take the last layer away."""
        if not self._chain:
            raise GraphError("{where}: there is no layer to pop.", where=self.where())
        layer = self._chain.pop()
        self._rebuild()
        return layer

    def _rebuild(self) -> None:
        if self._input is None:
            return
        self.built = False
        tensor: Any = self._input
        for layer in self._chain:
            tensor = layer(tensor)
        if self._chain:
            self._connect(self._input, tensor)

    def build(self, input_shape: Any) -> None:
        """Give the chain its input shape (with the batch axis)."""
        if self._input is None:
            self._input = Input(batch_shape=input_shape, name=auto_name("input_layer"))
            self._rebuild()

    @property
    def layers(self) -> list[Layer]:
        """The layers, without the Input."""
        return list(self._chain)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the output shape of the chain."""
        if self.built:
            return super().compute_output_shape(input_shape)
        for layer in self._chain:
            input_shape = layer.compute_output_shape(input_shape)
            # Not built yet: shapes alone are asked for.
        return input_shape

    def check_inputs(self, inputs: Any) -> None:
        """Build from the first input seen, then check as a Model does."""
        if not self.built:
            from engine.graph.symbolic import shapes_of

            first = flatten(inputs)[0]
            self.build((None, *shapes_of(first)[1:]))
        super().check_inputs(inputs)

    def compile(self, *args: Any, **kwargs: Any) -> None:
        """Set optimizer, losses and metrics; see `Trainer.compile`."""
        if not self.built:
            self._delayed_compile = (args, kwargs)
            self.output_names = [self._chain[-1].name if self._chain else "output"]
        super().compile(*args, **kwargs)

    def _prepare(self, x: Any, y: Any = None, sample_weight: Any = None) -> Any:
        if not self.built:
            import numpy as np

            array = np.asarray(flatten(x)[0])
            self.build((None, *array.shape[1:]))
        return super()._prepare(x, y, sample_weight)

    def predict(self, x: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the outputs for data; see `Trainer.predict`."""
        if not self.built:
            import numpy as np

            self.build((None, *np.asarray(flatten(x)[0]).shape[1:]))
        return super().predict(x, *args, **kwargs)

    @property
    def weights(self) -> list[Variable]:
        """Weights of all layers."""
        if not self.built and self._chain:
            raise NotBuiltError(
                "{where}: has no weights yet. Begin with keras.Input(shape=...) or "
                "call build(input_shape).",
                where=self.where(),
            )
        return _unique(v for layer in self._chain for v in layer.weights)

    def get_config(self) -> dict[str, Json]:
        """Return the architecture as Keras writes it."""
        from engine.saving.serialization import sequential_config

        return sequential_config(self)

    @classmethod
    def from_config(
        cls, config: Mapping[str, Json], custom_objects: Mapping[str, Any] | None = None
    ) -> Self:
        """Make a model from what `get_config` returned.

        Parameters
        ----------
        config : mapping
            The config, Keras' or the engine's.
        custom_objects : mapping, optional
            Further classes of layers by name.
        """
        from engine.saving.serialization import sequential_layers

        trainable = config.get("trainable") is not False
        model = cls(name=config.get("name"), trainable=trainable)
        for layer in sequential_layers(config, custom_objects):
            model.add(layer)
        shape = config.get("build_input_shape")
        if shape and not model.built:
            model.build(tuple(shape))
        return model


def _unique(variables: Iterable[Variable]) -> list[Variable]:
    return list({id(v): v for v in variables}.values())


def _output_names(structure: Any, tensors: list[KerasTensor]) -> list[str]:
    """Names of the outputs: keys of a dict, else the names of their layers."""
    if isinstance(structure, dict):
        return sorted(structure)
    return [tensor.producer.layer.name for tensor in tensors]


def _flat_shapes(structure: Any) -> list[Any]:
    """Return shapes in the order of `flatten`; a tuple is one shape."""
    if isinstance(structure, dict):
        return [s for key in sorted(structure) for s in _flat_shapes(structure[key])]
    if isinstance(structure, list):
        return [s for item in structure for s in _flat_shapes(item)]
    return [structure]


def _replace(structure: Any, shapes: dict[int, Any]) -> Any:
    from engine.graph.structure import map_structure

    return map_structure(lambda tensor: shapes[id(tensor)], structure)


def _no_plan() -> Plan:
    raise RuntimeError("backward called before forward")


# --------------------------------------------- keras.models.load_model and the like
# Imported within: engine.saving needs the classes above.


def save_model(model: Model, filepath: str | Path, overwrite: bool = True) -> None:
    """Write a model to a file; see `engine.saving.save_model`."""
    from engine.saving import save_model as save

    save(model, filepath, overwrite=overwrite)


def load_model(
    filepath: str | Path,
    custom_objects: Mapping[str, Any] | None = None,
    compile: bool = True,
    safe_mode: bool = True,
) -> Model:
    """Return the model of a file; see `engine.saving.load_model`."""
    from engine.saving import load_model as load

    return load(filepath, custom_objects, compile=compile, safe_mode=safe_mode)


def model_from_json(
    json_string: str, custom_objects: Mapping[str, Any] | None = None
) -> Model:
    """Return the model of a JSON text; see `engine.saving.model_from_json`."""
    from engine.saving import model_from_json as read

    return read(json_string, custom_objects)
