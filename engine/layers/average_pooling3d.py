"""Means of windows of volumes."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.pooling import AveragePooling


class AveragePooling3D(AveragePooling):
    """Keep the mean of each window of a volume, for each channel.

    Input shape: ``(n, depth, height, width, channels)``. Output shape: ``(n, new_depth,
    new_height, new_width, channels)``, with the channels before the other axes for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.AveragePooling3D``.
    """

    rank: ClassVar[int] = 3
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"pool_size": 2}, ((2, 4, 3, 1),)),
        Example(
            {
                "pool_size": (1, 2, 3),
                "strides": (1, 2, 1),
                "padding": "same",
                "data_format": "channels_first",
            },
            ((1, 2, 3, 4),),
        ),
    )
