"""Convolutions and pools, computed by the layers of the same names."""

from __future__ import annotations

from typing import Any

import numpy as np
from autograd.extend import defvjp

from engine.errors import ShapeError
from engine.graph.context import Context, Gradients
from engine.layers.adaptive_average_pooling1d import AdaptiveAveragePooling1D
from engine.layers.adaptive_average_pooling2d import AdaptiveAveragePooling2D
from engine.layers.adaptive_average_pooling3d import AdaptiveAveragePooling3D
from engine.layers.adaptive_max_pooling1d import AdaptiveMaxPooling1D
from engine.layers.adaptive_max_pooling2d import AdaptiveMaxPooling2D
from engine.layers.adaptive_max_pooling3d import AdaptiveMaxPooling3D
from engine.layers.average_pooling1d import AveragePooling1D
from engine.layers.average_pooling2d import AveragePooling2D
from engine.layers.average_pooling3d import AveragePooling3D
from engine.layers.conv1d import Conv1D
from engine.layers.conv1d_transpose import Conv1DTranspose
from engine.layers.conv2d import Conv2D
from engine.layers.conv2d_transpose import Conv2DTranspose
from engine.layers.conv3d import Conv3D
from engine.layers.conv3d_transpose import Conv3DTranspose
from engine.layers.depthwise_conv1d import DepthwiseConv1D
from engine.layers.depthwise_conv2d import DepthwiseConv2D
from engine.layers.layer import Layer
from engine.layers.max_pooling1d import MaxPooling1D
from engine.layers.max_pooling2d import MaxPooling2D
from engine.layers.max_pooling3d import MaxPooling3D
from engine.ops.arrays import floats, promote, result_type
from engine.ops.derivable import primitive
from engine.ops.inference import Sample
from engine.ops.operation import NN, operation
from engine.random import generator, isolated_seeds
from engine.types import Array, dtype_name

_CONV = (Conv1D, Conv2D, Conv3D)
_TRANSPOSED = (Conv1DTranspose, Conv2DTranspose, Conv3DTranspose)
_DEPTHWISE = (DepthwiseConv1D, DepthwiseConv2D)
_MAX = (MaxPooling1D, MaxPooling2D, MaxPooling3D)
_AVERAGE = (AveragePooling1D, AveragePooling2D, AveragePooling3D)
_ADAPTIVE_MAX = (AdaptiveMaxPooling1D, AdaptiveMaxPooling2D, AdaptiveMaxPooling3D)
_ADAPTIVE_AVERAGE = (
    AdaptiveAveragePooling1D,
    AdaptiveAveragePooling2D,
    AdaptiveAveragePooling3D,
)


