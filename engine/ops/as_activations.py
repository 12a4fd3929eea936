"""Activations on symbols, on traced arrays, and with Keras' further arguments.

Importing this module teaches them to `engine.activations`, which is a floor below.
"""

from __future__ import annotations

from typing import Any

from engine.activations import GENERAL
from engine.ops import nn
from engine.ops.arranging import where
from engine.ops.binary import greater
from engine.ops.unary import clip, exp, tanh


def _linear(x: Any) -> Any:
    return x


def _relu(
    x: Any,
    negative_slope: float = 0.0,
    max_value: float | None = None,
    threshold: float = 0.0,
) -> Any:
    if negative_slope and max_value is None and not threshold:
        return nn.leaky_relu(x, negative_slope)
    if threshold:
        y = where(greater(x, threshold), x, 0.0)
    else:
        y = nn.relu6(x) if max_value == 6 else nn.relu(x)
    if max_value is not None and (threshold or max_value != 6):
        y = clip(y, 0.0, max_value)
    if negative_slope:
        y = y - negative_slope * nn.relu(threshold - x)
    return y


def _gelu(x: Any, approximate: bool = False) -> Any:
    return nn.gelu(x, approximate)


def _mish(x: Any) -> Any:
    return x * tanh(nn.softplus(x))


GENERAL.update(
    {
        "celu": nn.celu,
        "elu": nn.elu,
        "exponential": exp,
        "gelu": _gelu,
        "glu": nn.glu,
        "hard_shrink": nn.hard_shrink,
        "hard_sigmoid": nn.hard_sigmoid,
        "hard_silu": nn.hard_silu,
        "hard_tanh": nn.hard_tanh,
        "leaky_relu": nn.leaky_relu,
        "linear": _linear,
        "log_sigmoid": nn.log_sigmoid,
        "log_softmax": nn.log_softmax,
        "mish": _mish,
        "relu": _relu,
        "relu6": nn.relu6,
        "selu": nn.selu,
        "sigmoid": nn.sigmoid,
        "silu": nn.silu,
        "soft_shrink": nn.soft_shrink,
        "softmax": nn.softmax,
        "softplus": nn.softplus,
        "softsign": nn.softsign,
        "sparse_plus": nn.sparse_plus,
        "sparse_sigmoid": nn.sparse_sigmoid,
        "sparsemax": nn.sparsemax,
        "squareplus": nn.squareplus,
        "tanh": tanh,
        "tanh_shrink": nn.tanh_shrink,
        "threshold": nn.threshold,
    }
)
