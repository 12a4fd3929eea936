"""Prints progress as Keras does, for ``verbose`` 1 and 2."""

from __future__ import annotations

import shutil
import sys
import time

from engine.callbacks.callback import Callback, Logs


class ProgbarLogger(Callback):
    """Prints a progress bar (verbose 1) or a line an epoch (verbose 2).

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
        self._in_epoch = False
        self._logs: Logs = {}

    @property
    def _verbose(self) -> int:
        verbose = self.params.get("verbose", 1)
        if verbose == "auto":
            return 1
        return int(verbose)

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
        self._logs = logs
        if self._verbose == 1 and now - self._painted >= self.interval:
            self._painted = now
            self._paint(now, logs, finished=False)

    def _finish(self, logs: Logs) -> None:
        if self._verbose == 1:
            self._paint(time.perf_counter(), logs, finished=True)
            self._write("\n")
        elif self._verbose == 2:
            seconds = time.perf_counter() - self._started
            total = self.params.get("steps") or self._seen
            line = f"{total}/{total} - {seconds:.0f}s - "
            line += _step_time(seconds / max(1, self._seen)) + _values(logs)
            self._write(line + "\n")

    def _paint(self, now: float, logs: Logs, *, finished: bool) -> None:
        total = self.params.get("steps") or self._seen
        done = total if finished else self._seen
        digits = len(str(total))
        filled = int(self.width * done / max(1, total))
        bar = f"{done:>{digits}}/{total} "
        bar += "━" * filled + "─" * (self.width - filled)
        # The first step makes plans and buffers: it is left out of the estimate.
        if self._seen > 1:
            per_step = (now - self._first_done) / (self._seen - 1)
        else:
            per_step = now - self._started
        if finished:
            text = f"{bar} {now - self._started:.0f}s {_step_time(per_step)}"
        else:
            left = per_step * (total - done)
            text = f"{bar} {_clock(left)} {_step_time(per_step)}"
        text += _values(logs)
        columns = shutil.get_terminal_size((100, 24)).columns
        if sys.stdout is not None and sys.stdout.isatty() and len(text) > columns:
            text = text[: columns - 1]
        padding = " " * max(0, self._length - len(text))
        self._length = len(text)
        self._write(f"\r{text}{padding}")

    def _write(self, text: str) -> None:
        self.model.write(text)


def _values(logs: Logs) -> str:
    parts = []
    for name, value in sorted((logs or {}).items()):
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
