"""Functions that autograd lacks, with their derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from autograd.extend import defvjp
from autograd.extend import primitive as _untyped_primitive

from engine.activations import Activation
from engine.kernels.erf import erfc as _erfc
from engine.types import Array

F = TypeVar("F", bound=Callable[..., Any])


def primitive(function: F) -> F:
    """Make autograd take a function as one step, whose derivative is given below it."""
    made: F = _untyped_primitive(function)
    return made


@primitive
def cbrt(x: Any) -> Any:
    """Return the cube root of each element."""
    return np.cbrt(x)


defvjp(cbrt, lambda y, _: lambda g: g / (3 * y * y))


@primitive
def erf(x: Any) -> Any:
    """Return the error function of each element."""
    x = np.asarray(x)
    near = np.abs(x) < 0.5
    x2 = np.square(np.where(near, x, 0))
    # Near 0, 1 - erfc(x) has no digits left.
    series = np.full_like(x2, _ERF_SERIES[-1])
    for coefficient in _ERF_SERIES[-2::-1]:
        series = series * x2 + x2.dtype.type(coefficient)
    return np.where(near, series * x, 1 - _erfc(x))


_ERF_SERIES = [
    2
    / np.sqrt(np.pi)
    * (-1) ** n
    / (float(np.prod(np.arange(1.0, n + 1))) * (2 * n + 1))
    for n in range(12)
]

defvjp(
    erf, lambda _, x: lambda g: g * x.dtype.type(2 / np.sqrt(np.pi)) * np.exp(-x * x)
)


@primitive
def erfc(x: Any) -> Any:
    """Return 1 - erf(x) of each element."""
    return _erfc(np.asarray(x))


defvjp(
    erfc, lambda _, x: lambda g: -g * x.dtype.type(2 / np.sqrt(np.pi)) * np.exp(-x * x)
)


@primitive
def activate(x: Any, activation: Activation) -> Any:
    """Return what one of the engine's activations gives."""
    z = np.asarray(x)
    y = np.empty_like(z)
    activation.forward(z, y)
    return y


def _activate_vjp(y: Array, x: Array, activation: Activation) -> Any:
    def vjp(dy: Array) -> Array:
        dx = np.empty_like(y)
        activation.backward(np.asarray(dy, y.dtype), y, np.asarray(x), dx)
        return dx

    return vjp


defvjp(activate, _activate_vjp)


@primitive
def put(x: Any, updates: Any, key: Any) -> Any:
    """Return a copy of `x` with other values at some positions, each named once."""
    y = np.array(x)
    y[key] = updates
    return y


def _without(g: Array, key: Any) -> Array:
    rest = np.array(g)
    rest[key] = 0
    return rest


defvjp(
    put,
    lambda _y, _x, _updates, key: lambda g: _without(g, key),
    lambda _y, _x, updates, key: lambda g: _summed(g[key], np.shape(updates)),
)


@primitive
def put_add(x: Any, updates: Any, key: Any) -> Any:
    """Return a copy of `x` with values added at some positions, also repeatedly."""
    y = np.array(x)
    np.add.at(y, key, updates)
    return y


defvjp(
    put_add,
    lambda _y, _x, _updates, _key: lambda g: g,
    lambda _y, _x, updates, key: lambda g: _summed(g[key], np.shape(updates)),
)


def _summed(g: Array, shape: tuple[int, ...]) -> Array:
    """Return the sum over what was repeated to fill the positions."""
    g = g.sum(axis=tuple(range(g.ndim - len(shape))))
    repeated = tuple(i for i, size in enumerate(shape) if size == 1 != g.shape[i])
    return np.asarray(g.sum(axis=repeated, keepdims=True)) if repeated else g


@primitive
def cumulative_product(x: Any, axis: int) -> Any:
    """Return products of all elements up to each one."""
    return np.cumprod(x, axis=axis, dtype=x.dtype)


def _cumulative_product_vjp(y: Array, x: Array, axis: int) -> Any:
    del y

    def vjp(g: Array) -> Array:
        # Written out: dividing by x fails where it is 0.
        moved, dy = np.moveaxis(x, axis, -1), np.moveaxis(g, axis, -1)
        size = moved.shape[-1]
        dx = np.zeros_like(moved)
        for left_out in range(size):
            rest = moved.copy()
            rest[..., left_out] = 1
            products = np.cumprod(rest, axis=-1)[..., left_out:]
            dx[..., left_out] = np.sum(products * dy[..., left_out:], axis=-1)
        return np.moveaxis(dx, -1, axis)

    return vjp


defvjp(cumulative_product, _cumulative_product_vjp)
