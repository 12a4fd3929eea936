"""Wine: a table of numbers with one class a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from studio.data.builtin_set import (
    UCI_LICENCE,
    BuiltinSet,
    class_column,
    number_columns,
    stored,
)
from studio.data.fields import Column


@dataclass(frozen=True)
class Wine(BuiltinSet):
    """Source and citation are in resources/datasets/README.md."""

    name: ClassVar[str] = "wine"
    title: ClassVar[str] = "Wine"
    description: ClassVar[str] = (
        "Chemical analysis of 178 wines from three cultivars of one region in Italy."
    )
    licence: ClassVar[str] = UCI_LICENCE

    def columns(self) -> dict[str, Column]:
        """Load the table."""
        arrays = stored("wine")
        label = class_column(arrays, "Grape variety that the wine was made from.")
        return {**number_columns(arrays), "cultivar": label}
