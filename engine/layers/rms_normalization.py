"""Normalization by the root mean square."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import ShapeError
from engine.graph.context import Context
from engine.initializers import Ones
from engine.kernels.norm_rows import inverse_root_mean_square, scale_rows_backward
from engine.layers.layer import Example, Layer
from engine.layers.row_view import RowView, axes_of, row_view
from engine.layers.scale_and_shift import check_built_sizes, positive_axes
from engine.options import IntOrInts, option
from engine.parameters import Variable
from engine.types import Array


class RMSNormalization(Layer):
    """Divide each sample, or each step, by its root mean square, and scale.

    ``scale * x / sqrt(mean(x ** 2) + epsilon)`` with the mean over the given axes.

    Input shape: ``(n, ..., features)``. Output shape: the same.

    Notes
    -----
    As in Keras, the scale has the sizes of the given axes, but stands along the last
    ones; so axes that are not the last must have the same sizes.

    References
    ----------
    .. [1] Zhang & Sennrich, "Root mean square layer normalization", arXiv:1910.07467.
    .. [2] ``keras.layers.RMSNormalization``.
    """

    category: ClassVar[str] = "Normalization"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,),)),
        Example({"axis": [1, 2], "epsilon": 0.1}, ((3, 2),)),
        Example({"axis": 1}, ((3, 3),)),
    )

    axis: IntOrInts = option(default=-1, doc="Axes that the mean square is taken over.")
    epsilon: float = option(
        default=1e-6,
        doc="Added to the mean square, against division by zero.",
        min=0.0,
        advanced=True,
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check the axes."""
        axes = positive_axes(self, axes_of(self.axis), input_shape)
        sizes = tuple(self.check_known(input_shape, axis) for axis in axes)
        if self.built:
            check_built_sizes(self, self.scale, sizes, input_shape)
        if tuple(input_shape[-len(sizes) :]) != sizes:
            raise ShapeError(
                "{where}: the scale stands along the last axes, which do not have the "
                "sizes {sizes} of the axes {axes}. Received shape {shape}. Normalize "
                "over the last axes; Permute brings others there.",
                where=self.where(),
                sizes=sizes,
                axes=axes,
                shape=tuple(input_shape),
            )
        return input_shape

    def build(self, input_shape: Any) -> None:
        """Declare the scale."""
        self.axis = tuple(sorted(axes_of(self.axis)))  # as Keras writes them now
        shape = tuple(self.check_known(input_shape, axis) for axis in self.axis)
        self.scale: Variable = self.add_weight("scale", shape, Ones())

    def forward(self, x: Array, ctx: Context) -> Array:
        """Divide and scale."""
        view = row_view(x.shape, axes_of(self.axis))
        rows = view.rows(x, "x", ctx)
        inverse = ctx.buffer("inverse", (len(rows), 1), x.dtype)
        inverse_root_mean_square(rows, self.epsilon, inverse)
        scaled = ctx.buffer("scaled", rows.shape, x.dtype)
        np.multiply(rows, inverse, out=scaled)
        normal = view.back(scaled, "normal", ctx)
        y = ctx.buffer("y", x.shape, x.dtype)
        np.multiply(normal, self.scale.value, out=y)
        ctx.save(view=view, rows=rows, normal=normal, inverse=inverse)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Derive by input and scale."""
        view: RowView = ctx["view"]
        size = self.scale.size
        if (ds := ctx.gradient(self.scale)) is not None:
            normal = ctx["normal"].reshape(-1, size)
            np.einsum("rk,rk->k", dy.reshape(-1, size), normal, out=ds.reshape(-1))
        if not ctx.input_wanted[0]:
            return None
        d_normal = ctx.buffer("d_normal", dy.shape, dy.dtype)
        np.multiply(dy, self.scale.value, out=d_normal)
        rows = view.rows(d_normal, "d_normal", ctx)
        dx = ctx.buffer("d_rows", rows.shape, dy.dtype)
        work = ctx.buffer("work", rows.shape, dy.dtype)
        x = ctx["rows"]
        scale_rows_backward(rows, x, x, ctx["inverse"], dx, work)
        return view.back(dx, "dx", ctx)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return one for each number of a sample."""
        count = 1
        for size in input_shape[1:]:
            count *= size or 1
        return count
