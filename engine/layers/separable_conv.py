"""What separable convolutions of all numbers of axes have in common."""

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


class SeparableConv(ConvBase, registers=False):
    """Base of a depthwise convolution followed by a mix of the channels."""

    filters: int = option(
        doc="Number of mixtures, the channels of the output.",
        min=1,
        suggest=32,
        formerly=("nb_filter",),
    )
    kernel_size: SizePerAxis = option(
        doc="Size of the window that a filter sees, along each axis.",
        min=1,
        suggest=3,
    )
    strides: SizePerAxis = option(
        default=1,
        doc="Step from window to window, along each axis.",
        min=1,
        formerly=("subsample",),
    )
    padding: Literal["valid", "same"] = option(
        default="valid",
        doc="Zeros around the input: none, or on both sides.",
        formerly=("border_mode",),
    )
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
        formerly=("dim_ordering",),
    )
    dilation_rate: SizePerAxis = option(
        default=1,
        doc="Step between the elements of a window, along each axis.",
        min=1,
        advanced=True,
    )
    depth_multiplier: int = option(
        default=1,
        doc="Number of filters for each channel, before they are mixed.",
        min=1,
    )
    activation: Activation | None = option(
        default=None, doc="Function applied to the result; none means linear."
    )
    use_bias: bool = option(default=True, doc="Add a bias to each mixture.")
    depthwise_initializer: Initializer = option(
        default="glorot_uniform",
        doc="First values of the filters of channels.",
        advanced=True,
    )
    pointwise_initializer: Initializer = option(
        default="glorot_uniform",
        doc="First values of the weights of the mixtures.",
        advanced=True,
    )
    bias_initializer: Initializer = option(
        default="zeros", doc="First values of the bias.", advanced=True
    )
    depthwise_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the filters of channels.", advanced=True
    )
    pointwise_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the weights of the mixtures.", advanced=True
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
        doc="What the filters of channels are brought back to after each step.",
        advanced=True,
    )
    pointwise_constraint: Constraint | None = option(
        default=None,
        doc="What the weights of the mixtures are brought back to after each step.",
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
        """Count the windows along each axis; `filters` are the channels."""
        built_for = self.depthwise_kernel.shape[-2] if self.built else None
        self.check_channels(input_shape, built_for)
        counts = self.count_windows(
            self.axes_of(input_shape),
            self.kernel_size,
            self.strides,
            self.dilation_rate,
            self.padding,
        )
        return self.shape_with(input_shape[0], counts, self.filters)

    def build(self, input_shape: Any) -> None:
        """Declare both kernels and the bias."""
        channels = self.channels_of(input_shape)
        self.depthwise_kernel: Variable = self.add_weight(
            name="depthwise_kernel",
            shape=(*self.kernel_size, channels, self.depth_multiplier),
            initializer=self.depthwise_initializer,
            regularizer=self.depthwise_regularizer,
            constraint=self.depthwise_constraint,
        )
        ones = (1,) * self.rank
        self.pointwise_kernel: Variable = self.add_weight(
            name="pointwise_kernel",
            shape=(*ones, channels * self.depth_multiplier, self.filters),
            initializer=self.pointwise_initializer,
            regularizer=self.pointwise_regularizer,
            constraint=self.pointwise_constraint,
        )
        if self.use_bias:
            self.bias: Variable = self.add_weight(
                name="bias",
                shape=(self.filters,),
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )

    @property
    def _bias(self) -> Variable | None:
        return self.bias if self.use_bias else None

    def forward(self, x: Array, ctx: Context) -> Array:
        """Filter each channel, mix the channels, add the bias, activate."""
        x = self.channels_to_end(x, "x", ctx)
        windows = self.windows_on(
            x.shape[1:-1],
            self.kernel_size,
            self.strides,
            self.dilation_rate,
            self.padding,
        )
        repeated = repeat_channels(x, self.depth_multiplier, ctx.buffer)
        width = repeated.shape[-1]
        shape = (x.shape[0], *windows.count)
        inner = ctx.buffer("inner", (*shape, width), x.dtype)
        filters = self.depthwise_kernel.value.reshape(*self.kernel_size, width)
        depthwise(repeated, filters, windows, inner, ctx.buffer)
        z = ctx.buffer("filtered", (*shape, self.filters), x.dtype)
        rows = z.reshape(-1, self.filters)
        np.matmul(inner.reshape(-1, width), self._mixtures(), out=rows)
        if self.use_bias:
            np.add(rows, self.bias.value, out=rows)
        ctx.save(x=x, repeated=repeated, inner=inner, windows=windows)
        return self.finish(z, self.activation, ctx)

    def _mixtures(self) -> Array:
        """Return the weights of the mixtures as a matrix."""
        return self.pointwise_kernel.value.reshape(-1, self.filters)

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Propagate through activation, bias, mixtures and filters."""
        dz = self.finish_backward(dy, self.activation, self._bias, ctx).reshape(
            -1, self.filters
        )
        x, repeated, inner = ctx["x"], ctx["repeated"], ctx["inner"]
        windows: Windows = ctx["windows"]
        width = inner.shape[-1]
        if (dw := ctx.gradient(self.pointwise_kernel)) is not None:
            matrix = dw.reshape(width, self.filters)
            np.matmul(inner.reshape(-1, width).T, dz, out=matrix)
        d_inner = ctx.buffer("d_inner", inner.shape, inner.dtype)
        np.matmul(dz, self._mixtures().T, out=d_inner.reshape(-1, width))
        if (dw := ctx.gradient(self.depthwise_kernel)) is not None:
            matrix = dw.reshape(*self.kernel_size, width)
            depthwise_kernel_gradient(repeated, d_inner, windows, matrix, ctx.buffer)
        if not ctx.input_wanted[0]:
            return None
        filters = self.depthwise_kernel.value.reshape(*self.kernel_size, width)
        dx = ctx.buffer("dx", repeated.shape, x.dtype)
        depthwise_spread(d_inner, filters, windows, dx, ctx.buffer)
        if self.depth_multiplier > 1:
            sums = ctx.buffer("dx_sums", x.shape, x.dtype)
            repeat_channels_adjoint(dx, sums)
            dx = sums
        return self.channels_to_place(dx, "dx_turned", ctx)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the sizes of both kernels times the windows they are applied to."""
        counts = self.axes_of(self.compute_output_shape(input_shape))
        size = self.depthwise_kernel.size + self.pointwise_kernel.size
        return positions(counts) * size
