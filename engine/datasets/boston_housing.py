"""``keras.datasets.boston_housing``: prices of 506 houses by 13 figures."""

from __future__ import annotations

from engine.datasets.arrays import read_npz
from engine.datasets.cache import find
from engine.datasets.splitting import Split, split_at_random

_ORIGIN = (
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/boston_housing.npz"
)


def load_data(
    path: str = "boston_housing.npz", test_split: float = 0.2, seed: int = 113
) -> Split:
    """Return ``(x_train, y_train), (x_test, y_test)``, prices in 1000 dollars.

    Parameters
    ----------
    path : str, default="boston_housing.npz"
        The file, or its name in ``~/.keras/datasets``.
    test_split : float, default=0.2
        Share of the samples for tests.
    seed : int, default=113
        Seed of the order.
    """
    x, y = read_npz(find(path, _ORIGIN), ("x", "y"))
    return split_at_random(x, y, test_split, seed)
