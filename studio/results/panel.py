"""The Results panel: metrics on each part of the data, and predictions row by row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from engine.types import Array
from studio import theme
from studio.data import DataError, Dataset, file_spec, open_source
from studio.document.errors import DocumentError
from studio.formats import exports
from studio.run.state import TrainedState
from studio.run.trainer import class_names, copy_document, evaluate, predict
from studio.session import Session
from studio.tasks import run_in_background
from studio.texts import error_text
from studio.widgets import EmptyState

SPLITS = ("train", "validation", "test")
ROWS_SHOWN = 500


class ResultsPanel(QWidget):
    """Metrics and predictions of the trained model.

    Parameters
    ----------
    session : Session
        Document, data and trained state.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._outputs: dict[str, Array] = {}
        self._classes: dict[str, tuple[str, ...]] = {}
        self._busy = False
        self.evaluate_button = QPushButton(self.tr("Evaluate"))
        self.evaluate_button.clicked.connect(self.evaluate)
        self.predict_button = QPushButton(self.tr("Predict"))
        self.predict_button.setToolTip(self.tr("For all rows of the bound data"))
        self.predict_button.clicked.connect(self.predict)
        self.file_button = QPushButton(self.tr("Predict a File…"))
        self.file_button.setToolTip(self.tr("For the rows of a CSV or NPZ file"))
        self.file_button.clicked.connect(self._choose_rows)
        self.save_button = QPushButton(self.tr("Save Predictions…"))
        self.save_button.clicked.connect(self._choose_target)
        self._note = QLabel()
        theme.set_kind(self._note, "muted")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QHBoxLayout()
        for button in (
            self.evaluate_button,
            self.predict_button,
            self.file_button,
            self.save_button,
        ):
            buttons.addWidget(button)
        buttons.addWidget(self._note, 1)
        self.metrics = self._table(self.tr("Metrics"))
        self.predictions = self._table(self.tr("Predictions"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.metrics)
        split.addWidget(self.predictions)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        empty = EmptyState(
            "evaluate",
            self.tr("No results yet"),
            self.tr("Train the model, then press Evaluate or Predict."),
        )
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(empty)
        self._stack.addWidget(split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addLayout(buttons)
        layout.addWidget(holder, 1)
        session.runs.state_changed.connect(self._refresh)
        session.state_changed.connect(self._refresh)
        session.document_replaced.connect(self._clear)
        self._refresh()

    def _table(self, name: str) -> QTableWidget:
        table = QTableWidget()
        table.setAccessibleName(name)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().setVisible(False)
        table.horizontalHeader().setSectionResizeMode(
            QHeaderView.ResizeMode.ResizeToContents
        )
        table.setAlternatingRowColors(False)
        return table

    def _refresh(self) -> None:
        runs = self._session.runs
        is_ready = runs.trained is not None and not runs.is_active and not self._busy
        for button in (self.evaluate_button, self.predict_button, self.file_button):
            button.setEnabled(is_ready)
        self.save_button.setEnabled(bool(self._outputs) and not self._busy)

    def _clear(self) -> None:
        self._outputs = {}
        self.metrics.setRowCount(0)
        self.predictions.setRowCount(0)
        self._note.clear()
        self._stack.setCurrentIndex(0)
        self._refresh()

    def _set_busy(self, text: str) -> None:
        self._busy = bool(text)
        self._note.setText(text)
        self._refresh()

    # ------------------------------------------------------------- evaluate

    def evaluate(self) -> None:
        """Work out loss and metrics on all parts of the data."""
        state = self._session.runs.trained
        if state is None or self._busy:
            return
        document = copy_document(self._session.document)
        dataset = self._session.dataset

        def work() -> dict[str, dict[str, float]]:
            found: dict[str, dict[str, float]] = {}
            for split in SPLITS:
                try:
                    found[split] = evaluate(document, dataset, state, split)
                except DocumentError:
                    continue  # a part without rows has no column
            return found

        self._set_busy(self.tr("Evaluating…"))
        run_in_background(self, work, self._show_metrics, self._failed)

    def _show_metrics(self, found: Mapping[str, Mapping[str, float]]) -> None:
        self._set_busy("")
        titles = {
            "train": self.tr("Training"),
            "validation": self.tr("Validation"),
            "test": self.tr("Test"),
        }
        splits = [split for split in SPLITS if split in found]
        names = list(dict.fromkeys(n for split in splits for n in found[split]))
        self.metrics.setColumnCount(len(splits) + 1)
        self.metrics.setHorizontalHeaderLabels(
            [self.tr("Value"), *(titles[split] for split in splits)]
        )
        self.metrics.setRowCount(len(names))
        for row, name in enumerate(names):
            self.metrics.setItem(row, 0, QTableWidgetItem(name))
            for column, split in enumerate(splits, 1):
                value = found[split].get(name)
                text = "" if value is None else f"{value:.4f}"
                self.metrics.setItem(row, column, _number(text))
        self._stack.setCurrentIndex(1)

    # -------------------------------------------------------------- predict

    def predict(self) -> None:
        """Predict all rows of the bound data."""
        if self._session.dataset is not None:
            self._predict(self._session.dataset)
        else:
            self._choose_rows()

    def _choose_rows(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Predict the Rows of a File"),
            "",
            self.tr("Tables and arrays (*.csv *.tsv *.txt *.npz)"),
        )
        if name:
            self.predict_file(Path(name))

    def predict_file(self, path: Path) -> None:
        """Predict the rows of a CSV or NPZ file."""
        try:
            dataset = open_source(file_spec(path), base=None)
        except DataError as error:
            self._session.report(error_text(error), "error")
            return
        self._predict(dataset)

    def _predict(self, dataset: Dataset) -> None:
        state = self._session.runs.trained
        if state is None or self._busy:
            return
        document = copy_document(self._session.document)
        self._set_busy(self.tr("Predicting…"))
        run_in_background(
            self,
            lambda: predict(document, dataset, state),
            lambda outputs: self._show_predictions(outputs, state),
            self._failed,
        )

    def _show_predictions(self, outputs: dict[str, Array], state: TrainedState) -> None:
        self._outputs = outputs
        self._classes = {name: class_names(state, name) for name in outputs}
        rows = len(next(iter(outputs.values())))
        self._set_busy("")
        shown = min(rows, ROWS_SHOWN)
        columns = self._columns(shown)
        self.predictions.setRowCount(shown)
        self.predictions.setColumnCount(len(columns) + 1)
        self.predictions.setHorizontalHeaderLabels(
            [self.tr("Row"), *(title for title, _ in columns)]
        )
        for row in range(shown):
            self.predictions.setItem(row, 0, _number(str(row + 1)))
            for column, (_, texts) in enumerate(columns, 1):
                self.predictions.setItem(row, column, QTableWidgetItem(texts[row]))
        if shown < rows:
            text = self.tr("First %1 of %2 rows; a saved file has all.")
            self._note.setText(text.replace("%1", str(shown)).replace("%2", str(rows)))
        self._stack.setCurrentIndex(1)
        self._refresh()

    def _columns(self, shown: int) -> list[tuple[str, list[str]]]:
        """Return titles and texts: for classes the likeliest and how sure it is."""
        columns: list[tuple[str, list[str]]] = []
        for name, array in self._outputs.items():
            flat = np.asarray(array[:shown]).reshape(shown, -1)
            known = self._classes[name]
            if known and flat.shape[1] == 1:
                chosen = (flat[:, 0] > 0.5).astype(int)
                sure = np.where(chosen == 1, flat[:, 0], 1 - flat[:, 0])
            elif known:
                chosen = flat.argmax(axis=1)
                sure = flat.max(axis=1)
            else:
                texts = ["  ".join(f"{v:.4g}" for v in row[:8]) for row in flat]
                columns.append((name, texts))
                continue
            labels = [known[i] if i < len(known) else "?" for i in chosen]
            columns.append((name, labels))
            title = self.tr("%1: certainty").replace("%1", name)
            columns.append((title, [f"{value:.1%}" for value in sure]))
        return columns

    def _choose_target(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save Predictions"),
            "predictions.csv",
            "CSV (*.csv);;NPZ (*.npz)",
        )
        if name:
            self.save_predictions(Path(name))

    def save_predictions(self, path: Path) -> None:
        """Write the predictions to a CSV or NPZ file."""
        try:
            exports.write_predictions(path, self._outputs, self._classes)
        except EngineError as error:
            self._session.report(error_text(error), "error")
            return
        text = self.tr("Written: %1").replace("%1", str(path))
        self._session.report(text, "success")

    def _failed(self, error: BaseException, details: str) -> None:
        self._set_busy("")
        if isinstance(error, EngineError | DataError):
            self._session.report(error_text(error), "error")
        else:
            text = self.tr("This did not work: %1").replace("%1", str(error))
            self._session.report(text, "error", details)


def _number(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
