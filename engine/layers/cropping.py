"""What layers that cut borders off have in common for all numbers of axes."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import ShapeError
from engine.graph.context import Context
from engine.layers.spatial import PairPerAxis, Spatial, pairs_of
from engine.options import option
from engine.types import Array


class Cropping(Spatial, registers=False):
    """Base of layers that cut something off both ends of each axis."""

    category: ClassVar[str] = "Reshaping"
    keeps_integers = True

    cropping: PairPerAxis = option(
        default=1, doc="Elements cut off the start and the end of each axis."
    )

    @property
    def _cuts(self) -> tuple[tuple[int, int], ...]:
        return pairs_of(self.cropping, self.rank)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Take off what is cut; something must be left."""
        self.check_input(input_shape)
        axes = [
            None if size is None else size - before - after
            for size, (before, after) in zip(
                self.axes_of(input_shape), self._cuts, strict=True
            )
        ]
        if any(size is not None and size < 1 for size in axes):
            raise ShapeError(
                "{where}: cropping {cuts} leaves nothing of an input of shape {shape}. "
                "Cut off less.",
                where=self.where(),
                cuts=self.cropping,
                shape=tuple(input_shape),
            )
        return self.shape_with(input_shape[0], axes, self.channels_of(input_shape))

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return what is left."""
        self.compute_output_shape(x.shape)
        kept = [
            slice(before, size - after)
            for size, (before, after) in zip(
                self.axes_of(x.shape), self._cuts, strict=True
            )
        ]
        whole = slice(None)
        inside = self.shape_with(whole, kept, whole)
        ctx.save(shape=x.shape, inside=inside)
        left: Array = x[inside]
        return left

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Return the derivatives between zeros for what was cut off."""
        dx = ctx.buffer("dx", ctx["shape"], dy.dtype)
        dx.fill(0)
        np.copyto(dx[ctx["inside"]], dy)
        return dx

    def multiply_adds(self, input_shape: Any) -> int:
        """Return 0: numbers only move."""
        del input_shape
        return 0
