"""Tversky loss of image segmentation."""

from __future__ import annotations

from typing import Any

from engine.losses.built_in_loss import DTYPE, NAME, REDUCTION
from engine.losses.overlap_loss import OverlapLoss
from engine.losses.probabilities import EPSILON
from engine.losses.weighting import Reduction
from engine.options import DType, IntOrInts, option
from engine.types import Array


class Tversky(OverlapLoss):
    """1 less the overlap over itself and what is wrong on either side.

    ``1 - both / (both + alpha * missed + beta * invented)`` with
    ``both = sum(y_true * y_pred)``, ``missed = sum(y_true * (1 - y_pred))`` and
    ``invented = sum((1 - y_true) * y_pred)``. With both factors 0.5 it is the Dice
    loss.

    References
    ----------
    .. [1] Salehi et al., "Tversky loss function for image segmentation using 3D fully
       convolutional deep networks", arXiv:1706.05721.
    .. [2] ``keras.losses.Tversky``.
    """

    alpha: float = option(default=0.5, doc="Weight of what is missed.")
    beta: float = option(default=0.5, doc="Weight of what is invented.")
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
        kind = both.dtype.type
        alpha, beta = kind(self.alpha), kind(self.beta)
        total = both + alpha * (true - both) + beta * (pred - both) + kind(EPSILON)
        share = both / total
        by_both = (share * (1 - alpha - beta) - 1) / total
        return 1 - share, by_both, beta * share / total


def tversky(
    y_true: Any, y_pred: Any, alpha: float = 0.5, beta: float = 0.5, axis: Any = None
) -> Array:
    """Return the Tversky loss.

    Parameters
    ----------
    y_true, y_pred : array-like
        Targets and predictions.
    alpha, beta : float, default=0.5
        Weights of what is missed and of what is invented.
    axis : int or tuple of int, optional
        Axes that are summed over; None is all.
    """
    return Tversky(alpha=alpha, beta=beta, axis=axis).call(y_true, y_pred)
