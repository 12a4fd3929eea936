"""Coloured shapes and patterns, 32x32 pixels with three channels, ten classes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt

from studio.data.fields import Array, Column
from studio.data.generated_set import (
    Floats,
    GeneratedSet,
    Seed,
    class_labels,
    float32,
)
from studio.data.options import Setting

SIDE = 32

NAMES = (
    *("disc", "ring", "square", "frame", "triangle"),
    *("cross", "stripes across", "stripes down", "checkers", "diagonal"),
)


class Grid(NamedTuple):
    """Every pixel as seen from the shape, whose box reaches from -1 to 1."""

    u: Floats
    v: Floats
    radius: Floats
    box: Floats


def _wave(u: Floats) -> npt.NDArray[np.bool_]:
    """Stripes that are as wide as the gaps between them."""
    stripes: npt.NDArray[np.bool_] = np.sin(2 * np.pi * u) > 0
    return stripes


INSIDE: tuple[Callable[[Grid], npt.NDArray[np.bool_]], ...] = (
    lambda g: g.radius < 0.9,
    lambda g: (g.radius < 1) & (g.radius > 0.6),
    lambda g: g.box < 0.8,
    lambda g: (g.box < 1) & (g.box > 0.65),
    lambda g: (g.v < 0.8) & (g.v > 2 * abs(g.u) - 0.9),
    lambda g: (g.box < 1) & (np.minimum(abs(g.u), abs(g.v)) < 0.25),
    lambda g: (g.box < 1) & _wave(g.v),
    lambda g: (g.box < 1) & _wave(g.u),
    lambda g: (g.box < 1) & (_wave(g.u) == _wave(g.v)),
    lambda g: (g.box < 1) & (abs(g.u - g.v) < 0.4),
)
"""Whether a pixel belongs to the shape, in the order of `NAMES`."""


@dataclass(frozen=True)
class Shapes(GeneratedSet):
    """A shape of random place, size and turn on a plain ground, with noise.

    Each class has a favourite colour and a wide deviation from it, as things in
    photographs have: colour helps, shape decides.
    """

    name: ClassVar[str] = "shapes"
    title: ClassVar[str] = "Coloured shapes (32×32×3)"
    description: ClassVar[str] = (
        "Ten kinds of shapes and patterns on 32×32 colour images: as images and as "
        "3072 pixels."
    )

    rows: Annotated[int, Setting("Number of images.", 10, 20_000)] = 2000
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the images."""
        rng = np.random.default_rng(self.seed)
        label = rng.integers(len(NAMES), size=self.rows)
        hue = label / len(NAMES) + rng.normal(scale=0.08, size=self.rows)
        ground = rng.uniform(0.1, 0.5, size=(self.rows, 1, 1, 1))
        colour = _rainbow(hue)[:, None, None]
        mask = _mask(rng, label)[..., None]
        image = (ground + mask * (colour - ground)).astype(np.float32)
        image += 0.05 * rng.standard_normal(image.shape, np.float32)
        image = float32(np.clip(image, 0, 1, out=image))
        return {
            "image": Column(image, "image", doc="Picture with red, green and blue."),
            "pixels": Column(
                image.reshape(self.rows, -1), doc="The same 3072 values in a row."
            ),
            "class": class_labels(label, NAMES, "What is to be seen."),
        }


def _rainbow(hue: Floats) -> Floats:
    """Bright colours of hues (1 is once round): shape (n, 3), 0 to 1."""
    thirds = np.array([0, 1 / 3, 2 / 3])
    colour: Floats = 0.55 + 0.45 * np.cos(2 * np.pi * (hue[:, None] - thirds))
    return colour


def _mask(rng: np.random.Generator, label: Array) -> Array:
    """Where each image shows its shape: shape (n, 32, 32), 0 or 1."""
    count = len(label)
    line = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    u, v = np.meshgrid(line, line)
    size = rng.uniform(0.55, 0.85, size=(count, 1, 1))
    place = rng.uniform(-0.2, 0.2, size=(2, count, 1, 1))
    turn = rng.normal(scale=0.12, size=(count, 1, 1))
    u, v = (u - place[0]) / size, (v - place[1]) / size
    u, v = u * np.cos(turn) + v * np.sin(turn), v * np.cos(turn) - u * np.sin(turn)
    grid = (u, v, np.hypot(u, v), np.maximum(abs(u), abs(v)))
    mask = np.empty(u.shape, np.float32)
    for number, is_inside in enumerate(INSIDE):
        some = label == number
        mask[some] = is_inside(Grid(*(part[some] for part in grid)))
    return mask
