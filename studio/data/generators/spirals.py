"""Arms of a spiral: a hard test for a small network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from studio.data.fields import Column
from studio.data.generated_set import (
    GeneratedSet,
    Seed,
    class_labels,
    digit_classes,
    float32,
)
from studio.data.options import Setting

TURNS = 1.25


@dataclass(frozen=True)
class Spirals(GeneratedSet):
    """Arms ``r (cos a, sin a)`` with ``a`` growing with the radius, and noise."""

    name: ClassVar[str] = "spirals"
    title: ClassVar[str] = "Spirals"
    description: ClassVar[str] = "Arms of a spiral: a hard test for a small network."

    rows: Annotated[int, Setting("Number of points.", 10, 1_000_000)] = 1500
    classes: Annotated[int, Setting("Number of arms.", 2, 5)] = 3
    noise: Annotated[float, Setting("Deviation from the curve.", 0, 1)] = 0.03
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the points."""
        rng = np.random.default_rng(self.seed)
        arm = rng.integers(self.classes, size=self.rows)
        radius = np.sqrt(rng.uniform(0.01, 1, size=self.rows))
        angle = 2 * np.pi * (arm / self.classes + TURNS * radius)
        point = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        point += rng.normal(scale=self.noise, size=point.shape)
        return {
            "point": Column(float32(point), doc="Place in the plane."),
            "class": class_labels(
                arm, digit_classes(self.classes), "Arm of the point."
            ),
        }
