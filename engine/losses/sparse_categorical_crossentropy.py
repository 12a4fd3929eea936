"""Crossentropy of class probabilities with class numbers as targets."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import DataError, Text
from engine.graph.context import Context
from engine.kernels.rows import row_starts, row_sums
from engine.kernels.softmax import log_sum_exp
from engine.losses.loss import Loss, first_bad
from engine.losses.probabilities import classes_back, classes_last, clip
from engine.losses.weighting import Reduction
from engine.options import option
from engine.types import Array, Shape


class SparseCategoricalCrossentropy(Loss):
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
    reduction: Reduction | None = option(
        default="sum_over_batch_size",
        doc="How the values of all samples become one number.",
        advanced=True,
    )
    axis: int = option(default=-1, doc="Axis of the classes.", advanced=True)

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

    def check_shapes(self, y_true: Shape, y_pred: Shape, where: str) -> None:
        """Raise unless there is one class number for each row of predictions."""
        wanted = _without(y_pred, self.axis)
        classes = y_pred[self.axis]
        if classes != 1 and (_fits(y_true, wanted) or _fits(y_true, (*wanted, 1))):
            return
        if classes == 1:
            remedy = Text(
                "For one yes/no answer use binary_crossentropy; else give the last "
                "layer one unit for each class."
            )
        elif _fits(y_true, y_pred):
            remedy = Text(
                "For one-hot targets use categorical_crossentropy, or turn them into "
                "class numbers with argmax(axis=-1)."
            )
        else:
            remedy = Text("Reshape the targets, or change the last layer.")
        raise DataError(
            "{where}: the loss {loss} needs one class number for each row of "
            "probabilities. Received targets of shape {received} for predictions of "
            "shape {predictions}. {remedy}",
            where=where,
            loss=self.name,
            received=y_true,
            predictions=y_pred,
            remedy=remedy,
        )

    def check_values(self, y_true: Array, y_pred: Shape, where: str) -> None:
        """Raise unless all targets are numbers of classes that exist."""
        classes = y_pred[self.axis]
        counts = np.ones(y_true.shape, bool)
        if self.ignore_class is not None:
            counts = y_true != self.ignore_class
        if y_true.dtype.kind == "f":
            broken = counts & (y_true != np.floor(y_true))
            if broken.any():
                row, value = first_bad(y_true, broken)
                raise DataError(
                    "{where}: the loss {loss} needs whole class numbers as targets. "
                    "Received {value} in sample {row}. For other numbers use "
                    "mean_squared_error.",
                    where=where,
                    loss=self.name,
                    value=value,
                    row=row,
                )
        if classes is None:
            return
        outside = counts & ((y_true < 0) | (y_true >= classes))
        if not outside.any():
            return
        row, value = first_bad(y_true, outside)
        largest = int(y_true[counts].max())
        smallest = int(y_true[counts].min())
        if smallest == 1 and largest == classes:
            remedy = Text("Count classes from 0: subtract 1 from the targets.")
        elif smallest < 0:
            remedy = Text("Correct these targets, or name the number as ignore_class.")
        else:
            remedy = Text(
                "Give the last layer {units} units, or correct the targets.",
                units=largest + 1,
            )
        raise DataError(
            "{where}: the loss {loss} has predictions for {classes} classes: targets "
            "must lie in 0 .. {last}. Received {value} in sample {row}. {remedy}",
            where=where,
            loss=self.name,
            classes=classes,
            last=classes - 1,
            value=int(value),
            row=row,
            remedy=remedy,
        )

    def _targets(self, y_true: Array, ctx: Context) -> Array:
        if y_true.dtype == np.intp:
            return y_true
        labels = ctx.buffer("labels", y_true.shape, np.intp)
        np.copyto(labels, y_true, casting="unsafe")
        return labels

    def _align(self, y_true: Array, y_pred: Array) -> tuple[Array, Array]:
        wanted = _without(y_pred.shape, self.axis)
        if y_true.shape == wanted:
            return y_true, y_pred
        if y_true.shape == (*wanted, 1):
            return y_true[..., 0], y_pred
        self.check_shapes(y_true.shape, y_pred.shape, f"Loss {self.name}")
        raise DataError(
            "Loss {loss}: {targets} targets cannot be compared with {predictions} "
            "predictions.",
            loss=self.name,
            targets=y_true.shape[:1],
            predictions=y_pred.shape[:1],
        )


def _without(shape: Shape, axis: int) -> Shape:
    position = axis % len(shape)
    return (*shape[:position], *shape[position + 1 :])


def _fits(shape: Shape, wanted: Shape) -> bool:
    return len(shape) == len(wanted) and all(
        a == b or a is None or b is None
        for a, b in zip(shape[1:], wanted[1:], strict=True)
    )


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
