"""Correlation of targets and predictions."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.metrics.built_in_metric import DTYPE, NAME
from engine.metrics.mean import MeanOverSamples, same_shape
from engine.options import DType, option
from engine.types import Array


class PearsonCorrelation(MeanOverSamples):
    """Mean over samples of the correlation of target and prediction.

    References
    ----------
    .. [1] ``keras.metrics.PearsonCorrelation``.
    """

    direction: Literal["up", "down"] | None = "up"

    name: str = NAME
    dtype: DType | None = DTYPE
    axis: int = option(
        default=-1, doc="Axis along which the correlation is taken.", advanced=True
    )

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return the correlation along the axis."""
        target, prediction = same_shape(y_true, y_pred, self)
        with np.errstate(all="ignore"):  # NaN where nothing varies, as in Keras
            product = self._scaled(target) * self._scaled(prediction)
        return np.asarray(product.mean(axis=self.axis))

    def _scaled(self, x: Array) -> Array:
        """Return values with mean 0 and deviation 1."""
        x = x.astype(np.float32)
        x = x - x.mean(axis=self.axis, keepdims=True)
        return np.asarray(x / x.std(axis=self.axis, keepdims=True))


def pearson_correlation(y_true: Any, y_pred: Any, axis: int = -1) -> Array:
    """Return the correlation of targets and predictions along an axis.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions.
    axis : int, default=-1
        The axis.
    """
    return PearsonCorrelation(axis=axis).values(np.asarray(y_true), np.asarray(y_pred))
