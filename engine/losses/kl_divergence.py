"""Kullback-Leibler divergence."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import DataError
from engine.graph.context import Context
from engine.kernels.rows import row_dots
from engine.losses.built_in_loss import BuiltInLoss
from engine.losses.loss import first_bad
from engine.losses.probabilities import EPSILON, along, clip
from engine.types import Array, Shape


class KLDivergence(BuiltInLoss):
    """Sum over the last axis of ``y_true * log(y_true / y_pred)``.

    Both are probabilities; they are cut to 1e-7 .. 1.

    References
    ----------
    .. [1] ``keras.losses.KLDivergence``.
    """

    aliases: ClassVar[tuple[str, ...]] = (
        "kld",
        "KLD",
        "kullback_leibler_divergence",
    )

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the divergence of each sample."""
        shape, dtype = y_pred.shape, y_pred.dtype
        bounds = np.full((), EPSILON, dtype), np.ones((), dtype)
        t = ctx.buffer("t", shape, dtype)
        np.maximum(y_true, bounds[0], out=t)
        np.minimum(t, bounds[1], out=t)
        p = ctx.buffer("p", shape, dtype)
        slope = clip(y_pred, p, bounds)
        logs = ctx.buffer("logs", shape, dtype)
        np.divide(t, p, out=logs)
        np.log(logs, out=logs)
        values = ctx.buffer("values", shape[:-1], dtype)
        row_dots(t, logs, values)
        ctx.save(t=t, p=p, slope=slope)
        return values

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return ``-y_true / y_pred``."""
        t, p, slope = ctx["t"], ctx["p"], ctx["slope"]
        np.divide(t, p, out=t)
        if slope is not None:
            np.multiply(t, slope, out=t)
        np.multiply(t, np.asarray(along(dvalues, -1), t.dtype), out=t)
        np.negative(t, out=t)
        return np.asarray(t)

    def check_values(self, y_true: Array, y_pred: Shape, where: str) -> None:
        """Raise unless all targets are probabilities."""
        del y_pred
        bad = (y_true < 0) | (y_true > 1)
        if not bad.any():
            return
        row, value = first_bad(y_true, bad)
        raise DataError(
            "{where}: the loss {loss} compares probabilities: targets must lie in "
            "0 .. 1. Received {value} in sample {row}. Divide each row by its sum, or "
            "use mean_squared_error for other numbers.",
            where=where,
            loss=self.name,
            value=value,
            row=row,
        )


def kl_divergence(y_true: Any, y_pred: Any) -> Array:
    """Return the Kullback-Leibler divergence of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Probabilities; the sum is taken over the last axis.
    """
    return KLDivergence().call(y_true, y_pred)
