"""The bar at the bottom left: zoom, fit, and what the model weighs."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from studio import theme

BYTES_OF_A_NUMBER = 4


class ZoomBar(QFrame):
    """Buttons for the zoom, and the number of parameters.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    zoom_out_requested = Signal()
    zoom_in_requested = Signal()
    reset_requested = Signal()
    fit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "floating")
        self.setAccessibleName(self.tr("Zoom"))
        self._out = self._button("−", self.tr("Zoom out"))
        self._percent = self._button("100 %", self.tr("Zoom to 100 %"))
        self._in = self._button("+", self.tr("Zoom in"))
        self._fit = self._button(self.tr("Fit"), self.tr("Show everything"))
        self._weight = QLabel()
        theme.set_kind(self._weight, "hint")
        self._weight.setToolTip(
            self.tr("Numbers that training changes, and the memory they take")
        )
        self._second_line = self._line()
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 1, 12, 1)
        row.setSpacing(2)
        middle = Qt.AlignmentFlag.AlignVCenter
        for widget in (self._out, self._percent, self._in, self._line(), self._fit):
            row.addWidget(widget, 0, middle)
        row.addWidget(self._second_line, 0, middle)
        row.addSpacing(4)
        row.addWidget(self._weight, 0, middle)
        self._out.clicked.connect(self.zoom_out_requested)
        self._in.clicked.connect(self.zoom_in_requested)
        self._percent.clicked.connect(self.reset_requested)
        self._fit.clicked.connect(self.fit_requested)
        self._keep_width()
        theme.notifier.changed.connect(self._keep_width)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        theme.set_kind(button, "quiet")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _line(self) -> QWidget:
        line = QWidget()
        line.setFixedSize(1, 15)
        line.setAutoFillBackground(True)
        line.setBackgroundRole(QPalette.ColorRole.Midlight)
        return line

    def _keep_width(self) -> None:
        """Keep the buttons where they are while the number changes."""
        metrics = QFontMetrics(self._percent.font())
        self._percent.setMinimumWidth(metrics.horizontalAdvance("300 %") + 14)

    def set_zoom(self, zoom: float) -> None:
        """Show the zoom, 1 for 100 %."""
        self._percent.setText(f"{round(zoom * 100)} %")

    def set_parameters(self, count: int) -> None:
        """Show the number of parameters; nothing for an empty model."""
        locale = QLocale()
        if locale.language() == QLocale.Language.C:  # it groups no digits
            locale = QLocale(QLocale.Language.English)
        size = locale.formattedDataSize(
            count * BYTES_OF_A_NUMBER, 1, QLocale.DataSizeFormat.DataSizeIecFormat
        )
        text = self.tr("{count} parameters · {size}")
        self._weight.setText(text.format(count=locale.toString(count), size=size))
        self._weight.setVisible(count > 0)
        self._second_line.setVisible(count > 0)
        self.updateGeometry()
