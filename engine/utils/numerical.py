"""One-hot vectors, and vectors of length 1."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DataError, OptionError, Text
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


def normalize(x: Any, axis: int | None = -1, order: Any = 2) -> Array:
    """Divide vectors by their length.

    Parameters
    ----------
    x : array-like of numbers
        Any shape.
    axis : int or None, default=-1
        Axis along which the vectors lie; None takes all of `x` as one.
    order : int, float or str, default=2
        Norm that is the length, as in ``numpy.linalg.norm``.

    Returns
    -------
    ndarray of the shape of `x`
        Vectors of zeros stay as they are.

    Examples
    --------
    >>> normalize([[3.0, 4.0]])
    array([[0.6, 0.8]])
    """
    array = np.asarray(x)
    if array.dtype.kind not in "biuf":
        raise DataError(
            "normalize: needs an array of numbers. Received dtype {dtype}.",
            dtype=array.dtype,
        )
    if axis is not None and not -array.ndim <= axis < array.ndim:
        raise OptionError(
            "normalize: axis must be one of the {count} axes. Received {axis}.",
            count=array.ndim,
            axis=axis,
        )
    norm = np.asarray(np.linalg.norm(array, order, axis, keepdims=True))
    return np.asarray(array / np.where(norm == 0, 1, norm).astype(norm.dtype))
