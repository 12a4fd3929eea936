"""Starts, pauses and stops runs for the window; thread and mailbox meet here."""

from __future__ import annotations

import logging
import threading
import traceback
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from studio.document.nodes import INPUT, OUTPUT
from studio.run.mailbox import News
from studio.run.record import Progress, RunRecord
from studio.run.state import TrainedState
from studio.run.trainer import TrainingRun
from studio.texts import error_text, text_of

if TYPE_CHECKING:
    from studio.session import Session

log = logging.getLogger(__name__)

State = Literal["idle", "preparing", "running", "paused", "stopping"]
MILLISECONDS = 33
"""The mailbox is looked into 30 times a second."""


class RunController(QObject):
    """One run at a time, on a thread of its own.

    The thread never touches a widget nor emits a signal: it fills a mailbox, which a
    timer of the window's thread empties. All signals come from the window's thread.

    Signals
    -------
    state_changed
        `state` is new.
    run_started, run_finished : RunRecord
        A run began or ended.
    points_added : RunRecord, list of Point
        New points of the training curve.
    epoch_added : RunRecord, EpochRow
        An epoch ended.
    progressed : Progress
        Where the run stands.
    records_changed
        `records` has other entries.
    """

    state_changed = Signal()
    run_started = Signal(object)
    points_added = Signal(object, object)
    epoch_added = Signal(object, object)
    progressed = Signal(object)
    run_finished = Signal(object)
    records_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.state: State = "idle"
        self.records: list[RunRecord] = []
        self.current: RunRecord | None = None
        self.progress: Progress | None = None
        self.trained: TrainedState | None = None
        self.has_unsaved_training = False
        self._run: TrainingRun | None = None
        self._thread: threading.Thread | None = None
        self._result: TrainedState | None = None
        self._crash = ""
        self._timer = QTimer(self)
        self._timer.setInterval(MILLISECONDS)
        self._timer.timeout.connect(self._look)

    # ------------------------------------------------------------- reading

    @property
    def is_active(self) -> bool:
        """Whether a run is going on, be it paused."""
        return self.state != "idle"

    @property
    def finished_records(self) -> list[RunRecord]:
        """Runs that have ended: the one going on is still being written to."""
        return [r for r in self.records if r.status != "running"]

    def can_start(self) -> str:
        """Return why no run can start, or an empty text if one can."""
        if self.is_active:
            return self.tr("A run is going on.")
        errors = self._session.analysis.errors
        if errors:
            return text_of(errors[0])
        if self._session.dataset_error:
            return self._session.dataset_error
        if self._session.is_loading:
            return self.tr("The data are still being read. Try again in a moment.")
        if self._session.dataset is None:
            return self.tr("There is no data. Choose a data source in the Data panel.")
        for node in self._session.document:
            if node.type in (INPUT, OUTPUT) and not (node.binding or {}).get("columns"):
                problems = self._session.analysis.problems_of(node.id)
                return text_of(problems[0]) if problems else node.name
        return ""

    # ------------------------------------------------------------ steering

    def start(self, *, paused: bool = False) -> bool:
        """Start a run, or go on from the trained weights.

        Parameters
        ----------
        paused : bool
            Whether to halt after the first batch, as "Step" does.

        Returns
        -------
        bool
            False if it cannot start; the user has been told why.
        """
        if self.state == "paused":
            self.resume()
            return True
        reason = self.can_start()
        if reason:
            self._session.report(reason, "warning")
            return False
        title = self.tr("Run %1").replace("%1", str(len(self.records) + 1))
        path = self._session.path
        run = TrainingRun.create(
            self._session.document,
            self._session.dataset,
            self.trained,
            title,
            path.parent if path else None,
        )
        if paused:
            run.control.step()
        self._run = run
        self._result, self._crash = None, ""
        self.progress = None
        self.current = run.record
        self.records.append(run.record)
        self._thread = threading.Thread(
            target=self._work, args=(run,), name="training", daemon=True
        )
        self._set_state("preparing")
        self.records_changed.emit()
        self.run_started.emit(run.record)
        self._thread.start()
        self._timer.start()
        return True

    def pause(self) -> None:
        """Halt before the next batch."""
        if self._run is not None and self.state in ("preparing", "running"):
            self._run.control.pause()
            self._set_state("paused")

    def resume(self) -> None:
        """Go on after a pause."""
        if self._run is not None and self.state == "paused":
            self._run.control.resume()
            self._set_state("running")

    def step(self) -> None:
        """Do one batch; starts a run when there is none."""
        if self.state == "idle":
            if self.start(paused=True):
                self._set_state("paused")
        elif self._run is not None and self.state in ("running", "paused"):
            self._run.control.step()
            self._set_state("paused")

    def stop(self) -> None:
        """End after the present batch; the model is kept."""
        if self._run is not None and self.is_active:
            self._run.control.stop()
            self._set_state("stopping")

    def stop_and_wait(self, seconds: float = 30.0) -> bool:
        """Stop and wait for the thread, as closing the window does.

        Parameters
        ----------
        seconds : float
            How long to wait at most.

        Returns
        -------
        bool
            Whether the thread has ended.
        """
        thread = self._thread
        if thread is None:
            return True
        self.stop()
        thread.join(seconds)
        if thread.is_alive():
            return False
        self._look()
        return True

    # -------------------------------------------------------- trained state

    def restore_best(self) -> bool:
        """Go back to the weights of the best epoch.

        Returns
        -------
        bool
            Whether there were any.
        """
        state = self.trained
        if self.is_active or state is None or not state.best_weights:
            return False
        self.trained = TrainedState(
            weights=state.best_weights,
            epochs=state.epochs,
            transforms=state.transforms,
            fingerprint=state.fingerprint,
            best_epoch=state.best_epoch,
        )
        self._mark_unsaved()
        return True

    def reset_weights(self) -> None:
        """Forget what was learned; the next run starts from fresh weights."""
        if not self.is_active and self.trained is not None:
            self.trained = None
            self._mark_unsaved()

    def remove_record(self, run_id: str) -> None:
        """Take a run out of the list."""
        self.records = [r for r in self.records if r.id != run_id]
        if self.current is not None and self.current.id == run_id:
            self.current = None
        self._mark_unsaved()
        self.records_changed.emit()

    def load(self, records: list[RunRecord], trained: TrainedState | None) -> None:
        """Take over the runs and weights of a file."""
        self.records = list(records)
        self.current = self.records[-1] if self.records else None
        self.trained = trained
        self.progress = None
        self.has_unsaved_training = False
        self.records_changed.emit()
        self.state_changed.emit()

    def _mark_unsaved(self) -> None:
        self.has_unsaved_training = True
        self._session.state_changed.emit()
        self.state_changed.emit()

    # --------------------------------------------------------------- inside

    def _work(self, run: TrainingRun) -> None:
        """Train; this is the only code here that runs in the training thread."""
        try:
            self._result = run.run()
        except BaseException:  # noqa: BLE001 - whatever it is, the window must hear of it
            self._crash = traceback.format_exc()
            run.record.status = "failed"
            run.record.error = self._crash.strip().splitlines()[-1]

    def _look(self) -> None:
        run = self._run
        if run is None:
            self._timer.stop()
            return
        has_ended = self._thread is not None and not self._thread.is_alive()
        self._deliver(run, run.mailbox.drain())
        if has_ended:
            self._finish(run)

    def _deliver(self, run: TrainingRun, news: News) -> None:
        if news and self.state == "preparing":
            self._set_state("running")
        if news.points:
            self.points_added.emit(run.record, news.points)
        for row in news.epochs:
            self.epoch_added.emit(run.record, row)
        if news.progress is not None:
            self.progress = news.progress
            self.progressed.emit(news.progress)

    def _finish(self, run: TrainingRun) -> None:
        self._timer.stop()
        self._run = self._thread = None
        if self._result is not None:
            self.trained = self._result
        self._result = None
        self._set_state("idle")
        self.run_finished.emit(run.record)
        self._mark_unsaved()
        if run.record.status == "failed":
            if self._crash:
                log.error("training failed\n%s", self._crash)
            reason = (
                error_text(run.error) if run.error else error_text(run.record.error)
            )
            self._session.report(reason, "error", self._crash, is_of_run=True)

    def _set_state(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit()
