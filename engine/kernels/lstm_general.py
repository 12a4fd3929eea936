"""The loop of an LSTM with any activations and with dropout of the state.

Plainer and slower than `engine.kernels.lstm`, with the same methods.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.kernels.recurrent import Allocate, Function, RecurrentLoop
from engine.types import Array


class GeneralLstmLoop(RecurrentLoop):
    """Memory and loop of an LSTM for one shape of input.

    Parameters
    ----------
    allocate, shape, units, dtype, reverse
        As in `RecurrentLoop`.
    activation, recurrent_activation : Function
        Of candidate and cell state; of the gates.
    """

    gates: ClassVar[int] = 4
    states: ClassVar[int] = 2

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
        super().__init__(allocate, shape, units, dtype, reverse=reverse)
        n, steps, _ = shape
        self._activation = activation
        self._recurrent_activation = recurrent_activation
        # Both apart from the states: those of a skipped step are the old ones.
        self._new_c = self._memory("new_c", steps, n, units)
        self._active_c = self._memory("active_c", steps, n, units)

    def step(self, p: int, projected: Array, recurrent: Array) -> None:
        """Compute the gates i, f, candidate, o; forget, add, and show."""
        h, c = self._states
        z, gates, work = self._z[p], self._gates[p], self._work
        np.add(self._times(h[p], recurrent), projected, out=z)
        self._recurrent_activation.forward(z[:2], gates[:2])
        self._activation.forward(z[2], gates[2])
        self._recurrent_activation.forward(z[3], gates[3])
        i, f, g, o = gates
        np.multiply(f, c[p], out=c[p + 1])
        np.multiply(i, g, out=work)
        np.add(c[p + 1], work, out=c[p + 1])
        np.copyto(self._new_c[p], c[p + 1])
        self._activation.forward(c[p + 1], self._active_c[p])
        np.multiply(o, self._active_c[p], out=h[p + 1])

    def step_back(self, p: int, dstates: list[Array], recurrent: Array) -> None:
        """Propagate through output, cell state and gates."""
        dh, dc = dstates
        dz, z, gates, work = self._dz, self._z[p], self._gates[p], self._work
        i, f, g, o = gates
        active_c = self._active_c[p]
        np.multiply(dh, o, out=work)
        self._activation.backward(work, active_c, self._new_c[p], work)
        np.add(dc, work, out=dc)
        np.multiply(dc, g, out=dz[0])
        np.multiply(dc, self._states[1][p], out=dz[1])
        np.multiply(dc, i, out=dz[2])
        np.multiply(dh, active_c, out=dz[3])
        self._recurrent_activation.backward(dz[:2], gates[:2], z[:2], dz[:2])
        self._activation.backward(dz[2], g, z[2], dz[2])
        self._recurrent_activation.backward(dz[3], o, z[3], dz[3])
        np.multiply(dc, f, out=dc)
        self._times_back(self._store(p, dz), recurrent, dh)
