"""What pools over windows have in common for all numbers of axes."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from engine.graph.context import Context
from engine.kernels.pool import (
    average_pool,
    average_pool_backward,
    max_pool,
    max_pool_backward,
)
from engine.kernels.windows import Windows
from engine.layers.conv_base import positions
from engine.layers.spatial import DataFormat, SizePerAxis, Sizes, Spatial
from engine.options import Option, option
from engine.types import Array


class Pooling(Spatial, registers=False):
    """Base of layers that put one value in the place of a window, by channel."""

    category: ClassVar[str] = "Pooling"

    pool_size: SizePerAxis = option(
        doc="Size of a window along each axis.",
        min=1,
        suggest=2,
        formerly=("pool_length",),
    )
    strides: SizePerAxis | None = option(
        default=None,
        doc="Step from window to window along each axis; none means the window's size.",
        min=1,
        formerly=("stride",),
    )
    padding: Literal["valid", "same"] = option(
        default="valid",
        doc="Whether windows lie inside the input, or may reach beyond its borders.",
        formerly=("border_mode",),
    )
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
        formerly=("dim_ordering",),
    )

    def setup(self) -> None:
        """Fill in the strides."""
        super().setup()
        self.strides = self._steps

    @property
    def _steps(self) -> Sizes:
        return self.pool_size if self.strides is None else self.strides

    def is_default(self, opt: Option) -> bool:
        """Whether an option has its default; strides do as the size of the window."""
        if opt.name == "strides":
            return self.strides == self.pool_size
        return super().is_default(opt)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Count the windows along each axis."""
        self.check_input(input_shape)
        counts = self.count_windows(
            self.axes_of(input_shape),
            self.pool_size,
            self._steps,
            (1,) * self.rank,
            self.padding,
        )
        return self.shape_with(input_shape[0], counts, self.channels_of(input_shape))

    def place(self, x: Array) -> Windows:
        """Return where windows lie on an array with its channels last."""
        return self.windows_on(
            x.shape[1:-1], self.pool_size, self._steps, (1,) * self.rank, self.padding
        )

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the number of values looked at."""
        shape = self.compute_output_shape(input_shape)
        return positions((*shape[1:], *self.pool_size))


class MaxPooling(Pooling, registers=False):
    """Base of pools that keep the largest value."""

    pool_size: SizePerAxis = option(
        default=2,
        doc="Size of a window along each axis.",
        min=1,
        formerly=("pool_length",),
    )

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return the largest value of each window."""
        x = self.channels_to_end(x, "x", ctx)
        windows = self.place(x)
        y = ctx.buffer("y", (x.shape[0], *windows.count, x.shape[-1]), x.dtype)
        stages = max_pool(x, windows, y, ctx.buffer)
        ctx.save(stages=stages, windows=windows)
        return self.channels_to_place(y, "turned", ctx)

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Give each derivative to the first largest value of its window."""
        dy = self.channels_to_end(dy, "dturned", ctx)
        stages = ctx["stages"]
        dx = ctx.buffer("dx", stages[0].shape, dy.dtype)
        max_pool_backward(dy, stages, ctx["windows"], dx, ctx.buffer)
        return self.channels_to_place(dx, "dx_turned", ctx)


class AveragePooling(Pooling, registers=False):
    """Base of pools that keep the mean."""

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return the mean of each window."""
        x = self.channels_to_end(x, "x", ctx)
        windows = self.place(x)
        y = ctx.buffer("y", (x.shape[0], *windows.count, x.shape[-1]), x.dtype)
        average_pool(x, windows, y, ctx.buffer)
        ctx.save(shape=x.shape, windows=windows)
        return self.channels_to_place(y, "turned", ctx)

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Share each derivative out in its window."""
        dy = self.channels_to_end(dy, "dturned", ctx)
        dx = ctx.buffer("dx", ctx["shape"], dy.dtype)
        average_pool_backward(dy, ctx["windows"], dx, ctx.buffer)
        return self.channels_to_place(dx, "dx_turned", ctx)
