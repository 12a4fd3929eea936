"""Vectors of length 1."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.graph.context import Context
from engine.kernels.norm_rows import unit_rows, unit_rows_backward
from engine.layers.layer import Example, Layer
from engine.layers.row_view import RowView, axes_of, row_view
from engine.layers.scale_and_shift import positive_axes
from engine.options import IntOrInts, option
from engine.types import Array


class UnitNormalization(Layer):
    """Divide each sample, or each step, by its Euclidean length.

    A vector of zeros stays one.

    Input shape: ``(n, ..., features)``. Output shape: the same.

    Notes
    -----
    The derivative at a vector of zeros, which does not exist, is taken as zero.

    References
    ----------
    .. [1] ``keras.layers.UnitNormalization``.
    """

    category: ClassVar[str] = "Normalization"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,),)),
        Example({"axis": [1, 2]}, ((3, 2),)),
        Example({"axis": 1}, ((3, 2),)),
    )
    supports_masking = True

    axis: IntOrInts = option(default=-1, doc="Axes that the length is taken over.")

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check the axes."""
        positive_axes(self, axes_of(self.axis), input_shape)
        return input_shape

    def forward(self, x: Array, ctx: Context) -> Array:
        """Divide by lengths."""
        view = row_view(x.shape, axes_of(self.axis))
        rows = view.rows(x, "x", ctx)
        y = ctx.buffer("unit", rows.shape, x.dtype)
        inverse = ctx.buffer("inverse", (len(rows), 1), x.dtype)
        unit_rows(rows, y, inverse)
        ctx.save(view=view, y=y, inverse=inverse)
        return view.back(y, "y", ctx)

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Take away what would change the length, divide by lengths."""
        view: RowView = ctx["view"]
        rows = view.rows(dy, "dy", ctx)
        dx = ctx.buffer("d_rows", rows.shape, dy.dtype)
        unit_rows_backward(rows, ctx["y"], ctx["inverse"], dx)
        return view.back(dx, "dx", ctx)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return one for each number of a sample."""
        count = 1
        for size in input_shape[1:]:
            count *= size or 1
        return count
