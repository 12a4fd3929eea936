"""``keras.utils``: one-hot vectors, seeds, diagrams, counting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from engine.diagram import model_to_dot as model_to_dot
from engine.diagram import plot_model as plot_model
from engine.errors import DataError, OptionError, Text
from engine.naming import clear_names
from engine.parameters import Variable
from engine.random import set_random_seed as set_random_seed
from engine.types import Array


def to_categorical(x: Any, num_classes: int | None = None) -> Array:
    """Return whole numbers as vectors with a one at their place.

    Parameters
    ----------
    x : array of int
        Numbers of classes, from 0 on. A last axis of size 1 is taken away.
    num_classes : int, optional
        Length of the vectors; the greatest number plus 1 when missing.

    Returns
    -------
    ndarray of shape (*x.shape, num_classes), float64
        Zeros and ones.

    Raises
    ------
    DataError
        If `x` holds anything but whole numbers from 0 to ``num_classes - 1``.

    Examples
    --------
    >>> to_categorical([0, 2], num_classes=3)
    array([[1., 0., 0.],
           [0., 0., 1.]])
    """
    classes = _whole_numbers(x)
    shape = classes.shape
    if len(shape) > 1 and shape[-1] == 1:
        shape = shape[:-1]
    flat = classes.reshape(-1)
    if num_classes is not None and (
        isinstance(num_classes, bool)
        or not isinstance(num_classes, int | np.integer)
        or num_classes < 0
    ):
        raise OptionError(
            "to_categorical: num_classes must be a whole number of at least 1. "
            "Received {value!r}.",
            value=num_classes,
        )
    if not num_classes:
        if not flat.size:
            raise DataError(
                "to_categorical: x is empty, so num_classes cannot be worked out. Give "
                "num_classes."
            )
        num_classes = int(flat.max()) + 1
    outside = np.flatnonzero((flat < 0) | (flat >= num_classes))
    if outside.size:
        first = int(outside[0])
        raise DataError(
            "to_categorical: classes must lie between 0 and {last}. Received {value} "
            "at position {position}. {advice}",
            last=int(num_classes) - 1,
            value=int(flat[first]),
            position=first,
            advice=Text("Subtract the smallest class.")
            if flat[first] < 0
            else Text("Use a greater num_classes, or count classes from 0."),
        )
    result = np.zeros((flat.size, int(num_classes)))
    result[np.arange(flat.size), flat] = 1
    return result.reshape(*shape, int(num_classes))


def _whole_numbers(x: Any) -> Array:
    array = np.asarray(x)
    if array.dtype.kind in "iub":
        return array.astype(np.int64)
    if array.dtype.kind == "f" and np.all(np.isfinite(array) & (array % 1 == 0)):
        return array.astype(np.int64)
    if not array.size:
        return array.astype(np.int64)
    kind = Text("{dtype} values", dtype=array.dtype)
    if array.dtype.kind == "f":
        kind = Text("NaN or fractions")
    raise DataError(
        "to_categorical: needs whole numbers, one for each class. Received {kind}. "
        "Number the classes from 0 on.",
        kind=kind,
    )


def count_params(weights: Iterable[Variable]) -> int:
    """Return the number of elements of all weights together.

    Parameters
    ----------
    weights : iterable of Variable
        For example ``model.trainable_weights``.
    """
    return sum(variable.size for variable in weights)


def clear_session(free_memory: bool = True) -> None:
    """Let automatic names start anew: ``dense``, ``dense_1``, ...

    Parameters
    ----------
    free_memory : bool, default=True
        For Keras' sake; the engine keeps nothing that could be freed.
    """
    del free_memory
    clear_names()
