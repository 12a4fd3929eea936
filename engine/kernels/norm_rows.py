"""Rows brought to mean 0 and variance 1, or to length 1, and the adjoints."""

from __future__ import annotations

import numpy as np

from engine.kernels.rows import row_dots, row_sums
from engine.types import Array


def standardize_rows(x: Array, epsilon: float, out: Array, inverse: Array) -> None:
    """Write ``(x - mean) / sqrt(variance + epsilon)`` of each row.

    Parameters
    ----------
    x : ndarray of shape (rows, k)
        Rows.
    epsilon : float
        Added to the variance.
    out : ndarray of the same shape
        Result.
    inverse : ndarray of shape (rows, 1)
        Where ``1 / sqrt(variance + epsilon)`` is written.
    """
    centre_rows(x, out)
    row_dots(out, out, inverse[:, 0])
    _inverse_root(inverse, x.shape[1], epsilon)
    np.multiply(out, inverse, out=out)


def standardize_rows_backward(
    dy: Array, y: Array, inverse: Array, out: Array, work: Array
) -> None:
    """Write the derivative of `standardize_rows` by its input.

    Parameters
    ----------
    dy : ndarray of shape (rows, k)
        Derivative by the result.
    y, inverse : ndarray
        What the forward pass has written.
    out : ndarray of shape (rows, k)
        Result; may be `dy`.
    work : ndarray of shape (rows, k)
        Working memory.
    """
    count = max(1, y.shape[1])
    means = np.empty((len(y), 2), y.dtype)
    row_sums(dy, means[:, 0])
    row_dots(dy, y, means[:, 1])
    means /= count
    np.multiply(y, means[:, 1:], out=work)
    np.add(work, means[:, :1], out=work)
    np.subtract(dy, work, out=out)
    np.multiply(out, inverse, out=out)


def centre_rows(x: Array, out: Array) -> None:
    """Write ``x`` less the mean of each row.

    Parameters
    ----------
    x, out : ndarray of shape (rows, k)
        Rows and result.
    """
    mean = np.empty((len(x), 1), x.dtype)
    row_sums(x, mean[:, 0])
    mean /= max(1, x.shape[1])
    np.subtract(x, mean, out=out)


def inverse_root_mean_square(x: Array, epsilon: float, out: Array) -> None:
    """Write ``1 / sqrt(mean(x ** 2) + epsilon)`` of each row.

    Parameters
    ----------
    x : ndarray of shape (rows, k)
        Rows.
    epsilon : float
        Added to the mean square.
    out : ndarray of shape (rows, 1)
        Result.
    """
    row_dots(x, x, out[:, 0])
    _inverse_root(out, x.shape[1], epsilon)


def scale_rows_backward(
    dy: Array, x: Array, part: Array, inverse: Array, out: Array, work: Array
) -> None:
    """Write the derivative of ``x * inverse`` by `x`.

    Where ``inverse = 1 / sqrt(mean(part ** 2) + epsilon)`` and `part` is `x` or `x`
    less its mean.

    Parameters
    ----------
    dy : ndarray of shape (rows, k)
        Derivative by the product.
    x, part : ndarray of shape (rows, k)
        What is scaled, and what gives the factor.
    inverse : ndarray of shape (rows, 1)
        Factors.
    out : ndarray of shape (rows, k)
        Result; may be `dy`.
    work : ndarray of shape (rows, k)
        Working memory.
    """
    factor = np.empty_like(inverse)
    row_dots(dy, x, factor[:, 0])
    factor *= inverse
    factor *= inverse
    factor /= max(1, x.shape[1])
    np.multiply(part, factor, out=work)
    np.subtract(dy, work, out=out)
    np.multiply(out, inverse, out=out)


def _inverse_root(sums: Array, count: int, epsilon: float) -> None:
    """Turn sums of squares into ``1 / sqrt(mean + epsilon)``, in place."""
    sums /= max(1, count)
    sums += epsilon
    np.sqrt(sums, out=sums)
    np.reciprocal(sums, out=sums)


_LARGEST_FACTOR = 1e12
"""Keras' limit of what a short vector is multiplied with."""


def unit_rows(x: Array, out: Array, inverse: Array) -> None:
    """Write each row divided by its Euclidean length.

    Parameters
    ----------
    x, out : ndarray of shape (rows, k)
        Rows and result.
    inverse : ndarray of shape (rows, 1)
        Where the factors are written.
    """
    row_dots(x, x, inverse[:, 0])
    np.sqrt(inverse, out=inverse)
    np.maximum(inverse, 1 / _LARGEST_FACTOR, out=inverse)
    np.reciprocal(inverse, out=inverse)
    np.multiply(x, inverse, out=out)


def unit_rows_backward(dy: Array, y: Array, inverse: Array, out: Array) -> None:
    """Write the derivative of `unit_rows` by its input; zero for rows of zeros.

    Parameters
    ----------
    dy : ndarray of shape (rows, k)
        Derivative by the result.
    y, inverse : ndarray
        What the forward pass has written.
    out : ndarray of shape (rows, k)
        Result; must not be `dy`.
    """
    inner = np.empty_like(inverse)
    row_dots(dy, y, inner[:, 0])
    np.multiply(y, inner, out=out)
    np.subtract(dy, out, out=out)
    zero = inverse >= _LARGEST_FACTOR * (1 - 1e-6)
    np.multiply(out, np.where(zero, 0, inverse), out=out)
