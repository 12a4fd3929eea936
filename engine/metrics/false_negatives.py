"""Number of wrong answers no."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.metrics.count_metric import CountMetric


class FalseNegatives(CountMetric):
    """Number of wrong answers no.

    Targets are 0 and 1, predictions are probabilities. Weights count instead of
    samples where they are given.

    References
    ----------
    .. [1] ``keras.metrics.FalseNegatives``.
    """

    direction: Literal["up", "down"] | None = "down"
    counted: ClassVar[tuple[str, ...]] = ("false_negatives",)
