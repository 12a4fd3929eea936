"""Progress of a run on standard error: a bar in a terminal, a line for each epoch."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Mapping

from engine.callbacks import LambdaCallback
from studio.cli.output import values_line
from studio.document.settings import training_settings
from studio.run.record import Progress
from studio.run.trainer import TrainingRun

BAR_WIDTH = 24


class Bar:
    """Shows how far a run is.

    Parameters
    ----------
    run : TrainingRun
        The run.
    """

    def __init__(self, run: TrainingRun) -> None:
        self._run = run
        self._is_terminal = sys.stderr.isatty()
        self._length = 0
        self._painted = 0.0
        last = run.record.first_epoch + training_settings(run.document).epochs
        self._last_epoch = last

    def callback(self) -> LambdaCallback:
        """Return the engine's callback that shows progress."""
        return LambdaCallback(
            on_train_batch_end=lambda *_: self._look(),
            on_epoch_end=lambda epoch, logs: self._epoch(epoch, logs or {}),
        )

    def close(self) -> None:
        """Clear the bar."""
        if self._length:
            sys.stderr.write("\r" + " " * self._length + "\r")
            sys.stderr.flush()
            self._length = 0

    def _look(self) -> None:
        if not self._is_terminal:
            return
        news = self._run.mailbox.drain()
        now = time.monotonic()
        if news.progress is not None and now - self._painted > 1 / 15:
            self._painted = now
            self._paint(bar_text(news.progress, sys.stderr.encoding))

    def _paint(self, text: str) -> None:
        # A line that wraps could not be painted over.
        text = text[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write(f"\r{text:<{self._length}}")
        sys.stderr.flush()
        self._length = len(text)

    def _epoch(self, epoch: int, logs: Mapping[str, float]) -> None:
        self.close()
        width = len(str(self._last_epoch))
        values = values_line(logs, self._run.record.outputs)
        sys.stderr.write(f"epoch {epoch + 1:>{width}}/{self._last_epoch}  {values}\n")
        sys.stderr.flush()


def bar_text(progress: Progress, encoding: str | None = "utf-8") -> str:
    """Return a line that shows progress.

    Parameters
    ----------
    progress : Progress
        Where the run stands.
    encoding : str or None
        What the terminal understands.
    """
    full, empty = "█", "░"
    try:
        (full + empty).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        full, empty = "#", "-"
    filled = int(BAR_WIDTH * progress.fraction)
    parts = [
        f"epoch {progress.epoch}/{progress.epochs}",
        full * filled + empty * (BAR_WIDTH - filled),
    ]
    if progress.samples_per_second:
        parts.append(f"{progress.samples_per_second:,.0f} samples/s")
        parts.append(f"{_duration(progress.seconds_left)} left")
    return "  ".join(parts)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}" if minutes else f"{rest} s"
