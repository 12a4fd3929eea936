"""Normally distributed factors against overfitting."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from engine.graph.context import Context
from engine.layers.layer import Example
from engine.layers.noise import Noise, check_limit, normal
from engine.options import option
from engine.types import Array


class GaussianDropout(Noise):
    """Multiply with normally distributed noise of mean 1 while training.

    The noise has the variance that Dropout of the same rate has, ``rate / (1 - rate)``.
    Nothing happens in predictions.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] Srivastava et al., "Dropout: a simple way to prevent neural networks from
       overfitting", JMLR 15, 2014, section 10.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"rate": 0.5}, ((6,),)),
        Example({"rate": 0.2, "seed": 7}, ((4, 5),)),
        Example({"rate": 0.0}, ((3,),)),
    )

    rate: float = option(
        doc="Rate of the Dropout that disturbs as much.",
        min=0.0,
        max=1.0,
        suggest=0.3,
        formerly=("p",),
        check=check_limit,
    )
    seed: int | None = option(
        default=None, doc="Seed of this layer alone.", min=0, advanced=True
    )

    @property
    def is_active(self) -> bool:
        """Whether there is any noise."""
        return self.rate > 0

    def disturb(self, x: Array, ctx: Context) -> Array:
        """Multiply with noise."""
        factors = normal(x, ctx)
        deviation = math.sqrt(self.rate / (1 - self.rate))
        np.multiply(factors, x.dtype.type(deviation), out=factors)
        np.add(factors, x.dtype.type(1), out=factors)
        y = ctx.buffer("y", x.shape, x.dtype)
        np.multiply(x, factors, out=y)
        ctx.save(factors=factors)
        return y
