"""Activation functions with their gradients: Keras' names and definitions.

An `Activation` works on whole arrays with ``out=``. Its backward pass is written in
terms of the result ``y`` where the mathematics allows it, so that the input need not be
kept; those that need the input say so (``needs_input``). At a kink the slope is the one
that JAX takes.

References
----------
.. [1] ``keras.activations`` and ``jax.nn``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from engine.autodiff import differentiate, plain_errors
from engine.errors import ShapeError, Text
from engine.family import (
    CustomObjects,
    find,
    function_config,
    function_source,
    object_config,
)
from engine.kernels.erf import erfc
from engine.kernels.rows import row_sums
from engine.kernels.softmax import log_sum_exp
from engine.kernels.softmax import softmax as softmax_forward
from engine.kernels.softmax import softmax_backward as softmax_adjoint
from engine.options import Kind, register_kind
from engine.registry import ACTIVATIONS, LAYERS, snake_case
from engine.types import Array, Json

Forward = Callable[[Array, Array], None]
Backward = Callable[[Array, Array, Array, Array], None]

GENERAL: dict[str, Callable[..., Any]] = {}
"""By name: what computes an activation on symbols, on traced arrays, and with Keras'
further arguments. `engine.ops`, which is above this module, enters its functions."""
PASSES: list[Callable[[Any], tuple[Forward, Backward] | None]] = []
"""Return forward and backward pass of what has its own; layers enter theirs."""


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
    function : object
        The user's function, or layer, that it stands for, if it does.
    """

    name: str
    doc: str
    forward: Forward
    backward: Backward
    needs_input: bool = False
    function: Any = None

    def __call__(self, x: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the activation of an array of any shape, or of a symbol.

        Parameters
        ----------
        x : array-like or KerasTensor
            Values.
        *args, **kwargs : object
            Further arguments that Keras' function has, such as `negative_slope`.
        """
        if args or kwargs or not isinstance(x, _PLAIN):
            return (self.function or GENERAL[self.name])(x, *args, **kwargs)
        z = as_floats(x)
        out = np.empty_like(z)
        self.forward(z, out)
        return out

    @property
    def __name__(self) -> str:
        """Name, as functions have it."""
        return self.name


_PLAIN = (np.ndarray, np.generic, list, tuple, int, float)
"""What is computed with at once."""


def as_floats(x: Any) -> Array:
    """Return `x` as an array of float32, or of float64 if it is one."""
    z = np.asarray(x)
    return z if z.dtype in (np.float32, np.float64) else z.astype(np.float32)


def define(
    name: str,
    doc: str,
    forward: Forward,
    backward: Backward,
    *aliases: str,
    needs_input: bool = False,
) -> Activation:
    """Make an activation and enter it under its name and further spellings."""
    activation = Activation(name, doc, forward, backward, needs_input)
    ACTIVATIONS.add(name, activation, *aliases)
    return activation


# Operands that are arrays already save a ufunc call its conversion of a Python number
# (0.3 us, as much as the arithmetic of a small layer). float32 is exact for these.
_ZERO = np.zeros((), np.float32)
_HALF = np.full((), 0.5, np.float32)
_ONE = np.ones((), np.float32)
# exp of these is finite: beyond, a sigmoid is 0.
_LARGEST: dict[np.dtype[Any], Array] = {
    np.dtype(np.float32): np.full((), 88, np.float32),
    np.dtype(np.float64): np.full((), 709, np.float64),
}

_BLOCK = 65536


@lru_cache(maxsize=256)
def _zeros(shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
    size = math.prod(shape)
    return _zero_block(dtype)[:size].reshape(shape)


@lru_cache(maxsize=4)
def _zero_block(dtype: np.dtype[Any]) -> Array:
    block = np.zeros(_BLOCK, dtype)
    block.flags.writeable = False
    return block


def _workspace(out: Array, dy: Array) -> Array:
    """Return `out`, or a new array if writing to it would destroy `dy`."""
    return np.empty_like(out) if np.may_share_memory(out, dy) else out


# ------------------------------------------------------- linear and cut lines


def _linear_forward(z: Array, out: Array) -> None:
    if out is not z:
        np.copyto(out, z)


def _linear_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del y, z
    if out is not dy:
        np.copyto(out, dy)


def _relu_forward(z: Array, out: Array) -> None:
    # An array of zeros is faster than the number 0 as long as both stay in the cache.
    zero = _zeros(z.shape, z.dtype) if z.size <= _BLOCK else _ZERO
    np.maximum(z, zero, out=out)


def _relu_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    mask = _workspace(out, dy)
    # 1.0 and 0.0 in the dtype of dy: multiplying by bool converts twice as slowly.
    np.greater(y, _ZERO, out=mask)
    np.multiply(dy, mask, out=out)


def _relu6_forward(z: Array, out: Array) -> None:
    np.maximum(z, _ZERO, out=out)
    np.minimum(out, 6, out=out)


def _relu6_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    np.multiply(dy, (y > 0) & (y < 6), out=out)


_LEAK = 0.2


def _leaky_relu_forward(z: Array, out: Array) -> None:
    # The larger of both lines is the upper one on either side, as the slope is < 1.
    np.maximum(z, z * z.dtype.type(_LEAK), out=out)


def _leaky_relu_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    np.multiply(dy, np.where(y >= 0, _ONE, y.dtype.type(_LEAK)), out=out)


def _hard_tanh_forward(z: Array, out: Array) -> None:
    np.maximum(z, -1, out=out)
    np.minimum(out, 1, out=out)


def _hard_tanh_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del y
    np.multiply(dy, np.abs(z) <= 1, out=out)


def _hard_sigmoid_forward(z: Array, out: Array) -> None:
    np.add(z, 3, out=out)
    _relu6_forward(out, out)
    np.divide(out, 6, out=out)


def _hard_sigmoid_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    inside = (y > 0) & (y < 1)
    np.divide(dy, 6, out=out)
    np.multiply(out, inside, out=out)


def _hard_silu_forward(z: Array, out: Array) -> None:
    gate = np.empty_like(z)
    _hard_sigmoid_forward(z, gate)
    np.multiply(z, gate, out=out)


def _hard_silu_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del y
    gate = np.empty_like(z)
    _hard_sigmoid_forward(z, gate)
    inside = (gate > 0) & (gate < 1)
    np.multiply(dy, gate + inside * (z / 6), out=out)


_SHRINK = 0.5


def _hard_shrink_forward(z: Array, out: Array) -> None:
    np.multiply(z, np.abs(z) > _SHRINK, out=out)


def _hard_shrink_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    np.multiply(dy, y != 0, out=out)


def _soft_shrink_forward(z: Array, out: Array) -> None:
    np.subtract(z, np.clip(z, -_SHRINK, _SHRINK), out=out)


def _sparse_sigmoid_forward(z: Array, out: Array) -> None:
    np.add(z, 1, out=out)
    np.maximum(out, 0, out=out)
    np.minimum(out, 2, out=out)
    np.multiply(out, _HALF, out=out)


def _sparse_sigmoid_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    inside = (y > 0) & (y < 1)
    np.multiply(dy, _HALF, out=out)
    np.multiply(out, inside, out=out)


def _sparse_plus_forward(z: Array, out: Array) -> None:
    curve = np.square(np.clip(z, -1, 1) + 1) / 4
    # The parabola ends at (1, 1) with slope 1, where the line goes on.
    np.add(curve, np.maximum(z - 1, 0), out=out)


def _sparse_plus_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    np.multiply(dy, np.minimum(np.sqrt(y), 1), out=out)


# ------------------------------------------------------- exponential lines


def _elu_forward(z: Array, out: Array) -> None:
    negative = np.expm1(np.minimum(z, 0))
    np.maximum(z, 0, out=out)
    np.add(out, negative, out=out)


def _elu_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    np.multiply(dy, np.minimum(y, 0) + 1, out=out)


# Klambauer et al., "Self-normalizing neural networks", arXiv:1706.02515: the constants
# for which mean 0 and variance 1 are a fixed point.
_SELU_ALPHA = 1.6732632423543772
_SELU_SCALE = 1.0507009873554805


def _selu_forward(z: Array, out: Array) -> None:
    negative = np.expm1(np.minimum(z, 0)) * z.dtype.type(_SELU_ALPHA)
    np.maximum(z, 0, out=out)
    np.add(out, negative, out=out)
    np.multiply(out, z.dtype.type(_SELU_SCALE), out=out)


def _selu_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    number = y.dtype.type
    below = y + number(_SELU_SCALE * _SELU_ALPHA)
    np.multiply(dy, np.where(y > 0, number(_SELU_SCALE), below), out=out)


def _exponential_forward(z: Array, out: Array) -> None:
    np.exp(z, out=out)


def _exponential_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    np.multiply(dy, y, out=out)


# ------------------------------------------------------- sigmoid and relatives


def _sigmoid_forward(z: Array, out: Array) -> None:
    # 0.5 tanh(z / 2) + 0.5 takes two thirds of the time, but leaves three digits of a
    # probability of 1e-5, and the logarithm in a crossentropy shows that.
    np.negative(z, out=out)
    np.minimum(out, _LARGEST[z.dtype], out=out)
    np.exp(out, out=out)
    np.add(out, _ONE, out=out)
    np.divide(_ONE, out, out=out)


def _sigmoid_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    slope = _workspace(out, dy)
    np.subtract(_ONE, y, out=slope)
    np.multiply(slope, y, out=slope)
    np.multiply(dy, slope, out=out)


def _sigmoid(z: Array) -> Array:
    s = np.empty_like(z)
    _sigmoid_forward(z, s)
    return s


def _tanh_forward(z: Array, out: Array) -> None:
    np.tanh(z, out=out)


def _tanh_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    slope = _workspace(out, dy)
    np.multiply(y, y, out=slope)
    np.subtract(_ONE, slope, out=slope)
    np.multiply(dy, slope, out=out)


def _tanh_shrink_forward(z: Array, out: Array) -> None:
    np.subtract(z, np.tanh(z), out=out)


def _tanh_shrink_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del y
    np.multiply(dy, np.square(np.tanh(z)), out=out)


def _silu_forward(z: Array, out: Array) -> None:
    np.multiply(z, _sigmoid(z), out=out)


def _silu_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del y
    s = _sigmoid(z)
    np.multiply(dy, s * (1 + z * (1 - s)), out=out)


def _softplus(z: Array) -> Array:
    # log(1 + exp(z)) without overflow; log1p keeps the tiny values of negative z.
    return np.asarray(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))


def _softplus_forward(z: Array, out: Array) -> None:
    np.copyto(out, _softplus(z))


def _softplus_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    np.multiply(dy, -np.expm1(-y), out=out)


def _log_sigmoid_forward(z: Array, out: Array) -> None:
    np.negative(_softplus(-z), out=out)


def _log_sigmoid_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    np.multiply(dy, -np.expm1(y), out=out)


def _mish_forward(z: Array, out: Array) -> None:
    np.multiply(z, np.tanh(_softplus(z)), out=out)


def _mish_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del y
    t = np.tanh(_softplus(z))
    np.multiply(dy, t + z * (1 - t * t) * _sigmoid(z), out=out)


def _softsign_forward(z: Array, out: Array) -> None:
    np.divide(z, np.abs(z) + 1, out=out)


def _softsign_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    np.multiply(dy, np.square(1 - np.abs(y)), out=out)


def _squareplus_forward(z: Array, out: Array) -> None:
    np.add(z, np.sqrt(z * z + 4), out=out)
    np.multiply(out, _HALF, out=out)


def _squareplus_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    # y (y - x) = 1 gives sqrt(x^2 + 4) = y + 1/y, and the slope y / (y + 1/y).
    square = y * y
    np.multiply(dy, square / (square + 1), out=out)


def _gelu_forward(z: Array, out: Array) -> None:
    np.multiply(z, _normal_cdf(z), out=out)


def _gelu_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del y
    density = np.exp(z * z * z.dtype.type(-0.5))
    density *= z.dtype.type(1 / math.sqrt(2 * math.pi))
    np.multiply(dy, _normal_cdf(z) + z * density, out=out)


def _normal_cdf(z: Array) -> Array:
    return np.asarray(erfc(z * z.dtype.type(-math.sqrt(0.5))) * _HALF)


# ------------------------------------------------------- along the last axis


def _softmax_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    softmax_adjoint(dy, y, out)


def _log_softmax_forward(z: Array, out: Array) -> None:
    sums = np.empty((*z.shape[:-1], 1), z.dtype)
    largest = log_sum_exp(z, np.empty_like(z), sums[..., 0])[..., None]
    np.subtract(z, largest, out=out)
    np.subtract(out, np.log(sums), out=out)


def _log_softmax_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    del z
    total = np.empty((*y.shape[:-1], 1), y.dtype)
    row_sums(dy, total[..., 0])
    np.subtract(dy, np.exp(y) * total, out=out)


def _sparsemax_forward(z: Array, out: Array) -> None:
    order = np.argsort(-z, axis=-1, kind="stable")
    sums, support = _sparsemax_support(z, order)
    count = np.sum(support, axis=-1, keepdims=True)
    # Martins & Astudillo, arXiv:1602.02068, take the last of the sums here. Keras 3
    # adds all of them up; models must predict what they predict there.
    limit = (np.sum(sums * support, axis=-1, keepdims=True) - 1) / count
    np.subtract(z, limit.astype(z.dtype), out=out)
    np.maximum(out, 0, out=out)


def _sparsemax_backward(dy: Array, y: Array, z: Array, out: Array) -> None:
    order = np.argsort(-z, axis=-1, kind="stable")
    _, support = _sparsemax_support(z, order)
    count = np.sum(support, axis=-1, keepdims=True)
    # How often each entry is contained in the sums that make up the limit.
    share = np.maximum(count - np.arange(z.shape[-1]), 0) / count
    slope = np.empty_like(z)
    np.put_along_axis(slope, order, share.astype(z.dtype), axis=-1)
    passed: Array = dy * (y > 0)
    np.subtract(passed, slope * passed.sum(axis=-1, keepdims=True), out=out)


def _sparsemax_support(z: Array, order: Array) -> tuple[Array, Array]:
    falling = np.take_along_axis(z, order, axis=-1)
    sums = np.cumsum(falling, axis=-1)
    position = np.arange(1, z.shape[-1] + 1, dtype=z.dtype)
    return sums, falling - (sums - 1) / position > 0


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
    softmax_forward,
    _softmax_backward,
)
leaky_relu = define(
    "leaky_relu",
    "x above 0, 0.2 x below.",
    _leaky_relu_forward,
    _leaky_relu_backward,
)
relu6 = define("relu6", "max(x, 0), at most 6.", _relu6_forward, _relu6_backward)
elu = define("elu", "x above 0, exp(x) - 1 below.", _elu_forward, _elu_backward)
selu = define(
    "selu",
    "Scaled elu that keeps mean 0 and variance 1; use with lecun_normal.",
    _selu_forward,
    _selu_backward,
)
celu = define(
    "celu",
    "Continuously differentiable elu; the same as elu at its default.",
    _elu_forward,
    _elu_backward,
)
gelu = define(
    "gelu",
    "x times the normal distribution function of x.",
    _gelu_forward,
    _gelu_backward,
    needs_input=True,
)
silu = define(
    "silu",
    "x sigmoid(x), also called swish.",
    _silu_forward,
    _silu_backward,
    "swish",
    needs_input=True,
)
mish = define(
    "mish",
    "x tanh(softplus(x)).",
    _mish_forward,
    _mish_backward,
    needs_input=True,
)
softplus = define("softplus", "log(1 + exp(x)).", _softplus_forward, _softplus_backward)
softsign = define("softsign", "x / (1 + |x|).", _softsign_forward, _softsign_backward)
squareplus = define(
    "squareplus",
    "(x + sqrt(x^2 + 4)) / 2.",
    _squareplus_forward,
    _squareplus_backward,
)
exponential = define(
    "exponential", "exp(x).", _exponential_forward, _exponential_backward
)
log_sigmoid = define(
    "log_sigmoid",
    "Logarithm of the sigmoid.",
    _log_sigmoid_forward,
    _log_sigmoid_backward,
)
log_softmax = define(
    "log_softmax",
    "Logarithm of the softmax along the last axis.",
    _log_softmax_forward,
    _log_softmax_backward,
)
sparsemax = define(
    "sparsemax",
    "Differences to a limit along the last axis, with exact zeros.",
    _sparsemax_forward,
    _sparsemax_backward,
    needs_input=True,
)
hard_sigmoid = define(
    "hard_sigmoid",
    "x / 6 + 0.5, cut to 0 .. 1.",
    _hard_sigmoid_forward,
    _hard_sigmoid_backward,
)
hard_silu = define(
    "hard_silu",
    "x hard_sigmoid(x), also called hard_swish.",
    _hard_silu_forward,
    _hard_silu_backward,
    "hard_swish",
    needs_input=True,
)
hard_tanh = define(
    "hard_tanh",
    "x, cut to -1 .. 1.",
    _hard_tanh_forward,
    _hard_tanh_backward,
    needs_input=True,
)
hard_shrink = define(
    "hard_shrink",
    "x where |x| > 0.5, else 0.",
    _hard_shrink_forward,
    _hard_shrink_backward,
)
soft_shrink = define(
    "soft_shrink",
    "x moved by 0.5 towards 0, and 0 within.",
    _soft_shrink_forward,
    _hard_shrink_backward,
)
tanh_shrink = define(
    "tanh_shrink",
    "x - tanh(x).",
    _tanh_shrink_forward,
    _tanh_shrink_backward,
    needs_input=True,
)
sparse_plus = define(
    "sparse_plus",
    "0 below -1, x above 1, a parabola between.",
    _sparse_plus_forward,
    _sparse_plus_backward,
)
sparse_sigmoid = define(
    "sparse_sigmoid",
    "(x + 1) / 2, cut to 0 .. 1.",
    _sparse_sigmoid_forward,
    _sparse_sigmoid_backward,
)


swish = silu
hard_swish = hard_silu


def threshold(x: Any, threshold: float, default_value: float) -> Any:
    """Return `x` where it is above a threshold and a default elsewhere.

    It has no name to be chosen by, as there are no defaults for its numbers.

    Parameters
    ----------
    x : array-like or KerasTensor
        Values.
    threshold : float
        Limit; values equal to it are replaced.
    default_value : float
        What replaces the others.
    """
    return GENERAL["threshold"](x, threshold, default_value)


def glu(x: Any, axis: int = -1) -> Any:
    """Return the first half of an axis times the sigmoid of the second.

    It has no name to be chosen by, as a layer's activation must keep the shape.

    Parameters
    ----------
    x : array-like or KerasTensor
        Values, an even number of them along the axis.
    axis : int, default=-1
        Which axis.
    """
    return GENERAL["glu"](x, axis)


# ------------------------------------------------------- functions of a user


def of_function(function: Any) -> Activation:
    """Return the activation that a user's function, or a layer, stands for.

    Parameters
    ----------
    function : callable
        Takes an array and returns one of the same shape, computed with operators and
        functions of NumPy or `engine.ops`.
    """
    name = getattr(function, "__name__", "") or snake_case(type(function).__name__)
    for passes in PASSES:
        own = passes(function)
        if own is not None:
            return Activation(name, "A layer.", *own, True, function)

    def forward(z: Array, out: Array) -> None:
        with plain_errors(name):
            made = np.asarray(function(z))
        if made.shape != z.shape:
            raise ShapeError(
                "The activation {name} must keep the shape {expected}. Received "
                "{received} from it. Call it in a layer of your own.",
                name=name,
                expected=z.shape,
                received=made.shape,
            )
        np.copyto(out, made, casting="same_kind")

    def backward(dy: Array, y: Array, z: Array, out: Array) -> None:
        del y
        with plain_errors(name):
            _, pull_back = differentiate(lambda arrays: [function(arrays[0])], [z])
            np.copyto(out, pull_back([dy])[0])

    doc = "A function of one's own."
    return Activation(name, doc, forward, backward, True, function)


_OTHERS = {"glu": glu, "threshold": threshold}
"""What is no activation of a layer."""


def get(value: Any, custom_objects: CustomObjects | None = None) -> Activation:
    """Return the activation for a name, config, function or activation.

    Parameters
    ----------
    value : str, dict, callable or Activation
        None is linear.
    custom_objects : mapping of str to object, optional
        A user's own functions by name.

    Raises
    ------
    UnsupportedError
        For unknown names.
    """
    if value is None:
        return linear
    if isinstance(value, Activation):
        return value
    found = value
    if isinstance(value, Mapping) and "class_name" in value:
        found = _from_config(value, custom_objects)
    elif isinstance(value, str) and value in _OTHERS:
        raise ValueError(
            Text(
                "must be a function of one array that keeps its shape, unlike {name}; "
                "call keras.activations.{name} on the output of the layer",
                name=value,
            )
        )
    elif isinstance(value, str):
        found = find(ACTIVATIONS, value, custom_objects)
    if isinstance(found, type):
        found = found()
    if isinstance(found, Activation):
        return found
    if callable(found):
        return of_function(found)
    raise ValueError("must be the name of an activation such as 'relu', or a function")


def _from_config(
    config: Mapping[str, Json], custom_objects: CustomObjects | None
) -> Any:
    inner = config.get("config")
    if config["class_name"] == "function":
        return find(ACTIVATIONS, str(inner), custom_objects)
    name = str(config.get("registered_name") or config["class_name"])
    table = LAYERS if name in LAYERS else ACTIVATIONS
    return find(table, name, custom_objects).from_config(inner or {})


def serialize(activation: Activation) -> Json:
    """Return the name that a config holds, or the config of a user's function."""
    function = activation.function
    if function is None:
        return activation.name
    if callable(getattr(function, "get_config", None)):
        table = LAYERS if type(function).__name__ in LAYERS else ACTIVATIONS
        return object_config(function, table)
    return function_config(function)


def deserialize(
    config: Json, custom_objects: CustomObjects | None = None
) -> Activation:
    """Return the activation of a config, or of a name."""
    return get(config, custom_objects)


def _source(activation: Activation) -> str:
    function = activation.function
    if function is None:
        return repr(activation.name)
    if callable(getattr(function, "source", None)):
        return str(function.source("keras.layers."))
    return function_source(function)


register_kind(
    Activation,
    Kind(
        "activation",
        get,
        serialize,
        _source,
        serialize,
        lambda: tuple(name for name, _ in ACTIVATIONS.items()),
    ),
)
