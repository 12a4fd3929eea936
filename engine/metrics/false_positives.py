"""Number of wrong answers yes."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.metrics.count_metric import CountMetric


class FalsePositives(CountMetric):
    """Number of wrong answers yes.

    Targets are 0 and 1, predictions are probabilities. Weights count instead of
    samples where they are given.

    References
    ----------
    .. [1] ``keras.metrics.FalsePositives``.
    """

    direction: Literal["up", "down"] | None = "down"
    counted: ClassVar[tuple[str, ...]] = ("false_positives",)
