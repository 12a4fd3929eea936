"""Depthwise convolution over images."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.depthwise_conv import DepthwiseConv
from engine.layers.layer import Example


class DepthwiseConv2D(DepthwiseConv):
    """Move filters over an image, each over a single channel.

    Input shape: ``(n, height, width, channels)``. Output shape: ``(n, new_height,
    new_width, channels * depth_multiplier)``, with the channels before height and width
    for ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.DepthwiseConv2D``.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"kernel_size": 3, "padding": "same"}, ((4, 3, 2),)),
        Example(
            {
                "kernel_size": (2, 3),
                "strides": 2,
                "padding": "same",
                "depth_multiplier": 2,
                "activation": "tanh",
                "depthwise_initializer": "he_normal",
                "bias_initializer": "random_normal",
                "depthwise_regularizer": "l2",
                "bias_regularizer": "l1",
                "activity_regularizer": "l2",
                "depthwise_constraint": "UnitNorm",
                "bias_constraint": "NonNeg",
            },
            ((5, 4, 3),),
        ),
        Example(
            {
                "kernel_size": 2,
                "dilation_rate": (1, 2),
                "data_format": "channels_first",
                "use_bias": False,
            },
            ((2, 3, 4),),
        ),
    )
