"""Statistics of channels, and what is scaled and shifted by channel.

Batch and group normalization see an array as ``(samples, rows, channels, planes)``:
channels that are the last axis have one plane. A last axis is often short, and NumPy
pays for every row of it, so rows are folded: several rows become one long row, and
what belongs to a channel is repeated along it.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from engine.kernels.reduction import ones
from engine.types import Array

_LONG = 1024
"""Elements up to which rows are folded; longer ones gain nothing."""


class ChannelView:
    """How an array of one shape is seen.

    Parameters
    ----------
    shape : tuple of int
        Shape of the array, batch first.
    axis : int
        Axis of the channels, >= 1.
    per_sample : bool
        Whether each sample has statistics of its own.

    Attributes
    ----------
    count : int
        How many numbers of one channel go into one statistic; at least 1.
    shape : tuple of int
        Shape of the statistics: ``(samples, channels)``.
    """

    def __init__(self, shape: tuple[int, ...], axis: int, per_sample: bool) -> None:
        before = _product(shape[1:axis])
        self.channels = shape[axis]
        self._planes = _product(shape[axis + 1 :])
        self._samples = shape[0] if per_sample else 1
        rows = before if per_sample else before * shape[0]
        self.count = max(1, rows * self._planes)
        self.shape = (self._samples, self.channels)
        self._folds = 1
        if self._planes == 1:
            self._folds = _folds(rows, self.channels)
            width = self._folds * self.channels
            self._folded: tuple[int, ...] = (self._samples, rows // self._folds, width)
        else:
            self._folded = (self._samples, rows, self.channels, self._planes)

    def fold(self, x: Array) -> Array:
        """Return the array as the other methods take it; a view where possible."""
        return x.reshape(self._folded)

    def spread(self, values: Array) -> Array:
        """Repeat one number for each channel so that it broadcasts.

        Parameters
        ----------
        values : ndarray of shape (samples, channels)
            Numbers; 1 for samples where all have the same.
        """
        if self._planes > 1:
            return values[:, None, :, None]
        if self._folds > 1:
            values = np.tile(values, (1, self._folds))
        return values[:, None, :]

    def sums(self, x: Array) -> Array:
        """Return the sum of each channel, of shape (samples, channels)."""
        if self._planes > 1:
            parts = x.reshape(-1, self._planes) @ ones(self._planes, x.dtype)
            return self._over_rows(parts)
        return self._unfold(np.matmul(ones(x.shape[1], x.dtype), x))

    def dots(self, x: Array, y: Array) -> Array:
        """Return the sum of products of each channel, of shape (samples, channels)."""
        if self._planes > 1:
            return self._over_rows(np.einsum("srcp,srcp->src", x, y))
        return self._unfold(np.einsum("srk,srk->sk", x, y))

    def _over_rows(self, parts: Array) -> Array:
        return np.asarray(np.add.reduce(parts.reshape(self._folded[:3]), axis=1))

    def _unfold(self, sums: Array) -> Array:
        if self._folds == 1:
            return sums
        parts = sums.reshape(self._samples, self._folds, self.channels)
        return np.asarray(np.add.reduce(parts, axis=1))

    def scale_and_shift(self, x: Array, scale: Array, shift: Array, out: Array) -> None:
        """Write ``x * scale + shift``.

        Parameters
        ----------
        x, out : ndarray
            Folded arrays; may be the same.
        scale, shift : ndarray of shape (samples, channels)
            Numbers of each channel.
        """
        np.multiply(x, self.spread(scale), out=out)
        np.add(out, self.spread(shift), out=out)


@lru_cache(maxsize=256)
def channel_view(shape: tuple[int, ...], axis: int, per_sample: bool) -> ChannelView:
    """Return the view for a shape; the same object for the same shape."""
    return ChannelView(shape, axis, per_sample)


def centred_moments(
    x: Array, view: ChannelView, groups: int, centred: Array
) -> tuple[Array, Array]:
    """Return mean and biased variance of each channel or group of channels.

    In two passes, as one would lose digits where the mean is large.

    Parameters
    ----------
    x : ndarray
        Folded array.
    view : ChannelView
        How it is seen.
    groups : int
        Number of groups of adjacent channels that share statistics; as many as
        channels for statistics of each.
    centred : ndarray
        Where ``x - mean`` is written.

    Returns
    -------
    mean, variance : ndarray of shape (samples, channels)
        Repeated within a group.
    """
    mean = group_means(view.sums(x), view, groups)
    np.subtract(x, view.spread(mean), out=centred)
    return mean, group_means(view.dots(centred, centred), view, groups)


def group_means(sums: Array, view: ChannelView, groups: int) -> Array:
    """Return sums by channel as means of groups, repeated within each group.

    Parameters
    ----------
    sums : ndarray of shape (samples, channels)
        Sums over the elements of a channel.
    view : ChannelView
        Where they come from.
    groups : int
        Number of groups of adjacent channels.
    """
    size = view.channels // groups
    if size == 1:
        return sums / view.count
    parts = np.add.reduce(sums.reshape(-1, groups, size), axis=2)
    return np.repeat(parts / (view.count * size), size, axis=1)


def centred_moments_where(
    x: Array, keep: Array, view: ChannelView, centred: Array, work: Array
) -> tuple[Array, Array, Array]:
    """Return mean and biased variance of the elements that a mask keeps.

    Parameters
    ----------
    x : ndarray
        Folded array.
    keep : ndarray of bool
        Mask, folded, of the shape of `x`.
    view : ChannelView
        How they are seen.
    centred : ndarray
        Where ``x - mean`` is written, for all elements.
    work : ndarray
        Working memory of the shape of `x`.

    Returns
    -------
    mean, variance, count : ndarray of shape (samples, channels)
        With the number of elements that count, never zero.
    """
    np.copyto(work, keep)
    count = view.sums(work) + x.dtype.type(1e-7)  # as Keras does
    keep_only(x, keep, work)
    mean = view.sums(work) / count
    np.subtract(x, view.spread(mean), out=centred)
    keep_only(centred, keep, work)
    return mean, view.dots(work, work) / count, count


def keep_only(x: Array, keep: Array, out: Array) -> None:
    """Write `x` where a mask is True and zero elsewhere, even where `x` is NaN."""
    out.fill(0)
    np.copyto(out, x, where=keep)


def _product(sizes: tuple[int, ...]) -> int:
    result = 1
    for size in sizes:
        result *= size
    return result


def _folds(rows: int, channels: int) -> int:
    """Return the largest divisor of `rows` that keeps folded rows short enough."""
    limit = min(rows, _LONG // max(1, channels))
    for folds in range(limit, 1, -1):
        if rows % folds == 0:
            return folds
    return 1
