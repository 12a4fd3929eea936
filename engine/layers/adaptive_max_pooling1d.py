"""Largest values of a number of parts of sequences."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.adaptive_pooling import AdaptiveMaxPooling
from engine.layers.layer import Example


class AdaptiveMaxPooling1D(AdaptiveMaxPooling):
    """Cut a sequence into parts and keep the largest value of each, for each channel.

    Input shape: ``(n, steps, channels)``. Output shape: ``(n, *output_size,
    channels)``, with the channels before the steps for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.AdaptiveMaxPooling1D``.
    """

    rank: ClassVar[int] = 1
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"output_size": 3}, ((7, 2),)),
        Example({"output_size": 2, "data_format": "channels_first"}, ((2, 4),)),
    )
