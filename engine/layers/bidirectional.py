"""A sequence read in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from engine.errors import OptionError
from engine.graph.context import Context
from engine.graph.structure import flatten, flatten_shapes
from engine.layers.layer import Example, Layer, layer_kind, layer_of, serialize
from engine.layers.recurrent import Recurrent
from engine.layers.wrapper import Wrapper
from engine.options import Option, option, register_kind
from engine.parameters import Variable
from engine.registry import LAYERS
from engine.types import Array, Json

RecurrentLayer = Annotated[Layer, "recurrent layer"]
"""Annotation of an option that is a recurrent layer."""

register_kind(
    RecurrentLayer,
    layer_kind(
        lambda: tuple(
            name for name, cls in LAYERS.items() if issubclass(cls, Recurrent)
        )
    ),
)

_SAME = ("stateful", "return_sequences", "return_state")


class Bidirectional(Wrapper):
    """Read a sequence forwards and backwards with two recurrent layers, and join both.

    The layer given is a pattern: two new ones are made from its options.

    Input shape: ``(n, steps, features)``. Output shape: that of the layer, with twice
    the features if `merge_mode` is "concat"; two outputs if it is None. With
    `return_state` the last states of both directions follow.

    References
    ----------
    .. [1] Schuster & Paliwal, "Bidirectional recurrent neural networks", IEEE
       Transactions on Signal Processing 45(11), 1997.
    """

    category: ClassVar[str] = "Recurrent"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"layer": {"class_name": "LSTM", "config": {"units": 3}}}, ((4, 2),)),
        Example(
            {
                "layer": {
                    "class_name": "GRU",
                    "config": {"units": 2, "return_sequences": True, "dropout": 0.4},
                },
                "merge_mode": "mul",
            },
            ((4, 3),),
        ),
        Example(
            {
                "layer": {
                    "class_name": "LSTM",
                    "config": {
                        "units": 2,
                        "return_sequences": True,
                        "return_state": True,
                    },
                },
                "merge_mode": "sum",
            },
            ((4, 3),),
        ),
        Example(
            {
                "layer": {
                    "class_name": "SimpleRNN",
                    "config": {"units": 2, "return_sequences": True},
                },
                "merge_mode": None,
                "backward_layer": {
                    "class_name": "GRU",
                    "config": {
                        "units": 2,
                        "return_sequences": True,
                        "go_backwards": True,
                    },
                },
            },
            ((4, 3),),
        ),
        Example(
            {
                "layer": {"class_name": "GRU", "config": {"units": 2}},
                "merge_mode": "ave",
            },
            ((4, 3),),
        ),
    )
    supports_masking = True
    hears_mask = True
    max_inputs = None
    keras_extra: ClassVar[dict[str, Any]] = {"weights": None}

    layer: RecurrentLayer = option(
        doc="The recurrent layer that reads forwards, or a pattern for both.",
        suggest={"class_name": "LSTM", "config": {"units": 32}},
    )
    merge_mode: Literal["sum", "mul", "concat", "ave"] | None = option(
        default="concat", doc="How the two outputs are joined; none gives both."
    )
    backward_layer: RecurrentLayer | None = option(
        default=None,
        doc="The layer that reads backwards, if it is another one.",
        advanced=True,
        kw_only=True,
    )

    @classmethod
    def arguments_of(cls, inputs: Sequence[Any]) -> tuple[list[Any], dict[str, Any]]:
        """Return the sequence as it is, and the first states by name."""
        return Recurrent.arguments_of(inputs)

    def setup(self) -> None:
        """Make the two layers."""
        super().setup()
        pattern = self._recurrent(self.layer)
        self._pattern = serialize(pattern)
        self._is_mirrored = self.backward_layer is None
        self.forward_layer = _copy(pattern, "forward_")
        if self.backward_layer is None:
            self.backward_layer = _copy(pattern, "backward_", go_backwards=True)
        # The pattern itself is of no further use: it has no weights of this layer.
        self.layer = self.forward_layer
        both = self._both
        if both[0].go_backwards == both[1].go_backwards:
            raise OptionError(
                "{where}: one of the two layers must have go_backwards=True, the other "
                "not. Received {value} for both.",
                where=self.where(),
                value=both[0].go_backwards,
            )
        for name in _SAME:
            values = [getattr(layer, name) for layer in both]
            if values[0] != values[1]:
                raise OptionError(
                    "{where}: both layers need the same {option}. Received {first} and "
                    "{second}.",
                    where=self.where(),
                    option=name,
                    first=values[0],
                    second=values[1],
                )
        for layer in both:  # as in Keras: sums of both are then right at masked steps
            layer.zero_output_for_mask = layer.return_sequences

    def written_value(self, name: str) -> Any:
        """Return the layer as it was given, not as it runs forwards."""
        return (
            layer_of(self._pattern) if name == "layer" else super().written_value(name)
        )

    def is_default(self, opt: Option) -> bool:
        """Whether an option was left out: the backward layer, too."""
        if opt.name == "backward_layer" and self._is_mirrored:
            return True
        return super().is_default(opt)

    def _recurrent(self, layer: Layer | None) -> Recurrent:
        if isinstance(layer, Recurrent):
            return layer
        raise OptionError(
            "{where}: the layers must be recurrent ones, such as LSTM. Received "
            "{layer}.",
            where=self.where(),
            layer=None if layer is None else layer.where(),
        )

    @property
    def _both(self) -> tuple[Recurrent, Recurrent]:
        return self.forward_layer, self._recurrent(self.backward_layer)

    @property
    def return_sequences(self) -> bool:
        """Whether the outputs of all steps are given."""
        return self.forward_layer.return_sequences

    @property
    def return_state(self) -> bool:
        """Whether the last states are given, too."""
        return self.forward_layer.return_state

    @property
    def stateful(self) -> bool:
        """Whether states are kept between batches."""
        return self.forward_layer.stateful

    @property
    def states(self) -> list[Variable] | None:
        """States kept between batches."""
        found = [v for layer in self._both for v in layer.states or ()]
        return found or None

    def reset_state(self) -> None:
        """Make the states that are kept between batches zero again."""
        for layer in self._both:
            layer.reset_state()

    def reset_states(self) -> None:
        """Make the states zero again; see `reset_state`."""
        self.reset_state()

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether one of the layers does."""
        return any(layer.behaves_differently_in_training for layer in self._both)

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return the generator of the forward layer, which may have a seed."""
        return self.forward_layer.make_generator(seed)

    # -------------------------------------------------------------- shapes

    def arrange_call(self, *args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        """Join the sequence and the first states, those of the forward layer first."""
        return self.forward_layer.arrange_call(*args, **kwargs)

    def _halves(self, inputs: list[Any]) -> list[Any]:
        """Return what each layer gets of the sequence and the states of both."""
        sequence, *states = inputs
        if not states:
            return [sequence, sequence]
        half = len(states) // 2
        return [[sequence, *states[:half]], [sequence, *states[half:]]]

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Join the shapes that both layers give."""
        given = flatten_shapes(input_shape)
        halves = self._halves(given)
        results = [
            layer.compute_output_shape(half)
            for layer, half in zip(self._both, halves, strict=True)
        ]
        if not self.return_state:
            outputs: list[Any] = results
            states: list[Any] = []
        else:
            outputs = [result[0] for result in results]
            states = [state for result in results for state in result[1:]]
        if self.merge_mode is None:
            return [*outputs, *states]
        first, second = outputs
        if self.merge_mode == "concat":
            first = (*first[:-1], first[-1] + second[-1])
        elif first != second:
            raise OptionError(
                "{where}: outputs of different shapes, {first} and {second}, can only "
                'be joined by merge_mode="concat".',
                where=self.where(),
                first=first,
                second=second,
            )
        return [first, *states] if states else first

    def build(self, input_shape: Any) -> None:
        """Build both layers."""
        shape = flatten_shapes(input_shape)[0]
        for layer in self._both:
            layer.ensure_built(shape)

    def get_build_config(self) -> dict[str, Json] | None:
        """Return the shape of the input without those of the states."""
        if self._build_shape is None:
            return None
        return {"input_shape": list(flatten_shapes(self._build_shape)[0])}

    # --------------------------------------------------------- both passes

    def forward(self, x: Any, ctx: Context) -> Any:
        """Run both layers and join what they give."""
        inputs = flatten(x)
        results, contexts = [], []
        for name, layer, half, wanted in zip(
            ("forward", "backward"),
            self._both,
            self._halves(inputs),
            self._halves(ctx.input_wanted),
            strict=True,
        ):
            inner = ctx.child_context(name, len(flatten(half)), ctx.call_options)
            inner.input_wanted = flatten(wanted)
            inner.mask = flatten(ctx.mask)[0]
            results.append(flatten(layer.run(half, inner)))
            ctx.penalty += inner.penalty
            contexts.append(inner)
        (first, *states), (second, *more) = results
        if self.return_sequences:
            second = second[:, ::-1]
        ctx.save(contexts=contexts, outputs=(first, second))
        output = self._joined(first, second, ctx)
        joined = output if isinstance(output, list) else [output]
        outputs = [*joined, *states, *more]
        return outputs if len(outputs) > 1 else output

    def _joined(self, first: Array, second: Array, ctx: Context) -> Any:
        if self.merge_mode is None:
            return [first, second]
        if self.merge_mode == "concat":
            size = first.shape[-1]
            shape = (*first.shape[:-1], size + second.shape[-1])
            y = ctx.buffer("y", shape, first.dtype)
            np.copyto(y[..., :size], first)
            np.copyto(y[..., size:], second)
            return y
        y = ctx.buffer("y", first.shape, first.dtype)
        if self.merge_mode == "mul":
            return np.multiply(first, second, out=y)
        np.add(first, second, out=y)
        return np.divide(y, 2, out=y) if self.merge_mode == "ave" else y

    def backward(self, dy: Any, ctx: Context) -> Any:
        """Hand each layer its part of the gradient, add what comes back."""
        given = flatten(dy)
        count = 2 if self.merge_mode is None else 1
        outputs, states = given[:count], given[count:]
        first, second = self._parted(outputs, ctx)
        if self.return_sequences:
            second = second[:, ::-1]
        half = len(states) // 2
        parts = [[first, *states[:half]], [second, *states[half:]]]
        found = []
        for layer, part, inner in zip(self._both, parts, ctx["contexts"], strict=True):
            dx = layer.run_back(part if states else part[0], inner)
            found.append(dx if isinstance(dx, list) else [dx])
        (dx, *dstates), (other, *more) = found
        if dx is not None:
            dx = dx + other
        return [dx, *dstates, *more] if len(ctx.input_wanted) > 1 else dx

    def _parted(self, dys: list[Array], ctx: Context) -> list[Array]:
        if self.merge_mode is None:
            return dys
        dy = dys[0]
        first, second = ctx["outputs"]
        if self.merge_mode == "concat":
            size = first.shape[-1]
            return [dy[..., :size], dy[..., size:]]
        if self.merge_mode == "mul":
            return [dy * second, dy * first]
        return [dy / 2] * 2 if self.merge_mode == "ave" else [dy, dy]

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Pass the mask on with the sequences only."""
        del inputs
        mask = flatten(previous_mask)[0] if self.return_sequences else None
        outputs = [mask, mask] if self.merge_mode is None else [mask]
        if self.return_state:
            sizes = [flatten(layer.state_size) for layer in self._both]
            outputs += [None] * sum(map(len, sizes))
        return outputs if len(outputs) > 1 else mask

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the cost of both layers."""
        return sum(layer.multiply_adds(input_shape) for layer in self._both)


def _copy(layer: Recurrent, prefix: str, **changes: Any) -> Recurrent:
    """Return a new layer with the same options."""
    config = {**layer.get_config(), **changes}
    config["name"] = prefix + layer.name.removeprefix(prefix)
    return type(layer).from_config(config)
