"""Crossentropy of yes/no probabilities over an epoch."""

from __future__ import annotations

from typing import ClassVar

from engine import losses
from engine.losses import Loss
from engine.metrics.built_in_metric import DTYPE, NAME
from engine.metrics.mean_of_loss import MeanOfLoss
from engine.options import DType, option


class BinaryCrossentropy(MeanOfLoss):
    """Crossentropy of yes/no probabilities over an epoch.

    The loss of the same name, as a metric.

    References
    ----------
    .. [1] ``keras.metrics.BinaryCrossentropy``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("bce", "BCE")
    loss_class: ClassVar[type[Loss]] = losses.BinaryCrossentropy

    name: str = NAME
    dtype: DType | None = DTYPE
    from_logits: bool = option(
        default=False,
        doc="Whether predictions are logits, not probabilities.",
    )
    label_smoothing: float = option(
        default=0.0,
        doc="How far targets are moved towards 0.5.",
        min=0.0,
        max=1.0,
    )
