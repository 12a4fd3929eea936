"""Images without their borders."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.cropping import Cropping
from engine.layers.layer import Example
from engine.layers.spatial import DataFormat, PairPerAxis
from engine.options import option


class Cropping2D(Cropping):
    """Cut off the borders of an image.

    Input shape: ``(n, height, width, channels)``. Output shape: ``(n, new_height,
    new_width, channels)``, with the channels before height and width for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.Cropping2D``.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((2, 3, 2),)),
        Example(
            {"cropping": ((1, 0), (0, 2)), "data_format": "channels_first"},
            ((1, 2, 3),),
        ),
        Example({"cropping": (1, 0)}, ((3, 2, 1),), integer_inputs=5),
    )

    cropping: PairPerAxis = option(
        default=0, doc="Elements cut off the start and the end of each axis."
    )
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
        formerly=("dim_ordering",),
    )
