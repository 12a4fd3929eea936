"""Mean absolute error in percent of the targets."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.losses.elementwise_loss import ElementwiseLoss
from engine.losses.probabilities import EPSILON
from engine.types import Array


class MeanAbsolutePercentageError(ElementwiseLoss):
    """Mean over the last axis of ``100 * abs((y_true - y_pred) / y_true)``.

    Targets nearer to 0 than 1e-7 count as 1e-7.

    References
    ----------
    .. [1] ``keras.losses.MeanAbsolutePercentageError``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("mape", "MAPE")
    factor: ClassVar[float] = 100.0

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the errors as shares of the targets."""
        size = ctx.buffer("size", y_pred.shape, y_pred.dtype)
        np.absolute(y_true, out=size)
        np.maximum(size, size.dtype.type(EPSILON), out=size)
        error = ctx.buffer("error", size.shape, size.dtype)
        np.subtract(y_pred, y_true, out=error)
        values = ctx.buffer("values", size.shape, size.dtype)
        np.divide(error, size, out=values)
        np.absolute(values, out=values)
        ctx.save(error=error, size=size)
        return values

    def slopes(self, ctx: Context) -> Array:
        """Return the signs of the errors over the targets."""
        error: Array = ctx["error"]
        np.sign(error, out=error)
        np.divide(error, ctx["size"], out=error)
        return error


def mean_absolute_percentage_error(y_true: Any, y_pred: Any) -> Array:
    """Return the mean absolute error of each sample in percent of its targets.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions; the mean is taken over the last axis.
    """
    return MeanAbsolutePercentageError().call(y_true, y_pred)
