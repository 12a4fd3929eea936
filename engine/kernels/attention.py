"""Weights of attention: scores under a mask become shares, and the adjoint."""

from __future__ import annotations

import numpy as np

from engine.kernels.softmax import softmax, softmax_backward
from engine.types import Array

BLOCKED = -1e9
"""Score of a position that a mask leaves out, as in Keras."""


def shares(
    scores: Array, blocked: Array | None, *, clears: bool, axes: int = 1
) -> None:
    """Turn scores into shares that add up to 1, in place.

    Parameters
    ----------
    scores : ndarray of shape (..., positions), contiguous
        Scores.
    blocked : ndarray of bool, optional
        True where a position must get nothing; of a shape that broadcasts.
    clears : bool
        What becomes of rows in which all is blocked: zeros, or else equal shares.
    axes : int, default=1
        How many of the last axes are positions.
    """
    if blocked is not None:
        np.copyto(scores, scores.dtype.type(BLOCKED), where=blocked)
    rows = _rows(scores, axes)
    softmax(rows, rows)
    if blocked is not None and clears:
        np.copyto(scores, scores.dtype.type(0), where=blocked)


def shares_backward(
    d_shares: Array, given: Array, blocked: Array | None, out: Array, axes: int = 1
) -> None:
    """Write the derivative of `shares` by the scores.

    Parameters
    ----------
    d_shares : ndarray of shape (..., positions)
        Derivative by the shares.
    given : ndarray of the same shape
        The shares.
    blocked : ndarray of bool, optional
        As it was given to `shares`.
    out : ndarray of the same shape
        Result; may be `d_shares`.
    axes : int, default=1
        How many of the last axes are positions.
    """
    softmax_backward(_rows(d_shares, axes), _rows(given, axes), _rows(out, axes))
    if blocked is not None:
        np.copyto(out, out.dtype.type(0), where=blocked)


def _rows(x: Array, axes: int) -> Array:
    return x if axes == 1 else x.reshape(*x.shape[:-axes], -1)


def later_positions(queries: int, keys: int) -> Array:
    """Return True where a key comes after the query, of shape (queries, keys)."""
    return np.arange(keys) > np.arange(queries)[:, None]


def distant_positions(queries: int, keys: int, window: int) -> Array:
    """Return True where key and query are at least `window` positions apart."""
    apart = np.abs(np.arange(queries)[:, None] - np.arange(keys))
    return np.asarray(apart >= window)


def pairwise_tanh(query: Array, key: Array, factor: Array, out: Array) -> None:
    """Write ``tanh(factor * (query + key))`` of every pair.

    Parameters
    ----------
    query : ndarray of shape (..., queries, features)
        Queries.
    key : ndarray of shape (..., keys, features)
        Keys.
    factor : ndarray of shape ()
        Factor.
    out : ndarray of shape (..., queries, keys, features)
        Result.
    """
    np.add(query[..., :, None, :], key[..., None, :, :], out=out)
    np.multiply(out, factor, out=out)
    np.tanh(out, out=out)


def pairwise_tanh_backward(dy: Array, y: Array, out: Array) -> None:
    """Write the derivative of a tanh by what it was taken of.

    Parameters
    ----------
    dy : ndarray that broadcasts to the shape of `y`
        Derivative by the tanh.
    y : ndarray
        The tanh.
    out : ndarray of the shape of `y`
        Result.
    """
    np.square(y, out=out)
    np.subtract(1, out, out=out)
    np.multiply(out, dy, out=out)
