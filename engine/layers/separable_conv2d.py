"""Separable convolution over images."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.separable_conv import SeparableConv


class SeparableConv2D(SeparableConv):
    """Move filters over each channel of an image, then mix the channels.

    Input shape: ``(n, height, width, channels)``. Output shape: ``(n, new_height,
    new_width, filters)``, with the channels before height and width for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.SeparableConv2D``.
    .. [2] Chollet, "Xception: deep learning with depthwise separable convolutions",
       arXiv:1610.02357.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"filters": 3, "kernel_size": 3, "padding": "same"}, ((4, 3, 2),)),
        Example(
            {
                "filters": 2,
                "kernel_size": (2, 3),
                "strides": 2,
                "padding": "same",
                "depth_multiplier": 2,
                "activation": "tanh",
                "depthwise_initializer": "he_normal",
                "pointwise_initializer": "he_uniform",
                "bias_initializer": "random_normal",
                "depthwise_regularizer": "l2",
                "pointwise_regularizer": "l1",
                "bias_regularizer": "l1",
                "activity_regularizer": "l2",
                "depthwise_constraint": "UnitNorm",
                "pointwise_constraint": "MaxNorm",
                "bias_constraint": "NonNeg",
            },
            ((5, 4, 3),),
        ),
        Example(
            {
                "filters": 3,
                "kernel_size": 2,
                "dilation_rate": (1, 2),
                "data_format": "channels_first",
                "use_bias": False,
            },
            ((2, 3, 4),),
        ),
    )
