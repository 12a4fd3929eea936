"""Optimizers that treat every number of all weights alike, in blocks of flat arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

import numpy as np

from engine.optimizers.optimizer import BLOCK, Optimizer
from engine.parameters import (
    FlatParameters,
    Variable,
    common_dtype,
    split_flat,
)
from engine.types import Array


def power(base: Any, exponent: float) -> Any:
    """Return a power of a rounded number that is rounded once, as XLA's is.

    NumPy's float32 power is off by a last digit that ``1 - power`` makes 1e-5 of.

    Parameters
    ----------
    base : numpy.floating
        The number.
    exponent : float
        Exponent.
    """
    return type(base)(float(base) ** exponent)


class Block(NamedTuple):
    """Parts of flat arrays, all of one length."""

    values: Array
    gradient: Array
    slots: list[Array]
    work: list[Array]
    decay: float | None


class ElementwiseOptimizer(Optimizer, registers=False):
    """Base of optimizers that are one formula for every number.

    A subclass names its state in `slot_groups`, works out the numbers of a step in
    `begin_step` and does the arithmetic on flat pieces of arrays in `update_block`. So
    a model's weights, which lie in one buffer, are changed in one pass.
    """

    workspaces: ClassVar[int] = 1
    """How many arrays `update_block` needs to work in."""

    def setup(self) -> None:
        """Make what `build` fills."""
        super().setup()
        self._slot_arrays: list[Array] = []
        self._buffers: list[Array] = []
        self._connected: FlatParameters | None = None
        self._blocks: list[Block] = []

    # ------------------------------------------------------- to be written

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the names of the arrays kept for each weight.

        Names of one group alternate in `variables` (momentum and velocity of the first
        weight, then of the second); groups follow one another. This is the order in
        which Keras saves them.
        """
        return ()

    def slot_start(self, slot: str, variable: Variable) -> float | Array:
        """Return the first value, or values, of an array kept for a weight."""
        del slot, variable
        return 0.0

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Work out the numbers that all blocks of a step share.

        Parameters
        ----------
        step : int
            Number of this step, 1 at first.
        learning_rate : numpy.floating
            Learning rate in the dtype of the weights; use ``type(learning_rate)`` to
            round other numbers as Keras does.
        """
        raise NotImplementedError

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place.

        Parameters
        ----------
        values, gradient : ndarray of shape (n,)
            Weights and their gradients; the gradients must not be written to.
        slots : list of ndarray of shape (n,)
            State in the order of `slot_groups`.
        work : list of ndarray of shape (n,)
            Arrays to work in, `workspaces` of them.
        """
        raise NotImplementedError

    # --------------------------------------------------------------- state

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the state for weights; see `Optimizer.build`."""
        was_built = self.built
        dtype = common_dtype(list(variables))
        super().build(variables)
        if was_built:
            return
        variables = self._trainable
        size = sum(v.size for v in variables)
        for group in self.slot_groups():
            arrays = [np.empty(size, dtype) for _ in group]
            self._slot_arrays += arrays
            parts = [split_flat(array, variables) for array in arrays]
            for index, variable in enumerate(variables):
                for slot, views in zip(group, parts, strict=True):
                    made = self.add_variable_from_reference(variable, slot)
                    made.bind(views[index])
                    made.value[...] = self.slot_start(slot, variable)
        width = min(BLOCK, size)
        self._buffers = [np.empty(width, dtype) for _ in range(self.workspaces)]

    # --------------------------------------------------------------- steps

    def update(self, parameters: FlatParameters) -> None:
        """Do one step in one pass over the buffer of a model; see the base."""
        if parameters is not self._connected:
            self.ensure_built(parameters.variables)
            self._blocks = self._flat_blocks(parameters)
            self._connected = parameters
        self._step(parameters.gradient_views, parameters.variables)

    def _change(self, gradients: list[Array], variables: list[Variable]) -> None:
        """Decay and update in blocks, unless a subclass changes weight by weight."""
        if type(self).update_step is not ElementwiseOptimizer.update_step:
            super()._change(gradients, variables)
            return
        rate = self.current_rate
        self._begin(rate)
        flat = self._connected
        if flat is not None and gradients is flat.gradient_views:
            blocks = self._blocks
        else:
            blocks = self._blocks_of(gradients, variables)
        for values, gradient, slots, work, decay in blocks:
            if decay is not None:
                self._decay(values, decay, rate, work[0])
            self.update_block(values, gradient, slots, work)

    def update_step(
        self, gradient: Array, variable: Variable, learning_rate: Any
    ) -> None:
        """Change one weight; for subclasses that add something to it."""
        self._begin(learning_rate)
        for block in self._blocks_of([np.asarray(gradient)], [variable]):
            self.update_block(*block[:4])

    def _begin(self, rate: Any) -> None:
        number = np.dtype(self._trainable[0].dtype if self._trainable else "float32")
        self.begin_step(int(self.iterations) + 1, number.type(rate))

    def _blocks_of(
        self, gradients: list[Array], variables: list[Variable]
    ) -> list[Block]:
        """Return blocks of some weights whose gradients lie anywhere."""
        slots = [split_flat(array, self._trainable) for array in self._slot_arrays]
        blocks: list[Block] = []
        for gradient, variable in zip(gradients, variables, strict=True):
            place = self._get_variable_index(variable)
            blocks += self._cut(
                variable.value.reshape(-1),
                gradient.reshape(-1),
                [views[place].reshape(-1) for views in slots],
                self.decay_of(variable),
            )
        return blocks

    def _flat_blocks(self, parameters: FlatParameters) -> list[Block]:
        """Cut the buffer where the decay changes, and into blocks."""
        runs: list[tuple[int, int, float | None]] = []
        start = 0
        for variable in parameters.variables:
            stop, decay = start + variable.size, self.decay_of(variable)
            if runs and runs[-1][2] == decay:
                runs[-1] = (runs[-1][0], stop, decay)
            else:
                runs.append((start, stop, decay))
            start = stop
        blocks: list[Block] = []
        for start, stop, decay in runs:
            run = slice(start, stop)
            slots = [array[run] for array in self._slot_arrays]
            values, gradient = parameters.values[run], parameters.gradients[run]
            blocks += self._cut(values, gradient, slots, decay)
        return blocks

    def _cut(
        self,
        values: Array,
        gradient: Array,
        slots: list[Array],
        decay: float | None,
    ) -> list[Block]:
        """Return views of flat arrays in blocks."""
        blocks: list[Block] = []
        for start in range(0, values.size, BLOCK):
            stop = min(start + BLOCK, values.size)
            blocks.append(
                Block(
                    values[start:stop],
                    gradient[start:stop],
                    [slot[start:stop] for slot in slots],
                    [work[: stop - start] for work in self._buffers],
                    decay,
                )
            )
        return blocks
