"""The loop of a simple recurrent layer: ``h = activation(x @ kernel + h @ recurrent)``.

References
----------
.. [1] Elman, "Finding structure in time", Cognitive Science 14, 1990.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.recurrent import Allocate, Function, RecurrentLoop
from engine.types import Array


class SimpleRnnLoop(RecurrentLoop):
    """Memory and loop of a simple recurrent layer for one shape of input.

    Parameters
    ----------
    allocate, shape, units, dtype, reverse
        As in `RecurrentLoop`.
    activation : Function
        Of the state.
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
    ) -> None:
        super().__init__(allocate, shape, units, dtype, reverse=reverse)
        self._activation = activation
        # What a step gave, apart from the state: that of a skipped step is the old one.
        self._active = self._gates

    def step(self, p: int, projected: Array, recurrent: Array) -> None:
        """Add both parts, activate."""
        h, z, y = self._states[0], self._z[p], self._active[p]
        np.add(self._times(h[p], recurrent), projected, out=z)
        self._activation.forward(z, y)
        np.copyto(h[p + 1], y[0])

    def step_back(self, p: int, dstates: list[Array], recurrent: Array) -> None:
        """Propagate through activation and product."""
        dh, dz = dstates[0], self._dz
        self._activation.backward(dh[None], self._active[p], self._z[p], dz)
        self._times_back(self._store(p, dz), recurrent, dh)
