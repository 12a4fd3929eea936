"""Sums over rows as matrix products, which BLAS does faster than NumPy's reductions."""

from __future__ import annotations

import numpy as np

from engine.types import Array

_ones: dict[np.dtype[np.generic], Array] = {}


def ones(count: int, dtype: np.dtype[np.generic]) -> Array:
    """Return a vector of ones that must not be written to.

    Parameters
    ----------
    count : int
        Number of elements, >= 0.
    dtype : numpy.dtype
        Dtype.

    Returns
    -------
    ndarray of shape (count,)
        Part of a vector that is kept between calls.
    """
    kept = _ones.get(dtype)
    if kept is None or kept.size < count:
        kept = np.ones(max(count, 1024), dtype)
        kept.flags.writeable = False
        _ones[dtype] = kept
    return kept[:count]


def sum_rows(x: Array, out: Array) -> None:
    """Add up the rows of a matrix: the gradient of a bias.

    Parameters
    ----------
    x : ndarray of shape (n, k)
        Matrix.
    out : ndarray of shape (k,)
        Where the sums are written.
    """
    np.matmul(ones(x.shape[0], x.dtype), x, out=out)


def sum_to_shape(dy: Array, shape: tuple[int, ...]) -> Array:
    """Undo broadcasting: add up `dy` along the axes on which `shape` was repeated.

    Parameters
    ----------
    dy : ndarray
        Gradient of a broadcast array.
    shape : tuple of int
        Shape of the array before broadcasting, of at most the rank of `dy`.

    Returns
    -------
    ndarray of shape `shape`
        `dy` itself where nothing was repeated.
    """
    if dy.shape == shape:
        return dy
    extra = dy.ndim - len(shape)
    repeated = tuple(range(extra)) + tuple(
        axis + extra
        for axis, size in enumerate(shape)
        if size == 1 and dy.shape[axis + extra] != 1
    )
    return np.asarray(np.add.reduce(dy, axis=repeated)).reshape(shape)
