"""Share of predictions that equal their targets."""

from __future__ import annotations

from typing import Literal

from engine.metrics.mean import MeanOverSamples, same_shape
from engine.types import Array


class Accuracy(MeanOverSamples):
    """Share of predictions that equal their targets exactly.

    For probabilities it is one of the other accuracies that is meant; the name
    ``"accuracy"`` in ``compile`` chooses it by the shapes.

    References
    ----------
    .. [1] ``keras.metrics.Accuracy``.
    """

    direction: Literal["up", "down"] | None = "up"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return where both are equal."""
        y_true, y_pred = same_shape(y_true, y_pred, self)
        equal: Array = y_true == y_pred
        return equal
