"""Types and conventions shared by the whole engine.

Arrays are batch first and, for images, channels last: ``(n, h, w, c)``; sequences are
``(n, steps, features)``. Weights are float32 unless a layer is asked for float64.
The gradient of a value ``v`` is always called ``dv``.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
Shape: TypeAlias = tuple[int | None, ...]
"""Symbolic shape with the batch axis; ``None`` is an unknown size."""
Shapes: TypeAlias = Shape | list[Shape]
"""Shape of one input, or a list with one shape for each input of a merging layer."""
Json: TypeAlias = Any
"""A value made of dict, list, str, int, float, bool and None."""

FLOAT_DTYPES = ("float32", "float64")
INT_DTYPES = ("int32", "int64", "uint8", "bool")
DTYPES = FLOAT_DTYPES + INT_DTYPES


def as_shape(value: Any) -> Shape:
    """Return `value` (a sequence of ints and None) as a plain tuple."""
    return tuple(None if d is None else int(d) for d in value)


def size_of(shape: Shape) -> int:
    """Return the number of elements of a fully known shape."""
    count = 1
    for d in shape:
        if d is None:
            raise ValueError(f"shape {shape} has an unknown size")
        count *= d
    return count


def dtype_name(dtype: Any) -> str:
    """Return the standard name, such as ``"float32"``, of a dtype."""
    return str(np.dtype(dtype).name)
