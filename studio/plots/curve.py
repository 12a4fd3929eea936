"""One curve: how it looks, its raw numbers, and the numbers that are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from studio.plots.buffer import Floats, GrowingBuffer
from studio.plots.smoothing import Smoother


@dataclass(frozen=True, slots=True)
class CurveStyle:
    """How a curve looks and what it is called.

    Attributes
    ----------
    key : str
        Unique name in its plot; the log name of a value.
    label : str
        What the legend says.
    color : int or None
        Number of the colour in the theme's series; None is the colour of text.
    is_dashed : bool
        Whether the line is dashed, as validation is.
    marker : str
        One of `studio.plots.markers.MARKERS`; empty for none.
    short_label : str
        What a narrow legend says, where the curve follows the one it belongs to.
    """

    key: str
    label: str
    color: int | None = 0
    is_dashed: bool = False
    marker: str = ""
    short_label: str = ""


class CurveData:
    """Numbers of a curve; appending costs as much as the new ones.

    What is drawn may differ from what was measured: smoothed, or its logarithm.
    """

    def __init__(self) -> None:
        self._x = GrowingBuffer()
        self._y = GrowingBuffer()
        self._shown = GrowingBuffer()
        self._raw_shown = GrowingBuffer()
        self._smoother = Smoother(0.0)
        self._is_log = False
        self.revision = 0
        """Counts the changes of what is to be drawn."""

    def __len__(self) -> int:
        return len(self._x)

    @property
    def x(self) -> Floats:
        """Places of all points, ascending."""
        return self._x.values

    @property
    def y(self) -> Floats:
        """Values as they were measured."""
        return self._y.values

    @property
    def shown(self) -> Floats:
        """Values to draw: smoothed, then the logarithm where asked for."""
        return self._shown.values

    @property
    def shown_raw(self) -> Floats:
        """Values to draw behind smoothed ones: not smoothed."""
        return self._raw_shown.values

    @property
    def is_smoothed(self) -> bool:
        """Whether `shown` is smoothed."""
        return self._smoother.weight > 0

    def extend(self, x: Floats, y: Floats) -> None:
        """Append points.

        Parameters
        ----------
        x : ndarray of shape (n,)
            Places, ascending and not below those before.
        y : ndarray of shape (n,)
            Values; what is not finite becomes a gap.
        """
        self.revision += 1
        self._x.extend(x)
        self._y.extend(y)
        self._show(y)

    def set_display(self, weight: float, *, is_log: bool) -> None:
        """Smooth with a weight of 0 to less than 1, and take logarithms or not."""
        if weight == self._smoother.weight and is_log == self._is_log:
            return
        self.revision += 1
        self._smoother = Smoother(weight)
        self._is_log = is_log
        self._shown.clear()
        self._raw_shown.clear()
        self._show(self.y)

    def clear(self) -> None:
        """Forget all points."""
        self.revision += 1
        for buffer in (self._x, self._y, self._shown, self._raw_shown):
            buffer.clear()
        self._smoother = Smoother(self._smoother.weight)

    def nearest(self, x: float) -> int | None:
        """Return the number of the point nearest to a place, or None without points."""
        places = self.x
        if not len(places):
            return None
        right = int(np.searchsorted(places, x))
        if right == 0:
            return 0
        if right == len(places):
            return right - 1
        is_left = x - places[right - 1] <= places[right] - x
        return right - 1 if is_left else right

    def _show(self, values: Floats) -> None:
        self._shown.extend(self._scaled(self._smoother.extend(values)))
        if self.is_smoothed:
            self._raw_shown.extend(self._scaled(values))

    def _scaled(self, values: Floats) -> Floats:
        finite = np.where(np.isfinite(values), values, np.nan)
        if not self._is_log:
            return finite
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.log10(np.where(finite > 0, finite, np.nan))
