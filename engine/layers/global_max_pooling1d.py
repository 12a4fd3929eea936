"""Largest values of whole sequences."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.global_pooling import GlobalMaxPooling
from engine.layers.layer import Example


class GlobalMaxPooling1D(GlobalMaxPooling):
    """Keep the largest value of a sequence, for each channel.

    Input shape: ``(n, steps, channels)``, with the channels before the steps for
    ``data_format="channels_first"``. Output shape: ``(n, channels)``, with an axis of
    size 1 for each that is gone if `keepdims` is set.

    References
    ----------
    .. [1] ``keras.layers.GlobalMaxPooling1D``.
    """

    rank: ClassVar[int] = 1
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4, 2),)),
        Example({"data_format": "channels_first", "keepdims": True}, ((4, 4),)),
    )
