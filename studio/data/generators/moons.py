"""Two half moons that reach into each other: no straight line parts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from studio.data.fields import Column
from studio.data.generated_set import GeneratedSet, Seed, class_labels, float32
from studio.data.options import Setting


@dataclass(frozen=True)
class Moons(GeneratedSet):
    """Half circles of radius 1, the lower one moved by (1, -0.5), with normal noise."""

    name: ClassVar[str] = "moons"
    title: ClassVar[str] = "Two moons"
    description: ClassVar[str] = (
        "Two half moons that reach into each other: no straight line parts them."
    )

    rows: Annotated[int, Setting("Number of points.", 10, 1_000_000)] = 1000
    noise: Annotated[float, Setting("Deviation from the curve.", 0, 1)] = 0.1
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the points."""
        rng = np.random.default_rng(self.seed)
        moon = rng.integers(2, size=self.rows)
        angle = rng.uniform(0, np.pi, size=self.rows)
        x = np.where(moon == 0, np.cos(angle), 1 - np.cos(angle))
        y = np.where(moon == 0, np.sin(angle), 0.5 - np.sin(angle))
        point = np.stack([x, y], axis=1)
        point += rng.normal(scale=self.noise, size=point.shape)
        return {
            "point": Column(float32(point), doc="Place in the plane."),
            "class": class_labels(moon, ("upper", "lower"), "Moon of the point."),
        }
