"""Means of whole volumes."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.global_pooling import GlobalAveragePooling
from engine.layers.layer import Example


class GlobalAveragePooling3D(GlobalAveragePooling):
    """Keep the mean of a volume, for each channel.

    Input shape: ``(n, depth, height, width, channels)``, with the channels before the
    other axes for ``data_format="channels_first"``. Output shape: ``(n, channels)``,
    with an axis of size 1 for each that is gone if `keepdims` is set.

    References
    ----------
    .. [1] ``keras.layers.GlobalAveragePooling3D``.
    """

    rank: ClassVar[int] = 3
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((2, 1, 3, 2),)),
        Example({"data_format": "channels_first", "keepdims": True}, ((2, 3, 1, 2),)),
    )
