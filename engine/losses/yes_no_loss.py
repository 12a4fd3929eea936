"""The base of crossentropies of yes/no answers."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from engine.errors import DataError, Text
from engine.losses.elementwise_loss import ElementwiseLoss
from engine.losses.loss import Targets, first_bad
from engine.types import Array, Shape


class YesNoLoss(ElementwiseLoss, registers=False):
    """Base of losses for targets 0 and 1: what shapes and targets must be."""

    targets: ClassVar[Targets] = "yes_no"

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
