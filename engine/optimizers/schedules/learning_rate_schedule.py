"""The base class of all schedules of learning rates."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from engine.errors import Text, UnsupportedError
from engine.family import Piece, enter, is_own
from engine.options import Kind, register_kind
from engine.registry import SCHEDULES
from engine.types import Array, Json


class LearningRateSchedule(Piece):
    """Base of all schedules: called with the number of steps done, gives the rate.

    A schedule of one's own needs ``__call__``, and ``get_config`` to be saved.

    References
    ----------
    .. [1] ``keras.optimizers.schedules.LearningRateSchedule``.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        enter(SCHEDULES, cls)

    def __call__(self, step: Any) -> Any:
        """Return the learning rate.

        Parameters
        ----------
        step : int or array of int
            Steps done before the one that the rate is for.
        """
        raise NotImplementedError(
            f"The schedule {type(self).__name__} needs __call__(self, step)."
        )

    def get_config(self) -> dict[str, Json]:
        """Return the options."""
        if not self.options and not is_own(type(self)):
            raise UnsupportedError(
                "The schedule {name} cannot be written to a config. Give it a "
                "get_config() that returns the arguments of its constructor.",
                name=type(self).__name__,
            )
        return super().get_config()


Number = Annotated[float, "number"]
"""Annotation of an option that is a number; whole ones stay whole."""


def _number(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        raise ValueError("must be a number")
    return value if isinstance(value, int | float) else value.item()


register_kind(Number, Kind("float", _number))


def positive(value: float) -> str | None:
    """Return why a number of steps is wrong, if it is."""
    return None if value > 0 else Text("must be larger than 0")


def power(base: Any, exponent: Any) -> Array:
    """Return a power of float32 numbers, rounded once as XLA does."""
    exact = np.power(np.asarray(base, np.float64), np.asarray(exponent, np.float64))
    return np.asarray(exact.astype(np.float32))


def counted(step: Any) -> Array:
    """Return a number of steps, or several, as float32."""
    return np.asarray(step).astype(np.float32)
