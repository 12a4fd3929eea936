"""Intersection over union of yes/no answers."""

from __future__ import annotations

import numpy as np

from engine.metrics.built_in_metric import NAME
from engine.metrics.overlap_metric import COUNTED, OverlapMetric
from engine.options import DType, Ints, option
from engine.types import Array


class BinaryIoU(OverlapMetric):
    """Intersection over union of yes/no answers.

    Targets are 0 and 1, predictions are probabilities.

    References
    ----------
    .. [1] ``keras.metrics.BinaryIoU``.
    """

    target_class_ids: Ints = option(
        default=(0, 1), doc="Whether no (0), yes (1) or both count."
    )
    threshold: float = option(default=0.5, doc="Probabilities from it on mean yes.")
    name: str = NAME
    dtype: DType | None = COUNTED

    @property
    def classes(self) -> int:
        """Number of classes."""
        return 2

    @property
    def targets(self) -> tuple[int, ...]:
        """Numbers of the classes that count."""
        return self.target_class_ids

    def class_numbers(self, y_true: Array, y_pred: Array) -> tuple[Array, Array]:
        """Return targets and predictions as class numbers."""
        return y_true, y_pred.astype(np.float32) >= np.float32(self.threshold)
