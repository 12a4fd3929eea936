"""Arguments of operations as arrays, in the dtypes that Keras computes with.

NumPy knows weights as float64 and counts in int64 where Keras has float32 and int32.
The rules here are Keras': a Python number takes the dtype of the array it meets, whole
numbers that meet fractions become those fractions' dtype, and what has no dtype of its
own is float32 or int32. 64 bits give way to 32 where both meet, as in JAX; but where
all are 64 bits wide they stay so, so that gradients can be checked.

References
----------
.. [1] ``keras/src/backend/common/dtypes.py``.
"""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np

from engine.autodiff import Traceable, current, is_traced, untraced
from engine.errors import OptionError
from engine.types import Array

FLOAT = np.dtype(np.float32)
INT = np.dtype(np.int32)
BOOL = np.dtype(np.bool_)


def is_weak(value: Any) -> bool:
    """Whether a value is a Python number, which takes the dtype of what it meets."""
    return isinstance(value, int | float) and not isinstance(value, bool | np.generic)


def tensor(value: Any) -> Any:
    """Return an array, or a traced one as it is.

    Parameters
    ----------
    value : array-like, Variable or traced array
        Lists and numbers become float32, int32 or bool.
    """
    if type(value) is np.ndarray or is_traced(value):
        return value
    if isinstance(value, Traceable):
        return current(value)
    if isinstance(value, np.ndarray | np.generic):
        return np.asarray(value)
    if isinstance(value, list | tuple) and _holds_tensors(value):
        parts = promote(*[tensor(part) for part in value])
        return anp.stack(parts)
    made = np.asarray(value)
    if hasattr(value, "dtype"):
        return made
    return made.astype(_short(made.dtype), copy=False)


def _holds_tensors(values: list[Any] | tuple[Any, ...]) -> bool:
    return any(
        _holds_tensors(value)
        if isinstance(value, list | tuple)
        else is_traced(value) or isinstance(value, Traceable | np.ndarray | np.generic)
        for value in values
    )


def _short(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Return what Python numbers are: 32 bits."""
    if dtype.kind == "f":
        return FLOAT
    if dtype.kind == "i":
        return INT
    if dtype.kind == "c":
        return np.dtype(np.complex64)
    if dtype.kind in "OSU":
        raise OptionError(
            "Operations compute with numbers. Received values of type {dtype}. Turn "
            "them into an array of numbers first.",
            dtype=dtype,
        )
    return dtype


def is_tensor(value: Any) -> bool:
    """Whether something is an array that operations compute with."""
    return isinstance(value, np.ndarray) or is_traced(value)


def floats(value: Any) -> Any:
    """Return an array of floats: whole numbers become float32."""
    x = tensor(value)
    return x if x.dtype.kind in "fc" else x.astype(FLOAT)


def cast(value: Any, dtype: Any) -> Any:
    """Return an array of another dtype; the same one if it has that already."""
    x = tensor(value)
    return x if x.dtype == dtype else x.astype(dtype)


def result_type(*values: Any) -> np.dtype[Any]:
    """Return the dtype in which values meet.

    Parameters
    ----------
    *values : array, dtype, or Python number or its type
        What meets.
    """
    strong: list[np.dtype[Any]] = []
    weak_float = weak_int = False
    for value in values:
        if value is float or (is_weak(value) and isinstance(value, float)):
            weak_float = True
        elif value is int or is_weak(value):
            weak_int = True
        elif isinstance(value, np.dtype):
            strong.append(value)
        elif isinstance(value, str | type):
            strong.append(np.dtype(value))
        else:
            strong.append(tensor(value).dtype)
    fractions = [dtype for dtype in strong if dtype.kind in "fc"]
    if fractions:
        return np.result_type(*_narrowed(fractions))
    if weak_float:
        return FLOAT
    whole = [dtype for dtype in strong if dtype.kind in "iu"]
    if whole:
        joined = np.result_type(*_narrowed(whole))
        return FLOAT if joined.kind == "f" else joined
    return INT if weak_int else BOOL


def _narrowed(dtypes: list[np.dtype[Any]]) -> list[np.dtype[Any]]:
    """Return 32 bits in place of 64, unless all have 64.

    A list that NumPy made an array of is float64 without anybody having wished it.
    """
    if all(dtype in _NARROW for dtype in dtypes):
        return dtypes
    return [_NARROW.get(dtype, dtype) for dtype in dtypes]


_NARROW: dict[np.dtype[Any], np.dtype[Any]] = {
    np.dtype(np.float64): FLOAT,
    np.dtype(np.complex128): np.dtype(np.complex64),
    np.dtype(np.int64): INT,
    np.dtype(np.uint64): np.dtype(np.uint32),
}


def promote(*values: Any) -> list[Any]:
    """Return arrays of the dtype in which all of them meet.

    Python numbers stay what they are where NumPy treats them as Keras does.
    """
    given = [value if is_weak(value) else tensor(value) for value in values]
    first = next((x.dtype for x in given if not is_weak(x)), None)
    if (
        first is not None
        and first.kind == "f"
        and all(is_weak(x) or x.dtype == first for x in given)
    ):
        return given
    dtype = result_type(*given)
    return [np.asarray(x, dtype) if is_weak(x) else cast(x, dtype) for x in given]


def promote_floats(*values: Any) -> list[Any]:
    """Return arrays of one dtype of floats."""
    dtype = result_type(*values, float)
    return [np.asarray(x, dtype) if is_weak(x) else cast(x, dtype) for x in values]


def sum_dtype(x: Any) -> np.dtype[Any]:
    """Return the dtype of sums and products: small whole numbers get 32 bits."""
    dtype: np.dtype[Any] = x.dtype
    if dtype == BOOL or (dtype.kind == "i" and dtype.itemsize < 4):
        return INT
    if dtype.kind == "u" and dtype.itemsize < 4:
        return np.dtype(np.uint32)
    return dtype


def indices(values: Any) -> Array:
    """Return positions as int32, as Keras counts."""
    return np.asarray(values, INT)


def plain(value: Any) -> Array:
    """Return the values of an array, without the trace of its gradient."""
    return np.asarray(untraced(tensor(value)))


def standard_dtype(dtype: Any) -> np.dtype[Any]:
    """Return a dtype by its Keras name; None is float32.

    Raises
    ------
    OptionError
        If NumPy does not have it, as bfloat16.
    """
    if dtype is None or dtype is float:
        return FLOAT
    if dtype is int:
        return INT
    try:
        found: np.dtype[Any] | None = np.dtype(dtype)
    except TypeError:
        found = None
    if found is None or found.kind not in "biufc":
        raise OptionError(
            "There is no dtype {dtype!r} here. Use float32, float64, int32, int64, "
            "uint8 or bool.",
            dtype=str(dtype),
        )
    return found


def axes(axis: Any) -> Any:
    """Return an axis or axes as NumPy takes them: lists as tuples."""
    return tuple(axis) if isinstance(axis, list) else axis
