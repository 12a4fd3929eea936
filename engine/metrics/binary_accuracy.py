"""Share of yes/no answers that are right."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.metrics.built_in_metric import DTYPE, NAME
from engine.metrics.mean import MeanOverSamples, same_shape
from engine.options import DType, option
from engine.types import Array


class BinaryAccuracy(MeanOverSamples):
    """Share of probabilities on the right side of a threshold; targets are 0 and 1.

    References
    ----------
    .. [1] ``keras.metrics.BinaryAccuracy``.
    """

    direction: Literal["up", "down"] | None = "up"

    name: str = NAME
    dtype: DType | None = DTYPE
    threshold: float = option(default=0.5, doc="Probabilities above it mean yes.")

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return where the answer is right."""
        return _right(*same_shape(y_true, y_pred, self), self.threshold)


def _right(y_true: Array, y_pred: Array, threshold: float) -> Array:
    answers = y_pred > y_pred.dtype.type(threshold)
    if y_true.dtype == bool:
        return np.asarray(answers == y_true)
    # Of the dtype of the targets: comparing bool with numbers converts more slowly.
    return np.asarray(answers.astype(y_true.dtype) == y_true)


def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> Array:
    """Return 1 where a yes/no answer is right, else 0.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets 0 and 1, and probabilities.
    threshold : float, default=0.5
        Probabilities above it mean yes.
    """
    metric = BinaryAccuracy(threshold=threshold)
    prediction = np.asarray(y_pred, np.float32)
    return metric.values(np.asarray(y_true), prediction).astype(np.float32)
