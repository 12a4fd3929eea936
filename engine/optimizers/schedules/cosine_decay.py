"""Learning rates that fall along half a wave, after a rise if wanted."""

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


class CosineDecay(LearningRateSchedule):
    """From a rate to a share of it along a cosine; before that, a linear rise.

    References
    ----------
    .. [1] Loshchilov & Hutter, "SGDR: stochastic gradient descent with warm restarts",
       arXiv:1608.03983.
    .. [2] ``keras.optimizers.schedules.CosineDecay``.
    """

    initial_learning_rate: Number = option(doc="Rate of the first step.", min=0.0)
    decay_steps: Number = option(
        doc="Steps until the rate has fallen to its end.", check=positive
    )
    alpha: Number = option(
        default=0.0, doc="Rate at the end as a share of the highest one."
    )
    name: str = option(default="CosineDecay", doc="Name of the schedule.")
    warmup_target: Number | None = option(
        default=None, doc="Rate that the rise ends at; none means no rise."
    )
    warmup_steps: Number = option(default=0, doc="Steps of the rise.", min=0)

    def __call__(self, step: Any) -> Any:
        """Return the learning rate after so many steps."""
        done = counted(step)
        start = np.float32(self.initial_learning_rate)
        if self.warmup_target is None:
            return self._fallen(done, start)
        target, rise = np.float32(self.warmup_target), np.float32(self.warmup_steps)
        fallen = self._fallen(done - rise, target)
        if not rise:
            return fallen
        risen = (target - start) * (done / rise) + start
        return np.where(done < rise, risen, fallen)[()]

    def _fallen(self, done: Any, highest: np.float32) -> Any:
        steps = np.float32(self.decay_steps)
        share = np.minimum(done, steps) / steps
        wave = np.float32(0.5) * (np.float32(1) + np.cos(np.float32(np.pi) * share))
        rest = np.float32(1 - self.alpha) * wave + np.float32(self.alpha)
        return highest * rest
