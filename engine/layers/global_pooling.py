"""What pools over whole samples have in common for all numbers of axes."""

from __future__ import annotations

import math
from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.kernels.pool import global_max_backward
from engine.kernels.reduction import ones
from engine.layers.conv_base import positions
from engine.layers.spatial import DataFormat, Spatial
from engine.options import option
from engine.types import Array


class GlobalPooling(Spatial, registers=False):
    """Base of layers that put one value in the place of a sample, by channel."""

    category: ClassVar[str] = "Pooling"

    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
        formerly=("dim_ordering",),
    )
    keepdims: bool = option(
        default=False, doc="Keep the axes, with one element.", advanced=True
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Leave out the axes, or give them one element."""
        self.check_input(input_shape)
        axes = (1,) * self.rank if self.keepdims else ()
        return self.shape_with(input_shape[0], axes, self.channels_of(input_shape))

    def elements(self, x: Array, ctx: Context) -> Array:
        """Return an array of shape (n, elements, channels)."""
        last = self.channels_to_end(x, "x", ctx)
        return last.reshape(last.shape[0], math.prod(last.shape[1:-1]), last.shape[-1])

    def to_output(self, y: Array) -> Array:
        """Return an array of shape (n, channels) with the axes that are kept."""
        if not self.keepdims:
            return y
        return y.reshape(self.shape_with(y.shape[0], (1,) * self.rank, y.shape[1]))

    def to_input(self, dx: Array, shape: tuple[int, ...], ctx: Context) -> Array:
        """Return an array of shape (n, elements, channels) as the input was."""
        last = dx.reshape(dx.shape[0], *self.axes_of(shape), dx.shape[-1])
        return self.channels_to_place(last, "dx_turned", ctx)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the number of values looked at."""
        return positions(input_shape[1:])


class GlobalMaxPooling(GlobalPooling, registers=False):
    """Base of pools that keep the largest value of each channel."""

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return the largest value of each channel."""
        values = self.elements(x, ctx)
        y = ctx.buffer("y", (x.shape[0], values.shape[2]), x.dtype)
        np.maximum.reduce(values, axis=1, out=y)
        ctx.save(values=values, y=y, shape=x.shape)
        return self.to_output(y)

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Share each derivative among the largest values."""
        values, y = ctx["values"], ctx["y"]
        dx = ctx.buffer("dx", values.shape, values.dtype)
        flat = dy.reshape(y.shape)
        global_max_backward(flat[:, None], values, y[:, None], dx)
        return self.to_input(dx, ctx["shape"], ctx)


class GlobalAveragePooling(GlobalPooling, registers=False):
    """Base of pools that keep the mean of each channel."""

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return the mean of each channel, of the steps that count."""
        values = self.elements(x, ctx)
        n, size, channels = values.shape
        y = ctx.buffer("y", (n, channels), x.dtype)
        mask = ctx.mask if self.supports_masking else None
        ctx.save(shape=x.shape, elements=values.shape, mask=mask)
        if mask is None:
            np.matmul(ones(size, x.dtype), values, out=y)
            np.multiply(y, x.dtype.type(1 / size), out=y)
            return self.to_output(y)
        counted = ctx.buffer("counted", values.shape, x.dtype)
        counted.fill(0)
        np.copyto(counted, values, where=mask[:, :, None])
        np.matmul(ones(size, x.dtype), counted, out=y)
        np.multiply(y, self._shares(mask, x.dtype), out=y)
        return self.to_output(y)

    @staticmethod
    def _shares(mask: Array, dtype: Any) -> Array:
        """Return 1 / steps that count; NaN without any, as in Keras."""
        counts = np.add.reduce(mask, axis=1, keepdims=True, dtype=dtype)
        return np.divide(1, counts, out=np.full_like(counts, np.nan), where=counts > 0)

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Share each derivative out among the values that count."""
        n, size, channels = ctx["elements"]
        mask = ctx["mask"]
        flat = dy.reshape(n, 1, channels)
        dx = ctx.buffer("dx", (n, size, channels), dy.dtype)
        if mask is None:
            np.multiply(flat, dy.dtype.type(1 / size), out=dx)
        else:
            shares = mask * self._shares(mask, dy.dtype)
            np.multiply(flat, shares[:, :, None], out=dx)
        return self.to_input(dx, ctx["shape"], ctx)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Return None: there are no steps left."""
        del inputs, previous_mask
