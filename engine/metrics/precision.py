"""Share of answers yes that are right."""

from __future__ import annotations

from typing import ClassVar

from engine.metrics.precision_recall import PrecisionRecall


class Precision(PrecisionRecall):
    """Share of answers yes that are right.

    Targets are 0 and 1, predictions are probabilities.

    References
    ----------
    .. [1] ``keras.metrics.Precision``.
    """

    counted: ClassVar[tuple[str, ...]] = ("true_positives", "false_positives")
