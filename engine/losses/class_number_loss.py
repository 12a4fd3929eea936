"""The base of losses for targets that are class numbers."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from engine.errors import DataError, Text
from engine.graph.context import Context
from engine.losses.built_in_loss import BuiltInLoss
from engine.losses.loss import Targets, first_bad
from engine.types import Array, Shape


class ClassNumberLoss(BuiltInLoss, registers=False):
    """Base of losses for class numbers, starting at 0: what targets must be.

    In `forward` they are of dtype intp, and have the shape of the predictions without
    the axis of the classes.
    """

    targets: ClassVar[Targets] = "class_numbers"

    @property
    def class_axis(self) -> int:
        """Axis of the classes."""
        return -1

    @property
    def ignored(self) -> int | None:
        """Class number whose samples do not count."""
        return None

    @property
    def axes(self) -> tuple[int, ...]:
        """Axes that predictions must have."""
        return (self.class_axis,)

    def check_shapes(self, y_true: Shape, y_pred: Shape, where: str) -> None:
        """Raise unless there is one class number for each row of predictions."""
        wanted = _without(y_pred, self.class_axis)
        classes = y_pred[self.class_axis]
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
        classes = y_pred[self.class_axis]
        counts = np.ones(y_true.shape, bool)
        if self.ignored is not None:
            counts = y_true != self.ignored
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
        wanted = _without(y_pred.shape, self.class_axis)
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
