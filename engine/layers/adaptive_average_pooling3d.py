"""Means of a number of parts of volumes."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.adaptive_pooling import AdaptiveAveragePooling
from engine.layers.layer import Example


class AdaptiveAveragePooling3D(AdaptiveAveragePooling):
    """Cut a volume into parts and keep the mean of each, for each channel.

    Input shape: ``(n, depth, height, width, channels)``. Output shape: ``(n,
    *output_size, channels)``, with the channels before the other axes for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.AdaptiveAveragePooling3D``.
    """

    rank: ClassVar[int] = 3
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"output_size": (1, 2, 3), "data_format": "channels_first"}, ((1, 2, 3, 4),)
        ),
    )
