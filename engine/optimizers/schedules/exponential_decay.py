"""Learning rates that fall exponentially."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.optimizers.schedules.learning_rate_schedule import (
    LearningRateSchedule,
    Number,
    counted,
    positive,
    power,
)
from engine.options import option


class ExponentialDecay(LearningRateSchedule):
    """``initial_learning_rate * decay_rate ** (step / decay_steps)``.

    References
    ----------
    .. [1] ``keras.optimizers.schedules.ExponentialDecay``.
    """

    initial_learning_rate: Number = option(doc="Rate of the first step.", min=0.0)
    decay_steps: Number = option(
        doc="Steps after which the rate has fallen once.", check=positive
    )
    decay_rate: Number = option(doc="Factor by which the rate falls.", min=0.0)
    staircase: bool = option(
        default=False, doc="Fall at once after so many steps, not at each of them."
    )
    name: str = option(default="ExponentialDecay", doc="Name of the schedule.")

    def __call__(self, step: Any) -> Any:
        """Return the learning rate after so many steps."""
        times = counted(step) / np.float32(self.decay_steps)
        if self.staircase:
            times = np.floor(times)
        return np.float32(self.initial_learning_rate) * power(
            np.float32(self.decay_rate), times
        )
