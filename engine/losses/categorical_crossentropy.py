"""Crossentropy of class probabilities with one-hot targets."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DataError, Text
from engine.graph.context import Context
from engine.kernels.rows import row_dots, row_sums
from engine.kernels.softmax import log_sum_exp
from engine.losses.loss import Loss
from engine.losses.probabilities import along, classes_back, classes_last, clip
from engine.options import option
from engine.types import Array, Shape


class CategoricalCrossentropy(Loss):
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

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the crossentropy of each sample."""
        t = classes_last(y_true, self.axis)
        x = classes_last(y_pred, self.axis)
        shape, dtype = x.shape, x.dtype
        if self.label_smoothing:
            smooth = ctx.buffer("smooth", shape, dtype)
            np.multiply(t, dtype.type(1.0 - self.label_smoothing), out=smooth)
            np.add(smooth, dtype.type(self.label_smoothing / shape[-1]), out=smooth)
            t = smooth
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

    def check_shapes(self, y_true: Shape, y_pred: Shape, where: str) -> None:
        """Raise unless there is a column for each class."""
        super().check_shapes(y_true, y_pred, where)
        if y_pred[self.axis] == 1:
            raise DataError(
                "{where}: the loss {loss} needs one output for each class. Received "
                "predictions of shape {received}. For one yes/no answer use "
                "binary_crossentropy.",
                where=where,
                loss=self.name,
                received=y_pred,
            )

    def remedy(self, y_true: Shape, y_pred: Shape) -> Text:
        """Return what to do about shapes that do not fit."""
        classes = y_pred[-1]
        flat = y_true[:-1] if y_true[-1] == 1 else y_true
        if len(flat) == len(y_pred) - 1:
            return Text(
                "For class numbers use sparse_categorical_crossentropy, or turn them "
                "into {classes} columns with utils.to_categorical.",
                classes=classes,
            )
        if len(y_true) == len(y_pred):
            return Text(
                "Give the last layer {units} units, one for each class.",
                units=y_true[-1],
            )
        return super().remedy(y_true, y_pred)


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
