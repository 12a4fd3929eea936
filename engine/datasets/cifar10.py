"""``keras.datasets.cifar10``: 60,000 color pictures of 10 kinds of things."""

from __future__ import annotations

import numpy as np

from engine.datasets.cifar import read_batches
from engine.datasets.splitting import Split


def load_data(path: str | None = None) -> Split:
    """Return ``(x_train, y_train), (x_test, y_test)``, pictures of 32 by 32 pixels.

    Parameters
    ----------
    path : str, optional
        The archive ``cifar-10-python.tar.gz``, or the folder in it; looked for in
        ``~/.keras/datasets`` when missing.
    """
    *train, test = read_batches(
        path,
        "cifar-10-batches-py",
        (
            "cifar-10-python.tar.gz",
            "cifar-10-batches-py.tar.gz",
            "cifar-10-batches-py-target",
            "cifar-10-batches-py-target_archive",
            "cifar-10-batches-py",
        ),
        "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
        [*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"],
        "labels",
    )
    x_train = np.concatenate([pictures for pictures, _ in train])
    y_train = np.concatenate([classes for _, classes in train]).astype("uint8")
    return (x_train, y_train), (test[0].copy(), test[1].astype("uint8"))
