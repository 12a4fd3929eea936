"""Root of the mean squared error."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np

from engine.metrics.mean import MeanOverSamples, same_shape
from engine.types import Array


class RootMeanSquaredError(MeanOverSamples):
    """Root of the mean over all samples of ``(y_true - y_pred) ** 2``.

    References
    ----------
    .. [1] ``keras.metrics.RootMeanSquaredError``.
    """

    direction: Literal["up", "down"] | None = "down"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return the squares of the errors."""
        y_true, y_pred = same_shape(y_true, y_pred, self)
        dtype = np.dtype(self.dtype)
        squares = y_pred.astype(dtype) - y_true.astype(dtype)
        return np.asarray(np.multiply(squares, squares, out=squares))

    def update_state(
        self, y_true: Any, y_pred: Any, sample_weight: Any = None, *, mask: Any = None
    ) -> None:
        """Take in a batch; as in Keras, a mask makes no difference here."""
        del mask
        super().update_state(y_true, y_pred, sample_weight)

    def result(self) -> float:
        """Return the root of the mean."""
        return math.sqrt(super().result())
