"""Crossentropy of class probabilities that makes little of easy samples."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.graph.context import Context
from engine.kernels.rows import row_dots, row_sums
from engine.kernels.softmax import softmax
from engine.losses.one_hot_loss import OneHotLoss
from engine.losses.probabilities import (
    along,
    classes_back,
    classes_last,
    clip,
    smoothed,
)
from engine.options import Numbers, option
from engine.types import Array


class CategoricalFocalCrossentropy(OneHotLoss):
    """``-alpha * sum(t * (1 - p) ** gamma * log(p))`` over the classes.

    Probabilities are divided by their sum and cut to 1e-7 .. 1 - 1e-7.

    References
    ----------
    .. [1] Lin et al., "Focal Loss for Dense Object Detection", arXiv:1708.02002.
    .. [2] ``keras.losses.CategoricalFocalCrossentropy``.
    """

    alpha: Numbers = option(
        default=0.25, doc="Weight of all classes, or a list with one for each."
    )
    gamma: float = option(
        default=2.0, doc="How much less easy samples count; 0 is no difference."
    )
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
        """Return the focal crossentropy of each sample."""
        t = classes_last(y_true, self.axis)
        x = classes_last(y_pred, self.axis)
        shape, dtype = x.shape, x.dtype
        t = smoothed(t, dtype, self.label_smoothing, y_true.shape[-1], ctx)
        o = ctx.buffer("o", shape, dtype)
        sums = ctx.buffer("sums", (*shape[:-1], 1), dtype)
        if self.from_logits:
            softmax(x, o)
            sums.fill(1)
        else:
            row_sums(x, sums[..., 0])
            np.divide(x, sums, out=o)
        cut = ctx.buffer("cut", shape, dtype)
        slope = clip(o, cut)
        focus = ctx.buffer("focus", shape, dtype)
        np.subtract(1, cut, out=focus)
        np.power(focus, dtype.type(self.gamma), out=focus)
        np.multiply(focus, self._alpha(dtype), out=focus)
        logs = ctx.buffer("logs", shape, dtype)
        np.log(cut, out=logs)
        np.multiply(logs, t, out=logs)
        np.negative(logs, out=logs)
        values = ctx.buffer("values", shape[:-1], dtype)
        row_dots(focus, logs, values)
        ctx.save(t=t, o=o, sums=sums, cut=cut, slope=slope, focus=focus, logs=logs)
        return values

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return the derivative by probabilities or logits."""
        o, cut, focus = ctx["o"], ctx["cut"], ctx["focus"]
        dtype = o.dtype
        do = ctx.buffer("do", o.shape, dtype)
        np.divide(ctx["t"], cut, out=do)
        np.multiply(do, focus, out=do)
        np.negative(do, out=do)
        if self.gamma:
            np.subtract(1, cut, out=focus)
            np.power(focus, dtype.type(self.gamma - 1), out=focus)
            np.multiply(focus, self._alpha(dtype), out=focus)
            np.multiply(focus, dtype.type(self.gamma), out=focus)
            np.multiply(focus, ctx["logs"], out=focus)
            np.subtract(do, focus, out=do)
        if ctx["slope"] is not None:
            np.multiply(do, ctx["slope"], out=do)
        # o = x / sum(x), or softmax(x): what all classes share is taken off again.
        shared = ctx.buffer("shared", (*o.shape[:-1], 1), dtype)
        row_dots(do, o, shared[..., 0])
        np.subtract(do, shared, out=do)
        if self.from_logits:
            np.multiply(do, o, out=do)
        scale = np.asarray(along(dvalues, -1), dtype) / ctx["sums"]
        np.multiply(do, scale, out=do)
        return classes_back(do, self.axis)

    def _alpha(self, dtype: np.dtype[Any]) -> Array:
        return np.asarray(self.alpha, dtype)


def categorical_focal_crossentropy(
    y_true: Any,
    y_pred: Any,
    alpha: Any = 0.25,
    gamma: float = 2.0,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Array:
    """Return the categorical focal crossentropy of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets with a column for each class, and predictions.
    alpha : float or list of float, default=0.25
        Weight of all classes, or one for each.
    gamma : float, default=2.0
        How much less easy samples count.
    from_logits : bool, default=False
        Whether predictions are logits.
    label_smoothing : float, default=0.0
        How far targets are moved towards equal probabilities.
    axis : int, default=-1
        Axis of the classes.
    """
    loss = CategoricalFocalCrossentropy(
        alpha=alpha,
        gamma=gamma,
        from_logits=from_logits,
        label_smoothing=label_smoothing,
        axis=axis,
    )
    return loss.call(y_true, y_pred)
