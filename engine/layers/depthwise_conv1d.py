"""Depthwise convolution over steps."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.depthwise_conv import DepthwiseConv
from engine.layers.layer import Example


class DepthwiseConv1D(DepthwiseConv):
    """Move filters over a sequence, each over a single channel.

    Input shape: ``(n, steps, channels)``. Output shape: ``(n, new_steps, channels *
    depth_multiplier)``, with the channels before the steps for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.DepthwiseConv1D``.
    """

    rank: ClassVar[int] = 1
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"kernel_size": 3}, ((5, 2),)),
        Example(
            {
                "kernel_size": (2,),
                "strides": (2,),
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
            ((5, 3),),
        ),
        Example(
            {
                "kernel_size": 3,
                "dilation_rate": 2,
                "data_format": "channels_first",
                "use_bias": False,
                "activation": "softmax",
            },
            ((2, 6),),
        ),
    )
