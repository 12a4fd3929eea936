"""Share of samples whose true class is among the most probable, for class numbers."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.errors import DataError
from engine.metrics.built_in_metric import DTYPE, NAME
from engine.metrics.mean import MeanOverSamples, misfit
from engine.metrics.top_k_categorical_accuracy import is_in_top_k
from engine.options import DType, option
from engine.types import Array, Json


class SparseTopKCategoricalAccuracy(MeanOverSamples):
    """Share of samples whose true class is among the `k` most probable ones.

    Targets are class numbers, starting at 0.

    References
    ----------
    .. [1] ``keras.metrics.SparseTopKCategoricalAccuracy``.
    """

    direction: Literal["up", "down"] | None = "up"

    k: int = option(default=5, doc="How many classes may be guessed.", min=1)
    name: str = NAME
    dtype: DType | None = DTYPE
    from_sorted_ids: bool = option(
        default=False,
        doc="Whether predictions are class numbers, the most probable first.",
        advanced=True,
    )

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return where the true class is among them."""
        if y_true.shape != y_pred.shape[:-1]:
            if y_true.shape != (*y_pred.shape[:-1], 1):
                raise misfit(y_true, y_pred, self)
            y_true = y_true[..., 0]
        if self.from_sorted_ids:
            return np.asarray((y_true[..., None] == y_pred[..., : self.k]).any(axis=-1))
        labels = y_true.astype(np.intp)
        classes = y_pred.shape[-1]
        if labels.size and not 0 <= labels.min() <= labels.max() < classes:
            raise DataError(
                'Metric "{name}": targets must be class numbers in 0 .. {last}. '
                "Received {smallest} .. {largest}.",
                name=self.name,
                last=classes - 1,
                smallest=int(labels.min()),
                largest=int(labels.max()),
            )
        return is_in_top_k(labels, y_pred, self.k)

    def get_config(self) -> dict[str, Json]:
        """Return the options; Keras writes from_sorted_ids only if it is set."""
        config = super().get_config()
        if not self.from_sorted_ids:
            config.pop("from_sorted_ids")
        return config


def sparse_top_k_categorical_accuracy(
    y_true: Any, y_pred: Any, k: int = 5, from_sorted_ids: bool = False
) -> Array:
    """Return 1 for each sample whose true class is among the most probable, else 0.

    Parameters
    ----------
    y_true, y_pred : array-like
        Class numbers and probabilities.
    k : int, default=5
        How many classes may be guessed.
    from_sorted_ids : bool, default=False
        Whether predictions are class numbers, the most probable first.
    """
    metric = SparseTopKCategoricalAccuracy(k=k, from_sorted_ids=from_sorted_ids)
    return metric.values(np.asarray(y_true), np.asarray(y_pred)).astype(np.float32)
