"""Mean of precision and recall in which one of them can count more."""

from __future__ import annotations

from typing import ClassVar

from engine.errors import Text
from engine.metrics.f_score import Average, FScore, is_cut
from engine.options import option


def _is_positive(beta: float) -> str | None:
    return None if beta > 0 else Text("must be above 0")


class FBetaScore(FScore):
    """Harmonic mean of precision and recall, in which recall counts `beta` times.

    Targets have a column for each class. An answer is yes above the threshold, or for
    the class with the largest prediction.

    References
    ----------
    .. [1] ``keras.metrics.FBetaScore``.
    """

    default_name: ClassVar[str] = "fbeta_score"

    average: Average | None = option(
        default=None,
        doc="How classes become one number: over all answers, over classes, or over "
        "classes by their frequency; None is one score for each.",
    )
    beta: float = option(
        default=1.0, doc="How often recall counts as much.", check=_is_positive
    )
    threshold: float | None = option(
        default=None,
        doc="Predictions above it mean yes; None is the largest one only.",
        check=is_cut,
    )

    @property
    def recall_weight(self) -> float:
        """How often recall counts as much as precision."""
        return self.beta

    @property
    def how(self) -> tuple[Average | None, float | None]:
        """How classes are averaged, and the threshold."""
        return self.average, self.threshold
