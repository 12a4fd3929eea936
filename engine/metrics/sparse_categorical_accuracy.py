"""Share of right classes, for class numbers as targets."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.metrics.mean import MeanOverSamples, misfit
from engine.types import Array


class SparseCategoricalAccuracy(MeanOverSamples):
    """Share of samples whose most probable class is the true one.

    Targets are class numbers, starting at 0.

    References
    ----------
    .. [1] ``keras.metrics.SparseCategoricalAccuracy``.
    """

    direction: Literal["up", "down"] | None = "up"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return where the class is right."""
        if y_true.shape != y_pred.shape[:-1]:
            if y_true.shape != (*y_pred.shape[:-1], 1):
                raise misfit(y_true, y_pred, self)
            y_true = y_true[..., 0]
        right: Array = y_pred.argmax(axis=-1) == y_true
        return right


def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> Array:
    """Return 1 for each sample whose most probable class is the true one, else 0.

    Parameters
    ----------
    y_true, y_pred : array-like
        Class numbers and probabilities.
    """
    metric = SparseCategoricalAccuracy()
    return metric.values(np.asarray(y_true), np.asarray(y_pred)).astype(np.float32)
