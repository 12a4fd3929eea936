"""Functions that arrange elements: shapes, axes, joining, splitting, picking."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import autograd.numpy as anp
import numpy as np

from engine.autodiff import is_traced
from engine.errors import OptionError, ShapeError
from engine.ops import derivable
from engine.ops.arrays import (
    axes,
    indices,
    is_weak,
    plain,
    promote,
    standard_dtype,
    tensor,
)
from engine.ops.inference import Sample
from engine.ops.operation import NUMPY, operation
from engine.types import Array, Shape

# ------------------------------------------------------------- shape and axes


def _reshaped(x: Sample, newshape: Any) -> Sample:
    """Shape rule of `reshape`: of two unknown sizes, the batch stays one."""
    sizes = [None if size is None else int(size) for size in _sizes(newshape)]
    if None in x.shape or None in sizes:
        shape = tuple(None if size == -1 else size for size in sizes)
        return Sample(shape, x.dtype)
    total = math.prod(size or 0 for size in x.shape)
    known = math.prod(size for size in sizes if size not in (-1, None))
    if (-1 not in sizes and known != total) or (
        -1 in sizes and (not known or total % known)
    ):
        raise ShapeError(
            "cannot arrange {total} elements of shape {shape} as {new}.",
            total=total,
            shape=x.shape,
            new=tuple(sizes),
        )
    return Sample(
        tuple(total // known if size == -1 else size for size in sizes), x.dtype
    )


def _sizes(newshape: Any) -> list[Any]:
    if isinstance(newshape, int | np.integer):
        return [newshape]
    return [None if size is None else size for size in newshape]


@operation(NUMPY, "newshape", shape=_reshaped)
def reshape(x: Any, newshape: Any) -> Any:
    """Return the same elements in another shape; one size may be -1, the rest."""
    sizes = [-1 if size is None else int(size) for size in _sizes(newshape)]
    return anp.reshape(tensor(x), sizes)


@operation(NUMPY)
def ravel(x: Any) -> Any:
    """Return all elements in a row."""
    return anp.ravel(tensor(x))


@operation(NUMPY, "axes")
def transpose(x: Any, axes: Any = None) -> Any:
    """Return an array with its axes in another order; turned round if none is given."""
    return anp.transpose(tensor(x), None if axes is None else tuple(axes))


@operation(NUMPY, "axis1", "axis2")
def swapaxes(x: Any, axis1: int, axis2: int) -> Any:
    """Return an array with two axes exchanged."""
    return anp.swapaxes(tensor(x), axis1, axis2)


@operation(NUMPY, "source", "destination")
def moveaxis(x: Any, source: Any, destination: Any) -> Any:
    """Return an array with some axes moved to other places."""
    return anp.moveaxis(tensor(x), axes(source), axes(destination))


@operation(NUMPY, "axis")
def expand_dims(x: Any, axis: Any) -> Any:
    """Return an array with further axes of size 1."""
    x = tensor(x)
    several = axis if isinstance(axis, list | tuple) else [axis]
    rank = x.ndim + len(several)
    places = {one % rank if -rank <= one < rank else one for one in several}
    if any(not 0 <= place < rank for place in places):
        raise ShapeError(
            "ops.expand_dims: axis must lie in {low} .. {high}. Received {axis}.",
            low=-rank,
            high=rank - 1,
            axis=axis,
        )
    sizes = iter(x.shape)
    return anp.reshape(x, [1 if i in places else next(sizes) for i in range(rank)])


@operation(NUMPY, "axis")
def squeeze(x: Any, axis: Any = None) -> Any:
    """Return an array without axes of size 1."""
    return anp.squeeze(tensor(x), axis=axes(axis))


@operation(NUMPY, "shape")
def broadcast_to(x: Any, shape: Any) -> Any:
    """Return an array repeated along axes of size 1 until it has a shape."""
    x, sizes = tensor(x), tuple(shape)
    x = anp.reshape(x, (1,) * (len(sizes) - x.ndim) + x.shape)
    return anp.broadcast_to(x, sizes)


@operation(NUMPY, "axis")
def flip(x: Any, axis: Any = None) -> Any:
    """Return an array turned round along axes; along all if none is given."""
    x = tensor(x)
    several = range(x.ndim) if axis is None else _listed(axis)
    return x[_key(x.ndim, {one % x.ndim: slice(None, None, -1) for one in several})]


@operation(NUMPY)
def fliplr(x: Any) -> Any:
    """Return an array turned round along its second axis."""
    return tensor(x)[:, ::-1]


@operation(NUMPY)
def flipud(x: Any) -> Any:
    """Return an array turned round along its first axis."""
    return tensor(x)[::-1]


@operation(NUMPY, "k", "axes")
def rot90(array: Any, k: int = 1, axes: Any = (0, 1)) -> Any:
    """Return an array turned by right angles in the plane of two axes."""
    x = tensor(array)
    for _ in range(k % 4):
        x = anp.swapaxes(flip(x, axes[1]), axes[0], axes[1])
    return x


@operation(NUMPY, "shift", "axis")
def roll(x: Any, shift: Any, axis: Any = None) -> Any:
    """Return an array with elements moved; what leaves at the end comes in again."""
    x = tensor(x)
    if not isinstance(shift, list | tuple):
        return anp.roll(x, shift, axis)
    several = axis if isinstance(axis, list | tuple) else [axis] * len(shift)
    for one, along in zip(shift, several, strict=True):
        x = anp.roll(x, one, along)
    return x


def _listed(axis: Any) -> list[int]:
    return list(axis) if isinstance(axis, list | tuple) else [axis]


def _key(rank: int, parts: dict[int, Any]) -> tuple[Any, ...]:
    return tuple(parts.get(i, slice(None)) for i in range(rank))


# ----------------------------------------------------------- joining, repeating


def _joinable(xs: Any) -> list[Any]:
    return [tensor(x) for x in promote(*xs)]


@operation(NUMPY, "axis")
def concatenate(xs: Any, axis: int | None = 0) -> Any:
    """Return arrays joined along an axis."""
    return anp.concatenate(_joinable(xs), axis=axis)


@operation(NUMPY, "axis")
def stack(x: Any, axis: int = 0) -> Any:
    """Return arrays of one shape joined along a new axis."""
    return anp.stack(_joinable(x), axis=axis)


@operation(NUMPY)
def hstack(xs: Any) -> Any:
    """Return arrays joined along the second axis, vectors along the first."""
    return anp.hstack(_joinable(xs))


@operation(NUMPY)
def vstack(xs: Any) -> Any:
    """Return arrays joined along the first axis, vectors as rows."""
    return anp.vstack(_joinable(xs))


@operation(NUMPY)
def dstack(xs: Any) -> Any:
    """Return arrays joined along the third axis."""
    return anp.concatenate([anp.atleast_3d(x) for x in _joinable(xs)], axis=2)


@operation(NUMPY, "axis")
def append(x1: Any, x2: Any, axis: int | None = None) -> Any:
    """Return two arrays joined along an axis; as rows of elements without `axis`."""
    parts = _joinable([x1, x2])
    if axis is None:
        return anp.concatenate([anp.ravel(part) for part in parts])
    return anp.concatenate(parts, axis=axis)


@operation(NUMPY, "repeats")
def tile(x: Any, repeats: Any) -> Any:
    """Return an array laid side by side with itself."""
    x = tensor(x)
    counts = list(repeats) if isinstance(repeats, list | tuple) else [repeats]
    rank = max(len(counts), x.ndim)
    counts = [1] * (rank - len(counts)) + counts
    sizes = (1,) * (rank - x.ndim) + x.shape
    pairs = list(zip(counts, sizes, strict=True))
    x = anp.reshape(x, [part for _, size in pairs for part in (1, size)])
    x = anp.broadcast_to(x, tuple(part for pair in pairs for part in pair))
    return anp.reshape(x, [count * size for count, size in pairs])


@operation(NUMPY, "repeats", "axis")
def repeat(x: Any, repeats: Any, axis: int | None = None) -> Any:
    """Return an array with each element repeated along an axis."""
    x = tensor(x)
    if axis is None:
        x, axis = anp.ravel(x), 0
    count = plain(repeats)
    if count.size == 1:
        count = np.broadcast_to(count.ravel(), (x.shape[axis],))
    return take(x, np.repeat(np.arange(x.shape[axis]), count), axis)


@operation(NUMPY, "pad_width", "mode", by_name=("constant_values",))
def pad(
    x: Any, pad_width: Any, mode: str = "constant", constant_values: Any = None
) -> Any:
    """Return an array with a margin: of a constant, or reflect, symmetric, edge."""
    x = tensor(x)
    widths = np.broadcast_to(np.asarray(pad_width, int), (x.ndim, 2))
    if mode == "constant":
        value = 0 if constant_values is None else constant_values
        return anp.pad(x, widths, mode="constant", constant_values=value)
    if constant_values is not None:
        raise OptionError(
            'ops.pad: constant_values belongs to mode="constant". Received mode '
            "{mode!r}.",
            mode=mode,
        )
    for axis, (before, after) in enumerate(widths):
        if before or after:
            order = np.pad(np.arange(x.shape[axis]), (before, after), mode=mode)  # type: ignore[call-overload]
            x = take(x, order, axis)
    return x


# ------------------------------------------------------------------- splitting


def _limits(size: int, sections: Any, is_equal: bool) -> list[int]:
    if not isinstance(sections, int | np.integer):
        return [int(i) for i in plain(sections)]
    if is_equal and size % sections:
        raise ShapeError(
            "ops.split: an axis of size {size} cannot be split into {count} equal "
            "parts.",
            size=size,
            count=int(sections),
        )
    part, extra = divmod(size, int(sections))
    return [part * i + min(i, extra) for i in range(1, int(sections))]


def _parts(x: Any, sections: Any, axis: int, is_equal: bool = True) -> list[Any]:
    size = x.shape[axis]
    limits = [0, *_limits(size, sections, is_equal), size]
    return [
        x[_key(x.ndim, {axis % x.ndim: slice(start, stop)})]
        for start, stop in pairwise(limits)
    ]


@operation(NUMPY, "indices_or_sections", "axis")
def split(x: Any, indices_or_sections: Any, axis: int = 0) -> Any:
    """Return a list of parts along an axis: equal ones, or with given limits."""
    return _parts(tensor(x), indices_or_sections, axis)


@operation(NUMPY, "indices_or_sections", "axis")
def array_split(x: Any, indices_or_sections: Any, axis: int = 0) -> Any:
    """Return a list of parts along an axis, of sizes as equal as possible."""
    return _parts(tensor(x), indices_or_sections, axis, is_equal=False)


@operation(NUMPY, "indices_or_sections")
def hsplit(x: Any, indices_or_sections: Any) -> Any:
    """Return a list of parts along the second axis; of a vector along the first."""
    x = tensor(x)
    return _parts(x, indices_or_sections, 1 if x.ndim > 1 else 0)


@operation(NUMPY, "indices_or_sections")
def vsplit(x: Any, indices_or_sections: Any) -> Any:
    """Return a list of parts along the first axis."""
    return _parts(tensor(x), indices_or_sections, 0)


@operation(NUMPY, "indices_or_sections")
def dsplit(x: Any, indices_or_sections: Any) -> Any:
    """Return a list of parts along the third axis."""
    return _parts(tensor(x), indices_or_sections, 2)


# --------------------------------------------------------------------- picking


def _item(x: Sample, key: Any) -> Sample:
    """Shape rule of ``x[key]``: a part of an axis of unknown size has unknown size."""
    keys = list(key) if isinstance(key, list | tuple) else [key]
    if sum(one is Ellipsis for one in keys) > 1:
        raise ShapeError("an index may hold one ... only. Received {key!r}.", key=key)
    if not any(one is Ellipsis for one in keys):
        keys.append(Ellipsis)
    taken = sum(one is not None and one is not Ellipsis for one in keys)
    if taken > len(x.shape):
        raise ShapeError(
            "its input has shape {shape}, which is fewer axes than the index takes. "
            "Received {key!r}.",
            shape=x.shape,
            key=key,
        )
    rest = list(x.shape)
    shape: list[int | None] = []
    for one in keys:
        if one is None:
            shape.append(1)
        elif one is Ellipsis:
            count = len(x.shape) - taken
            shape += rest[:count]
            del rest[:count]
        else:
            shape += _part(one, rest.pop(0), x.shape)
    return Sample(tuple(shape), x.dtype)


def _part(key: Any, size: int | None, whole: Shape) -> list[int | None]:
    if isinstance(key, slice):
        return [None if size is None else len(range(*key.indices(size)))]
    if isinstance(key, int | np.integer) and not isinstance(key, bool):
        if size is not None and not -size <= key < size:
            raise ShapeError(
                "index {index} is outside of an axis of size {size}. Its input has "
                "shape {shape}.",
                index=int(key),
                size=size,
                shape=whole,
            )
        return []
    raise ShapeError(
        "an index holds whole numbers, slices, ... and None only. Received {key!r}. "
        "Use ops.take for several positions.",
        key=key,
    )


@operation(NUMPY, shape=_item)
def get_item(x: Any, key: Any) -> Any:
    """Return ``x[key]``."""
    return tensor(x)[tuple(key) if isinstance(key, list) else key]


@operation(NUMPY, "axis")
def take(x: Any, indices: Any, axis: int | None = None) -> Any:
    """Return the elements at some positions along an axis; negative ones from behind.

    Positions outside give NaN, or the smallest whole number, as in JAX.
    """
    x, places = tensor(x), plain(indices).astype(np.intp, copy=False)
    if axis is None:
        x, axis = anp.ravel(x), 0
    size = x.shape[axis]
    is_outside = (places < -size) | (places >= size)
    if not is_outside.any():
        return x[_key(x.ndim, {axis % x.ndim: places})]
    y = x[_key(x.ndim, {axis % x.ndim: np.where(is_outside, 0, places)})]
    before = axis % x.ndim
    after = x.ndim - before - 1
    where_outside = is_outside.reshape((1,) * before + places.shape + (1,) * after)
    nothing = np.nan if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    return anp.where(where_outside, np.asarray(nothing, x.dtype), y)


@operation(NUMPY, "axis")
def take_along_axis(x: Any, indices: Any, axis: int | None = None) -> Any:
    """Return the elements at positions along an axis, others for each place."""
    x, places = tensor(x), plain(indices).astype(np.intp, copy=False)
    if axis is None:
        x, axis = anp.ravel(x), 0
    axis %= x.ndim
    grid: list[Any] = list(np.ogrid[tuple(slice(size) for size in x.shape)])
    grid[axis] = np.where(places < 0, places + x.shape[axis], places)
    for other in range(x.ndim):
        if other != axis and x.shape[other] == 1:
            grid[other] = 0  # sizes of 1 are repeated
    return x[tuple(grid)]


@operation(NUMPY, elementwise=True)
def where(condition: Any, x1: Any = None, x2: Any = None) -> Any:
    """Return elements of `x1` where a condition holds, else of `x2`.

    Without them, the positions where it holds.
    """
    holds = plain(condition) != 0
    if x1 is None or x2 is None:
        return tuple(indices(found) for found in np.nonzero(holds))
    x1, x2 = promote(x1, x2)
    if is_weak(x1) and is_weak(x2):
        x1, x2 = tensor(x1), tensor(x2)
    elif is_weak(x1):
        x1 = np.asarray(x1, x2.dtype)
    elif is_weak(x2):
        x2 = np.asarray(x2, x1.dtype)
    return anp.where(holds, x1, x2)


@operation(NUMPY)
def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """Return elements of the first choice whose condition holds, else a default."""
    *choices, last = [tensor(x) for x in promote(*choicelist, default)]
    for condition, choice in zip(reversed(condlist), reversed(choices), strict=True):
        last = anp.where(plain(condition), choice, last)
    return last


@operation(NUMPY)
def nonzero(x: Any) -> Any:
    """Return the positions of elements that are not 0, one array for each axis."""
    return tuple(indices(found) for found in np.nonzero(plain(x)))


@operation(NUMPY, "shape")
def unravel_index(indices: Any, shape: Any) -> Any:
    """Return positions in a row of elements as positions along each axis."""
    found = np.unravel_index(plain(indices), tuple(shape))
    return tuple(one.astype(np.int32) for one in found)


@operation(NUMPY, "assume_unique", "invert", class_name="IsIn")
def isin(x1: Any, x2: Any, assume_unique: bool = False, invert: bool = False) -> Any:
    """Return whether each element of `x1` is among those of `x2`."""
    return np.isin(plain(x1), plain(x2), assume_unique=assume_unique, invert=invert)


@operation(
    NUMPY,
    "sorted",
    "return_index",
    "return_inverse",
    "return_counts",
    "axis",
    "size",
    "fill_value",
)
def unique(
    x: Any,
    sorted: bool = True,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: int | None = None,
    size: int | None = None,
    fill_value: Any = None,
) -> Any:
    """Return each different element once, in rising order, and what else is asked."""
    del sorted
    if size is not None or fill_value is not None:
        raise OptionError(
            "ops.unique: size and fill_value are not there. Leave them out."
        )
    found: Any = np.unique(  # type: ignore[call-overload]
        plain(x), return_index, return_inverse, return_counts, axis, equal_nan=False
    )
    if not isinstance(found, tuple):
        return found
    return (found[0], *(indices(one) for one in found[1:]))


# --------------------------------------------------------------------- matrices


@operation(NUMPY, "k")
def diag(x: Any, k: int = 0) -> Any:
    """Return the diagonal of a matrix, or a matrix with a vector as its diagonal."""
    x = tensor(x)
    if x.ndim != 1:
        return diagonal(x, k)
    size = x.shape[0] + abs(k)
    steps = np.arange(x.shape[0])
    place = (steps + max(-k, 0), steps + max(k, 0))
    return derivable.put(np.zeros((size, size), x.dtype), x, place)


@operation(NUMPY, "k")
def diagflat(x: Any, k: int = 0) -> Any:
    """Return a matrix with all elements of an array as its diagonal."""
    return diag(anp.ravel(tensor(x)), k)


@operation(NUMPY, "offset", "axis1", "axis2")
def diagonal(x: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """Return diagonals of the matrices in two axes, as a last axis."""
    x = anp.moveaxis(tensor(x), (axis1, axis2), (-2, -1))
    rows, columns = x.shape[-2:]
    count = min(rows + min(offset, 0), columns - max(offset, 0))
    steps = np.arange(max(count, 0))
    return x[..., steps + max(-offset, 0), steps + max(offset, 0)]


@operation(NUMPY, "offset", "axis1", "axis2")
def trace(x: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """Return sums of diagonals."""
    y = diagonal(x, offset, axis1, axis2)
    return anp.sum(y, axis=-1) if y.dtype.kind == "f" else y.sum(-1, dtype=np.int32)


def _below(x: Any, k: int) -> Array:
    """Return what lies in and below a diagonal of the last two axes."""
    rows, columns = x.shape[-2:]
    return np.arange(rows)[:, None] + k >= np.arange(columns)


@operation(NUMPY, "k")
def tril(x: Any, k: int = 0) -> Any:
    """Return matrices with zeros above a diagonal."""
    x = tensor(x)
    return anp.where(_below(x, k), x, x.dtype.type(0))


@operation(NUMPY, "k")
def triu(x: Any, k: int = 0) -> Any:
    """Return matrices with zeros below a diagonal."""
    x = tensor(x)
    return anp.where(_below(x, k - 1), x.dtype.type(0), x)


@operation(NUMPY, "N", "increasing")
def vander(x: Any, N: int | None = None, increasing: bool = False) -> Any:
    """Return powers of a vector as columns, the highest first."""
    x = tensor(x)
    count = x.shape[0] if N is None else N
    powers = np.arange(count) if increasing else np.arange(count)[::-1]
    columns = [x * 0 + 1 if p == 0 else x ** int(p) for p in powers]
    return anp.stack(columns, axis=1)


# ---------------------------------------------------------- arrays like others


@operation(NUMPY, "dtype")
def zeros_like(x: Any, dtype: Any = None) -> Any:
    """Return zeros in the shape of an array."""
    x = plain(x)
    return np.zeros(x.shape, x.dtype if dtype is None else standard_dtype(dtype))


@operation(NUMPY, "dtype")
def ones_like(x: Any, dtype: Any = None) -> Any:
    """Return ones in the shape of an array."""
    x = plain(x)
    return np.ones(x.shape, x.dtype if dtype is None else standard_dtype(dtype))


@operation(NUMPY, "dtype")
def empty_like(x: Any, dtype: Any = None) -> Any:
    """Return an array in the shape of another, filled with zeros."""
    x = plain(x)
    return np.zeros(x.shape, x.dtype if dtype is None else standard_dtype(dtype))


@operation(NUMPY, "dtype")
def full_like(x: Any, fill_value: Any, dtype: Any = None) -> Any:
    """Return one value in the shape of an array."""
    x = plain(x)
    made = np.zeros(x.shape, x.dtype if dtype is None else standard_dtype(dtype))
    if is_traced(fill_value):
        return fill_value + made
    made[...] = plain(fill_value)
    return made


@operation(NUMPY, "dtype")
def view(x: Any, dtype: Any = None) -> Any:
    """Return the bytes of an array as another dtype."""
    return plain(x).view(standard_dtype(dtype))


@operation(NUMPY, "dtype")
def array(x: Any, dtype: Any = None) -> Any:
    """Return an array of what is given."""
    x = tensor(x)
    return x if dtype is None else x.astype(standard_dtype(dtype))
