"""Share of right classes, for one-hot targets."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.metrics.mean import MeanOverSamples, misfit
from engine.types import Array


class CategoricalAccuracy(MeanOverSamples):
    """Share of samples whose most probable class is the true one.

    Targets have a column for each class.

    References
    ----------
    .. [1] ``keras.metrics.CategoricalAccuracy``.
    """

    direction: Literal["up", "down"] | None = "up"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return where the class is right."""
        if y_true.shape != y_pred.shape:
            raise misfit(y_true, y_pred, self)
        right: Array = y_true.argmax(axis=-1) == y_pred.argmax(axis=-1)
        return right


def categorical_accuracy(y_true: Any, y_pred: Any) -> Array:
    """Return 1 for each sample whose most probable class is the true one, else 0.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets with a column for each class, and probabilities.
    """
    metric = CategoricalAccuracy()
    return metric.values(np.asarray(y_true), np.asarray(y_pred)).astype(np.float32)
