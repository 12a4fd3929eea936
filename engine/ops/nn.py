"""Activations, normalisation and codes: what Keras has in ``keras.ops.nn``."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np

from engine import activations
from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.ops import derivable
from engine.ops.arrays import (
    FLOAT,
    axes,
    floats,
    plain,
    promote,
    standard_dtype,
    tensor,
)
from engine.ops.math import logsumexp, rsqrt
from engine.ops.operation import NN, operation
from engine.ops.reductions import max as max_

EPSILON = 1e-7


def _activate(x: Any, activation: activations.Activation) -> Any:
    return derivable.activate(floats(x), activation)


@operation(NN, elementwise=True)
def relu(x: Any) -> Any:
    """Return max(x, 0)."""
    x = tensor(x)
    if x.dtype.kind != "f":
        return np.maximum(x, 0)
    return _activate(x, activations.relu)


@operation(NN, elementwise=True)
def relu6(x: Any) -> Any:
    """Return max(x, 0), at most 6."""
    return _activate(x, activations.relu6)


@operation(NN, elementwise=True)
def sigmoid(x: Any) -> Any:
    """Return 1 / (1 + exp(-x))."""
    return _activate(x, activations.sigmoid)


@operation(NN, elementwise=True)
def sparse_sigmoid(x: Any) -> Any:
    """Return (x + 1) / 2, cut to 0 .. 1."""
    return _activate(x, activations.sparse_sigmoid)


@operation(NN, elementwise=True)
def softplus(x: Any) -> Any:
    """Return log(1 + exp(x))."""
    return _activate(x, activations.softplus)


@operation(NN, elementwise=True)
def softsign(x: Any) -> Any:
    """Return x / (1 + |x|)."""
    return _activate(x, activations.softsign)


@operation(NN, "threshold", elementwise=True)
def soft_shrink(x: Any, threshold: float = 0.5) -> Any:
    """Return x moved by a threshold towards 0, and 0 within it."""
    x = floats(x)
    bare = plain(x)
    inside = np.where(bare < -threshold, x.dtype.type(1), x.dtype.type(0))
    shift = np.where(bare > threshold, x.dtype.type(-1), inside)
    return anp.where(shift != 0, x + shift * x.dtype.type(threshold), 0 * x)


@operation(NN, elementwise=True)
def sparse_plus(x: Any) -> Any:
    """Return 0 below -1, x above 1, a parabola between."""
    return _activate(x, activations.sparse_plus)


@operation(NN, elementwise=True)
def silu(x: Any) -> Any:
    """Return x sigmoid(x), also called swish."""
    return _activate(x, activations.silu)


swish = silu


@operation(NN, "b", elementwise=True)
def squareplus(x: Any, b: float = 4) -> Any:
    """Return (x + sqrt(x^2 + b)) / 2."""
    x = floats(x)
    return (x + anp.sqrt(x * x + b)) / 2


@operation(NN, elementwise=True)
def log_sigmoid(x: Any) -> Any:
    """Return the logarithm of the sigmoid."""
    return _activate(x, activations.log_sigmoid)


@operation(NN, "negative_slope", elementwise=True)
def leaky_relu(x: Any, negative_slope: float = 0.2) -> Any:
    """Return x above 0, and a part of it below."""
    x = floats(x)
    return anp.where(plain(x) >= 0, x, x * negative_slope)


@operation(NN, elementwise=True)
def hard_sigmoid(x: Any) -> Any:
    """Return x / 6 + 0.5, cut to 0 .. 1."""
    return _activate(x, activations.hard_sigmoid)


@operation(NN, elementwise=True)
def hard_silu(x: Any) -> Any:
    """Return x hard_sigmoid(x), also called hard_swish."""
    return _activate(x, activations.hard_silu)


hard_swish = hard_silu


@operation(NN, "alpha", elementwise=True)
def elu(x: Any, alpha: float = 1.0) -> Any:
    """Return x above 0, alpha (exp(x) - 1) below."""
    x = floats(x)
    is_positive = plain(x) > 0
    below = anp.where(is_positive, 0 * x, x)  # exp must not overflow where unused
    return anp.where(is_positive, x, alpha * anp.expm1(below))


@operation(NN, elementwise=True)
def selu(x: Any) -> Any:
    """Return a scaled elu that keeps mean 0 and variance 1."""
    return _activate(x, activations.selu)


@operation(NN, "approximate", elementwise=True)
def gelu(x: Any, approximate: bool = True) -> Any:
    """Return x times the normal distribution function of x, or nearly so."""
    if not approximate:
        return _activate(x, activations.gelu)
    x = floats(x)
    inside = np.sqrt(2 / np.pi).astype(x.dtype) * (x + 0.044715 * x * x * x)
    return 0.5 * x * (1 + anp.tanh(inside))


@operation(NN, "alpha", elementwise=True)
def celu(x: Any, alpha: float = 1.0) -> Any:
    """Return x above 0, alpha (exp(x / alpha) - 1) below."""
    x = floats(x)
    is_positive = plain(x) > 0
    below = anp.where(is_positive, 0 * x, x)
    return anp.where(is_positive, x, alpha * anp.expm1(below / alpha))


@operation(NN, "axis")
def glu(x: Any, axis: int = -1) -> Any:
    """Return the first half along an axis times the sigmoid of the second."""
    x = floats(x)
    size = x.shape[axis]
    if size % 2:
        raise ShapeError(
            "ops.glu: the axis must have an even size. Received shape {shape}.",
            shape=x.shape,
        )
    before = (slice(None),) * (axis % x.ndim)
    first = x[(*before, slice(None, size // 2))]
    return first * sigmoid(x[(*before, slice(size // 2, None))])


@operation(NN, elementwise=True)
def tanh_shrink(x: Any) -> Any:
    """Return x - tanh(x)."""
    return _activate(x, activations.tanh_shrink)


@operation(NN, elementwise=True)
def hard_tanh(x: Any) -> Any:
    """Return x, cut to -1 .. 1."""
    return _activate(x, activations.hard_tanh)


@operation(NN, "threshold", elementwise=True)
def hard_shrink(x: Any, threshold: float = 0.5) -> Any:
    """Return x where its size is above a threshold, else 0."""
    x = floats(x)
    return anp.where(np.abs(plain(x)) > threshold, x, x.dtype.type(0))


@operation(NN, "threshold", "default_value", elementwise=True)
def threshold(x: Any, threshold: float, default_value: float) -> Any:
    """Return x where it is above a threshold, else a default."""
    x = floats(x)
    return anp.where(plain(x) > threshold, x, x.dtype.type(default_value))


def _along_last(x: Any, axis: int, activation: activations.Activation) -> Any:
    """Apply what works along the last axis to another one."""
    x = floats(x)
    if axis % x.ndim == x.ndim - 1:
        return derivable.activate(x, activation)
    y = derivable.activate(anp.moveaxis(x, axis, -1), activation)
    return anp.moveaxis(y, -1, axis)


@operation(NN, "axis", elementwise=True)
def softmax(x: Any, axis: Any = -1) -> Any:
    """Return positive values that sum to 1 along an axis, or several."""
    if isinstance(axis, list | tuple) or axis is None:
        return anp.exp(log_softmax(x, axis))
    return _along_last(x, axis, activations.softmax)


@operation(NN, "axis", elementwise=True)
def log_softmax(x: Any, axis: Any = -1) -> Any:
    """Return the logarithm of the softmax."""
    if isinstance(axis, list | tuple) or axis is None:
        x = floats(x)
        return x - logsumexp(x, axis, True)
    return _along_last(x, axis, activations.log_softmax)


@operation(NN, "axis", elementwise=True)
def sparsemax(x: Any, axis: int = -1) -> Any:
    """Return differences to a limit along an axis, with exact zeros."""
    return _along_last(x, axis, activations.sparsemax)


# ----------------------------------------------------------------------- codes


@operation(NN, "num_classes", "axis", "dtype", "sparse")
def one_hot(
    x: Any, num_classes: int, axis: int = -1, dtype: Any = None, sparse: bool = False
) -> Any:
    """Return a 1 at the place of each class and zeros else; all zeros outside."""
    if sparse:
        raise UnsupportedError(
            "ops.one_hot: there are no sparse arrays. Leave sparse out."
        )
    x = plain(x)
    hot = x[..., None] == np.arange(num_classes)
    return np.moveaxis(hot, -1, axis).astype(standard_dtype(dtype))


@operation(NN, "num_classes", "axis", "dtype", "sparse")
def multi_hot(
    inputs: Any,
    num_classes: int | None = None,
    axis: int = -1,
    dtype: Any = None,
    sparse: bool = False,
    **kwargs: Any,
) -> Any:
    """Return a 1 at the place of each class that occurs in a row."""
    if num_classes is None:
        raise OptionError(
            "ops.multi_hot: num_classes, the number of classes, is missing. Received "
            "{received}.",
            received=", ".join(kwargs) or "nothing",
        )
    codes = one_hot(inputs, num_classes, axis, dtype, sparse)
    return max_(codes, axis=1 if plain(inputs).ndim > 1 else 0)


# ---------------------------------------------------------------- crossentropy


def _same_shape(target: Any, output: Any, name: str) -> None:
    if target.shape != output.shape:
        raise ShapeError(
            "ops.{name}: target and output must have the same shape. Received "
            "{target} and {output}.",
            name=name,
            target=target.shape,
            output=output.shape,
        )


@operation(NN, "from_logits")
def binary_crossentropy(target: Any, output: Any, from_logits: bool = False) -> Any:
    """Return how far probabilities are from 0 or 1, element by element."""
    target, output = floats(target), floats(output)
    _same_shape(target, output, "binary_crossentropy")
    target, output = promote(target, output)
    if from_logits:
        return -target * log_sigmoid(output) - (1 - target) * log_sigmoid(-output)
    output = anp.clip(output, EPSILON, output.dtype.type(1 - EPSILON))
    return -(target * anp.log(output) + (1 - target) * anp.log(1 - output))


def _log_probabilities(output: Any, from_logits: bool, axis: int) -> Any:
    if from_logits:
        return log_softmax(output, axis)
    output = output / anp.sum(output, axis=axis, keepdims=True)
    return anp.log(anp.clip(output, EPSILON, output.dtype.type(1 - EPSILON)))


@operation(NN, "from_logits", "axis")
def categorical_crossentropy(
    target: Any, output: Any, from_logits: bool = False, axis: int = -1
) -> Any:
    """Return how far probabilities of classes are from the true ones."""
    target, output = promote(floats(target), floats(output))
    _same_shape(target, output, "categorical_crossentropy")
    return -anp.sum(target * _log_probabilities(output, from_logits, axis), axis=axis)


@operation(NN, "from_logits", "axis")
def sparse_categorical_crossentropy(
    target: Any, output: Any, from_logits: bool = False, axis: int = -1
) -> Any:
    """Return how far probabilities of classes are from the number of the true one."""
    labels, output = plain(target).astype(np.int32), floats(output)
    if labels.ndim == output.ndim and labels.shape[-1] == 1:
        labels = labels[..., 0]
    if labels.shape != output.shape[:-1]:
        raise ShapeError(
            "ops.sparse_categorical_crossentropy: target must have the shape of "
            "output without its last axis. Received {target} and {output}.",
            target=labels.shape,
            output=output.shape,
        )
    codes = one_hot(labels, output.shape[axis], axis=axis, dtype=output.dtype)
    return -anp.sum(codes * _log_probabilities(output, from_logits, axis), axis=axis)


# --------------------------------------------------------------- normalisation


@operation(NN, "axes", "keepdims", "synchronized")
def moments(
    x: Any, axes: Any, keepdims: bool = False, synchronized: bool = False
) -> Any:
    """Return mean and variance along axes."""
    if synchronized:
        raise UnsupportedError(
            "ops.moments: there is one machine only. Leave synchronized out."
        )
    x = floats(x)
    along = tuple(axes) if isinstance(axes, list | tuple) else axes
    middle = anp.mean(x, axis=along, keepdims=True)
    distance = x - middle
    spread = anp.mean(distance * distance, axis=along, keepdims=keepdims)
    return middle if keepdims else anp.squeeze(middle, axis=along), spread


@operation(NN, "axis", "epsilon", class_name="BatchNorm")
def batch_normalization(
    x: Any,
    mean: Any,
    variance: Any,
    axis: int,
    offset: Any = None,
    scale: Any = None,
    epsilon: float = 1e-3,
) -> Any:
    """Return elements with given mean and variance of each feature taken out."""
    x = floats(x)
    shape = [1] * x.ndim
    shape[axis] = -1
    factor = 1 / anp.sqrt(anp.reshape(floats(variance), shape) + epsilon)
    if scale is not None:
        factor = factor * anp.reshape(floats(scale), shape)
    shift = -anp.reshape(floats(mean), shape) * factor
    if offset is not None:
        shift = shift + anp.reshape(floats(offset), shape)
    return x * factor + shift


@operation(NN, "axis", "order", "epsilon", elementwise=True)
def normalize(
    x: Any, axis: Any = -1, order: int = 2, epsilon: float | None = None
) -> Any:
    """Return vectors along axes, divided by their length."""
    if isinstance(order, bool) or not isinstance(order, int) or order < 1:
        raise OptionError(
            "ops.normalize: order must be a whole number of at least 1. Received "
            "{order!r}.",
            order=order,
        )
    x = floats(x)
    x = anp.reshape(x, (1,)) if x.ndim == 0 else x
    least = EPSILON if epsilon is None else epsilon
    if order == 2:
        total = anp.sum(x * x, axis=axes(axis), keepdims=True)
        return x * anp.minimum(rsqrt(total), x.dtype.type(1 / least))
    powers = anp.sum(anp.abs(x) ** order, axis=axes(axis), keepdims=True)
    return x / anp.maximum(powers ** (1 / order), x.dtype.type(least))


@operation(NN, "axis", "epsilon", class_name="RMSNorm", by_name=("scale",))
def rms_normalization(
    x: Any, scale: Any = None, axis: Any = -1, epsilon: float | None = None
) -> Any:
    """Return elements divided by the root of their mean square."""
    x = floats(x)
    along = axes(axis)
    least = EPSILON if epsilon is None else epsilon
    factor = rsqrt(anp.mean(x * x, axis=along, keepdims=True) + least)
    y = x * factor
    if scale is None:
        return y
    return y * _over(floats(scale), x, along)


def _over(weight: Any, x: Any, axis: Any) -> Any:
    """Return a weight of the sizes of some axes so that it meets them."""
    along = axis if isinstance(axis, tuple) else (axis,)
    places = {one % x.ndim for one in along}
    shape = [size if i in places else 1 for i, size in enumerate(x.shape)]
    return anp.reshape(weight, shape)


@operation(NN, "axis", "epsilon", class_name="LayerNorm")
def layer_normalization(
    x: Any,
    gamma: Any = None,
    beta: Any = None,
    axis: Any = -1,
    epsilon: float | None = None,
    **kwargs: Any,
) -> Any:
    """Return elements with mean 0 and variance 1 along axes, scaled and moved."""
    for name in kwargs:
        raise OptionError(
            'ops.layer_normalization: there is no option "{name}". For rms_scaling use '
            "ops.rms_normalization.",
            name=name,
        )
    x = floats(x)
    along = axes(axis)
    least = EPSILON if epsilon is None else epsilon
    distance = x - anp.mean(x, axis=along, keepdims=True)
    spread = anp.mean(distance * distance, axis=along, keepdims=True)
    y = distance / anp.sqrt(spread + least)
    if gamma is not None:
        y = y * _over(floats(gamma), x, along)
    return y if beta is None else y + _over(floats(beta), x, along)


@operation(NN, "max_val", class_name="PSNR")
def psnr(x1: Any, x2: Any, max_val: float) -> Any:
    """Return the ratio of the largest signal to the noise, in decibels."""
    x1, x2 = floats(x1), floats(x2)
    _same_shape(x1, x2, "psnr")
    error = anp.mean(anp.square(x1 - x2))
    largest = anp.log(np.asarray(max_val, FLOAT))
    return (20 * largest - 10 * anp.log(error)) / anp.log(FLOAT.type(10))


@operation(
    NN,
    "is_causal",
    "flash_attention",
    "attn_logits_soft_cap",
    by_name=("bias", "mask", "scale"),
)
def dot_product_attention(
    query: Any,
    key: Any,
    value: Any,
    bias: Any = None,
    mask: Any = None,
    scale: float | None = None,
    is_causal: bool = False,
    flash_attention: bool | None = None,
    attn_logits_soft_cap: float | None = None,
) -> Any:
    """Return means of values, weighted by how well their keys fit each query.

    All of shape ``(n, steps, heads, features)``.
    """
    del flash_attention
    query, key, value = promote(floats(query), floats(key), floats(value))
    factor = 1 / np.sqrt(query.shape[-1]) if scale is None else scale
    groups = query.shape[2] // key.shape[2]
    if groups > 1:
        key, value = (anp.repeat(x, groups, axis=2) for x in (key, value))
    scores = anp.einsum("btnh,bsnh->bnts", query, key) * query.dtype.type(factor)
    if bias is not None:
        scores = scores + floats(bias)
    if attn_logits_soft_cap is not None:
        scores = anp.tanh(scores / attn_logits_soft_cap) * attn_logits_soft_cap
    seen = np.ones(scores.shape, bool)
    if mask is not None:
        seen &= plain(mask).astype(bool)
    if is_causal:
        steps, places = scores.shape[-2:]
        seen &= np.arange(steps)[:, None] >= np.arange(places)
    if not seen.all():
        lowest = scores.dtype.type(0.7 * np.finfo(scores.dtype).min)
        scores = anp.where(seen, scores, lowest)
    return anp.einsum("bnts,bsnh->btnh", softmax(scores), value)


# ---------------------------------------------------------------- blocks, phases


@operation(NN, "block_size", "data_format")
def depth_to_space(x: Any, block_size: int, data_format: str = "channels_last") -> Any:
    """Return images with blocks of channels laid out as squares."""
    x, b = tensor(x), block_size
    if data_format == "channels_first":
        n, c, h, w = x.shape
        y = anp.reshape(x, (n, c // (b * b), b, b, h, w))
        y = anp.transpose(y, (0, 1, 4, 2, 5, 3))
        return anp.reshape(y, (n, c // (b * b), h * b, w * b))
    n, h, w, c = x.shape
    y = anp.reshape(x, (n, h, w, b, b, c // (b * b)))
    y = anp.transpose(y, (0, 1, 3, 2, 4, 5))
    return anp.reshape(y, (n, h * b, w * b, c // (b * b)))


@operation(NN, "block_size", "data_format")
def space_to_depth(x: Any, block_size: int, data_format: str = "channels_last") -> Any:
    """Return images with squares laid out as blocks of channels."""
    x, b = tensor(x), block_size
    if data_format == "channels_first":
        n, c, h, w = x.shape
        y = anp.reshape(x, (n, c, h // b, b, w // b, b))
        y = anp.transpose(y, (0, 1, 3, 5, 2, 4))
        return anp.reshape(y, (n, c * b * b, h // b, w // b))
    n, h, w, c = x.shape
    y = anp.reshape(x, (n, h // b, b, w // b, b, c))
    y = anp.transpose(y, (0, 1, 3, 2, 4, 5))
    return anp.reshape(y, (n, h // b, w // b, c * b * b))
