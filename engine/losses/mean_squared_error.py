"""Mean squared error."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.losses.loss import Loss
from engine.losses.probabilities import along, axis_mean
from engine.types import Array


class MeanSquaredError(Loss):
    """Mean over the last axis of ``(y_true - y_pred) ** 2``.

    References
    ----------
    .. [1] ``keras.losses.MeanSquaredError``.

    Examples
    --------
    >>> MeanSquaredError()([[0.0, 1.0]], [[2.0, 1.0]])
    2.0
    """

    aliases: ClassVar[tuple[str, ...]] = ("mse", "MSE")

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the mean of squares of each sample."""
        error = ctx.buffer("error", y_pred.shape, y_pred.dtype)
        np.subtract(y_pred, y_true, out=error)
        squares = ctx.buffer("squares", error.shape, error.dtype)
        np.multiply(error, error, out=squares)
        ctx.save(error=error)
        return axis_mean(squares, -1, ctx)

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return ``2 (y_pred - y_true)`` over the size of the axis."""
        error: Array = ctx["error"]
        scale = along(dvalues, -1) * (2 / error.shape[-1])
        np.multiply(error, np.asarray(scale, error.dtype), out=error)
        return error


def mean_squared_error(y_true: Any, y_pred: Any) -> Array:
    """Return the mean squared error of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions; the mean is taken over the last axis.
    """
    return MeanSquaredError().call(y_true, y_pred)
