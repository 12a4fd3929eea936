"""Small data sets that come with the program, by name: nothing is downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

from engine.datasets.arrays import read_npz
from engine.datasets.splitting import Split, split_at_random
from engine.errors import UnsupportedError, did_you_mean
from engine.types import Array


@dataclass(frozen=True)
class _Set:
    """How samples and targets lie in the file of a set."""

    x: str
    y: str
    shape: tuple[int, ...] = ()
    dtype: str = "float32"


_SETS = {
    "breast_cancer": _Set("values", "target", (30,)),
    "diabetes": _Set("values", "progression", (10,)),
    "digits": _Set("pixels", "digit", (8, 8), "uint8"),
    "iris": _Set("values", "target", (4,)),
    "wine": _Set("values", "target", (13,)),
}


def names() -> tuple[str, ...]:
    """Return the names that `load_data` takes."""
    return tuple(_SETS)


def load_data(name: str, test_split: float = 0.2, seed: int = 113) -> Split:
    """Return ``(x_train, y_train), (x_test, y_test)`` of a set in the box.

    Parameters
    ----------
    name : {"breast_cancer", "diabetes", "digits", "iris", "wine"}
        The set. Targets are class numbers; those of "diabetes" are numbers.
    test_split : float, default=0.2
        Share of the samples for tests.
    seed : int, default=113
        Seed of the order.

    Raises
    ------
    UnsupportedError
        If there is no such set.

    Examples
    --------
    >>> (x_train, y_train), (x_test, y_test) = load_data("iris")
    >>> x_train.shape, y_test.shape
    ((120, 4), (30,))
    """
    if name not in _SETS:
        raise UnsupportedError(
            'There is no {family} called "{name}".{hint} Known: {known}.',
            family="data set",
            name=name,
            hint=did_you_mean(str(name), _SETS),
            known=", ".join(_SETS),
        )
    layout = _SETS[name]
    folder = resources.files("resources") / "datasets"
    with resources.as_file(folder / f"{name}.npz") as path:
        x, y = read_npz(path, (layout.x, layout.y))
    samples = x.reshape(len(x), *layout.shape).astype(layout.dtype)
    return split_at_random(samples, _targets(y), test_split, seed)


def _targets(y: Array) -> Array:
    return y.astype("float32") if y.dtype.kind == "f" else y.astype("int64")
