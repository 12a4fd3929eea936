"""El Niño: a monthly sea temperature, cut into windows to predict the next month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from studio.data.builtin_set import BuiltinSet, stored
from studio.data.fields import Column
from studio.data.options import Setting

MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
REFERENCE_MONTHS = 30 * 12
"""The scale comes from 1950-1979 only, so that the later rows stay unseen."""


@dataclass(frozen=True)
class ElNino(BuiltinSet):
    """Source and citation are in resources/datasets/README.md."""

    name: ClassVar[str] = "elnino"
    title: ClassVar[str] = "El Niño sea temperature"
    description: ClassVar[str] = (
        "Monthly temperature of the Pacific off Peru, 1950 to 2010: from the last "
        "months, predict the next. Windows overlap: validate on the last rows."
    )
    licence: ClassVar[str] = "Public domain (NOAA)"

    window: Annotated[
        int, Setting("Months that the model sees before the one to predict.", 2, 240)
    ] = 24

    def columns(self) -> dict[str, Column]:
        """Cut the series into one row for each month with enough months before it."""
        arrays = stored("elnino")
        celsius = arrays["temperature"]
        reference = celsius[:REFERENCE_MONTHS]
        scaled = (celsius - reference.mean()) / reference.std()
        month = np.arange(self.window, len(celsius))
        views = np.lib.stride_tricks.sliding_window_view
        raw_windows = views(celsius[:-1], self.window)[..., None]
        windows = views(scaled[:-1], self.window)[..., None].astype(np.float32)
        year = int(arrays["first_year"]) + month // 12
        return {
            "window": Column(
                windows, "sequence", doc="Months before, oldest first, standardised."
            ),
            "next": Column(
                scaled[month, None].astype(np.float32),
                doc="The month to predict, standardised.",
            ),
            "window (°C)": Column(
                raw_windows.copy(), "sequence", doc="Months before, as measured."
            ),
            "next (°C)": Column(
                celsius[month, None], doc="The month to predict, as measured."
            ),
            "month": Column(
                (month % 12).astype(np.int32),
                "category",
                MONTHS,
                "Name of the month to predict.",
            ),
            "year": Column(year.astype(np.int32), doc="Year of the month to predict."),
        }
