"""Arrays seen as rows: the axes that are normalized over become the last one."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from engine.graph.context import Context
from engine.types import Array


class RowView:
    """How an array of one shape is seen as rows.

    Parameters
    ----------
    shape : tuple of int
        Shape of the array.
    axes : tuple of int
        Axes that make a row; those of a row lie in ascending order.
    """

    def __init__(self, shape: tuple[int, ...], axes: tuple[int, ...]) -> None:
        rank = len(shape)
        inner = sorted({axis % rank for axis in axes})
        outer = [axis for axis in range(rank) if axis not in inner]
        self._order = (*outer, *inner)
        self._moved = self._order != tuple(range(rank))
        self._shape = shape
        self._moved_shape = tuple(shape[axis] for axis in self._order)
        columns = 1
        for axis in inner:
            columns *= shape[axis]
        count = 1
        for axis in outer:
            count *= shape[axis]
        self._matrix = (count, columns)

    def rows(self, x: Array, name: str, ctx: Context) -> Array:
        """Return the array as a matrix; copied to a buffer where axes change places.

        Parameters
        ----------
        x : ndarray
            Array.
        name : str
            Name of the call's buffer.
        ctx : Context
            Where the buffer is.
        """
        if not self._moved:
            return x.reshape(self._matrix)
        copy = ctx.buffer(f"{name}_rows", self._moved_shape, x.dtype)
        np.copyto(copy, x.transpose(self._order))
        return copy.reshape(self._matrix)

    def back(self, rows: Array, name: str, ctx: Context) -> Array:
        """Return a matrix as an array of the original shape; see `rows`."""
        if not self._moved:
            return rows.reshape(self._shape)
        result = ctx.buffer(name, self._shape, rows.dtype)
        np.copyto(result.transpose(self._order), rows.reshape(self._moved_shape))
        return result


@lru_cache(maxsize=256)
def row_view(shape: tuple[int, ...], axes: tuple[int, ...]) -> RowView:
    """Return the view for a shape; the same object for the same shape."""
    return RowView(shape, axes)


def axes_of(axis: int | tuple[int, ...]) -> tuple[int, ...]:
    """Return an option that is one axis or several as a tuple."""
    return (axis,) if isinstance(axis, int) else axis
