"""Normally distributed noise against overfitting."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from engine.graph.context import Context
from engine.layers.layer import Example
from engine.layers.noise import Noise, normal
from engine.options import option
from engine.types import Array


class GaussianNoise(Noise):
    """Add normally distributed noise of mean 0 while training: ``y = x + noise``.

    Nothing happens in predictions.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] ``keras.layers.GaussianNoise``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"stddev": 0.1}, ((6,),)),
        Example({"stddev": 1.0, "seed": 7}, ((4, 5),)),
        Example({"stddev": 0.0}, ((3,),)),
    )

    stddev: float = option(
        doc="Standard deviation of the noise.",
        min=0.0,
        max=1.0,
        suggest=0.1,
        formerly=("sigma",),
    )
    seed: int | None = option(
        default=None, doc="Seed of this layer alone.", min=0, advanced=True
    )

    @property
    def is_active(self) -> bool:
        """Whether there is any noise."""
        return self.stddev > 0

    def disturb(self, x: Array, ctx: Context) -> Array:
        """Add noise."""
        y = normal(x, ctx)
        np.multiply(y, y.dtype.type(self.stddev), out=y)
        np.add(y, x, out=y)
        ctx.save(factors=None)
        return y
