"""Digits drawn with a shaky pen on 28x28 pixels, for the classic 784-500-500-10."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from studio.data.fields import Column
from studio.data.generated_set import (
    Floats,
    GeneratedSet,
    Seed,
    class_labels,
    digit_classes,
    float32,
)
from studio.data.options import Setting

SIDE = 28
CHUNK = 128
"""Pictures drawn at a time, small enough for the cache."""


def _arc(
    x: float, y: float, rx: float, ry: float, start: float, stop: float
) -> list[tuple[float, float]]:
    """Points of an elliptic arc; angles in degrees, clockwise from the right."""
    angles = np.radians(np.linspace(start, stop, 9))
    return [(x + rx * float(np.cos(a)), y + ry * float(np.sin(a))) for a in angles]


PEN_STROKES: tuple[list[list[tuple[float, float]]], ...] = (
    [_arc(0, 0, 0.5, 0.8, 0, 360)],
    [[(-0.3, -0.5), (0.1, -0.8), (0.1, 0.8)]],
    [[*_arc(0, -0.35, 0.5, 0.45, -170, 40), (-0.5, 0.8), (0.55, 0.8)]],
    [_arc(-0.05, -0.4, 0.45, 0.4, -150, 90) + _arc(-0.05, 0.4, 0.5, 0.4, -90, 150)],
    [[(0.1, -0.8), (-0.5, 0.25), (0.55, 0.25)], [(0.25, -0.25), (0.25, 0.8)]],
    [[(0.45, -0.8), (-0.35, -0.8), (-0.4, -0.1), *_arc(0, 0.3, 0.5, 0.5, -120, 150)]],
    [[(0.35, -0.8), *_arc(0, 0.35, 0.45, 0.45, 180, 540)]],
    [[(-0.5, -0.8), (0.5, -0.8), (-0.1, 0.8)]],
    [_arc(0, -0.4, 0.38, 0.38, 90, 450), _arc(0, 0.4, 0.45, 0.42, -90, 270)],
    [_arc(0, -0.35, 0.45, 0.45, 0, 360), [(0.45, -0.35), (0.3, 0.8)]],
)
"""Pen strokes of the ten digits: corners of lines, x right and y down, about -1..1."""


@dataclass(frozen=True)
class DrawnDigits(GeneratedSet):
    """Strokes under a random turn, size, slant, shift and pen width, with noise."""

    name: ClassVar[str] = "drawn_digits"
    title: ClassVar[str] = "Drawn digits (28×28)"
    description: ClassVar[str] = (
        "Digits drawn with a shaky pen on 784 pixels: as pixels, as rows and as images."
    )

    rows: Annotated[int, Setting("Number of pictures.", 10, 20_000)] = 2000
    seed: Seed = 0

    def columns(self) -> dict[str, Column]:
        """Draw the pictures."""
        rng = np.random.default_rng(self.seed)
        digit = rng.integers(10, size=self.rows)
        pictures = np.empty((self.rows, SIDE, SIDE), np.float32)
        for value in range(10):
            rows = np.flatnonzero(digit == value)
            segments = _segments(PEN_STROKES[value])
            for start in range(0, len(rows), CHUNK):
                some = rows[start : start + CHUNK]
                pictures[some] = _draw(rng, segments, len(some))
        return {
            "pixels": Column(
                pictures.reshape(self.rows, -1), doc="Ink of 784 pixels, 0 to 1."
            ),
            "rows": Column(pictures, "sequence", doc="28 rows of 28 pixels."),
            "image": Column(
                pictures[..., None], "image", doc="Picture with one channel."
            ),
            "digit": class_labels(digit, digit_classes(10), "The digit drawn."),
        }


def _segments(strokes: list[list[tuple[float, float]]]) -> Floats:
    """Straight pieces of all strokes: shape (pieces, 2 ends, 2 coordinates)."""
    pieces = [(a, b) for points in strokes for a, b in itertools.pairwise(points)]
    return np.array(pieces)


def _draw(rng: np.random.Generator, segments: Floats, count: int) -> Floats:
    """Draw one digit `count` times: shape (count, 28, 28), ink 0 to 1."""
    turn = rng.normal(scale=0.15, size=count)
    slant = rng.normal(scale=0.15, size=count)
    size = rng.uniform(0.65, 0.9, size=(count, 2))
    shift = rng.uniform(-0.12, 0.12, size=(count, 2))
    width = rng.uniform(0.07, 0.14, size=(count, 1, 1))
    shear = np.zeros((count, 2, 2))
    shear[:, 0, 0] = np.cos(turn) * size[:, 0]
    shear[:, 0, 1] = (slant - np.sin(turn)) * size[:, 1]
    shear[:, 1, 0] = np.sin(turn) * size[:, 0]
    shear[:, 1, 1] = np.cos(turn) * size[:, 1]
    ends = (np.einsum("nij,pej->pein", shear, segments) + shift.T).astype(np.float32)
    line = ((np.arange(SIDE, dtype=np.float32) + 0.5) / SIDE * 2 - 1)[:, None]
    gap = np.full((SIDE, SIDE, count), np.inf, np.float32)
    for start, end in ends:
        along = end - start
        length = np.maximum((along**2).sum(axis=0), 1e-9)
        x, y = line[None] - start[0], line[:, None] - start[1]
        part = np.clip((x * along[0] + y * along[1]) / length, 0, 1)
        np.minimum(
            gap, (x - part * along[0]) ** 2 + (y - part * along[1]) ** 2, out=gap
        )
    ink = 1.2 - 0.6 * np.sqrt(gap.transpose(2, 0, 1)) / width
    ink = np.clip(ink, 0, 1) + rng.normal(scale=0.05, size=ink.shape)
    return float32(np.clip(ink, 0, 1))
