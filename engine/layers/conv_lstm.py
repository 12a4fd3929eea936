"""What convolutional LSTMs of all numbers of axes have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from engine.activations import Activation
from engine.constraints import Constraint
from engine.errors import OptionError, ShapeError
from engine.graph.context import Context
from engine.graph.structure import flatten_shapes
from engine.initializers import Initializer
from engine.kernels.conv_lstm import ConvLstmLoop
from engine.kernels.dropout import fill_factors
from engine.kernels.windows import windows_on
from engine.layers import recurrent_options as shared
from engine.layers.lstm_cell import UNIT_FORGET_BIAS, ForgetBias
from engine.layers.recurrent import Recurrent
from engine.layers.sequence_cell import Passage, SequenceCell
from engine.layers.spatial import DataFormat, SizePerAxis, Spatial
from engine.options import option
from engine.parameters import Variable
from engine.random import generator
from engine.regularizers import Regularizer
from engine.types import Array, Shape

_GATES = 4
# Apart, because checkers want no required option after those of the base.
_FILTERS: Any = option(
    doc="Number of filters, the channels of output and state.",
    min=1,
    suggest=32,
    formerly=("nb_filter",),
)
_KERNEL_SIZE: Any = option(
    doc="Size of the window that a filter sees, along each axis.", min=1, suggest=3
)


class ConvLSTM(Recurrent, Spatial, registers=False):
    """Base of convolutional LSTMs: the products of an LSTM are convolutions."""

    filters: int = _FILTERS
    kernel_size: SizePerAxis = _KERNEL_SIZE
    strides: SizePerAxis = option(
        default=1,
        doc="Step from window to window over the input, along each axis.",
        min=1,
        formerly=("subsample",),
    )
    padding: Literal["valid", "same"] = option(
        default="valid",
        doc="Zeros around the input: none, or on both sides.",
        formerly=("border_mode",),
    )
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
        formerly=("dim_ordering",),
    )
    dilation_rate: SizePerAxis = option(
        default=1,
        doc="Step between the elements of a window on the input, along each axis.",
        min=1,
        advanced=True,
    )
    activation: Activation = shared.ACTIVATION
    recurrent_activation: Activation = shared.RECURRENT_ACTIVATION
    use_bias: bool = shared.USE_BIAS
    kernel_initializer: Initializer = shared.KERNEL_INITIALIZER
    recurrent_initializer: Initializer = shared.RECURRENT_INITIALIZER
    bias_initializer: Initializer = shared.BIAS_INITIALIZER
    unit_forget_bias: bool = UNIT_FORGET_BIAS
    kernel_regularizer: Regularizer | None = shared.KERNEL_REGULARIZER
    recurrent_regularizer: Regularizer | None = shared.RECURRENT_REGULARIZER
    bias_regularizer: Regularizer | None = shared.BIAS_REGULARIZER
    if not TYPE_CHECKING:  # a checker would leave it at its place in the base class
        activity_regularizer: Regularizer | None = shared.ACTIVITY_REGULARIZER
    kernel_constraint: Constraint | None = shared.KERNEL_CONSTRAINT
    recurrent_constraint: Constraint | None = shared.RECURRENT_CONSTRAINT
    bias_constraint: Constraint | None = shared.BIAS_CONSTRAINT
    dropout: float = shared.DROPOUT
    recurrent_dropout: float = shared.RECURRENT_DROPOUT
    seed: int | None = shared.SEED

    def setup(self) -> None:
        """Check options against each other."""
        super().setup()
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise OptionError(
                "{where}: strides and dilation_rate cannot both be above 1. Received "
                "strides={strides} and dilation_rate={dilation}. Set one of them to 1.",
                where=self.where(),
                strides=self.strides,
                dilation=self.dilation_rate,
            )

    def make_cell(self) -> SequenceCell:
        """Return the cell, which holds the weights."""
        return ConvLSTMCell(self)

    @property
    def state_count(self) -> int:
        """Number of arrays that the states are."""
        return 2

    def check_sequence(self, shape: Shape) -> None:
        """Raise a `ShapeError` unless the shape is one of a sequence of images."""
        self.check_rank(shape, self.rank + 3, self.rank + 3)
        step = (shape[0], *shape[2:])
        channels = self.check_known(shape, 2 if self.channels_first else -1)
        if None in self.axes_of(step):
            raise ShapeError(
                "{where}: the sizes of the images must be known. Received shape "
                "{shape}. Give Input a full shape.",
                where=self.where(),
                shape=tuple(shape),
            )
        built_for = self.cell.weights[0].shape[-2] if self.built else channels
        if channels != built_for:
            raise ShapeError(
                "{where}: is shared and was built for {expected} channels. "
                "Received shape {shape}. Give both calls the same channels, or use a "
                "second layer.",
                where=self.where(),
                expected=built_for,
                shape=tuple(shape),
            )

    def output_of_step(self, shape: Shape) -> Shape:
        """Count the windows along each axis; `filters` are the channels."""
        counts = self.count_windows(
            self.axes_of(shape),
            self.kernel_size,
            self.strides,
            self.dilation_rate,
            self.padding,
        )
        found: Shape = self.shape_with(shape[0], counts, self.filters)
        return found

    def states_of_step(self, shape: Shape) -> list[Any]:
        """Return the shapes of output and cell state."""
        return [self.output_of_step(shape)] * 2

    def get_initial_state(self, batch_size: int) -> list[Array]:
        """Return the states that a sequence begins with.

        Parameters
        ----------
        batch_size : int
            Number of samples.
        """
        shape = flatten_shapes(self._build_shape)[0]
        state = self.output_of_step((batch_size, *shape[2:]))
        return [np.zeros([d or 0 for d in state], self.dtype) for _ in range(2)]

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the size of the filters times places and steps."""
        shape = flatten_shapes(input_shape)[0]
        counts = self.axes_of(self.output_of_step((shape[0], *shape[2:])))
        places = int(np.prod([count or 1 for count in counts]))
        return (shape[1] or 1) * places * self.cell.multiply_adds(input_shape)


