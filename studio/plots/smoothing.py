"""Exponential smoothing that goes on where it left off, for curves that grow."""

from __future__ import annotations

import math

import numpy as np

from studio.plots.buffer import Floats

_SMALLEST_POWER = 1e-100
_LARGEST_BLOCK = 4096


class Smoother:
    r"""Exponential moving average without the pull towards zero at the start.

    .. math:: s_n = \frac{(1 - w) \sum_{j \le n} w^{n-j} x_j}{1 - w^n}

    Numbers that are not finite come out as NaN and leave no trace.

    Parameters
    ----------
    weight : float
        How much of the past stays, 0 (nothing) to less than 1.
    """

    def __init__(self, weight: float) -> None:
        if not 0 <= weight < 1:
            raise ValueError(f"weight must be from 0 to less than 1, received {weight}")
        self.weight = weight
        self._mean = 0.0
        self._count = 0
        self._block = _LARGEST_BLOCK
        if weight > 0:
            longest = math.log(_SMALLEST_POWER) / math.log(weight)
            self._block = max(1, min(_LARGEST_BLOCK, int(longest)))

    def extend(self, values: Floats) -> Floats:
        """Return the smoothed values of numbers that follow the earlier ones."""
        if self.weight == 0:
            return np.where(np.isfinite(values), values, np.nan)
        result = np.full(len(values), np.nan)
        is_finite = np.isfinite(values)
        finite = values[is_finite]
        smooth = np.empty(len(finite))
        for start in range(0, len(finite), self._block):
            stop = start + self._block
            smooth[start:stop] = self._extend_block(finite[start:stop])
        result[is_finite] = smooth
        return result

    def _extend_block(self, x: Floats) -> Floats:
        """One block, short enough that no power of the weight vanishes."""
        steps = np.arange(1, len(x) + 1)
        powers = self.weight**steps
        mean = powers * (self._mean + (1 - self.weight) * np.cumsum(x / powers))
        total = self._count + steps
        self._mean = float(mean[-1])
        self._count += len(x)
        # Far from the start the correction is 1: w^n underflows to 0 as it should.
        return np.asarray(mean / (1 - self.weight ** total.astype(np.float64)))
