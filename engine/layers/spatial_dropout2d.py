"""Dropout of whole channels of images."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.spatial import DataFormat
from engine.layers.spatial_dropout import SpatialDropout
from engine.options import option


class SpatialDropout2D(SpatialDropout):
    """Set whole channels of a sample to zero, at random, while training.

    Neighbours in an image hold much the same, so dropping single numbers hides
    little. The pattern is the same along the axes of the rows and columns.

    Input shape: ``(n, height, width, channels)``, or
    with the channels first. Output shape: the same.

    References
    ----------
    .. [1] Tompson et al., "Efficient object localization using convolutional
       networks", arXiv:1411.4280.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"rate": 0.5}, ((2, 3, 4),)),
        Example(
            {"rate": 0.3, "seed": 7, "data_format": "channels_first"}, ((4, 2, 3),)
        ),
    )
    axes = 2

    rate: float = option(
        doc="Share of the channels that become zero.",
        min=0.0,
        max=1.0,
        suggest=0.3,
        formerly=("p",),
    )
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
    )
    seed: int | None = option(
        default=None, doc="Seed of this layer alone.", min=0, advanced=True
    )

    @property
    def channels_first(self) -> bool:
        """Whether the channels are the first axis of a sample."""
        return self.data_format == "channels_first"
