"""What all convolutions have in common: bias, activation, checks of options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import numpy as np

from engine.activations import Activation, linear
from engine.errors import OptionError, ShapeError
from engine.graph.context import Context
from engine.kernels.conv import bias_gradient
from engine.layers.spatial import Sizes, Spatial
from engine.parameters import Variable
from engine.types import Array, Json


class ConvBase(Spatial, registers=False):
    """Base of layers that move filters over their input."""

    category: ClassVar[str] = "Convolution"

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make a layer from its config.

        Keras 2 wrote options of Conv2D to the configs of all convolutions.
        """
        unused = {"kernel_initializer", "kernel_regularizer", "kernel_constraint"}
        if config.get("groups") == 1:
            unused.add("groups")
        unused -= cls.options.keys()
        return super().from_config(
            {name: value for name, value in config.items() if name not in unused}
        )

    def refuse_strides_with_dilation(self, strides: Sizes, dilation: Sizes) -> None:
        """Raise an `OptionError` for what Keras refuses, too."""
        if max(strides) > 1 and max(dilation) > 1:
            raise OptionError(
                "{where}: strides and dilation_rate cannot both be above 1. Received "
                "strides={strides} and dilation_rate={dilation}. Set one of them to 1.",
                where=self.where(),
                strides=strides,
                dilation=dilation,
            )

    def check_channels(self, input_shape: Any, built_for: int | None) -> int:
        """Return the number of channels of an input, or raise a `ShapeError`.

        Parameters
        ----------
        input_shape : tuple
            Shape with the batch axis.
        built_for : int, optional
            Channels that the weights are for, if there are weights.
        """
        self.check_input(input_shape)
        channels = self.check_known(input_shape, 1 if self.channels_first else -1)
        if built_for is not None and channels != built_for:
            raise ShapeError(
                "{where}: is shared and was built for {expected} channels. "
                "Received shape {shape}. Give both calls the same channels, or use a "
                "second layer.",
                where=self.where(),
                expected=built_for,
                shape=tuple(input_shape),
            )
        return channels

    def finish(self, z: Array, activation: Activation | None, ctx: Context) -> Array:
        """Return the output for filtered values with their channels last."""
        z = self.channels_to_place(z, "turned", ctx)
        y = z
        if activation is not None:
            if activation.needs_input:
                y = ctx.buffer("y", z.shape, z.dtype)
            activation.forward(z, y)
        ctx.save(y=y, z=z)
        return y

    def finish_backward(
        self,
        dy: Array,
        activation: Activation | None,
        bias: Variable | None,
        ctx: Context,
    ) -> Array:
        """Return the derivative by the filtered values, contiguous, channels last.

        That by the bias is written.
        """
        dz = dy
        if activation is not None:
            dz = ctx.buffer("dz", dy.shape, dy.dtype)
            activation.backward(dy, ctx["y"], ctx["z"], dz)
        dz = np.ascontiguousarray(self.channels_to_end(dz, "dturned", ctx))
        if bias is not None and (db := ctx.gradient(bias)) is not None:
            bias_gradient(dz, db)
        return dz


def without_linear(activation: Activation | None) -> Activation | None:
    """Return None for "linear", as Keras writes it to configs for no activation."""
    return None if activation is linear else activation


def positions(axes: Any) -> int:
    """Return the number of places on some axes; unknown sizes count as 1."""
    count = 1
    for size in axes:
        count *= size or 1
    return count
