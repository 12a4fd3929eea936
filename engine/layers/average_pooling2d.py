"""Means of windows of images."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.pooling import AveragePooling


class AveragePooling2D(AveragePooling):
    """Keep the mean of each window of an image, for each channel.

    Input shape: ``(n, height, width, channels)``. Output shape: ``(n, new_height,
    new_width, channels)``, with the channels before height and width for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.AveragePooling2D``.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"pool_size": 2}, ((5, 4, 2),)),
        Example(
            {"pool_size": (3, 2), "strides": (2, 1), "padding": "same"}, ((5, 4, 3),)
        ),
        Example(
            {"pool_size": 2, "strides": 3, "data_format": "channels_first"},
            ((2, 5, 6),),
        ),
    )
