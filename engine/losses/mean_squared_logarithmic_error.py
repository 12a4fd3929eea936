"""Mean squared error of logarithms."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import DataError
from engine.graph.context import Context
from engine.losses.elementwise_loss import ElementwiseLoss
from engine.losses.loss import first_bad
from engine.losses.probabilities import EPSILON, step
from engine.types import Array, Shape


class MeanSquaredLogarithmicError(ElementwiseLoss):
    """Mean over the last axis of ``(log(y_true + 1) - log(y_pred + 1)) ** 2``.

    Targets and predictions below 1e-7 count as 1e-7, and get no gradient.

    References
    ----------
    .. [1] ``keras.losses.MeanSquaredLogarithmicError``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("msle", "MSLE")
    slope_factor: ClassVar[float] = 2.0

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the squares of the differences of logarithms."""
        shape, dtype = y_pred.shape, y_pred.dtype
        low = dtype.type(EPSILON)
        kept = ctx.buffer("kept", shape, dtype)
        np.subtract(y_pred, low, out=kept)
        step(kept, kept)
        shifted = ctx.buffer("shifted", shape, dtype)
        np.maximum(y_pred, low, out=shifted)
        np.add(shifted, 1, out=shifted)
        error = ctx.buffer("error", shape, dtype)
        np.log(shifted, out=error)
        values = ctx.buffer("values", shape, dtype)
        np.maximum(y_true, low, out=values)
        np.add(values, 1, out=values)
        np.log(values, out=values)
        np.subtract(error, values, out=error)
        np.multiply(error, error, out=values)
        ctx.save(error=error, shifted=shifted, kept=kept)
        return values

    def slopes(self, ctx: Context) -> Array:
        """Return the differences over the predictions plus 1."""
        error: Array = ctx["error"]
        np.divide(error, ctx["shifted"], out=error)
        np.multiply(error, ctx["kept"], out=error)
        return error

    def check_values(self, y_true: Array, y_pred: Shape, where: str) -> None:
        """Raise unless all targets have a logarithm."""
        del y_pred
        bad = y_true <= -1
        if not bad.any():
            return
        row, value = first_bad(y_true, bad)
        raise DataError(
            "{where}: the loss {loss} takes the logarithm of targets plus 1. Received "
            "{value} in sample {row}. For negative numbers use mean_squared_error.",
            where=where,
            loss=self.name,
            value=value,
            row=row,
        )


def mean_squared_logarithmic_error(y_true: Any, y_pred: Any) -> Array:
    """Return the mean squared error of the logarithms of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions; the mean is taken over the last axis.
    """
    return MeanSquaredLogarithmicError().call(y_true, y_pred)
