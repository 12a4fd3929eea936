"""Steps to be skipped, marked by a value."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import Text
from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.types import Array


class Masking(Layer):
    """Skip the steps at which all features equal a value.

    Layers that follow leave such steps out; their numbers become zero.

    Input shape: ``(n, steps, ..., features)``. Output shape: the same.

    References
    ----------
    .. [1] ``keras.layers.Masking``.
    """

    category: ClassVar[str] = "Core"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4, 2),)),
        Example({"mask_value": -1.0}, ((4, 2),)),
        Example({}, ((4, 2),), integer_inputs=2),
    )
    supports_masking = True
    keeps_integers = True
    makes_mask_always = True

    mask_value: float = option(
        default=0.0, doc="A step is skipped when all its features have this value."
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape."""
        self.check_rank(
            input_shape,
            2,
            advice=Text("Its axes are steps and features; put a Reshape before it."),
        )
        return input_shape

    def forward(self, x: Array, ctx: Context) -> Array:
        """Put zeros at the steps that are skipped."""
        keep = self.compute_mask(x, None)[..., None]
        y = ctx.buffer("y", x.shape, x.dtype)
        np.multiply(x, keep, out=y)
        ctx.save(keep=keep)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Give no gradient to the steps that are skipped."""
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        np.multiply(dy, ctx["keep"], out=dx)
        return dx

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Return True where a step counts."""
        del previous_mask  # as in Keras
        return np.not_equal(inputs, self.mask_value).any(axis=-1)

    def symbolic_mask(self, inputs: Any, masks: Any, ops: Any) -> Any:
        """Return which steps count, as operations of the graph."""
        return ops.any(ops.not_equal(inputs, self.mask_value), axis=-1)
