"""The largest or the mean value of windows, and the adjoints.

The largest value of a rectangle is the largest of its rows' largest values, and the sum
of a rectangle is the sum of its rows' sums: pools work one axis after the other, the
last one first. Where several values are largest, the first one gets the gradient, as in
JAX: the first row that holds one, and there the first column.

Arrays have their channels last: ``(n, *axes, channels)``.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from engine.kernels.conv import Workspace
from engine.kernels.resize import parts
from engine.kernels.windows import Windows
from engine.types import Array


def max_pool(x: Array, windows: Windows, out: Array, work: Workspace) -> list[Array]:
    """Write the largest value of each window.

    Parameters
    ----------
    x : ndarray of shape (n, *windows.large, c)
        Input.
    windows : Windows
        Where windows lie; not dilated.
    out : ndarray of shape (n, *windows.count, c)
        Where the result is written, contiguous.
    work : callable
        Gives memory; it must stay as it is until `max_pool_backward`.

    Returns
    -------
    list of ndarray
        `x` and the results along the axes, the last of them `out`, for the backward
        pass.
    """
    stages = [x]
    for axis in _axes(windows):
        before = stages[-1]
        after = _stage(before, axis, windows, out, work)
        _reduce(np.maximum, before, axis, windows, after)
        stages.append(after)
    return stages


def max_pool_backward(
    dy: Array, stages: list[Array], windows: Windows, out: Array, work: Workspace
) -> None:
    """Derive `max_pool` by its input.

    Parameters
    ----------
    dy : ndarray of shape (n, *windows.count, c)
        Derivative by the result.
    stages : list of ndarray
        What `max_pool` returned.
    windows : Windows
        Where windows lie.
    out : ndarray of shape (n, *windows.large, c)
        Where the derivative is written, contiguous.
    work : callable
        Gives memory.
    """
    axes = _axes(windows)
    gradient = dy
    for position in reversed(range(len(axes))):
        axis = axes[position]
        before, after = stages[position], stages[position + 1]
        target = out
        if position > 0:
            target = work(f"dstage{axis}", before.shape, out.dtype)
        _max_backward(gradient, before, after, axis, windows, target, work)
        gradient = target


def average_pool(x: Array, windows: Windows, out: Array, work: Workspace) -> None:
    """Write the mean of each window, zeros of the padding not counted.

    Parameters
    ----------
    x, windows, out, work
        As for `max_pool`.
    """
    before = x
    for axis in _axes(windows):
        after = _stage(before, axis, windows, out, work)
        _reduce(np.add, before, axis, windows, after)
        before = after
    np.multiply(out, _shares(windows, out.dtype), out=out)


def average_pool_backward(
    dy: Array, windows: Windows, out: Array, work: Workspace
) -> None:
    """Derive `average_pool` by its input.

    Parameters
    ----------
    dy, windows, out, work
        As for `max_pool_backward`.
    """
    gradient = work("share", dy.shape, out.dtype)
    np.multiply(dy, _shares(windows, out.dtype), out=gradient)
    axes = _axes(windows)
    for axis in reversed(axes):
        target = out
        if axis != axes[0]:
            shape = list(gradient.shape)
            shape[axis] = windows.large[axis - 1]
            target = work(f"dstage{axis}", tuple(shape), out.dtype)
        target.fill(0)
        for of_windows, of_values in _shifts(axis, windows):
            into = target[of_values]
            np.add(into, gradient[of_windows], out=into)
        gradient = target


def adaptive_max_pool(x: Array, out: Array, work: Workspace) -> list[Array]:
    """Write the largest value of each part of an input cut into as many as `out` has.

    Parameters
    ----------
    x : ndarray of shape (n, *axes, c)
        Input.
    out : ndarray of shape (n, *new_axes, c)
        Where the result is written.
    work : callable
        Gives memory; it must stay as it is until `adaptive_max_pool_backward`.

    Returns
    -------
    list of ndarray
        `x` and the results along the axes, for the backward pass.
    """
    stages = [x]
    for axis in range(1, x.ndim - 1):
        before = stages[-1]
        shape = (*out.shape[: axis + 1], *x.shape[axis + 1 :])
        after = out
        if axis < x.ndim - 2:
            after = work(f"stage{axis}", shape, out.dtype)
        values, largest = np.moveaxis(before, axis, 0), np.moveaxis(after, axis, 0)
        for part, target in zip(parts(len(values), len(largest)), largest, strict=True):
            np.maximum.reduce(values[part], axis=0, out=target)
        stages.append(after)
    return stages


def adaptive_max_pool_backward(
    dy: Array, stages: list[Array], out: Array, work: Workspace
) -> None:
    """Derive `adaptive_max_pool` by its input.

    Parameters
    ----------
    dy : ndarray of shape (n, *new_axes, c)
        Derivative by the result.
    stages : list of ndarray
        What `adaptive_max_pool` returned.
    out : ndarray of shape (n, *axes, c)
        Where the derivative is written.
    work : callable
        Gives memory.
    """
    for axis in reversed(range(1, out.ndim - 1)):
        x, y = stages[axis - 1], stages[axis]
        target = out if axis == 1 else work(f"dstage{axis}", x.shape, out.dtype)
        target.fill(0)
        values, sums = np.moveaxis(x, axis, 0), np.moveaxis(target, axis, 0)
        largest, given = np.moveaxis(y, axis, 0), np.moveaxis(dy, axis, 0)
        rest = work("rest", given.shape[1:], out.dtype)
        share = work("share", given.shape[1:], out.dtype)
        for number, part in enumerate(parts(len(values), len(largest))):
            np.copyto(rest, given[number])
            for value, total in zip(values[part], sums[part], strict=True):
                np.equal(value, largest[number], out=share)
                np.multiply(share, rest, out=share)
                np.subtract(rest, share, out=rest)
                np.add(total, share, out=total)
        dy = target


def global_max_backward(dy: Array, x: Array, y: Array, out: Array) -> None:
    """Derive the largest value over all axes; equal ones share, as in JAX.

    Parameters
    ----------
    dy, y : ndarray of shape (n, 1, c)
        Derivative by the result, and the result.
    x : ndarray of shape (n, elements, c)
        Input.
    out : ndarray of shape (n, elements, c)
        Where the derivative is written.
    """
    np.equal(x, y, out=out)
    np.multiply(out, dy / np.add.reduce(out, axis=1, keepdims=True), out=out)


def _axes(windows: Windows) -> list[int]:
    """Return the axes to pool along, the last one first; at least one of them."""
    axes = [
        axis
        for axis, (size, stride) in enumerate(
            zip(windows.kernel, windows.strides, strict=True), start=1
        )
        if (size, stride) != (1, 1)
    ]
    return axes[::-1] or [1]


def _stage(
    before: Array, axis: int, windows: Windows, out: Array, work: Workspace
) -> Array:
    """Return where the result along one axis goes."""
    if axis == _axes(windows)[-1]:
        return out
    shape = list(before.shape)
    shape[axis] = windows.count[axis - 1]
    return work(f"stage{axis}", tuple(shape), out.dtype)


Index = tuple[slice, ...]


@lru_cache(maxsize=1024)
def _shifts(axis: int, windows: Windows) -> tuple[tuple[Index, Index], ...]:
    """Return, for each element of a window along an axis, which windows have it where.

    Returns
    -------
    tuple of (index, index)
        Which windows have the element inside the axis, and the places of it.
    """
    size, count = windows.large[axis - 1], windows.count[axis - 1]
    stride, before = windows.strides[axis - 1], windows.before[axis - 1]
    lead = (slice(None),) * axis
    shifts = []
    for element in range(windows.kernel[axis - 1]):
        shift = element - before
        first = max(0, -(shift // stride))
        last = min(count - 1, (size - 1 - shift) // stride)
        of_windows = of_values = slice(0, 0)
        if first <= last:
            of_windows = slice(first, last + 1)
            of_values = slice(first * stride + shift, last * stride + shift + 1, stride)
        shifts.append(((*lead, of_windows), (*lead, of_values)))
    return tuple(shifts)


def _reduce(
    function: np.ufunc, x: Array, axis: int, windows: Windows, out: Array
) -> None:
    """Combine the elements of each window along one axis."""
    shifts = _shifts(axis, windows)
    # Every window has the element that its padding ends at: that one comes first.
    start = windows.before[axis - 1]
    np.copyto(out, x[shifts[start][1]])
    for number, (of_windows, of_values) in enumerate(shifts):
        if number != start:
            target = out[of_windows]
            function(target, x[of_values], out=target)


def _max_backward(
    dy: Array,
    x: Array,
    y: Array,
    axis: int,
    windows: Windows,
    out: Array,
    work: Workspace,
) -> None:
    """Give the gradient of each window along an axis to the first largest element."""
    size, stride = windows.kernel[axis - 1], windows.strides[axis - 1]
    shifts = _shifts(axis, windows)
    # What the first largest takes, later ones cannot; the last one takes what is left.
    *others, (of_last, last) = shifts
    all_inside = windows.padded[axis - 1] == windows.large[axis - 1]
    rest = work("rest", dy.shape, out.dtype)
    if all_inside and size <= stride:
        if size * windows.count[axis - 1] != out.shape[axis]:
            out.fill(0)
        left, end = dy, out[last]
        for number, (_, place) in enumerate(others, start=1):
            given = out[place]
            np.equal(x[place], y, out=given)
            np.multiply(given, left, out=given)
            after = end if number == len(others) else rest
            np.subtract(left, given, out=after)
            left = after
        if not others:
            np.copyto(end, dy)
        return
    share = work("share", dy.shape, out.dtype)
    np.copyto(rest, dy)
    out.fill(0)
    for of_windows, place in others if all_inside else shifts:
        left, given, into = rest[of_windows], share[of_windows], out[place]
        np.equal(x[place], y[of_windows], out=given)
        np.multiply(given, left, out=given)
        np.subtract(left, given, out=left)
        np.add(into, given, out=into)
    if all_inside:
        into = out[last]
        np.add(into, rest[of_last], out=into)


@lru_cache(maxsize=256)
def _shares(windows: Windows, dtype: np.dtype[np.generic]) -> Array:
    """Return 1 / (elements of each window that are inside), to be broadcast."""
    shares = np.ones((), dtype)
    for axis in range(1, len(windows.count) + 1):
        counts = np.zeros(windows.count[axis - 1], dtype)
        for of_windows, _ in _shifts(axis, windows):
            counts[of_windows[axis]] += 1
        shares = np.asarray(shares[..., None] / counts)
    shares = shares[..., None]
    shares.flags.writeable = False
    return shares


def pool_cost(windows: Windows, channels: int) -> int:
    """Return the number of values that a pool of one sample looks at."""
    return math.prod(windows.count) * math.prod(windows.kernel) * channels
