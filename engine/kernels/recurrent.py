"""The loop over the steps of a sequence that all recurrent cells share.

A cell adds the mathematics of one step, forward and backward; see `engine.kernels.gru`.
The input is multiplied with its weights for all steps at once, and the gradients of all
weights are single products after the loop; within it stands one product a step.

Gates of a step lie in front, ``(gates, n, units)``: each is one contiguous block, and
an activation along the last axis works. Rows of gates, ``(n, gates * units)``, are what
products read and write. Steps are counted in the order of processing, which is
backwards in time for a reversed loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Protocol

import numpy as np

from engine.kernels.reduction import sum_rows
from engine.types import Array

Allocate = Callable[[str, tuple[int, ...], Any], Array]
"""Gives working memory by name, shape and dtype, the same at every call."""


class Function(Protocol):
    """An activation with its derivative; see ``engine.activations.Activation``."""

    def forward(self, z: Array, out: Array, /) -> None:
        """Write the result."""

    def backward(self, dy: Array, y: Array, z: Array, out: Array, /) -> None:
        """Write the derivative by the input."""


class SequenceLoop(Protocol):
    """What a recurrent layer asks of the loop of its cell."""

    def forward(
        self,
        x: Array,
        kernel: Array,
        recurrent: Array,
        bias: Array | None,
        skip: Array | None = None,
        initial: Sequence[Array] | None = None,
        input_factors: Array | None = None,
        state_factors: Array | None = None,
    ) -> None:
        """Run all steps."""

    def backward(
        self,
        recurrent: Array,
        dsequence: Array | None,
        dlast: Sequence[Array | None],
    ) -> None:
        """Run all steps backwards."""

    @property
    def sequence(self) -> Array:
        """Outputs of all steps, shape (n, steps, units), in order of processing."""

    @property
    def last(self) -> list[Array]:
        """States after the last step, (n, units) each; the first is the output."""

    def kernel_gradient(self, x: Array, out: Array) -> None:
        """Write the gradient of the input's weights."""

    def recurrent_gradient(self, out: Array) -> None:
        """Write the gradient of the state's weights."""

    def bias_gradient(self, out: Array) -> None:
        """Write the gradient of the bias."""

    def input_gradient(self, kernel: Array) -> Array:
        """Return the gradient of the input, shape (n, steps, features)."""

    def initial_gradient(self) -> list[Array]:
        """Return the gradients of the first states, (n, units) each."""


