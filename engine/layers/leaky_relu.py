"""Rectified linear units with a slope for negative numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

import numpy as np

from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.types import Array, Json


class LeakyReLU(Layer):
    """Make negative numbers smaller: ``y = x if x >= 0 else negative_slope * x``.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] ``keras.layers.LeakyReLU``.
    """

    category: ClassVar[str] = "Activation"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,),)),
        Example({"negative_slope": 0.1}, ((3, 4),)),
    )
    supports_masking = True

    negative_slope: float = option(
        default=0.3,
        doc="Factor of negative numbers.",
        min=0.0,
        formerly=("alpha",),
    )

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make a layer from its config, also from one of Keras 2."""
        given = dict(config)
        if "alpha" in given:
            given["negative_slope"] = given.pop("alpha")
        return super().from_config(given)

    def forward(self, x: Array, ctx: Context) -> Array:
        """Multiply negative numbers with the slope."""
        slope = ctx.buffer("slope", x.shape, x.dtype)
        slope.fill(1)
        np.copyto(slope, x.dtype.type(self.negative_slope), where=np.less(x, 0))
        y = ctx.buffer("y", x.shape, x.dtype)
        np.multiply(x, slope, out=y)
        ctx.save(slope=slope)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Multiply with the slope."""
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        np.multiply(dy, ctx["slope"], out=dx)
        return dx
