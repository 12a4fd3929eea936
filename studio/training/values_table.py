"""The newest values of a run: training and validation by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio import theme
from studio.run.record import EpochRow, Point, RunRecord
from studio.run.value_names import (
    VALIDATION,
    format_value,
    in_order,
    parse,
    short_outputs,
)
from studio.session import Session
from studio.widgets import ElidedLabel


class ValuesTable(QWidget):
    """One line a value, with the latest training and validation number.

    Parameters
    ----------
    session : Session
        Whose run to show.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record: RunRecord | None = None
        self._train: dict[str, float] = {}
        self._validation: dict[str, float] = {}
        self._names: list[str] = []
        self._cells: dict[str, tuple[QLabel, QLabel]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.sizes().margin)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        self._head = (self._number("hint"), self._number("hint"))
        for column, label in enumerate(self._head, 1):
            self._grid.addWidget(label, 0, column)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        theme.set_kind(self._hint, "hint")
        self._grid.addWidget(self._hint, 1, 0, 1, 3)

        runs = session.runs
        runs.run_started.connect(self._show_record)
        runs.points_added.connect(self._on_points_added)
        runs.epoch_added.connect(self._on_epoch_added)
        runs.records_changed.connect(self._on_records_changed)
        self._retranslate()
        self._show_record(runs.current)

    def values(self) -> dict[str, tuple[str, str]]:
        """Return what the table shows: training and validation text by log name."""
        return {n: (a.text(), b.text()) for n, (a, b) in self._cells.items()}

    def _on_records_changed(self) -> None:
        current = self._session.runs.current
        if current is not self._record:
            self._show_record(current)

    def _show_record(self, record: RunRecord | None) -> None:
        self._record = record
        self._train, self._validation = {}, {}
        if record is not None:
            points, epochs = list(record.points), list(record.epochs)
            if epochs:
                self._take_row(epochs[-1].values, with_training=not points)
            if points:
                self._train.update(points[-1].values)
        self._show_values()

    def _on_points_added(self, record: RunRecord, points: Sequence[Point]) -> None:
        if record is self._record and points:
            self._train.update(points[-1].values)
            self._show_values()

    def _on_epoch_added(self, record: RunRecord, row: EpochRow) -> None:
        if record is self._record:
            # Means over the whole epoch: calmer than the last stretch of it.
            self._take_row(row.values, with_training=True)
            self._show_values()

    def _take_row(self, values: Mapping[str, float], *, with_training: bool) -> None:
        for name, value in values.items():
            if name.startswith(VALIDATION):
                self._validation[name.removeprefix(VALIDATION)] = value
            elif with_training:
                self._train[name] = value

    def _show_values(self) -> None:
        outputs = self._record.outputs if self._record is not None else []
        names = in_order([*self._train, *self._validation], outputs)
        if names != self._names:
            self._rebuild(names, outputs)
        for name, (train, validation) in self._cells.items():
            train.setText(format_value(self._train.get(name)))
            validation.setText(format_value(self._validation.get(name)))
        for label in self._head:
            label.setVisible(bool(names))
        self._hint.setVisible(not names)

    def _rebuild(self, names: list[str], outputs: Sequence[str]) -> None:
        for row in range(2, self._grid.rowCount()):
            for column in range(3):
                item = self._grid.itemAtPosition(row, column)
                if item is not None and (widget := item.widget()) is not None:
                    self._grid.removeWidget(widget)
                    widget.hide()
                    widget.deleteLater()
        self._names = list(names)
        self._cells = {}
        short = short_outputs(outputs)
        for row, name in enumerate(names, 2):
            value = parse(name, outputs)
            metric = value.metric.replace("_", " ")
            is_named = len(outputs) > 1 and value.output
            text = f"{short[value.output]} {metric}" if is_named else metric
            label = ElidedLabel(text)
            label.set_hint(name)
            train, validation = self._number("plain"), self._number("plain")
            train.setAccessibleName(self.tr("{name}, training").format(name=text))
            spoken = self.tr("{name}, validation").format(name=text)
            validation.setAccessibleName(spoken)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(train, row, 1)
            self._grid.addWidget(validation, row, 2)
            self._cells[name] = (train, validation)

    def _number(self, kind: theme.Kind) -> QLabel:
        label = QLabel()
        label.setFont(theme.font("mono"))
        if kind != "plain":
            theme.set_kind(label, kind)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # Room for any number, so that the columns stand still.
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance("0.0000e-0"[:7]))
        return label

    def _retranslate(self) -> None:
        train = self.tr("train")
        self._head[0].setText(train)
        validation = self.tr("val")
        self._head[1].setText(validation)
        hint = self.tr("The newest values appear here while the model learns.")
        self._hint.setText(hint)

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
