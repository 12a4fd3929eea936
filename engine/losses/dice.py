"""Dice loss of image segmentation."""

from __future__ import annotations

from typing import Any

from engine.losses.built_in_loss import DTYPE, NAME, REDUCTION
from engine.losses.overlap_loss import OverlapLoss
from engine.losses.probabilities import EPSILON
from engine.losses.weighting import Reduction
from engine.options import DType, IntOrInts, option
from engine.types import Array


class Dice(OverlapLoss):
    """``1 - 2 * sum(y_true * y_pred) / (sum(y_true) + sum(y_pred))``.

    References
    ----------
    .. [1] Sudre et al., "Generalised Dice overlap as a deep learning loss function for
       highly unbalanced segmentations", arXiv:1707.03237.
    .. [2] ``keras.losses.Dice``.
    """

    reduction: Reduction | None = REDUCTION
    name: str = NAME
    axis: IntOrInts | None = option(
        default=None, doc="Axes that are summed over; None is the whole batch."
    )
    dtype: DType | None = DTYPE

    @property
    def sum_axes(self) -> tuple[int, ...] | None:
        """Axes that the sums are taken over; None is all."""
        return (self.axis,) if isinstance(self.axis, int) else self.axis

    def overlap(
        self, both: Array, true: Array, pred: Array
    ) -> tuple[Array, Array, Array]:
        """Return the loss with its derivatives by the first and the last sum."""
        total = true + pred + both.dtype.type(EPSILON)
        share = 2 * both / total
        return 1 - share, -2 / total, share / total


def dice(y_true: Any, y_pred: Any, axis: Any = None) -> Array:
    """Return the Dice loss.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions.
    axis : int or tuple of int, optional
        Axes that are summed over; None is all.
    """
    return Dice(axis=axis).call(y_true, y_pred)
