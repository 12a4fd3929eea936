"""What layers that add zeros have in common for all numbers of axes."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.layers.spatial import DataFormat, PairPerAxis, Spatial, pairs_of
from engine.options import option
from engine.types import Array


class ZeroPadding(Spatial, registers=False):
    """Base of layers that put zeros around their input."""

    category: ClassVar[str] = "Reshaping"
    keeps_integers = True

    padding: PairPerAxis = option(
        default=1, doc="Zeros at the start and at the end of each axis."
    )
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
        formerly=("dim_ordering",),
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Add the zeros to the sizes."""
        self.check_input(input_shape)
        axes = [
            None if size is None else size + before + after
            for size, (before, after) in zip(
                self.axes_of(input_shape),
                pairs_of(self.padding, self.rank),
                strict=True,
            )
        ]
        return self.shape_with(input_shape[0], axes, self.channels_of(input_shape))

    def forward(self, x: Array, ctx: Context) -> Array:
        """Write the input between zeros."""
        y = ctx.buffer("y", self.compute_output_shape(x.shape), x.dtype)
        y.fill(0)
        inside = self._inside(y.shape)
        np.copyto(y[inside], x)
        ctx.save(inside=inside)
        return y

    def _inside(self, shape: tuple[int, ...]) -> tuple[slice, ...]:
        """Return where the input lies in the output."""
        cut = [
            slice(before, size - after)
            for size, (before, after) in zip(
                self.axes_of(shape), pairs_of(self.padding, self.rank), strict=True
            )
        ]
        whole = slice(None)
        result: tuple[slice, ...] = self.shape_with(whole, cut, whole)
        return result

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Return the derivatives by what lies between the zeros."""
        inside: tuple[slice, ...] = ctx["inside"]
        return dy[inside]

    def multiply_adds(self, input_shape: Any) -> int:
        """Return 0: numbers only move."""
        del input_shape
        return 0
