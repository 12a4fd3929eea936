"""Convolution over volumes."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.conv import Conv
from engine.layers.layer import Example


class Conv3D(Conv):
    """Move filters through a volume, such as a film.

    Input shape: ``(n, depth, height, width, channels)``. Output shape:
    ``(n, new_depth, new_height, new_width, filters)``, with the channels before the
    other axes for ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.Conv3D``.
    """

    rank: ClassVar[int] = 3
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {
                "filters": 4,
                "kernel_size": (1, 2, 2),
                "dilation_rate": (1, 1, 2),
                "groups": 2,
                "activation": "tanh",
                "kernel_initializer": "he_normal",
                "bias_initializer": "random_normal",
                "kernel_regularizer": "l2",
                "bias_regularizer": "l1",
                "activity_regularizer": "l2",
                "kernel_constraint": "UnitNorm",
                "bias_constraint": "NonNeg",
            },
            ((2, 3, 4, 2),),
        ),
        Example(
            {
                "filters": 2,
                "kernel_size": 2,
                "strides": (2, 1, 1),
                "padding": "same",
                "data_format": "channels_first",
                "use_bias": False,
            },
            ((1, 3, 2, 3),),
        ),
    )
