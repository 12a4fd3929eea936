"""Clouds of points in the plane, one cloud a class."""

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


@dataclass(frozen=True)
class Blobs(GeneratedSet):
    """Normal clouds around centres on a circle of radius 2, deviation 0.5."""

    name: ClassVar[str] = "blobs"
    title: ClassVar[str] = "Blobs in the plane"
    description: ClassVar[str] = (
        "Points around a few centres on a circle: the simplest classes."
    )

    rows: Annotated[int, Setting("Number of points.", 10, 1_000_000)] = 1000
    classes: Annotated[int, Setting("Number of clouds.", 2, 10)] = 3
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the points."""
        rng = np.random.default_rng(self.seed)
        label = rng.integers(self.classes, size=self.rows)
        angle = 2 * np.pi * label / self.classes
        centre = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        point = centre + rng.normal(scale=0.5, size=(self.rows, 2))
        return {
            "point": Column(float32(point), doc="Place in the plane."),
            "class": class_labels(
                label, digit_classes(self.classes), "Cloud of the point."
            ),
        }
