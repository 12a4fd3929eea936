"""Convolutional LSTM over a sequence of images."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.conv_lstm import ConvLSTM
from engine.layers.layer import Example


class ConvLSTM2D(ConvLSTM):
    """Read a sequence of images with an LSTM whose products are convolutions.

    Input shape: ``(n, steps, height, width, channels)``. Output shape: ``(n,
    new_height, new_width, filters)``, with an axis for the steps after the first with
    `return_sequences`; with `return_state` a list of that, the last output and the last
    cell state. The channels come before height and width for
    ``data_format="channels_first"``.

    References
    ----------
    .. [1] Shi et al., "Convolutional LSTM network: a machine learning approach for
       precipitation nowcasting", arXiv:1506.04214.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {
                "filters": 2,
                "kernel_size": (2, 3),
                "strides": (2, 1),
                "padding": "same",
                "data_format": "channels_first",
                "return_sequences": True,
                "return_state": True,
                "go_backwards": True,
                "dropout": 0.3,
                "recurrent_dropout": 0.4,
                "seed": 3,
            },
            ((2, 2, 4, 3),),
        ),
        Example(
            {
                "filters": 2,
                "kernel_size": 2,
                "dilation_rate": 2,
                "activation": "sigmoid",
                "recurrent_activation": "hard_sigmoid",
                "use_bias": True,
                "unit_forget_bias": False,
                "zero_output_for_mask": True,
                "kernel_initializer": "he_normal",
                "recurrent_initializer": "glorot_uniform",
                "bias_initializer": "random_normal",
                "kernel_regularizer": "l2",
                "recurrent_regularizer": "l1",
                "bias_regularizer": "l2",
                "activity_regularizer": "l2",
                "kernel_constraint": "max_norm",
                "recurrent_constraint": "max_norm",
                "bias_constraint": "non_neg",
            },
            ((2, 4, 3, 1),),
        ),
    )
