"""Handwritten digits, 8x8 pixels: the same pictures in several shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from studio.data.builtin_set import UCI_LICENCE, BuiltinSet, stored
from studio.data.fields import Array, Column

FULL_INK = 16
SIDE = 8

FEATURE_NAMES = (
    *(f"ink of row {i + 1}" for i in range(SIDE)),
    *(f"ink of column {i + 1}" for i in range(SIDE)),
    "ink",
    "symmetry left to right",
    "symmetry top to bottom",
    "centre of mass across",
    "centre of mass down",
    "spread across",
    "spread down",
    "ink of the middle",
    "strokes crossed going across",
    "strokes crossed going down",
)
"""What each of the hand-made features is, in order; all lie within 0..1."""


@dataclass(frozen=True)
class Digits(BuiltinSet):
    """Optical Recognition of Handwritten Digits (UCI), test part."""

    name: ClassVar[str] = "digits"
    title: ClassVar[str] = "Handwritten digits (8×8)"
    description: ClassVar[str] = (
        "1797 small pictures of handwritten digits by 13 people. As pixels, as rows "
        "for a recurrent layer, as images, and as hand-made features."
    )
    licence: ClassVar[str] = UCI_LICENCE

    def columns(self) -> dict[str, Column]:
        """Load the pictures."""
        arrays = stored("digits")
        pixels = arrays["pixels"].astype(np.float32) / FULL_INK
        rows = pixels.reshape(-1, SIDE, SIDE)
        digit = arrays["digit"].astype(np.int32)
        return {
            "pixels": Column(pixels, doc="Ink of the 64 pixels, 0 to 1, row by row."),
            "rows": Column(
                rows, "sequence", doc="Eight rows of eight pixels, top to bottom."
            ),
            "image": Column(rows[..., None], "image", doc="Picture with one channel."),
            "features": Column(
                features(rows),
                doc="Hand-made, 0 to 1: " + "; ".join(FEATURE_NAMES) + ".",
            ),
            "digit": Column(
                digit,
                "category",
                tuple(str(i) for i in range(10)),
                "The digit that was written.",
            ),
            "parity": Column(
                digit % 2, "category", ("even", "odd"), "Whether the digit is odd."
            ),
        }


def features(rows: Array) -> Array:
    """Compute features that a person might think of.

    Parameters
    ----------
    rows : ndarray of shape (n, 8, 8)
        Ink of each pixel, 0 to 1.

    Returns
    -------
    ndarray of shape (n, 26), float32
        In the order of `FEATURE_NAMES`, each within 0..1.
    """
    ink = rows.sum(axis=(1, 2))
    weight = rows / np.maximum(ink, 1e-6)[:, None, None]
    place = np.arange(SIDE) / (SIDE - 1)
    across, down = weight.sum(axis=1), weight.sum(axis=2)
    centre_across, centre_down = across @ place, down @ place
    spread_across = np.sqrt(np.maximum(across @ place**2 - centre_across**2, 0))
    spread_down = np.sqrt(np.maximum(down @ place**2 - centre_down**2, 0))
    dark = rows > 0.5
    columns = (
        rows.mean(axis=2),
        rows.mean(axis=1),
        ink / SIDE**2,
        1 - np.abs(rows - rows[:, :, ::-1]).mean(axis=(1, 2)),
        1 - np.abs(rows - rows[:, ::-1]).mean(axis=(1, 2)),
        centre_across,
        centre_down,
        2 * spread_across,
        2 * spread_down,
        rows[:, 2:6, 2:6].mean(axis=(1, 2)),
        _crossings(dark),
        _crossings(dark.swapaxes(1, 2)),
    )
    stacked = [c if c.ndim == 2 else c[:, None] for c in columns]
    return np.concatenate(stacked, axis=1).astype(np.float32)


def _crossings(dark: Array) -> Array:
    """Mean number of strokes met along the last axis, of the most possible."""
    starts = dark[:, :, 1:] & ~dark[:, :, :-1]
    strokes = starts.sum(axis=2) + dark[:, :, 0]
    crossed: Array = strokes.mean(axis=1) / (SIDE // 2)
    return crossed
