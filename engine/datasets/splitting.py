"""What data sets without a test set of their own share."""

from __future__ import annotations

import numpy as np

from engine.errors import OptionError
from engine.types import Array

Split = tuple[tuple[Array, Array], tuple[Array, Array]]
"""Samples and targets for training, samples and targets for tests."""


def split_at_random(x: Array, y: Array, test_split: float, seed: int) -> Split:
    """Return samples in the random order of Keras, the last of them for tests.

    Parameters
    ----------
    x, y : ndarray
        Samples and targets.
    test_split : float
        Share for tests, 0 <= test_split < 1.
    seed : int
        Seed of the order.
    """
    check_share(test_split)
    order = np.arange(len(x))
    np.random.RandomState(seed).shuffle(order)
    cut = int(len(x) * (1 - test_split))
    train, test = order[:cut], order[cut:]
    return (x[train], y[train]), (x[test], y[test])


def check_share(test_split: float) -> None:
    """Raise unless a share for tests lies between 0 and 1."""
    if isinstance(test_split, bool) or not 0 <= test_split < 1:
        raise OptionError(
            "load_data: test_split must be at least 0 and less than 1. "
            "Received {value!r}.",
            value=test_split,
        )
