"""Mean absolute error over an epoch."""

from __future__ import annotations

from typing import ClassVar

from engine import losses
from engine.losses import Loss
from engine.metrics.mean_of_loss import MeanOfLoss


class MeanAbsoluteError(MeanOfLoss):
    """Mean absolute error over an epoch.

    The loss of the same name, as a metric.

    References
    ----------
    .. [1] ``keras.metrics.MeanAbsoluteError``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("mae", "MAE")
    loss_class: ClassVar[type[Loss]] = losses.MeanAbsoluteError
