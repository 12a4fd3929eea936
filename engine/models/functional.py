"""The functional model: a graph of layers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from engine.errors import GraphError, OptionError, ShapeError
from engine.former_names import knows_former_names
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
from engine.graph.symbolic import Call, KerasTensor, is_symbolic
from engine.layers import calling
from engine.layers.input_layer import Input
from engine.layers.layer import Layer
from engine.models.model import Model
from engine.ops.operation import Operation
from engine.parameters import Variable
from engine.training.arrays import fit_rank, fits
from engine.types import Array, Json, Shape

# engine.saving is imported within methods: it needs the class.


class Functional(Model, registers=False):
    """A graph between symbolic inputs and outputs; what ``Model(inputs, outputs)`` is.

    All layers on the way are collected. The inputs may be tensors in the middle of a
    graph. A model is a layer: it can be called on symbols within another model, and on
    arrays.

    References
    ----------
    .. [1] ``keras.Model``, the functional form.
    """

    hears_mask = True
    class_in_files: ClassVar[Mapping[str, Json]] = {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "registered_name": "Functional",
    }

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
                "Model: give inputs and outputs, as in Model(inputs=[a], outputs=[b]). "
                "A class of your own without them needs a method call."
            )
        self._prepare_layer(type(self).__name__, name, trainable)
        self._connect(inputs, outputs)

    def _connect(self, inputs: Any, outputs: Any) -> None:
        network = Network(inputs, outputs)
        if begins_within(network):
            network = Network(*cut(network, _input_for))
        self._use(network)

    def where(self) -> str:
        """Return what users call it, and its name, for messages."""
        return f'Model "{self.name}"'

    # -------------------------------------------------------------- graph

    @property
    def operations(self) -> list[Layer]:
        """All layers and operations such as additions, in Keras' order."""
        return list(self.network.layers)

    @property
    def layers(self) -> list[Layer]:
        """All layers, inputs included, in Keras' order."""
        return [one for one in self.operations if not isinstance(one, Operation)]

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

    # ---------------------------------------------------- being a layer

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Apply the model to symbols (gives symbols) or to arrays (gives arrays)."""
        return self._call(*args, **kwargs)

    @knows_former_names("Model", {})
    def _call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        if is_symbolic(inputs):
            return self._call_on_symbols(inputs, training, mask)
        if (outer := calling.scope()) is not None:
            self.ensure_network(inputs)
            leaves = [calling.as_value(x) for x in self.input_ends.arrange(inputs)]
            options = {} if training is None else {"training": training}
            given = pack_as(self.input, leaves)
            return calling.call_within(self, outer, given, options, mask)
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
        if training or (training is None and self._has_trained_calls):
            results = Plan(self.network, training=training).forward(arrays, masks)
        else:
            results = self._inference_step(len(arrays[0])).predict(arrays, masks)
        return self._packed([result.copy() for result in results])

    @property
    def _has_trained_calls(self) -> bool:
        """Whether a layer was called with ``training=True`` in the graph."""
        return any(node.call.options.get("training") for node in self.network.nodes)

    def _call_on_symbols(self, inputs: Any, training: bool | None, mask: Any) -> Any:
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
        kwargs = options if mask is None else {**options, "mask": mask}
        self._place(Call((given,), kwargs, given, options, mask), outputs)
        return pack_as(self.output, outputs)

    def symbolic_mask(self, inputs: Any, masks: Any, ops: Any) -> Any:
        """Return None: as in Keras, tensors that a model gives have no mask."""
        return None

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
            result = node.layer.call_output_shape(argument, node.call.options)
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
        """Return the architecture as Keras writes it.

        Of a class with a constructor of its own, what that was called with.
        """
        if self._arguments is not None:
            return Layer.get_config(self)
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
        if "layers" not in config:  # that of a class with a constructor of its own
            return cls(**config)
        from engine.saving.serialization import functional_from_config

        inputs, outputs = functional_from_config(config, custom_objects)
        trainable = config.get("trainable") is not False
        return cls(inputs, outputs, name=config.get("name"), trainable=trainable)


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
