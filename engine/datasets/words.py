"""What the data sets of texts share: texts as lists of numbers of words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.datasets.cache import find
from engine.errors import FileError, OptionError
from engine.types import Array


def shuffled(order_of: np.random.RandomState, *arrays: Array) -> list[Array]:
    """Return arrays in one random order, that of Keras."""
    order = np.arange(len(arrays[0]))
    order_of.shuffle(order)
    return [array[order] for array in arrays]


def marked(
    texts: Array, start_char: int | None, index_from: int | None
) -> list[list[int]]:
    """Return texts with a mark at their beginning and room for special numbers."""
    if start_char is not None:
        return [[start_char] + [word + (index_from or 0) for word in t] for t in texts]
    if index_from:
        return [[word + index_from for word in text] for text in texts]
    return [list(text) for text in texts]


def short_enough(
    texts: list[list[int]], labels: Array, maxlen: int | None
) -> tuple[list[list[int]], Array]:
    """Return the texts with fewer than `maxlen` words, and their labels."""
    if not maxlen:
        return texts, labels
    kept = [row for row, text in enumerate(texts) if len(text) < maxlen]
    if not kept:
        raise OptionError(
            "load_data: no text has fewer than maxlen={maxlen} words. Use a greater "
            "maxlen.",
            maxlen=maxlen,
        )
    return [texts[row] for row in kept], labels[kept]


def known_words(
    texts: Sequence[list[int]],
    num_words: int | None,
    skip_top: int,
    oov_char: int | None,
) -> list[list[int]]:
    """Return texts of the words asked for; others are marked, or left out.

    Parameters
    ----------
    texts : sequence of list of int
        All texts.
    num_words : int or None
        Numbers from this on are left out; None is the greatest number, as in Keras.
    skip_top : int
        Numbers below this are left out.
    oov_char : int or None
        What stands in their place; None is nothing.
    """
    most = num_words or max(max(text) for text in texts)
    if oov_char is not None:
        return [[w if skip_top <= w < most else oov_char for w in t] for t in texts]
    return [[w for w in text if skip_top <= w < most] for text in texts]


def as_objects(texts: list[list[int]]) -> Array:
    """Return texts as an array, as Keras makes it."""
    return np.array(texts, dtype="object")


def word_index(path: str, origin: str) -> dict[str, int]:
    """Return the number of each word.

    Parameters
    ----------
    path : str
        The file, or its name in Keras' folder.
    origin : str
        Where it is published.
    """
    place = find(path, origin)
    index = _read_json(place)
    if not isinstance(index, dict):
        raise FileError("{path}: must hold the number of each word.", path=place)
    return index


def _read_json(place: Path) -> Any:
    try:
        return json.loads(place.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FileError(
            "{path}: cannot be read ({reason}). Download it anew.",
            path=place,
            reason=error,
        ) from error
