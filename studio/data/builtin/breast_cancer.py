"""Breast cancer: a table of numbers with one class a row."""

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
class BreastCancer(BuiltinSet):
    """Source and citation are in resources/datasets/README.md."""

    name: ClassVar[str] = "breast_cancer"
    title: ClassVar[str] = "Breast cancer"
    description: ClassVar[str] = (
        "Shape of cell nuclei in 569 biopsy images (Wisconsin, diagnostic)."
    )
    licence: ClassVar[str] = UCI_LICENCE

    def columns(self) -> dict[str, Column]:
        """Load the table."""
        arrays = stored("breast_cancer")
        label = class_column(arrays, "What the tumour was.")
        return {**number_columns(arrays), "diagnosis": label}
