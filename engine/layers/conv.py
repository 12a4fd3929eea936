"""What convolutions of all numbers of axes have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from engine.activations import Activation
from engine.constraints import Constraint
from engine.errors import OptionError, ShapeError
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.conv import convolve, kernel_gradient, spread
from engine.kernels.windows import Windows
from engine.layers.conv_base import ConvBase, positions, without_linear
from engine.layers.spatial import DataFormat, SizePerAxis
from engine.options import option
from engine.parameters import Variable
from engine.regularizers import Regularizer
from engine.types import Array


class Conv(ConvBase, registers=False):
    """Base of convolutions: filters over neighbouring places and all their channels."""

    keras_extra: ClassVar[dict[str, Any]] = {"lora_rank": None, "lora_alpha": None}

    filters: int = option(
        doc="Number of filters, the channels of the output.",
        min=1,
        suggest=32,
        formerly=("nb_filter",),
    )
    kernel_size: SizePerAxis = option(
        doc="Size of the window that a filter sees, along each axis.",
        min=1,
        suggest=3,
        formerly=("filter_length",),
    )
    strides: SizePerAxis = option(
        default=1,
        doc="Step from window to window, along each axis.",
        min=1,
        formerly=("subsample", "subsample_length"),
    )
    padding: Literal["valid", "same", "causal"] = option(
        default="valid",
        doc="Zeros around the input: none, on both sides, or before the first step.",
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
        formerly=("atrous_rate",),
    )
    groups: int = option(
        default=1,
        doc="Parts that channels and filters are split into, each with its own.",
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
        default=None,
        doc="Penalty on the filters.",
        advanced=True,
        formerly=("W_regularizer",),
    )
    bias_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the bias.",
        advanced=True,
        formerly=("b_regularizer",),
    )
    if not TYPE_CHECKING:  # a checker would leave it at its place in the base class
        activity_regularizer: Regularizer | None = option(
            default=None, doc="Penalty on the output, for each sample.", advanced=True
        )
    kernel_constraint: Constraint | None = option(
        default=None,
        doc="What the filters are brought back to after each training step.",
        advanced=True,
        formerly=("W_constraint",),
    )
    bias_constraint: Constraint | None = option(
        default=None,
        doc="What the bias is brought back to after each training step.",
        advanced=True,
        formerly=("b_constraint",),
    )

    def setup(self) -> None:
        """Check options against each other."""
        super().setup()
        self.activation = without_linear(self.activation)
        if self.filters % self.groups:
            raise OptionError(
                "{where}: filters must be a multiple of groups. Received "
                "filters={filters} and groups={groups}. Change one of them.",
                where=self.where(),
                filters=self.filters,
                groups=self.groups,
            )
        self.refuse_strides_with_dilation(self.strides, self.dilation_rate)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Count the windows along each axis; `filters` are the channels."""
        built_for = self.kernel.shape[-2] * self.groups if self.built else None
        channels = self.check_channels(input_shape, built_for)
        if channels % self.groups:
            raise ShapeError(
                "{where}: the channels of its input must be a multiple of groups. "
                "Received {channels} channels and groups={groups}. Change one of them.",
                where=self.where(),
                channels=channels,
                groups=self.groups,
            )
        counts = self.count_windows(
            self.axes_of(input_shape),
            self.kernel_size,
            self.strides,
            self.dilation_rate,
            self.padding,
        )
        return self.shape_with(input_shape[0], counts, self.filters)

    def build(self, input_shape: Any) -> None:
        """Declare kernel and bias."""
        channels = self.channels_of(input_shape)
        self.kernel: Variable = self.add_weight(
            name="kernel",
            shape=(*self.kernel_size, channels // self.groups, self.filters),
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
        x = self.channels_to_end(x, "x", ctx)
        windows = self.windows_on(
            x.shape[1:-1],
            self.kernel_size,
            self.strides,
            self.dilation_rate,
            self.padding,
        )
        z = ctx.buffer("filtered", (x.shape[0], *windows.count, self.filters), x.dtype)
        convolve(
            x,
            self.kernel.value,
            windows,
            z,
            ctx.buffer,
            groups=self.groups,
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
            kernel_gradient(x, dz, windows, dw, ctx.buffer)
        if not ctx.input_wanted[0]:
            return None
        dx = ctx.buffer("dx", x.shape, x.dtype)
        spread(dz, self.kernel.value, windows, dx, ctx.buffer)
        return self.channels_to_place(dx, "dx_turned", ctx)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the size of the kernel times the windows it is applied to."""
        counts = self.axes_of(self.compute_output_shape(input_shape))
        return positions(counts) * self.kernel.size
