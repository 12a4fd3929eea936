"""``keras.datasets.mnist``: 70,000 digits written by hand, 28 by 28 pixels."""

from __future__ import annotations

from engine.datasets.arrays import read_npz
from engine.datasets.cache import find
from engine.datasets.splitting import Split

_ORIGIN = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"


def load_data(path: str = "mnist.npz") -> Split:
    """Return ``(x_train, y_train), (x_test, y_test)``, gray values from 0 to 255.

    Parameters
    ----------
    path : str, default="mnist.npz"
        The file, or its name in ``~/.keras/datasets``.
    """
    names = ("x_train", "y_train", "x_test", "y_test")
    x_train, y_train, x_test, y_test = read_npz(find(path, _ORIGIN), names)
    return (x_train, y_train), (x_test, y_test)
