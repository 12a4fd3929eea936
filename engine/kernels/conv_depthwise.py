"""Depthwise convolution: every channel with a filter of its own, and the adjoints.

There is no matrix product in it. For each element of a window, the input is shifted,
multiplied by the filters and added up, for a few samples at a time. The filters are
repeated along the last axis, so that every product runs over whole rows of memory.

Arrays have their channels last: ``(n, *axes, channels)``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from engine.kernels.conv import Workspace, pad
from engine.kernels.reduction import sum_rows
from engine.kernels.windows import Windows
from engine.types import Array

_BLOCK = 2**17
"""Elements of a part of the result: two such arrays stay in the cache."""


def depthwise(
    x: Array, kernel: Array, windows: Windows, out: Array, work: Workspace
) -> None:
    """Cross-correlate each channel with its filter.

    Parameters
    ----------
    x : ndarray of shape (n, *windows.large, c)
        Input.
    kernel : ndarray of shape (*windows.kernel, c)
        Filters.
    windows : Windows
        Where the filters are applied.
    out : ndarray of shape (n, *windows.count, c)
        Where the result is written, contiguous.
    work : callable
        Gives memory.
    """
    tiles = _tiles(kernel, windows, work)
    for images in _parts(out):
        padded = pad(x[images], windows, work)
        sums = out[images]
        product = work("product", sums.shape, out.dtype)
        for number, (_, place) in enumerate(windows.offsets):
            values = padded[(slice(None), *place)]
            if number == 0:
                np.multiply(values, tiles[0], out=sums)
            else:
                np.multiply(values, tiles[number], out=product)
                np.add(sums, product, out=sums)


def depthwise_kernel_gradient(
    x: Array, dy: Array, windows: Windows, out: Array, work: Workspace
) -> None:
    """Derive a depthwise convolution by its kernel.

    Parameters
    ----------
    x : ndarray of shape (n, *windows.large, c)
        Input of the convolution.
    dy : ndarray of shape (n, *windows.count, c)
        Derivative by its result.
    windows : Windows
        Where the filters were applied.
    out : ndarray of shape (*windows.kernel, c)
        Where the derivative is written.
    work : callable
        Gives memory.
    """
    out.fill(0)
    width = dy.shape[-1]
    share = work("share", (width,), out.dtype)
    for images in _parts(dy):
        padded = pad(x[images], windows, work)
        part = dy[images]
        product = work("product", part.shape, out.dtype)
        for index, place in windows.offsets:
            np.multiply(padded[(slice(None), *place)], part, out=product)
            sum_rows(product.reshape(-1, width), share)
            out[index] += share


def depthwise_spread(
    dy: Array, kernel: Array, windows: Windows, out: Array, work: Workspace
) -> None:
    """Derive a depthwise convolution by its input.

    Parameters
    ----------
    dy : ndarray of shape (n, *windows.count, c)
        Derivative by the result.
    kernel : ndarray of shape (*windows.kernel, c)
        Filters.
    windows : Windows
        Where the filters were applied.
    out : ndarray of shape (n, *windows.large, c)
        Where the derivative is written, contiguous.
    work : callable
        Gives memory.
    """
    tiles = _tiles(kernel, windows, work)
    inside = (slice(None), *windows.inside)
    for images in _parts(dy):
        part = dy[images]
        sums = out[images]
        if windows.needs_padding:
            shape = (part.shape[0], *windows.padded, part.shape[-1])
            sums = work("padded", shape, out.dtype)
        sums.fill(0)
        product = work("product", part.shape, out.dtype)
        for tile, (_, place) in zip(tiles, windows.offsets, strict=True):
            np.multiply(part, tile, out=product)
            into = sums[(slice(None), *place)]
            np.add(into, product, out=into)
        if windows.needs_padding:
            np.copyto(out[images], sums[inside])


def repeat_channels(x: Array, times: int, work: Workspace) -> Array:
    """Return every channel `times` times in a row: ``(..., c * times)``.

    Parameters
    ----------
    x : ndarray of shape (..., c)
        Input.
    times : int
        Filters for each channel; with 1 the result is `x` itself.
    work : callable
        Gives memory, called ``"repeated"``.
    """
    if times == 1:
        return x
    repeated = work("repeated", (*x.shape[:-1], x.shape[-1] * times), x.dtype)
    np.copyto(repeated.reshape(*x.shape, times), x[..., None])
    return repeated


def repeat_channels_adjoint(dy: Array, out: Array) -> None:
    """Add up the derivatives of the repetitions of each channel.

    Parameters
    ----------
    dy : ndarray of shape (..., c * times)
        Derivative by the repeated array, contiguous.
    out : ndarray of shape (..., c)
        Where the sums are written.
    """
    times = dy.shape[-1] // out.shape[-1]
    copies = dy.reshape(*out.shape, times)
    np.copyto(out, copies[..., 0])
    for number in range(1, times):
        np.add(out, copies[..., number], out=out)


def _tiles(kernel: Array, windows: Windows, work: Workspace) -> Array:
    """Return the filters, repeated for each window along the last axis."""
    width = kernel.shape[-1]
    size = math.prod(windows.kernel)
    tiles = work("tiles", (size, windows.count[-1], width), kernel.dtype)
    np.copyto(tiles, kernel.reshape(size, 1, width))
    return tiles


def _parts(result: Array) -> Iterator[slice]:
    """Yield parts of a batch, so small that they stay in the cache."""
    n = result.shape[0]
    step = max(1, _BLOCK // max(1, math.prod(result.shape[1:])))
    for start in range(0, n, step):
        yield slice(start, min(start + step, n))
