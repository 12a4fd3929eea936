"""Largest values of windows of sequences."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.pooling import MaxPooling


class MaxPooling1D(MaxPooling):
    """Keep the largest value of each window of a sequence, for each channel.

    Input shape: ``(n, steps, channels)``. Output shape: ``(n, new_steps, channels)``,
    with the channels before the steps for ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.MaxPooling1D``.
    """

    rank: ClassVar[int] = 1
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((5, 2),)),
        Example(
            {
                "pool_size": 3,
                "strides": 1,
                "padding": "same",
                "data_format": "channels_first",
            },
            ((2, 5),),
        ),
    )
