"""Transposed convolution over volumes."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.conv_transpose import ConvTranspose
from engine.layers.layer import Example


class Conv3DTranspose(ConvTranspose):
    """Enlarge a volume: the shapes of a convolution, from output to input.

    Input shape: ``(n, depth, height, width, channels)``. Output shape: ``(n, new_depth,
    new_height, new_width, filters)``, with the channels before the other axes for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.Conv3DTranspose``.
    .. [2] Dumoulin & Visin, "A guide to convolution arithmetic", arXiv:1603.07285,
       sec. 4.
    """

    rank: ClassVar[int] = 3
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {
                "filters": 2,
                "kernel_size": 2,
                "strides": (2, 1, 1),
                "padding": "same",
                "output_padding": (1, 0, 0),
                "activation": "tanh",
                "kernel_initializer": "he_normal",
                "bias_initializer": "random_normal",
                "kernel_regularizer": "l2",
                "bias_regularizer": "l1",
                "activity_regularizer": "l2",
                "kernel_constraint": "UnitNorm",
                "bias_constraint": "NonNeg",
            },
            ((2, 2, 3, 2),),
        ),
        Example(
            {
                "filters": 1,
                "kernel_size": 2,
                "dilation_rate": (1, 2, 1),
                "data_format": "channels_first",
                "use_bias": False,
            },
            ((2, 1, 2, 2),),
        ),
    )
