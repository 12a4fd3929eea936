"""Table of runs: when, how long, how good, how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from studio import theme
from studio.run.record import RunRecord, Status
from studio.run.value_names import (
    LOSS,
    VALIDATION,
    format_value,
    in_order,
    parse,
    short_outputs,
)
from studio.widgets.durations import Durations
from studio.widgets.tips import tool_tip

Index = QModelIndex | QPersistentModelIndex

TITLE, STARTED, EPOCHS, TIME, BEST, METRICS, STATUS = range(7)

_ICONS: dict[Status, tuple[str, theme.IconRole]] = {
    "running": ("play", "accent"),
    "done": ("success", "success"),
    "stopped": ("stop", "muted"),
    "failed": ("error", "error"),
}


def best_loss(record: RunRecord) -> float | None:
    """Return the lowest validation loss, without validation the lowest loss."""
    for row in record.epochs:
        if row.epoch == record.best_epoch:
            return row.values.get(VALIDATION + LOSS, row.values.get(LOSS))
    return None


def metrics_text(record: RunRecord) -> str:
    """Return the last metrics in one line: of validation where there are any."""
    if not record.epochs:
        return ""
    values = record.epochs[-1].values
    outputs = record.outputs
    short = short_outputs(outputs)
    parts = []
    for name in in_order(values, outputs):
        value = parse(name, outputs)
        if value.kind == LOSS or value.is_validation:
            continue
        shown = values.get(VALIDATION + name, values[name])
        label = value.metric.replace("_", " ")
        if len(outputs) > 1 and value.output:
            label = f"{short[value.output]} {label}"
        parts.append(f"{label} {format_value(shown)}")
    return " · ".join(parts)


class RunsModel(QAbstractTableModel):
    """Runs as lines, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: list[RunRecord] = []

    def set_records(self, records: Sequence[RunRecord]) -> None:
        """Show these runs, given oldest first."""
        self.beginResetModel()
        self._records = list(reversed(records))
        self.endResetModel()

    def refresh(self, record: RunRecord) -> None:
        """Show what is new about a run."""
        for row, shown in enumerate(self._records):
            if shown is record:
                self.dataChanged.emit(self.index(row, 0), self.index(row, STATUS))

    def record(self, row: int) -> RunRecord:
        """Return the run of a line."""
        return self._records[row]

    def row_of(self, run_id: str) -> int:
        """Return the line of a run, -1 if there is none."""
        ids = [record.id for record in self._records]
        return ids.index(run_id) if run_id in ids else -1

    def _text(self, record: RunRecord, column: int) -> str:
        if column == TITLE:
            return record.title
        if column == STARTED:
            return started_text(record.started)
        if column == EPOCHS:
            return f"{len(record.epochs):,}"
        if column == TIME:
            return Durations.text(record.seconds) if record.seconds else ""
        if column == BEST:
            value = best_loss(record)
            return "" if value is None else format_value(value)
        if column == METRICS:
            return metrics_text(record)
        return self.status_text(record.status)

    def status_text(self, status: Status) -> str:
        """Return how a run ended, in a word."""
        running = self.tr("running")
        done = self.tr("finished")
        stopped = self.tr("stopped")
        failed = self.tr("failed")
        words: dict[Status, str] = {
            "running": running,
            "done": done,
            "stopped": stopped,
            "failed": failed,
        }
        return words[status]

    def _tip(self, record: RunRecord) -> str:
        lines = [f"{record.title}, {started_text(record.started)}"]
        optimizer = record.settings.get("optimizer") or {}
        if optimizer:
            options = ", ".join(f"{k} {v}" for k, v in optimizer["config"].items())
            lines.append(" ".join((optimizer["class_name"], options)).strip())
        if record.best_epoch:
            best = self.tr("best epoch {epoch}")
            lines.append(best.format(epoch=record.best_epoch))
        if record.error:
            lines.append(record.error)
        return "\n".join(lines)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        """Return the number of runs."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        """Return what is known of each."""
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        """Return text, icon, font and tool tip of a cell."""
        record, column = self._records[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(record, column)
        if role == Qt.ItemDataRole.DecorationRole and column == STATUS:
            return theme.icon(*_ICONS[record.status])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(self._tip(record))
        if role == Qt.ItemDataRole.FontRole and column in (EPOCHS, BEST):
            return theme.font("mono")
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (EPOCHS, BEST):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> Any:
        """Return the headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = section in (EPOCHS, BEST)
            right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
            side = right if is_number else left
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        title = self.tr("Run")
        started = self.tr("Started")
        epochs = self.tr("Epochs")
        time = self.tr("Time")
        best = self.tr("Best val loss")
        metrics = self.tr("Last metrics")
        status = self.tr("State")
        return (title, started, epochs, time, best, metrics, status)[section]


class RunsTable(QTableView):
    """The table; several runs can be chosen to compare them.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs = RunsModel(self)
        """What is shown."""
        self.setModel(self.runs)
        theme.set_kind(self, "plain")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.sizes().control)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(50)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(METRICS, QHeaderView.ResizeMode.Stretch)

    def chosen(self) -> list[RunRecord]:
        """Return the chosen runs, newest first."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.runs.record(row) for row in rows]

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language of the headings."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            headings = Qt.Orientation.Horizontal
            self.runs.headerDataChanged.emit(headings, TITLE, STATUS)


def started_text(started: str) -> str:
    """Return an ISO time in local time, as the user's country writes it."""
    try:
        moment = datetime.fromisoformat(started)
    except ValueError:  # written by another version
        return started
    local = QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
