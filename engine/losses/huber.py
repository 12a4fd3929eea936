"""Huber loss."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.losses.elementwise_loss import ElementwiseLoss
from engine.options import option
from engine.types import Array


class Huber(ElementwiseLoss):
    """Squared error for small errors, absolute error for large ones.

    Half the square up to `delta`, a straight line with slope `delta` beyond; the mean
    is taken over the last axis.

    References
    ----------
    .. [1] Huber, "Robust estimation of a location parameter", Annals of Statistics,
       1964.
    .. [2] ``keras.losses.Huber``.
    """

    default_name: ClassVar[str] = "huber_loss"
    written_if_changed: ClassVar[tuple[str, ...]] = ("dtype", "delta")

    delta: float = option(
        default=1.0, doc="Size of an error from which on it counts linearly.", min=0.0
    )

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the loss of each error."""
        delta = y_pred.dtype.type(self.delta)
        error = ctx.buffer("error", y_pred.shape, y_pred.dtype)
        np.subtract(y_pred, y_true, out=error)
        # With c the error cut to -delta .. delta both branches are c (error - c / 2).
        cut = ctx.buffer("cut", error.shape, error.dtype)
        np.maximum(error, -delta, out=cut)
        np.minimum(cut, delta, out=cut)
        np.subtract(error, cut * cut.dtype.type(0.5), out=error)
        np.multiply(error, cut, out=error)
        ctx.save(cut=cut)
        return error

    def slopes(self, ctx: Context) -> Array:
        """Return the error, cut to `delta`."""
        cut: Array = ctx["cut"]
        return cut


def huber(y_true: Any, y_pred: Any, delta: float = 1.0) -> Array:
    """Return the Huber loss of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions; the mean is taken over the last axis.
    delta : float, default=1.0
        Size of an error from which on it counts linearly.
    """
    return Huber(delta=delta).call(y_true, y_pred)
