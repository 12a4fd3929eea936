"""Axes of another size: repetition, and interpolation as a matrix along each axis.

Arrays have their channels last: ``(n, *axes, channels)``.

References
----------
.. [1] ``jax.image.resize``, whose weights these are.
.. [2] Keys, "Cubic convolution interpolation for digital image processing", 1981.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import product

import numpy as np

from engine.kernels.conv import Workspace
from engine.types import Array


def repeat(x: Array, times: tuple[int, ...], out: Array) -> None:
    """Write every element several times along each axis.

    Parameters
    ----------
    x : ndarray of shape (n, *axes, c)
        Input.
    times : tuple of int
        Repetitions along each axis.
    out : ndarray of shape (n, *(axes * times), c)
        Where the result is written, contiguous.
    """
    np.copyto(_split(out, times), x[_between(times)])


def repeat_adjoint(dy: Array, times: tuple[int, ...], out: Array) -> None:
    """Add up the derivatives of the repetitions of each element.

    Parameters
    ----------
    dy : ndarray of shape (n, *(axes * times), c)
        Derivative by the repeated array.
    times : tuple of int
        Repetitions along each axis.
    out : ndarray of shape (n, *axes, c)
        Where the sums are written.
    """
    copies = _split(dy, times)
    for number, index in enumerate(product(*(range(count) for count in times))):
        one = copies[(slice(None), *(part for i in index for part in (slice(None), i)))]
        if number == 0:
            np.copyto(out, one)
        else:
            np.add(out, one, out=out)


def resize(
    x: Array, out: Array, method: str, work: Workspace, *, adjoint: bool = False
) -> None:
    """Mix the elements along each axis in turn, or do the adjoint of that.

    Parameters
    ----------
    x : ndarray of shape (n, *axes, c)
        Input.
    out : ndarray of shape (n, *new_axes, c)
        Where the result is written, contiguous.
    method : str
        ``"mean"``, or a key of `METHODS`.
    work : callable
        Gives memory.
    adjoint : bool, default=False
        Whether `x` is the derivative by the result, and `out` that by the input.
    """
    before = np.ascontiguousarray(x)
    for axis in range(1, x.ndim - 1):
        old, new = before.shape[axis], out.shape[axis]
        matrix = weights(new, old, method) if adjoint else weights(old, new, method).T
        shape = (*out.shape[: axis + 1], *x.shape[axis + 1 :])
        is_last = axis == x.ndim - 2
        after = out if is_last else work(f"stage{axis}", shape, out.dtype)
        rows = math.prod(shape[:axis])
        np.matmul(
            matrix.astype(x.dtype, copy=False),
            before.reshape(rows, old, -1),
            out=after.reshape(rows, new, -1),
        )
        before = after


@lru_cache(maxsize=64)
def weights(old: int, new: int, method: str) -> Array:
    """Return the share of each old element in each new one.

    Parameters
    ----------
    old, new : int
        Sizes of an axis before and after.
    method : str
        ``"mean"``, or a key of `METHODS`.

    Returns
    -------
    ndarray of shape (old, new)
        Columns add up to 1. It is kept between calls and must not be written to.
    """
    if method == "mean":
        shares = np.zeros((old, new))
        for number, part in enumerate(parts(old, new)):
            shares[part, number] = 1 / (part.stop - part.start)
        shares.flags.writeable = False
        return shares
    # Centres of elements: the first and last half elements belong to the borders.
    position = (np.arange(new) + 0.5) * old / new - 0.5
    distance = np.abs(position[None, :] - np.arange(old)[:, None])
    shares = METHODS[method](distance)
    shares /= np.sum(shares, axis=0)
    shares.flags.writeable = False
    return shares


@lru_cache(maxsize=256)
def parts(old: int, new: int) -> tuple[slice, ...]:
    """Return parts of about equal size that cover an axis, and may overlap by one.

    Parameters
    ----------
    old, new : int
        Size of the axis, and number of parts.
    """
    return tuple(
        slice(number * old // new, -(-(number + 1) * old // new))
        for number in range(new)
    )


def _triangle(x: Array) -> Array:
    return np.asarray(np.maximum(0, 1 - x))


def _cubic(x: Array) -> Array:
    near = ((1.5 * x - 2.5) * x) * x + 1
    far = ((-0.5 * x + 2.5) * x - 4) * x + 2
    return np.where(x >= 2, 0, np.where(x >= 1, far, near))


def _lanczos(radius: int) -> Callable[[Array], Array]:
    def weight(x: Array) -> Array:
        return np.where(x > radius, 0, np.sinc(x) * np.sinc(x / radius))

    return weight


METHODS: dict[str, Callable[[Array], Array]] = {
    "bilinear": _triangle,
    "bicubic": _cubic,
    "lanczos3": _lanczos(3),
    "lanczos5": _lanczos(5),
}
"""Weight of an element by its distance, by Keras' names."""


def _split(x: Array, times: tuple[int, ...]) -> Array:
    """Return a view with each axis as (elements, repetitions)."""
    sizes = [
        part
        for size, count in zip(x.shape[1:-1], times, strict=True)
        for part in (size // count, count)
    ]
    return x.reshape(x.shape[0], *sizes, x.shape[-1])


def _between(times: tuple[int, ...]) -> tuple[slice | None, ...]:
    """Return the index that adds an axis after each spatial one."""
    return (slice(None), *(slice(None), None) * len(times))
