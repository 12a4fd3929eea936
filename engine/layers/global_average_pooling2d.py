"""Means of whole images."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.global_pooling import GlobalAveragePooling
from engine.layers.layer import Example


class GlobalAveragePooling2D(GlobalAveragePooling):
    """Keep the mean of an image, for each channel.

    Input shape: ``(n, height, width, channels)``, with the channels before height and
    width for ``data_format="channels_first"``. Output shape: ``(n, channels)``, with an
    axis of size 1 for each that is gone if `keepdims` is set.

    References
    ----------
    .. [1] ``keras.layers.GlobalAveragePooling2D``.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((3, 2, 2),)),
        Example({"data_format": "channels_first", "keepdims": True}, ((2, 3, 4),)),
    )
