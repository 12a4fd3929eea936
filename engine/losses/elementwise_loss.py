"""The base of losses that are a mean over one axis."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.losses.built_in_loss import BuiltInLoss
from engine.losses.probabilities import along, axis_mean
from engine.types import Array


class ElementwiseLoss(BuiltInLoss, registers=False):
    """Mean over the last axis of a function of target and prediction.

    Subclasses write that function and its slope.
    """

    factor: ClassVar[float] = 1.0
    """What the mean is multiplied by."""
    slope_factor: ClassVar[float] = 1.0
    """What the slopes are multiplied by, beside `factor`."""

    @property
    def mean_axis(self) -> int:
        """Axis that the mean is taken over."""
        return -1

    @property
    def axes(self) -> tuple[int, ...]:
        """Axes that predictions must have."""
        return (self.mean_axis,)

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the function of each pair, in an array that may be written to.

        Parameters
        ----------
        y_true, y_pred : ndarray
            Targets and predictions of one shape. Must not be written to.
        ctx : Context
            Buffers; keeps what `slopes` needs.
        """
        raise NotImplementedError

    def slopes(self, ctx: Context) -> Array:
        """Return its derivative by each prediction, in an array to be written to."""
        raise NotImplementedError

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the mean of each sample."""
        means = axis_mean(self.elements(y_true, y_pred, ctx), self.mean_axis, ctx)
        if self.factor == 1.0:
            return means
        return np.asarray(np.multiply(means, means.dtype.type(self.factor)))

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return the slopes over the size of the axis."""
        slopes = self.slopes(ctx)
        axis = self.mean_axis
        share = self.factor * self.slope_factor / max(1, slopes.shape[axis])
        scale = along(dvalues, axis) * share
        np.multiply(slopes, np.asarray(scale, slopes.dtype), out=slopes)
        return slopes
