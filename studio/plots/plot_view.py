"""The drawing area of a plot: curves, hover, zoom, marks. All of pyqtgraph is here.

pyqtgraph takes 0.3 s to import, so `CurvePlot` imports this with the first points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from studio import theme
from studio.plots import drawing
from studio.plots.axes import EpochAxis, ValueAxis
from studio.plots.curve import CurveData, CurveStyle
from studio.plots.markers import (
    LINE_WIDTH,
    MARKER_SIZE,
    curve_color,
    line_pen,
    marker_path,
    outline_pen,
)
from studio.plots.readout import Readout
from studio.plots.ticks import nice_step
from studio.run.value_names import format_value

FINE_POINTS = 3000
"""Up to here lines are smooth and 1.5 pixels wide; beyond, plain ones are faster."""

_MARKS_ACROSS = 7
_RAW_ALPHA = 0.2
_EARLIER_ALPHA = 0.3
_EMPHASIS_WIDTH = 3.0


@dataclass(frozen=True)
class EarlierCurve:
    """A curve of another run, drawn behind the others.

    Attributes
    ----------
    style : CurveStyle
        The curve of the present run that it compares with.
    data : CurveData
        Its points.
    alpha : float
        How solid it is, 0 to 1.
    """

    style: CurveStyle
    data: CurveData
    alpha: float = _EARLIER_ALPHA


class PlotView(QWidget):
    """Curves over epochs.

    The wheel zooms epochs while values follow; dragging zooms into a rectangle; with
    the middle button or Shift it moves; a double click shows everything again.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    zoom_changed = Signal(bool)
    """Emitted with whether only a part shows."""
    best_clicked = Signal()
    """Emitted when the mark of the best epoch is pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._styles: dict[str, CurveStyle] = {}
        self._data: dict[str, CurveData] = {}
        self._lines: dict[str, Any] = {}
        self._raw_lines: dict[str, Any] = {}
        self._earlier: list[tuple[EarlierCurve, Any]] = []
        self._hidden: set[str] = set()
        self._drawn: dict[str, tuple[int, bool, str]] = {}
        self._spots: list[tuple[float, float, CurveStyle]] = []
        self._emphasis = ""
        self._best = 0
        self._is_zoomed = False

        self._epochs = EpochAxis()
        self._values = ValueAxis()
        self._plot: Any = pg.PlotWidget(
            axisItems={"bottom": self._epochs, "left": self._values}
        )
        self._item: Any = self._plot.getPlotItem()
        self._item.hideButtons()
        self._item.setMenuEnabled(False)
        self._item.layout.setContentsMargins(0, 4, 4, 0)
        self._box: Any = self._item.getViewBox()
        self._box.setMouseMode(pg.ViewBox.RectMode)
        self._box.setMouseEnabled(x=True, y=False)
        self._box.setAutoVisible(y=True)
        self._box.setDefaultPadding(0.03)
        self._box.sigRangeChangedManually.connect(self._on_zoomed)
        self._box.sigRangeChanged.connect(self._on_range_changed)
        self._markers: Any = pg.ScatterPlotItem(pxMode=True)
        self._markers.setZValue(20)
        self._item.addItem(self._markers, ignoreBounds=True)
        self._cross: Any = pg.InfiniteLine(angle=90, movable=False)
        self._cross.setZValue(30)
        self._cross.hide()
        self._item.addItem(self._cross, ignoreBounds=True)
        self._dots: Any = pg.ScatterPlotItem(pxMode=True)
        self._dots.setZValue(31)
        self._item.addItem(self._dots, ignoreBounds=True)
        self._best_line: Any = pg.InfiniteLine(angle=90, movable=False)
        self._best_line.setZValue(5)
        self._best_line.hide()
        self._item.addItem(self._best_line, ignoreBounds=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.viewport().setMouseTracking(True)
        self._plot.viewport().installEventFilter(self)
        self._readout = Readout(self)
        self._best_button = QToolButton(self)
        self._best_button.setObjectName("best-epoch")
        self._best_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._best_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._best_button.clicked.connect(self.best_clicked)
        self._best_button.hide()
        self.follow_theme()
        theme.notifier.changed.connect(self.follow_theme)

    # ---------------------------------------------------------------- curves

    def set_curves(
        self, styles: Sequence[CurveStyle], data: dict[str, CurveData]
    ) -> None:
        """Show other curves.

        Parameters
        ----------
        styles : sequence of CurveStyle
            All of them, in order.
        data : dict of str to CurveData
            Points by key; `refresh` reads them again.
        """
        for line in (*self._lines.values(), *self._raw_lines.values()):
            self._item.removeItem(line)
        self._styles = {style.key: style for style in styles}
        self._data = data
        self._drawn.clear()
        self._raw_lines = {key: self._new_line(8) for key in self._styles}
        self._lines = {key: self._new_line(10) for key in self._styles}
        self.refresh()

    def set_earlier(self, curves: Sequence[EarlierCurve]) -> None:
        """Show curves of other runs behind the present ones."""
        for _, line in self._earlier:
            self._item.removeItem(line)
        self._earlier = [(curve, self._new_line(4)) for curve in curves]
        self._refresh_earlier()

    def set_hidden(self, keys: set[str]) -> None:
        """Hide curves by key and show all others."""
        self._hidden = set(keys)
        self.refresh()
        self._refresh_earlier()

    def emphasise(self, key: str) -> None:
        """Draw one curve stronger; an empty key ends that."""
        if key != self._emphasis:
            self._emphasis = key
            self._draw_lines()

    def set_log(self, is_log: bool) -> None:
        """Read values as logarithms or not; the data must have been prepared."""
        self._values.is_log = is_log
        self._values.picture = None
        self._values.update()

    def set_best_epoch(self, epoch: int, text: str = "", tip: str = "") -> None:
        """Mark an epoch as the best one; 0 marks none.

        Parameters
        ----------
        epoch : int
            The epoch, from 1.
        text, tip : str
            What the button at the mark says, and its tool tip.
        """
        self._best = epoch
        self._best_button.setText(text)
        self._best_button.setToolTip(tip)
        self._best_button.setAccessibleName(tip or text)
        if epoch:
            self._best_line.setPos(epoch)
        self._best_line.setVisible(bool(epoch))
        self._place_best()

    def refresh(self) -> None:
        """Draw what the data are now."""
        self._draw_lines()
        self._draw_markers()

    def show_all(self) -> None:
        """End zooming: everything shows, and goes on to."""
        self._box.enableAutoRange(x=True, y=True)
        self._set_zoomed(False)

    @property
    def is_zoomed(self) -> bool:
        """Whether only a part shows."""
        return self._is_zoomed

    def view_range(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return what shows: first and last epoch, lowest and highest drawn value."""
        x, y = self._box.viewRange()
        return (x[0], x[1]), (y[0], y[1])

    def paint_on(self, painter: QPainter, target: QRectF) -> None:
        """Draw the plot somewhere else, such as on a picture to save."""
        x, y = self.view_range()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_log = self._values.is_log
        frame = drawing.draw_axes(painter, target, x, y, is_log=is_log)
        painter.setClipRect(frame.area.adjusted(-4, -4, 4, 4))
        if x[0] <= self._best <= x[1] and self._best:
            ends = np.array(y)
            places = np.full(2, float(self._best))
            drawing.draw_line(painter, frame, self._best_line.pen, places, ends)
        lines = [line for _, line in self._earlier]
        lines += [*self._raw_lines.values(), *self._lines.values()]
        for line in lines:
            if line.isVisible():
                # What the screen shows: only the visible part, thinned out.
                xs, ys = line.curve.getData()
                pen = QPen(line.curve.opts["pen"])
                drawing.draw_line(painter, frame, pen, xs, ys)
        drawing.draw_spots(painter, frame, self._spots)
        painter.restore()

    # --------------------------------------------------------------- drawing

    def _new_line(self, z: float) -> Any:
        line = pg.PlotDataItem(connect="finite")
        line.setZValue(z)
        self._item.addItem(line)
        # Only now: addItem sets both to what the plot's menu says (pyqtgraph 0.14.0).
        line.setDownsampling(auto=True, method="peak")
        line.setClipToView(True)
        return line

    def _draw_lines(self) -> None:
        for key, line in self._lines.items():
            data = self._data[key]
            raw = self._raw_lines[key]
            is_shown = key not in self._hidden and len(data) > 0
            line.setVisible(is_shown)
            raw.setVisible(is_shown and data.is_smoothed)
            if not is_shown:
                continue
            style = self._styles[key]
            state = (data.revision, key == self._emphasis, theme.current().name)
            if self._drawn.get(key) == state:
                continue
            self._drawn[key] = state
            self._set_line(
                line, data.x, data.shown, style, is_strong=key == self._emphasis
            )
            if data.is_smoothed:
                self._set_line(raw, data.x, data.shown_raw, style, alpha=_RAW_ALPHA)

    def _refresh_earlier(self) -> None:
        for curve, line in self._earlier:
            is_shown = curve.style.key not in self._hidden and len(curve.data) > 0
            line.setVisible(is_shown)
            if is_shown:
                data = curve.data
                self._set_line(line, data.x, data.shown, curve.style, alpha=curve.alpha)

    def _set_line(
        self,
        line: Any,
        x: Any,
        y: Any,
        style: CurveStyle,
        *,
        alpha: float = 1.0,
        is_strong: bool = False,
    ) -> None:
        is_fine = len(x) <= FINE_POINTS
        width = _EMPHASIS_WIDTH if is_strong else LINE_WIDTH
        pen = line_pen(style, width if is_fine else 1.0, alpha)
        line.setData(x=x, y=y, pen=pen, antialias=is_fine, connect="finite")

    def _draw_markers(self) -> None:
        """Draw marks at whole epochs, the same ones for every curve."""
        xs: list[float] = []
        ys: list[float] = []
        looks: list[CurveStyle] = []
        drawn = [
            (style, self._data[key])
            for key, style in self._styles.items()
            if key not in self._hidden and len(self._data[key])
        ]
        for style, data in drawn:
            if len(data) == 1:  # a line of one point is invisible
                xs.append(float(data.x[0]))
                ys.append(float(data.shown[0]))
                looks.append(style)
        shown = [(style, data) for style, data in drawn if style.marker]
        if shown:
            (left, right), _ = self.view_range()
            last = max(float(data.x[-1]) for _, data in shown)
            step = max(
                1.0, nice_step(max(min(right, last) - left, 1e-9), _MARKS_ACROSS)
            )
            for style, data in shown:
                for place in np.arange(step, float(data.x[-1]) + 1e-9, step):
                    index = data.nearest(float(place))
                    if index is not None and np.isfinite(data.shown[index]):
                        xs.append(float(data.x[index]))
                        ys.append(float(data.shown[index]))
                        looks.append(style)
        self._spots = list(zip(xs, ys, looks, strict=True))
        self._set_spots(self._markers, xs, ys, looks)

    def _set_spots(
        self, item: Any, xs: list[float], ys: list[float], looks: list[CurveStyle]
    ) -> None:
        panel = QColor(theme.current().panel)
        item.setData(
            x=xs,
            y=ys,
            symbol=[marker_path(style.marker or "circle") for style in looks],
            pen=[outline_pen(style) for style in looks],
            brush=[panel if style.is_dashed else curve_color(style) for style in looks],
            size=MARKER_SIZE,
            antialias=True,
        )

    # ----------------------------------------------------------------- hover

    def hover(self, x: float, y: float) -> None:
        """Show the values at a place of this widget, in pixels."""
        inside = self._box.sceneBoundingRect()
        place = self._plot.mapToScene(int(x), int(y))
        if not self._lines or not inside.contains(place):
            self.leave()
            return
        epoch = float(self._box.mapSceneToView(place).x())
        rows: list[tuple[CurveStyle, str]] = []
        xs: list[float] = []
        ys: list[float] = []
        looks: list[CurveStyle] = []
        for key, style in self._styles.items():
            data = self._data[key]
            index = data.nearest(epoch)
            if key in self._hidden or index is None:
                continue
            rows.append((style, format_value(float(data.y[index]))))
            if np.isfinite(data.shown[index]):
                xs.append(float(data.x[index]))
                ys.append(float(data.shown[index]))
                looks.append(style)
        if not rows:
            self.leave()
            return
        self._cross.setPos(epoch)
        self._cross.show()
        self._set_spots(self._dots, xs, ys, looks)
        heading = self.tr("Epoch {epoch}").format(epoch=f"{epoch:.2f}")
        self._readout.show_at(QPointF(x, y).toPoint(), heading, rows)

    def leave(self) -> None:
        """Hide the values."""
        self._cross.hide()
        self._dots.clear()
        self._readout.hide()

    def readout_text(self) -> str:
        """Return what the box next to the mouse says, empty while it is hidden."""
        return "" if self._readout.isHidden() else self._readout.text()

    # ------------------------------------------------------------------ zoom

    def _on_zoomed(self, _axes: object) -> None:
        # A rectangle fixes both axes; the wheel leaves the values to follow.
        self._set_zoomed(True)
        self.leave()

    def _set_moving(self, is_moving: bool) -> None:
        """Let the next drag move the plot, or zoom into a rectangle."""
        mode = pg.ViewBox.PanMode if is_moving else pg.ViewBox.RectMode
        self._box.setMouseMode(mode)
        self._box.setMouseEnabled(x=True, y=is_moving)

    def _on_range_changed(self, *_: object) -> None:
        self._place_best()
        if self._styles:
            self._draw_markers()

    def _set_zoomed(self, is_zoomed: bool) -> None:
        if is_zoomed != self._is_zoomed:
            self._is_zoomed = is_zoomed
            self.zoom_changed.emit(is_zoomed)

    def _place_best(self) -> None:
        (left, right), _ = self.view_range()
        button = self._best_button
        is_inside = bool(self._best and left <= self._best <= right and button.text())
        if is_inside:
            button.adjustSize()
            # Beside its line, on the side that has room.
            line = round(self._box.mapViewToScene(QPointF(self._best, 0.0)).x())
            fits_right = line + button.width() + 2 <= self.width()
            button.move(line + 2 if fits_right else line - button.width() - 2, 0)
        button.setVisible(is_inside)

    # ----------------------------------------------------------------- looks

    def follow_theme(self) -> None:
        """Take the colours of the theme in use."""
        colors = theme.current()
        self._plot.setBackground(QColor(colors.panel))
        self._epochs.follow_theme()
        self._values.follow_theme()
        cross = QPen(QColor(colors.border_strong), 1)
        cross.setCosmetic(True)
        self._cross.setPen(cross)
        best = QPen(QColor(colors.success), 1, Qt.PenStyle.DashLine)
        best.setCosmetic(True)
        self._best_line.setPen(best)
        frame: Any = self._box.rbScaleBox
        frame.setPen(QPen(QColor(colors.accent), 1))
        frame.setBrush(theme.with_alpha(colors.accent, 0.12))
        self._best_button.setFont(theme.font("small"))
        self._readout.update()
        self.refresh()
        self._refresh_earlier()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Follow the mouse over the plot."""
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            mouse: Any = event
            if not mouse.buttons():
                self.hover(mouse.position().x(), mouse.position().y())
        elif kind == QEvent.Type.MouseButtonPress:
            self.leave()
            press: Any = event
            is_shift = press.modifiers() == Qt.KeyboardModifier.ShiftModifier
            self._set_moving(press.button() == Qt.MouseButton.MiddleButton or is_shift)
        elif kind == QEvent.Type.Leave:
            self.leave()
        elif kind == QEvent.Type.MouseButtonDblClick:
            self.show_all()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Keep the mark in its place."""
        super().resizeEvent(event)
        self._place_best()
