"""Convolution over steps."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.conv import Conv
from engine.layers.layer import Example


class Conv1D(Conv):
    """Move filters along a sequence.

    Input shape: ``(n, steps, channels)``. Output shape: ``(n, windows, filters)``, with
    the channels before the steps for ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.Conv1D``.
    .. [2] van den Oord et al., "WaveNet", arXiv:1609.03499, sec. 2.1, for
       ``padding="causal"``.
    """

    rank: ClassVar[int] = 1
    paddings: ClassVar[tuple[str, ...]] = ("valid", "same", "causal")
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"filters": 3, "kernel_size": 2}, ((5, 2),)),
        Example(
            {
                "filters": 4,
                "kernel_size": 3,
                "padding": "causal",
                "dilation_rate": 2,
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
            ((6, 4),),
        ),
        Example(
            {
                "filters": 2,
                "kernel_size": (3,),
                "strides": (2,),
                "padding": "same",
                "data_format": "channels_first",
                "use_bias": False,
                "activation": "softmax",
            },
            ((2, 6),),
        ),
        Example({"filters": 3, "kernel_size": 1, "activation": "relu"}, ((3, 2),)),
    )
