"""Volumes without their borders."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.cropping import Cropping
from engine.layers.layer import Example
from engine.layers.spatial import DataFormat, PairPerAxis
from engine.options import option


class Cropping3D(Cropping):
    """Cut off the borders of a volume.

    Input shape: ``(n, depth, height, width, channels)``. Output shape: ``(n, new_depth,
    new_height, new_width, channels)``, with the channels before the other axes for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.Cropping3D``.
    """

    rank: ClassVar[int] = 3
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((3, 3, 4, 1),)),
        Example(
            {"cropping": ((1, 0), (0, 2), (0, 0)), "data_format": "channels_first"},
            ((2, 2, 3, 1),),
        ),
    )

    cropping: PairPerAxis = option(
        default=1, doc="Elements cut off the start and the end of each axis."
    )
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
        formerly=("dim_ordering",),
    )
