"""The base of the hinge losses of one answer."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from engine.errors import DataError, Text
from engine.graph.context import Context
from engine.losses.elementwise_loss import ElementwiseLoss
from engine.losses.loss import Targets, first_bad
from engine.types import Array, Shape


class MarginLoss(ElementwiseLoss, registers=False):
    """Base of losses of ``1 - y_true * y_pred`` for targets -1 and 1.

    Targets 0 and 1 are taken for -1 and 1.
    """

    targets: ClassVar[Targets] = "yes_no"

    def margins(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return ``1 - y_true * y_pred``; keeps the signs as ``"signs"``."""
        shape, dtype = y_pred.shape, y_pred.dtype
        signs = ctx.buffer("signs", shape, dtype)
        if np.logical_or(y_true == 0, y_true == 1).all():
            np.multiply(y_true, 2, out=signs)
            np.subtract(signs, 1, out=signs)
        else:
            np.copyto(signs, y_true)
        margins = ctx.buffer("margins", shape, dtype)
        np.multiply(signs, y_pred, out=margins)
        np.subtract(1, margins, out=margins)
        ctx.save(signs=signs, margins=margins)
        return margins

    def remedy(self, y_true: Shape, y_pred: Shape) -> Text:
        """Return what to do about shapes that do not fit."""
        flat = len(y_true) == 1 or (len(y_true) == 2 and y_true[1] == 1)
        if flat and len(y_pred) == 2:
            return Text(
                "Give the last layer 1 unit; for {classes} classes turn the targets "
                "into columns with utils.to_categorical and use categorical_hinge.",
                classes=y_pred[1],
            )
        return super().remedy(y_true, y_pred)

    def check_values(self, y_true: Array, y_pred: Shape, where: str) -> None:
        """Raise unless all targets lie in -1 .. 1."""
        del y_pred
        bad = (y_true < -1) | (y_true > 1)
        if not bad.any():
            return
        row, value = first_bad(y_true, bad)
        raise DataError(
            "{where}: the loss {loss} takes targets -1 and 1, or 0 and 1. Received "
            "{value} in sample {row}. For more than two classes use categorical_hinge, "
            "for numbers mean_squared_error.",
            where=where,
            loss=self.name,
            value=value,
            row=row,
        )
