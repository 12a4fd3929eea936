"""Dropout that keeps the mean and the variance of a self-normalising network."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.kernels.dropout import fill_factors
from engine.layers.layer import Example
from engine.layers.noise import Noise, check_limit, check_pattern, pattern_shape
from engine.options import ShapeOption, option
from engine.types import Array

_FLOOR = -1.7580993408473766
"""What selu tends to for small numbers: it takes the place of dropped ones."""


class AlphaDropout(Noise):
    """Set a share of the numbers to the least value of selu while training.

    All numbers are then shifted and scaled so that mean 0 and variance 1 stay. To be
    used with the activation selu and the initializer lecun_normal. Nothing happens in
    predictions.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] Klambauer et al., "Self-normalizing neural networks", arXiv:1706.02515.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"rate": 0.5}, ((6,),)),
        Example({"rate": 0.3, "seed": 7}, ((4, 5),)),
        Example({"rate": 0.4, "noise_shape": (None, 1, None)}, ((4, 5),)),
        Example({"rate": 0.0}, ((3,),)),
    )

    rate: float = option(
        doc="Share of the numbers that are dropped.",
        min=0.0,
        max=1.0,
        suggest=0.1,
        formerly=("p",),
        check=check_limit,
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
        """Drop numbers, then bring mean and variance back."""
        shape: Any = pattern_shape(self, self.noise_shape, x.shape)
        factors = ctx.buffer("factors", shape, x.dtype)
        keep = ctx.buffer("keep", shape, np.bool_)
        fill_factors(ctx.rng, self.rate, factors, keep)
        # a and b of section 4 of the paper.
        a = ((1 - self.rate) * (1 + self.rate * _FLOOR**2)) ** -0.5
        b = -a * _FLOOR * self.rate
        number = x.dtype.type
        np.multiply(keep, number(a), out=factors)
        y = ctx.buffer("y", x.shape, x.dtype)
        np.multiply(x, factors, out=y)
        np.add(y, np.where(keep, number(b), number(a * _FLOOR + b)), out=y)
        ctx.save(factors=factors)
        return y
