"""Means of a number of parts of images."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.adaptive_pooling import AdaptiveAveragePooling
from engine.layers.layer import Example


class AdaptiveAveragePooling2D(AdaptiveAveragePooling):
    """Cut an image into parts and keep the mean of each, for each channel.

    Input shape: ``(n, height, width, channels)``. Output shape: ``(n, *output_size,
    channels)``, with the channels before height and width for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.AdaptiveAveragePooling2D``.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"output_size": (3, 2)}, ((5, 4, 2),)),
        Example({"output_size": 2, "data_format": "channels_first"}, ((2, 3, 5),)),
    )
