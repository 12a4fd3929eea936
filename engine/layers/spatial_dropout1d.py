"""Dropout of whole channels of sequences."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.spatial_dropout import SpatialDropout
from engine.options import option


class SpatialDropout1D(SpatialDropout):
    """Set whole channels of a sample to zero, at random, while training.

    Neighbours in a sequence hold much the same, so dropping single numbers hides
    little. The pattern is the same along the axis of the steps.

    Input shape: ``(n, steps, channels)``. Output shape: the
    same.

    References
    ----------
    .. [1] Tompson et al., "Efficient object localization using convolutional
       networks", arXiv:1411.4280.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"rate": 0.5}, ((4, 3),)),
        Example({"rate": 0.3, "seed": 7}, ((5, 4),)),
    )
    axes = 1

    rate: float = option(
        doc="Share of the channels that become zero.",
        min=0.0,
        max=1.0,
        suggest=0.3,
        formerly=("p",),
    )
    seed: int | None = option(
        default=None, doc="Seed of this layer alone.", min=0, advanced=True
    )
