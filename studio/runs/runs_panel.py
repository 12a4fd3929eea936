"""List of all runs: look at them, compare them, restore weights, delete."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.run.record import RunRecord
from studio.runs.runs_table import RunsTable
from studio.session import Session
from studio.widgets import ElidedLabel, EmptyState, MessageBar


class RunsPanel(QWidget):
    """Table of runs and what can be done with them.

    Parameters
    ----------
    session : Session
        Whose runs to list.
    parent : QWidget, optional
        Owner.
    """

    runs_selected = Signal(list)
    """Emitted with the ids of the chosen runs, newest first, for the plots to show."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_filling = False
        self.table = RunsTable()
        """All runs, the newest first."""
        self.restore_button = QPushButton()
        """Goes back to the weights of the best epoch."""
        theme.set_icon(self.restore_button, "reset")
        self.restore_button.setProperty("compact", True)
        self.restore_button.clicked.connect(self.restore_best)
        self.delete_button = QPushButton()
        """Deletes the chosen runs."""
        theme.set_icon(self.delete_button, "delete")
        self.delete_button.setProperty("compact", True)
        self.delete_button.clicked.connect(self.delete_selected)
        self._hint = ElidedLabel()
        theme.set_kind(self._hint, "hint")
        self.message = MessageBar()
        """Says what was deleted, and takes it back."""
        self._empty = EmptyState("history", "")

        page = QWidget()
        bar = QHBoxLayout()
        bar.setSpacing(theme.sizes().gap)
        bar.addWidget(self._hint, 1)
        bar.addWidget(self.restore_button)
        bar.addWidget(self.delete_button)
        column = QVBoxLayout(page)
        margin = theme.sizes().margin
        column.setContentsMargins(margin + 2, margin - 4, margin + 2, 0)
        column.setSpacing(theme.sizes().gap // 2)
        column.addWidget(self.message)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)

        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        delete = QKeySequence(QKeySequence.StandardKey.Delete)
        delete_key = QShortcut(delete, self.table)
        delete_key.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete_key.activated.connect(self.delete_selected)
        runs = session.runs
        runs.records_changed.connect(self.refresh)
        session.document_replaced.connect(self.message.clear)
        runs.epoch_added.connect(self._on_epoch_added)
        runs.run_finished.connect(self._on_run_finished)
        runs.state_changed.connect(self._show_buttons)
        self._retranslate()
        self.refresh()

    # ---------------------------------------------------------------- public

    def refresh(self) -> None:
        """Show the runs as they are; what was chosen stays chosen."""
        chosen = [record.id for record in self.table.chosen()]
        self._is_filling = True
        self.table.runs.set_records(self._session.runs.records)
        self._select(chosen)
        self._is_filling = False
        has_runs = bool(self._session.runs.records)
        self._stack.setCurrentIndex(1 if has_runs else 0)
        self._show_buttons()
        if chosen != [record.id for record in self.table.chosen()]:
            self._on_selected()

    def selected_runs(self) -> list[RunRecord]:
        """Return the chosen runs, newest first."""
        return self.table.chosen()

    def restore_best(self) -> None:
        """Go back to the weights of the best epoch of the last run."""
        runs = self._session.runs
        if not runs.restore_best():
            message = self.tr(
                "There is nothing to restore: the model has the weights of its best "
                "epoch, or a run is going on."
            )
            self._session.report(message, "info")
            return
        epoch = runs.trained.best_epoch if runs.trained is not None else 0
        text = self.tr("The weights of epoch {epoch} are back.")
        self._session.report(text.format(epoch=epoch), "success")
        self._show_buttons()

    def delete_selected(self) -> None:
        """Delete the chosen runs, with a way back; the one that goes on stays."""
        runs = self._session.runs
        doomed = [r for r in self.table.chosen() if r.status != "running"]
        if not doomed:
            return
        before = list(runs.records)
        for record in doomed:
            runs.remove_record(record.id)
        if len(doomed) == 1:
            text = self.tr("{run} was deleted.").format(run=doomed[0].title)
        else:
            text = self.tr("{count} runs were deleted.").format(count=len(doomed))
        undo = self.tr("Undo")
        self.message.show_message(
            text, actions={undo: lambda: self._bring_back(before, doomed)}
        )

    def _bring_back(self, before: list[RunRecord], deleted: list[RunRecord]) -> None:
        """Undo a deletion; runs that were added since stay at the end."""
        runs = self._session.runs
        present = list(runs.records)
        wanted = [r for r in before if r in present or r in deleted]
        runs.records = wanted + [r for r in present if r not in before]
        self.message.clear()
        runs.records_changed.emit()

    # --------------------------------------------------------------- private

    def _select(self, run_ids: list[str]) -> None:
        selection = QItemSelection()
        for run_id in run_ids:
            row = self.table.runs.row_of(run_id)
            if row >= 0:
                index = self.table.runs.index(row, 0)
                selection.select(index, index)
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.table.selectionModel().select(selection, flags)

    def _on_selected(self, *_: object) -> None:
        if not self._is_filling:
            self._show_buttons()
            self.runs_selected.emit([record.id for record in self.table.chosen()])

    def _on_epoch_added(self, record: RunRecord, _row: object) -> None:
        self.table.runs.refresh(record)

    def _on_run_finished(self, record: RunRecord) -> None:
        self.table.runs.refresh(record)
        self._show_buttons()

    def _show_buttons(self) -> None:
        runs = self._session.runs
        trained = runs.trained
        has_better = trained is not None and bool(trained.best_weights)
        self.restore_button.setEnabled(has_better and not runs.is_active)
        chosen = self.table.chosen()
        self.delete_button.setEnabled(any(r.status != "running" for r in chosen))
        if len(chosen) > 1:
            text = self.tr("{count} runs are compared on the Training page.")
            self._hint.setText(text.format(count=len(chosen)))
        elif chosen:
            text = self.tr("{run} shows on the Training page.")
            self._hint.setText(text.format(run=chosen[0].title))
        else:
            text = self.tr("Choose a run to see its curves, or several to compare.")
            self._hint.setText(text)

    def _retranslate(self) -> None:
        restore = self.tr("Restore best epoch")
        self.restore_button.setText(restore)
        tip = self.tr("Go back to the weights of the best epoch of the last run")
        self.restore_button.setToolTip(tip)
        delete = self.tr("Delete")
        self.delete_button.setText(delete)
        delete_tip = self.tr("Delete the chosen runs; the model keeps its weights")
        self.delete_button.setToolTip(delete_tip)
        title = self.tr("No runs yet")
        hint = self.tr(
            "Press Train. Every run is kept here with its settings and curves, to be "
            "compared with the next one."
        )
        self._empty.set_texts(title, hint)
        self._show_buttons()

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
