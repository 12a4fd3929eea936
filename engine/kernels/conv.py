"""Convolution over any number of spatial axes, and its two adjoints.

Windows are copied into the rows of a matrix, so that the work is one matrix product;
that is done for a few samples at a time, because a matrix that fits into the cache is
multiplied almost twice as fast as one that streams from memory. A transposed
convolution is the adjoint by the input: it needs no function of its own.

Arrays have their channels last: ``(n, *axes, channels)``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from engine.kernels.reduction import sum_rows
from engine.kernels.windows import Windows
from engine.types import Array

Workspace = Callable[[str, tuple[int, ...], Any], Array]
"""Gives memory to write to by name, shape and dtype: ``Context.buffer``."""

_BLOCK = 2**19
"""Elements of the matrix of windows: 2 MB in float32 (measured: 0.5-8 MB are alike)."""
_FEW = 4
"""Channels up to which the matrix is filled by columns: then the runs that are copied
lie along the last axis (measured: 2 x faster with 1 channel, equal with 4)."""


def convolve(
    x: Array,
    kernel: Array,
    windows: Windows,
    out: Array,
    work: Workspace,
    *,
    groups: int = 1,
    bias: Array | None = None,
) -> None:
    """Cross-correlate with a bank of filters.

    Parameters
    ----------
    x : ndarray of shape (n, *windows.large, c)
        Input.
    kernel : ndarray of shape (*windows.kernel, c // groups, f)
        Filters, contiguous.
    windows : Windows
        Where the filters are applied.
    out : ndarray of shape (n, *windows.count, f)
        Where the result is written, contiguous.
    work : callable
        Gives memory.
    groups : int, default=1
        Parts that channels and filters are split into; a part of the filters sees the
        same part of the channels only.
    bias : ndarray of shape (f,), optional
        Added to the result.
    """
    filters = kernel.shape[-1]
    matrix = kernel.reshape(-1, filters)
    for columns, images, rows, chosen in _columns(
        x, windows, work, kernel.shape[-2], filters // groups
    ):
        target = out[images, rows].reshape(-1, filters)
        np.matmul(columns, matrix[:, chosen], out=target[:, chosen])
        if bias is not None and chosen.stop == filters:  # still in the cache
            np.add(target, bias, out=target)


def kernel_gradient(
    x: Array, dy: Array, windows: Windows, out: Array, work: Workspace
) -> None:
    """Derive a convolution by its kernel.

    Parameters
    ----------
    x : ndarray of shape (n, *windows.large, c)
        Input of the convolution.
    dy : ndarray of shape (n, *windows.count, f)
        Derivative by its result, contiguous.
    windows : Windows
        Where the filters were applied.
    out : ndarray of shape (*windows.kernel, c // groups, f)
        Where the derivative is written, contiguous.
    work : callable
        Gives memory.
    """
    filters = out.shape[-1]
    groups = x.shape[-1] // out.shape[-2]
    matrix = out.reshape(-1, filters)
    started = set()
    for columns, images, rows, chosen in _columns(
        x, windows, work, out.shape[-2], filters // groups
    ):
        part = dy[images, rows].reshape(-1, filters)[:, chosen]
        if chosen.start not in started:
            started.add(chosen.start)
            np.matmul(columns.T, part, out=matrix[:, chosen])
        else:
            shape = (matrix.shape[0], part.shape[1])
            share = work("share", shape, out.dtype)
            np.matmul(columns.T, part, out=share)
            np.add(matrix[:, chosen], share, out=matrix[:, chosen])
    if not started:
        out.fill(0)


def spread(
    dy: Array,
    kernel: Array,
    windows: Windows,
    out: Array,
    work: Workspace,
    *,
    bias: Array | None = None,
) -> None:
    """Derive a convolution by its input; a transposed convolution is the same.

    Parameters
    ----------
    dy : ndarray of shape (n, *windows.count, f)
        Derivative by the result, contiguous.
    kernel : ndarray of shape (*windows.kernel, c // groups, f)
        Filters, contiguous.
    windows : Windows
        Where the filters were applied.
    out : ndarray of shape (n, *windows.large, c)
        Where the derivative is written, contiguous.
    work : callable
        Gives memory.
    bias : ndarray of shape (c,), optional
        Added to the result.
    """
    width, filters = kernel.shape[-2:]
    groups = out.shape[-1] // width
    if windows.is_pointwise and groups == 1:
        rows = out.reshape(-1, width)
        np.matmul(dy.reshape(-1, filters), kernel.reshape(width, filters).T, out=rows)
        if bias is not None:
            np.add(rows, bias, out=rows)
        return
    # One matrix (f, c) for each element of a window.
    matrices = kernel.reshape(-1, width, filters).transpose(0, 2, 1)
    per_group = filters // groups
    images: slice | None = None
    target = out[:0]
    for now, rows_now in blocks(dy.shape[0], windows, width):
        if now != images:
            if images is not None:
                _finish(target, out[images], windows, bias)
            images = now
            target = _target(out[now], windows, work)
        part = dy[now, rows_now].reshape(-1, filters)
        shape = (matrices.shape[0], part.shape[0], width)
        products = work("columns", shape, out.dtype)
        cells = products.reshape(-1, *dy[now, rows_now].shape[:-1], width)
        for group in range(groups):
            chosen = slice(group * per_group, (group + 1) * per_group)
            np.matmul(part[:, chosen], matrices[:, chosen], out=products)
            first = rows_now.start * windows.strides[0]
            into = target[:, first:, ..., group * width : (group + 1) * width]
            _add_shifted(cells, into, windows)
    if images is not None:
        _finish(target, out[images], windows, bias)


def bias_gradient(dy: Array, out: Array) -> None:
    """Add up a derivative over all but the last axis.

    Parameters
    ----------
    dy : ndarray of shape (..., f)
        Derivative by the result, contiguous.
    out : ndarray of shape (f,)
        Where the sums are written.
    """
    sum_rows(dy.reshape(-1, dy.shape[-1]), out)


def pad(x: Array, windows: Windows, work: Workspace) -> Array:
    """Return `x` between the zeros that its windows touch, `x` itself without any.

    Parameters
    ----------
    x : ndarray of shape (n, *windows.large, c)
        Some samples.
    windows : Windows
        Where windows lie.
    work : callable
        Gives memory, called ``"padded"``.
    """
    if not windows.needs_padding:
        return x
    padded = work("padded", (x.shape[0], *windows.padded, x.shape[-1]), x.dtype)
    for axis, inside in enumerate(windows.inside, start=1):
        before = (slice(None),) * axis
        padded[(*before, slice(0, inside.start))] = 0
        padded[(*before, slice(inside.stop, None))] = 0
    padded[(slice(None), *windows.inside)] = x
    return padded


def blocks(n: int, windows: Windows, width: int) -> Iterator[tuple[slice, slice]]:
    """Yield parts of a batch whose windows, copied out, fit into the cache.

    Parameters
    ----------
    n : int
        Samples.
    windows : Windows
        Where windows lie on a sample.
    width : int
        Channels of a window.

    Yields
    ------
    images : slice
        Samples of the part.
    rows : slice
        Windows along the first axis: all of them, unless one sample is too large.
    """
    first = windows.count[0]
    size = max(1, math.prod(windows.count) * math.prod(windows.kernel) * width)
    images = max(1, _BLOCK // size)
    rows = first if size <= 2 * _BLOCK else max(1, _BLOCK * first // size)
    for start in range(0, n, images):
        for row in range(0, first, rows):
            yield (
                slice(start, min(start + images, n)),
                slice(row, min(row + rows, first)),
            )


def _columns(
    x: Array, windows: Windows, work: Workspace, width: int, per_group: int
) -> Iterator[tuple[Array, slice, slice, slice]]:
    """Yield matrices with a window in each row, for all parts of the batch and groups.

    Yields
    ------
    columns : ndarray of shape (windows of the part, elements of a window)
        Valid until the next one is asked for.
    images, rows : slice
        Samples, and windows along the first axis.
    chosen : slice
        Filters of the group.
    """
    groups = x.shape[-1] // width
    parts = [
        (
            slice(group * width, (group + 1) * width),
            slice(group * per_group, (group + 1) * per_group),
        )
        for group in range(groups)
    ]
    if windows.is_pointwise:
        everything = x.reshape(-1, x.shape[-1])
        for channels, chosen in parts:
            yield everything[:, channels], slice(None), slice(None), chosen
        return
    images: slice | None = None
    padded = x
    for now, rows in blocks(x.shape[0], windows, width):
        if now != images:
            images = now
            padded = pad(x[now], windows, work)
        for channels, chosen in parts:
            cells = _cells(padded[..., channels], windows, rows)
            yield _matrix(cells, work), now, rows, chosen


def _cells(padded: Array, windows: Windows, rows: slice) -> Array:
    """Return a view with axes for windows and for elements of a window.

    Its shape is ``(n, *windows, *kernel, channels)``, with some windows only along the
    first axis.
    """
    n, *_, width = padded.shape
    along_n, *along, along_channels = padded.strides
    count = (rows.stop - rows.start, *windows.count[1:])
    steps = [a * s for a, s in zip(along, windows.strides, strict=True)]
    inner = [a * d for a, d in zip(along, windows.dilation, strict=True)]
    return as_strided(
        padded[:, rows.start * windows.strides[0] :],
        (n, *count, *windows.kernel, width),
        (along_n, *steps, *inner, along_channels),
    )


def _matrix(cells: Array, work: Workspace) -> Array:
    """Copy a view of windows into a matrix with a window in each row."""
    rank = (cells.ndim - 2) // 2
    count = math.prod(cells.shape[: rank + 1])
    size = math.prod(cells.shape[rank + 1 :])
    if cells.shape[-1] > _FEW:
        columns = work("columns", (count, size), cells.dtype)
        np.copyto(columns.reshape(cells.shape), cells)
        return columns
    turned = cells.transpose(*range(rank + 1, cells.ndim), *range(rank + 1))
    columns = work("columns", (size, count), cells.dtype)
    np.copyto(columns.reshape(turned.shape), turned)
    return columns.T


def _target(out: Array, windows: Windows, work: Workspace) -> Array:
    """Return zeros to add up a part of a result in, `out` itself where that works."""
    if windows.needs_padding:
        shape = (out.shape[0], *windows.padded, out.shape[-1])
        target = work("padded", shape, out.dtype)
    else:
        target = out
    target.fill(0)
    return target


def _add_shifted(cells: Array, target: Array, windows: Windows) -> None:
    """Add what belongs to each element of a window to the places where it lies.

    Parameters
    ----------
    cells : ndarray of shape (elements of a window, n, *windows, c)
        Values.
    target : ndarray of shape (n, *padded, c)
        Sums; starts at the first window of `cells`.
    windows : Windows
        Where windows lie.
    """
    rows = cells.shape[2]
    for (_, (first, *rest)), values in zip(windows.offsets, cells, strict=True):
        stop = first.start + (rows - 1) * windows.strides[0] + 1
        place = target[:, first.start : stop : first.step, *rest]
        np.add(place, values, out=place)


def _finish(target: Array, out: Array, windows: Windows, bias: Array | None) -> None:
    """Write sums to where they belong, and add a bias."""
    inside = target[(slice(None), *windows.inside)]
    if bias is not None:
        np.add(inside, bias, out=out)
    elif windows.needs_padding:
        np.copyto(out, inside)
