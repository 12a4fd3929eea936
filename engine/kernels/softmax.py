"""Softmax over the last axis and its adjoint."""

from __future__ import annotations

import numpy as np

from engine.kernels.rows import row_dots, row_max, row_sums
from engine.types import Array

_SAFE = 60.0
"""exp of -60 .. 60 is a normal float32 number, and sums of 1e12 of them are finite, so
that rows within need not be shifted by their largest value."""


def softmax(z: Array, out: Array) -> None:
    """Write ``exp(z) / sum(exp(z))`` of each row.

    Parameters
    ----------
    z : ndarray of shape (..., k)
        Logits.
    out : ndarray of the same shape
        Where the result is written; may be `z`.
    """
    if z.size == 0:
        return
    # NaN fails the comparison and takes the general way, which hands it on.
    if z.dtype.itemsize >= 4 and (
        np.maximum.reduce(z, axis=None) < _SAFE
        and np.minimum.reduce(z, axis=None) > -_SAFE
    ):
        np.exp(z, out=out)
    else:
        np.subtract(z, row_max(z)[..., None], out=out)
        np.exp(out, out=out)
    sums = np.empty((*out.shape[:-1], 1), out.dtype)
    row_sums(out, sums[..., 0])
    np.divide(out, sums, out=out)


def softmax_backward(dy: Array, y: Array, out: Array) -> None:
    """Write the derivative by the logits.

    Parameters
    ----------
    dy : ndarray of shape (..., k)
        Derivative by the result.
    y : ndarray of the same shape
        The result of `softmax`.
    out : ndarray of the same shape
        Where the derivative is written; may be `dy`.
    """
    inner = np.empty((*y.shape[:-1], 1), y.dtype)
    if np.may_share_memory(out, dy):
        row_dots(dy, y, inner[..., 0])
    else:
        np.multiply(dy, y, out=out)
        row_sums(out, inner[..., 0])
    np.subtract(dy, inner, out=out)
    np.multiply(out, y, out=out)


def log_sum_exp(z: Array, exps: Array, sums: Array) -> Array:
    """Write ``exp(z - m)`` and its row sums, and return the row maxima ``m``.

    The logarithm of the sum of exponentials of a row is ``m + log(sums)``.

    Parameters
    ----------
    z : ndarray of shape (..., k)
        Logits.
    exps : ndarray of the same shape
        Where the shifted exponentials are written; may be `z`.
    sums : ndarray of shape (...)
        Where their sums are written.
    """
    largest = row_max(z)
    np.subtract(z, largest[..., None], out=exps)
    np.exp(exps, out=exps)
    row_sums(exps, sums)
    return largest
