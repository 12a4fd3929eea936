"""Crossentropy of class probabilities with class numbers as targets."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.kernels.rows import row_starts, row_sums
from engine.kernels.softmax import log_sum_exp
from engine.losses.built_in_loss import REDUCTION
from engine.losses.class_number_loss import ClassNumberLoss
from engine.losses.probabilities import classes_back, classes_last, clip
from engine.losses.weighting import Reduction
from engine.options import option
from engine.types import Array


class SparseCategoricalCrossentropy(ClassNumberLoss):
    """``-log(p[t])`` for targets that are class numbers ``t``, starting at 0.

    Targets have the shape of the predictions without the axis of the classes.
    Probabilities are divided by their sum and cut to 1e-7 .. 1 - 1e-7; those that were
    beyond get no gradient.

    References
    ----------
    .. [1] ``keras.losses.SparseCategoricalCrossentropy``.
    """

    written_if_changed: ClassVar[tuple[str, ...]] = ("dtype", "axis")

    from_logits: bool = option(
        default=False, doc="Whether predictions are logits, not probabilities."
    )
    ignore_class: int | None = option(
        default=None, doc="Class number whose samples do not count.", advanced=True
    )
    reduction: Reduction | None = REDUCTION
    axis: int = option(default=-1, doc="Axis of the classes.", advanced=True)

    @property
    def class_axis(self) -> int:
        """Axis of the classes."""
        return self.axis

    @property
    def ignored(self) -> int | None:
        """Class number whose samples do not count."""
        return self.ignore_class

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the crossentropy of each sample."""
        x = classes_last(y_pred, self.axis)
        rows, classes = y_true.size, x.shape[-1]
        labels = y_true.reshape(-1)
        valid = None
        if self.ignore_class is not None:
            valid = labels != self.ignore_class
            labels = np.where(valid, labels, 0)
        # Positions of the true classes in the flat predictions.
        chosen = ctx.buffer("chosen", (rows,), np.intp)
        np.add(row_starts(rows, classes), labels, out=chosen)
        values = ctx.buffer("values", (rows,), x.dtype)
        sums = ctx.buffer("sums", (rows,), x.dtype)
        matrix = x.reshape(rows, classes)
        if self.from_logits:
            exps = ctx.buffer("dy", matrix.shape, x.dtype)
            largest = log_sum_exp(matrix, exps, sums)
            np.log(sums, out=values)
            largest -= x.reshape(-1).take(chosen)
            np.add(values, largest, out=values)
            ctx.save(exps=exps)
        else:
            o = ctx.buffer("o", (rows,), x.dtype)
            c = ctx.buffer("c", (rows,), x.dtype)
            row_sums(matrix, sums)
            np.divide(x.reshape(-1).take(chosen), sums, out=o)
            slope = clip(o, c)
            np.log(c, out=values)
            np.negative(values, out=values)
            ctx.save(o=o, c=c, slope=slope)
        if valid is not None:
            values[~valid] = 0
            valid = valid.reshape(y_true.shape)
        ctx.save(chosen=chosen, sums=sums, valid=valid, shape=x.shape)
        return values.reshape(y_true.shape)

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return the derivative by probabilities or logits."""
        chosen, sums, shape = ctx["chosen"], ctx["sums"], ctx["shape"]
        rows, classes = sums.size, shape[-1]
        dy = ctx.buffer("dy", (rows, classes), sums.dtype)
        scale = np.asarray(dvalues, sums.dtype).reshape(-1)
        common = ctx.buffer("common", (rows,), sums.dtype)
        if self.from_logits:
            np.divide(scale, sums, out=common)
            np.multiply(ctx["exps"], common[:, None], out=dy)
            dy.reshape(-1)[chosen] -= scale
        else:
            # -log(x[t] / sum(x)): every class gets 1 / sum(x), the true one -1 / x[t].
            o, c, slope = ctx["o"], ctx["c"], ctx["slope"]
            if slope is not None:
                scale = scale * slope
            np.multiply(c, sums, out=c)
            np.divide(scale, c, out=c)
            np.multiply(c, o, out=common)
            np.copyto(dy, common[:, None])
            dy.reshape(-1)[chosen] -= c
        valid = ctx["valid"]
        if valid is not None:
            dy[~valid.reshape(-1)] = 0
        return classes_back(dy.reshape(shape), self.axis)

    def value_mask(self, ctx: Context) -> Array | None:
        """Return which samples are not of the ignored class."""
        mask: Array | None = ctx["valid"]
        return mask


def sparse_categorical_crossentropy(
    y_true: Any,
    y_pred: Any,
    from_logits: bool = False,
    ignore_class: int | None = None,
    axis: int = -1,
) -> Array:
    """Return the crossentropy of each sample for targets that are class numbers.

    Parameters
    ----------
    y_true, y_pred : array-like
        Class numbers and predictions.
    from_logits : bool, default=False
        Whether predictions are logits.
    ignore_class : int, optional
        Class number whose samples do not count.
    axis : int, default=-1
        Axis of the classes.
    """
    loss = SparseCategoricalCrossentropy(
        from_logits=from_logits, ignore_class=ignore_class, axis=axis
    )
    return loss.call(y_true, y_pred)
