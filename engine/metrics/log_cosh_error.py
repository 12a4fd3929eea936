"""Logarithm of the hyperbolic cosine of the error over an epoch."""

from __future__ import annotations

from typing import ClassVar

from engine import losses
from engine.losses import Loss
from engine.metrics.mean_of_loss import MeanOfLoss


class LogCoshError(MeanOfLoss):
    """Logarithm of the hyperbolic cosine of the error over an epoch.

    The loss `LogCosh`, as a metric.

    References
    ----------
    .. [1] ``keras.metrics.LogCoshError``.
    """

    aliases: ClassVar[tuple[str, ...]] = ("logcosh", "log_cosh")
    default_name: ClassVar[str] = "logcosh"
    loss_class: ClassVar[type[Loss]] = losses.LogCosh
