"""Look-up of rows of a table, and its adjoint: sums of gradients by row."""

from __future__ import annotations

import numpy as np

from engine.types import Array

_ROUNDS = 8
"""Occurrences of a token that are added for all tokens at once; what is left of the
frequent tokens is added up token by token."""


def first_outside(indices: Array, count: int) -> int | None:
    """Return the flat position of the first index outside ``0 .. count - 1``.

    Parameters
    ----------
    indices : ndarray of intp
        Indices of any shape, contiguous.
    count : int
        Number of rows.

    Returns
    -------
    int or None
        None when all are inside.
    """
    # Negative numbers are huge when read without a sign: one comparison finds both.
    unsigned = indices.view(np.uintp)
    if unsigned.size == 0 or unsigned.max() < count:
        return None
    return int(np.argmax(unsigned.reshape(-1) >= count))


def look_up(table: Array, indices: Array, out: Array) -> None:
    """Copy rows of a table.

    Parameters
    ----------
    table : ndarray of shape (rows, k)
        Table.
    indices : ndarray of intp, shape (n,)
        Rows; all inside the table.
    out : ndarray of shape (n, k)
        Where the rows are written.
    """
    np.take(table, indices, axis=0, out=out, mode="clip")  # "raise" would buffer


def sum_by_row(
    indices: Array, dy: Array, rows: int, work: Array | None = None
) -> tuple[Array, Array]:
    """Add up gradients that belong to the same row: the adjoint of `look_up`.

    Parameters
    ----------
    indices : ndarray of intp, shape (n,)
        Rows that were looked up.
    dy : ndarray of shape (n, k)
        Gradients of the copies.
    rows : int
        Number of rows of the table.
    work : ndarray of shape (n, k), optional
        Memory for the sums.

    Returns
    -------
    touched : ndarray of intp
        The different rows, increasing.
    sums : ndarray of shape (len(touched), k)
        Sum of the gradients of each.

    Notes
    -----
    ``np.add.at`` and ``np.add.reduceat`` do the same twenty times slower. Here the
    first copies of all rows are gathered, then the second ones are added, and so on;
    most words of a batch of text occur once or twice.
    """
    if indices.size == 0:
        return indices, np.empty((0, *dy.shape[1:]), dy.dtype)
    # NumPy sorts 16-bit numbers by radix, several times faster than longer ones.
    keys = indices.astype(np.uint16) if rows <= 65536 else indices
    order = np.argsort(keys, kind="stable")
    sorted_keys = keys[order]
    is_first = np.empty(order.size, bool)
    is_first[0] = True
    np.not_equal(sorted_keys[1:], sorted_keys[:-1], out=is_first[1:])
    first = np.flatnonzero(is_first)
    count = np.diff(first, append=order.size)
    sums = np.empty((first.size, dy.shape[1]), dy.dtype) if work is None else work
    sums = sums[: first.size]
    np.take(dy, order[first], axis=0, out=sums, mode="clip")
    for occurrence in range(1, _ROUNDS):
        again = np.flatnonzero(count > occurrence)
        if again.size == 0:
            break
        sums[again] += dy[order[first[again] + occurrence]]
    for position in np.flatnonzero(count > _ROUNDS):
        start = first[position]
        rest = order[start + _ROUNDS : start + count[position]]
        sums[position] += np.add.reduce(dy[rest], axis=0)
    return indices[order[first]], sums
