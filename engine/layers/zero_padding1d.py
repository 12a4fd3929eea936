"""Zeros around sequences."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.zero_padding import ZeroPadding


class ZeroPadding1D(ZeroPadding):
    """Put zeros before and after the steps of a sequence.

    Input shape: ``(n, steps, channels)``. Output shape: ``(n, new_steps, channels)``,
    with the channels before the steps for ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.ZeroPadding1D``.
    """

    rank: ClassVar[int] = 1
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((2, 2),)),
        Example({"padding": (0, 2), "data_format": "channels_first"}, ((2, 3),)),
        Example({"padding": 2}, ((2, 1),), integer_inputs=5),
    )
