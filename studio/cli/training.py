"""Trains with progress on standard error; Ctrl-C stops and keeps the model."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from studio.cli.output import say
from studio.cli.progress import Bar
from studio.data import Dataset
from studio.document.model import Document
from studio.run.record import RunRecord
from studio.run.state import TrainedState
from studio.run.trainer import TrainingRun

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    Attributes
    ----------
    record : RunRecord
        Curves and end of the run.
    state : TrainedState or None
        What it left; None if nothing was trained.
    signal_number : int
        Signal that stopped it, 0 for none.
    error : Exception or None
        Why it failed.
    """

    record: RunRecord
    state: TrainedState | None
    signal_number: int = 0
    error: Exception | None = None


def train(
    document: Document,
    dataset: Dataset | None,
    state: TrainedState | None,
    number: int,
) -> Outcome:
    """Train, with progress on standard error.

    Parameters
    ----------
    document : Document
        What to train; it is not changed.
    dataset : Dataset or None
        The data.
    state : TrainedState or None
        Where to go on from; None begins with fresh weights.
    number : int
        Number of the run, for its title.

    Raises
    ------
    KeyboardInterrupt
        If the user does not want to wait for the end of a batch.
    """
    run = TrainingRun.create(document, dataset, state, f"Run {number}")
    bar = Bar(run)
    stopped: list[int] = []
    try:
        with _stopping(run, bar, stopped):
            trained = run.run([bar.callback()])
    finally:
        bar.close()
    return Outcome(run.record, trained, stopped[0] if stopped else 0, run.error)


@contextmanager
def _stopping(run: TrainingRun, bar: Bar, stopped: list[int]) -> Iterator[None]:
    """Let the first signal stop the run after a batch, and the second one at once."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread can be told of signals
        return

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        if stopped:
            raise KeyboardInterrupt
        stopped.append(number)
        run.control.stop()
        bar.close()
        say("Stopping; the model is kept. Once more: stop at once and keep nothing.")

    before = {number: signal.signal(number, stop) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
