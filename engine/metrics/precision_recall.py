"""The base of precision and recall."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.metrics.confusion_counts import NOWHERE
from engine.metrics.confusion_metric import (
    ConfusionMetric,
    best_only,
    column,
    is_probability,
    ratio,
)
from engine.options import Numbers, option
from engine.types import Array


class PrecisionRecall(ConfusionMetric, registers=False):
    """Base of the share of right answers yes among all of one of the `counted`."""

    direction: Literal["up", "down"] | None = "up"

    thresholds: Numbers | None = option(
        default=None,
        doc="Probabilities above it mean yes; a list gives a result for each. None is "
        "0.5, or no threshold with top_k.",
        check=is_probability,
    )
    top_k: int | None = option(
        default=None,
        doc="Only so many classes with the largest predictions can mean yes.",
        min=1,
        advanced=True,
    )
    class_id: int | None = option(
        default=None, doc="Number of the one class that is looked at.", advanced=True
    )

    def setup(self) -> None:
        """Declare the counts."""
        super().setup()
        default = 0.5 if self.top_k is None else float(NOWHERE)
        self.start(
            np.atleast_1d(default if self.thresholds is None else self.thresholds)
        )

    def filtered(self, y_true: Array, y_pred: Array) -> tuple[Array, Array]:
        """Return the best predictions, or those of one class."""
        if self.top_k is not None:
            y_pred = best_only(y_pred, self.top_k)
        if self.class_id is not None:
            y_true = column(self, y_true, self.class_id)
            y_pred = column(self, y_pred, self.class_id)
        return y_true, y_pred

    def result(self) -> float | Array:
        """Return the share, one for each of several thresholds."""
        right, other = (self.counts[name].value for name in self.counted)
        return self.one_or_all(ratio(right, right + other))
