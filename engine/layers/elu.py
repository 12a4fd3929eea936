"""Exponential linear units."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.types import Array


class ELU(Layer):
    """Bend negative numbers: ``y = x if x > 0 else alpha * (exp(x) - 1)``.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] Clevert et al., "Fast and accurate deep network learning by exponential
       linear units", arXiv:1511.07289.
    """

    category: ClassVar[str] = "Activation"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,),)),
        Example({"alpha": 0.5}, ((3, 4),)),
    )
    supports_masking = True

    alpha: float = option(
        default=1.0, doc="What very negative numbers become, with a minus sign."
    )

    def forward(self, x: Array, ctx: Context) -> Array:
        """Bend negative numbers."""
        bent = ctx.buffer("bent", x.shape, x.dtype)
        np.minimum(x, x.dtype.type(0), out=bent)
        np.expm1(bent, out=bent)
        np.multiply(bent, x.dtype.type(self.alpha), out=bent)
        y = ctx.buffer("y", x.shape, x.dtype)
        np.maximum(x, x.dtype.type(0), out=y)
        np.add(y, bent, out=y)
        ctx.save(positive=np.greater(x, 0), bent=bent)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Multiply with the slope, ``alpha * exp(x)`` for negative numbers."""
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        np.add(ctx["bent"], dy.dtype.type(self.alpha), out=dx)
        np.copyto(dx, 1, where=ctx["positive"])
        np.multiply(dx, dy, out=dx)
        return dx
