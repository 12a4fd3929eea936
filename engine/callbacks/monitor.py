"""What EarlyStopping and ModelCheckpoint share: a value that should get better."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Annotated, Any, Literal

from engine.callbacks.callback import Logs
from engine.errors import OptionError
from engine.options import Kind, register_kind

if TYPE_CHECKING:
    from engine.models import Model

Mode = Literal["auto", "min", "max"]
Verbosity = Annotated[int, "verbosity"]
"""Annotation of an option that is 0, 1, True or False."""


def _verbosity(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError("must be 0 or 1")
    return min(1, int(value))


register_kind(Verbosity, Kind("int", _verbosity))


class Monitor:
    """A value of the logs that should get better.

    Parameters
    ----------
    owner : str
        Name of the callback, for messages.
    name : str
        Name of the value in the logs.
    mode : {"auto", "min", "max"}
        Whether smaller or larger is better; "auto" asks the model's metrics.
    min_delta : float, default=0.0
        Smallest change that counts.
    """

    def __init__(
        self, owner: str, name: str, mode: Mode, min_delta: float = 0.0
    ) -> None:
        self._owner = owner
        self._name = name
        self._mode = mode
        self._min_delta = abs(min_delta)
        self._larger_is_better = mode == "max"

    def find_direction(self, model: Model) -> None:
        """Work out which values are better; call it when metrics are known.

        Raises
        ------
        OptionError
            If the metric does not say.
        """
        if self._mode != "auto":
            return
        direction = model.metric_direction(self._name)
        if direction is None:
            raise OptionError(
                "{owner}: whether {monitor} should rise or fall is not known. Write "
                'mode="max" or mode="min". Known: {names}.',
                owner=self._owner,
                monitor=self._name,
                names=", ".join(model.metrics_names),
            )
        self._larger_is_better = direction == "up"

    def is_better(self, value: float, reference: float | None) -> bool:
        """Whether `value` beats `reference`; anything beats None."""
        if reference is None:
            return True
        if self._larger_is_better:
            return value - self._min_delta > reference
        return value + self._min_delta < reference

    def value_in(self, logs: Logs) -> float | None:
        """Return the watched value; warn and return None when it is missing."""
        value = (logs or {}).get(self._name)
        if value is None:
            warnings.warn(
                f"{self._owner}: there is no value {self._name!r} to watch. "
                f"Available: {', '.join(logs or {})}.",
                stacklevel=2,
            )
            return None
        return float(value)
