"""Group normalization."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.kernels.norm_channels import (
    ChannelView,
    centred_moments,
    channel_view,
    group_means,
)
from engine.layers.layer import Example
from engine.layers.scale_and_shift import (
    ScaleAndShift,
    check_built_sizes,
    positive_axes,
)
from engine.options import option
from engine.types import Array


class GroupNormalization(ScaleAndShift):
    """Bring groups of channels of each sample to mean 0 and variance 1.

    ``gamma * (x - mean) / sqrt(variance + epsilon) + beta`` with mean and variance
    over all positions and the channels of a group, for each sample alone: the same in
    training and prediction. One group is layer normalization over all axes, as many
    groups as channels (-1) is instance normalization.

    Input shape: ``(n, ..., channels)``, or with the channels at `axis`. Output shape:
    the same.

    References
    ----------
    .. [1] Wu & He, "Group normalization", arXiv:1803.08494.
    .. [2] ``keras.layers.GroupNormalization``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"groups": 2}, ((4,),)),
        Example({"groups": 2, "axis": 1, "epsilon": 0.01}, ((4, 2, 3),)),
        Example({"groups": -1, "center": False}, ((3, 2),)),
        Example({"groups": 1, "scale": False}, ((3, 4),)),
        Example(
            {
                "groups": 2,
                "axis": 2,
                "beta_initializer": "random_normal",
                "gamma_initializer": "random_uniform",
                "beta_regularizer": "l1",
                "gamma_regularizer": "l2",
                "beta_constraint": "non_neg",
                "gamma_constraint": "max_norm",
            },
            ((2, 4, 3),),
        ),
    )

    groups: int = option(
        default=32,
        doc="Number of groups; -1 makes each channel one.",
        min=-1,
        check=lambda groups: (
            Text("must be a positive number, or -1 for as many as channels")
            if groups == 0
            else None
        ),
    )
    axis: int = option(default=-1, doc="Axis of the channels.")
    epsilon: float = option(
        default=1e-3,
        doc="Added to the variance, against division by zero.",
        min=0.0,
        advanced=True,
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check that the channels make whole groups."""
        self.check_rank(
            input_shape, 2, advice=Text("Give Input a shape with a size, such as (1,).")
        )
        (axis,) = positive_axes(self, (self.axis,), input_shape)
        channels = self.check_known(input_shape, axis)
        if self.groups > 0 and channels % self.groups != 0:
            raise ShapeError(
                "{where}: {channels} channels do not make {groups} groups of the same "
                "size. Received shape {shape}. Set groups to a divisor of {channels}.",
                where=self.where(),
                channels=channels,
                groups=self.groups,
                shape=tuple(input_shape),
            )
        if self.built:
            weight = self.gamma if self.gamma is not None else self.beta
            check_built_sizes(self, weight, (channels,), input_shape)
        return input_shape

    def build(self, input_shape: Any) -> None:
        """Declare scale and shift."""
        channels = self.check_known(input_shape, self.axis)
        if self.groups == -1:
            self.groups = channels  # as Keras writes it from now on
        self.add_scale_and_shift((channels,), scale=self.scale, shift=self.center)

    def forward(self, x: Array, ctx: Context) -> Array:
        """Normalize, scale and shift."""
        view = channel_view(x.shape, self.axis % x.ndim, True)
        folded = view.fold(x)
        centred = ctx.buffer("centred", folded.shape, x.dtype)
        _, variance = centred_moments(folded, view, self.groups, centred)
        inverse = 1 / np.sqrt(variance + self.epsilon)
        y = ctx.buffer("y", x.shape, x.dtype)
        scale = inverse * self.gamma_row(x)
        shift = np.broadcast_to(self.beta_row(x), scale.shape)
        view.scale_and_shift(centred, scale, shift, view.fold(y))
        ctx.save(view=view, centred=centred, inverse=inverse, scale=scale)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Derive by input, scale and shift."""
        view: ChannelView = ctx["view"]
        centred, inverse = ctx["centred"], ctx["inverse"]
        folded = view.fold(dy)
        sums, dots = view.sums(folded), view.dots(folded, centred)
        if self.beta is not None and (db := ctx.gradient(self.beta)) is not None:
            np.add.reduce(sums, axis=0, out=db)
        if self.gamma is not None and (dg := ctx.gradient(self.gamma)) is not None:
            np.einsum("sc,sc->c", dots, inverse, out=dg)
        if not ctx.input_wanted[0]:
            return None
        gamma = self.gamma_row(dy)
        by_mean = group_means(sums * gamma, view, self.groups) * -inverse
        by_centred = group_means(dots * gamma, view, self.groups) * -(inverse**3)
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        result, work = view.fold(dx), ctx.buffer("work", folded.shape, dy.dtype)
        view.scale_and_shift(centred, by_centred, by_mean, result)
        np.multiply(folded, view.spread(ctx["scale"]), out=work)
        np.add(result, work, out=result)
        return dx
