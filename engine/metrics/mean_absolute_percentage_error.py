"""Mean absolute error in percent of the targets over an epoch."""

from __future__ import annotations

from typing import ClassVar

from engine import losses
from engine.losses import Loss
from engine.metrics.mean_of_loss import MeanOfLoss


class MeanAbsolutePercentageError(MeanOfLoss):
    """Mean absolute error in percent of the targets over an epoch.

    The loss of the same name, as a metric.

    References
    ----------
    .. [1] ``keras.metrics.MeanAbsolutePercentageError``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("mape", "MAPE")
    loss_class: ClassVar[type[Loss]] = losses.MeanAbsolutePercentageError
