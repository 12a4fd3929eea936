"""Logarithm of the hyperbolic cosine of the error."""

from __future__ import annotations

import math
from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.losses.elementwise_loss import ElementwiseLoss
from engine.types import Array


class LogCosh(ElementwiseLoss):
    """Mean over the last axis of ``log(cosh(y_pred - y_true))``.

    About half the square of small errors, and the size of large ones less log 2.

    References
    ----------
    .. [1] ``keras.losses.LogCosh``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("logcosh",)

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return ``x + log(1 + exp(-2 x)) - log(2)`` of the errors x."""
        error = ctx.buffer("error", y_pred.shape, y_pred.dtype)
        np.subtract(y_pred, y_true, out=error)
        values = ctx.buffer("values", error.shape, error.dtype)
        # |x| in place of x gives the same and cannot overflow.
        np.absolute(error, out=values)
        work = ctx.buffer("work", error.shape, error.dtype)
        np.multiply(values, -2, out=work)
        np.exp(work, out=work)
        np.log1p(work, out=work)
        np.add(values, work, out=values)
        np.subtract(values, values.dtype.type(math.log(2.0)), out=values)
        ctx.save(error=error)
        return values

    def slopes(self, ctx: Context) -> Array:
        """Return the hyperbolic tangents of the errors."""
        error: Array = ctx["error"]
        np.tanh(error, out=error)
        return error


def log_cosh(y_true: Any, y_pred: Any) -> Array:
    """Return the mean of ``log(cosh(error))`` of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions; the mean is taken over the last axis.
    """
    return LogCosh().call(y_true, y_pred)
