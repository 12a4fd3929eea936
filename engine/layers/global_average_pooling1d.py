"""Means of whole sequences."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.global_pooling import GlobalAveragePooling
from engine.layers.layer import Example


class GlobalAveragePooling1D(GlobalAveragePooling):
    """Keep the mean of a sequence, of the steps that count, for each channel.

    Input shape: ``(n, steps, channels)``, with the channels before the steps for
    ``data_format="channels_first"``. Output shape: ``(n, channels)``, with an axis of
    size 1 for each that is gone if `keepdims` is set.

    References
    ----------
    .. [1] ``keras.layers.GlobalAveragePooling1D``.
    """

    rank: ClassVar[int] = 1
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((6, 2),)),
        Example({"data_format": "channels_first", "keepdims": True}, ((6, 6),)),
    )
    supports_masking = True
    hears_mask = True
