"""The learning rate of an optimizer: a number, a schedule or a function."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any

import numpy as np

from engine.errors import OptionError
from engine.family import CustomObjects, find, function_config, function_source
from engine.optimizers import schedules
from engine.optimizers.schedules import LearningRateSchedule
from engine.options import Kind, register_kind
from engine.parameters import Variable
from engine.registry import SCHEDULES
from engine.types import Json

LearningRate = Annotated[Any, "learning rate"]
"""Annotation of the option: a number, a schedule, or a function without arguments."""


def shortest(number: Any) -> float:
    """Return the shortest number that is the same float32: 0.001, not 0.0010000000475.

    Parameters
    ----------
    number : numpy.float32 or array of one
        The number.
    """
    return float(str(np.float32(number)))


def rate_of(config: Mapping[str, Json], custom_objects: CustomObjects | None) -> Any:
    """Return the schedule or function of a config.

    Parameters
    ----------
    config : mapping
        With ``class_name``.
    custom_objects : mapping of str to object, optional
        A user's own schedules and functions by name.
    """
    if config.get("class_name") == "function":
        return find(SCHEDULES, str(config.get("config")), custom_objects)
    return schedules.get(config, custom_objects)


def _convert(value: Any) -> Any:
    if isinstance(value, Mapping):
        return rate_of(value, None)
    if callable(value):
        return value
    is_number = isinstance(value, int | float | np.number | np.ndarray | Variable)
    if isinstance(value, bool) or not is_number or np.size(value) != 1:
        raise ValueError("must be a number, a schedule or a function")
    if not math.isfinite(value):
        raise ValueError("must be a finite number")
    return shortest(np.float32(value))


def _serialize(value: Any) -> Json:
    if isinstance(value, LearningRateSchedule):
        return schedules.serialize(value)
    return function_config(value) if callable(value) else value


def _source(value: Any) -> str:
    if isinstance(value, LearningRateSchedule):
        return value.source("keras.optimizers.schedules.")
    return function_source(value) if callable(value) else repr(value)


# Forms edit it like any number.
register_kind(LearningRate, Kind("float", _convert, _serialize, _source, _serialize))


class HasLearningRate:
    """What an optimizer knows about its learning rate.

    A number lives in a variable, which training changes and files keep; a schedule is
    asked at each step.
    """

    _rate: Any = None
    """A `Variable`, a schedule or a function."""

    @property
    def learning_rate(self) -> Any:
        """Size of the steps: a variable, or what schedule or function say now.

        Setting a number while training is the way of callbacks; it is not possible with
        a schedule.
        """
        if isinstance(self._rate, Variable):
            return self._rate
        return np.float32(self.current_rate)

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        where = type(self).__name__
        try:
            rate = _convert(value)
        except ValueError as error:
            raise OptionError(
                "{where}: option learning_rate {reason}. Received {value!r}.",
                where=where,
                reason=error.args[0],
                value=value,
            ) from None
        if callable(rate):
            self._rate = rate
            return
        if rate < 0:
            raise OptionError(
                "{where}: option learning_rate must be at least 0. Received {value!r}.",
                where=where,
                value=rate,
            )
        if self._rate is None:
            self._rate = Variable(np.float32(0), trainable=False, name="learning_rate")
        elif not isinstance(self._rate, Variable):
            raise OptionError(
                "{where}: the learning rate follows a schedule or a function and "
                "cannot be set to {value!r}. Make the optimizer with a number to set "
                "it.",
                where=where,
                value=rate,
            )
        self._rate.assign(rate)

    @property
    def has_fixed_rate(self) -> bool:
        """Whether the learning rate is a number, which can be set."""
        return isinstance(self._rate, Variable)

    @property
    def current_rate(self) -> Any:
        """Size of the next step as a number."""
        rate = self._rate
        if isinstance(rate, Variable):
            return rate.value
        if isinstance(rate, LearningRateSchedule):
            return np.float32(rate(self._steps_done()))
        return np.float32(rate())

    def _steps_done(self) -> Any:
        """Return how many batches were trained on, which schedules count."""
        raise NotImplementedError
