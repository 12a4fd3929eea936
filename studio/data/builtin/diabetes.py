"""Diabetes: ten measurements of a patient and how the disease went on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from studio.data.builtin_set import BuiltinSet, number_columns, stored
from studio.data.fields import Column

DOCS = {
    "age": "Age in years.",
    "sex": "Sex, coded 1 and 2.",
    "bmi": "Body mass index.",
    "bp": "Average blood pressure.",
    "s1": "Total serum cholesterol.",
    "s2": "Low-density lipoproteins.",
    "s3": "High-density lipoproteins.",
    "s4": "Total cholesterol / HDL.",
    "s5": "Possibly the logarithm of serum triglycerides.",
    "s6": "Blood sugar.",
}


@dataclass(frozen=True)
class Diabetes(BuiltinSet):
    """Source and citation are in resources/datasets/README.md."""

    name: ClassVar[str] = "diabetes"
    title: ClassVar[str] = "Diabetes progression"
    description: ClassVar[str] = (
        "Ten measurements of 442 patients, and how far the disease had progressed one "
        "year later."
    )
    licence: ClassVar[str] = "Redistributed by scikit-learn (BSD-3-Clause)"

    def columns(self) -> dict[str, Column]:
        """Load the table."""
        arrays = stored("diabetes")
        columns = {
            name: replace(column, doc=DOCS[name])
            for name, column in number_columns(arrays).items()
        }
        target = Column(arrays["progression"], doc="Progression one year later.")
        return {**columns, "progression": target}
