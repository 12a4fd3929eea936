"""Random zeros against overfitting."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.kernels.dropout import fill_factors
from engine.layers.layer import Example
from engine.layers.noise import Noise, check_pattern, pattern_shape
from engine.options import ShapeOption, option
from engine.types import Array


class Dropout(Noise):
    """Set a share of the numbers to zero, at random, while training.

    The others grow by ``1 / (1 - rate)``, so that sums stay the same on average.
    Nothing happens in predictions.

    Input shape: ``(n, ...)``. Output shape: the same.

    Notes
    -----
    The share of zeros is exact to 1 / 65536.

    References
    ----------
    .. [1] Srivastava et al., "Dropout: a simple way to prevent neural networks from
       overfitting", JMLR 15, 2014.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"rate": 0.5}, ((6,),)),
        Example({"rate": 0.3, "seed": 7}, ((4, 5),)),
        Example({"rate": 0.4, "noise_shape": (None, 1, None)}, ((4, 5),)),
        Example({"rate": 0.0}, ((3,),)),
    )

    rate: float = option(
        doc="Share of the numbers that become zero.",
        min=0.0,
        max=1.0,
        suggest=0.5,
        formerly=("p",),
    )
    noise_shape: ShapeOption | None = option(
        default=None,
        doc="Shape of the random pattern with the batch axis: 1 repeats it along an "
        "axis, None stands for the size of the input.",
        advanced=True,
        check=check_pattern,
    )
    seed: int | None = option(
        default=None, doc="Seed of this layer alone.", min=0, advanced=True
    )

    @property
    def is_active(self) -> bool:
        """Whether anything is dropped."""
        return self.rate > 0

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check the shape of the pattern."""
        pattern_shape(self, self.noise_shape, input_shape)
        return input_shape

    def disturb(self, x: Array, ctx: Context) -> Array:
        """Multiply with random factors."""
        return drop(x, self.rate, pattern_shape(self, self.noise_shape, x.shape), ctx)


def drop(x: Array, rate: float, shape: Any, ctx: Context) -> Array:
    """Return `x` with a share of zeros, in a pattern of the given shape."""
    factors = ctx.buffer("factors", shape, x.dtype)
    fill_factors(ctx.rng, rate, factors, ctx.buffer("keep", shape, np.bool_))
    y = ctx.buffer("y", x.shape, x.dtype)
    np.multiply(x, factors, out=y)
    ctx.save(factors=factors)
    return y