class _Run:
    """One run of a layer with weights from outside."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer

    def forward(self, x: Array, kernel: Array | None) -> Array:
        layer = self.layer
        layer.compute_output_shape(x.shape)
        with isolated_seeds(0):  # first values are not used: no seed is, either
            layer.ensure_built(x.shape)
        self.weights = layer.trainable_weights
        if kernel is not None:
            self.weights[0].assign(kernel)
        self.views = [np.empty(v.shape, v.dtype) for v in self.weights]
        gradients = Gradients(self.weights, self.views)
        gradients.begin()
        self.context = Context(generator(0), gradients)
        return np.array(layer.forward(x, self.context))

    def backward(self, dy: Array) -> tuple[Array, Array | None]:
        gradients = self.context.gradients
        assert gradients is not None
        gradients.begin()
        dx = np.array(self.layer.backward(np.ascontiguousarray(dy), self.context))
        return dx, self.views[0] if self.views else None


@primitive
def _apply(x: Any, kernel: Any, run: _Run) -> Any:
    return run.forward(np.ascontiguousarray(x), kernel)


defvjp(
    _apply,
    lambda _y, _x, _kernel, run: lambda dy: run.backward(dy)[0],
    lambda _y, _x, _kernel, run: lambda dy: run.backward(dy)[1],
)


def _single(x: Any) -> Any:
    if isinstance(x, Sample):
        return Sample(x.shape, dtype_name(result_type(x.dtype, float)))
    return floats(x)


def _pair(x: Any, kernel: Any) -> tuple[Any, Any]:
    if isinstance(x, Sample) or isinstance(kernel, Sample):
        return _single(x), _single(kernel)
    x, kernel = promote(floats(x), floats(kernel))
    return x, kernel


def _result(x: Any, kernel: Any, run: _Run) -> Any:
    """Run, or say what a run would give."""
    if isinstance(x, Sample) or isinstance(kernel, Sample):
        dtypes = [one.dtype for one in (x, kernel) if one is not None]
        shape = tuple(run.layer.compute_output_shape(x.shape))
        return Sample(shape, dtype_name(result_type(*dtypes)))
    return _apply(x, kernel, run)


def _class(classes: tuple[Any, ...], x: Any, name: str) -> Any:
    rank = x.ndim - 2
    if not 1 <= rank <= len(classes):
        raise ShapeError(
            "ops.{name}: needs an input with 3 to {last} axes. Received shape {shape}.",
            name=name,
            last=len(classes) + 2,
            shape=x.shape,
        )
    return classes[rank - 1]


def _layer(
    classes: tuple[Any, ...], x: Any, name: str, data_format: str | None, **options: Any
) -> _Run:
    made = _class(classes, x, name)(
        **options,
        data_format=data_format or "channels_last",
        name=name,
        dtype=dtype_name(x.dtype),
    )
    return _Run(made)


@operation(NN, "strides", "padding", "data_format", "dilation_rate", takes_samples=True)
def conv(
    inputs: Any,
    kernel: Any,
    strides: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = 1,
) -> Any:
    """Return images over which filters were moved."""
    x, kernel = _pair(inputs, kernel)
    channels: int = x.shape[1 if data_format == "channels_first" else -1]
    run = _layer(
        _CONV,
        x,
        "conv",
        data_format,
        filters=kernel.shape[-1],
        kernel_size=kernel.shape[:-2],
        strides=strides,
        padding=padding,
        dilation_rate=dilation_rate,
        groups=max(1, channels // kernel.shape[-2]),
        use_bias=False,
    )
    return _result(x, kernel, run)


@operation(NN, "strides", "padding", "data_format", "dilation_rate", takes_samples=True)
def depthwise_conv(
    inputs: Any,
    kernel: Any,
    strides: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = 1,
) -> Any:
    """Return images over which filters were moved, each channel by itself."""
    x, kernel = _pair(inputs, kernel)
    run = _layer(
        _DEPTHWISE,
        x,
        "depthwise_conv",
        data_format,
        kernel_size=kernel.shape[:-2],
        depth_multiplier=kernel.shape[-1],
        strides=strides,
        padding=padding,
        dilation_rate=dilation_rate,
        use_bias=False,
    )
    return _result(x, kernel, run)


@operation(NN, "strides", "padding", "data_format", "dilation_rate", takes_samples=True)
def separable_conv(
    inputs: Any,
    depthwise_kernel: Any,
    pointwise_kernel: Any,
    strides: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = 1,
) -> Any:
    """Return images with each channel filtered by itself, then mixed."""
    x = depthwise_conv(
        inputs, depthwise_kernel, strides, padding, data_format, dilation_rate
    )
    return conv(x, pointwise_kernel, data_format=data_format)


@operation(
    NN,
    "strides",
    "padding",
    "output_padding",
    "data_format",
    "dilation_rate",
    takes_samples=True,
)
def conv_transpose(
    inputs: Any,
    kernel: Any,
    strides: Any = 1,
    padding: str = "valid",
    output_padding: Any = None,
    data_format: str | None = None,
    dilation_rate: Any = 1,
) -> Any:
    """Return images to which each place has added filters."""
    x, kernel = _pair(inputs, kernel)
    run = _layer(
        _TRANSPOSED,
        x,
        "conv_transpose",
        data_format,
        filters=kernel.shape[-2],
        kernel_size=kernel.shape[:-2],
        strides=strides,
        padding=padding,
        output_padding=output_padding,
        dilation_rate=dilation_rate,
        use_bias=False,
    )
    return _result(x, kernel, run)


@operation(NN, "pool_size", "strides", "padding", "data_format", takes_samples=True)
def max_pool(
    inputs: Any,
    pool_size: Any,
    strides: Any = None,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Return the largest element of each window."""
    return _pooled(_MAX, "max_pool", inputs, pool_size, strides, padding, data_format)


@operation(NN, "pool_size", "strides", "padding", "data_format", takes_samples=True)
def average_pool(
    inputs: Any,
    pool_size: Any,
    strides: Any = None,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Return the mean of each window."""
    name = "average_pool"
    return _pooled(_AVERAGE, name, inputs, pool_size, strides, padding, data_format)


def _pooled(
    classes: tuple[Any, ...],
    name: str,
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: str,
    data_format: str | None,
) -> Any:
    x = _single(inputs)
    run = _layer(
        classes,
        x,
        name,
        data_format,
        pool_size=pool_size,
        strides=strides,
        padding=padding,
    )
    return _result(x, None, run)


@operation(NN, "output_size", "data_format", takes_samples=True)
def adaptive_max_pool(
    inputs: Any, output_size: Any, data_format: str | None = None
) -> Any:
    """Return the largest elements of as many parts as are asked for."""
    x = _single(inputs)
    name = "adaptive_max_pool"
    run = _layer(_ADAPTIVE_MAX, x, name, data_format, output_size=output_size)
    return _result(x, None, run)


@operation(NN, "output_size", "data_format", takes_samples=True)
def adaptive_average_pool(
    inputs: Any, output_size: Any, data_format: str | None = None
) -> Any:
    """Return the means of as many parts as are asked for."""
    x = _single(inputs)
    name = "adaptive_average_pool"
    run = _layer(_ADAPTIVE_AVERAGE, x, name, data_format, output_size=output_size)
    return _result(x, None, run)
