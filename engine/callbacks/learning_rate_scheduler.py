"""Sets the learning rate at the beginning of each epoch."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.callbacks.callback import Callback, Logs
from engine.callbacks.learning_rate import learning_rate_of, set_learning_rate
from engine.errors import OptionError


class LearningRateScheduler(Callback):
    """Sets the learning rate at the beginning of each epoch.

    The function takes the epoch, from 0 on, and the present learning rate, and returns
    the new one; one that takes the epoch alone will do.

    References
    ----------
    .. [1] ``keras.callbacks.LearningRateScheduler``.
    """

    def __init__(self, schedule: Callable[..., Any], verbose: int = 0) -> None:
        super().__init__()
        if not callable(schedule):
            raise OptionError(
                "LearningRateScheduler: schedule must be a function of the epoch and "
                "the learning rate. Received {received!r}.",
                received=schedule,
            )
        self.schedule = schedule
        self.verbose = verbose

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Ask the function."""
        present = learning_rate_of(self.model)
        arguments = (epoch, present) if self._takes_rate() else (epoch,)
        rate = self.schedule(*arguments)
        if isinstance(rate, bool) or not isinstance(rate, int | float | np.number):
            raise OptionError(
                "LearningRateScheduler: the schedule must return a number. "
                "Received {received!r} for epoch {epoch}.",
                received=rate,
                epoch=epoch,
            )
        set_learning_rate(self.model, float(rate))
        if self.verbose > 0:
            self.model.write(
                f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to "
                f"{rate}.\n"
            )

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Add the learning rate to the logs."""
        if isinstance(logs, dict):
            logs["learning_rate"] = learning_rate_of(self.model)

    def _takes_rate(self) -> bool:
        try:
            inspect.signature(self.schedule).bind(0, 0.0)
        except TypeError:
            return False
        except ValueError:  # a function of C without a signature
            return True
        return True
