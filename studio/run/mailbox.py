"""Where the training thread leaves news, and where the window picks them up."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from studio.run.record import EpochRow, Point, Progress


@dataclass
class News:
    """What happened since the last look.

    Attributes
    ----------
    points : list of Point
        New points of the training curve.
    epochs : list of EpochRow
        Epochs that ended.
    progress : Progress or None
        Latest state.
    """

    points: list[Point] = field(default_factory=list)
    epochs: list[EpochRow] = field(default_factory=list)
    progress: Progress | None = None

    def __bool__(self) -> bool:
        return bool(self.points or self.epochs or self.progress)


class Mailbox:
    """Collects news under a lock; `drain` takes all of them at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._news = News()

    def add_point(self, point: Point) -> None:
        """Leave a point of the curve."""
        with self._lock:
            self._news.points.append(point)

    def add_epoch(self, row: EpochRow) -> None:
        """Leave the end of an epoch."""
        with self._lock:
            self._news.epochs.append(row)

    def set_progress(self, progress: Progress) -> None:
        """Replace the state that is shown."""
        with self._lock:
            self._news.progress = progress

    def drain(self) -> News:
        """Return everything since the last call."""
        with self._lock:
            news, self._news = self._news, News()
        return news


class Control:
    """Pause, step and stop, asked of a training thread from another one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._paused = False
        self._steps = 0
        self._stopped = False

    def pause(self) -> None:
        """Halt before the next batch."""
        with self._changed:
            self._paused = True

    def resume(self) -> None:
        """Go on."""
        with self._changed:
            self._paused = False
            self._steps = 0
            self._changed.notify_all()

    def step(self) -> None:
        """Do one batch, then halt."""
        with self._changed:
            self._paused = True
            self._steps += 1
            self._changed.notify_all()

    def stop(self) -> None:
        """End after the present batch."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    @property
    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped

    @property
    def is_paused(self) -> bool:
        """Whether the thread is to halt."""
        return self._paused

    def wait(self) -> float:
        """Halt while paused; called by the training thread before each batch.

        Returns
        -------
        float
            Seconds spent waiting.
        """
        if not self._paused or self._stopped:
            return 0.0
        began = time.perf_counter()
        with self._changed:
            while self._paused and not self._stopped and self._steps == 0:
                self._changed.wait()
            self._steps = max(0, self._steps - 1)
        return time.perf_counter() - began
