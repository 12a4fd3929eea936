"""Schedules of learning rates: one class a file."""

from __future__ import annotations

from typing import Any, NoReturn

from engine.errors import OptionError
from engine.family import Family
from engine.optimizers.schedules.cosine_decay import CosineDecay as CosineDecay
from engine.optimizers.schedules.cosine_decay_restarts import (
    CosineDecayRestarts as CosineDecayRestarts,
)
from engine.optimizers.schedules.exponential_decay import (
    ExponentialDecay as ExponentialDecay,
)
from engine.optimizers.schedules.inverse_time_decay import (
    InverseTimeDecay as InverseTimeDecay,
)
from engine.optimizers.schedules.learning_rate_schedule import (
    LearningRateSchedule as LearningRateSchedule,
)
from engine.optimizers.schedules.piecewise_constant_decay import (
    PiecewiseConstantDecay as PiecewiseConstantDecay,
)
from engine.optimizers.schedules.polynomial_decay import (
    PolynomialDecay as PolynomialDecay,
)
from engine.registry import SCHEDULES


def _no_schedule(value: Any) -> NoReturn:
    raise OptionError(
        "A schedule must be a LearningRateSchedule. Received {value!r}. Subclass "
        "LearningRateSchedule and write __call__(self, step).",
        value=value,
    )


_FAMILY = Family(LearningRateSchedule, SCHEDULES, _no_schedule)
get = _FAMILY.get
serialize = _FAMILY.serialize
deserialize = _FAMILY.deserialize
