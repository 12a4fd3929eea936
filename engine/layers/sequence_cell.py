"""What a cell of a recurrent layer must be able to do with a whole sequence.

A recurrent layer asks its cell to run over all steps at once: cells that come with the
engine do that in one loop, and a stack of cells one cell after the other.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import ShapeError
from engine.graph.context import Context
from engine.graph.structure import flatten, flatten_shapes
from engine.layers.layer import Layer
from engine.types import Array, Json, Shape


@dataclass(frozen=True)
class Passage:
    """How a cell is to run over a sequence.

    Attributes
    ----------
    reverse : bool
        Whether to start at the last step.
    keeps_sequence : bool
        Whether the outputs of all steps are asked for, not of the last alone.
    skip : ndarray of bool, shape (steps, n), or None
        Steps that leave the states as they are, in order of processing.
    """

    reverse: bool = False
    keeps_sequence: bool = False
    skip: Array | None = None


class SequenceCell(Layer, registers=False):
    """Base of the cells that run over a whole sequence by themselves.

    As a layer a cell takes one step: called with inputs and states it gives the output
    and the new states.
    """

    category = "Recurrent cells"
    stands_alone = False
    min_inputs = 2
    max_inputs = None

    @property
    @abstractmethod
    def state_size(self) -> Any:
        """Size of the state, or a list with the size of each."""

    @property
    @abstractmethod
    def output_size(self) -> int:
        """Size of the output."""

    @abstractmethod
    def run_sequence(
        self, x: Array, initial: Sequence[Array] | None, passage: Passage, ctx: Context
    ) -> tuple[Array, list[Array]]:
        """Take all steps.

        Parameters
        ----------
        x : ndarray of shape (n, steps, features)
            Input.
        initial : sequence of ndarray, optional
            First states instead of zeros.
        passage : Passage
            How to run.
        ctx : Context
            Context of this passage; its `input_wanted` is parallel to input and states.

        Returns
        -------
        ndarray
            Outputs of all steps in order of processing, or that of the last.
        list of ndarray
            States after the last step.
        """

    @abstractmethod
    def derive_sequence(
        self, dy: Array, dstates: Sequence[Array | None], ctx: Context
    ) -> tuple[Array | None, list[Array | None]]:
        """Write gradients of the weights; return those of input and first states.

        Parameters
        ----------
        dy : ndarray
            Derivative by what `run_sequence` gave.
        dstates : sequence of (ndarray or None)
            Derivatives by the last states.
        ctx : Context
            Context of the passage.
        """

    # ------------------------------------------------------------ one step

    def get_initial_state(self, batch_size: int | None = None) -> list[Array]:
        """Return the states that a sequence begins with.

        Parameters
        ----------
        batch_size : int
            Number of samples.
        """
        if batch_size is None:
            raise ShapeError(
                "{where}: get_initial_state needs the batch_size.", where=self.where()
            )
        return [
            np.zeros((batch_size, size), self.dtype)
            for size in flatten(self.state_size)
        ]

    def arrange_call(
        self, inputs: Any = None, states: Any = None, **options: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Join inputs and states."""
        if inputs is None:
            raise ShapeError("{where}: call it with an input.", where=self.where())
        if states is None:
            if not isinstance(inputs, list | tuple):
                raise ShapeError(
                    "{where}: takes one step and needs the states before it. Call it "
                    "as cell(inputs, states), or put it into an RNN layer.",
                    where=self.where(),
                )
            return list(inputs), options
        if isinstance(states, tuple):
            states = list(states)
        return [inputs, states], options

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Give the output and the states."""
        x, *states = input_shape
        self.check_step(x)
        wanted = flatten(self.state_size)
        given = flatten_shapes(states)
        fits = [
            len(shape) == 2 and shape[1] in (None, size)
            for shape, size in zip(given, wanted, strict=False)
        ]
        if len(given) != len(wanted) or not all(fits):
            raise ShapeError(
                "{where}: needs {count} states of the sizes {sizes}. Received shapes "
                "{shapes}.",
                where=self.where(),
                count=len(wanted),
                sizes=", ".join(map(str, wanted)),
                shapes=", ".join(map(str, given)) or "none",
            )
        structure = states[0] if len(states) == 1 else states
        return [(x[0], self.output_size), structure]

    def get_build_config(self) -> dict[str, Json] | None:
        """Return the shape of the input without those of the states."""
        if self._build_shape is None:
            return None
        return {"input_shape": list(flatten_shapes(self._build_shape)[0])}

    def check_step(self, shape: Shape) -> None:
        """Raise a `ShapeError` if the input of one step is none of this cell.

        Parameters
        ----------
        shape : tuple
            With the batch axis, without that of the steps.
        """

    def forward(self, x: Any, ctx: Context) -> Any:
        """Take one step."""
        first, *states = flatten(x)
        y, after = self.run_sequence(first[:, None], states, Passage(), ctx)
        nested = len(x) > 2 or isinstance(x[1], list | tuple)
        return [y, after if nested else after[0]]

    def backward(self, dy: Any, ctx: Context) -> list[Array | None]:
        """Derive one step."""
        doutput, *dstates = flatten(dy)
        dx, dinitial = self.derive_sequence(doutput, dstates, ctx)
        return [None if dx is None else dx[:, 0], *dinitial]
