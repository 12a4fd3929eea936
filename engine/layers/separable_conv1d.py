"""Separable convolution over steps."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.layer import Example
from engine.layers.separable_conv import SeparableConv


class SeparableConv1D(SeparableConv):
    """Move filters over each channel of a sequence, then mix the channels.

    Input shape: ``(n, steps, channels)``. Output shape: ``(n, new_steps, filters)``,
    with the channels before the steps for ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.SeparableConv1D``.
    .. [2] Chollet, "Xception: deep learning with depthwise separable convolutions",
       arXiv:1610.02357.
    """

    rank: ClassVar[int] = 1
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"filters": 3, "kernel_size": 3}, ((5, 2),)),
        Example(
            {
                "filters": 2,
                "kernel_size": (2,),
                "strides": (2,),
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
            ((5, 3),),
        ),
        Example(
            {
                "filters": 3,
                "kernel_size": 3,
                "dilation_rate": 2,
                "data_format": "channels_first",
                "use_bias": False,
                "activation": "softmax",
            },
            ((2, 6),),
        ),
    )
