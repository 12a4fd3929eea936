"""Crossentropy of class probabilities with one-hot targets."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.graph.context import Context
from engine.kernels.rows import row_dots, row_sums
from engine.kernels.softmax import log_sum_exp
from engine.losses.one_hot_loss import OneHotLoss
from engine.losses.probabilities import (
    along,
    classes_back,
    classes_last,
    clip,
    smoothed,
)
from engine.options import option
from engine.types import Array


class CategoricalCrossentropy(OneHotLoss):
    """``-sum(t log(p))`` over the classes, for targets with a column for each class.

    Probabilities are divided by their sum and cut to 1e-7 .. 1 - 1e-7; those that were
    beyond get no gradient.

    References
    ----------
    .. [1] ``keras.losses.CategoricalCrossentropy``.
    """

    from_logits: bool = option(
        default=False, doc="Whether predictions are logits, not probabilities."
    )
    label_smoothing: float = option(
        default=0.0,
        doc="How far targets are moved towards equal probabilities.",
        min=0.0,
        max=1.0,
    )
    axis: int = option(default=-1, doc="Axis of the classes.", advanced=True)

    @property
    def class_axis(self) -> int:
        """Axis of the classes."""
        return self.axis

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the crossentropy of each sample."""
        t = classes_last(y_true, self.axis)
        x = classes_last(y_pred, self.axis)
        shape, dtype = x.shape, x.dtype
        # As in Keras the last axis says how many classes share what is taken off.
        t = smoothed(t, dtype, self.label_smoothing, y_true.shape[-1], ctx)
        sums = ctx.buffer("sums", (*shape[:-1], 1), dtype)
        values = ctx.buffer("values", shape[:-1], dtype)
        o = ctx.buffer("o", shape, dtype)
        logs = ctx.buffer("logs", shape, dtype)
        if self.from_logits:
            largest = log_sum_exp(x, o, sums[..., 0])
            np.subtract(x, largest[..., None], out=logs)
            np.subtract(logs, np.log(sums), out=logs)
            ctx.save(t=t, sums=sums, o=o)
        else:
            c = ctx.buffer("c", shape, dtype)
            row_sums(x, sums[..., 0])
            np.divide(x, sums, out=o)
            slope = clip(o, c)
            np.log(c, out=logs)
            ctx.save(t=t, sums=sums, o=o, c=c, slope=slope)
        row_dots(t, logs, values)
        np.negative(values, out=values)
        return values

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return the derivative by probabilities or logits."""
        t, sums, o = ctx["t"], ctx["sums"], ctx["o"]
        scale = along(dvalues, -1)
        row = ctx.buffer("row", sums.shape, sums.dtype)
        if self.from_logits:
            row_sums(t, row[..., 0])
            np.divide(row, sums, out=row)
            np.multiply(o, row, out=o)
            np.subtract(o, t, out=o)
            np.multiply(o, np.asarray(scale, o.dtype), out=o)
            return classes_back(o, self.axis)
        dlog, slope = ctx["c"], ctx["slope"]
        np.divide(t, dlog, out=dlog)
        if slope is not None:
            np.multiply(dlog, slope, out=dlog)
        # o = x / sum(x): the mean that every class shares is taken off again.
        row_dots(dlog, o, row[..., 0])
        np.subtract(row, dlog, out=dlog)
        np.divide(np.asarray(scale, o.dtype), sums, out=row)
        np.multiply(dlog, row, out=dlog)
        return classes_back(dlog, self.axis)


def categorical_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Array:
    """Return the categorical crossentropy of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets with a column for each class, and predictions.
    from_logits : bool, default=False
        Whether predictions are logits.
    label_smoothing : float, default=0.0
        How far targets are moved towards equal probabilities.
    axis : int, default=-1
        Axis of the classes.
    """
    loss = CategoricalCrossentropy(
        from_logits=from_logits, label_smoothing=label_smoothing, axis=axis
    )
    return loss.call(y_true, y_pred)
