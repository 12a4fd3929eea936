"""Mean absolute error."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.losses.loss import Loss
from engine.losses.probabilities import along, axis_mean
from engine.types import Array


class MeanAbsoluteError(Loss):
    """Mean over the last axis of ``abs(y_true - y_pred)``.

    References
    ----------
    .. [1] ``keras.losses.MeanAbsoluteError``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("mae", "MAE")

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the mean of absolute errors of each sample."""
        error = ctx.buffer("error", y_pred.shape, y_pred.dtype)
        np.subtract(y_pred, y_true, out=error)
        sizes = ctx.buffer("sizes", error.shape, error.dtype)
        np.absolute(error, out=sizes)
        ctx.save(error=error)
        return axis_mean(sizes, -1, ctx)

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return the sign of the error over the size of the axis."""
        error: Array = ctx["error"]
        scale = along(dvalues, -1) / error.shape[-1]
        np.sign(error, out=error)
        np.multiply(error, np.asarray(scale, error.dtype), out=error)
        return error


def mean_absolute_error(y_true: Any, y_pred: Any) -> Array:
    """Return the mean absolute error of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions; the mean is taken over the last axis.
    """
    return MeanAbsoluteError().call(y_true, y_pred)
