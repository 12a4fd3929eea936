"""What transposed convolutions of all numbers of axes have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from engine.activations import Activation
from engine.constraints import Constraint
from engine.errors import OptionError, ShapeError
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.conv import convolve, kernel_gradient, spread
from engine.kernels.windows import Windows, transposed_size, windows_under
from engine.layers.conv_base import ConvBase, positions, without_linear
from engine.layers.spatial import DataFormat, SizePerAxis, Sizes
from engine.options import option
from engine.parameters import Variable
from engine.regularizers import Regularizer
from engine.types import Array


class ConvTranspose(ConvBase, registers=False):
    """Base of transposed convolutions: every place adds filters to its neighbourhood.

    The output is to the input what the input of a convolution is to its output, so
    forward and backward pass are those of a convolution, exchanged.
    """

    filters: int = option(
        doc="Number of filters, the channels of the output.",
        min=1,
        suggest=32,
        formerly=("nb_filter",),
    )
    kernel_size: SizePerAxis = option(
        doc="Size of the window that a place adds to, along each axis.",
        min=1,
        suggest=3,
    )
    strides: SizePerAxis = option(
        default=1,
        doc="Step in the output for a step in the input, along each axis.",
        min=1,
        formerly=("subsample",),
    )
    padding: Literal["valid", "same"] = option(
        default="valid",
        doc="Whether all of the result is kept, or as much as input times strides.",
        formerly=("border_mode",),
    )
    output_padding: SizePerAxis | None = option(
        default=None,
        doc="Elements added at the end of each axis; none means to fit the strides.",
        min=0,
        advanced=True,
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
    activation: Activation | None = option(
        default=None, doc="Function applied to the result; none means linear."
    )
    use_bias: bool = option(default=True, doc="Add a bias to each filter's result.")
    kernel_initializer: Initializer = option(
        default="glorot_uniform",
        doc="First values of the filters.",
        advanced=True,
        formerly=("init",),
    )
    bias_initializer: Initializer = option(
        default="zeros", doc="First values of the bias.", advanced=True
    )
    kernel_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the filters.", advanced=True
    )
    bias_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the bias.", advanced=True
    )
    if not TYPE_CHECKING:  # a checker would leave it at its place in the base class
        activity_regularizer: Regularizer | None = option(
            default=None, doc="Penalty on the output, for each sample.", advanced=True
        )
    kernel_constraint: Constraint | None = option(
        default=None,
        doc="What the filters are brought back to after each training step.",
        advanced=True,
    )
    bias_constraint: Constraint | None = option(
        default=None,
        doc="What the bias is brought back to after each training step.",
        advanced=True,
    )

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.rank == 3:  # in Keras, output_padding follows data_format there
            names = [name for name in cls.options if name != "output_padding"]
            names.insert(names.index("data_format") + 1, "output_padding")
            cls._set_options([cls.options[name] for name in names])

    def setup(self) -> None:
        """Check options against each other."""
        super().setup()
        self.activation = without_linear(self.activation)
        extra: Sizes | None = self.output_padding
        if extra is not None and any(
            more >= stride for more, stride in zip(extra, self.strides, strict=True)
        ):
            raise OptionError(
                "{where}: output_padding must be below strides. Received "
                "output_padding={extra} and strides={strides}. Make it smaller, or "
                "leave it out.",
                where=self.where(),
                extra=extra,
                strides=self.strides,
            )
        self.refuse_strides_with_dilation(self.strides, self.dilation_rate)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Work out the size along each axis; `filters` are the channels."""
        self.check_channels(input_shape, self.kernel.shape[-1] if self.built else None)
        extra: Any = self.output_padding or (None,) * self.rank
        axes = [
            None if size is None else transposed_size(size, k, s, d, self.padding, more)
            for size, k, s, d, more in zip(
                self.axes_of(input_shape),
                self.kernel_size,
                self.strides,
                self.dilation_rate,
                extra,
                strict=True,
            )
        ]
        self._check_not_empty(axes, input_shape)
        return self.shape_with(input_shape[0], axes, self.filters)

    def _check_not_empty(self, axes: Any, input_shape: Any) -> None:
        if any(size is not None and size < 1 for size in axes):
            raise ShapeError(
                "{where}: nothing is left of an input of shape {shape}. "
                "Use larger strides, or leave output_padding out.",
                where=self.where(),
                shape=tuple(input_shape),
            )

    def build(self, input_shape: Any) -> None:
        """Declare kernel and bias."""
        self.kernel: Variable = self.add_weight(
            name="kernel",
            shape=(*self.kernel_size, self.filters, self.channels_of(input_shape)),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
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
        """Apply the filters, add the bias, activate."""
        x = np.ascontiguousarray(self.channels_to_end(x, "x", ctx))
        windows = windows_under(
            x.shape[1:-1],
            self.kernel_size,
            self.strides,
            self.dilation_rate,
            self.padding,
            self.output_padding,
        )
        self._check_not_empty(windows.large, x.shape)
        z = ctx.buffer("filtered", (x.shape[0], *windows.large, self.filters), x.dtype)
        spread(
            x,
            self.kernel.value,
            windows,
            z,
            ctx.buffer,
            bias=None if self._bias is None else self._bias.value,
        )
        ctx.save(x=x, windows=windows)
        return self.finish(z, self.activation, ctx)

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Propagate through activation, bias and filters."""
        dz = self.finish_backward(dy, self.activation, self._bias, ctx)
        x: Array = ctx["x"]
        windows: Windows = ctx["windows"]
        if (dw := ctx.gradient(self.kernel)) is not None:
            kernel_gradient(dz, x, windows, dw, ctx.buffer)
        if not ctx.input_wanted[0]:
            return None
        dx = ctx.buffer("dx", x.shape, x.dtype)
        convolve(dz, self.kernel.value, windows, dx, ctx.buffer)
        return self.channels_to_place(dx, "dx_turned", ctx)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the size of the kernel times the places of the input."""
        return positions(self.axes_of(input_shape)) * self.kernel.size
