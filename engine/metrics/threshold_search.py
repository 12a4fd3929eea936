"""The base of metrics that find the best threshold under a condition."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.metrics.confusion_metric import ConfusionMetric, column, ratio
from engine.options import option
from engine.types import Array


class ThresholdSearch(ConfusionMetric, registers=False):
    """Base of the largest value of one rate where another one is large enough.

    Subclasses declare how large as an option before these.
    """

    direction: Literal["up", "down"] | None = "up"

    num_thresholds: int = option(
        default=200, doc="Number of thresholds tried, from 0 to 1.", min=1
    )
    class_id: int | None = option(
        default=None, doc="Number of the one class that is looked at.", advanced=True
    )

    def setup(self) -> None:
        """Declare the counts."""
        super().setup()
        several = self.num_thresholds > 1
        self.start(np.linspace(0, 1, self.num_thresholds) if several else [0.5])

    def filtered(self, y_true: Array, y_pred: Array) -> tuple[Array, Array]:
        """Return the targets and predictions of one class, if one is chosen."""
        if self.class_id is None:
            return y_true, y_pred
        return column(self, y_true, self.class_id), column(self, y_pred, self.class_id)

    @property
    def recalls(self) -> Array:
        """Share of the true yes that is found at each threshold."""
        right = self.counts["true_positives"].value
        return ratio(right, right + self.counts["false_negatives"].value)

    @property
    def precisions(self) -> Array:
        """Share of answers yes that are right at each threshold."""
        right = self.counts["true_positives"].value
        return ratio(right, right + self.counts["false_positives"].value)

    @property
    def specificities(self) -> Array:
        """Share of the true no that is found at each threshold."""
        right = self.counts["true_negatives"].value
        return ratio(right, right + self.counts["false_positives"].value)


def largest_where(rates: Array, others: Array, limit: float) -> float:
    """Return the largest rate where another one reaches a limit, or 0.

    Parameters
    ----------
    rates, others : ndarray
        Both at each threshold.
    limit : float
        What the other one must reach.
    """
    # Keras compares in float32, where 0.3 reaches 0.3.
    fits = others.astype(np.float32) >= np.float32(limit)
    return float(np.max(rates, where=fits, initial=0.0))
