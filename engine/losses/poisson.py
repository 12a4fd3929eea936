"""Poisson loss of counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DataError
from engine.graph.context import Context
from engine.losses.elementwise_loss import ElementwiseLoss
from engine.losses.loss import first_bad
from engine.losses.probabilities import EPSILON
from engine.types import Array, Shape


class Poisson(ElementwiseLoss):
    """Mean over the last axis of ``y_pred - y_true * log(y_pred + 1e-7)``.

    Targets are counts; predictions are the expected counts and must be positive.

    References
    ----------
    .. [1] ``keras.losses.Poisson``.
    """

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the loss of each count."""
        shape, dtype = y_pred.shape, y_pred.dtype
        shifted = ctx.buffer("shifted", shape, dtype)
        np.add(y_pred, dtype.type(EPSILON), out=shifted)
        values = ctx.buffer("values", shape, dtype)
        np.log(shifted, out=values)
        np.multiply(values, y_true, out=values)
        np.subtract(y_pred, values, out=values)
        ctx.save(y_true=y_true, shifted=shifted)
        return values

    def slopes(self, ctx: Context) -> Array:
        """Return ``1 - y_true / y_pred``."""
        slopes: Array = ctx["shifted"]
        np.divide(ctx["y_true"], slopes, out=slopes)
        np.subtract(1, slopes, out=slopes)
        return slopes

    def check_values(self, y_true: Array, y_pred: Shape, where: str) -> None:
        """Raise if a target is negative."""
        del y_pred
        bad = y_true < 0
        if not bad.any():
            return
        row, value = first_bad(y_true, bad)
        raise DataError(
            "{where}: the loss {loss} takes counts, which are not negative. Received "
            "{value} in sample {row}. For other numbers use mean_squared_error.",
            where=where,
            loss=self.name,
            value=value,
            row=row,
        )


def poisson(y_true: Any, y_pred: Any) -> Array:
    """Return the Poisson loss of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Counts and expected counts; the mean is taken over the last axis.
    """
    return Poisson().call(y_true, y_pred)
