"""Harmonic mean of precision and recall."""

from __future__ import annotations

from engine.metrics.f_score import Average, FScore, is_cut
from engine.options import option


class F1Score(FScore):
    """Harmonic mean of precision and recall.

    Targets have a column for each class. An answer is yes above the threshold, or for
    the class with the largest prediction.

    References
    ----------
    .. [1] ``keras.metrics.F1Score``.
    """

    average: Average | None = option(
        default=None,
        doc="How classes become one number: over all answers, over classes, or over "
        "classes by their frequency; None is one score for each.",
    )
    threshold: float | None = option(
        default=None,
        doc="Predictions above it mean yes; None is the largest one only.",
        check=is_cut,
    )

    @property
    def how(self) -> tuple[Average | None, float | None]:
        """How classes are averaged, and the threshold."""
        return self.average, self.threshold
