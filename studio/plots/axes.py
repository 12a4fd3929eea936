"""Axes of a plot: epochs across, values up, in the theme's quiet colours.

Imports pyqtgraph, which takes a while: only `studio.plots.plot_view` imports this.
"""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from studio import theme
from studio.plots.drawing import EPOCH_PIXELS, VALUE_PIXELS
from studio.plots.ticks import (
    epoch_ticks,
    linear_ticks,
    log_tick_text,
    log_ticks,
    tick_text,
)


class _QuietAxis(pg.AxisItem):  # type: ignore[misc]
    """Axis without a line of its own; one level of ticks."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)
        # Wheel and drag belong to the plot: one rule everywhere in it.
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        # A width that follows every new label makes the curves tremble.
        self.setStyle(tickLength=0, autoReduceTextSpace=False, tickAlpha=255)
        self.setZValue(-10)  # lines of the grid lie behind the curves
        self.follow_theme()

    def follow_theme(self) -> None:
        """Take colours and font of the theme in use."""
        colors = theme.current()
        self.setPen(QPen(Qt.PenStyle.NoPen))
        grid = QPen(QColor(colors.plot_grid), 1)
        self.setTickPen(grid)
        self.setTextPen(QPen(QColor(colors.muted)))
        self.setTickFont(theme.font("small"))

    # pyqtgraph overrides

    def wheelEvent(self, event: Any) -> None:
        """Leave the wheel to the plot."""
        event.ignore()


class EpochAxis(_QuietAxis):
    """Epochs: whole numbers as long as several of them show."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.setStyle(tickTextOffset=6)

    # pyqtgraph overrides

    def tickValues(  # noqa: D102 - documented by pyqtgraph
        self, low: float, high: float, size: float
    ) -> list[tuple[float, list[float]]]:
        return [epoch_ticks(max(low, 0.0), high, max(2.0, size / EPOCH_PIXELS))]

    def tickStrings(  # noqa: D102
        self,
        values: list[float],
        scale: float,
        spacing: float,
    ) -> list[str]:
        return [tick_text(v, spacing) if v else "0" for v in values]


class ValueAxis(_QuietAxis):
    """Values with lines across the plot; they may be logarithms to base 10."""

    def __init__(self) -> None:
        super().__init__("left")
        self.is_log = False
        self.setGrid(255)
        self.setStyle(tickTextOffset=8)

    # pyqtgraph overrides

    def tickValues(  # noqa: D102
        self, low: float, high: float, size: float
    ) -> list[tuple[float, list[float]]]:
        count = max(2.0, size / VALUE_PIXELS)
        if self.is_log:
            return [(1.0, log_ticks(low, high, count))]
        return [linear_ticks(low, high, count)]

    def tickStrings(  # noqa: D102
        self,
        values: list[float],
        scale: float,
        spacing: float,
    ) -> list[str]:
        if self.is_log:
            return [log_tick_text(v) for v in values]
        return [tick_text(v, spacing) if v else "0" for v in values]
