"""Crossentropy of class probabilities over an epoch, for one-hot targets."""

from __future__ import annotations

from typing import ClassVar

from engine import losses
from engine.losses import Loss
from engine.metrics.built_in_metric import DTYPE, NAME
from engine.metrics.mean_of_loss import MeanOfLoss
from engine.options import DType, option


class CategoricalCrossentropy(MeanOfLoss):
    """Crossentropy of class probabilities over an epoch, for one-hot targets.

    The loss of the same name, as a metric.

    References
    ----------
    .. [1] ``keras.metrics.CategoricalCrossentropy``.
    """

    loss_class: ClassVar[type[Loss]] = losses.CategoricalCrossentropy

    name: str = NAME
    dtype: DType | None = DTYPE
    from_logits: bool = option(
        default=False,
        doc="Whether predictions are logits, not probabilities.",
    )
    label_smoothing: float = option(
        default=0.0,
        doc="How far targets are moved towards equal probabilities.",
        min=0.0,
        max=1.0,
    )
    axis: int = option(default=-1, doc="Axis of the classes.", advanced=True)
