"""Mean absolute error."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.losses.elementwise_loss import ElementwiseLoss
from engine.types import Array


class MeanAbsoluteError(ElementwiseLoss):
    """Mean over the last axis of ``abs(y_true - y_pred)``.

    References
    ----------
    .. [1] ``keras.losses.MeanAbsoluteError``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("mae", "MAE")

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the sizes of the errors."""
        error = ctx.buffer("error", y_pred.shape, y_pred.dtype)
        np.subtract(y_pred, y_true, out=error)
        sizes = ctx.buffer("sizes", error.shape, error.dtype)
        np.absolute(error, out=sizes)
        ctx.save(error=error)
        return sizes

    def slopes(self, ctx: Context) -> Array:
        """Return the signs of the errors."""
        error: Array = ctx["error"]
        np.sign(error, out=error)
        return error


def mean_absolute_error(y_true: Any, y_pred: Any) -> Array:
    """Return the mean absolute error of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions; the mean is taken over the last axis.
    """
    return MeanAbsoluteError().call(y_true, y_pred)