class ConvLSTMCell(SequenceCell, registers=False):
    """The cell of a convolutional LSTM.

    Parameters
    ----------
    layer : ConvLSTM
        The layer whose options it takes over.
    """

    def __init__(self, layer: ConvLSTM) -> None:
        super().__init__(
            name="conv_lstm_cell", dtype=layer.dtype, trainable=layer.trainable
        )
        # Not the layer itself: it would be a part of its own part.
        self._options = {name: getattr(layer, name) for name in layer.options}
        self._turns = layer.channels_first

    @property
    def state_size(self) -> Any:
        """Channels of each state."""
        return [self._options["filters"]] * 2

    @property
    def output_size(self) -> int:
        """Channels of the output."""
        return int(self._options["filters"])

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether anything is dropped."""
        return any(0 < self._options[n] < 1 for n in ("dropout", "recurrent_dropout"))

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return a generator for the layer's own seed, or for `seed`."""
        own = self._options["seed"]
        return generator(seed if own is None else own)

    def build(self, input_shape: Any) -> None:
        """Declare the weights."""
        options, filters = self._options, self._options["filters"]
        channels = input_shape[1 if self._turns else -1]
        for name, inputs in (("kernel", channels), ("recurrent_kernel", filters)):
            kind = name.removesuffix("_kernel")
            self.add_weight(
                (*options["kernel_size"], inputs, _GATES * filters),
                options[f"{kind}_initializer"],
                name=name,
                regularizer=options[f"{kind}_regularizer"],
                constraint=options[f"{kind}_constraint"],
            )
        if options["use_bias"]:
            first = options["bias_initializer"]
            self.add_weight(
                (_GATES * filters,),
                ForgetBias(first) if options["unit_forget_bias"] else first,
                name="bias",
                regularizer=options["bias_regularizer"],
                constraint=options["bias_constraint"],
            )

    @property
    def kernel(self) -> Variable:
        """Filters of the input."""
        return self.own_weights[0]

    @property
    def recurrent_kernel(self) -> Variable:
        """Filters of the state."""
        return self.own_weights[1]

    @property
    def bias(self) -> Variable | None:
        """Bias, if there is one."""
        return self.own_weights[2] if self._options["use_bias"] else None

    def run_sequence(
        self, x: Array, initial: Sequence[Array] | None, passage: Passage, ctx: Context
    ) -> tuple[Array, list[Array]]:
        """Run the loop over the steps; see `SequenceCell.run_sequence`."""
        options = self._options
        x = self._channels_last(x, 2)
        if initial is not None:
            initial = [self._channels_last(state, 1) for state in initial]
        axes, size = x.shape[2:-1], options["kernel_size"]
        ones = (1,) * len(axes)
        windows = windows_on(
            axes, size, options["strides"], options["dilation_rate"], options["padding"]
        )
        state_windows = windows_on(windows.count, size, ones, ones, "same")
        loop = ConvLstmLoop(
            ctx.buffer,
            x.shape[:2],
            options["filters"],
            x.dtype,
            windows,
            state_windows,
            reverse=passage.reverse,
            activation=options["activation"],
            recurrent_activation=options["recurrent_activation"],
        )
        n, filters = len(x), options["filters"]
        loop.forward(
            x,
            self.kernel.value,
            self.recurrent_kernel.value,
            None if self.bias is None else self.bias.value,
            passage.skip,
            initial,
            self._factors("dropout", (n, *x.shape[2:]), x, ctx),
            self._factors("recurrent_dropout", (n, *windows.count, filters), x, ctx),
        )
        ctx.save(loop=loop, x=x, passage=passage)
        last = [self._in_place(state, 1) for state in loop.last]
        if not passage.keeps_sequence:
            return last[0], last
        return self._in_place(loop.sequence, 2), last

    def _factors(
        self, name: str, shape: tuple[int, ...], x: Array, ctx: Context
    ) -> Array | None:
        """Return what is dropped for each gate, None for nothing."""
        rate = self._options[name]
        if not (ctx.training and 0 < rate < 1):
            return None
        factors = ctx.buffer(f"{name}_factors", (_GATES, *shape), x.dtype)
        fill_factors(ctx.rng, rate, factors, np.empty(factors.shape, np.bool_))
        return factors

    def _channels_last(self, x: Array, axis: int) -> Array:
        if not self._turns:
            return x
        return np.ascontiguousarray(np.moveaxis(x, axis, -1))

    def _in_place(self, x: Array, axis: int) -> Array:
        if not self._turns:
            return x
        return np.ascontiguousarray(np.moveaxis(x, -1, axis))

    def derive_sequence(
        self, dy: Array, dstates: Sequence[Array | None], ctx: Context
    ) -> tuple[Array | None, list[Array | None]]:
        """Run the loop backwards; then the filters, all steps at once."""
        loop: ConvLstmLoop = ctx["loop"]
        dlast = [None if d is None else self._channels_last(d, 1) for d in dstates]
        dsequence: Array | None = None
        if ctx["passage"].keeps_sequence:
            dsequence = self._channels_last(dy, 2)
        else:
            last = self._channels_last(dy, 1)
            dlast[0] = last if dlast[0] is None else dlast[0] + last
        loop.backward(self.recurrent_kernel.value, dsequence, dlast)
        if (dw := ctx.gradient(self.kernel)) is not None:
            loop.kernel_gradient(ctx["x"], dw)
        if (dw := ctx.gradient(self.recurrent_kernel)) is not None:
            loop.recurrent_gradient(dw)
        bias = self.bias
        if bias is not None and (db := ctx.gradient(bias)) is not None:
            loop.bias_gradient(db)
        dinitial: list[Array | None] = [None, None]
        if any(ctx.input_wanted[1:]):
            dinitial = [self._in_place(d, 1) for d in loop.initial_gradient()]
        if not ctx.input_wanted[0]:
            return None, dinitial
        return self._in_place(loop.input_gradient(self.kernel.value), 2), dinitial
