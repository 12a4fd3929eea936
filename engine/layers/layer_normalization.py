"""Layer normalization."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.kernels.norm_rows import (
    centre_rows,
    inverse_root_mean_square,
    scale_rows_backward,
    standardize_rows,
    standardize_rows_backward,
)
from engine.kernels.reduction import sum_rows
from engine.layers.layer import Example
from engine.layers.row_view import RowView, axes_of, row_view
from engine.layers.scale_and_shift import (
    ScaleAndShift,
    check_built_sizes,
    positive_axes,
)
from engine.options import IntOrInts, option
from engine.types import Array


class LayerNormalization(ScaleAndShift):
    """Bring each sample, or each step, to mean 0 and variance 1, scale and shift.

    ``gamma * (x - mean) / sqrt(variance + epsilon) + beta`` with mean and variance
    over the given axes, for each sample alone: the same in training and prediction.

    Input shape: ``(n, ..., features)``. Output shape: the same.

    Notes
    -----
    With `rms_scaling` the mean is not subtracted and there is no shift; this is what
    Keras does under that name. `RMSNormalization` divides by the root mean square.

    References
    ----------
    .. [1] Ba, Kiros & Hinton, "Layer normalization", arXiv:1607.06450.
    .. [2] ``keras.layers.LayerNormalization``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,),)),
        Example({"axis": [1, 2], "epsilon": 0.01}, ((3, 2),)),
        Example({"axis": [-1, 1], "center": False}, ((3, 2, 2),)),
        Example({"axis": 1, "scale": False}, ((3, 2),)),
        Example({"rms_scaling": True}, ((2, 4),)),
        Example(
            {
                "beta_initializer": "random_normal",
                "gamma_initializer": "random_uniform",
                "beta_regularizer": "l1",
                "gamma_regularizer": "l2",
                "beta_constraint": "non_neg",
                "gamma_constraint": "max_norm",
            },
            ((5,),),
        ),
    )

    axis: IntOrInts = option(
        default=-1, doc="Axes that mean and variance are taken over, features first."
    )
    epsilon: float = option(
        default=1e-3,
        doc="Added to the variance, against division by zero.",
        min=0.0,
        advanced=True,
    )
    rms_scaling: bool = option(
        default=False,
        doc="Divide by the standard deviation without subtracting the mean.",
        advanced=True,
        kw_only=True,
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check the axes."""
        axes = positive_axes(self, axes_of(self.axis), input_shape)
        sizes = tuple(self.check_known(input_shape, axis) for axis in axes)
        if self.built:
            sizes = tuple(input_shape[axis] for axis in axes_of(self.axis))
            weight = self.gamma if self.gamma is not None else self.beta
            check_built_sizes(self, weight, sizes, input_shape)
        return input_shape

    def build(self, input_shape: Any) -> None:
        """Declare scale and shift."""
        self.axis = tuple(sorted(axes_of(self.axis)))  # as Keras writes them now
        shape = tuple(self.check_known(input_shape, axis) for axis in self.axis)
        self.add_scale_and_shift(
            shape,
            scale=self.scale or self.rms_scaling,
            shift=self.center and not self.rms_scaling,
        )

    def forward(self, x: Array, ctx: Context) -> Array:
        """Normalize, scale and shift."""
        view = row_view(x.shape, axes_of(self.axis))
        rows = view.rows(x, "x", ctx)
        normal = ctx.buffer("normal", rows.shape, x.dtype)
        inverse = ctx.buffer("inverse", (len(rows), 1), x.dtype)
        if self.rms_scaling:
            centred = ctx.buffer("centred", rows.shape, x.dtype)
            centre_rows(rows, centred)
            inverse_root_mean_square(centred, self.epsilon, inverse)
            np.multiply(rows, inverse, out=normal)
            ctx.save(rows=rows, centred=centred)
        else:
            standardize_rows(rows, self.epsilon, normal, inverse)
        ctx.save(view=view, normal=normal, inverse=inverse)
        y = normal
        if self.gamma is not None:
            y = ctx.buffer("scaled", rows.shape, x.dtype)
            np.multiply(normal, self.gamma_row(x), out=y)
        if self.beta is not None:
            shifted = ctx.buffer("scaled", rows.shape, x.dtype)
            y = np.add(y, self.beta_row(x), out=shifted)
        return view.back(y, "y", ctx)

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Derive by input, scale and shift."""
        view: RowView = ctx["view"]
        normal, inverse = ctx["normal"], ctx["inverse"]
        rows = view.rows(dy, "dy", ctx)
        work = ctx.buffer("work", rows.shape, dy.dtype)
        if self.beta is not None and (db := ctx.gradient(self.beta)) is not None:
            sum_rows(rows, db.reshape(-1))
        if self.gamma is not None and (dg := ctx.gradient(self.gamma)) is not None:
            np.einsum("rk,rk->k", rows, normal, out=dg.reshape(-1))
        if not ctx.input_wanted[0]:
            return None
        dx = ctx.buffer("d_rows", rows.shape, dy.dtype)
        if self.gamma is not None:
            rows = np.multiply(rows, self.gamma_row(dy), out=dx)
        if self.rms_scaling:
            scale_rows_backward(rows, ctx["rows"], ctx["centred"], inverse, dx, work)
        else:
            standardize_rows_backward(rows, normal, inverse, dx, work)
        return view.back(dx, "dx", ctx)
