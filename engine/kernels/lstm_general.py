"""The loop of an LSTM with any activations and with dropout of the state.

Plainer and slower than `engine.kernels.lstm`, with the same methods. Gates are stacked
in front, ``(4, n, units)``, in the order of the weights: i, f, candidate, o.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from engine.kernels.lstm import Allocate
from engine.types import Array


class Function(Protocol):
    """An activation with its derivative; see ``engine.activations.Activation``."""

    def forward(self, z: Array, out: Array, /) -> None:
        """Write the result."""

    def backward(self, dy: Array, y: Array, z: Array, out: Array, /) -> None:
        """Write the derivative by the input."""


class GeneralLstmLoop:
    """Memory of an LSTM for one shape of input.

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
    activation, recurrent_activation : Function
        Of candidate and cell state; of the gates.
    """

    def __init__(
        self,
        allocate: Allocate,
        shape: tuple[int, int, int],
        units: int,
        dtype: Any,
        *,
        reverse: bool,
        activation: Function,
        recurrent_activation: Function,
    ) -> None:
        n, steps, features = shape
        self._allocate = allocate
        self._shape = shape
        self._units = units
        self._dtype = np.dtype(dtype)
        self._activation = activation
        self._recurrent_activation = recurrent_activation
        self._times = range(steps - 1, -1, -1) if reverse else range(steps)

        def memory(name: str, *size: int) -> Array:
            return allocate(f"general_{name}", size, dtype)

        self._projected = memory("projected", 4, n, steps, units)
        self._z = memory("z", steps, 4, n, units)
        self._gates = memory("gates", steps, 4, n, units)
        self._h = memory("h", steps + 1, n, units)
        self._c = memory("c", steps + 1, n, units)
        self._active_c = memory("active_c", steps, n, units)
        self._dz = memory("dz", 4, n, steps, units)
        self._dropped = memory("dropped", 4, n, steps, features)
        self._input_factors: Array | None = None
        self._state_factors: Array | None = None
        self._skip: Array | None = None

    def _by_gate(self, weights: Array) -> Array:
        """Return a view of shape (4, rows, units)."""
        return weights.reshape(-1, 4, self._units).transpose(1, 0, 2)

    def _inputs(self, x: Array) -> Array:
        """Return the input of each gate, shape (1 or 4, n * steps, features)."""
        if self._input_factors is None:
            return x.reshape(1, -1, self._shape[2])
        factors = self._input_factors[:, :, None, :]
        np.multiply(x[None], factors, out=self._dropped)
        return self._dropped.reshape(4, -1, self._shape[2])

    def _activate(self, z: Array, out: Array) -> None:
        self._recurrent_activation.forward(z[:2], out[:2])
        self._activation.forward(z[2], out[2])
        self._recurrent_activation.forward(z[3], out[3])

    def forward(
        self,
        x: Array,
        kernel: Array,
        recurrent: Array,
        bias: Array | None,
        skip: Array | None = None,
        initial: tuple[Array, Array] | None = None,
        input_factors: Array | None = None,
        state_factors: Array | None = None,
    ) -> None:
        """Run all steps; see `LstmLoop.forward`.

        Parameters
        ----------
        x, kernel, recurrent, bias, skip, initial
            As in `LstmLoop.forward`.
        input_factors : ndarray of shape (4, n, features), optional
            What the input of each gate is multiplied with, at all steps.
        state_factors : ndarray of shape (4, n, units), optional
            What the last output is multiplied with before it goes into each gate.
        """
        self._input_factors, self._state_factors = input_factors, state_factors
        self._skip = skip
        projected = self._projected.reshape(4, -1, self._units)
        np.matmul(self._inputs(x), self._by_gate(kernel), out=projected)
        if bias is not None:
            np.add(projected, bias.reshape(4, 1, self._units), out=projected)
        recurrent_by_gate = self._by_gate(recurrent)
        h, c = self._h, self._c
        h[0] = 0 if initial is None else initial[0]
        c[0] = 0 if initial is None else initial[1]
        for p, time in enumerate(self._times):
            state = h[p] if state_factors is None else h[p] * state_factors
            z, gates = self._z[p], self._gates[p]
            np.matmul(state, recurrent_by_gate, out=z)
            np.add(z, self._projected[:, :, time], out=z)
            self._activate(z, gates)
            i, f, g, o = gates
            np.multiply(f, c[p], out=c[p + 1])
            c[p + 1] += i * g
            self._activation.forward(c[p + 1], self._active_c[p])
            np.multiply(o, self._active_c[p], out=h[p + 1])
            if skip is not None:
                rows = skip[p][:, None]
                np.copyto(c[p + 1], c[p], where=rows)
                np.copyto(h[p + 1], h[p], where=rows)

    @property
    def sequence(self) -> Array:
        """Outputs of all steps, shape (n, steps, units), in order of processing."""
        n, steps, _ = self._shape
        out = self._allocate("sequence", (n, steps, self._units), self._dtype)
        np.copyto(out, self._h[1:].transpose(1, 0, 2))
        return out

    @property
    def last_h(self) -> Array:
        """Output of the last step, shape (n, units)."""
        return np.asarray(self._h[-1])

    @property
    def last_c(self) -> Array:
        """Cell state after the last step, shape (n, units)."""
        return np.asarray(self._c[-1])

    def backward(
        self,
        recurrent: Array,
        dsequence: Array | None,
        dlast_h: Array | None,
        dlast_c: Array | None,
    ) -> None:
        """Run the steps backwards; see `LstmLoop.backward`."""
        by_gate = self._by_gate(recurrent).transpose(0, 2, 1)
        zeros = np.zeros_like(self._h[0])
        dh = zeros if dlast_h is None else dlast_h
        dc = zeros if dlast_c is None else dlast_c
        dz = np.empty_like(self._z[0])
        for p in range(self._shape[1] - 1, -1, -1):
            if dsequence is not None:
                dh = dh + dsequence[:, p]
            held_h, held_c = zeros, zeros
            if self._skip is not None:
                rows = self._skip[p][:, None]
                held_h, held_c = np.where(rows, dh, 0), np.where(rows, dc, 0)
                dh, dc = np.where(rows, 0, dh), np.where(rows, 0, dc)
            z, gates = self._z[p], self._gates[p]
            i, f, g, o = gates
            active_c = self._active_c[p]
            dc_here = dh * o
            self._activation.backward(dc_here, active_c, self._c[p + 1], dc_here)
            dc_here += dc
            np.multiply(dc_here, g, out=dz[0])
            np.multiply(dc_here, self._c[p], out=dz[1])
            np.multiply(dc_here, i, out=dz[2])
            np.multiply(dh, active_c, out=dz[3])
            self._recurrent_activation.backward(dz[:2], gates[:2], z[:2], dz[:2])
            self._activation.backward(dz[2], g, z[2], dz[2])
            self._recurrent_activation.backward(dz[3], o, z[3], dz[3])
            dstate = np.matmul(dz, by_gate)
            if self._state_factors is not None:
                dstate *= self._state_factors
            dh = np.add.reduce(dstate, axis=0) + held_h
            dc = dc_here * f + held_c
            self._dz[:, :, self._times[p]] = dz
        self._dinitial = dh, dc

    @property
    def _dz_rows(self) -> Array:
        return self._dz.reshape(4, -1, self._units)

    def kernel_gradient(self, x: Array, out: Array) -> None:
        """Write the gradient of the input's weights."""
        inputs = self._inputs(x)
        self._by_gate(out)[...] = np.matmul(inputs.transpose(0, 2, 1), self._dz_rows)

    def recurrent_gradient(self, out: Array) -> None:
        """Write the gradient of the state's weights."""
        states = np.empty((1, *self._dz.shape[1:]), self._dtype)
        states[0][:, self._times] = self._h[:-1].transpose(1, 0, 2)
        if self._state_factors is not None:
            states = states * self._state_factors[:, :, None, :]
        rows = states.reshape(len(states), -1, self._units)
        self._by_gate(out)[...] = np.matmul(rows.transpose(0, 2, 1), self._dz_rows)

    def bias_gradient(self, out: Array) -> None:
        """Write the gradient of the bias."""
        out.reshape(4, self._units)[...] = np.add.reduce(self._dz_rows, axis=1)

    def input_gradient(self, kernel: Array) -> Array:
        """Return the gradient of the input, shape (n, steps, features)."""
        weights = self._by_gate(kernel).transpose(0, 2, 1)
        by_gate = np.matmul(self._dz_rows, weights).reshape(4, *self._shape)
        if self._input_factors is not None:
            by_gate *= self._input_factors[:, :, None, :]
        dx = self._allocate("dx", self._shape, self._dtype)
        np.add.reduce(by_gate, axis=0, out=dx)
        return dx

    def initial_gradient(self) -> tuple[Array, Array]:
        """Return the gradients of first output and cell state, (n, units) each."""
        return self._dinitial
