"""Hinge loss of several classes."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.graph.context import Context
from engine.kernels.rows import row_dots, row_max, row_sums
from engine.losses.one_hot_loss import OneHotLoss
from engine.losses.probabilities import along, step
from engine.types import Array


class CategoricalHinge(OneHotLoss):
    """How much the true class lacks to lie 1 above the best of the others.

    ``max(best - true + 1, 0)`` for targets with a column for each class, where
    ``true = sum(y_true * y_pred)`` and ``best = max((1 - y_true) * y_pred)``.

    References
    ----------
    .. [1] ``keras.losses.CategoricalHinge``.
    """

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the loss of each sample."""
        shape, dtype = y_pred.shape, y_pred.dtype
        others = ctx.buffer("others", shape, dtype)
        np.subtract(1, y_true, out=others)
        rivals = ctx.buffer("rivals", shape, dtype)
        np.multiply(others, y_pred, out=rivals)
        best = row_max(rivals)
        lack = ctx.buffer("lack", shape[:-1], dtype)
        row_dots(y_true, y_pred, lack)
        np.subtract(best, lack, out=lack)
        np.add(lack, 1, out=lack)
        values = ctx.buffer("values", lack.shape, dtype)
        np.maximum(lack, 0, out=values)
        ctx.save(y_true=y_true, others=others, rivals=rivals, best=best, lack=lack)
        return values

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return -1 for the true class and 1 for the best of the others."""
        dy, lack = ctx["rivals"], ctx["lack"]
        # Several best ones share the derivative, as in JAX.
        np.equal(dy, ctx["best"][..., None], out=dy)
        counts = ctx.buffer("counts", lack.shape, lack.dtype)
        row_sums(dy, counts)
        np.divide(dy, counts[..., None], out=dy)
        np.multiply(dy, ctx["others"], out=dy)
        np.subtract(dy, ctx["y_true"], out=dy)
        step(lack, lack)
        np.multiply(lack, np.asarray(dvalues, lack.dtype), out=lack)
        np.multiply(dy, along(lack, -1), out=dy)
        return np.asarray(dy)


def categorical_hinge(y_true: Any, y_pred: Any) -> Array:
    """Return the hinge loss of each sample over several classes.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets with a column for each class, and predictions.
    """
    return CategoricalHinge().call(y_true, y_pred)
