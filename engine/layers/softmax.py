"""Numbers turned into probabilities."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.kernels.softmax import softmax, softmax_backward
from engine.layers.layer import Example, Layer
from engine.options import IntOrInts, option
from engine.types import Array

_LOW = -1e9
"""What takes the place of masked numbers: its exponential is 0."""


def _check_axis(axis: int | tuple[int, ...]) -> str | None:
    if axis == ():
        return Text("must hold at least one axis")
    return None


class Softmax(Layer):
    """Make positive numbers with sum 1 of all numbers: ``exp(x) / sum(exp(x))``.

    Numbers that a mask leaves out become 0; the mask has the shape of the input, or one
    that broadcasts to it.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] ``keras.layers.Softmax``.
    """

    category: ClassVar[str] = "Activation"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,),)),
        Example({"axis": 1}, ((3, 1, 2),)),
        Example({"axis": (1, 2)}, ((3, 2, 1),)),
        Example({"axis": (1, -1)}, ((2, 3, 2),)),
    )
    supports_masking = True
    hears_mask = True

    axis: IntOrInts = option(
        default=-1, doc="Axis, or axes, along which the sum is 1.", check=_check_axis
    )

    def _axes_for(self, shape: Any) -> tuple[int, ...]:
        """Return the axes, counted from the front."""
        given = self.axis if isinstance(self.axis, tuple) else (self.axis,)
        rank = len(shape)
        axes = tuple(axis + rank if axis < 0 else axis for axis in given)
        wrong = any(not 0 <= axis < rank for axis in axes)
        if wrong or len(set(axes)) < len(axes):
            raise ShapeError(
                "{where}: axis {axis} does not fit the input. Received shape {shape}. "
                "Use different axes from 1 to {last}.",
                where=self.where(),
                axis=self.axis,
                shape=tuple(shape),
                last=rank - 1,
            )
        return axes

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check the axes."""
        self._axes_for(input_shape)
        return input_shape

    def forward(self, x: Array, ctx: Context) -> Array:
        """Divide exponentials by their sum."""
        axes = self._axes_for(x.shape)
        mask = self._mask(x, ctx)
        y = ctx.buffer("y", x.shape, x.dtype)
        z = x if mask is None else np.where(mask, x, x.dtype.type(_LOW))
        ctx.save(axes=axes, mask=mask, y=y)
        rows, shape = _as_rows(z, axes)
        made = y if rows is z else np.empty_like(rows)
        softmax(rows, made)
        if made is not y:
            np.copyto(_moved(y, axes), made.reshape(shape))
        if mask is not None:
            np.multiply(y, mask, out=y)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Propagate to all numbers of a sum."""
        axes, mask, y = ctx["axes"], ctx["mask"], ctx["y"]
        dx = ctx.buffer("dx", y.shape, y.dtype)
        if mask is not None:
            dy = dy * mask
        rows, shape = _as_rows(dy, axes)
        if rows is dy:
            softmax_backward(dy, y, dx)
        else:
            made = np.empty_like(rows)
            softmax_backward(rows, _as_rows(y, axes)[0], made)
            np.copyto(_moved(dx, axes), made.reshape(shape))
        return dx

    def _mask(self, x: Array, ctx: Context) -> Array | None:
        """Return the mask as bool, if there is one."""
        if ctx.mask is None:
            return None
        mask = np.asarray(ctx.mask)
        if mask.ndim > x.ndim or any(
            own not in (1, size)
            for own, size in zip(mask.shape[::-1], x.shape[::-1], strict=False)
        ):
            raise ShapeError(
                "{where}: a mask must have the shape of the input, or sizes of 1 that "
                "are repeated. Received a mask of shape {mask} for an input of shape "
                "{shape}. Give it as many axes as the input.",
                where=self.where(),
                mask=mask.shape,
                shape=x.shape,
            )
        return mask if mask.dtype == np.bool_ else mask > 0.5


def _moved(x: Array, axes: tuple[int, ...]) -> Array:
    """Return a view with some axes at the end."""
    rest = [axis for axis in range(x.ndim) if axis not in axes]
    return x.transpose(*rest, *axes)


def _as_rows(x: Array, axes: tuple[int, ...]) -> tuple[Array, tuple[int, ...]]:
    """Return an array whose rows run along some axes, and its shape with those axes.

    It is `x` itself where that has such rows already.
    """
    if axes == (x.ndim - 1,):
        return x, x.shape
    view = _moved(x, axes)
    count = view.ndim - len(axes)
    return view.reshape(*view.shape[:count], -1), view.shape
