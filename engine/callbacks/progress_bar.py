"""The bar that shows how far a run is, in Keras' look."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterable
from typing import Any

import numpy as np

from engine.errors import OptionError

_BOLD, _GREEN, _WHITE, _END = "\x1b[1m", "\x1b[32m", "\x1b[37m", "\x1b[0m"

Values = Iterable[tuple[str, Any]] | None


class Progbar:
    """Shows how far a run is: a bar (verbose 1), or a line at the end (verbose 2).

    The bar has colours on a terminal only; elsewhere thin lines show what is left.

    Parameters
    ----------
    target : int or None
        Number of steps, None if it is not known.
    width : int, default=20
        Characters of the bar.
    verbose : {0, 1, 2}, default=1
        Nothing, a bar, or a line at the end.
    interval : float, default=0.05
        Seconds between two paintings.
    stateful_metrics : iterable of str, optional
        Values that are shown as they are; all others as their means over the steps.
    stateless_metrics : iterable of str, optional
        The other way round: only these are shown as their means.
    unit_name : str, default="step"
        What is counted.

    References
    ----------
    .. [1] ``keras.utils.Progbar``: look and figures.
    """

    def __init__(
        self,
        target: int | None,
        width: int = 20,
        verbose: int = 1,
        interval: float = 0.05,
        stateful_metrics: Iterable[str] | None = None,
        stateless_metrics: Iterable[str] | None = None,
        unit_name: str = "step",
    ) -> None:
        if stateful_metrics is not None and stateless_metrics is not None:
            raise OptionError(
                "Progbar: give stateful_metrics or stateless_metrics, not both."
            )
        self.target = target
        self.width = width
        self.verbose = verbose
        self.interval = interval
        self.unit_name = unit_name
        self._as_is = None if stateful_metrics is None else set(stateful_metrics)
        if stateful_metrics is None and stateless_metrics is None:
            self._as_is = set()
        self._averaged = set(stateless_metrics or ())
        self._values: dict[str, tuple[float, int]] = {}
        self._seen = 0
        self._started = time.perf_counter()
        self._first_done: float | None = None
        self._painted = 0.0
        self._length = 0

    def add(self, n: int, values: Values = None) -> None:
        """Go on by so many steps; see `update`."""
        self.update(self._seen + n, values)

    def update(
        self, current: int, values: Values = None, finalize: bool | None = None
    ) -> None:
        """Show where a run is.

        Parameters
        ----------
        current : int
            Steps done.
        values : iterable of (str, float), optional
            Values of the last step.
        finalize : bool, optional
            Whether this is the end; if ``current >= target`` when missing.
        """
        if finalize is None:
            finalize = self.target is not None and current >= self.target
        self._take(current, values, finalize=finalize)
        self._seen = current
        now = time.perf_counter()
        per_step = self._step_seconds(current, now)
        if self.verbose == 1 and (finalize or now - self._painted >= self.interval):
            self._paint(current, now, per_step, finished=finalize)
            self._painted = now
        elif self.verbose == 2 and finalize and self.target:
            count = f"{current:>{len(str(self.target))}}/{self.target}"
            seconds = f"{now - self._started:.0f}s"
            step = _step_time(per_step, self.unit_name)
            _write(f"{count} - {seconds} - {step}{self._shown()}\n")

    def _take(self, current: int, values: Values, *, finalize: bool) -> None:
        for name, given in values or ():
            # Several numbers, as of a metric by class, are shown as their mean.
            value = float(np.mean(given))
            means = (
                name in self._averaged
                if self._as_is is None
                else (name not in self._as_is)
            )
            if not means or finalize:
                self._values[name] = (value, 1)
                continue
            steps = max(current - self._seen, 1)
            total, count = self._values.get(name, (0.0, 0))
            self._values[name] = (total + value * steps, count + steps)

    def _step_seconds(self, current: int, now: float) -> float:
        if not current:
            return 0.0
        # The first step makes plans and buffers: it is left out of the estimate.
        if self._first_done is not None and current > 1:
            seconds = (now - self._first_done) / (current - 1)
        else:
            seconds = (now - self._started) / current
        if current == 1 or self._first_done is None:
            self._first_done = now
        return seconds

    def _paint(
        self, current: int, now: float, per_step: float, *, finished: bool
    ) -> None:
        on_terminal = _is_terminal()
        if finished or not self.target:
            clock = f"{now - self._started:.0f}s"
        else:
            clock = _clock(per_step * (self.target - current))
        values = f" {_step_time(per_step, self.unit_name)}{self._shown()}"
        if not self.target:
            count = f"{current:>7}/Unknown"
            head = f"{count} {_bold(clock) if on_terminal else clock}"
            length = len(count) + len(clock) + 1
        else:
            count = f"{current:>{len(str(self.target))}}/{self.target}"
            length = len(count) + self.width + len(clock) + 2
            filled = min(self.width, int(self.width * current / self.target))
            rest = self.width - filled
            head = f"{count} {'━' * filled}{'─' * rest} {clock}"
            if on_terminal:
                bar = f"{_GREEN}{'━' * filled}{_END}" if filled else ""
                rest_of_bar = f"{_WHITE}{'━' * rest}{_END}"
                head = f"{_bold(count)} {bar}{rest_of_bar} {_bold(clock)}"
        if on_terminal:
            # A longer line would not be painted over, but leave its first part.
            columns = shutil.get_terminal_size((100, 24)).columns
            values = values[: max(0, columns - 1 - length)]
        length += len(values)
        padding = " " * max(0, self._length - length)
        self._length = length
        _write(f"\r{head}{values}{padding}" + ("\n" if finished else ""))

    def _shown(self) -> str:
        parts = []
        for name, (total, count) in self._values.items():
            value = total / max(1, count)
            number = f"{value:.4f}" if abs(value) > 1e-3 else f"{value:.4e}"
            parts.append(f" - {name}: {number}")
        return "".join(parts)


def _write(text: str) -> None:
    if sys.stdout is not None:
        sys.stdout.write(text)
        sys.stdout.flush()


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _bold(text: str) -> str:
    return f"{_BOLD}{text}{_END}"


def _step_time(seconds: float, unit: str) -> str:
    if seconds >= 1 or seconds == 0:
        return f"{seconds:.0f}s/{unit}"
    if seconds >= 1e-3:
        return f"{seconds * 1e3:.0f}ms/{unit}"
    return f"{seconds * 1e6:.0f}us/{unit}"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    if whole > 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    if whole > 60:
        return f"{whole // 60}:{whole % 60:02d}"
    return f"{whole}s"
