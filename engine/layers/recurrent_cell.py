"""The base of the cells that come with the engine: weights, dropout, the loop."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from engine.activations import Activation
from engine.constraints import Constraint
from engine.errors import ShapeError
from engine.graph.context import Context
from engine.graph.structure import flatten_shapes
from engine.initializers import Initializer
from engine.kernels.dropout import fill_factors
from engine.kernels.recurrent import SequenceLoop
from engine.layers import recurrent_options as shared
from engine.layers.sequence_cell import Passage, SequenceCell
from engine.parameters import Variable
from engine.random import generator
from engine.regularizers import Regularizer
from engine.types import Array, Shape

_KEPT_SHAPES = 8
"""How many shapes of input (lengths, sizes of last batches) keep their views."""


class RecurrentCell(SequenceCell, registers=False):
    """Base of `SimpleRNNCell`, `GRUCell` and `LSTMCell`."""

    gates: ClassVar[int] = 1
    """Parts of the weights, side by side in their last axis."""
    states: ClassVar[int] = 1
    """Arrays that are handed from step to step; the first is the output."""
    keras_ignored: ClassVar[frozenset[str]] = frozenset({"implementation"})

    # Subclasses list them again where they have more of them, in Keras' order.
    units: int = shared.UNITS
    activation: Activation = shared.ACTIVATION
    use_bias: bool = shared.USE_BIAS
    kernel_initializer: Initializer = shared.KERNEL_INITIALIZER
    recurrent_initializer: Initializer = shared.RECURRENT_INITIALIZER
    bias_initializer: Initializer = shared.BIAS_INITIALIZER
    kernel_regularizer: Regularizer | None = shared.KERNEL_REGULARIZER
    recurrent_regularizer: Regularizer | None = shared.RECURRENT_REGULARIZER
    bias_regularizer: Regularizer | None = shared.BIAS_REGULARIZER
    kernel_constraint: Constraint | None = shared.KERNEL_CONSTRAINT
    recurrent_constraint: Constraint | None = shared.RECURRENT_CONSTRAINT
    bias_constraint: Constraint | None = shared.BIAS_CONSTRAINT
    dropout: float = shared.DROPOUT
    recurrent_dropout: float = shared.RECURRENT_DROPOUT
    seed: int | None = shared.SEED

    @property
    def state_size(self) -> Any:
        """Size of the state, or a list with the size of each."""
        return self.units if self.states == 1 else [self.units] * self.states

    @property
    def output_size(self) -> int:
        """Size of the output."""
        return self.units

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether anything is dropped."""
        return self._drops(self.dropout) or self._drops(self.recurrent_dropout)

    def _drops(self, rate: float) -> bool:
        # As in Keras, gates take a rate of 1 for none.
        return 0 < rate < 1 or (rate == 1 and self.gates == 1)

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return a generator for the layer's own seed, or for `seed`."""
        return generator(seed if self.seed is None else self.seed)

    def check_step(self, shape: Shape) -> None:
        """Raise a `ShapeError` if the input of one step is none of this cell."""
        self.check_rank(shape, 2, 2)
        features = self.check_known(shape)
        if self.built and features != self.kernel.shape[0]:
            raise ShapeError(
                "{where}: is shared and was built for {expected} input features. "
                "Received shape {shape}. Give both calls the same features, or use a "
                "second layer.",
                where=self.where(),
                expected=self.kernel.shape[0],
                shape=tuple(shape),
            )

    def build(self, input_shape: Any) -> None:
        """Declare the weights."""
        features = flatten_shapes(input_shape)[0][-1]
        width = self.gates * self.units
        self.kernel: Variable = self.add_weight(
            (features, width),
            self.kernel_initializer,
            name="kernel",
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        self.recurrent_kernel: Variable = self.add_weight(
            (self.units, width),
            self.recurrent_initializer,
            name="recurrent_kernel",
            regularizer=self.recurrent_regularizer,
            constraint=self.recurrent_constraint,
        )
        if self.use_bias:
            self.bias: Variable = self.add_weight(
                self.bias_shape,
                self.first_bias,
                name="bias",
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )

    @property
    def bias_shape(self) -> tuple[int, ...]:
        """Shape of the bias."""
        return (self.gates * self.units,)

    @property
    def first_bias(self) -> Initializer:
        """Where the first values of the bias come from."""
        return self.bias_initializer

    # ------------------------------------------------------------ sequences

    @abstractmethod
    def make_loop(
        self,
        ctx: Context,
        shape: tuple[int, int, int],
        dtype: Any,
        passage: Passage,
        *,
        keeps_history: bool,
        drops_state: bool,
    ) -> SequenceLoop:
        """Return the loop for one shape of input.

        Parameters
        ----------
        ctx : Context
            Where working memory comes from.
        shape : tuple of int
            Shape ``(n, steps, features)`` of the input.
        dtype : dtype
            Of all arrays.
        passage : Passage
            How to run.
        keeps_history : bool
            Whether gradients will be asked for.
        drops_state : bool
            Whether there is dropout of the state.
        """

    def run_sequence(
        self, x: Array, initial: Sequence[Array] | None, passage: Passage, ctx: Context
    ) -> tuple[Array, list[Array]]:
        """Run the loop over the steps; see `SequenceCell.run_sequence`."""
        n, _, features = x.shape
        factors = input_factors = state_factors = None
        by_gate = self.gates > 1 and self.recurrent_dropout > 0
        if ctx.training and self._drops(self.recurrent_dropout):
            shape: tuple[int, ...] = (self.gates, n, self.units)
            state_factors = self._factors(
                "state_factors", self.recurrent_dropout, shape, x, ctx
            )
        if ctx.training and self._drops(self.dropout):
            shape = (self.gates, n, features) if by_gate else (n, 1, features)
            factors = self._factors("input_factors", self.dropout, shape, x, ctx)
            if by_gate:
                input_factors, factors = factors, None
            else:
                dropped = ctx.buffer("dropped", x.shape, x.dtype)
                x = np.multiply(x, factors, out=dropped)
        loop = self._loop(x, passage, ctx, drops_state=by_gate and ctx.training)
        loop.forward(
            x,
            self.kernel.value,
            self.recurrent_kernel.value,
            self.bias.value if self.use_bias else None,
            passage.skip,
            initial,
            input_factors,
            state_factors,
        )
        ctx.save(loop=loop, x=x, factors=factors, passage=passage)
        last = loop.last
        return (loop.sequence if passage.keeps_sequence else last[0]), last

    def _factors(
        self, name: str, rate: float, shape: tuple[int, ...], x: Array, ctx: Context
    ) -> Array:
        factors = ctx.buffer(name, shape, x.dtype)
        fill_factors(ctx.rng, rate, factors, np.empty(shape, np.bool_))
        return factors

    def _loop(
        self, x: Array, passage: Passage, ctx: Context, *, drops_state: bool
    ) -> SequenceLoop:
        keeps_history = ctx.gradients is not None or any(ctx.input_wanted)
        loops: dict[Any, SequenceLoop] = ctx.child("loops", dict)
        key = (x.shape, keeps_history, drops_state)
        loop = loops.get(key)
        if loop is None:
            if len(loops) >= _KEPT_SHAPES:
                loops.clear()
            n, steps, features = x.shape
            loop = loops[key] = self.make_loop(
                ctx,
                (n, steps, features),
                x.dtype,
                passage,
                keeps_history=keeps_history,
                drops_state=drops_state,
            )
        return loop

    def derive_sequence(
        self, dy: Array, dstates: Sequence[Array | None], ctx: Context
    ) -> tuple[Array | None, list[Array | None]]:
        """Run the loop backwards, then multiply for the weights all at once."""
        loop: SequenceLoop = ctx["loop"]
        dlast = list(dstates)
        dsequence: Array | None = dy
        if not ctx["passage"].keeps_sequence:
            dlast[0] = dy if dlast[0] is None else dlast[0] + dy
            dsequence = None
        loop.backward(self.recurrent_kernel.value, dsequence, dlast)
        if (dw := ctx.gradient(self.kernel)) is not None:
            loop.kernel_gradient(ctx["x"], dw)
        if (dw := ctx.gradient(self.recurrent_kernel)) is not None:
            loop.recurrent_gradient(dw)
        if self.use_bias and (db := ctx.gradient(self.bias)) is not None:
            loop.bias_gradient(db)
        dinitial: list[Array | None] = [None] * self.states
        if any(ctx.input_wanted[1:]):
            dinitial = list(loop.initial_gradient())
        if not ctx.input_wanted[0]:
            return None, dinitial
        dx = loop.input_gradient(self.kernel.value)
        if ctx["factors"] is not None:
            np.multiply(dx, ctx["factors"], out=dx)
        return dx, dinitial

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the size of the weights of input and state: the cost of a step."""
        del input_shape
        return self.kernel.size + self.recurrent_kernel.size
