"""Share of the true yes that is found."""

from __future__ import annotations

from typing import ClassVar

from engine.metrics.precision_recall import PrecisionRecall


class Recall(PrecisionRecall):
    """Share of the true yes that is found.

    Targets are 0 and 1, predictions are probabilities.

    References
    ----------
    .. [1] ``keras.metrics.Recall``.
    """

    counted: ClassVar[tuple[str, ...]] = ("true_positives", "false_negatives")
