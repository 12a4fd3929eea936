"""Largest values of a number of parts of volumes."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.adaptive_pooling import AdaptiveMaxPooling
from engine.layers.layer import Example


class AdaptiveMaxPooling3D(AdaptiveMaxPooling):
    """Cut a volume into parts and keep the largest value of each, for each channel.

    Input shape: ``(n, depth, height, width, channels)``. Output shape: ``(n,
    *output_size, channels)``, with the channels before the other axes for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.AdaptiveMaxPooling3D``.
    """

    rank: ClassVar[int] = 3
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"output_size": (1, 2, 3), "data_format": "channels_first"}, ((1, 2, 3, 4),)
        ),
    )
