"""Convolution over images."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.conv import Conv
from engine.layers.layer import Example


class Conv2D(Conv):
    """Move filters over an image.

    Input shape: ``(n, height, width, channels)``. Output shape:
    ``(n, new_height, new_width, filters)``, with the channels before height and width
    for ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.Conv2D``.
    .. [2] Dumoulin & Visin, "A guide to convolution arithmetic", arXiv:1603.07285.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"filters": 3, "kernel_size": 2}, ((4, 5, 2),)),
        Example(
            {
                "filters": 4,
                "kernel_size": (3, 2),
                "padding": "same",
                "dilation_rate": (1, 2),
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
            ((4, 5, 6),),
        ),
        Example(
            {
                "filters": 2,
                "kernel_size": 3,
                "strides": (2, 1),
                "padding": "same",
                "data_format": "channels_first",
                "use_bias": False,
                "activation": "softmax",
            },
            ((2, 5, 4),),
        ),
        Example({"filters": 3, "kernel_size": 1, "activation": "gelu"}, ((3, 2, 5),)),
    )
