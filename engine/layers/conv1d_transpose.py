"""Transposed convolution over steps."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.conv_transpose import ConvTranspose
from engine.layers.layer import Example


class Conv1DTranspose(ConvTranspose):
    """Enlarge a sequence: the shapes of a convolution, from output to input.

    Input shape: ``(n, steps, channels)``. Output shape: ``(n, new_steps, filters)``,
    with the channels before the steps for ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.Conv1DTranspose``.
    .. [2] Dumoulin & Visin, "A guide to convolution arithmetic", arXiv:1603.07285,
       sec. 4.
    """

    rank: ClassVar[int] = 1
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"filters": 3, "kernel_size": 3, "strides": 2}, ((3, 2),)),
        Example(
            {
                "filters": 2,
                "kernel_size": (4,),
                "strides": (3,),
                "padding": "same",
                "output_padding": 1,
                "activation": "tanh",
                "kernel_initializer": "he_normal",
                "bias_initializer": "random_normal",
                "kernel_regularizer": "l2",
                "bias_regularizer": "l1",
                "activity_regularizer": "l2",
                "kernel_constraint": "UnitNorm",
                "bias_constraint": "NonNeg",
            },
            ((3, 2),),
        ),
        Example(
            {
                "filters": 3,
                "kernel_size": 2,
                "dilation_rate": 2,
                "padding": "same",
                "data_format": "channels_first",
                "use_bias": False,
                "activation": "softmax",
            },
            ((2, 4),),
        ),
    )
