"""The base of layers that read a sequence with a cell, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from engine.errors import DataError, ShapeError, Text
from engine.graph.context import Context
from engine.graph.structure import flatten, flatten_shapes, is_nested
from engine.graph.symbolic import is_symbolic
from engine.initializers import Zeros
from engine.layers.cells import (
    derive_cell,
    initial_state_of,
    output_shape_of,
    run_cell,
    state_shapes_of,
    state_size_of,
)
from engine.layers.layer import Layer
from engine.layers.sequence_cell import Passage, SequenceCell
from engine.options import option
from engine.parameters import Variable
from engine.types import Array, Json, Shape

_INITIAL = "initial_state"


class Recurrent(Layer, registers=False):
    """Base of `RNN`, `LSTM`, `GRU`, `SimpleRNN` and the like.

    A subclass says what its cell is.
    """

    category: ClassVar[str] = "Recurrent"
    keras_ignored: ClassVar[frozenset[str]] = frozenset(
        {"unroll", "use_cudnn", "implementation", "time_major"}
    )
    supports_masking = True
    hears_mask = True
    max_inputs: ClassVar[int | None] = None
    axes_of_a_step: ClassVar[int | None] = 1
    """Axes of the input of a step, without that of the batch; None is any number."""

    if TYPE_CHECKING:  # checkers would put them before the options of subclasses
        return_sequences: bool = option(default=False, doc="", kw_only=True)
        return_state: bool = option(default=False, doc="", kw_only=True)
        go_backwards: bool = option(default=False, doc="", kw_only=True)
        stateful: bool = option(default=False, doc="", kw_only=True)
    else:
        return_sequences: bool = option(
            default=False, doc="Give the outputs of all steps, not of the last."
        )
        return_state: bool = option(
            default=False, doc="Give the last states, too.", advanced=True
        )
        go_backwards: bool = option(
            default=False,
            doc="Read from the last step to the first; outputs come in that order.",
            advanced=True,
        )
        stateful: bool = option(
            default=False,
            doc="Begin each batch with the states that the batch before ended with.",
            advanced=True,
        )
    zero_output_for_mask: bool = option(
        default=False,
        doc="Give zeros at masked steps instead of the output before.",
        advanced=True,
        kw_only=True,
    )

    def setup(self) -> None:
        """Make the cell; keep no state yet."""
        super().setup()
        self.cell: Layer = self.make_cell()
        self.states: list[Variable] | None = None
        """States kept between batches, if the layer is stateful and built."""

    def make_cell(self) -> Layer:
        """Return the cell; called once."""
        raise NotImplementedError

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether the cell does."""
        return self.cell.behaves_differently_in_training

    @property
    def state_size(self) -> list[Any]:
        """Sizes of the states, one for each array that `return_state` gives."""
        size = state_size_of(self.cell)
        return size if isinstance(size, list) else [size]

    @property
    def state_count(self) -> int:
        """Number of arrays that the states are."""
        return len(flatten_shapes(state_shapes_of(self.cell, None)))

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return the generator of the cell, which may have a seed of its own."""
        return self.cell.make_generator(seed)

    # -------------------------------------------------------------- calling

    @classmethod
    def arguments_of(cls, inputs: Sequence[Any]) -> tuple[list[Any], dict[str, Any]]:
        """Return the sequence as it is, and the first states by name."""
        sequence, *states = inputs
        return [sequence], {"initial_state": states} if states else {}

    def arrange_call(
        self,
        sequences: Any = None,
        initial_state: Any = None,
        **options: Any,
    ) -> tuple[Any, dict[str, Any]]:
        """Join the sequence and the first states."""
        if sequences is None:
            sequences = options.pop("inputs", None)
        if sequences is None or is_nested(sequences):
            raise ShapeError(
                "{where}: call it with one sequence, and with the first states as "
                "initial_state=[...].",
                where=self.where(),
            )
        if initial_state is None:
            return sequences, options
        states = flatten(initial_state)
        if is_symbolic(sequences) and not is_symbolic(states):
            return sequences, {**options, _INITIAL: states}
        return [sequences, *states], options

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Drop or keep the steps; replace the features by the output of the cell."""
        shape, *given = flatten_shapes(input_shape)
        self.check_sequence(shape)
        if given:
            self._check_states(given, (None, *shape[2:]))
        steps = shape[:2] if self.return_sequences else shape[:1]
        step = (shape[0], *shape[2:])
        output = (*steps, *self.output_of_step(step)[1:])
        return [output, *self.states_of_step(step)] if self.return_state else output

    def output_of_step(self, shape: Shape) -> Shape:
        """Return the shape of what the cell gives for the input of a step."""
        return (shape[0], *output_shape_of(self.cell))

    def states_of_step(self, shape: Shape) -> list[Any]:
        """Return the shapes of the states for the input of a step."""
        return state_shapes_of(self.cell, shape[0])

    def check_sequence(self, shape: Shape) -> None:
        """Raise a `ShapeError` unless the shape is one of a sequence for the cell."""
        rank = None if self.axes_of_a_step is None else self.axes_of_a_step + 2
        self.check_rank(
            shape,
            3 if rank is None else rank,
            rank,
            advice=Text(
                "Its axes are steps and features; put a Reshape or an Embedding "
                "before it."
            )
            if rank == 3
            else "",
        )
        if isinstance(self.cell, SequenceCell):
            self.cell.check_step((shape[0], *shape[2:]))

    def _check_states(self, given: list[Shape], step: Shape) -> None:
        wanted = flatten_shapes(self.states_of_step(step))
        fits = len(given) == len(wanted) and all(
            len(one) == len(other)
            and all(a in (None, b) for a, b in zip(one[1:], other[1:], strict=True))
            for one, other in zip(given, wanted, strict=True)
        )
        if not fits:
            raise ShapeError(
                "{where}: initial_state must have the shapes {wanted}. Received "
                "{given}.",
                where=self.where(),
                wanted=", ".join(map(str, wanted)),
                given=", ".join(map(str, given)),
            )

    def build(self, input_shape: Any) -> None:
        """Build the cell; make the states that are kept."""
        shape = flatten_shapes(input_shape)[0]
        self.cell.ensure_built((shape[0], *shape[2:]))
        if not self.stateful:
            return
        if shape[0] is None:
            raise ShapeError(
                "{where}: is stateful, so it needs a fixed batch size. Begin the model "
                "with keras.Input(batch_shape=(size, ...)).",
                where=self.where(),
            )
        self.states = [
            Variable(
                initializer=Zeros(),
                shape=tuple(int(size or 0) for size in state),
                name="rnn_state",
                dtype=self.dtype,
                trainable=False,
                owner=self.name,
            )
            for state in flatten_shapes(self.states_of_step((shape[0], *shape[2:])))
        ]

    def get_build_config(self) -> dict[str, Json] | None:
        """Return the shape of the input without those of the states."""
        if self._build_shape is None:
            return None
        return {"input_shape": list(flatten_shapes(self._build_shape)[0])}

    def reset_state(self) -> None:
        """Make the states that are kept between batches zero again."""
        for state in self.states or ():
            state.assign(np.zeros(state.shape))

    def reset_states(self) -> None:
        """Make the states zero again; see `reset_state`."""
        self.reset_state()

    def get_initial_state(self, batch_size: int) -> list[Array]:
        """Return the states that a sequence begins with.

        Parameters
        ----------
        batch_size : int
            Number of samples.
        """
        return flatten(initial_state_of(self.cell, batch_size))

    # -------------------------------------------------------------- forward

    def forward(self, x: Any, ctx: Context) -> Any:
        """Run the cell over the steps."""
        sequence, *given = flatten(x)
        initial = self._first_states(sequence, given, ctx)
        skip = self._skipped_steps(sequence, ctx)
        count = self.state_count
        inner = ctx.child_context("cell", 1 + count)
        inner.input_wanted = [
            ctx.input_wanted[0],
            *(ctx.input_wanted[1:] or [False] * count),
        ]
        passage = Passage(self.go_backwards, self.return_sequences, skip)
        output, states = run_cell(self.cell, sequence, initial, passage, inner)
        ctx.penalty += inner.penalty
        ctx.save(skip=skip, inner=inner)
        if self.states is not None:
            for variable, state in zip(self.states, states, strict=True):
                variable.assign(state)
        if skip is not None and self.zero_output_for_mask:
            output = np.multiply(output, self._kept(skip, output))
        return [output, *states] if self.return_state else output

    def _first_states(
        self, sequence: Array, given: list[Array], ctx: Context
    ) -> Sequence[Array] | None:
        if given:
            return given
        if (options := ctx.call_options.get(_INITIAL)) is not None:
            return [np.asarray(state, self.dtype) for state in options]
        if self.states is not None:
            if len(sequence) != self.states[0].shape[0]:
                raise DataError(
                    "{where}: is stateful and was built for batches of {expected} "
                    "samples. Received one of {received}. Give batch_size={expected}, "
                    "and a number of samples that it divides.",
                    where=self.where(),
                    expected=self.states[0].shape[0],
                    received=len(sequence),
                )
            return [state.numpy() for state in self.states]
        return None

    def _skipped_steps(self, sequence: Array, ctx: Context) -> Array | None:
        """Return which steps are masked, (steps, n) in order of processing."""
        given = flatten(ctx.mask)[0]
        if given is None:
            return None
        mask = np.asarray(given, np.bool_)
        if mask.shape != sequence.shape[:2]:
            raise ShapeError(
                "{where}: the mask must have one entry for each step, shape {wanted}. "
                "Received shape {shape}.",
                where=self.where(),
                wanted=sequence.shape[:2],
                shape=mask.shape,
            )
        if mask.all():
            return None
        skip = np.logical_not(mask.T)
        return skip[::-1] if self.go_backwards else skip

    def _kept(self, skip: Array, output: Array) -> Array:
        """Return 1 where an output is given, 0 where its step is masked."""
        kept = np.logical_not(skip if self.return_sequences else skip[-1:])
        rows = kept.astype(output.dtype).T
        if not self.return_sequences:
            rows = rows[:, 0]
        return rows.reshape(*rows.shape, *[1] * (output.ndim - rows.ndim))

    # ------------------------------------------------------------- backward

    def backward(self, dy: Any, ctx: Context) -> Any:
        """Run the cell backwards over the steps."""
        skip, inner = ctx["skip"], ctx["inner"]
        doutput, *dstates = flatten(dy)
        if skip is not None and self.zero_output_for_mask:
            doutput = np.multiply(doutput, self._kept(skip, doutput))
        given: list[Array | None] = list(dstates)
        if not given:
            given = [None] * (len(inner.input_wanted) - 1)
        dx, dinitial = derive_cell(self.cell, doutput, given, inner)
        if len(ctx.input_wanted) == 1:
            return dx
        wanted = ctx.input_wanted[1:]
        return [dx, *(d if w else None for d, w in zip(dinitial, wanted, strict=True))]

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Pass the mask on with the sequence only."""
        del inputs
        mask = flatten(previous_mask)[0] if self.return_sequences else None
        if not self.return_state:
            return mask
        return [mask, *[None] * self.state_count]

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the cost of a step times the steps."""
        shape = flatten_shapes(input_shape)[0]
        return (shape[1] or 1) * self.cell.multiply_adds((shape[0], *shape[2:]))
