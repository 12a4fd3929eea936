"""What the crossentropies share: clipping of probabilities, class axes, smoothing."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.graph.context import Context
from engine.kernels.rows import row_sums
from engine.types import Array

EPSILON = 1e-7
"""Keras' epsilon: probabilities are kept between this and 1 minus this."""


def limits(dtype: np.dtype[Any]) -> tuple[Array, Array]:
    """Return the smallest and the largest probability."""
    return _LIMITS[dtype]


_LIMITS = {
    np.dtype(kind): (np.full((), EPSILON, kind), np.full((), 1.0 - EPSILON, kind))
    for kind in (np.float32, np.float64)
}


def clip(
    p: Array, out: Array, bounds: tuple[Array, Array] | None = None
) -> Array | None:
    """Write `p` cut to the limits, and return the slope of that.

    Parameters
    ----------
    p : ndarray
        Probabilities.
    out : ndarray of the same shape
        Where they are written.
    bounds : tuple of two ndarrays, optional
        The limits; those of `limits` by default.

    Returns
    -------
    ndarray or None
        1 within, 0 beyond and 0.5 at the limits, as JAX has it; None when nothing is
        at or beyond a limit, the usual case.
    """
    low, high = limits(p.dtype) if bounds is None else bounds
    if p.size == 0 or (
        np.minimum.reduce(p, axis=None) > low and np.maximum.reduce(p, axis=None) < high
    ):
        np.copyto(out, p)
        return None
    slope: Array = np.sign(p - low) - np.sign(p - high)
    slope *= p.dtype.type(0.5)
    np.maximum(p, low, out=out)
    np.minimum(out, high, out=out)
    return slope


def step(x: Array, out: Array) -> None:
    """Write the slope of ``max(x, 0)``: 1 or 0, and 0.5 at the kink, as JAX has it.

    Parameters
    ----------
    x : ndarray
        Any numbers.
    out : ndarray of the same shape
        Where it is written; may be `x`.
    """
    np.sign(x, out=out)
    np.add(out, 1, out=out)
    np.multiply(out, 0.5, out=out)


def smoothed(
    y_true: Array, dtype: np.dtype[Any], amount: float, classes: int, ctx: Context
) -> Array:
    """Return targets moved towards equal probabilities.

    Parameters
    ----------
    y_true : ndarray
        Targets.
    dtype : numpy.dtype
        Dtype of the result.
    amount : float
        How far, 0 .. 1.
    classes : int
        Number of classes; 2 for yes and no.
    ctx : Context
        Where memory comes from.
    """
    if not amount:
        return y_true
    smooth = ctx.buffer("smooth", y_true.shape, dtype)
    np.multiply(y_true, dtype.type(1.0 - amount), out=smooth)
    np.add(smooth, dtype.type(amount / classes), out=smooth)
    return smooth


def classes_last(x: Array, axis: int) -> Array:
    """Return `x` as contiguous rows with the classes on the last axis."""
    if axis not in (-1, x.ndim - 1):
        x = np.moveaxis(x, axis, -1)
    return np.ascontiguousarray(x)


def classes_back(rows: Array, axis: int) -> Array:
    """Undo `classes_last` for a result of the same shape."""
    if axis not in (-1, rows.ndim - 1):
        return np.ascontiguousarray(np.moveaxis(rows, -1, axis))
    return rows


def axis_mean(x: Array, axis: int, ctx: Context) -> Array:
    """Return the mean along an axis."""
    size = x.shape[axis]
    if axis not in (-1, x.ndim - 1) or size == 0:
        return np.asarray(np.mean(x, axis=axis))
    if size == 1:
        return x[..., 0]
    means = ctx.buffer("means", x.shape[:-1], x.dtype)
    row_sums(x, means)
    np.divide(means, size, out=means)
    return means


def along(dvalues: Any, axis: int) -> Any:
    """Return the derivative by values so that it spreads along the axis they lost."""
    return np.expand_dims(dvalues, axis) if np.ndim(dvalues) else dvalues