class RecurrentLoop:
    """Memory and loop of a cell for one shape of input.

    Parameters
    ----------
    allocate : callable
        Gives working memory.
    shape : tuple of int
        Shape ``(n, steps, features)`` of the input.
    units : int
        Size of the state.
    dtype : dtype
        Dtype of all arrays.
    reverse : bool
        Whether to start at the last step.
    """

    gates: ClassVar[int] = 1
    """Parts of the weights, side by side in their last axis."""
    states: ClassVar[int] = 1
    """Arrays that are handed from step to step; the first is the output."""

    def __init__(
        self,
        allocate: Allocate,
        shape: tuple[int, int, int],
        units: int,
        dtype: Any,
        *,
        reverse: bool,
    ) -> None:
        n, steps, features = shape
        gates = self.gates
        self._allocate = allocate
        self._shape = shape
        self._units = units
        self._dtype = np.dtype(dtype)
        self._reverse = reverse
        self._projected = self._rows("projected")
        self._z = self._memory("z", steps, gates, n, units)
        self._gates = self._memory("gates", steps, gates, n, units)
        self._states = [
            self._memory(f"state{index}", steps + 1, n, units)
            for index in range(self.states)
        ]
        self._product = self._memory("product", n * gates * units)
        self._dropped = self._memory("dropped", gates, n, steps, features)
        self._dz = self._memory("dz", gates, n, units)
        self._dz_rows = self._rows("dz_rows")
        self._dz_steps = self._steps(self._dz_rows)
        self._projected_steps = self._steps(self._projected)
        self._dstates = [
            self._memory(f"dstate{index}", n, units) for index in range(self.states)
        ]
        self._work = self._memory("work", n, units)
        self._input_factors: Array | None = None
        self._state_factors: Array | None = None
        self._skip: Array | None = None

    def _memory(self, name: str, *size: int) -> Array:
        return self._allocate(f"loop_{name}", size, self._dtype)

    def _rows(self, name: str) -> Array:
        """Return memory for the gates of all steps, shape (n, steps, gates * units)."""
        n, steps, _ = self._shape
        return self._memory(name, n, steps, self.gates * self._units)

    # ------------------------------------------------- written by the cells

    def step(self, p: int, projected: Array, recurrent: Array) -> None:
        """Write the states after step `p`.

        Parameters
        ----------
        p : int
            Number of the step, in order of processing.
        projected : ndarray of shape (gates, n, units)
            The input's part of all gates, with the bias.
        recurrent : ndarray of shape (units, gates * units)
            Weights of the state.
        """
        raise NotImplementedError

    def step_back(self, p: int, dstates: list[Array], recurrent: Array) -> None:
        """Replace the gradients of the states after step `p` by those before it.

        The gradient of `projected` is handed to `_store`.

        Parameters
        ----------
        p : int
            Number of the step, in order of processing.
        dstates : list of ndarray of shape (n, units)
            Read and written.
        recurrent : ndarray of shape (units, gates * units)
            Weights of the state.
        """
        raise NotImplementedError

    def input_bias(self, bias: Array) -> Array:
        """Return the part of the bias that is added to the input's part of the gates.

        Parameters
        ----------
        bias : ndarray
            Bias as the layer has it.
        """
        return bias

    # ------------------------------------------------------ products of a step

    def _by_gate(self, weights: Array) -> Array:
        """Return a view of shape (gates, rows, units)."""
        return weights.reshape(weights.shape[0], -1, self._units).transpose(1, 0, 2)

    def _times(self, h: Array, weights: Array, gates: slice = slice(None)) -> Array:
        """Return the state times weights of some gates, shape (gates, n, units)."""
        if self._state_factors is not None:
            dropped = h * self._state_factors[gates]
            return np.asarray(np.matmul(dropped, self._by_gate(weights)))
        n, width = len(h), weights.shape[1]
        rows = self._product[: n * width].reshape(n, width)
        np.matmul(h, weights, out=rows)
        return self._by_gate(rows)

    def _times_back(
        self, dz: Array, weights: Array, out: Array, gates: slice = slice(None)
    ) -> None:
        """Write what `_times` gives back to the state for gradients of its result.

        Parameters
        ----------
        dz : ndarray of shape (n, gates * units)
            Gradients, in rows.
        weights, gates
            As in `_times`.
        out : ndarray of shape (n, units)
            Overwritten.
        """
        if self._state_factors is None:
            np.matmul(dz, weights.T, out=out)
            return
        by_gate = np.matmul(self._by_gate(dz), self._by_gate(weights).mT)
        by_gate *= self._state_factors[gates]
        np.add.reduce(by_gate, axis=0, out=out)

    def _state_rows(self, states: Array, name: str) -> Array:
        """Return states of all steps as rows in the order of time."""
        n, steps, _ = self._shape
        rows = self._memory(name, n, steps, self._units)
        in_time = rows[:, ::-1] if self._reverse else rows
        np.copyto(in_time, states.transpose(1, 0, 2))
        return rows.reshape(-1, self._units)

    def _weights_gradient(
        self, states: Array, dz: Array, out: Array, gates: slice = slice(None)
    ) -> None:
        """Write the gradient of weights that `states` were multiplied with.

        Parameters
        ----------
        states : ndarray of shape (n * steps, units)
            Rows, before anything was dropped from them.
        dz : ndarray of shape (n * steps, gates * units)
            Gradients of the products, in the same order.
        out : ndarray of shape (units, gates * units)
            Overwritten.
        gates : slice
            Which gates these are.
        """
        if self._state_factors is None:
            np.matmul(states.T, dz, out=out)
            return
        n, steps, _ = self._shape
        factors = self._state_factors[gates][:, :, None, :]
        dropped = states.reshape(n, steps, -1) * factors
        rows = dropped.reshape(len(dropped), n * steps, -1)
        self._by_gate(out)[...] = np.matmul(rows.mT, self._by_gate(dz))

    # ------------------------------------------------------------ forward

    def _inputs(self, x: Array) -> Array:
        """Return the input of each gate, shape (gates, n * steps, features)."""
        factors = self._input_factors
        assert factors is not None
        np.multiply(x[None], factors[:, :, None, :], out=self._dropped)
        return self._dropped.reshape(self.gates, -1, self._shape[2])

    def _steps(self, rows: Array) -> list[tuple[Array, Array]]:
        """Return views of all steps, in order of processing.

        Parameters
        ----------
        rows : ndarray of shape (n, steps, gates * units)
            In order of time.

        Returns
        -------
        list of (ndarray, ndarray)
            Of shapes (n, gates * units) and (gates, n, units).
        """
        steps = rows.transpose(1, 0, 2)
        if self._reverse:
            steps = steps[::-1]
        return [(step, self._by_gate(step)) for step in steps]

    def _store(self, p: int, dz: Array) -> Array:
        """Keep the gradients of a step, (gates, n, units); return them as rows."""
        rows, by_gate = self._dz_steps[p]
        np.copyto(by_gate, dz)
        return rows

    def forward(
        self,
        x: Array,
        kernel: Array,
        recurrent: Array,
        bias: Array | None,
        skip: Array | None = None,
        initial: Sequence[Array] | None = None,
        input_factors: Array | None = None,
        state_factors: Array | None = None,
    ) -> None:
        """Run all steps; the results are read with `sequence` and `last`.

        Parameters
        ----------
        x : ndarray of shape (n, steps, features)
            Input.
        kernel : ndarray of shape (features, gates * units)
            Weights of the input.
        recurrent : ndarray of shape (units, gates * units)
            Weights of the state.
        bias : ndarray or None
            Bias.
        skip : ndarray of bool, shape (steps, n), optional
            Steps that leave the state as it is, in order of processing.
        initial : sequence of ndarray of shape (n, units), optional
            First states instead of zeros.
        input_factors : ndarray of shape (gates, n, features), optional
            What the input of each gate is multiplied with, at all steps.
        state_factors : ndarray of shape (gates, n, units), optional
            What the last output is multiplied with before it goes into each gate.
        """
        self._input_factors, self._state_factors = input_factors, state_factors
        self._skip = skip
        self._project(x, kernel, bias)
        for index, state in enumerate(self._states):
            state[0] = 0 if initial is None else initial[index]
        for p, (_, by_gate) in enumerate(self._projected_steps):
            self.step(p, by_gate, recurrent)
            if skip is not None:
                rows = skip[p][:, None]
                for state in self._states:
                    np.copyto(state[p + 1], state[p], where=rows)

    def _project(self, x: Array, kernel: Array, bias: Array | None) -> None:
        """Write the input's part of all gates of all steps."""
        projected = self._projected.reshape(-1, self.gates * self._units)
        if self._input_factors is None:
            np.matmul(x.reshape(-1, self._shape[2]), kernel, out=projected)
        else:
            parts = np.matmul(self._inputs(x), self._by_gate(kernel))
            np.copyto(self._by_gate(projected), parts)
        if bias is not None:
            np.add(projected, self.input_bias(bias), out=projected)

    @property
    def sequence(self) -> Array:
        """Outputs of all steps, shape (n, steps, units), in order of processing."""
        n, steps, _ = self._shape
        out = self._memory("sequence", n, steps, self._units)
        np.copyto(out, self._states[0][1:].transpose(1, 0, 2))
        return out

    @property
    def last(self) -> list[Array]:
        """States after the last step, (n, units) each; the first is the output."""
        return [np.asarray(state[-1]) for state in self._states]

    # ----------------------------------------------------------- backward

    def backward(
        self,
        recurrent: Array,
        dsequence: Array | None,
        dlast: Sequence[Array | None],
    ) -> None:
        """Run the steps backwards; the results are read from the methods below.

        Parameters
        ----------
        recurrent : ndarray of shape (units, gates * units)
            Weights of the state, as in `forward`.
        dsequence : ndarray of shape (n, steps, units), optional
            Gradient of the outputs of all steps.
        dlast : sequence of (ndarray of shape (n, units) or None)
            Gradients of the last states.
        """
        dstates = self._dstates
        for dstate, given in zip(dstates, dlast, strict=True):
            dstate[...] = 0 if given is None else given
        for p in range(self._shape[1] - 1, -1, -1):
            if dsequence is not None:
                np.add(dstates[0], dsequence[:, p], out=dstates[0])
            held: list[Array] = []
            if self._skip is not None:
                # A skipped step passes the gradients of the states on as they are.
                rows = self._skip[p][:, None]
                held = [np.where(rows, dstate, 0) for dstate in dstates]
                for dstate in dstates:
                    np.copyto(dstate, 0, where=rows)
            self.step_back(p, dstates, recurrent)
            for dstate, kept in zip(dstates, held, strict=False):
                np.add(dstate, kept, out=dstate)

    @property
    def _dz_flat(self) -> Array:
        return self._dz_rows.reshape(-1, self.gates * self._units)

    def kernel_gradient(self, x: Array, out: Array) -> None:
        """Write the gradient of the input's weights."""
        if self._input_factors is None:
            np.matmul(x.reshape(-1, self._shape[2]).T, self._dz_flat, out=out)
            return
        self._by_gate(out)[...] = np.matmul(
            self._inputs(x).mT, self._by_gate(self._dz_flat)
        )

    def recurrent_gradient(self, out: Array) -> None:
        """Write the gradient of the state's weights."""
        rows = self._state_rows(self._states[0][:-1], "h_rows")
        self._weights_gradient(rows, self._dz_flat, out)

    def bias_gradient(self, out: Array) -> None:
        """Write the gradient of the bias."""
        sum_rows(self._dz_flat, out)

    def input_gradient(self, kernel: Array) -> Array:
        """Return the gradient of the input, shape (n, steps, features)."""
        dx = self._memory("dx", *self._shape)
        if self._input_factors is None:
            np.matmul(self._dz_flat, kernel.T, out=dx.reshape(-1, self._shape[2]))
            return dx
        by_gate = np.matmul(self._by_gate(self._dz_flat), self._by_gate(kernel).mT)
        by_gate = by_gate.reshape(self.gates, *self._shape)
        by_gate *= self._input_factors[:, :, None, :]
        np.add.reduce(by_gate, axis=0, out=dx)
        return dx

    def initial_gradient(self) -> list[Array]:
        """Return the gradients of the first states, (n, units) each."""
        return self._dstates
