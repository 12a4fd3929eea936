"""Cosine of the angle between target and prediction."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.losses.cosine_similarity import cosine_similarity
from engine.metrics.built_in_metric import DTYPE, NAME
from engine.metrics.mean import MeanOverSamples, same_shape
from engine.options import DType, option
from engine.types import Array, Json


class CosineSimilarity(MeanOverSamples):
    """Mean cosine of the angle between target and prediction: 1 is the same way.

    References
    ----------
    .. [1] ``keras.metrics.CosineSimilarity``.
    """

    direction: Literal["up", "down"] | None = "up"

    name: str = NAME
    dtype: DType | None = DTYPE
    axis: int = option(default=-1, doc="Axis of the vectors.", advanced=True)

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return the cosine of each pair of vectors."""
        return np.negative(
            cosine_similarity(*same_shape(y_true, y_pred, self), self.axis)
        )

    def get_config(self) -> dict[str, Json]:
        """Return the options; Keras does not write the usual axis."""
        config = super().get_config()
        if self.axis == -1:
            config.pop("axis")
        return config
