"""Vectors of numbers around hidden centres, for multilayer perceptrons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from studio.data.fields import Array, Column
from studio.data.generated_set import (
    GeneratedSet,
    Seed,
    class_labels,
    digit_classes,
    float32,
)
from studio.data.options import Setting

Rows = Annotated[int, Setting("Number of rows.", 10, 200_000)]


def clusters(
    rng: np.random.Generator, rows: int, features: int, centres: int, noise: float
) -> tuple[Array, Array]:
    """Draw points of the unit cube around random centres.

    Parameters
    ----------
    rng : Generator
        Source of chance.
    rows, features, centres : int
        Numbers of points, of coordinates and of centres.
    noise : float
        Deviation from the centre.

    Returns
    -------
    points : ndarray of shape (rows, features), float32 in 0..1
    centre : ndarray of shape (rows,)
        Number of the centre of each point.
    """
    places = rng.uniform(0.2, 0.8, size=(centres, features))
    centre = rng.integers(centres, size=rows)
    points = places[centre] + rng.normal(scale=noise, size=(rows, features))
    return float32(np.clip(points, 0, 1)), centre


@dataclass(frozen=True)
class TenClasses20(GeneratedSet):
    """One centre a class; a nearest-centre rule reaches about 99 %."""

    name: ClassVar[str] = "ten_classes_20"
    title: ClassVar[str] = "20 numbers, 10 classes"
    description: ClassVar[str] = (
        "Vectors of 20 numbers between 0 and 1 around ten hidden centres: for a "
        "multilayer perceptron with softmax."
    )
    rows: Rows = 2000
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the vectors."""
        rng = np.random.default_rng(self.seed)
        points, centre = clusters(rng, self.rows, 20, 10, noise=0.2)
        return {
            "features": Column(points, doc="Twenty numbers, 0 to 1."),
            "class": class_labels(centre, digit_classes(10), "Hidden centre."),
        }


@dataclass(frozen=True)
class TenClasses100(GeneratedSet):
    """Like the smaller one, with more numbers and more noise."""

    name: ClassVar[str] = "ten_classes_100"
    title: ClassVar[str] = "100 numbers, 10 classes"
    description: ClassVar[str] = (
        "Vectors of 100 numbers between 0 and 1 around ten hidden centres."
    )
    rows: Rows = 2000
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the vectors."""
        rng = np.random.default_rng(self.seed)
        points, centre = clusters(rng, self.rows, 100, 10, noise=0.35)
        return {
            "features": Column(points, doc="A hundred numbers, 0 to 1."),
            "class": class_labels(centre, digit_classes(10), "Hidden centre."),
        }


@dataclass(frozen=True)
class TwoClasses100(GeneratedSet):
    """Four centres on the corners of a square, each class on a diagonal (XOR).

    No plane parts the classes: a network without a hidden layer stays at chance.
    """

    name: ClassVar[str] = "two_classes_100"
    title: ClassVar[str] = "100 numbers, 2 classes"
    description: ClassVar[str] = (
        "Vectors of 100 numbers between 0 and 1; each class has two hidden centres "
        "on a diagonal (XOR): for a binary classifier with sigmoid."
    )
    rows: Rows = 2000
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the vectors."""
        rng = np.random.default_rng(self.seed)
        axes = rng.choice([-0.12, 0.12], size=(2, 100))
        sides = rng.choice([-1, 1], size=(self.rows, 2))
        noise = rng.normal(scale=0.2, size=(self.rows, 100))
        places = 0.5 + sides[:, :1] * axes[0] + sides[:, 1:] * axes[1]
        points = float32(np.clip(places + noise, 0, 1))
        same = sides[:, 0] == sides[:, 1]
        return {
            "features": Column(points, doc="A hundred numbers, 0 to 1."),
            "class": class_labels(same, ("no", "yes"), "Diagonal of the square."),
        }
