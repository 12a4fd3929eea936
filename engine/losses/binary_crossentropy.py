"""Crossentropy of yes/no probabilities."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.activations import sigmoid
from engine.errors import DataError, Text
from engine.graph.context import Context
from engine.losses.loss import Loss, first_bad
from engine.losses.probabilities import along, axis_mean, clip
from engine.options import option
from engine.types import Array, Shape


class BinaryCrossentropy(Loss):
    """Mean over an axis of ``-(t log(p) + (1 - t) log(1 - p))``.

    Targets are 0, 1 or probabilities between; predictions are probabilities (a last
    layer with a sigmoid) or logits. Probabilities are cut to 1e-7 .. 1 - 1e-7, and
    those that were beyond get no gradient.

    References
    ----------
    .. [1] ``keras.losses.BinaryCrossentropy``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("bce", "BCE")

    from_logits: bool = option(
        default=False, doc="Whether predictions are logits, not probabilities."
    )
    label_smoothing: float = option(
        default=0.0,
        doc="How far targets are moved towards 0.5.",
        min=0.0,
        max=1.0,
    )
    axis: int = option(
        default=-1, doc="Axis that the mean of a sample runs over.", advanced=True
    )

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the crossentropy of each sample."""
        shape, dtype = y_pred.shape, y_pred.dtype
        if self.label_smoothing:
            smooth = ctx.buffer("smooth", shape, dtype)
            np.multiply(y_true, dtype.type(1.0 - self.label_smoothing), out=smooth)
            np.add(smooth, dtype.type(0.5 * self.label_smoothing), out=smooth)
            y_true = smooth
        values = ctx.buffer("values", shape, dtype)
        work = ctx.buffer("work", shape, dtype)
        if self.from_logits:
            # max(z, 0) - z t + log(1 + exp(-|z|)) cannot overflow.
            np.absolute(y_pred, out=work)
            np.negative(work, out=work)
            np.exp(work, out=work)
            np.log1p(work, out=values)
            np.maximum(y_pred, 0, out=work)
            np.add(values, work, out=values)
            np.multiply(y_pred, y_true, out=work)
            np.subtract(values, work, out=values)
            ctx.save(y_true=y_true, y_pred=y_pred)
            return axis_mean(values, self.axis, ctx)
        p = ctx.buffer("p", shape, dtype)
        q = ctx.buffer("q", shape, dtype)
        slope = clip(y_pred, p)
        np.subtract(1, p, out=q)
        np.log(q, out=values)
        np.subtract(1, y_true, out=work)
        np.multiply(values, work, out=values)
        np.log(p, out=work)
        np.multiply(work, y_true, out=work)
        np.add(values, work, out=values)
        np.negative(values, out=values)
        ctx.save(y_true=y_true, p=p, q=q, slope=slope)
        return axis_mean(values, self.axis, ctx)

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return ``(p - t) / (p (1 - p))``, or ``p - t`` for logits."""
        y_true: Array = ctx["y_true"]
        if self.from_logits:
            logits = ctx["y_pred"]
            dy = ctx.buffer("p", logits.shape, logits.dtype)
            sigmoid.forward(logits, dy)
            np.subtract(dy, y_true, out=dy)
        else:
            p, q, slope = ctx["p"], ctx["q"], ctx["slope"]
            np.multiply(p, q, out=q)
            dy = p
            np.subtract(p, y_true, out=dy)
            np.divide(dy, q, out=dy)
            if slope is not None:
                np.multiply(dy, slope, out=dy)
        scale = along(dvalues, self.axis) / dy.shape[self.axis]
        np.multiply(dy, np.asarray(scale, dy.dtype), out=dy)
        return dy

    def remedy(self, y_true: Shape, y_pred: Shape) -> Text:
        """Return what to do about shapes that do not fit."""
        flat = len(y_true) == 1 or (len(y_true) == 2 and y_true[1] == 1)
        if flat and len(y_pred) == 2:
            return Text(
                "For one yes/no answer give the last layer 1 unit with a sigmoid; for "
                "{classes} classes use sparse_categorical_crossentropy.",
                classes=y_pred[1],
            )
        return super().remedy(y_true, y_pred)

    def check_values(self, y_true: Array, y_pred: Shape, where: str) -> None:
        """Raise unless all targets lie in 0 .. 1."""
        del y_pred
        bad = (y_true < 0) | (y_true > 1)
        if not bad.any():
            return
        row, value = first_bad(y_true, bad)
        if np.isin(y_true, (-1, 1)).all():
            remedy = Text("Turn -1 and 1 into 0 and 1.")
        elif value > 1 and value == int(value):
            remedy = Text(
                "For more than two classes use sparse_categorical_crossentropy and one "
                "unit for each class."
            )
        else:
            remedy = Text(
                "Scale the targets, or use mean_squared_error for other numbers."
            )
        raise DataError(
            "{where}: the loss {loss} takes targets between 0 and 1. Received "
            "{value} in sample {row}. {remedy}",
            where=where,
            loss=self.name,
            value=value,
            row=row,
            remedy=remedy,
        )


def binary_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Array:
    """Return the binary crossentropy of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions.
    from_logits : bool, default=False
        Whether predictions are logits.
    label_smoothing : float, default=0.0
        How far targets are moved towards 0.5.
    axis : int, default=-1
        Axis that the mean runs over.
    """
    loss = BinaryCrossentropy(
        from_logits=from_logits, label_smoothing=label_smoothing, axis=axis
    )
    return loss.call(y_true, y_pred)
