"""Activation functions with their gradients: Keras' names and definitions.

An `Activation` works on whole arrays with ``out=``. Its backward pass is written in
terms of the result ``y`` where the mathematics allows it, so that the input need not be
kept; those that need the input say so (``needs_input``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.options import Kind, register_kind
from engine.registry import ACTIVATIONS
from engine.types import Array

Forward = Callable[[Array, Array], None]
Backward = Callable[[Array, Array, Array, Array], None]


@dataclass(frozen=True)
class Activation:
    """A named activation.

    Attributes
    ----------
    name : str
        Keras name.
    doc : str
        One sentence.
    forward : callable
        ``forward(z, out)`` writes the result; ``out`` may be ``z``.
    backward : callable
        ``backward(dy, y, z, out)`` writes the derivative by the input; ``out`` may be
        ``dy``. `z` is only valid if `needs_input`.
    needs_input : bool
        Whether the backward pass reads `z`.
    """

    name: str
    doc: str
    forward: Forward
    backward: Backward
    needs_input: bool = False

    def __call__(self, x: Any) -> Array:
        """Return the activation of an array of any shape."""
        z = np.asarray(x)
        if z.dtype.kind != "f":
            z = z.astype(np.float32)
        out = np.empty_like(z)
        self.forward(z, out)
        return out


def define(
    name: str,
    doc: str,
    forward: Forward,
    backward: Backward,
    *,
    needs_input: bool = False,
) -> Activation:
    """Make an activation and enter it under its name."""
    activation = Activation(name, doc, forward, backward, needs_input)
    ACTIVATIONS.add(name, activation)
    return activation


def _linear_forward(z: Array, out: Array) -> None:
    if out is not z:
        np.copyto(out, z)


def _linear_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del y, z
    if out is not dy:
        np.copyto(out, dy)


def _relu_forward(z: Array, out: Array) -> None:
    np.maximum(z, 0, out=out)


def _relu_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    np.multiply(dy, y > 0, out=out)


def _sigmoid_forward(z: Array, out: Array) -> None:
    # tanh is the fastest float32 transcendental of NumPy, and never overflows.
    np.multiply(z, 0.5, out=out)
    np.tanh(out, out=out)
    np.multiply(out, 0.5, out=out)
    np.add(out, 0.5, out=out)


def _sigmoid_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    slope = y * (1 - y)
    np.multiply(dy, slope, out=out)


def _tanh_forward(z: Array, out: Array) -> None:
    np.tanh(z, out=out)


def _tanh_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    slope = 1 - y * y
    np.multiply(dy, slope, out=out)


def _softmax_forward(z: Array, out: Array) -> None:
    np.subtract(z, z.max(axis=-1, keepdims=True), out=out)
    np.exp(out, out=out)
    np.divide(out, out.sum(axis=-1, keepdims=True), out=out)


def _softmax_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    inner = np.einsum("...i,...i->...", dy, y)[..., None]
    np.subtract(dy, inner, out=out)
    np.multiply(out, y, out=out)


linear = define("linear", "The input itself.", _linear_forward, _linear_backward)
relu = define("relu", "max(x, 0).", _relu_forward, _relu_backward)
sigmoid = define(
    "sigmoid",
    "1 / (1 + exp(-x)), between 0 and 1.",
    _sigmoid_forward,
    _sigmoid_backward,
)
tanh = define("tanh", "Between -1 and 1.", _tanh_forward, _tanh_backward)
softmax = define(
    "softmax",
    "Positive values that sum to 1 along the last axis.",
    _softmax_forward,
    _softmax_backward,
)


def get(value: Any) -> Activation:
    """Return the activation for a name or an activation; None is linear."""
    if value is None:
        return linear
    if isinstance(value, Activation):
        return value
    if isinstance(value, str):
        found: Activation = ACTIVATIONS.get(value)
        return found
    raise ValueError("must be the name of an activation such as 'relu'")


register_kind(
    Activation,
    Kind(
        "activation",
        get,
        lambda a: a.name,
        lambda a: repr(a.name),
        lambda a: a.name,
        lambda: tuple(name for name, _ in ACTIVATIONS.items()),
    ),
)
