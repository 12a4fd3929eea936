"""Numbers brought to another range."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import ShapeError
from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import Numbers, option
from engine.types import Array


class Rescaling(Layer):
    """Multiply and shift all numbers: ``y = x * scale + offset``.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] ``keras.layers.Rescaling``.
    """

    category: ClassVar[str] = "Preprocessing"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"scale": 0.25}, ((4,),)),
        Example({"scale": 2.0, "offset": -1.0}, ((2, 3),)),
        Example({"scale": [1.0, 2.0, 0.5], "offset": [0.0, 1.0, -1.0]}, ((2, 3),)),
    )
    supports_masking = True

    scale: Numbers = option(
        doc="Factor; a list holds one for each size of the last axis.",
        suggest=1 / 255,
    )
    offset: Numbers = option(
        default=0.0, doc="What is added after that; a number or a list."
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check that lists fit it."""
        for values in (self.scale, self.offset):
            shape = np.shape(values)
            sizes = input_shape[len(input_shape) - len(shape) :]
            fits = len(shape) < len(input_shape) and all(
                own == 1 or size in (None, own)
                for own, size in zip(shape, sizes, strict=True)
            )
            if not fits:
                raise ShapeError(
                    "{where}: scale or offset of shape {own} does not fit the input. "
                    "Received shape {shape}. Give one number, or one for each size of "
                    "the last axis.",
                    where=self.where(),
                    own=shape,
                    shape=tuple(input_shape),
                )
        return input_shape

    def forward(self, x: Array, ctx: Context) -> Array:
        """Multiply and add."""
        y = ctx.buffer("y", x.shape, x.dtype)
        np.multiply(x, np.asarray(self.scale, x.dtype), out=y)
        np.add(y, np.asarray(self.offset, x.dtype), out=y)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Multiply."""
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        np.multiply(dy, np.asarray(self.scale, dy.dtype), out=dx)
        return dx
