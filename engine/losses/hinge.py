"""Hinge loss."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.graph.context import Context
from engine.losses.margin_loss import MarginLoss
from engine.losses.probabilities import step
from engine.types import Array


class Hinge(MarginLoss):
    """Mean over the last axis of ``max(1 - y_true * y_pred, 0)``.

    Targets are -1 and 1; 0 and 1 are taken for that. The last layer is linear or tanh.

    References
    ----------
    .. [1] ``keras.losses.Hinge``.
    """

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return how far each prediction is on the wrong side of the margin."""
        margins = self.margins(y_true, y_pred, ctx)
        values = ctx.buffer("values", margins.shape, margins.dtype)
        np.maximum(margins, 0, out=values)
        return values

    def slopes(self, ctx: Context) -> Array:
        """Return minus the sign where there is a loss."""
        slopes: Array = ctx["margins"]
        step(slopes, slopes)
        np.multiply(slopes, ctx["signs"], out=slopes)
        np.negative(slopes, out=slopes)
        return slopes


def hinge(y_true: Any, y_pred: Any) -> Array:
    """Return the hinge loss of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets -1 and 1 (or 0 and 1), and predictions.
    """
    return Hinge().call(y_true, y_pred)
