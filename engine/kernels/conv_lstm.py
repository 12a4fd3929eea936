"""The loop of an LSTM whose products are convolutions.

The gates are those of `GeneralLstmLoop`, with a row for each place of each image. Rows
lie step by step in memory, so that the input of all steps is convolved as one batch of
images, and the gradients of the filters are single calls after the loop.

References
----------
.. [1] Shi et al., "Convolutional LSTM network: a machine learning approach for
   precipitation nowcasting", arXiv:1506.04214.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.kernels.conv import convolve, kernel_gradient, spread
from engine.kernels.lstm_general import GeneralLstmLoop
from engine.kernels.recurrent import Allocate, Function
from engine.kernels.reduction import sum_rows
from engine.kernels.windows import Windows
from engine.types import Array


class ConvLstmLoop(GeneralLstmLoop):
    """Memory and loop of a convolutional LSTM for one shape of input.

    Parameters
    ----------
    allocate : callable
        Gives working memory.
    shape : tuple of int
        Samples and steps ``(n, steps)``.
    filters : int
        Channels of the state.
    dtype : dtype
        Dtype of all arrays.
    windows, state_windows : Windows
        Where the filters of the input and those of the state are applied.
    reverse : bool
        Whether to start at the last step.
    activation, recurrent_activation : Function
        Of candidate and cell state; of the gates.
    """

    def __init__(
        self,
        allocate: Allocate,
        shape: tuple[int, int],
        filters: int,
        dtype: Any,
        windows: Windows,
        state_windows: Windows,
        *,
        reverse: bool,
        activation: Function,
        recurrent_activation: Function,
    ) -> None:
        self._windows, self._state_windows = windows, state_windows
        self._images, self._step_count = shape
        self._places = math.prod(windows.count)
        super().__init__(
            allocate,
            (self._images * self._places, self._step_count, 0),
            filters,
            dtype,
            reverse=reverse,
            activation=activation,
            recurrent_activation=recurrent_activation,
        )

    def _rows(self, name: str) -> Array:
        """Return memory for the gates of all steps that lies step by step."""
        rows, steps, _ = self._shape
        return self._memory(name, steps, rows, self.gates * self._units).swapaxes(0, 1)

    def _as_images(self, rows: Array) -> Array:
        """Return a view (images, *places, channels) of contiguous rows."""
        return rows.reshape(-1, *self._windows.count, rows.shape[-1])

    def _gate(self, weights: Array, gate: int) -> Array:
        """Return the part of some gate, contiguous."""
        part = slice(gate * self._units, (gate + 1) * self._units)
        return np.ascontiguousarray(weights[..., part])

    # ------------------------------------------------------ products of a step

    def _times(self, h: Array, weights: Array, gates: slice = slice(None)) -> Array:
        """Return the state convolved for all gates, shape (gates, rows, filters)."""
        del gates
        windows, images = self._state_windows, self._as_images(h)
        if self._state_factors is None:
            product = self._product.reshape(len(h), -1)
            convolve(images, weights, windows, self._as_images(product), self._allocate)
            return self._by_gate(product)
        parts = self._memory("parts", self.gates, *h.shape)
        for gate, part in enumerate(parts):
            dropped = images * self._state_factors[gate]
            kernel = self._gate(weights, gate)
            convolve(dropped, kernel, windows, self._as_images(part), self._allocate)
        return parts

    def _times_back(
        self, dz: Array, weights: Array, out: Array, gates: slice = slice(None)
    ) -> None:
        """Write what `_times` gives back to the state; see `RecurrentLoop`."""
        del gates
        windows, target = self._state_windows, self._as_images(out)
        if self._state_factors is None:
            spread(self._as_images(dz), weights, windows, target, self._allocate)
            return
        total = np.zeros_like(target)
        for gate in range(self.gates):
            part = self._as_images(self._gate(dz, gate))
            spread(part, self._gate(weights, gate), windows, target, self._allocate)
            total += target * self._state_factors[gate]
        np.copyto(target, total)

    # ------------------------------------------------------------ forward

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
        """Run all steps; see `RecurrentLoop.forward`.

        Parameters
        ----------
        x : ndarray of shape (n, steps, *axes, channels)
            Input.
        kernel : ndarray of shape (*window, channels, 4 * filters)
            Filters of the input.
        recurrent : ndarray of shape (*window, filters, 4 * filters)
            Filters of the state.
        bias, skip
            As in `RecurrentLoop.forward`.
        initial : sequence of two ndarray of shape (n, *places, filters), optional
            First output and cell state instead of zeros.
        input_factors : ndarray of shape (4, n, *axes, channels), optional
            What the input of each gate is multiplied with, at all steps.
        state_factors : ndarray of shape (4, n, *places, filters), optional
            What the last output is multiplied with before it goes into each gate.
        """
        if skip is not None:
            skip = np.repeat(skip, self._places, axis=1)
        if initial is not None:
            initial = [state.reshape(-1, self._units) for state in initial]
        super().forward(
            x, kernel, recurrent, bias, skip, initial, input_factors, state_factors
        )

    def _project(self, x: Array, kernel: Array, bias: Array | None) -> None:
        """Write the input's part of all gates of all steps."""
        by_step = x.swapaxes(0, 1)
        self._x = self._memory("images", *by_step.shape)
        np.copyto(self._x, by_step)
        out = self._as_images(self._flat(self._projected))
        if self._input_factors is None:
            images = self._x.reshape(-1, *x.shape[2:])
            convolve(images, kernel, self._windows, out, self._allocate, bias=bias)
            return
        part = self._memory("part", *out.shape[:-1], self._units)
        for gate in range(self.gates):
            weights = self._gate(kernel, gate)
            images = self._dropped_images(gate)
            convolve(images, weights, self._windows, part, self._allocate)
            chosen = slice(gate * self._units, (gate + 1) * self._units)
            np.copyto(out[..., chosen], part)
        if bias is not None:
            np.add(out, bias, out=out)

    def _dropped_images(self, gate: int) -> Array:
        """Return what one gate sees of the input of all steps."""
        assert self._input_factors is not None
        dropped = self._memory("dropped_images", *self._x.shape)
        np.multiply(self._x, self._input_factors[gate], out=dropped)
        return dropped.reshape(-1, *self._x.shape[2:])

    def _flat(self, rows: Array) -> Array:
        """Return gates of all steps as rows that lie step by step."""
        return rows.swapaxes(0, 1).reshape(-1, self.gates * self._units)

    def _whole(self, state: Array) -> Array:
        """Return a state as images, one for each sample."""
        return state.reshape(self._images, *self._windows.count, self._units)

    @property
    def sequence(self) -> Array:
        """Outputs of all steps, (n, steps, *places, filters), as processed."""
        shape = (self._images, self._step_count, *self._windows.count, self._units)
        out = self._memory("sequence", *shape)
        steps = self._states[0][1:].reshape(shape[1], shape[0], *shape[2:])
        np.copyto(out, steps.swapaxes(0, 1))
        return out

    @property
    def last(self) -> list[Array]:
        """Output and cell state after the last step, (n, *places, filters) each."""
        return [self._whole(state[-1]) for state in self._states]

    # ----------------------------------------------------------- backward

    def backward(
        self,
        recurrent: Array,
        dsequence: Array | None,
        dlast: Sequence[Array | None],
    ) -> None:
        """Run the steps backwards; see `RecurrentLoop.backward`."""
        rows: Array | None = None
        if dsequence is not None:
            by_step = self._memory("dsequence", *self._states[0][1:].shape)
            np.copyto(
                by_step.reshape(dsequence.swapaxes(0, 1).shape),
                dsequence.swapaxes(0, 1),
            )
            rows = by_step.swapaxes(0, 1)
        last = [None if d is None else d.reshape(-1, self._units) for d in dlast]
        super().backward(recurrent, rows, last)

    def kernel_gradient(self, x: Array, out: Array) -> None:
        """Write the gradient of the filters of the input."""
        del x  # kept step by step
        dz = self._as_images(self._flat(self._dz_rows))
        if self._input_factors is None:
            images = self._x.reshape(-1, *self._x.shape[2:])
            kernel_gradient(images, dz, self._windows, out, self._allocate)
            return
        for gate in range(self.gates):
            chosen = slice(gate * self._units, (gate + 1) * self._units)
            part = np.empty((*out.shape[:-1], self._units), out.dtype)
            images = self._dropped_images(gate)
            dgate = self._gate(dz, gate)
            kernel_gradient(images, dgate, self._windows, part, self._allocate)
            np.copyto(out[..., chosen], part)

    def recurrent_gradient(self, out: Array) -> None:
        """Write the gradient of the filters of the state."""
        before = self._states[0][:-1]
        states = np.ascontiguousarray(before[::-1] if self._reverse else before)
        images, dz = self._as_images(states), self._as_images(self._flat(self._dz_rows))
        windows = self._state_windows
        if self._state_factors is None:
            kernel_gradient(images, dz, windows, out, self._allocate)
            return
        by_step = states.reshape(self._step_count, *self._state_factors.shape[1:])
        for gate in range(self.gates):
            chosen = slice(gate * self._units, (gate + 1) * self._units)
            part = np.empty((*out.shape[:-1], self._units), out.dtype)
            dropped = self._as_images(by_step * self._state_factors[gate])
            dgate = self._gate(dz, gate)
            kernel_gradient(dropped, dgate, windows, part, self._allocate)
            np.copyto(out[..., chosen], part)

    def bias_gradient(self, out: Array) -> None:
        """Write the gradient of the bias."""
        sum_rows(self._flat(self._dz_rows), out)

    def input_gradient(self, kernel: Array) -> Array:
        """Return the gradient of the input, shape (n, steps, *axes, channels)."""
        by_step = self._memory("dx_by_step", *self._x.shape)
        images = by_step.reshape(-1, *self._x.shape[2:])
        dz = self._as_images(self._flat(self._dz_rows))
        if self._input_factors is None:
            spread(dz, kernel, self._windows, images, self._allocate)
        else:
            total = np.zeros_like(by_step)
            for gate in range(self.gates):
                dgate, weights = self._gate(dz, gate), self._gate(kernel, gate)
                spread(dgate, weights, self._windows, images, self._allocate)
                total += by_step * self._input_factors[gate]
            by_step = total
        turned = by_step.swapaxes(0, 1)
        dx = self._memory("dx", *turned.shape)
        np.copyto(dx, turned)
        return dx

    def initial_gradient(self) -> list[Array]:
        """Return the gradients of first output and cell state, as images."""
        return [self._whole(dstate) for dstate in self._dstates]
