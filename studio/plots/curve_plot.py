"""A card with live curves: legend, hover, zoom, smoothing, log scale, saving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from engine.errors import FileError
from engine.saving.atomic import write_atomically
from studio import theme
from studio.plots import export
from studio.plots.buffer import Floats
from studio.plots.curve import CurveData, CurveStyle
from studio.plots.legend import Legend
from studio.texts import error_text
from studio.widgets import Card

if TYPE_CHECKING:
    from studio.plots.plot_view import EarlierCurve, PlotView

_SMALLEST_VIEW = (160, 64)
_BUTTON_PADDING = 12


class CurvePlot(Card):
    """Curves over epochs with everything a person does to them.

    Empty it says what will be here; the drawing area is made with the first points.

    Parameters
    ----------
    title : str
        What the values are, such as ``"Loss"``.
    parent : QWidget, optional
        Owner.
    """

    best_clicked = Signal()
    """Emitted when the mark of the best epoch is pressed."""
    failed = Signal(str)
    """Emitted with what went wrong and what to do, when a file cannot be saved."""
    saved = Signal(str)
    """Emitted with the path of a saved file."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._styles: dict[str, CurveStyle] = {}
        self._data: dict[str, CurveData] = {}
        self._earlier: list[EarlierCurve] = []
        self._hidden: set[str] = set()
        self._best = (0, "", "")
        self._weight = 0.0
        self._is_log = False
        self._view: PlotView | None = None

        margin = theme.sizes().margin
        frame = self.layout()
        assert frame is not None
        frame.setContentsMargins(margin, 6, margin - 2, 4)
        frame.setSpacing(2)
        self.header.setStretch(0, 0)
        title_item = self.header.itemAt(0)
        assert title_item is not None
        title_item.setAlignment(Qt.AlignmentFlag.AlignTop)
        title_label = title_item.widget()
        assert title_label is not None
        title_label.setContentsMargins(0, 3, 0, 0)  # on a line with the legend
        self.legend = Legend()
        """Names of the curves; a click hides one."""
        self.legend.visibility_changed.connect(self.set_curve_visible)
        self.legend.emphasised.connect(self._on_emphasised)
        self.header.setSpacing(theme.sizes().gap // 2)
        self.header.addSpacing(theme.sizes().gap)
        self.header.addWidget(self.legend, 1)
        self._log_button = self._button("")
        self._log_button.setCheckable(True)
        self._log_button.toggled.connect(self.set_log)
        self._fit_button = self._button("fit")
        self._fit_button.clicked.connect(self.show_all)
        self._fit_button.hide()
        self._more_button = self._button("more")
        self._more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._more_button)
        self._more_button.setMenu(self._menu)
        self._actions: list[tuple[QAction, str]] = []
        for suffix in export.SUFFIXES:
            action = self._menu.addAction("")
            action.triggered.connect(
                lambda _=False, suffix=suffix: self.ask_and_save(suffix)
            )
            self._actions.append((action, suffix))

        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        theme.set_kind(self._empty, "hint")
        page = QWidget()
        self._stack = QStackedLayout(page)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._empty)
        self.body.addWidget(page)
        page.setMinimumSize(*_SMALLEST_VIEW)
        page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._retranslate()
        self._show_state()

    # ---------------------------------------------------------------- curves

    def set_curves(self, styles: Sequence[CurveStyle]) -> None:
        """Show other curves; those that keep their key keep their points.

        Parameters
        ----------
        styles : sequence of CurveStyle
            All curves, in the order of the legend.
        """
        self._styles = {style.key: style for style in styles}
        old = self._data
        self._data = {
            key: old[key] if key in old else self._new_data(style)
            for key, style in self._styles.items()
        }
        self._hidden &= set(self._styles)
        self.legend.set_curves(list(styles), self._hidden)
        if self._view is not None:
            self._view.set_curves(list(styles), self._data)
        self._show_state()

    def curves(self) -> list[CurveStyle]:
        """Return all curves in order."""
        return list(self._styles.values())

    def add_points(self, key: str, x: Floats, y: Floats) -> None:
        """Append points to a curve; `redraw` shows them.

        Parameters
        ----------
        key : str
            Key of the curve.
        x, y : ndarray of shape (n,)
            Epochs, ascending, and values.
        """
        self._data[key].extend(x, y)

    def clear_points(self) -> None:
        """Forget the points of all curves."""
        for data in self._data.values():
            data.clear()
        self.redraw()

    def data(self, key: str) -> CurveData:
        """Return the points of a curve."""
        return self._data[key]

    def redraw(self) -> None:
        """Show the points that were added."""
        self._show_state()
        if self._view is not None:
            self._view.refresh()

    def set_earlier(self, curves: Sequence[EarlierCurve]) -> None:
        """Show curves of other runs behind the present ones."""
        self._earlier = list(curves)
        for curve in self._earlier:
            self._prepare(curve.style, curve.data)
        self._show_state()
        if self._view is not None:
            self._view.set_earlier(self._earlier)

    def set_best_epoch(self, epoch: int, text: str = "", tip: str = "") -> None:
        """Mark an epoch as the best; 0 marks none, an empty text shows no button."""
        self._best = (epoch, text, tip)
        if self._view is not None:
            self._view.set_best_epoch(epoch, text, tip)

    def hint(self) -> str:
        """Return what the card says while it has no points."""
        return self._empty.text()

    # --------------------------------------------------------------- display

    @property
    def view(self) -> PlotView | None:
        """The drawing area; None before the first points."""
        return self._view

    def set_curve_visible(self, key: str, visible: bool) -> None:
        """Show or hide a curve."""
        if visible:
            self._hidden.discard(key)
        else:
            self._hidden.add(key)
        self.legend.entry(key).setChecked(visible)
        if self._view is not None:
            self._view.set_hidden(self._hidden)

    def hidden_curves(self) -> set[str]:
        """Return the keys of the curves that are hidden."""
        return set(self._hidden)

    def set_smoothing(self, weight: float) -> None:
        """Smooth the solid curves; dashed ones have one point an epoch and stay.

        Parameters
        ----------
        weight : float
            0 for not at all, to less than 1.
        """
        if weight != self._weight:
            self._weight = weight
            self._display()

    def set_log(self, is_log: bool) -> None:
        """Show values on a logarithmic scale or not."""
        if is_log != self._is_log:
            self._is_log = is_log
            self._log_button.setChecked(is_log)
            if self._view is not None:
                self._view.set_log(is_log)
            self._display()

    @property
    def is_log(self) -> bool:
        """Whether values are on a logarithmic scale."""
        return self._is_log

    def show_all(self) -> None:
        """End zooming."""
        if self._view is not None:
            self._view.show_all()

    def _new_data(self, style: CurveStyle) -> CurveData:
        data = CurveData()
        self._prepare(style, data)
        return data

    def _prepare(self, style: CurveStyle, data: CurveData) -> None:
        weight = 0.0 if style.is_dashed else self._weight
        data.set_display(weight, is_log=self._is_log)

    def _display(self) -> None:
        for key, data in self._data.items():
            self._prepare(self._styles[key], data)
        for curve in self._earlier:
            self._prepare(curve.style, curve.data)
        if self._view is not None:
            self._view.refresh()
            self._view.set_earlier(self._earlier)

    def _on_emphasised(self, key: str) -> None:
        if self._view is not None:
            self._view.emphasise(key)

    def _has_points(self) -> bool:
        earlier = (curve.data for curve in self._earlier)
        return any(len(data) for data in (*self._data.values(), *earlier))

    def _show_state(self) -> None:
        has_points = self._has_points()
        if has_points and self._view is None:
            self._make_view()
        for widget in (self.legend, self._log_button, self._more_button):
            widget.setVisible(has_points)
        if self._view is not None and has_points:
            self._stack.setCurrentWidget(self._view)
        else:
            self._stack.setCurrentWidget(self._empty)

    def _make_view(self) -> None:
        from studio.plots.plot_view import PlotView  # pyqtgraph takes 0.3 s to import

        self._view = view = PlotView()
        view.set_log(self._is_log)
        view.set_curves(self.curves(), self._data)
        view.set_hidden(self._hidden)
        view.set_earlier(self._earlier)
        view.set_best_epoch(*self._best)
        view.zoom_changed.connect(self._fit_button.setVisible)
        view.best_clicked.connect(self.best_clicked)
        self._stack.addWidget(view)

    # ---------------------------------------------------------------- saving

    def save(self, path: Path) -> bool:
        """Save picture or numbers; the ending of the name decides.

        Parameters
        ----------
        path : Path
            Ends in ``.png``, ``.svg`` or ``.csv``.

        Returns
        -------
        bool
            False if it could not be written; `failed` has said why.
        """
        suffix = path.suffix.lower()
        if suffix not in export.SUFFIXES:
            message = self.tr(
                'File "{name}": a plot is saved as {known}. Choose one of these '
                "endings."
            )
            known = ", ".join(export.SUFFIXES)
            self.failed.emit(message.format(name=path.name, known=known))
            return False
        try:
            write_atomically(path, self._content(suffix))
        except FileError as error:
            self.failed.emit(error_text(error))
            return False
        self.saved.emit(str(path))
        return True

    def ask_and_save(self, suffix: str) -> None:
        """Ask for a file name and save.

        Parameters
        ----------
        suffix : str
            One of ``.png``, ``.svg``, ``.csv``.
        """
        name = f"{self.title().lower().replace(' ', '-')}{suffix}"
        filters = f"{suffix[1:].upper()} (*{suffix})"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save plot"), name, filters
        )
        if chosen:
            path = Path(chosen)
            self.save(path if path.suffix else path.with_suffix(suffix))

    def _content(self, suffix: str) -> bytes:
        styles = [s for s in self.curves() if s.key not in self._hidden]
        if suffix == ".csv":
            # The mark lets spreadsheets read Chinese names.
            return export.to_csv(self.curves(), self._data).encode("utf-8-sig")
        draw: Callable[..., bytes] = (
            export.to_png if suffix == ".png" else export.to_svg
        )
        view = self._view
        assert view is not None  # the menu is hidden without points
        return draw(self.title(), styles, view.size(), view.paint_on)

    # ----------------------------------------------------------------- texts

    def _button(self, icon: str) -> QToolButton:
        button = QToolButton()
        if icon:
            theme.set_icon(button, icon, "muted")
            # The menu would add room for an arrow that the style does not paint.
            button.setFixedWidth(theme.sizes().icon + _BUTTON_PADDING)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFont(theme.font("small"))
        self.header.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def _retranslate(self) -> None:
        log = self.tr("log")
        self._log_button.setText(log)
        width = self._log_button.fontMetrics().horizontalAdvance(log)
        self._log_button.setFixedWidth(width + _BUTTON_PADDING)
        log_tip = self.tr("Logarithmic scale")
        fit_tip = self.tr("Show everything (double click)")
        more_tip = self.tr("Save this plot")
        for button, tip in (
            (self._log_button, log_tip),
            (self._fit_button, fit_tip),
            (self._more_button, more_tip),
        ):
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        hint = self.tr("The first points appear when training starts.")
        self._empty.setText(hint)
        picture = self.tr("Save as picture (PNG)...")
        drawing = self.tr("Save as drawing (SVG)...")
        table = self.tr("Save as table (CSV)...")
        texts = {".png": picture, ".svg": drawing, ".csv": table}
        for action, suffix in self._actions:
            action.setText(texts[suffix])

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def points(values: Sequence[tuple[float, float]]) -> tuple[Floats, Floats]:
    """Return pairs as two arrays, as `CurvePlot.add_points` takes them."""
    table = np.array(values, np.float64).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].copy()
