"""Learning rates that fall with the inverse of time."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.optimizers.schedules.learning_rate_schedule import (
    LearningRateSchedule,
    Number,
    counted,
    positive,
)
from engine.options import option


class InverseTimeDecay(LearningRateSchedule):
    """``initial_learning_rate / (1 + decay_rate * step / decay_steps)``.

    References
    ----------
    .. [1] ``keras.optimizers.schedules.InverseTimeDecay``.
    """

    initial_learning_rate: Number = option(doc="Rate of the first step.", min=0.0)
    decay_steps: Number = option(
        doc="Steps after which `decay_rate` counts once.", check=positive
    )
    decay_rate: Number = option(doc="What is added to the divisor.", min=0.0)
    staircase: bool = option(
        default=False, doc="Fall at once after so many steps, not at each of them."
    )
    name: str = option(default="InverseTimeDecay", doc="Name of the schedule.")

    def __call__(self, step: Any) -> Any:
        """Return the learning rate after so many steps."""
        times = counted(step) / np.float32(self.decay_steps)
        if self.staircase:
            times = np.floor(times)
        divisor = np.float32(1) + np.float32(self.decay_rate) * times
        return np.float32(self.initial_learning_rate) / divisor
