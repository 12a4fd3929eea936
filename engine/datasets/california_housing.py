"""``keras.datasets.california_housing``: prices of houses by 8 figures."""

from __future__ import annotations

from engine.datasets.arrays import read_npz
from engine.datasets.cache import find
from engine.datasets.splitting import Split, split_at_random
from engine.errors import OptionError

_ORIGIN = (
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/california_housing.npz"
)
_SMALL = 600


def load_data(
    version: str = "large",
    path: str = "california_housing.npz",
    test_split: float = 0.2,
    seed: int = 113,
) -> Split:
    """Return ``(x_train, y_train), (x_test, y_test)``, prices in dollars.

    Parameters
    ----------
    version : {"large", "small"}, default="large"
        All 20,640 samples, or 600 of them.
    path : str, default="california_housing.npz"
        The file, or its name in ``~/.keras/datasets``.
    test_split : float, default=0.2
        Share of the samples for tests.
    seed : int, default=113
        Seed of the order.
    """
    if version not in ("large", "small"):
        raise OptionError(
            'california_housing.load_data: version must be "large" or "small". '
            "Received {value!r}.",
            value=version,
        )
    x, y = read_npz(find(path, _ORIGIN), ("x", "y"))
    rows = _SMALL if version == "small" else len(x)
    return split_at_random(x[:rows], y[:rows], test_split, seed)
