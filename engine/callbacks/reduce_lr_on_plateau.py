"""Lowers the learning rate when a value no longer gets better."""

from __future__ import annotations

import numpy as np

from engine.callbacks.callback import Callback, Logs
from engine.callbacks.learning_rate import learning_rate_of, set_learning_rate
from engine.callbacks.monitor import Mode, Monitor, Verbosity
from engine.options import option


def _below_one(factor: float) -> str | None:
    return None if factor < 1 else "must be less than 1"


class ReduceLROnPlateau(Callback):
    """Lowers the learning rate when a value no longer gets better.

    References
    ----------
    .. [1] ``keras.callbacks.ReduceLROnPlateau``.
    """

    monitor: str = option(default="val_loss", doc="Name of the value to watch.")
    factor: float = option(
        default=0.1,
        doc="Number that the learning rate is multiplied by.",
        min=0.0,
        check=_below_one,
    )
    patience: int = option(
        default=10,
        doc="Epochs without improvement after which the learning rate falls.",
        min=0,
    )
    verbose: Verbosity = option(
        default=0, doc="1 prints a line at each change.", min=0, max=1, advanced=True
    )
    mode: Mode = option(
        default="auto",
        doc="Whether smaller or larger is better; auto asks the metric.",
        advanced=True,
    )
    min_delta: float = option(
        default=1e-4,
        doc="Smallest change that counts as better.",
        formerly=("epsilon",),
        advanced=True,
    )
    cooldown: int = option(
        default=0,
        doc="Epochs after a change in which none are counted.",
        min=0,
        advanced=True,
    )
    min_lr: float = option(default=0.0, doc="Smallest learning rate.", min=0.0)

    def setup(self) -> None:
        """Begin without a best value."""
        self._monitor = Monitor(
            type(self).__name__, self.monitor, self.mode, self.min_delta
        )
        self.best: float | None = None
        self.cooldown_counter = 0
        self.wait = 0

    def on_train_begin(self, logs: Logs = None) -> None:
        """Start anew."""
        self.setup()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Compare with the best; lower the learning rate when patience is used up."""
        self._monitor.find_direction(self.model)
        if isinstance(logs, dict):
            logs["learning_rate"] = learning_rate_of(self.model)
        current = self._monitor.value_in(logs)
        if current is None:
            return
        if self.in_cooldown():
            self.cooldown_counter -= 1
            self.wait = 0
        if self._monitor.is_better(current, self.best):
            self.best = current
            self.wait = 0
        elif not self.in_cooldown():
            self.wait += 1
            if self.wait >= self.patience and self._reduce(epoch):
                self.cooldown_counter = self.cooldown
                self.wait = 0

    def in_cooldown(self) -> bool:
        """Whether the last change is so recent that no epochs are counted."""
        return self.cooldown_counter > 0

    def _reduce(self, epoch: int) -> bool:
        present = learning_rate_of(self.model)
        if not present > np.float32(self.min_lr):
            return False
        rate = max(present * self.factor, self.min_lr)
        set_learning_rate(self.model, rate)
        if self.verbose:
            self.model.write(
                f"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to "
                f"{rate}.\n"
            )
        return True
