"""``keras.datasets.fashion_mnist``: 70,000 pieces of clothing, 28 by 28 pixels."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import numpy as np

from engine.datasets.cache import find
from engine.datasets.splitting import Split
from engine.errors import FileError
from engine.types import Array

_ORIGIN = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_PARTS = ("train", "t10k")


def load_data(path: str | None = None) -> Split:
    """Return ``(x_train, y_train), (x_test, y_test)``, gray values from 0 to 255.

    Parameters
    ----------
    path : str, optional
        Folder with the four files; ``~/.keras/datasets/fashion-mnist`` when missing.
    """
    train, test = (
        (
            _read(path, f"{part}-images-idx3-ubyte.gz", 16, (28, 28)),
            _read(path, f"{part}-labels-idx1-ubyte.gz", 8, ()),
        )
        for part in _PARTS
    )
    return train, test


def _read(folder: str | None, name: str, skipped: int, shape: tuple[int, ...]) -> Array:
    wanted = name if folder is None else os.path.join(folder, name)
    place: Path = find(wanted, _ORIGIN + name, "fashion-mnist")
    try:
        with gzip.open(place) as file:
            values = np.frombuffer(file.read(), np.uint8, offset=skipped)
        return values.reshape(-1, *shape)
    except (OSError, EOFError, ValueError) as error:
        raise FileError(
            "{path}: cannot be read ({reason}). Download it anew.",
            path=place,
            reason=error,
        ) from error
