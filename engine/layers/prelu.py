"""Rectified linear units with a learned slope."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.constraints import Constraint
from engine.errors import ShapeError
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.reduction import sum_to_shape
from engine.layers.layer import Example, Layer
from engine.options import Ints, option
from engine.parameters import Variable
from engine.regularizers import Regularizer
from engine.types import Array


class PReLU(Layer):
    """Learn how to bend negative numbers: ``y = x if x > 0 else alpha * x``.

    Every position of a sample has a slope of its own, except along `shared_axes`.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] He et al., "Delving deep into rectifiers", arXiv:1502.01852.
    """

    category: ClassVar[str] = "Activation"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,),)),
        Example({"shared_axes": (1,), "alpha_initializer": "he_normal"}, ((3, 2),)),
        Example(
            {
                "shared_axes": (1, 2),
                "alpha_initializer": "random_normal",
                "alpha_regularizer": "l2",
                "alpha_constraint": "NonNeg",
            },
            ((2, 3, 4),),
        ),
    )
    supports_masking = True

    alpha_initializer: Initializer = option(
        default="zeros", doc="First values of the slopes.", formerly=("init",)
    )
    alpha_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the slopes.", advanced=True
    )
    alpha_constraint: Constraint | None = option(
        default=None,
        doc="What the slopes are brought back to after each training step.",
        advanced=True,
    )
    shared_axes: Ints | None = option(
        default=None,
        doc="Axes along which the slope is the same; the first one of a sample is 1.",
    )

    def _alpha_shape(self, input_shape: Any) -> tuple[int, ...]:
        """Return the shape of the slopes."""
        rank = len(input_shape)
        sizes = list(input_shape[1:])
        for axis in self.shared_axes or ():
            if axis == 0 or not -rank < axis - 1 < rank - 1:
                raise ShapeError(
                    "{where}: the input has no axis {axis}, as shared_axes says. "
                    "Received shape {shape}. Use axes from 1 to {last}.",
                    where=self.where(),
                    axis=axis,
                    shape=tuple(input_shape),
                    last=rank - 1,
                )
            sizes[axis - 1] = 1
        for axis, size in enumerate(sizes, start=1):
            if size is None:
                self.check_known(input_shape, axis)
        return tuple(sizes)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check that there is a slope for each position."""
        shape = self._alpha_shape(input_shape)
        if self.built and shape != self.alpha.shape:
            raise ShapeError(
                "{where}: is shared and has slopes of shape {expected}. Received shape "
                "{shape}. Give both calls the same sizes, or use a second layer.",
                where=self.where(),
                expected=self.alpha.shape,
                shape=tuple(input_shape),
            )
        return input_shape

    def build(self, input_shape: Any) -> None:
        """Declare the slopes."""
        self.alpha: Variable = self.add_weight(
            "alpha",
            self._alpha_shape(input_shape),
            self.alpha_initializer,
            regularizer=self.alpha_regularizer,
            constraint=self.alpha_constraint,
        )

    def forward(self, x: Array, ctx: Context) -> Array:
        """Multiply negative numbers with their slopes."""
        negative = ctx.buffer("negative", x.shape, x.dtype)
        np.minimum(x, x.dtype.type(0), out=negative)
        y = ctx.buffer("y", x.shape, x.dtype)
        np.maximum(x, x.dtype.type(0), out=y)
        work = ctx.buffer("work", x.shape, x.dtype)
        np.multiply(negative, self.alpha.value, out=work)
        np.add(y, work, out=y)
        ctx.save(x=x, negative=negative)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Derive by the slopes and by the input; by Keras' rule it is 0 at 0."""
        x = ctx["x"]
        work = ctx.buffer("work", x.shape, x.dtype)
        if (dalpha := ctx.gradient(self.alpha)) is not None:
            np.multiply(dy, ctx["negative"], out=work)
            shape = (1, *self.alpha.shape)
            np.copyto(dalpha, sum_to_shape(work, shape).reshape(shape[1:]))
        if not ctx.input_wanted[0]:
            return None
        np.multiply(np.less(x, 0), self.alpha.value, out=work)
        np.add(work, np.greater(x, 0), out=work)
        np.multiply(work, dy, out=work)
        return work

    def multiply_adds(self, input_shape: Any) -> int:
        """Return 0: there are no products of sums."""
        del input_shape
        return 0
