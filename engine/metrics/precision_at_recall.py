"""Precision where the recall is large enough."""

from __future__ import annotations

from engine.metrics.threshold_search import ThresholdSearch, largest_where
from engine.options import REQUIRED, option


class PrecisionAtRecall(ThresholdSearch):
    """Largest precision at a threshold where the recall reaches a limit.

    Targets are 0 and 1, predictions are probabilities.

    References
    ----------
    .. [1] ``keras.metrics.PrecisionAtRecall``.
    """

    recall: float = option(
        default=REQUIRED,
        doc="What the recall must reach.",
        min=0.0,
        max=1.0,
        suggest=0.9,
    )

    def result(self) -> float:
        """Return the best value, 0 if there is no such threshold."""
        return largest_where(self.precisions, self.recalls, self.recall)
