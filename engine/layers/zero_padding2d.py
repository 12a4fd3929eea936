"""Zeros around images."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.zero_padding import ZeroPadding


class ZeroPadding2D(ZeroPadding):
    """Put zeros around an image.

    Input shape: ``(n, height, width, channels)``. Output shape: ``(n, new_height,
    new_width, channels)``, with the channels before height and width for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.ZeroPadding2D``.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((2, 3, 2),)),
        Example(
            {"padding": ((1, 0), (0, 2)), "data_format": "channels_first"}, ((1, 2, 2),)
        ),
        Example({"padding": (1, 2)}, ((2, 1, 1),), integer_inputs=5),
    )
