"""Recall where the precision is large enough."""

from __future__ import annotations

from engine.metrics.threshold_search import ThresholdSearch, largest_where
from engine.options import REQUIRED, option


class RecallAtPrecision(ThresholdSearch):
    """Largest recall at a threshold where the precision reaches a limit.

    Targets are 0 and 1, predictions are probabilities.

    References
    ----------
    .. [1] ``keras.metrics.RecallAtPrecision``.
    """

    precision: float = option(
        default=REQUIRED,
        doc="What the precision must reach.",
        min=0.0,
        max=1.0,
        suggest=0.9,
    )

    def result(self) -> float:
        """Return the best value, 0 if there is no such threshold."""
        return largest_where(self.recalls, self.precisions, self.precision)
