"""Number of right answers yes."""

from __future__ import annotations

from typing import ClassVar, Literal

from engine.metrics.count_metric import CountMetric


class TruePositives(CountMetric):
    """Number of right answers yes.

    Targets are 0 and 1, predictions are probabilities. Weights count instead of
    samples where they are given.

    References
    ----------
    .. [1] ``keras.metrics.TruePositives``.
    """

    direction: Literal["up", "down"] | None = "up"
    counted: ClassVar[tuple[str, ...]] = ("true_positives",)
