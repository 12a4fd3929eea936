"""Mean squared error over an epoch."""

from __future__ import annotations

from typing import ClassVar

from engine import losses
from engine.losses import Loss
from engine.metrics.mean_of_loss import MeanOfLoss


class MeanSquaredError(MeanOfLoss):
    """Mean squared error over an epoch.

    The loss of the same name, as a metric.

    References
    ----------
    .. [1] ``keras.metrics.MeanSquaredError``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("mse", "MSE")
    loss_class: ClassVar[type[Loss]] = losses.MeanSquaredError
