"""Ten numbers and their sum: regression from a vector or step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from studio.data.fields import Column
from studio.data.generated_set import GeneratedSet, Seed, float32
from studio.data.options import Setting


@dataclass(frozen=True)
class Sums(GeneratedSet):
    """Numbers from a uniform distribution over 0..1; the target is exact."""

    name: ClassVar[str] = "sums"
    title: ClassVar[str] = "Sum of numbers"
    description: ClassVar[str] = (
        "Numbers between 0 and 1 and their sum: the simplest regression, from a "
        "vector or step by step."
    )

    rows: Annotated[int, Setting("Number of rows.", 10, 1_000_000)] = 2000
    length: Annotated[int, Setting("Numbers in a row.", 2, 100)] = 10
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the numbers."""
        rng = np.random.default_rng(self.seed)
        numbers = float32(rng.random((self.rows, self.length)))
        return {
            "numbers": Column(numbers, doc="The numbers as one vector."),
            "sequence": Column(
                numbers[..., None], "sequence", doc="The same numbers, one a step."
            ),
            "sum": Column(
                numbers.sum(axis=1, dtype=np.float64).astype(np.float32),
                doc="Sum of the numbers.",
            ),
        }
