"""The base of the four counts of right and wrong answers."""

from __future__ import annotations

import numpy as np

from engine.metrics.confusion_metric import ConfusionMetric, is_probability
from engine.options import Numbers, option
from engine.parameters import Variable
from engine.types import Array


class CountMetric(ConfusionMetric, registers=False):
    """Base of the four counts; `counted` is the one that is kept."""

    thresholds: Numbers | None = option(
        default=None,
        doc="Probabilities above it mean yes; a list gives a count for each. None is "
        "0.5.",
        check=is_probability,
    )

    def setup(self) -> None:
        """Declare the count."""
        super().setup()
        self.start(np.atleast_1d(0.5 if self.thresholds is None else self.thresholds))

    def declare_counts(self, shape: tuple[int, ...]) -> None:
        """Declare the one count under Keras' name for it."""
        self.accumulator: Variable = self.add_sum("accumulator", shape)
        self.counts = {self.counted[0]: self.accumulator}

    def result(self) -> float | Array:
        """Return the count, one for each of several thresholds."""
        return self.one_or_all(self.accumulator.value)
