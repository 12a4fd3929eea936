"""What layers that enlarge their input have in common for all numbers of axes."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.kernels.resize import repeat, repeat_adjoint
from engine.layers.spatial import Sizes, Spatial
from engine.types import Array


class UpSampling(Spatial, registers=False):
    """Base of layers that repeat their input along each axis."""

    category: ClassVar[str] = "Reshaping"
    keeps_integers = True

    def times(self) -> Sizes:
        """Return how many times as long each axis becomes."""
        raise NotImplementedError

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Multiply the sizes."""
        self.check_input(input_shape)
        axes = [
            None if size is None else size * times
            for size, times in zip(self.axes_of(input_shape), self.times(), strict=True)
        ]
        return self.shape_with(input_shape[0], axes, self.channels_of(input_shape))

    def enlarge(self, x: Array, out: Array, ctx: Context) -> None:
        """Write an array with its channels last to a larger one."""
        repeat(x, self.times(), out)

    def enlarge_adjoint(self, dy: Array, out: Array, ctx: Context) -> None:
        """Write the derivative by a larger array to one of the size of the input."""
        repeat_adjoint(dy, self.times(), out)

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return the enlarged input."""
        x = self.channels_to_end(x, "x", ctx)
        axes = np.multiply(x.shape[1:-1], self.times()).tolist()
        y = ctx.buffer("y", (x.shape[0], *axes, x.shape[-1]), x.dtype)
        self.enlarge(x, y, ctx)
        ctx.save(shape=x.shape)
        return self.channels_to_place(y, "turned", ctx)

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Return the sums of the derivatives by what each element became."""
        dy = self.channels_to_end(dy, "dturned", ctx)
        dx = ctx.buffer("dx", ctx["shape"], dy.dtype)
        self.enlarge_adjoint(dy, dx, ctx)
        return self.channels_to_place(dx, "dx_turned", ctx)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return 0: numbers are only repeated."""
        del input_shape
        return 0
