"""Learning rates that fall like a polynomial."""

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


class PolynomialDecay(LearningRateSchedule):
    """From one rate to another along ``(1 - step / decay_steps) ** power``.

    References
    ----------
    .. [1] ``keras.optimizers.schedules.PolynomialDecay``.
    """

    initial_learning_rate: Number = option(doc="Rate of the first step.", min=0.0)
    decay_steps: Number = option(
        doc="Steps until the rate has fallen to its end.", check=positive
    )
    end_learning_rate: Number = option(default=0.0001, doc="Rate at the end.", min=0.0)
    power: Number = option(default=1.0, doc="Power of the polynomial; 1 is a line.")
    cycle: bool = option(
        default=False, doc="Begin anew, with more steps each time, at the end."
    )
    name: str = option(default="PolynomialDecay", doc="Name of the schedule.")

    def __call__(self, step: Any) -> Any:
        """Return the learning rate after so many steps."""
        done = counted(step)
        steps = np.float32(self.decay_steps)
        if self.cycle:
            whole = steps * np.where(done == 0, np.float32(1), np.ceil(done / steps))
        else:
            whole, done = np.asarray(steps), np.minimum(done, steps)
        end = np.float32(self.end_learning_rate)
        start = np.float32(self.initial_learning_rate)
        rest = power(np.float32(1) - done / whole, np.float32(self.power))
        return (start - end) * rest + end
