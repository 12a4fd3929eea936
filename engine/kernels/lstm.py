"""The loop of an LSTM with its usual activations, forward and backward.

Everything inside the loop is feature-major, ``(features, n)``: then each gate is one
contiguous block, and a NumPy call on a gate, or on three of them, is one straight run
through memory. The sigmoid is ``tanh(z / 2) / 2 + 1 / 2``, so with the weights of the
sigmoid gates halved beforehand one ``tanh`` serves all four gates. What the backward
loop multiplies with does not depend on the gradients and is computed for many steps at
once; only seven calls a step are left.

Steps are counted in the order of processing, which is backwards in time for a reversed
loop.

References
----------
.. [1] Hochreiter & Schmidhuber, "Long short-term memory", Neural Computation 9(8),
   1997.
.. [2] Gers et al., "Learning to forget: continual prediction with LSTM", 2000.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.kernels.recurrent import Allocate
from engine.kernels.reduction import sum_rows
from engine.types import Array

_TILE = 128
"""Features that are transposed at once; more do not fit the first cache."""
_BLOCK = 32768
"""Numbers of a block of steps whose slopes are computed at once, to stay in cache."""
_WIDE = 256
"""Features of the input from which one large product with a transposition after it is
faster than one product a step without."""


def transposing_pairs(
    batch_major: Array, feature_major: Array, reverse: bool
) -> list[tuple[Array, Array]]:
    """Return pairs of views for copying between the two layouts, tile by tile.

    Parameters
    ----------
    batch_major : ndarray of shape (n, steps, k)
        Steps in order of time.
    feature_major : ndarray of shape (steps, k, n)
        Steps in order of processing.
    reverse : bool
        Whether the two orders are opposite.

    Returns
    -------
    list of (ndarray, ndarray)
        Views of equal shape ``(n, tile)``.
    """
    steps, features, _ = feature_major.shape
    return [
        (
            batch_major[:, steps - 1 - p if reverse else p, k : k + _TILE],
            feature_major[p, k : k + _TILE].T,
        )
        for p in range(steps)
        for k in range(0, features, _TILE)
    ]


class LstmLoop:
    """Memory and views of an LSTM for one shape of input.

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
    keeps_history : bool
        Whether `backward` will be called; without, states of past steps are dropped.
    keeps_sequence : bool
        Whether the outputs of all steps will be asked for.
    """

    def __init__(
        self,
        allocate: Allocate,
        shape: tuple[int, int, int],
        units: int,
        dtype: Any,
        *,
        reverse: bool,
        keeps_history: bool,
        keeps_sequence: bool,
    ) -> None:
        n, steps, features = shape
        self._allocate = allocate
        self._shape = shape
        self._units = units
        self._dtype = np.dtype(dtype)
        self._reverse = reverse
        self._half = np.array(0.5, dtype)
        self._one = np.array(1, dtype)

        def memory(name: str, *size: int) -> Array:
            return allocate(name, size, dtype)

        # Gates i, f, o, then the candidate: the three sigmoids lie side by side.
        self._kernel = memory("kernel", features, 4 * units)
        # One row more than units: the bias, multiplied by the row of ones of the state.
        self._recurrent = memory("recurrent", units + 1, 4 * units)
        self._gates = memory("gates", steps, 4 * units, n)
        h_slots = steps + 1 if keeps_history or keeps_sequence else 2
        c_slots = steps + 1 if keeps_history else 2
        self._h_augmented = memory("h", h_slots, units + 1, n)
        self._h = self._h_augmented[:, :units]
        self._c = memory("c", c_slots, units, n)
        self._tanh_c = memory("tanh_c", steps if keeps_history else 1, units, n)
        self._z = memory("z", 4 * units, n)
        self._work = memory("work", units, n)
        self._last = steps % h_slots, steps % c_slots

        self._projected: Array | None = None
        self._projected_pairs: list[tuple[Array, Array]] = []
        if n == 1 and not reverse:  # the two layouts are the same
            self._projected = self._gates
        elif features >= _WIDE:
            self._projected = memory("batch_major", n, steps, 4 * units)
            self._projected_pairs = transposing_pairs(
                self._projected, self._gates, reverse
            )
        self._forward_steps = [
            (
                self._h_augmented[p % h_slots],
                gates,
                gates[: 3 * units],
                gates[:units],
                gates[units : 2 * units],
                gates[2 * units : 3 * units],
                gates[3 * units :],
                self._c[p % c_slots],
                self._c[(p + 1) % c_slots],
                self._tanh_c[p % len(self._tanh_c)],
                self._h[(p + 1) % h_slots],
                self._h[p % h_slots],
            )
            for p, gates in enumerate(self._gates)
        ]
        self._sequence_pairs: list[tuple[Array, Array]] = []
        self._sequence: Array | None = None
        if keeps_sequence:
            self._sequence = memory("sequence", n, steps, units)
            # Keras gives the outputs of a reversed loop in order of processing.
            self._sequence_pairs = transposing_pairs(self._sequence, self._h[1:], False)
        if keeps_history:
            self._prepare_backward(memory)

    def _prepare_backward(self, memory: Callable[..., Array]) -> None:
        n, steps, _ = self._shape
        units = self._units
        # Slopes become gradients of the gates in place. Order i, f, candidate, o: that
        # of the weights, and the first three are multiplied with the same array.
        self._dz = memory("dz", steps, 4 * units, n)
        self._slope_h = memory("slope_h", steps, units, n)
        self._dh = memory("dh", units, n)
        self._dc = memory("dc", units, n)
        self._held = memory("held", units, n)
        self._dz_batch_major = memory("batch_major", n, steps, 4 * units)
        self._h_batch_major = memory("h_batch_major", n, steps, units)
        self._dz_pairs = transposing_pairs(
            self._dz_batch_major, self._dz, self._reverse
        )
        self._h_pairs = transposing_pairs(
            self._h_batch_major, self._h[:-1], self._reverse
        )
        gates = self._gates.reshape(steps, 4, units, n)
        slopes = self._dz.reshape(steps, 4, units, n)
        count = max(1, _BLOCK // (4 * units * n))
        self._blocks = []
        for start in range(0, steps, count):
            block = slice(start, start + count)
            self._blocks.append(
                (
                    *(gates[block, gate] for gate in range(4)),
                    *(slopes[block, gate] for gate in range(4)),
                    self._c[:-1][block],
                    self._tanh_c[block],
                    self._slope_h[block],
                )
            )
        self._backward_steps = [
            (
                self._slope_h[p],
                slopes[p, :3],
                slopes[p, 3],
                self._dz[p],
                gates[p, 1],
            )
            for p in range(steps)
        ]

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
        """Run all steps; the results are read with `sequence` and `last`.

        Parameters
        ----------
        x : ndarray of shape (n, steps, features)
            Input.
        kernel : ndarray of shape (features, 4 * units)
            Weights of the input; gates i, f, candidate, o.
        recurrent : ndarray of shape (units, 4 * units)
            Weights of the state.
        bias : ndarray of shape (4 * units,) or None
            Bias.
        skip : ndarray of bool, shape (steps, n), optional
            Steps that leave the state as it is, in order of processing.
        initial : sequence of two ndarray of shape (n, units), optional
            First output and cell state instead of zeros.
        input_factors, state_factors : None
            There is no dropout of single gates here.
        """
        del input_factors, state_factors
        self._scale(kernel, self._kernel)
        self._scale(recurrent, self._recurrent[:-1])
        if bias is None:
            self._recurrent[-1].fill(0)
        else:
            self._scale(bias, self._recurrent[-1])
        self._h_augmented[:, -1].fill(1)
        if initial is None:
            self._h[0].fill(0)
            self._c[0].fill(0)
        else:
            np.copyto(self._h[0], initial[0].T)
            np.copyto(self._c[0], initial[1].T)
        self._project(x)
        self._skip = skip
        held = self._held_steps(skip)
        weights, z, work, half = self._recurrent.T, self._z, self._work, self._half
        add, matmul, multiply, tanh = np.add, np.matmul, np.multiply, np.tanh
        for p, (
            h0,
            gates,
            sigmoids,
            i,
            f,
            o,
            g,
            c0,
            c1,
            tanh_c,
            h1,
            h_kept,
        ) in enumerate(self._forward_steps):
            matmul(weights, h0, z)
            add(z, gates, gates)
            tanh(gates, gates)
            multiply(sigmoids, half, sigmoids)
            add(sigmoids, half, sigmoids)
            multiply(f, c0, c1)
            multiply(i, g, work)
            add(c1, work, c1)
            tanh(c1, tanh_c)
            multiply(o, tanh_c, h1)
            if held[p]:
                rows = skip[p]  # type: ignore[index]
                np.copyto(c1, c0, where=rows)
                np.copyto(h1, h_kept, where=rows)

    def _scale(self, weights: Array, out: Array) -> None:
        """Halve the sigmoid gates and bring the gates into the order of the loop."""
        units = self._units
        np.multiply(weights[..., : 2 * units], self._half, out[..., : 2 * units])
        np.multiply(
            weights[..., 3 * units :], self._half, out[..., 2 * units : 3 * units]
        )
        np.copyto(out[..., 3 * units :], weights[..., 2 * units : 3 * units])

    def _project(self, x: Array) -> None:
        """Write the input's part of all gates of all steps."""
        if self._projected is None:
            by_step = x.transpose(1, 2, 0)
            if self._reverse:
                by_step = by_step[::-1]
            np.matmul(self._kernel.T, by_step, out=self._gates)
            return
        features = self._shape[2]
        np.matmul(
            x.reshape(-1, features),
            self._kernel,
            out=self._projected.reshape(-1, 4 * self._units),
        )
        for batch_major, feature_major in self._projected_pairs:
            np.copyto(feature_major, batch_major)

    def _held_steps(self, skip: Array | None) -> list[bool]:
        if skip is None:
            return [False] * self._shape[1]
        return np.asarray(np.logical_or.reduce(skip, axis=1)).tolist()  # type: ignore[no-any-return]

    @property
    def sequence(self) -> Array:
        """Outputs of all steps, shape (n, steps, units), in order of processing."""
        if self._sequence is None:
            raise RuntimeError("made without keeps_sequence")
        for batch_major, feature_major in self._sequence_pairs:
            np.copyto(batch_major, feature_major)
        return self._sequence

    @property
    def last(self) -> list[Array]:
        """Output and cell state after the last step, shape (n, units) each."""
        return [
            self._copied("last_h", self._h[self._last[0]]),
            self._copied("last_c", self._c[self._last[1]]),
        ]

    def _copied(self, name: str, feature_major: Array) -> Array:
        out = self._allocate(name, feature_major.shape[::-1], self._dtype)
        np.copyto(out, feature_major.T)
        return out

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
        recurrent : ndarray of shape (units, 4 * units)
            Weights of the state, as in `forward`.
        dsequence : ndarray of shape (n, steps, units), optional
            Gradient of the outputs of all steps.
        dlast : sequence of two (ndarray of shape (n, units) or None)
            Gradients of the last output and cell state.
        """
        self._compute_slopes()
        held_steps = self._held_steps(self._skip)
        skip = None if self._skip is None else self._skip.astype(self._dtype)
        dh, dc, work, held = self._dh, self._dc, self._work, self._held
        for d, given in zip((dh, dc), dlast, strict=True):
            d.fill(0) if given is None else np.copyto(d, given.T)
        add, matmul, multiply = np.add, np.matmul, np.multiply
        for p in range(len(self._backward_steps) - 1, -1, -1):
            slope_h, slopes, slope_o, dz, f = self._backward_steps[p]
            if dsequence is not None:
                add(dh, dsequence[:, p].T, dh)
            multiply(slope_h, dh, work)
            add(dc, work, dc)
            multiply(slopes, dc, slopes)
            multiply(slope_o, dh, slope_o)
            multiply(dc, f, dc)
            if held_steps[p]:
                multiply(dh, skip[p], held)  # type: ignore[index]
                matmul(recurrent, dz, dh)
                add(dh, held, dh)
            else:
                matmul(recurrent, dz, dh)
        for batch_major, feature_major in self._dz_pairs:
            np.copyto(batch_major, feature_major)

    def _compute_slopes(self) -> None:
        """Write how gates and output move with cell state and output, for all steps."""
        one, skip = self._one, self._skip
        multiply, subtract = np.multiply, np.subtract
        for i, f, o, g, di, df, dg, do, c0, tanh_c, slope_h in self._blocks:
            for gate, partner, slope in ((i, g, di), (f, c0, df), (o, tanh_c, do)):
                multiply(gate, gate, slope)
                subtract(gate, slope, slope)
                multiply(slope, partner, slope)
            for value, partner, slope in ((g, i, dg), (tanh_c, o, slope_h)):
                multiply(value, value, slope)
                subtract(one, slope, slope)
                multiply(slope, partner, slope)
        if skip is None:
            return
        # A skipped step passes the gradients of both states on as they are.
        steps, n, units = self._shape[1], self._shape[0], self._units
        rows = skip[:, None, :]
        np.copyto(self._dz, 0, where=rows)
        np.copyto(self._slope_h, 0, where=rows)
        forget = self._gates.reshape(steps, 4, units, n)[:, 1]
        np.copyto(forget, 1, where=rows)

    @property
    def _dz_rows(self) -> Array:
        return self._dz_batch_major.reshape(-1, 4 * self._units)

    def kernel_gradient(self, x: Array, out: Array) -> None:
        """Write the gradient of the input's weights."""
        np.matmul(x.reshape(-1, self._shape[2]).T, self._dz_rows, out=out)

    def recurrent_gradient(self, out: Array) -> None:
        """Write the gradient of the state's weights."""
        for batch_major, feature_major in self._h_pairs:
            np.copyto(batch_major, feature_major)
        rows = self._h_batch_major.reshape(-1, self._units)
        np.matmul(rows.T, self._dz_rows, out=out)

    def bias_gradient(self, out: Array) -> None:
        """Write the gradient of the bias."""
        sum_rows(self._dz_rows, out)

    def input_gradient(self, kernel: Array) -> Array:
        """Return the gradient of the input, shape (n, steps, features)."""
        dx = self._allocate("dx", self._shape, self._dtype)
        np.matmul(self._dz_rows, kernel.T, out=dx.reshape(-1, self._shape[2]))
        return dx

    def initial_gradient(self) -> list[Array]:
        """Return the gradients of first output and cell state, (n, units) each."""
        return [self._copied("dh0", self._dh), self._copied("dc0", self._dc)]
