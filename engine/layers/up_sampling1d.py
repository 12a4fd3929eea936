"""Sequences with every step repeated."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.spatial import Sizes
from engine.layers.up_sampling import UpSampling
from engine.options import option


class UpSampling1D(UpSampling):
    """Repeat every step of a sequence.

    Input shape: ``(n, steps, channels)``. Output shape:
    ``(n, steps * size, channels)``.

    References
    ----------
    .. [1] ``keras.layers.UpSampling1D``.
    """

    rank: ClassVar[int] = 1
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((3, 2),)),
        Example({"size": 3}, ((2, 2),), integer_inputs=5),
    )

    size: int = option(
        default=2, doc="How often each step is repeated.", min=1, formerly=("length",)
    )

    def times(self) -> Sizes:
        """Return how many times as many steps there are."""
        return (self.size,)
