"""Prints progress as Keras does, for ``verbose`` 1 and 2."""

from __future__ import annotations

import shutil
import sys
import time
from typing import Any

import numpy as np

from engine.callbacks.callback import Callback, Logs

_BOLD, _GREEN, _WHITE, _END = "\x1b[1m", "\x1b[32m", "\x1b[37m", "\x1b[0m"


class ProgbarLogger(Callback):
    """Prints a progress bar (verbose 1) or a line an epoch (verbose 2).

    The bar has colours on a terminal only; elsewhere thin lines show what is left.

    References
    ----------
    .. [1] ``keras.utils.Progbar``: look and figures.
    """

    width = 20
    interval = 0.05

    def setup(self) -> None:
        """Start without a bar."""
        self._started = 0.0
        self._first_done = 0.0
        self._painted = 0.0
        self._length = 0
        self._seen = 0
        self._target: int | None = None
        self._in_epoch = False

    def set_params(self, params: dict[str, Any]) -> None:
        """Learn how many steps there are."""
        super().set_params(params)
        self._target = params.get("steps")

    @property
    def _verbose(self) -> int:
        verbose = self.params.get("verbose", 1)
        return 1 if verbose == "auto" else int(verbose)

    def on_train_begin(self, logs: Logs = None) -> None:
        """Remember that epochs follow."""
        self._in_epoch = True

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Print ``Epoch 1/5``."""
        self._restart()
        if self._verbose and self.params.get("epochs", 1) > 1:
            self._write(f"Epoch {epoch + 1}/{self.params['epochs']}\n")

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Repaint the bar."""
        self._update(batch + 1, logs)

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Finish the line."""
        self._finish(logs)

    def on_test_begin(self, logs: Logs = None) -> None:
        """Start a bar of its own, unless this is validation."""
        if not self._in_epoch:
            self._restart()

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Repaint the bar."""
        if not self._in_epoch:
            self._update(batch + 1, logs)

    def on_test_end(self, logs: Logs = None) -> None:
        """Finish the line."""
        if not self._in_epoch:
            self._finish(logs)

    def on_predict_begin(self, logs: Logs = None) -> None:
        """Start the bar."""
        self._restart()

    def on_predict_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Repaint the bar."""
        self._update(batch + 1, None)

    def on_predict_end(self, logs: Logs = None) -> None:
        """Finish the line."""
        self._finish(None)

    def on_train_end(self, logs: Logs = None) -> None:
        """No more epochs."""
        self._in_epoch = False

    # ------------------------------------------------------------ painting

    def _restart(self) -> None:
        self._started = time.perf_counter()
        self._first_done = 0.0
        self._painted = 0.0
        self._length = 0
        self._seen = 0

    def _update(self, done: int, logs: Logs) -> None:
        now = time.perf_counter()
        if self._seen == 0:
            self._first_done = now
        self._seen = done
        if self._verbose == 1 and now - self._painted >= self.interval:
            self._painted = now
            self._paint(now, logs, finished=False)

    def _finish(self, logs: Logs) -> None:
        if self._verbose == 1:
            self._paint(time.perf_counter(), logs, finished=True)
            self._write("\n")
        elif self._verbose == 2:
            seconds = time.perf_counter() - self._started
            total = self._target or self._seen
            line = f"{total}/{total} - {seconds:.0f}s - "
            line += _step_time(seconds / max(1, self._seen)) + _values(logs)
            self._write(line + "\n")
        self._target = self._target or self._seen  # the next epoch knows

    def _paint(self, now: float, logs: Logs, *, finished: bool) -> None:
        total = self._target or (self._seen if finished else 0)
        done = total if finished else self._seen
        # The first step makes plans and buffers: it is left out of the estimate.
        if self._seen > 1:
            per_step = (now - self._first_done) / (self._seen - 1)
        else:
            per_step = now - self._started
        if finished or not total:
            clock = f"{now - self._started:.0f}s"
        else:
            clock = _clock(per_step * (total - done))
        count = f"{done:>{len(str(total))}}/{total}"
        filled = int(self.width * done / max(1, total))
        rest = self.width - filled
        values = f" {_step_time(per_step)}{_values(logs)}"
        length = len(count) + self.width + len(clock) + 2
        if not total:
            count = f"{done:>7}/Unknown"
            head = f"{count} {_bold(clock)}"
            length = len(count) + len(clock) + 1
        elif _is_terminal():
            bar = f"{_GREEN}{'━' * filled}{_END}" if filled else ""
            head = f"{_bold(count)} {bar}{_WHITE}{'━' * rest}{_END} {_bold(clock)}"
        else:
            head = f"{count} {'━' * filled}{'─' * rest} {clock}"
        if _is_terminal():
            # A longer line would not be painted over, but leave its first part.
            columns = shutil.get_terminal_size((100, 24)).columns
            values = values[: max(0, columns - 1 - length)]
        length += len(values)
        padding = " " * max(0, self._length - length)
        self._length = length
        self._write(f"\r{head}{values}{padding}")

    def _write(self, text: str) -> None:
        self.model.write(text)


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _bold(text: str) -> str:
    return f"{_BOLD}{text}{_END}" if _is_terminal() else text


def _values(logs: Logs) -> str:
    parts = []
    for name, value in sorted((logs or {}).items()):
        # Several numbers, as of a metric by class, are shown as their mean.
        value = float(np.mean(value))
        number = f"{value:.4f}" if abs(value) > 1e-3 else f"{value:.4e}"
        parts.append(f" - {name}: {number}")
    return "".join(parts)


def _step_time(seconds: float) -> str:
    if seconds >= 1 or seconds == 0:
        return f"{seconds:.0f}s/step"
    if seconds >= 1e-3:
        return f"{seconds * 1e3:.0f}ms/step"
    return f"{seconds * 1e6:.0f}us/step"


def _clock(seconds: float) -> str:
    whole = int(seconds)
    if whole > 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    if whole > 60:
        return f"{whole // 60}:{whole % 60:02d}"
    return f"{whole}s"
