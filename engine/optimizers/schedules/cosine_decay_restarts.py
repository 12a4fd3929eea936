"""Learning rates that fall along half a wave again and again."""

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


class CosineDecayRestarts(LearningRateSchedule):
    """Cosine decay that begins anew, each time with longer and with lower waves.

    References
    ----------
    .. [1] Loshchilov & Hutter, "SGDR: stochastic gradient descent with warm restarts",
       arXiv:1608.03983.
    .. [2] ``keras.optimizers.schedules.CosineDecayRestarts``.
    """

    initial_learning_rate: Number = option(doc="Rate of the first step.", min=0.0)
    first_decay_steps: Number = option(doc="Steps of the first wave.", check=positive)
    t_mul: Number = option(
        default=2.0, doc="How much longer each wave is than the last.", check=positive
    )
    m_mul: Number = option(
        default=1.0, doc="How much higher each wave begins than the last."
    )
    alpha: Number = option(
        default=0.0, doc="Lowest rate as a share of the initial one."
    )
    name: str = option(default="SGDRDecay", doc="Name of the schedule.")

    def __call__(self, step: Any) -> Any:
        """Return the learning rate after so many steps."""
        one = np.float32(1)
        longer = np.float32(self.t_mul)
        waves = counted(step) / np.float32(self.first_decay_steps)
        if longer == one:
            restarts = np.floor(waves)
            share = waves - restarts
        else:
            restarts = np.floor(np.log(one - waves * (one - longer)) / np.log(longer))
            length = power(longer, restarts)
            before = (one - length) / (one - longer)
            share = (waves - before) / length
        height = np.float32(0.5) * power(np.float32(self.m_mul), restarts)
        wave = height * (one + np.cos(np.float32(np.pi) * share))
        alpha = np.float32(self.alpha)
        return np.float32(self.initial_learning_rate) * ((one - alpha) * wave + alpha)
