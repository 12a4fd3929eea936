"""``keras.datasets.imdb``: 50,000 reviews of films, good or bad."""

from __future__ import annotations

import numpy as np

from engine.datasets import words
from engine.datasets.arrays import read_npz
from engine.datasets.cache import find
from engine.datasets.splitting import Split

_ORIGIN = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"


def load_data(
    path: str = "imdb.npz",
    num_words: int | None = None,
    skip_top: int = 0,
    maxlen: int | None = None,
    seed: int = 113,
    start_char: int | None = 1,
    oov_char: int | None = 2,
    index_from: int | None = 3,
) -> Split:
    """Return ``(x_train, y_train), (x_test, y_test)``, lists of numbers of words.

    Parameters
    ----------
    path : str, default="imdb.npz"
        The file, or its name in ``~/.keras/datasets``.
    num_words : int, optional
        Only words with smaller numbers, which are the more frequent ones.
    skip_top : int, default=0
        Without so many of the most frequent ones.
    maxlen : int, optional
        Only texts of fewer words.
    seed : int, default=113
        Seed of the order.
    start_char : int or None, default=1
        Number at the beginning of each text.
    oov_char : int or None, default=2
        Number in the place of words that are left out; None leaves no trace.
    index_from : int or None, default=3
        What is added to the numbers of words.
    """
    names = ("x_train", "y_train", "x_test", "y_test")
    arrays = read_npz(find(path, f"{_ORIGIN}imdb.npz"), names)
    order = np.random.RandomState(seed)
    parts = []
    for x, y in (arrays[:2], arrays[2:]):
        x, y = words.shuffled(order, x, y)
        parts.append((words.marked(x, start_char, index_from), y))
    (x_train, y_train), (x_test, y_test) = (
        words.short_enough(x, y, maxlen) for x, y in parts
    )
    texts = words.known_words([*x_train, *x_test], num_words, skip_top, oov_char)
    cut = len(x_train)
    return (
        (words.as_objects(texts[:cut]), y_train),
        (words.as_objects(texts[cut:]), y_test),
    )


def get_word_index(path: str = "imdb_word_index.json") -> dict[str, int]:
    """Return the number of each word, before `load_data` adds ``index_from``.

    Parameters
    ----------
    path : str, default="imdb_word_index.json"
        The file, or its name in ``~/.keras/datasets``.
    """
    return words.word_index(path, f"{_ORIGIN}imdb_word_index.json")
