"""Zeros around volumes."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.zero_padding import ZeroPadding


class ZeroPadding3D(ZeroPadding):
    """Put zeros around a volume.

    Input shape: ``(n, depth, height, width, channels)``. Output shape: ``(n, new_depth,
    new_height, new_width, channels)``, with the channels before the other axes for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.ZeroPadding3D``.
    """

    rank: ClassVar[int] = 3
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"padding": (0, 1, 2)}, ((1, 2, 1, 2),)),
        Example(
            {"padding": ((1, 0), (0, 2), (0, 0)), "data_format": "channels_first"},
            ((2, 1, 2, 1),),
        ),
    )
