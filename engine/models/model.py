"""The functional model: a graph of layers."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from engine.errors import GraphError, OptionError, ShapeError, did_you_mean
from engine.former_names import knows_former_names, missing_attribute
from engine.graph.context import Context
from engine.graph.cutting import begins_within, cut
from engine.graph.network import Network
from engine.graph.plan import Plan
from engine.graph.structure import (
    flatten,
    flatten_shapes,
    map_structure,
    pack_as,
    unpack_single,
)
from engine.graph.symbolic import Call, KerasTensor, Node, is_symbolic
from engine.layers.input_layer import Input
from engine.layers.layer import Layer
from engine.naming import auto_name
from engine.parameters import Variable
from engine.training.arrays import fit_rank, fits
from engine.training.ends import INPUT, OUTPUT, Ends
from engine.training.trainer import Trainer
from engine.types import Array, Json, Shape

# engine.saving and engine.summary are imported within methods: they need the class.


class Model(Trainer, Layer, registers=False):
    """A graph between symbolic inputs and outputs.

    ``Model(inputs, outputs)`` collects all layers on the way. The inputs may be tensors
    in the middle of a graph. A model is a layer: it can be called on symbols within
    another model, and on arrays.

    References
    ----------
    .. [1] ``keras.Model``, the functional form.
    """

    category: ClassVar[str] = "Models"
    max_inputs = None
    supports_masking = True

    @knows_former_names("Model", {"input": "inputs", "output": "outputs"})
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
        self._prepare_layer("functional", name, trainable)
        self._connect(inputs, outputs)

    def _prepare_layer(self, prefix: str, name: str | None, trainable: bool) -> None:
        self._network: Network | None = None
        self._input_ends: Ends | None = None
        self._output_ends: Ends | None = None
        name = auto_name(prefix) if name is None else name
        Layer.__init__(self, name=name, trainable=trainable)
        self._init_training()

    def _connect(self, inputs: Any, outputs: Any) -> None:
        network = Network(inputs, outputs)
        if begins_within(network):
            network = Network(*cut(network, _input_for))
        self._network = network
        self._input_ends = Ends(INPUT, network.input_structure)
        self._output_ends = Ends(OUTPUT, network.output_structure)
        self.built = True

    # -------------------------------------------------------------- graph

    @property
    def network(self) -> Network:
        """The graph."""
        if self._network is None:
            raise self._unknown_shapes()
        return self._network

    @property
    def input_ends(self) -> Ends:
        """Names and order of the inputs."""
        if self._input_ends is None:
            raise self._unknown_shapes()
        return self._input_ends

    @property
    def output_ends(self) -> Ends:
        """Names and order of the outputs."""
        if self._output_ends is None:
            raise self._unknown_shapes()
        return self._output_ends

    def _unknown_shapes(self) -> AttributeError:
        # Keras raises an AttributeError, too.
        return AttributeError(
            f"{self.where()}: has no inputs and outputs yet. Begin with "
            "keras.Input(shape=...), call build(input_shape), or give it data."
        )

    @property
    def layers(self) -> list[Layer]:
        """All layers, inputs included, in Keras' order."""
        return list(self.network.layers)

    @property
    def inputs(self) -> list[KerasTensor]:
        """Symbolic inputs; those of a dict in the order of its sorted keys."""
        return self.input_ends.tensors

    @property
    def outputs(self) -> list[KerasTensor]:
        """Symbolic outputs; those of a dict in the order of its sorted keys."""
        return self.output_ends.tensors

    @property
    def input(self) -> Any:
        """Symbolic input, in the structure given."""
        return self.network.input_structure

    @property
    def output(self) -> Any:
        """Symbolic output, in the structure given."""
        return self.network.output_structure

    @property
    def input_names(self) -> list[str]:
        """Names of the input layers."""
        return list(self.input_ends.names)

    @property
    def output_names(self) -> list[str]:
        """Names of the layers that give the outputs."""
        return list(self.output_ends.names)

    @property
    def input_shape(self) -> Any:
        """Shape of the input, a list if there are several."""
        return unpack_single([tensor.shape for tensor in self.inputs])

    @property
    def output_shape(self) -> Any:
        """Shape of the output, a list if there are several."""
        return unpack_single([tensor.shape for tensor in self.outputs])

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """Return a layer by its name or its position in `layers`.

        Parameters
        ----------
        name : str, optional
            Name of the layer.
        index : int, optional
            Position.
        """
        if (name is None) == (index is None):
            raise GraphError("get_layer: give either the name or the index of a layer.")
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
        names = [layer.name for layer in layers]
        raise GraphError(
            'get_layer: there is no layer "{name}".{hint} Layers: {names}.',
            name=name,
            hint=did_you_mean(str(name), names),
            names=", ".join(names),
        )

    # ------------------------------------------------------------ weights

    @property
    def sublayers(self) -> list[Layer]:
        """Layers, as far as they are known."""
        return [] if self._network is None else self.layers

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

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Apply the model to symbols (gives symbols) or to arrays (gives arrays)."""
        return self._call(*args, **kwargs)

    @knows_former_names("Model", {})
    def _call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        if is_symbolic(inputs):
            return self._call_on_symbols(inputs, training, mask)
        arrays = self._prepare_inputs(inputs)
        masks = None if mask is None else flatten(mask)
        if masks is not None and len(masks) != len(arrays):
            raise ShapeError(
                "{where}: needs one mask for each of its {expected} inputs. Received "
                "{received}.",
                where=self.where(),
                expected=len(arrays),
                received=len(masks),
            )
        if training:
            results = Plan(self.network, training=True).forward(arrays, masks)
        else:
            results = self._inference_step(len(arrays[0])).predict(arrays, masks)
        return self._packed([result.copy() for result in results])

    def _call_on_symbols(self, inputs: Any, training: bool | None, mask: Any) -> Any:
        if mask is not None:
            raise GraphError(
                "{where}: masks of symbolic tensors are passed on by themselves. Leave "
                "mask out.",
                where=self.where(),
            )
        self.ensure_network(inputs)
        leaves = self.input_ends.arrange(inputs)
        if not all(isinstance(leaf, KerasTensor) for leaf in leaves):
            raise GraphError(
                "{where}: takes symbolic tensors or arrays, not both at once.",
                where=self.where(),
            )
        shapes = [leaf.shape for leaf in leaves]
        self._check_shapes(shapes)
        result = self.compute_output_shape(shapes if len(shapes) > 1 else shapes[0])
        outputs = [
            KerasTensor(shape, tensor.dtype)
            for shape, tensor in zip(flatten_shapes(result), self.outputs, strict=True)
        ]
        options = {} if training is None else {"training": training}
        given = pack_as(self.input, leaves)
        Node(self, Call((given,), options, given, options), outputs)
        return pack_as(self.output, outputs)

    def _check_shapes(self, shapes: list[Shape]) -> None:
        for shape, tensor, key in zip(
            shapes, self.inputs, self.input_ends.keys, strict=True
        ):
            if not fits(_rank_fitted(shape, tensor.shape), tensor.shape):
                raise ShapeError(
                    '{where}: input "{name}" has shape {expected}. Received {shape}.',
                    where=self.where(),
                    name=key,
                    expected=tensor.shape,
                    shape=tuple(shape),
                )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the output shape for other input shapes, layer by layer."""
        shapes: dict[int, Any] = {}
        given = flatten_shapes(input_shape)
        if len(given) != len(self.inputs):
            raise ShapeError(
                "{where}: has {expected} inputs ({names}). Received {received} shapes.",
                where=self.where(),
                expected=len(self.inputs),
                names=", ".join(self.input_ends.keys),
                received=len(given),
            )
        for tensor, shape in zip(self.inputs, given, strict=True):
            shapes[id(tensor)] = _rank_fitted(shape, tensor.shape)
        for node in self.network.nodes:
            if self.network.is_end(node):
                continue
            argument = map_structure(
                lambda tensor: shapes[id(tensor)], node.call.inputs
            )
            result = node.layer.compute_output_shape(argument)
            for tensor, shape in zip(node.outputs, flatten_shapes(result), strict=True):
                shapes[id(tensor)] = shape
        return unpack_single([shapes[id(tensor)] for tensor in self.outputs])

    def cast_for(self, dtype: str) -> str | None:
        """Leave inputs alone: the inner inputs convert."""
        return None

    @property
    def makes_mask(self) -> bool:
        """Whether any layer does."""
        return any(layer.makes_mask for layer in self.layers)

    def mask_after(self, inputs: Any, ctx: Context) -> Any:
        """Return the masks that the inner graph has given."""
        plan: Plan = ctx.child("plan", _no_plan)
        return unpack_single(plan.output_masks)

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
        given = flatten(x)
        ctx.save(shapes=[array.shape for array in given])
        arrays = [
            fit_rank(array.astype(tensor.dtype, copy=False), tensor.shape)
            for array, tensor in zip(given, self.inputs, strict=True)
        ]
        masks = None if ctx.mask is None else flatten(ctx.mask)
        outputs = plan.forward(arrays, masks)
        ctx.penalty += plan.penalty
        return unpack_single(outputs)

    def backward(self, dy: Any, ctx: Context) -> list[Array | None]:
        """Run the inner graph backwards."""
        plan: Plan = ctx.child("plan", _no_plan)
        return [
            None if dx is None else dx.reshape(shape)
            for dx, shape in zip(
                plan.backward(dy if isinstance(dy, list) else [dy]),
                ctx["shapes"],
                strict=True,
            )
        ]

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
        """Return the architecture as JSON text.

        Parameters
        ----------
        **kwargs : object
            Options of ``json.dumps``.
        """
        from engine.saving.serialization import model_to_json

        return model_to_json(self, **kwargs)

    def save(self, filepath: str | Path, overwrite: bool = True) -> None:
        """Write architecture, weights and optimizer state to a ``.keras`` file.

        Parameters
        ----------
        filepath : path
            The file.
        overwrite : bool, default=True
            Whether an existing file may be replaced.
        """
        from engine.saving import save_model

        save_model(self, filepath, overwrite=overwrite)

    def save_weights(self, filepath: str | Path, overwrite: bool = True) -> None:
        """Write the weights to a ``.weights.h5`` file.

        Parameters
        ----------
        filepath : path
            The file.
        overwrite : bool, default=True
            Whether an existing file may be replaced.
        """
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
        """Print a table of the layers, as Keras does.

        Parameters
        ----------
        line_length, positions, expand_nested, show_trainable, layer_range
            See `engine.summary.summary_text`.
        print_fn : callable, optional
            Takes the text instead of standard output.
        """
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

    if not TYPE_CHECKING:  # checkers would take any attribute for granted

        def __getattr__(self, name: str) -> Any:
            """Say what methods are called today, or what was meant."""
            if inspect.getattr_static(type(self), name, None) is not None:
                # A property has raised an AttributeError of its own: let it through.
                return object.__getattribute__(self, name)
            raise missing_attribute(self, name)


def _unique(variables: Iterable[Variable]) -> list[Variable]:
    return list({id(v): v for v in variables}.values())


def _input_for(tensor: KerasTensor) -> KerasTensor:
    """Return an Input in place of a tensor, named as Keras names it."""
    return Input(
        batch_shape=tensor.shape, dtype=tensor.dtype, name=f"{tensor.name}CLONE"
    )


def _rank_fitted(shape: Shape, wanted: Shape) -> Shape:
    """Return the shape that `fit_rank` gives."""
    if len(shape) == len(wanted) + 1 and shape[-1] == 1:
        return tuple(shape[:-1])
    if len(shape) == len(wanted) - 1 and wanted[-1] == 1:
        return (*shape, 1)
    return tuple(shape)


def _no_plan() -> Plan:
    raise RuntimeError("backward called before forward")
