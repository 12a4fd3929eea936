"""Mean squared error of logarithms over an epoch."""

from __future__ import annotations

from typing import ClassVar

from engine import losses
from engine.losses import Loss
from engine.metrics.mean_of_loss import MeanOfLoss


class MeanSquaredLogarithmicError(MeanOfLoss):
    """Mean squared error of logarithms over an epoch.

    The loss of the same name, as a metric.

    References
    ----------
    .. [1] ``keras.metrics.MeanSquaredLogarithmicError``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("msle", "MSLE")
    loss_class: ClassVar[type[Loss]] = losses.MeanSquaredLogarithmicError
