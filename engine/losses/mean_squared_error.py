"""Mean squared error."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.losses.elementwise_loss import ElementwiseLoss
from engine.types import Array


class MeanSquaredError(ElementwiseLoss):
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
    slope_factor: ClassVar[float] = 2.0

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the squares of the errors."""
        error = ctx.buffer("error", y_pred.shape, y_pred.dtype)
        np.subtract(y_pred, y_true, out=error)
        squares = ctx.buffer("squares", error.shape, error.dtype)
        np.multiply(error, error, out=squares)
        ctx.save(error=error)
        return squares

    def slopes(self, ctx: Context) -> Array:
        """Return the errors."""
        error: Array = ctx["error"]
        return error


def mean_squared_error(y_true: Any, y_pred: Any) -> Array:
    """Return the mean squared error of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions; the mean is taken over the last axis.
    """
    return MeanSquaredError().call(y_true, y_pred)
