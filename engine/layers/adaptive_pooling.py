"""What pools to a given size have in common for all numbers of axes."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.graph.context import Context
from engine.kernels.pool import adaptive_max_pool, adaptive_max_pool_backward
from engine.kernels.resize import resize
from engine.layers.conv_base import positions
from engine.layers.spatial import DataFormat, SizePerAxis, Spatial
from engine.options import option
from engine.types import Array


class AdaptivePooling(Spatial, registers=False):
    """Base of layers that cut each axis into parts and keep a value of each.

    Parts have about the same size; where the number does not divide the size of the
    axis, neighbours share an element.
    """

    category: ClassVar[str] = "Pooling"

    output_size: SizePerAxis = option(
        doc="Number of parts along each axis.", min=1, suggest=1
    )
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Replace the sizes of the axes."""
        self.check_input(input_shape)
        channels = self.channels_of(input_shape)
        return self.shape_with(input_shape[0], self.output_size, channels)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the number of values looked at."""
        return positions(input_shape[1:])


class AdaptiveMaxPooling(AdaptivePooling, registers=False):
    """Base of pools to a given size that keep the largest value."""

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return the largest value of each part."""
        x = self.channels_to_end(x, "x", ctx)
        y = ctx.buffer("y", (x.shape[0], *self.output_size, x.shape[-1]), x.dtype)
        ctx.save(stages=adaptive_max_pool(x, y, ctx.buffer))
        return self.channels_to_place(y, "turned", ctx)

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Give each derivative to the first largest value of its part."""
        dy = self.channels_to_end(dy, "dturned", ctx)
        stages = ctx["stages"]
        dx = ctx.buffer("dx", stages[0].shape, dy.dtype)
        adaptive_max_pool_backward(dy, stages, dx, ctx.buffer)
        return self.channels_to_place(dx, "dx_turned", ctx)


class AdaptiveAveragePooling(AdaptivePooling, registers=False):
    """Base of pools to a given size that keep the mean."""

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return the mean of each part."""
        x = self.channels_to_end(x, "x", ctx)
        y = ctx.buffer("y", (x.shape[0], *self.output_size, x.shape[-1]), x.dtype)
        resize(x, y, "mean", ctx.buffer)
        ctx.save(shape=x.shape)
        return self.channels_to_place(y, "turned", ctx)

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Share each derivative out in its part."""
        dy = self.channels_to_end(dy, "dturned", ctx)
        dx = ctx.buffer("dx", ctx["shape"], dy.dtype)
        resize(dy, dx, "mean", ctx.buffer, adjoint=True)
        return self.channels_to_place(dx, "dx_turned", ctx)
