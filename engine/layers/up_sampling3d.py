"""Volumes with every element repeated."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.spatial import DataFormat, SizePerAxis, Sizes
from engine.layers.up_sampling import UpSampling
from engine.options import option


class UpSampling3D(UpSampling):
    """Repeat every element of a volume along each axis.

    Input shape: ``(n, depth, height, width, channels)``. Output shape:
    ``(n, depth * size[0], height * size[1], width * size[2], channels)``, with the
    channels before the other axes for ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.UpSampling3D``.
    """

    rank: ClassVar[int] = 3
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((1, 2, 2, 2),)),
        Example({"size": (1, 2, 3), "data_format": "channels_first"}, ((2, 2, 1, 2),)),
    )

    size: SizePerAxis = option(default=2, doc="Factors for each axis.", min=1)
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
        formerly=("dim_ordering",),
    )

    def times(self) -> Sizes:
        """Return the factors for each axis."""
        return self.size
