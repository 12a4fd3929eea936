"""What holds for all plots at once: smoothing, and whether earlier runs show."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QWidget

from studio import theme

_STEPS = 100
_STRONGEST = 0.99
_FIRST = 50
"""Enough to see a trend in losses of single batches, too little to hide a change."""


class PlotControls(QWidget):
    """A line of small controls.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    smoothing_changed = Signal(float)
    """Emitted with the weight of the past, 0 to less than 1."""
    compare_changed = Signal(bool)
    """Emitted with whether earlier runs are to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        theme.set_kind(self._label, "hint")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        """How much curves are smoothed."""
        self.slider.setRange(0, _STEPS)
        self.slider.setValue(_FIRST)
        self.slider.setFixedWidth(84)
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._value = QLabel()
        theme.set_kind(self._value, "hint")
        self._value.setMinimumWidth(self._value.fontMetrics().horizontalAdvance("0.00"))
        self.compare = QCheckBox()
        """Whether earlier runs show."""
        self.compare.setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes().gap)
        row.addWidget(self._label)
        row.addWidget(self.slider)
        row.addWidget(self._value)
        row.addSpacing(theme.sizes().gap)
        row.addWidget(self.compare)
        self.slider.valueChanged.connect(self._on_slid)
        self.compare.toggled.connect(self.compare_changed)
        self._show_value()
        self._retranslate()

    def smoothing(self) -> float:
        """Return the weight of the past, 0 to 0.99; finer towards the strong end."""
        position = self.slider.value() / _STEPS
        return round(_STRONGEST * (1 - (1 - position) ** 2), 4)

    def is_comparing(self) -> bool:
        """Return whether earlier runs are to show."""
        return self.compare.isChecked()

    def set_can_compare(self, can_compare: bool) -> None:
        """Say whether there are earlier runs at all."""
        self.compare.setVisible(can_compare)

    def _on_slid(self) -> None:
        self._show_value()
        self.smoothing_changed.emit(self.smoothing())

    def _show_value(self) -> None:
        self._value.setText(f"{self.smoothing():.2f}")

    def _retranslate(self) -> None:
        smoothing = self.tr("Smoothing")
        self._label.setText(smoothing)
        self.slider.setAccessibleName(smoothing)
        tip = self.tr("Average over the past, to see the trend of training curves")
        self.slider.setToolTip(tip)
        self.compare.setText(self.tr("Earlier runs"))
        compare_tip = self.tr("Show the curves of earlier runs, pale")
        self.compare.setToolTip(compare_tip)

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
