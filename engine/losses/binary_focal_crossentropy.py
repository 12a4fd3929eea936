"""Crossentropy of yes/no probabilities that makes little of easy samples."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.activations import sigmoid
from engine.graph.context import Context
from engine.losses.probabilities import clip, smoothed
from engine.losses.yes_no_loss import YesNoLoss
from engine.options import option
from engine.types import Array


class BinaryFocalCrossentropy(YesNoLoss):
    """Binary crossentropy times ``(1 - p_t) ** gamma``.

    ``p_t`` is the probability given to the right answer, so that samples that are
    right already count little.

    References
    ----------
    .. [1] Lin et al., "Focal Loss for Dense Object Detection", arXiv:1708.02002.
    .. [2] ``keras.losses.BinaryFocalCrossentropy``.
    """

    apply_class_balancing: bool = option(
        default=False, doc="Whether the two answers are weighted with alpha."
    )
    alpha: float = option(
        default=0.25, doc="Weight of the answer yes; no gets 1 - alpha."
    )
    gamma: float = option(
        default=2.0, doc="How much less easy samples count; 0 is no difference."
    )
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
        """Return the focal crossentropy of each answer."""
        shape, dtype = y_pred.shape, y_pred.dtype
        t = smoothed(y_true, dtype, self.label_smoothing, 2, ctx)
        p = y_pred
        if self.from_logits:
            p = ctx.buffer("p", shape, dtype)
            sigmoid.forward(y_pred, p)
        cut = ctx.buffer("cut", shape, dtype)
        slope = clip(p, cut)
        entropy = ctx.buffer("entropy", shape, dtype)
        work = ctx.buffer("work", shape, dtype)
        # -(t log(p) + (1 - t) log(1 - p))
        np.subtract(1, cut, out=entropy)
        np.log(entropy, out=entropy)
        np.subtract(1, t, out=work)
        np.multiply(entropy, work, out=entropy)
        np.log(cut, out=work)
        np.multiply(work, t, out=work)
        np.add(entropy, work, out=entropy)
        np.negative(entropy, out=entropy)
        # 1 - p_t = t + p - 2 t p, written as Keras rounds it.
        missing = ctx.buffer("missing", shape, dtype)
        np.multiply(1 - t, 1 - p, out=missing)
        np.multiply(t, p, out=work)
        np.add(missing, work, out=missing)
        np.subtract(1, missing, out=missing)
        focus = ctx.buffer("focus", shape, dtype)
        np.power(missing, dtype.type(self.gamma), out=focus)
        values = ctx.buffer("values", shape, dtype)
        np.multiply(entropy, focus, out=values)
        if self.apply_class_balancing:
            np.multiply(values, self._balance(t), out=values)
        ctx.save(
            t=t,
            p=p,
            cut=cut,
            slope=slope,
            entropy=entropy,
            missing=missing,
            focus=focus,
        )
        return values

    def slopes(self, ctx: Context) -> Array:
        """Return the derivative of both factors by probability or logit."""
        t, p, cut, focus = ctx["t"], ctx["p"], ctx["cut"], ctx["focus"]
        dy = ctx.buffer("dy", cut.shape, cut.dtype)
        np.subtract(cut, t, out=dy)
        np.divide(dy, cut * (1 - cut), out=dy)
        if ctx["slope"] is not None:
            np.multiply(dy, ctx["slope"], out=dy)
        np.multiply(dy, focus, out=dy)
        if self.gamma:
            bend = np.power(ctx["missing"], cut.dtype.type(self.gamma - 1), out=focus)
            np.multiply(bend, cut.dtype.type(self.gamma), out=bend)
            np.multiply(bend, 1 - 2 * t, out=bend)
            np.multiply(bend, ctx["entropy"], out=bend)
            np.add(dy, bend, out=dy)
        if self.apply_class_balancing:
            np.multiply(dy, self._balance(t), out=dy)
        if self.from_logits:
            np.multiply(dy, p * (1 - p), out=dy)
        return dy

    def _balance(self, t: Array) -> Array:
        alpha = t.dtype.type(self.alpha)
        return np.asarray(t * alpha + (1 - t) * (1 - alpha))


def binary_focal_crossentropy(
    y_true: Any,
    y_pred: Any,
    apply_class_balancing: bool = False,
    alpha: float = 0.25,
    gamma: float = 2.0,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Array:
    """Return the binary focal crossentropy of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions.
    apply_class_balancing : bool, default=False
        Whether the two answers are weighted with `alpha`.
    alpha : float, default=0.25
        Weight of the answer yes.
    gamma : float, default=2.0
        How much less easy samples count.
    from_logits : bool, default=False
        Whether predictions are logits.
    label_smoothing : float, default=0.0
        How far targets are moved towards 0.5.
    axis : int, default=-1
        Axis that the mean runs over.
    """
    loss = BinaryFocalCrossentropy(
        apply_class_balancing=apply_class_balancing,
        alpha=alpha,
        gamma=gamma,
        from_logits=from_logits,
        label_smoothing=label_smoothing,
        axis=axis,
    )
    return loss.call(y_true, y_pred)
