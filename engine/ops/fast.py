"""Passes written by hand for the arithmetic that graphs hold most often.

They write into buffers of the call and trace nothing. What they do not know, such as
whole numbers or mixed dtypes, they leave to the general way by returning None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine import activations
from engine.activations import Activation
from engine.graph.context import Context
from engine.kernels.reduction import sum_to_shape
from engine.ops.arrays import is_weak, tensor
from engine.ops.inference import Place
from engine.ops.operation import OPERATIONS, Fast
from engine.types import Array

Options = Mapping[str, Any]
Dx = list[Array | None]


def _operands(args: Any) -> list[Any] | None:
    """Return arrays of one dtype of floats, and numbers; None if they are not such."""
    dtype = None
    given = []
    for value in args:
        if is_weak(value):
            given.append(value)
            continue
        array = tensor(value)
        if array.dtype.kind != "f" or (dtype is not None and array.dtype != dtype):
            return None
        dtype = array.dtype
        given.append(array)
    return given


def _places(ctx: Context) -> list[int]:
    """Return which arguments of the call are tensors."""
    args = ctx.call_options["template"][0]
    return [i for i, leaf in enumerate(args) if type(leaf) is Place]


def _pair(
    ufunc: np.ufunc, derive: Callable[[int, Array, Any, Any, Array, Array], Array]
) -> Fast:
    """Return the passes of a function of two.

    Parameters
    ----------
    ufunc : numpy.ufunc
        The function.
    derive : callable
        Takes which of both, `dy`, both, the result and a buffer that it may write to;
        returns the derivative in the shape of the result.
    """

    def forward(ctx: Context, args: Any, options: Options) -> Array | None:
        del options
        given = _operands(args)
        if given is None or len(given) != 2:
            return None
        a, b = given
        shape = np.broadcast_shapes(np.shape(a), np.shape(b))
        dtype = b.dtype if is_weak(a) else a.dtype
        y = ctx.buffer("y", shape, dtype)
        with np.errstate(all="ignore"):
            ufunc(a, b, out=y)
        ctx.save(operands=given, y=y)
        return y

    def backward(dy: Array, ctx: Context) -> Dx:
        (a, b), y = ctx["operands"], ctx["y"]
        dxs: Dx = []
        for place, is_wanted in zip(_places(ctx), ctx.input_wanted, strict=True):
            if not is_wanted:
                dxs.append(None)
                continue
            out = ctx.buffer(f"d{place}", y.shape, y.dtype)
            with np.errstate(all="ignore"):
                dx = derive(place, dy, a, b, y, out)
            dxs.append(sum_to_shape(dx, (a, b)[place].shape))
        return dxs

    return Fast(forward, backward)


def _derive_sum(which: int, dy: Array, a: Any, b: Any, y: Array, out: Array) -> Array:
    del which, a, b, y, out
    return dy


def _derive_difference(
    which: int, dy: Array, a: Any, b: Any, y: Array, out: Array
) -> Array:
    del a, b, y
    return np.negative(dy, out=out) if which else dy


def _derive_product(
    which: int, dy: Array, a: Any, b: Any, y: Array, out: Array
) -> Array:
    del y
    np.multiply(dy, a if which else b, out=out)
    return out


def _derive_quotient(
    which: int, dy: Array, a: Any, b: Any, y: Array, out: Array
) -> Array:
    del a
    np.divide(dy, b, out=out)
    if which:
        np.multiply(out, y, out=out)
        np.negative(out, out=out)
    return out


def _negate(ctx: Context, args: Any, options: Options) -> Array | None:
    del options
    (x,) = args
    if x.dtype.kind != "f":
        return None
    y = ctx.buffer("y", x.shape, x.dtype)
    np.negative(x, out=y)
    return y


def _negate_back(dy: Array, ctx: Context) -> Dx:
    return [np.negative(dy, out=ctx.buffer("dx", dy.shape, dy.dtype))]


def _pick(ctx: Context, args: Any, options: Options) -> Array | None:
    del options
    x, key = args
    ctx.save(key=tuple(key) if isinstance(key, list) else key, like=x)
    return np.asarray(x[ctx["key"]])


def _pick_back(dy: Array, ctx: Context) -> Dx:
    like = ctx["like"]
    dx = ctx.buffer("dx", like.shape, dy.dtype)
    dx.fill(0)
    dx[ctx["key"]] = dy
    return [dx]


def _reshape(ctx: Context, args: Any, options: Options) -> Array | None:
    (x,) = args
    newshape = options["newshape"]
    sizes = newshape if isinstance(newshape, list | tuple) else [newshape]
    ctx.save(shape=x.shape)
    return np.reshape(x, [-1 if size is None else int(size) for size in sizes])


def _reshape_back(dy: Array, ctx: Context) -> Dx:
    return [dy.reshape(ctx["shape"])]


def _join(ctx: Context, args: Any, options: Options) -> Array | None:
    given = _operands(args[0])
    axis = options.get("axis", 0)
    places = ctx.call_options["template"][0][0]
    is_simple = axis is not None and all(type(leaf) is Place for leaf in places)
    if given is None or not is_simple:
        return None
    shape = list(given[0].shape)
    shape[axis] = sum(x.shape[axis] for x in given)
    y = ctx.buffer("y", tuple(shape), given[0].dtype)
    ctx.save(sizes=[x.shape[axis] for x in given], axis=axis % len(shape))
    return np.concatenate(given, axis=axis, out=y)


def _join_back(dy: Array, ctx: Context) -> Dx:
    before = (slice(None),) * ctx["axis"]
    dxs: Dx = []
    start = 0
    for size, is_wanted in zip(ctx["sizes"], ctx.input_wanted, strict=True):
        part = dy[(*before, slice(start, start + size))]
        dxs.append(part if is_wanted else None)
        start += size
    return dxs


def _multiply_matrices(ctx: Context, args: Any, options: Options) -> Array | None:
    del options
    given = _operands(args)
    if given is None or any(is_weak(x) or x.ndim < 2 for x in given):
        return None
    a, b = given
    ctx.save(a=a, b=b)
    if b.ndim == 2:  # one large product is faster than many small ones
        y = ctx.buffer("y", (*a.shape[:-1], b.shape[-1]), a.dtype)
        rows = a.reshape(-1, a.shape[-1])
        np.matmul(rows, b, out=y.reshape(-1, b.shape[-1]))
        return y
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    y = ctx.buffer("y", (*batch, a.shape[-2], b.shape[-1]), a.dtype)
    return np.matmul(a, b, out=y)


def _multiply_matrices_back(dy: Array, ctx: Context) -> Dx:
    a, b = ctx["a"], ctx["b"]
    dxs: Dx = []
    for place, is_wanted in zip(_places(ctx), ctx.input_wanted, strict=True):
        if not is_wanted:
            dxs.append(None)
        elif place == 0:
            da = np.matmul(dy, np.swapaxes(b, -1, -2))
            dxs.append(sum_to_shape(da, a.shape))
        elif b.ndim == 2:
            rows = a.reshape(-1, a.shape[-1])
            out = ctx.buffer("db", b.shape, b.dtype)
            dxs.append(np.matmul(rows.T, dy.reshape(-1, dy.shape[-1]), out=out))
        else:
            db = np.matmul(np.swapaxes(a, -1, -2), dy)
            dxs.append(sum_to_shape(db, b.shape))
    return dxs


def _activation(activation: Activation) -> Fast:
    """Return the passes of one of the engine's activations."""

    def forward(ctx: Context, args: Any, options: Options) -> Array | None:
        del options
        (x,) = args
        if x.dtype.kind != "f":
            return None
        y = ctx.buffer("y", x.shape, x.dtype)
        with np.errstate(all="ignore"):
            activation.forward(x, y)
        ctx.save(x=x, y=y)
        return y

    def backward(dy: Array, ctx: Context) -> Dx:
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        with np.errstate(all="ignore"):
            activation.backward(dy, ctx["y"], ctx["x"], dx)
        return [dx]

    return Fast(forward, backward)


_PASSES = {
    "Add": _pair(np.add, _derive_sum),
    "Subtract": _pair(np.subtract, _derive_difference),
    "Multiply": _pair(np.multiply, _derive_product),
    "Divide": _pair(np.divide, _derive_quotient),
    "TrueDivide": _pair(np.divide, _derive_quotient),
    "Negative": Fast(_negate, _negate_back),
    "GetItem": Fast(_pick, _pick_back),
    "Reshape": Fast(_reshape, _reshape_back),
    "Concatenate": Fast(_join, _join_back),
    "Matmul": Fast(_multiply_matrices, _multiply_matrices_back),
    "Exp": _activation(activations.exponential),
    "Relu": _activation(activations.relu),
    "Sigmoid": _activation(activations.sigmoid),
    "Silu": _activation(activations.silu),
    "Softplus": _activation(activations.softplus),
    "Tanh": _activation(activations.tanh),
}


def install() -> None:
    """Give the operations their passes."""
    for name, passes in _PASSES.items():
        OPERATIONS[name].fast[:] = [passes]
