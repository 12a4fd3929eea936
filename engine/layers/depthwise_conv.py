"""What depthwise convolutions of all numbers of axes have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from engine.activations import Activation
from engine.constraints import Constraint
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.conv_depthwise import (
    depthwise,
    depthwise_kernel_gradient,
    depthwise_spread,
    repeat_channels,
    repeat_channels_adjoint,
)
from engine.kernels.windows import Windows
from engine.layers.conv_base import ConvBase, positions, without_linear
from engine.layers.spatial import DataFormat, SizePerAxis
from engine.options import option
from engine.parameters import Variable
from engine.regularizers import Regularizer
from engine.types import Array


class DepthwiseConv(ConvBase, registers=False):
    """Base of convolutions that do not mix channels."""

    kernel_size: SizePerAxis = option(
        doc="Size of the window that a filter sees, along each axis.",
        min=1,
        suggest=3,
    )
    strides: SizePerAxis = option(
        default=1, doc="Step from window to window, along each axis.", min=1
    )
    padding: Literal["valid", "same"] = option(
        default="valid", doc="Zeros around the input: none, or on both sides."
    )
    depth_multiplier: int = option(
        default=1, doc="Number of filters for each channel.", min=1
    )
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
    )
    dilation_rate: SizePerAxis = option(
        default=1,
        doc="Step between the elements of a window, along each axis.",
        min=1,
        advanced=True,
    )
    activation: Activation | None = option(
        default=None, doc="Function applied to the result; none means linear."
    )
    use_bias: bool = option(default=True, doc="Add a bias to each filter's result.")
    depthwise_initializer: Initializer = option(
        default="glorot_uniform",
        doc="First values of the filters.",
        advanced=True,
        formerly=("depthwise_init",),
    )
    bias_initializer: Initializer = option(
        default="zeros", doc="First values of the bias.", advanced=True
    )
    depthwise_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the filters.", advanced=True
    )
    bias_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the bias.", advanced=True
    )
    if not TYPE_CHECKING:  # a checker would leave it at its place in the base class
        activity_regularizer: Regularizer | None = option(
            default=None, doc="Penalty on the output, for each sample.", advanced=True
        )
    depthwise_constraint: Constraint | None = option(
        default=None,
        doc="What the filters are brought back to after each training step.",
        advanced=True,
    )
    bias_constraint: Constraint | None = option(
        default=None,
        doc="What the bias is brought back to after each training step.",
        advanced=True,
    )

    def setup(self) -> None:
        """Bring the activation into one form."""
        super().setup()
        self.activation = without_linear(self.activation)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Count the windows along each axis; every channel gives some."""
        built_for = self.kernel.shape[-2] if self.built else None
        channels = self.check_channels(input_shape, built_for)
        counts = self.count_windows(
            self.axes_of(input_shape),
            self.kernel_size,
            self.strides,
            self.dilation_rate,
            self.padding,
        )
        return self.shape_with(input_shape[0], counts, channels * self.depth_multiplier)

    def build(self, input_shape: Any) -> None:
        """Declare kernel and bias."""
        channels = self.channels_of(input_shape)
        self.kernel: Variable = self.add_weight(
            name="kernel",
            shape=(*self.kernel_size, channels, self.depth_multiplier),
            initializer=self.depthwise_initializer,
            regularizer=self.depthwise_regularizer,
            constraint=self.depthwise_constraint,
        )
        if self.use_bias:
            self.bias: Variable = self.add_weight(
                name="bias",
                shape=(channels * self.depth_multiplier,),
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )

    @property
    def _bias(self) -> Variable | None:
        return self.bias if self.use_bias else None

    def forward(self, x: Array, ctx: Context) -> Array:
        """Apply the filters, add the bias, activate."""
        x = self.channels_to_end(x, "x", ctx)
        windows = self.windows_on(
            x.shape[1:-1],
            self.kernel_size,
            self.strides,
            self.dilation_rate,
            self.padding,
        )
        repeated = repeat_channels(x, self.depth_multiplier, ctx.buffer)
        shape = (x.shape[0], *windows.count, repeated.shape[-1])
        z = ctx.buffer("filtered", shape, x.dtype)
        depthwise(repeated, _flat(self.kernel.value), windows, z, ctx.buffer)
        if self.use_bias:
            np.add(z, self.bias.value, out=z)
        ctx.save(x=x, repeated=repeated, windows=windows)
        return self.finish(z, self.activation, ctx)

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Propagate through activation, bias and filters."""
        dz = self.finish_backward(dy, self.activation, self._bias, ctx)
        x, repeated = ctx["x"], ctx["repeated"]
        windows: Windows = ctx["windows"]
        if (dw := ctx.gradient(self.kernel)) is not None:
            depthwise_kernel_gradient(repeated, dz, windows, _flat(dw), ctx.buffer)
        if not ctx.input_wanted[0]:
            return None
        dx = ctx.buffer("dx", repeated.shape, x.dtype)
        depthwise_spread(dz, _flat(self.kernel.value), windows, dx, ctx.buffer)
        if self.depth_multiplier > 1:
            sums = ctx.buffer("dx_sums", x.shape, x.dtype)
            repeat_channels_adjoint(dx, sums)
            dx = sums
        return self.channels_to_place(dx, "dx_turned", ctx)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the size of the kernel times the windows it is applied to."""
        counts = self.axes_of(self.compute_output_shape(input_shape))
        return positions(counts) * self.kernel.size


def _flat(kernel: Array) -> Array:
    """Return filters with those of all channels on one axis."""
    return kernel.reshape(*kernel.shape[:-2], -1)
