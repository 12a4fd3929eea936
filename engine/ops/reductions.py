"""Sums, means, largest elements and other functions along axes."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np

from engine.errors import OptionError
from engine.ops import derivable
from engine.ops.arrays import (
    axes,
    cast,
    floats,
    indices,
    plain,
    promote,
    promote_floats,
    sum_dtype,
    tensor,
)
from engine.ops.operation import NUMPY, operation
from engine.types import Array


@operation(NUMPY, "axis", "keepdims")
def sum(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return sums along axes; over everything without `axis`."""
    return _sum(tensor(x), axis, keepdims)


def _sum(x: Any, axis: Any, keepdims: bool) -> Any:
    if x.dtype.kind == "f":
        return anp.sum(x, axis=axes(axis), keepdims=keepdims)
    return np.sum(x, axis=axes(axis), keepdims=keepdims, dtype=sum_dtype(x))


@operation(NUMPY, "axis", "keepdims", "dtype")
def prod(x: Any, axis: Any = None, keepdims: bool = False, dtype: Any = None) -> Any:
    """Return products along axes; over everything without `axis`."""
    x = tensor(x)
    x = cast(x, dtype or sum_dtype(x))
    if x.dtype.kind != "f":
        return np.prod(x, axis=axes(axis), keepdims=keepdims, dtype=x.dtype)
    wanted = range(x.ndim) if axis is None else _positive(axis, x.ndim)
    for one in wanted:  # not autograd's: that divides by the elements, which may be 0
        x = _last(derivable.cumulative_product(x, one), one)
    return x if keepdims else anp.squeeze(x, axis=tuple(wanted))


def _last(x: Any, axis: int) -> Any:
    if x.shape[axis] == 0:
        shape = (*x.shape[:axis], 1, *x.shape[axis + 1 :])
        return np.ones(shape, x.dtype)
    return x[(slice(None),) * axis + (slice(-1, None),)]


def _positive(axis: Any, rank: int) -> list[int]:
    several = axis if isinstance(axis, list | tuple) else [axis]
    return [one % rank for one in several]


