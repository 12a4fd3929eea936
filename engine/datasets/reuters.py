"""``keras.datasets.reuters``: 11,228 items of news on 46 topics."""

from __future__ import annotations

import numpy as np

from engine.datasets import words
from engine.datasets.arrays import read_npz
from engine.datasets.cache import find
from engine.datasets.splitting import Split, check_share

_ORIGIN = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_LABELS = (
    "cocoa grain veg-oil earn acq wheat copper housing money-supply coffee sugar trade "
    "reserves ship cotton carcass crude nat-gas cpi money-fx interest gnp meal-feed "
    "alum oilseed gold tin strategic-metal livestock retail ipi iron-steel rubber heat "
    "jobs lei bop zinc orange pet-chem dlr gas silver wpi hog lead"
)


def load_data(
    path: str = "reuters.npz",
    num_words: int | None = None,
    skip_top: int = 0,
    maxlen: int | None = None,
    test_split: float = 0.2,
    seed: int = 113,
    start_char: int | None = 1,
    oov_char: int | None = 2,
    index_from: int | None = 3,
) -> Split:
    """Return ``(x_train, y_train), (x_test, y_test)``, lists of numbers of words.

    Parameters
    ----------
    path : str, default="reuters.npz"
        The file, or its name in ``~/.keras/datasets``.
    num_words, skip_top, maxlen, seed, start_char, oov_char, index_from
        As for `engine.datasets.imdb.load_data`.
    test_split : float, default=0.2
        Share of the texts for tests.
    """
    check_share(test_split)
    x, y = read_npz(find(path, f"{_ORIGIN}reuters.npz"), ("x", "y"))
    x, y = words.shuffled(np.random.RandomState(seed), x, y)
    marked = words.marked(x, start_char, index_from)
    texts, labels = words.short_enough(marked, y, maxlen)
    texts = words.known_words(texts, num_words, skip_top, oov_char)
    cut = int(len(texts) * (1 - test_split))
    return (
        (words.as_objects(texts[:cut]), labels[:cut]),
        (words.as_objects(texts[cut:]), labels[cut:]),
    )


def get_word_index(path: str = "reuters_word_index.json") -> dict[str, int]:
    """Return the number of each word, before `load_data` adds ``index_from``.

    Parameters
    ----------
    path : str, default="reuters_word_index.json"
        The file, or its name in ``~/.keras/datasets``.
    """
    return words.word_index(path, f"{_ORIGIN}reuters_word_index.json")


def get_label_names() -> tuple[str, ...]:
    """Return the topics in the order of their numbers."""
    return tuple(_LABELS.split())
