"""Correlation that also asks for the same mean and spread."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.metrics.built_in_metric import DTYPE, NAME
from engine.metrics.mean import MeanOverSamples, same_shape
from engine.options import DType, option
from engine.types import Array

_EPSILON = np.float32(1e-7)


class ConcordanceCorrelation(MeanOverSamples):
    """Mean over samples of the concordance of target and prediction.

    Unlike a correlation it is 1 for equal values only.

    References
    ----------
    .. [1] Lin, "A concordance correlation coefficient to evaluate reproducibility",
       Biometrics 1989.
    .. [2] ``keras.metrics.ConcordanceCorrelation``.
    """

    direction: Literal["up", "down"] | None = "up"

    name: str = NAME
    dtype: DType | None = DTYPE
    axis: int = option(
        default=-1, doc="Axis along which the correlation is taken.", advanced=True
    )

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return the concordance along the axis."""
        target, prediction = same_shape(y_true, y_pred, self)
        target = target.astype(np.float32)
        prediction = prediction.astype(np.float32)
        target_mean = target.mean(axis=self.axis, keepdims=True)
        mean = prediction.mean(axis=self.axis, keepdims=True)
        # The mean of the predictions in both places, as Keras has it: their difference
        # adds nothing to a mean over deviations.
        together = (target - mean) * (prediction - mean)
        spread = target.var(axis=self.axis, keepdims=True)
        spread = spread + prediction.var(axis=self.axis, keepdims=True)
        spread = spread + np.square(target_mean - mean)
        return np.asarray((2 * together / (spread + _EPSILON)).mean(axis=self.axis))


def concordance_correlation(y_true: Any, y_pred: Any, axis: int = -1) -> Array:
    """Return the concordance of targets and predictions along an axis.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions.
    axis : int, default=-1
        The axis.
    """
    metric = ConcordanceCorrelation(axis=axis)
    return metric.values(np.asarray(y_true), np.asarray(y_pred))