@operation(NUMPY, "axis", "keepdims")
def mean(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return means along axes; over everything without `axis`."""
    return anp.mean(floats(x), axis=axes(axis), keepdims=keepdims)


@operation(NUMPY, "axis", "keepdims")
def var(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return variances along axes: mean squared distances from the mean."""
    x = floats(x)
    distance = x - anp.mean(x, axis=axes(axis), keepdims=True)
    return anp.mean(distance * distance, axis=axes(axis), keepdims=keepdims)


@operation(NUMPY, "axis", "keepdims")
def std(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return standard deviations along axes: roots of the variance."""
    x = floats(x)
    distance = x - anp.mean(x, axis=axes(axis), keepdims=True)
    return anp.sqrt(anp.mean(distance * distance, axis=axes(axis), keepdims=keepdims))


@operation(NUMPY, "axis", "keepdims", "initial")
def max(
    x: Any, axis: Any = None, keepdims: bool = False, initial: float | None = None
) -> Any:
    """Return largest elements along axes; at least `initial`, if given."""
    y = anp.max(tensor(x), axis=axes(axis), keepdims=keepdims)
    return y if initial is None else anp.maximum(y, initial)


@operation(NUMPY, "axis", "keepdims", "initial")
def min(
    x: Any, axis: Any = None, keepdims: bool = False, initial: float | None = None
) -> Any:
    """Return smallest elements along axes; at most `initial`, if given."""
    y = anp.min(tensor(x), axis=axes(axis), keepdims=keepdims)
    return y if initial is None else anp.minimum(y, initial)


@operation(NUMPY, "axis", "keepdims")
def amax(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return largest elements along axes."""
    return anp.max(tensor(x), axis=axes(axis), keepdims=keepdims)


@operation(NUMPY, "axis", "keepdims")
def amin(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return smallest elements along axes."""
    return anp.min(tensor(x), axis=axes(axis), keepdims=keepdims)


@operation(NUMPY, "axis", "keepdims")
def ptp(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the distance from the smallest to the largest element along axes."""
    x = tensor(x)
    high = anp.max(x, axis=axes(axis), keepdims=keepdims)
    return high - anp.min(x, axis=axes(axis), keepdims=keepdims)


@operation(NUMPY, "axis", "keepdims")
def all(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return whether all elements along axes are true."""
    return np.all(plain(x), axis=axes(axis), keepdims=keepdims)


@operation(NUMPY, "axis", "keepdims")
def any(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return whether one of the elements along axes is true."""
    return np.any(plain(x), axis=axes(axis), keepdims=keepdims)


@operation(NUMPY, "axis")
def count_nonzero(x: Any, axis: Any = None) -> Any:
    """Return how many elements along axes are not 0."""
    return indices(np.count_nonzero(plain(x), axis=axes(axis)))


@operation(NUMPY, "axis", "keepdims")
def argmax(x: Any, axis: int | None = None, keepdims: bool = False) -> Any:
    """Return the position of the first largest element along an axis."""
    return indices(np.argmax(plain(x), axis=axis, keepdims=keepdims))


@operation(NUMPY, "axis", "keepdims")
def argmin(x: Any, axis: int | None = None, keepdims: bool = False) -> Any:
    """Return the position of the first smallest element along an axis."""
    return indices(np.argmin(plain(x), axis=axis, keepdims=keepdims))


@operation(NUMPY, "axis", by_name=("weights",))
def average(x: Any, axis: Any = None, weights: Any = None) -> Any:
    """Return means along axes, in which elements count as much as their weights."""
    if weights is None:
        return anp.mean(floats(x), axis=axes(axis))
    x, w = promote_floats(x, weights)
    w = tensor(w)
    if w.shape != x.shape:
        shape = [1] * x.ndim
        shape[axis] = -1
        w = anp.reshape(w, shape) * anp.ones_like(x)
    return anp.sum(x * w, axis=axes(axis)) / anp.sum(w, axis=axes(axis))


@operation(NUMPY, "axis", "dtype")
def cumsum(x: Any, axis: int | None = None, dtype: Any = None) -> Any:
    """Return sums of all elements up to each one."""
    x = tensor(x)
    x = cast(x, dtype or sum_dtype(x))
    x, axis = (anp.ravel(x), 0) if axis is None else (x, axis)
    if x.dtype.kind != "f":
        return np.cumsum(x, axis=axis, dtype=x.dtype)
    return anp.cumsum(x, axis=axis)


@operation(NUMPY, "axis", "dtype")
def cumprod(x: Any, axis: int | None = None, dtype: Any = None) -> Any:
    """Return products of all elements up to each one."""
    x = tensor(x)
    x = cast(x, dtype or sum_dtype(x))
    if axis is None:
        return derivable.cumulative_product(anp.ravel(x), 0)
    return derivable.cumulative_product(x, axis)


@operation(NUMPY, "n", "axis")
def diff(a: Any, n: int = 1, axis: int = -1) -> Any:
    """Return differences of neighbours along an axis, `n` times."""
    return anp.diff(tensor(a), n, axis)


@operation(NUMPY, "x", "dx", "axis")
def trapezoid(y: Any, x: Any = None, dx: Any = 1.0, axis: int = -1) -> Any:
    """Return integrals along an axis by the rule of trapezoids."""
    y = anp.moveaxis(floats(y), axis, -1)
    widths = dx
    if x is not None:
        places = tensor(x)
        widths = np.diff(places if places.ndim == 1 else np.moveaxis(places, axis, -1))
    y, widths = promote(y, widths)
    return anp.sum(widths * (y[..., 1:] + y[..., :-1]) / 2, axis=-1)


@operation(NUMPY)
def size(x: Any) -> Any:
    """Return the number of elements."""
    return indices(plain(x).size)


@operation(NUMPY)
def ndim(x: Any) -> Any:
    """Return the number of axes."""
    return plain(x).ndim


# ---------------------------------------------------- by order of the elements


@operation(NUMPY, "axis")
def sort(x: Any, axis: int = -1) -> Any:
    """Return elements in rising order along an axis."""
    x = tensor(x)
    order = np.argsort(plain(x), axis=axis, kind="stable")
    return x[_along(order, axis)]


@operation(NUMPY, "axis")
def argsort(x: Any, axis: int = -1) -> Any:
    """Return the positions of elements in rising order along an axis."""
    return indices(np.argsort(plain(x), axis=axis, kind="stable"))


@operation(NUMPY, "kth", "axis")
def argpartition(x: Any, kth: int, axis: int | None = -1) -> Any:
    """Return positions, those of smaller elements than the k-th before it."""
    return indices(np.argpartition(plain(x), kth, axis=axis))


def _along(order: Array, axis: int) -> tuple[Array, ...]:
    """Return the index that takes elements along an axis."""
    grid = list(np.ogrid[tuple(slice(size) for size in order.shape)])
    grid[axis] = order
    return tuple(grid)


@operation(NUMPY, "axis", "keepdims")
def median(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the element in the middle along axes, of two their mean."""
    return _quantile(x, np.float32(0.5), axis, "linear", keepdims)


@operation(NUMPY, "axis", "method", "keepdims")
def quantile(
    x: Any, q: Any, axis: Any = None, method: str = "linear", keepdims: bool = False
) -> Any:
    """Return the values below which the parts `q` (0 .. 1) of the elements lie."""
    return _quantile(x, q, axis, method, keepdims)


@operation(NUMPY, "axis", "method", "keepdims")
def percentile(
    x: Any, q: Any, axis: Any = None, method: str = "linear", keepdims: bool = False
) -> Any:
    """Return the values below which `q` percent of the elements lie."""
    return _quantile(x, plain(q) / np.float32(100), axis, method, keepdims)


_ROUNDING = {"lower": np.floor, "higher": np.ceil, "nearest": np.rint}


def _quantile(x: Any, q: Any, axis: Any, method: str, keepdims: bool) -> Any:
    if method not in ("linear", "midpoint", *_ROUNDING):
        raise OptionError(
            "quantile: method must be linear, lower, higher, midpoint or nearest. "
            "Received {method!r}.",
            method=method,
        )
    x, part = floats(x), np.asarray(plain(q), np.float64)
    reduced = list(range(x.ndim)) if axis is None else sorted(_positive(axis, x.ndim))
    rest = [i for i in range(x.ndim) if i not in reduced]
    kept = tuple(1 if i in reduced else size for i, size in enumerate(x.shape))
    x = anp.transpose(x, (*reduced, *rest))
    x = anp.reshape(x, (-1, *x.shape[len(reduced) :]))
    order = np.argsort(plain(x), axis=0, kind="stable")
    ordered = x[_along(order, 0)]
    place = part * (len(order) - 1)
    if method in _ROUNDING:
        place = _ROUNDING[method](place)
    low = np.floor(place).astype(int)
    high = np.ceil(place).astype(int)
    share = np.asarray(0.5 * (low != high) if method == "midpoint" else place - low)
    share = share.reshape(share.shape + (1,) * len(rest)).astype(x.dtype)
    y = ordered[low] * (1 - share) + ordered[high] * share
    if np.isnan(plain(x)).any():
        y = anp.where(np.isnan(plain(x)).any(axis=0), np.nan, y)
    return anp.reshape(y, part.shape + kept) if keepdims else y


# ------------------------------------------------------------ leaving out NaN


def _numbers(x: Any, instead: float) -> tuple[Any, Array]:
    """Return an array with another number in place of NaN, and where numbers were."""
    x = tensor(x)
    is_number = ~np.isnan(plain(x)) if x.dtype.kind == "f" else np.ones(x.shape, bool)
    return (anp.where(is_number, x, instead) if x.dtype.kind == "f" else x), is_number


@operation(NUMPY, "axis", "keepdims")
def nansum(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return sums along axes, NaN counted as 0."""
    return _sum(_numbers(x, 0.0)[0], axis, keepdims)


@operation(NUMPY, "axis", "keepdims")
def nanprod(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return products along axes, NaN counted as 1."""
    return prod(_numbers(x, 1.0)[0], axis, keepdims)


@operation(NUMPY, "axis", "keepdims")
def nanmean(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return means of the numbers along axes."""
    x, is_number = _numbers(floats(x), 0.0)
    count = np.sum(is_number, axis=axes(axis), keepdims=keepdims, dtype=x.dtype)
    return anp.sum(x, axis=axes(axis), keepdims=keepdims) / count


@operation(NUMPY, "axis", "keepdims")
def nanvar(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return variances of the numbers along axes."""
    x, is_number = _numbers(floats(x), 0.0)
    count = np.sum(is_number, axis=axes(axis), keepdims=True, dtype=x.dtype)
    middle = anp.sum(x, axis=axes(axis), keepdims=True) / count
    distance = anp.where(is_number, x - middle, 0.0)
    total = anp.sum(distance * distance, axis=axes(axis), keepdims=keepdims)
    return total / np.sum(is_number, axis=axes(axis), keepdims=keepdims, dtype=x.dtype)


@operation(NUMPY, "axis", "keepdims")
def nanstd(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return standard deviations of the numbers along axes."""
    return anp.sqrt(nanvar(x, axis, keepdims))


@operation(NUMPY, "axis", "keepdims")
def nanmax(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the largest number along axes; NaN where there is none."""
    x, is_number = _numbers(x, -np.inf)
    y = anp.max(x, axis=axes(axis), keepdims=keepdims)
    return _nan_without(y, is_number, axis, keepdims)


@operation(NUMPY, "axis", "keepdims")
def nanmin(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the smallest number along axes; NaN where there is none."""
    x, is_number = _numbers(x, np.inf)
    y = anp.min(x, axis=axes(axis), keepdims=keepdims)
    return _nan_without(y, is_number, axis, keepdims)


def _nan_without(y: Any, is_number: Array, axis: Any, keepdims: bool) -> Any:
    exists = np.any(is_number, axis=axes(axis), keepdims=keepdims)
    return y if exists.all() else anp.where(exists, y, np.nan)


@operation(NUMPY, "axis", "keepdims")
def nanargmax(x: Any, axis: int | None = None, keepdims: bool = False) -> Any:
    """Return the position of the first largest number along an axis."""
    bare, is_number = _numbers(plain(x), -np.inf)
    found = np.argmax(bare, axis=axis, keepdims=keepdims)
    return indices(np.where(np.any(is_number, axis, keepdims=keepdims), found, -1))


@operation(NUMPY, "axis", "keepdims")
def nanargmin(x: Any, axis: int | None = None, keepdims: bool = False) -> Any:
    """Return the position of the first smallest number along an axis."""
    bare, is_number = _numbers(plain(x), np.inf)
    found = np.argmin(bare, axis=axis, keepdims=keepdims)
    return indices(np.where(np.any(is_number, axis, keepdims=keepdims), found, -1))


@operation(NUMPY, "axis", "dtype")
def nancumsum(x: Any, axis: int | None = None, dtype: Any = None) -> Any:
    """Return sums of all numbers up to each element."""
    return cumsum(_numbers(x, 0.0)[0], axis, dtype)


@operation(NUMPY, "axis", "dtype")
def nancumprod(x: Any, axis: int | None = None, dtype: Any = None) -> Any:
    """Return products of all numbers up to each element."""
    return cumprod(_numbers(x, 1.0)[0], axis, dtype)


# ------------------------------------------------------------------ counting


@operation(NUMPY, "weights", "minlength", "sparse")
def bincount(
    x: Any, weights: Any = None, minlength: int = 0, sparse: bool = False
) -> Any:
    """Return how often each whole number from 0 on occurs, for each row of a matrix."""
    if sparse:
        raise OptionError("ops.bincount: there are no sparse arrays. Leave sparse out.")
    bare = plain(x)
    given = None if weights is None else plain(weights)
    length = int(np.max(bare, initial=-1)) + 1
    length = length if length > minlength else minlength
    dtype = indices(0).dtype if given is None else given.dtype
    if bare.ndim < 2:
        return np.bincount(bare, given, length).astype(dtype)
    rows = [
        np.bincount(row, None if given is None else given[i], length)
        for i, row in enumerate(bare)
    ]
    return np.stack(rows).astype(dtype)


@operation(NUMPY, "bins", "range")
def histogram(x: Any, bins: int = 10, range: Any = None) -> Any:
    """Return how many elements lie in each of some equal parts, and their limits."""
    bare = floats(plain(x))
    counts, edges = np.histogram(bare, bins, range)
    return counts.astype(bare.dtype), edges.astype(bare.dtype)


@operation(NUMPY)
def digitize(x: Any, bins: Any) -> Any:
    """Return the number of the part between limits in which each element lies."""
    return indices(np.digitize(plain(x), plain(bins)))


@operation(NUMPY, "side", class_name="SearchSorted")
def searchsorted(sorted_sequence: Any, values: Any, side: str = "left") -> Any:
    """Return where values are to be put so that a sequence stays in rising order."""
    return indices(np.searchsorted(plain(sorted_sequence), plain(values), side))  # type: ignore[call-overload]


@operation(NUMPY)
def corrcoef(x: Any) -> Any:
    """Return the correlation of each row with each row."""
    x = floats(x)
    distance = x - anp.mean(x, axis=-1, keepdims=True)
    products = anp.dot(distance, distance.T)
    lengths = anp.sqrt(anp.diag(products))
    return products / lengths[:, None] / lengths[None, :]


@operation(NUMPY, "mode")
def correlate(x1: Any, x2: Any, mode: str = "valid") -> Any:
    """Return the correlation of two vectors at each shift."""
    bare = [plain(x) for x in promote_floats(x1, x2)]
    return np.correlate(bare[0], bare[1], mode)  # type: ignore[call-overload]


@operation(NUMPY, "axis", "keepdims")
def nanmedian(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the number in the middle along axes, of two their mean."""
    bare = floats(plain(x))
    return np.asarray(np.nanmedian(bare, axes(axis), keepdims=keepdims), bare.dtype)


@operation(NUMPY, "axis", "method", "keepdims")
def nanquantile(
    x: Any, q: Any, axis: Any = None, method: str = "linear", keepdims: bool = False
) -> Any:
    """Return the values below which the parts `q` (0 .. 1) of the numbers lie."""
    bare = floats(plain(x))
    made = np.nanquantile(  # type: ignore[call-overload]
        bare, plain(q), axes(axis), method=method, keepdims=keepdims
    )
    return np.asarray(made, bare.dtype)


@operation(NUMPY, "axis", "method", "keepdims")
def nanpercentile(
    x: Any, q: Any, axis: Any = None, method: str = "linear", keepdims: bool = False
) -> Any:
    """Return the values below which `q` percent of the numbers lie."""
    return nanquantile(x, plain(q) / np.float32(100), axis, method, keepdims)
