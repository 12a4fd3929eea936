"""How the run goes: progress, where it stands, why it failed, and the plots."""

from __future__ import annotations

import json

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio import theme
from studio.run.record import Progress, RunRecord
from studio.run.value_names import format_value
from studio.session import Message, Session
from studio.widgets import ElidedLabel, MessageBar, ProgressLine
from studio.widgets.durations import Durations

_SEPARATOR = " · "


class TrainingPanel(QWidget):
    """Progress line, one line of text, and room for the plots.

    Parameters
    ----------
    session : Session
        Whose runs to show.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._told: RunRecord | None = None

        self.progress = ProgressLine()
        """How far the run is."""
        self.status = ElidedLabel()
        """Where the run stands, in words."""
        theme.set_kind(self.status, "muted")
        self.message = MessageBar()
        """Why the run failed."""
        self._status_row = QHBoxLayout()
        self._status_row.setSpacing(theme.sizes().margin)
        self._status_row.addWidget(self.status, 1)

        margin = theme.sizes().margin
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(margin + 2, margin - 2, margin + 2, margin)
        self._layout.setSpacing(7)
        self._layout.addWidget(self.progress)
        self._layout.addLayout(self._status_row)
        self._layout.addWidget(self.message)
        self._layout.addStretch(1)

        runs = session.runs
        runs.state_changed.connect(self._show_state)
        runs.progressed.connect(self._on_progressed)
        runs.run_started.connect(self._on_run_started)
        runs.run_finished.connect(self._on_run_finished)
        runs.records_changed.connect(self._show_state)
        session.analysed.connect(self._show_state)
        session.dataset_changed.connect(self._show_state)
        session.message.connect(self._on_message)
        session.document_replaced.connect(self.message.clear)
        self._show_state()

    def set_plots(self, plots: QWidget, controls: QWidget | None = None) -> None:
        """Put the plots below the progress, and their controls beside its text.

        Parameters
        ----------
        plots : QWidget
            Takes all the room that is left.
        controls : QWidget, optional
            A line of small controls.
        """
        last = self._layout.count() - 1
        self._layout.takeAt(last)
        self._layout.addWidget(plots, 1)
        if controls is not None:
            self._status_row.addWidget(controls)
            controls.show()

    # ------------------------------------------------------------------ state

    def _on_run_started(self, _record: RunRecord) -> None:
        self.message.clear()

    def _on_progressed(self, progress: Progress) -> None:
        if not self.progress.is_busy():
            self.progress.set_fraction(progress.fraction)
        self._show_state()

    def _on_run_finished(self, record: RunRecord) -> None:
        if record.status == "failed":
            self._show_failure(record, "")
        self._show_state()

    def _on_message(self, message: Message) -> None:
        """Add the details of a failure, which come with the session's message."""
        record = self._session.runs.current
        if record is None or record.status != "failed":
            return
        if message.text == record.error and message.details:
            self._show_failure(record, message.details)

    def _show_failure(self, record: RunRecord, details: str) -> None:
        text = self.tr("{run} failed. {reason}")
        reason = record.error or self.tr("No reason is known.")
        parts = [
            f"{record.title}, {record.started}",
            f"epochs finished: {len(record.epochs)}",
            json.dumps(record.settings, indent=1, ensure_ascii=False, default=str),
            details,
        ]
        self.message.show_message(
            text.format(run=record.title, reason=reason),
            "error",
            details="\n\n".join(part for part in parts if part),
        )

    def _show_state(self, *_: object) -> None:
        runs = self._session.runs
        self.progress.setEnabled(runs.is_active)  # grey when nothing goes on
        self.progress.set_busy(runs.state == "preparing")
        if runs.progress is not None and not self.progress.is_busy():
            self.progress.set_fraction(runs.progress.fraction)
        elif runs.state == "idle":
            self.progress.set_fraction(0.0)
        self.status.setText(self._state_text())

    def _state_text(self) -> str:
        runs = self._session.runs
        if runs.state == "preparing":
            return self.tr("Preparing the model and the data...")
        if runs.state == "stopping":
            return self.tr(
                "Stopping after this batch. The model keeps what it learned."
            )
        if runs.state in ("running", "paused"):
            return self._progress_text(runs.progress, is_paused=runs.state == "paused")
        if runs.current is not None:
            return self._summary(runs.current)
        reason = runs.can_start()
        if reason:
            return self.tr("Not ready to train. {reason}").format(reason=reason)
        return self.tr("Ready. Press Train to start.")

    def _progress_text(self, progress: Progress | None, *, is_paused: bool) -> str:
        if progress is None:
            return self.tr("Paused") if is_paused else self.tr("Training...")
        parts = []
        if is_paused:
            paused = self.tr("Paused")
            parts.append(paused)
        epoch = self.tr("Epoch {epoch} of {epochs}")
        parts.append(
            epoch.format(epoch=f"{progress.epoch:,}", epochs=f"{progress.epochs:,}")
        )
        batch = self.tr("batch {batch} of {batches}")
        parts.append(
            batch.format(batch=f"{progress.batch:,}", batches=f"{progress.batches:,}")
        )
        if progress.samples_per_second:
            speed = self.tr("{speed} samples/s")
            parts.append(speed.format(speed=_rounded(progress.samples_per_second)))
        if progress.seconds_left and not is_paused:
            left = self.tr("{time} left")
            parts.append(left.format(time=Durations.text(progress.seconds_left)))
        return _SEPARATOR.join(parts)

    def _summary(self, record: RunRecord) -> str:
        """Say how the last run ended and what can be done now."""
        count = len(record.epochs)
        if record.status == "failed":
            text = self.tr("{run} failed after {count} epochs")
        elif record.status == "stopped":
            text = self.tr("{run} stopped after {count} epochs")
        else:
            text = self.tr("{run} finished {count} epochs")
        parts = [text.format(run=record.title, count=f"{count:,}")]
        if record.seconds:
            time = self.tr("took {time}")
            parts.append(time.format(time=Durations.text(record.seconds)))
        row = next((r for r in record.epochs if r.epoch == record.best_epoch), None)
        if row is not None:
            is_validated = "val_loss" in row.values
            value = format_value(row.values.get("val_loss" if is_validated else "loss"))
            if is_validated:
                best = self.tr("best epoch {epoch}, validation loss {value}")
            else:
                best = self.tr("best epoch {epoch}, loss {value}")
            parts.append(best.format(epoch=record.best_epoch, value=value))
        if self._session.runs.trained is not None and record.epochs:
            again = self.tr("Train goes on from here")
            parts.append(again)
        return _SEPARATOR.join(parts)

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_state()


def _rounded(speed: float) -> str:
    """Speed with three digits: more of them only flicker."""
    if speed < 10:
        return f"{speed:.1f}"
    digits = max(0, len(str(int(speed))) - 3)
    return f"{round(speed, -digits):,.0f}"
