"""Squared hinge loss."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.losses.margin_loss import MarginLoss
from engine.types import Array


class SquaredHinge(MarginLoss):
    """Mean over the last axis of ``max(1 - y_true * y_pred, 0) ** 2``.

    Targets are -1 and 1; 0 and 1 are taken for that. The last layer is linear or tanh.

    References
    ----------
    .. [1] ``keras.losses.SquaredHinge``.
    """

    slope_factor: ClassVar[float] = 2.0

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the squares of how far predictions are on the wrong side."""
        margins = self.margins(y_true, y_pred, ctx)
        np.maximum(margins, 0, out=margins)
        values = ctx.buffer("values", margins.shape, margins.dtype)
        np.multiply(margins, margins, out=values)
        return values

    def slopes(self, ctx: Context) -> Array:
        """Return minus the sign times how far it is."""
        slopes: Array = ctx["margins"]
        np.multiply(slopes, ctx["signs"], out=slopes)
        np.negative(slopes, out=slopes)
        return slopes


def squared_hinge(y_true: Any, y_pred: Any) -> Array:
    """Return the squared hinge loss of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets -1 and 1 (or 0 and 1), and predictions.
    """
    return SquaredHinge().call(y_true, y_pred)
