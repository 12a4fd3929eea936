"""The base of losses for targets with a column for each class."""

from __future__ import annotations

from typing import ClassVar

from engine.errors import DataError, Text
from engine.losses.built_in_loss import BuiltInLoss
from engine.losses.loss import Targets
from engine.types import Shape


class OneHotLoss(BuiltInLoss, registers=False):
    """Base of losses for targets with a column for each class: what shapes must be."""

    targets: ClassVar[Targets] = "one_hot"

    @property
    def class_axis(self) -> int:
        """Axis of the classes."""
        return -1

    @property
    def axes(self) -> tuple[int, ...]:
        """Axes that predictions must have."""
        return (self.class_axis,)

    def check_shapes(self, y_true: Shape, y_pred: Shape, where: str) -> None:
        """Raise unless there is a column for each class."""
        super().check_shapes(y_true, y_pred, where)
        if y_pred[self.class_axis] == 1:
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
