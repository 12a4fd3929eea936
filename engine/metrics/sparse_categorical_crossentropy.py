"""Crossentropy of class probabilities over an epoch, for class numbers as targets."""

from __future__ import annotations

from typing import ClassVar

from engine import losses
from engine.losses import Loss
from engine.metrics.built_in_metric import DTYPE, NAME
from engine.metrics.mean_of_loss import MeanOfLoss
from engine.options import DType, option


class SparseCategoricalCrossentropy(MeanOfLoss):
    """Crossentropy of class probabilities, for class numbers as targets.

    The loss of the same name, as a metric.

    References
    ----------
    .. [1] ``keras.metrics.SparseCategoricalCrossentropy``.
    """

    loss_class: ClassVar[type[Loss]] = losses.SparseCategoricalCrossentropy

    name: str = NAME
    dtype: DType | None = DTYPE
    from_logits: bool = option(
        default=False,
        doc="Whether predictions are logits, not probabilities.",
    )
    ignore_class: int | None = option(
        default=None,
        doc="Class number whose samples do not count.",
        advanced=True,
    )
    axis: int = option(default=-1, doc="Axis of the classes.", advanced=True)
