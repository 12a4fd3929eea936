"""``keras.datasets.cifar100``: 60,000 color pictures of 100 kinds of things."""

from __future__ import annotations

from engine.datasets.cifar import read_batches
from engine.datasets.splitting import Split
from engine.errors import OptionError


def load_data(label_mode: str = "fine", path: str | None = None) -> Split:
    """Return ``(x_train, y_train), (x_test, y_test)``, pictures of 32 by 32 pixels.

    Parameters
    ----------
    label_mode : {"fine", "coarse"}, default="fine"
        100 classes, or 20 groups of them.
    path : str, optional
        The archive ``cifar-100-python.tar.gz``, or the folder in it; looked for in
        ``~/.keras/datasets`` when missing.
    """
    if label_mode not in ("fine", "coarse"):
        raise OptionError(
            'cifar100.load_data: label_mode must be "fine" or "coarse". '
            "Received {value!r}.",
            value=label_mode,
        )
    (x_train, y_train), (x_test, y_test) = read_batches(
        path,
        "cifar-100-python",
        (
            "cifar-100-python.tar.gz",
            "cifar-100-python-target",
            "cifar-100-python-target_archive",
            "cifar-100-python",
        ),
        "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz",
        ["train", "test"],
        f"{label_mode}_labels",
    )
    return (x_train.copy(), y_train), (x_test.copy(), y_test)
