"""Crossentropy of yes/no probabilities."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.activations import sigmoid
from engine.graph.context import Context
from engine.losses.probabilities import clip, smoothed
from engine.losses.yes_no_loss import YesNoLoss
from engine.options import option
from engine.types import Array


class BinaryCrossentropy(YesNoLoss):
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

    @property
    def mean_axis(self) -> int:
        """Axis that the mean is taken over."""
        return self.axis

    def elements(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the crossentropy of each answer."""
        shape, dtype = y_pred.shape, y_pred.dtype
        y_true = smoothed(y_true, dtype, self.label_smoothing, 2, ctx)
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
            return values
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
        return values

    def slopes(self, ctx: Context) -> Array:
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
            dy = np.asarray(p)
            np.subtract(p, y_true, out=dy)
            np.divide(dy, q, out=dy)
            if slope is not None:
                np.multiply(dy, slope, out=dy)
        return dy


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
