"""Iris flowers: a table of numbers with one class a row."""

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
class Iris(BuiltinSet):
    """Source and citation are in resources/datasets/README.md."""

    name: ClassVar[str] = "iris"
    title: ClassVar[str] = "Iris flowers"
    description: ClassVar[str] = (
        "150 iris flowers of three species, four measurements each."
    )
    licence: ClassVar[str] = UCI_LICENCE

    def columns(self) -> dict[str, Column]:
        """Load the table."""
        arrays = stored("iris")
        label = class_column(arrays, "Species of the flower.")
        return {**number_columns(arrays), "species": label}
