"""Transposed convolution over images."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.conv_transpose import ConvTranspose
from engine.layers.layer import Example


class Conv2DTranspose(ConvTranspose):
    """Enlarge an image: the shapes of a convolution, from output to input.

    Input shape: ``(n, height, width, channels)``. Output shape: ``(n, new_height,
    new_width, filters)``, with the channels before height and width for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.Conv2DTranspose``.
    .. [2] Dumoulin & Visin, "A guide to convolution arithmetic", arXiv:1603.07285,
       sec. 4.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"filters": 3, "kernel_size": 2, "strides": 2}, ((2, 3, 2),)),
        Example(
            {
                "filters": 2,
                "kernel_size": (3, 4),
                "strides": (2, 3),
                "padding": "same",
                "output_padding": (0, 2),
                "activation": "tanh",
                "kernel_initializer": "he_normal",
                "bias_initializer": "random_normal",
                "kernel_regularizer": "l2",
                "bias_regularizer": "l1",
                "activity_regularizer": "l2",
                "kernel_constraint": "UnitNorm",
                "bias_constraint": "NonNeg",
            },
            ((2, 3, 2),),
        ),
        Example(
            {
                "filters": 3,
                "kernel_size": (3, 2),
                "dilation_rate": (1, 2),
                "data_format": "channels_first",
                "use_bias": False,
            },
            ((2, 3, 2),),
        ),
    )
