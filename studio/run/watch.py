"""The engine callback through which a run is watched and steered."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping

from engine.callbacks import Callback
from engine.errors import NumericsError, Text
from engine.types import Array
from studio.run.mailbox import Control, Mailbox
from studio.run.record import EpochRow, Point, Progress, RunRecord

POINTS_PER_RUN = 300
"""More would show the noise of single batches instead of the course."""
POINTS_PER_EPOCH = 20
SECONDS_PER_POINT = 0.4


class Watch(Callback):
    """Puts plain numbers into a mailbox, and obeys pause and stop.

    Training values in the logs are means since the start of the epoch; points of the
    curve are means over the stretch since the last point, taken from their differences.
    """

    def setup(self) -> None:
        """Start without a run; `attach` gives one."""
        self.best_weights: list[Array] | None = None
        self.last_weights: list[Array] | None = None

    def attach(
        self,
        record: RunRecord,
        mailbox: Mailbox,
        control: Control,
        rows: int,
        batch_size: int,
        epochs: int,
    ) -> None:
        """Say what is watched.

        Parameters
        ----------
        record : RunRecord
            Filled with points and epochs; nobody else may use it while the run goes.
        mailbox : Mailbox
            Where news go.
        control : Control
            Who may stop or pause.
        rows, batch_size, epochs : int
            Training samples, size of a batch, epoch at which the run ends.
        """
        self._record = record
        self._mailbox = mailbox
        self._control = control
        self._rows = rows
        self._batch_size = batch_size
        self._batches = -(-rows // batch_size)
        self._epochs = epochs
        share = POINTS_PER_RUN // max(1, epochs - record.first_epoch)
        points = min(POINTS_PER_EPOCH, max(1, share))
        self._every = max(1, self._batches // points)

    def on_train_begin(self, logs: Mapping[str, float] | None = None) -> None:
        """Start the clock."""
        self._began = time.perf_counter()
        self._waited = 0.0
        self._samples = 0
        self._first_epoch: int | None = None

    def on_epoch_begin(
        self, epoch: int, logs: Mapping[str, float] | None = None
    ) -> None:
        """Start the first stretch of an epoch."""
        if self._first_epoch is None:
            self._first_epoch = epoch
        self._epoch = epoch
        self._stretch_start: Mapping[str, float] = {}
        self._stretch_rows = 0
        self._stretch_time = time.perf_counter()
        self._tell(0)

    def on_train_batch_begin(
        self, batch: int, logs: Mapping[str, float] | None = None
    ) -> None:
        """Halt here while paused."""
        self._waited += self._control.wait()
        if self._control.is_stopped:
            self.model.stop_training = True

    def on_train_batch_end(
        self, batch: int, logs: Mapping[str, float] | None = None
    ) -> None:
        """Look for NaN, add a point now and then, obey stop."""
        logs = logs or {}
        done = batch + 1
        loss = logs.get("loss", 0.0)
        if not math.isfinite(loss):
            raise NumericsError(
                "The loss became {value} in epoch {epoch}, batch {batch}. The weights "
                "of the last good epoch are kept. Use a smaller learning rate, or "
                "scale the inputs.",
                value="NaN" if math.isnan(loss) else Text("infinite"),
                epoch=self._epoch + 1,
                batch=done,
            )
        self._samples += min(self._batch_size, self._rows - batch * self._batch_size)
        now = time.perf_counter()
        is_due = (
            done % self._every == 0
            or self._is_early(done)
            or done == self._batches
            or now - self._stretch_time >= SECONDS_PER_POINT
            or self._control.is_paused
        )
        if is_due:
            self._add_point(done, dict(logs))
            self._stretch_time = now
            self._tell(done)
        if self._control.is_stopped:
            self.model.stop_training = True

    def _is_early(self, done: int) -> bool:
        """Whether the first epoch is due for a point: the curve begins at once."""
        dense = max(1, self._batches // POINTS_PER_EPOCH)
        return self._epoch == self._first_epoch and done % dense == 0

    def _add_point(self, done: int, logs: dict[str, float]) -> None:
        rows = min(done * self._batch_size, self._rows)
        stretch = rows - self._stretch_rows
        if stretch <= 0:
            return
        values = {
            name: (
                value * rows - self._stretch_start.get(name, 0.0) * self._stretch_rows
            )
            / stretch
            for name, value in logs.items()
        }
        self._stretch_start, self._stretch_rows = logs, rows
        point = Point(self._epoch + rows / self._rows, values)
        self._record.points.append(point)
        self._mailbox.add_point(point)

    def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        """Keep the row, and the weights if they are the best."""
        row = EpochRow(epoch + 1, {k: float(v) for k, v in (logs or {}).items()})
        self._record.add_epoch(row)
        self.last_weights = self.model.get_weights()
        if self._record.best_epoch == row.epoch:
            self.best_weights = self.last_weights
        self._mailbox.add_epoch(row)
        self._tell(self._batches)

    def _tell(self, done: int) -> None:
        spent = time.perf_counter() - self._began - self._waited
        speed = self._samples / spent if spent > 0 else 0.0
        left = 0.0
        if speed > 0 and self._first_epoch is not None:
            total = (self._epochs - self._first_epoch) * self._rows
            left = max(0.0, (total - self._samples) / speed)
        self._mailbox.set_progress(
            Progress(self._epoch + 1, self._epochs, done, self._batches, speed, left)
        )
        self._record.seconds = spent
