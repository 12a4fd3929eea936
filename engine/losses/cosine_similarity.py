"""Cosine of the angle between target and prediction, with a minus sign."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.kernels.rows import row_dots
from engine.losses.built_in_loss import BuiltInLoss
from engine.losses.probabilities import EPSILON, along, classes_back, classes_last
from engine.options import option
from engine.types import Array


class CosineSimilarity(BuiltInLoss):
    """Minus the cosine of the angle between target and prediction: -1 is the same way.

    References
    ----------
    .. [1] ``keras.losses.CosineSimilarity``.
    """

    written_if_changed: ClassVar[tuple[str, ...]] = ("dtype", "axis")

    axis: int = option(default=-1, doc="Axis of the vectors.", advanced=True)

    @property
    def axes(self) -> tuple[int, ...]:
        """Axes that predictions must have."""
        return (self.axis,)

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return minus the cosine of each pair of vectors."""
        t, _, _ = _directions(classes_last(y_true, self.axis), "t", ctx)
        p, scale, is_short = _directions(classes_last(y_pred, self.axis), "p", ctx)
        values = ctx.buffer("values", t.shape[:-1], t.dtype)
        row_dots(t, p, values)
        np.negative(values, out=values)
        ctx.save(t=t, p=p, scale=scale, is_short=is_short)
        return values

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return the part of the target's direction across the prediction."""
        t, p, scale = ctx["t"], ctx["p"], ctx["scale"]
        cosine = ctx.buffer("cosine", scale.shape, scale.dtype)
        row_dots(t, p, cosine[..., 0])
        cosine[ctx["is_short"]] = 0  # a vector without length is only scaled
        np.multiply(p, cosine, out=p)
        np.subtract(p, t, out=p)
        np.multiply(scale, np.asarray(along(dvalues, -1), scale.dtype), out=scale)
        np.multiply(p, scale, out=p)
        return classes_back(p, self.axis)


def _directions(x: Array, name: str, ctx: Context) -> tuple[Array, Array, Array]:
    """Return rows of length 1, what they were multiplied by, and which were too short.

    Shorter rows than 1e-7 are divided by that.
    """
    scale = ctx.buffer(f"{name} scale", (*x.shape[:-1], 1), x.dtype)
    row_dots(x, x, scale[..., 0])
    np.sqrt(scale, out=scale)
    is_short = scale < EPSILON
    np.divide(1, scale, out=scale)
    np.minimum(scale, scale.dtype.type(1 / EPSILON), out=scale)
    unit = ctx.buffer(name, x.shape, x.dtype)
    np.multiply(x, scale, out=unit)
    return unit, scale, is_short


def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Array:
    """Return minus the cosine of the angle between target and prediction.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions.
    axis : int, default=-1
        Axis of the vectors.
    """
    return CosineSimilarity(axis=axis).call(y_true, y_pred)
