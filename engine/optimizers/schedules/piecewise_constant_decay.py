"""Learning rates that stay the same for a while, then change."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import OptionError
from engine.optimizers.schedules.learning_rate_schedule import LearningRateSchedule
from engine.options import Numbers, option


class PiecewiseConstantDecay(LearningRateSchedule):
    """The first value up to the first boundary, included, the next up to the next...

    References
    ----------
    .. [1] ``keras.optimizers.schedules.PiecewiseConstantDecay``.
    """

    boundaries: Numbers = option(doc="Steps after which the next value holds.")
    values: Numbers = option(doc="Learning rates, one more than boundaries.")
    name: str = option(default="PiecewiseConstant", doc="Name of the schedule.")

    def setup(self) -> None:
        """Check that there is one more value than boundaries, which grow."""
        if not isinstance(self.boundaries, list) or not isinstance(self.values, list):
            raise OptionError(
                "{where}: boundaries and values must be lists of numbers. Received "
                "{boundaries} and {values}.",
                where=type(self).__name__,
                boundaries=self.boundaries,
                values=self.values,
            )
        if len(self.boundaries) != len(self.values) - 1:
            raise OptionError(
                "{where}: there must be one more value than boundaries. Received "
                "{values} values and {boundaries} boundaries.",
                where=type(self).__name__,
                values=len(self.values),
                boundaries=len(self.boundaries),
            )
        if sorted(set(self.boundaries)) != self.boundaries:
            raise OptionError(
                "{where}: each boundary must be larger than the one before. Received "
                "{boundaries}.",
                where=type(self).__name__,
                boundaries=self.boundaries,
            )

    def __call__(self, step: Any) -> Any:
        """Return the learning rate after so many steps."""
        place = np.searchsorted(np.asarray(self.boundaries), np.asarray(step))
        return np.asarray(self.values, np.float32)[place]
