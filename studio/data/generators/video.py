"""Short films of a moving spot, for layers that run over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from studio.data.fields import Column
from studio.data.generated_set import GeneratedSet, Seed, class_labels, float32
from studio.data.options import Setting

SIDE = 28
FRAMES = 20
DIRECTIONS = (("right", 1, 0), ("left", -1, 0), ("down", 0, 1), ("up", 0, -1))
NAMES = (*(name for name, _, _ in DIRECTIONS), "still")


@dataclass(frozen=True)
class Video(GeneratedSet):
    """A soft spot crosses 28x28 pixels in 20 frames, in one of four directions or not.

    A single frame does not tell the class: only the order of the frames does.
    """

    name: ClassVar[str] = "video"
    title: ClassVar[str] = "Films of a moving spot"
    description: ClassVar[str] = (
        "20 frames of 784 pixels each; the class is the direction in which the spot "
        "moves: for LSTM and TimeDistributed."
    )

    rows: Annotated[int, Setting("Number of films.", 10, 5_000)] = 500
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the films."""
        rng = np.random.default_rng(self.seed)
        label = rng.integers(len(NAMES), size=self.rows)
        ways = np.array([(dx, dy) for _, dx, dy in DIRECTIONS] + [(0, 0)])
        speed = rng.uniform(0.5, 0.9, size=(self.rows, 1))
        middle = rng.uniform(9, 19, size=(self.rows, 1, 2))
        time = np.arange(FRAMES)[:, None] - (FRAMES - 1) / 2
        centre = middle + time * (ways[label] * speed)[:, None]
        centre += rng.normal(scale=0.3, size=centre.shape)
        bumps = np.exp(-((np.arange(SIDE) - centre[..., None]) ** 2) / 8)
        bumps = bumps.astype(np.float32)
        films = bumps[:, :, 1, :, None] * bumps[:, :, 0, None, :]
        films += 0.05 * rng.standard_normal(films.shape, np.float32)
        films = float32(np.clip(films, 0, 1, out=films))
        return {
            "frames": Column(
                films.reshape(self.rows, FRAMES, -1),
                "sequence",
                doc="20 frames of 784 pixels, 0 to 1.",
            ),
            "direction": class_labels(label, NAMES, "Where the spot moves."),
        }
