"""New arrays: zeros, ones, ranges, grids."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np

from engine.ops.arrays import FLOAT, plain, result_type, standard_dtype, tensor
from engine.ops.operation import NUMPY, eager, operation
from engine.types import Array


def _shape(shape: Any) -> tuple[int, ...]:
    if isinstance(shape, int | np.integer):
        return (int(shape),)
    return tuple(int(size) for size in shape)


@eager
def zeros(shape: Any, dtype: Any = None) -> Array:
    """Return an array of zeros."""
    return np.zeros(_shape(shape), standard_dtype(dtype))


@eager
def ones(shape: Any, dtype: Any = None) -> Array:
    """Return an array of ones."""
    return np.ones(_shape(shape), standard_dtype(dtype))


@eager
def empty(shape: Any, dtype: Any = None) -> Array:
    """Return an array of zeros, as it is to be filled anyway."""
    return np.zeros(_shape(shape), standard_dtype(dtype))


@operation(NUMPY, "shape", "dtype")
def full(shape: Any, fill_value: Any, dtype: Any = None) -> Any:
    """Return an array of one value."""
    return np.full(_shape(shape), plain(fill_value), standard_dtype(dtype))


@eager
def eye(N: int, M: int | None = None, k: int = 0, dtype: Any = None) -> Array:
    """Return a matrix with ones in a diagonal."""
    return np.eye(N, M, k, standard_dtype(dtype))


@eager
def identity(n: int, dtype: Any = None) -> Array:
    """Return a square matrix with ones in its diagonal."""
    return np.eye(n, dtype=standard_dtype(dtype))


@eager
def tri(N: int, M: int | None = None, k: int = 0, dtype: Any = None) -> Array:
    """Return a matrix with ones in and below a diagonal."""
    return np.tri(N, M, k, standard_dtype(dtype))


@operation(NUMPY, "dtype", by_name=("step",))
def arange(start: Any, stop: Any = None, step: Any = None, dtype: Any = None) -> Any:
    """Return numbers from a first one on, in equal steps, without the end."""
    given = [
        value if isinstance(value, int | float) else plain(value)
        for value in (start, stop, step)
        if value is not None
    ]
    kind = result_type(*given) if dtype is None else standard_dtype(dtype)
    if stop is None:
        start, stop = 0, start
    return np.arange(start, stop, 1 if step is None else step).astype(kind)


def _between(start: Any, stop: Any, dtype: Any) -> tuple[Array, Array, np.dtype[Any]]:
    first, last = plain(start), plain(stop)
    if dtype is not None:
        return first, last, standard_dtype(dtype)
    return first, last, result_type(first, last, float)


@operation(NUMPY, "num", "endpoint", "retstep", "dtype", "axis")
def linspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    """Return numbers in equal steps from a first to a last one."""
    first, last, kind = _between(start, stop, dtype)
    made, step = np.linspace(  # type: ignore[call-overload]
        first, last, num, endpoint, True, None, axis
    )
    return (
        (made.astype(kind), np.asarray(step, FLOAT)) if retstep else made.astype(kind)
    )


@operation(NUMPY, "num", "endpoint", "base", "dtype", "axis")
def logspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    base: Any = 10,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    """Return powers of a base, their exponents in equal steps."""
    first, last, kind = _between(start, stop, dtype)
    return np.logspace(first, last, num, endpoint, base, None, axis).astype(kind)


@operation(NUMPY, "num", "endpoint", "dtype", "axis")
def geomspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    """Return numbers in equal ratios from a first to a last one."""
    first, last, kind = _between(start, stop, dtype)
    made = np.geomspace(first, last, num, endpoint, None, axis)
    return made.astype(kind)


@operation(NUMPY, "indexing")
def meshgrid(*x: Any, indexing: str = "xy") -> Any:
    """Return the coordinates of all points of a grid, one array for each axis."""
    given = [tensor(one) for one in x]
    order = list(range(len(given)))
    if indexing == "xy" and len(given) > 1:
        order[:2] = [1, 0]
    sizes = [given[i].size for i in order]
    grids = []
    for i, one in enumerate(given):
        shape = [1] * len(given)
        shape[order.index(i)] = one.size
        grids.append(anp.broadcast_to(anp.reshape(one, shape), tuple(sizes)))
    return grids


@eager
def bartlett(x: int) -> Array:
    """Return the triangular window of a length."""
    return np.bartlett(x).astype(FLOAT)


@eager
def blackman(x: int) -> Array:
    """Return Blackman's window of a length."""
    return np.blackman(x).astype(FLOAT)


@eager
def hamming(x: int) -> Array:
    """Return Hamming's window of a length."""
    return np.hamming(x).astype(FLOAT)


@eager
def hanning(x: int) -> Array:
    """Return Hann's window of a length."""
    return np.hanning(x).astype(FLOAT)


@eager
def kaiser(x: int, beta: float) -> Array:
    """Return Kaiser's window of a length."""
    return np.kaiser(x, beta).astype(FLOAT)


@eager
def vectorize(pyfunc: Any, *, excluded: Any = None, signature: Any = None) -> Any:
    """Return a function that is applied to each element."""
    made = np.vectorize(pyfunc, excluded=excluded, signature=signature)

    def run(*args: Any, **kwargs: Any) -> Any:
        return tensor(made(*args, **kwargs))

    return run
