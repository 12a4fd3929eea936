"""The curves of training: one card for the loss, one for each kind of metric."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.plots.buffer import Floats
from studio.plots.card_grid import CardGrid
from studio.plots.curve import CurveData, CurveStyle
from studio.plots.curve_plot import CurvePlot
from studio.plots.plot_controls import PlotControls
from studio.plots.run_curves import (
    Labels,
    best_row,
    curve_styles,
    point_arrays,
    record_arrays,
    record_curves,
    row_arrays,
)
from studio.run.record import EpochRow, Point, RunRecord
from studio.run.value_names import (
    ACCURACY,
    LEARNING_RATE,
    LOSS,
    VALIDATION,
    format_value,
    readable,
)
from studio.session import Session
from studio.widgets import EmptyState

if TYPE_CHECKING:
    from studio.plots.plot_view import EarlierCurve

EARLIER_RUNS = 8
"""So many earlier runs are drawn at most, the newest ones."""

_SELECTED_ALPHA = 0.7
_PALE_ALPHA = 0.28


class TrainingPlots(QWidget):
    """Plots of the run that goes on, or of runs that were chosen to be seen.

    Parameters
    ----------
    session : Session
        Where runs come from.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: RunRecord | None = None
        self._chosen: list[str] = []
        self._plots: dict[str, CurvePlot] = {}
        self._names: list[str] = []
        self._last_point = 0.0
        self._last_epoch = 0
        self._rows: list[EpochRow] = []
        self._curves_of: dict[str, dict[str, CurveData]] = {}
        self._is_stale = False

        self.controls = PlotControls(self)
        """Smoothing and comparison; a panel may put them where it likes."""
        self.controls.hide()
        self.controls.smoothing_changed.connect(self._on_smoothing_changed)
        self.controls.compare_changed.connect(self._show_earlier)
        self._empty = EmptyState("chart", "")
        self._grid = CardGrid()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._grid)
        self._retranslate()

        runs = session.runs
        runs.run_started.connect(self._on_run_started)
        runs.points_added.connect(self._on_points_added)
        runs.epoch_added.connect(self._on_epoch_added)
        runs.run_finished.connect(self._on_run_finished)
        runs.records_changed.connect(self._on_records_changed)
        runs.state_changed.connect(self._mark_best)
        self._on_records_changed()

    # ---------------------------------------------------------------- public

    def plots(self) -> dict[str, CurvePlot]:
        """Return the cards by kind of value, in order."""
        return dict(self._plots)

    def shown_run(self) -> RunRecord | None:
        """Return the run whose curves are in front."""
        return self._shown

    def show_runs(self, run_ids: Sequence[str]) -> None:
        """Show chosen runs: the first in front, the others strong, all else pale.

        Parameters
        ----------
        run_ids : sequence of str
            Ids of runs; none goes back to the latest run.
        """
        by_id = {record.id: record for record in self._session.runs.records}
        self._chosen = [run_id for run_id in run_ids if run_id in by_id]
        front = by_id[self._chosen[0]] if self._chosen else self._latest()
        if front is not self._shown:
            self._show(front)
        else:
            self._show_earlier()

    # ------------------------------------------------------------------ runs

    def _latest(self) -> RunRecord | None:
        runs = self._session.runs
        if runs.current is not None and runs.current in runs.records:
            return runs.current
        return runs.records[-1] if runs.records else None

    def _on_run_started(self, record: RunRecord) -> None:
        self._chosen = []
        self._show(record)

    def _on_records_changed(self) -> None:
        records = self._session.runs.records
        known = {record.id for record in records}
        self._curves_of = {i: c for i, c in self._curves_of.items() if i in known}
        self.controls.set_can_compare(len(records) > 1)
        if self._shown is None or self._shown.id not in known:
            self._chosen = []
            self._show(self._latest())
        else:
            self._show_earlier()

    def _on_points_added(self, record: RunRecord, points: list[Point]) -> None:
        if record is not self._shown:
            return
        new = [point for point in points if point.x > self._last_point]
        if new:
            self._last_point = new[-1].x
            self._add(point_arrays(new))

    def _on_epoch_added(self, record: RunRecord, row: EpochRow) -> None:
        if record is not self._shown or row.epoch <= self._last_epoch:
            return
        self._last_epoch = row.epoch
        self._rows.append(row)
        self._add(row_arrays([row], only_validation=True))
        self._mark_best()

    def _on_run_finished(self, record: RunRecord) -> None:
        self._curves_of.pop(record.id, None)
        if record is self._shown:
            self._mark_best()

    def _show(self, record: RunRecord | None) -> None:
        """Put another run in front."""
        self._shown = record
        self._names = []
        self._last_point, self._last_epoch, self._rows = 0.0, 0, []
        for plot in self._plots.values():
            plot.clear_points()
            plot.set_best_epoch(0)
        if record is None:
            self._stack.setCurrentWidget(self._empty)
            self._set_kinds({})
            return
        arrays = record_arrays(record)
        self._rows = list(record.epochs)
        self._last_epoch = self._rows[-1].epoch if self._rows else 0
        points = list(record.points)
        self._last_point = points[-1].x if points else 0.0
        if arrays:
            self._add(arrays)
        elif not self._plots:
            self._stack.setCurrentWidget(self._empty)
        self._show_earlier()
        self._mark_best()

    def _add(self, arrays: dict[str, tuple[Floats, Floats]]) -> None:
        """Append points to the curves, and make curves for new names."""
        new = [name for name in arrays if name not in self._names]
        if new:
            self._names += new
            outputs = self._shown.outputs if self._shown else []
            self._set_kinds(curve_styles(self._names, outputs, self._labels()))
        kind_of = {
            style.key: plot for plot in self._plots.values() for style in plot.curves()
        }
        for name, (x, y) in arrays.items():
            kind_of[name].add_points(name, x, y)
        if new:
            self._show_earlier()
        self._redraw()

    def _set_kinds(self, kinds: dict[str, list[CurveStyle]]) -> None:
        for kind in list(self._plots):
            if kind not in kinds:
                plot = self._plots.pop(kind)
                plot.hide()
                plot.deleteLater()
        for kind, styles in kinds.items():
            if kind not in self._plots:
                self._plots[kind] = self._new_plot(kind)
            if self._plots[kind].curves() != styles:
                self._plots[kind].set_curves(styles)
        self._plots = {kind: self._plots[kind] for kind in kinds}
        self._grid.set_cards(list(self._plots.values()))
        if kinds:
            self._stack.setCurrentWidget(self._grid)

    def _new_plot(self, kind: str) -> CurvePlot:
        plot = CurvePlot(self._title(kind))
        plot.set_smoothing(self.controls.smoothing())
        plot.best_clicked.connect(self._on_best_clicked)
        plot.failed.connect(lambda text: self._session.report(text, "error"))
        plot.saved.connect(self._on_saved)
        return plot

    def _redraw(self) -> None:
        """Draw now, or when somebody can see it."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            for plot in self._plots.values():
                plot.redraw()

    # ---------------------------------------------------------------- compare

    def _earlier_records(self) -> Iterable[tuple[RunRecord, float]]:
        records = [r for r in self._session.runs.records if r is not self._shown]
        chosen = [r for r in records if r.id in self._chosen]
        for record in chosen:
            yield record, _SELECTED_ALPHA
        if self.controls.is_comparing():
            others = [r for r in records if r.id not in self._chosen]
            for record in others[-EARLIER_RUNS:]:
                yield record, _PALE_ALPHA

    def _show_earlier(self) -> None:
        if not self._plots:
            return
        from studio.plots.plot_view import EarlierCurve  # loads pyqtgraph

        curves: dict[str, list[EarlierCurve]] = {kind: [] for kind in self._plots}
        for record, alpha in self._earlier_records():
            data = self._curves_of.get(record.id)
            if data is None:
                data = self._curves_of[record.id] = record_curves(record)
            for kind, plot in self._plots.items():
                for style in plot.curves():
                    if style.key in data:
                        curve = EarlierCurve(style, data[style.key], alpha)
                        curves[kind].append(curve)
        for kind, plot in self._plots.items():
            plot.set_earlier(curves[kind])

    # ------------------------------------------------------------- best epoch

    def _can_restore(self) -> bool:
        runs = self._session.runs
        return (
            self._shown is runs.current
            and not runs.is_active
            and runs.trained is not None
            and bool(runs.trained.best_weights)
        )

    def _mark_best(self) -> None:
        """Mark the best epoch once there is something worse to compare it with."""
        row = best_row(self._rows)
        if row is None or len(self._rows) < 2:
            for plot in self._plots.values():
                plot.set_best_epoch(0)
            return
        best = row.epoch
        value = row.values.get(VALIDATION + LOSS, row.values.get(LOSS))
        text = self.tr("best: {epoch}").format(epoch=best)
        if self._can_restore():
            tip = self.tr(
                "Epoch {epoch} had the lowest loss, {value}. Click to go back to its "
                "weights."
            )
        else:
            tip = self.tr("Epoch {epoch} has the lowest loss so far, {value}.")
        tip = tip.format(epoch=best, value=format_value(value))
        for kind, plot in self._plots.items():
            if kind == LOSS:
                plot.set_best_epoch(best, text, tip)
            else:
                plot.set_best_epoch(best)

    def _on_best_clicked(self) -> None:
        if self._can_restore() and self._session.runs.restore_best():
            assert self._shown is not None
            text = self.tr("The weights of epoch {epoch} are back.")
            text = text.format(epoch=self._shown.best_epoch)
            self._session.report(text, "success")
            self._mark_best()

    # ------------------------------------------------------------------ other

    def _on_smoothing_changed(self, weight: float) -> None:
        for plot in self._plots.values():
            plot.set_smoothing(weight)

    def _on_saved(self, path: str) -> None:
        text = self.tr("Saved {path}").format(path=path)
        self._session.report(text, "success")

    def _labels(self) -> Labels:
        total = self.tr("total")
        training = self.tr("training")
        validation = self.tr("validation")
        validation_of = self.tr("{name} val")
        return Labels(total, training, validation, validation_of)

    def _title(self, kind: str) -> str:
        loss = self.tr("Loss")
        accuracy = self.tr("Accuracy")
        rate = self.tr("Learning rate")
        absolute = self.tr("Mean absolute error")
        squared = self.tr("Mean squared error")
        titles = {
            LOSS: loss,
            ACCURACY: accuracy,
            LEARNING_RATE: rate,
            "mean_absolute_error": absolute,
            "mean_squared_error": squared,
        }
        return titles.get(kind, readable(kind))

    def _retranslate(self) -> None:
        title = self.tr("No curves yet")
        hint = self.tr(
            "Press Train. Loss and metrics of every output appear here while the "
            "model learns."
        )
        self._empty.set_texts(title, hint)
        for kind, plot in self._plots.items():
            plot.set_title(self._title(kind))
        if self._names and self._shown is not None:
            styles = curve_styles(self._names, self._shown.outputs, self._labels())
            self._set_kinds(styles)
            self._show_earlier()
            self._mark_best()

    # Qt overrides

    def showEvent(self, event: QShowEvent, /) -> None:
        """Draw what was added while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._redraw()

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
