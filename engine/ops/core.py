"""Casting, slicing, loops: what Keras has in ``keras.ops.core``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import autograd.numpy as anp
import numpy as np

from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.graph.structure import flatten, map_structure, pack_as
from engine.graph.symbolic import KerasTensor
from engine.ops import arrays, derivable
from engine.ops.arrays import plain, promote, standard_dtype, tensor
from engine.ops.inference import Sample
from engine.ops.operation import CORE, eager, operation
from engine.parameters import Variable
from engine.types import Array, dtype_name


@operation(CORE, "dtype", elementwise=True)
def cast(x: Any, dtype: Any) -> Any:
    """Return an array with its elements in another dtype."""
    x, kind = tensor(x), standard_dtype(dtype)
    if x.dtype == kind:
        return x
    return x.astype(kind) if kind.kind == "f" else plain(x).astype(kind)


@operation(CORE, "dtype", elementwise=True)
def saturate_cast(x: Any, dtype: Any) -> Any:
    """Return an array in another dtype, with its elements cut to what that holds."""
    x, kind = tensor(x), standard_dtype(dtype)
    if kind.kind in "iu" and x.dtype.kind in "iuf":
        limits = np.iinfo(kind)
        return np.clip(plain(x), limits.min, limits.max).astype(kind)
    return cast(x, kind)


@operation(CORE, "dtype", "sparse", "ragged", elementwise=True)
def convert_to_tensor(
    x: Any, dtype: Any = None, sparse: bool | None = None, ragged: bool | None = None
) -> Any:
    """Return an array of what is given: float32, int32 or bool for Python numbers."""
    if sparse or ragged:
        raise UnsupportedError(
            "ops.convert_to_tensor: there are no sparse or ragged arrays. Leave sparse "
            "and ragged out."
        )
    return tensor(x) if dtype is None else cast(x, dtype)


@eager
def convert_to_numpy(x: Any) -> Array:
    """Return the values as a NumPy array."""
    return np.array(plain(x))


def is_tensor(x: Any) -> bool:
    """Return whether something is an array that operations compute with."""
    return arrays.is_tensor(x)


def shape(x: Any) -> tuple[int | None, ...]:
    """Return the shape; sizes of a symbol that are not known are None."""
    found = x.shape if isinstance(x, KerasTensor | Variable) else tensor(x).shape
    return tuple(found)


def dtype(x: Any) -> str:
    """Return the name of the dtype."""
    if isinstance(x, KerasTensor | Variable):
        return str(x.dtype)
    return dtype_name(tensor(x).dtype)


@operation(CORE)
def stop_gradient(variable: Any) -> Any:
    """Return the values; derivatives take them as constants."""
    return plain(variable)


# ----------------------------------------------------------------------- parts


def _sliced(inputs: Sample, start_indices: Any, shape: Any) -> Sample:
    """Shape rule of `slice`."""
    starts = plain(start_indices)
    sizes: list[int | None] = []
    for start, wanted, size in zip(starts, shape, inputs.shape, strict=True):
        if wanted != -1:
            sizes.append(int(wanted))
        else:
            sizes.append(None if size is None else size - int(start))
    return Sample(tuple(sizes), inputs.dtype)


def _corner(starts: Any, sizes: Any, whole: tuple[int, ...]) -> tuple[Any, ...]:
    """Return the index of a block; one that sticks out is moved inside, as in JAX."""
    key = []
    for start, size, limit in zip(plain(starts), sizes, whole, strict=True):
        if size > limit:
            raise ShapeError(
                "ops.slice: a block of size {size} does not fit an axis of size "
                "{limit}.",
                size=size,
                limit=limit,
            )
        first = min(max(int(start), 0), limit - size)
        key.append(_slice(first, first + size))
    return tuple(key)


_slice = slice  # the name is Keras' name of a function here


@operation(CORE, "shape", shape=_sliced)
def slice(inputs: Any, start_indices: Any, shape: Any) -> Any:
    """Return a block of a shape that begins at some position; -1 takes what is left."""
    x = tensor(inputs)
    starts = plain(start_indices)
    sizes = [
        limit - int(start) if size == -1 else int(size)
        for start, size, limit in zip(starts, shape, x.shape, strict=True)
    ]
    return x[_corner(starts, sizes, x.shape)]


@operation(CORE)
def slice_update(inputs: Any, start_indices: Any, updates: Any) -> Any:
    """Return an array with a block replaced that begins at some position."""
    x, new = tensor(inputs), tensor(updates)
    key = _corner(start_indices, new.shape, x.shape)
    return derivable.put(x, new.astype(x.dtype), key)


@operation(CORE, "shape")
def scatter(indices: Any, values: Any, shape: Any) -> Any:
    """Return zeros with values added at some positions."""
    new = tensor(values)
    key = tuple(np.moveaxis(plain(indices), -1, 0))
    return derivable.put_add(np.zeros(tuple(shape), new.dtype), new, key)


_REDUCTIONS = {"max": np.maximum, "min": np.minimum, "mul": np.multiply}


@operation(CORE, "reduction")
def scatter_update(
    inputs: Any, indices: Any, updates: Any, reduction: str | None = None
) -> Any:
    """Return an array with other values at some positions, or combined with them."""
    x, new = promote(tensor(inputs), tensor(updates))
    key = tuple(plain(indices).T)
    if reduction is None:
        return derivable.put(x, new, key)
    if reduction == "add":
        return derivable.put_add(x, new, key)
    if reduction not in _REDUCTIONS:
        raise OptionError(
            "ops.scatter_update: reduction must be add, max, min or mul. Received "
            "{reduction!r}.",
            reduction=reduction,
        )
    y = np.array(plain(x))
    _REDUCTIONS[reduction].at(y, key, plain(new))
    return y


@operation(CORE, "num", "axis")
def unstack(x: Any, num: int | None = None, axis: int = 0) -> Any:
    """Return a list of the parts along an axis, without it."""
    del num
    x = tensor(x)
    before = (_slice(None),) * (axis % x.ndim)
    return [x[(*before, i)] for i in range(x.shape[axis])]


# ----------------------------------------------------- conditions and loops


@eager
def cond(pred: Any, true_fn: Callable[[], Any], false_fn: Callable[[], Any]) -> Any:
    """Return what one of two functions gives."""
    return true_fn() if plain(pred) else false_fn()


@eager
def switch(index: Any, branches: Any, *operands: Any) -> Any:
    """Return what one of several functions gives; the nearest for a wrong number."""
    number = min(max(int(plain(index)), 0), len(branches) - 1)
    return branches[number](*operands)


@eager
def while_loop(
    cond: Callable[..., Any],
    body: Callable[..., Any],
    loop_vars: Any,
    maximum_iterations: int | None = None,
) -> Any:
    """Call a function on its own results as long as a condition holds."""
    is_several = isinstance(loop_vars, list | tuple)
    state = tuple(loop_vars) if is_several else (loop_vars,)
    count = 0
    while maximum_iterations is None or count < maximum_iterations:
        if not plain(cond(*state)):
            break
        result = body(*state)
        state = tuple(result) if is_several else (result,)
        count += 1
    return state if is_several else state[0]


@eager
def fori_loop(
    lower: int, upper: int, body_fun: Callable[[int, Any], Any], init_val: Any
) -> Any:
    """Call a function on its own results for each number of a range."""
    state = init_val
    for step in range(int(plain(lower)), int(plain(upper))):
        state = body_fun(step, state)
    return state


def _rows(structure: Any) -> int:
    return int(tensor(flatten(structure)[0]).shape[0])


def _row(structure: Any, i: int) -> Any:
    return map_structure(lambda x: tensor(x)[i], structure)


def _stacked(results: list[Any], like: Any = None) -> Any:
    if not results:
        return like
    leaves = [flatten(result) for result in results]
    columns = [anp.stack(promote(*column)) for column in zip(*leaves, strict=True)]
    return pack_as(results[0], columns)


@eager
def map(f: Callable[[Any], Any], xs: Any) -> Any:
    """Return what a function gives for each row, as an array."""
    return _stacked([f(_row(xs, i)) for i in range(_rows(xs))])


@eager
def vectorized_map(function: Callable[[Any], Any], elements: Any) -> Any:
    """Return what a function gives for each row, as an array."""
    return _stacked([function(_row(elements, i)) for i in range(_rows(elements))])


@eager
def scan(
    f: Callable[[Any, Any], tuple[Any, Any]],
    init: Any,
    xs: Any = None,
    length: int | None = None,
    reverse: bool = False,
    unroll: int = 1,
) -> Any:
    """Call a function row by row on its own state; return state and all results."""
    del unroll
    count = length if xs is None else _rows(xs)
    if count is None:
        raise OptionError("ops.scan: give xs or length.")
    state, results = init, []
    for i in reversed(range(count)) if reverse else range(count):
        state, result = f(state, None if xs is None else _row(xs, i))
        results.append(result)
    if results and results[0] is None:
        return state, None
    return state, _stacked(results[::-1] if reverse else results)


@eager
def associative_scan(
    f: Callable[[Any, Any], Any], elems: Any, reverse: bool = False, axis: int = 0
) -> Any:
    """Return what a function of two makes of all elements up to each one."""
    moved = map_structure(lambda x: anp.moveaxis(tensor(x), axis, 0), elems)
    order = list(range(_rows(moved)))
    order = order[::-1] if reverse else order

    def block(i: int) -> Any:
        return map_structure(lambda x: x[i : i + 1], moved)

    results = [block(order[0])]
    for i in order[1:]:
        results.append(f(results[-1], block(i)))
    results = results[::-1] if reverse else results
    columns = zip(*[flatten(result) for result in results], strict=True)
    joined = [anp.concatenate(list(column), axis=0) for column in columns]
    return map_structure(lambda x: anp.moveaxis(x, 0, axis), pack_as(elems, joined))


@eager
def custom_gradient(f: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse: layers have a backward method for that."""
    del f
    raise UnsupportedError(
        "ops.custom_gradient: is not there. Write a layer with a backward method."
    )
