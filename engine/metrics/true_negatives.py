"""Number of right answers no."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.metrics.count_metric import CountMetric


class TrueNegatives(CountMetric):
    """Number of right answers no.

    Targets are 0 and 1, predictions are probabilities. Weights count instead of
    samples where they are given.

    References
    ----------
    .. [1] ``keras.metrics.TrueNegatives``.
    """

    direction: Literal["up", "down"] | None = "up"
    counted: ClassVar[tuple[str, ...]] = ("true_negatives",)
