"""The loop of a gated recurrent unit, with the reset before or after the product.

References
----------
.. [1] Cho et al., "Learning phrase representations using RNN encoder-decoder",
   arXiv:1406.1078, versions 1 (reset after) and 3 (before).
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.kernels.recurrent import Allocate, Function, RecurrentLoop
from engine.kernels.reduction import sum_rows
from engine.types import Array

_BOTH = slice(0, 2)
"""The gates z (update) and r (reset); the candidate comes after them."""
_CANDIDATE = slice(2, 3)


class GruLoop(RecurrentLoop):
    """Memory and loop of a GRU for one shape of input.

    Parameters
    ----------
    allocate, shape, units, dtype, reverse
        As in `RecurrentLoop`.
    activation, recurrent_activation : Function
        Of the candidate; of the gates.
    reset_after : bool
        Whether the reset gate is applied after the product of the state, which then
        has a bias of its own: the bias is of shape (2, 3 * units).
    """

    gates: ClassVar[int] = 3

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
        reset_after: bool,
    ) -> None:
        super().__init__(allocate, shape, units, dtype, reverse=reverse)
        n, steps, _ = shape
        self._activation = activation
        self._recurrent_activation = recurrent_activation
        self._reset_after = reset_after
        self._inner_bias: Array | None = None
        # After: the state's part of the candidate. Before: the state with the reset.
        self._inner = self._memory("inner", steps, n, units)
        self._dreset = self._memory("dreset", n, units)
        if reset_after:
            # The gradient of the state's part of the gates, which has the reset in it.
            self._dm_rows = self._memory("dm_rows", n, steps, 3 * units)
            self._dm_steps = self._steps(self._dm_rows)

    def input_bias(self, bias: Array) -> Array:
        """Return the bias of the input; what the gates add from the other, too."""
        if not self._reset_after:
            return bias
        width = 2 * self._units
        self._inner_bias = bias[1, width:]
        total: Array = bias[0].copy()
        total[:width] += bias[1, :width]
        return total

    def forward(self, *args: Any, **kwargs: Any) -> None:
        """Run all steps; see `RecurrentLoop.forward`."""
        self._inner_bias = None
        super().forward(*args, **kwargs)

    def step(self, p: int, projected: Array, recurrent: Array) -> None:
        """Compute gates and candidate, mix the candidate with the old state."""
        h, z, gates, inner = self._states[0], self._z[p], self._gates[p], self._inner[p]
        width = 2 * self._units
        if self._reset_after:
            product = self._times(h[p], recurrent)
        else:
            product = self._times(h[p], recurrent[:, :width], _BOTH)
        np.add(product[:2], projected[:2], out=z[:2])
        self._recurrent_activation.forward(z[:2], gates[:2])
        update, reset, candidate = gates
        if self._reset_after:
            if self._inner_bias is None:
                np.copyto(inner, product[2])
            else:
                np.add(product[2], self._inner_bias, out=inner)
            np.multiply(reset, inner, out=z[2])
        else:
            np.multiply(reset, h[p], out=inner)
            part = self._times(inner, recurrent[:, width:], _CANDIDATE)
            np.copyto(z[2], part[0])
        np.add(z[2], projected[2], out=z[2])
        self._activation.forward(z[2], candidate)
        # z h + (1 - z) g with one product.
        np.subtract(h[p], candidate, out=h[p + 1])
        np.multiply(update, h[p + 1], out=h[p + 1])
        np.add(candidate, h[p + 1], out=h[p + 1])

    def step_back(self, p: int, dstates: list[Array], recurrent: Array) -> None:
        """Propagate through the mixture, the candidate and the gates."""
        dh, dz, work, width = dstates[0], self._dz, self._work, 2 * self._units
        h, z, gates, inner = (
            self._states[0][p],
            self._z[p],
            self._gates[p],
            self._inner[p],
        )
        update, reset, candidate = gates
        np.subtract(h, candidate, out=dz[0])
        np.multiply(dz[0], dh, out=dz[0])
        np.multiply(dh, update, out=work)
        np.subtract(dh, work, out=dz[2])  # dh * (1 - update)
        np.copyto(dh, work)
        self._activation.backward(dz[2], candidate, z[2], dz[2])
        if self._reset_after:
            np.multiply(dz[2], inner, out=dz[1])
            self._recurrent_activation.backward(dz[:2], gates[:2], z[:2], dz[:2])
            self._store(p, dz)
            rows, dm = self._dm_steps[p]
            np.copyto(dm[:2], dz[:2])
            np.multiply(dz[2], reset, out=dm[2])
            self._times_back(rows, recurrent, work)
        else:
            dreset = self._dreset
            self._times_back(dz[2], recurrent[:, width:], dreset, _CANDIDATE)
            np.multiply(dreset, h, out=dz[1])
            np.multiply(dreset, reset, out=dreset)
            np.add(dh, dreset, out=dh)
            self._recurrent_activation.backward(dz[:2], gates[:2], z[:2], dz[:2])
            rows = self._store(p, dz)
            self._times_back(rows[:, :width], recurrent[:, :width], work, _BOTH)
        np.add(dh, work, out=dh)

    def recurrent_gradient(self, out: Array) -> None:
        """Write the gradient of the state's weights."""
        rows = self._state_rows(self._states[0][:-1], "h_rows")
        if self._reset_after:
            dm = self._dm_rows.reshape(-1, 3 * self._units)
            self._weights_gradient(rows, dm, out)
            return
        width, dz = 2 * self._units, self._dz_flat
        self._weights_gradient(rows, dz[:, :width], out[:, :width], _BOTH)
        rows = self._state_rows(self._inner, "inner_rows")
        self._weights_gradient(rows, dz[:, width:], out[:, width:], _CANDIDATE)

    def bias_gradient(self, out: Array) -> None:
        """Write the gradient of the bias."""
        if not self._reset_after:
            sum_rows(self._dz_flat, out)
            return
        sum_rows(self._dz_flat, out[0])
        sum_rows(self._dm_rows.reshape(-1, 3 * self._units), out[1])
