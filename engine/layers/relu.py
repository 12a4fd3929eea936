"""Rectified linear units with a bound, a slope and a threshold."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.types import Array


class ReLU(Layer):
    """Cut off what is small: ``y = max(x, 0)``, with further bends on demand.

    ``y = x`` above the threshold, at most `max_value`, and
    ``y = negative_slope * (x - threshold)`` below.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] ``keras.layers.ReLU``.
    """

    category: ClassVar[str] = "Activation"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,),)),
        Example({"max_value": 0.5, "threshold": 0.1}, ((3, 4),)),
        Example({"negative_slope": 0.2}, ((3, 4),)),
        Example({"max_value": 1.0, "negative_slope": 0.3, "threshold": 0.5}, ((8,),)),
        Example({"max_value": 6.0, "negative_slope": 0.1}, ((4,),)),
    )
    supports_masking = True

    max_value: float | None = option(
        default=None, doc="Largest output; none means no limit.", min=0.0
    )
    negative_slope: float = option(
        default=0.0, doc="Slope below the threshold.", min=0.0
    )
    threshold: float = option(
        default=0.0, doc="Smaller numbers are cut off.", min=0.0, formerly=("theta",)
    )

    @property
    def _is_leaky(self) -> bool:
        """Whether it is one bend at 0 only, which Keras derives from the right."""
        return self.negative_slope > 0 and self.max_value is None and not self.threshold

    def forward(self, x: Array, ctx: Context) -> Array:
        """Cut off what is below the threshold and above the largest output."""
        number = x.dtype.type
        y = ctx.buffer("y", x.shape, x.dtype)
        if self.threshold:
            np.multiply(x, np.greater(x, number(self.threshold)), out=y)
        else:
            np.maximum(x, number(0), out=y)
        if self.max_value is not None:
            np.minimum(y, number(self.max_value), out=y)
        if self.negative_slope:
            below = ctx.buffer("below", x.shape, x.dtype)
            np.subtract(x, number(self.threshold), out=below)
            np.minimum(below, number(0), out=below)
            np.multiply(below, number(self.negative_slope), out=below)
            np.add(y, below, out=y)
        ctx.save(x=x)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Multiply with the slope."""
        x = ctx["x"]
        number = x.dtype.type
        slope = ctx.buffer("slope", x.shape, x.dtype)
        if self._is_leaky:
            np.copyto(slope, np.where(x >= 0, number(1), number(self.negative_slope)))
        else:
            np.greater(x, number(self.threshold), out=slope)
            if self.max_value is not None:
                limit = number(self.max_value)
                # What JAX takes at the corners of clip and relu6.
                at_limit = 0.0 if self.max_value == 6 and not self.threshold else 0.5
                slope[x == limit] *= number(at_limit)
                slope[x > limit] = 0
            if self.negative_slope:
                below = x < number(self.threshold)
                slope[below] += number(self.negative_slope)
        np.multiply(dy, slope, out=slope)
        return slope
