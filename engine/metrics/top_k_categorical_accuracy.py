"""Share of samples whose true class is among the most probable, for one-hot targets."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.metrics.mean import MeanOverSamples, misfit
from engine.options import option
from engine.types import Array


class TopKCategoricalAccuracy(MeanOverSamples):
    """Share of samples whose true class is among the `k` most probable ones.

    Targets have a column for each class.

    References
    ----------
    .. [1] ``keras.metrics.TopKCategoricalAccuracy``.
    """

    direction: Literal["up", "down"] | None = "up"

    k: int = option(default=5, doc="How many classes may be guessed.", min=1)

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return where the true class is among them."""
        if y_true.shape != y_pred.shape:
            raise misfit(y_true, y_pred, self)
        return is_in_top_k(y_true.argmax(axis=-1), y_pred, self.k)


def is_in_top_k(labels: Array, y_pred: Array, k: int) -> Array:
    """Return where fewer than `k` classes are more probable than the true one.

    Parameters
    ----------
    labels : ndarray of int
        Class numbers, of the shape of the predictions without the last axis.
    y_pred : ndarray
        Predictions.
    k : int
        How many may be guessed.
    """
    chosen = labels[..., None]
    own = np.take_along_axis(y_pred, chosen, axis=-1)
    # NaN is no large probability.
    own = np.where(np.isnan(own), -np.inf, own)
    return np.asarray((y_pred > own).sum(axis=-1) < k)


def top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5) -> Array:
    """Return 1 for each sample whose true class is among the most probable, else 0.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets with a column for each class, and probabilities.
    k : int, default=5
        How many classes may be guessed.
    """
    metric = TopKCategoricalAccuracy(k=k)
    return metric.values(np.asarray(y_true), np.asarray(y_pred)).astype(np.float32)
