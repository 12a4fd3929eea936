"""Batch normalization."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.norm_channels import (
    ChannelView,
    centred_moments,
    centred_moments_where,
    channel_view,
    keep_only,
)
from engine.layers.layer import Example
from engine.layers.scale_and_shift import (
    ScaleAndShift,
    check_built_sizes,
    positive_axes,
)
from engine.options import Kind, option, register_kind
from engine.parameters import Variable
from engine.registry import INITIALIZERS
from engine.types import Array, Json

RenormClipping = Annotated[dict[str, float], "renorm_clipping"]
"""Limits of the corrections of batch renormalization, by name."""


def _clipping(value: Any) -> dict[str, float]:
    if not isinstance(value, Mapping) or not set(value) <= {"rmin", "rmax", "dmax"}:
        raise ValueError(
            'must be a dict with some of the keys "rmin", "rmax" and "dmax"'
        )
    for number in value.values():
        is_number = isinstance(number, int | float | np.number)
        if not is_number or isinstance(number, bool) or not number >= 0:
            raise ValueError("must hold numbers of at least 0")
    limits = {str(key): float(number) for key, number in value.items()}
    if limits.get("rmin", 0.0) > limits.get("rmax", float("inf")):
        raise ValueError('must have an "rmin" that is not above "rmax"')
    return limits


register_kind(
    RenormClipping, Kind("renorm_clipping", _clipping, serialize=dict, short=dict)
)


class BatchNormalization(ScaleAndShift):
    """Bring each channel to mean 0 and variance 1 over the batch, scale and shift.

    In training ``gamma * (x - mean) / sqrt(variance + epsilon) + beta`` with mean and
    variance of the batch, of which moving averages are kept. Predictions, and layers
    with ``trainable = False``, use the averages.

    Steps that a mask leaves out do not count for mean and variance.

    Input shape: ``(n, ..., channels)``, or with the channels at `axis`. Output shape:
    the same.

    Notes
    -----
    Weights are gamma and beta, and the averages ``moving_mean`` and
    ``moving_variance``, which no optimizer changes. With `renorm` there are
    ``moving_stddev``, ``renorm_mean`` and ``renorm_stddev``, too.

    References
    ----------
    .. [1] Ioffe & Szegedy, "Batch normalization: accelerating deep network training by
       reducing internal covariate shift", arXiv:1502.03167.
    .. [2] Ioffe, "Batch renormalization", arXiv:1702.03275.
    .. [3] ``keras.layers.BatchNormalization``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,),)),
        Example({"axis": 1, "momentum": 0.8, "epsilon": 0.01}, ((3, 2, 2),)),
        Example({"center": False}, ((3, 2),)),
        Example({"scale": False, "axis": 2}, ((2, 3, 2),)),
        Example(
            {
                "beta_initializer": "random_normal",
                "gamma_initializer": "random_uniform",
                "moving_mean_initializer": "random_normal",
                "moving_variance_initializer": "ones",
                "beta_regularizer": "l1",
                "gamma_regularizer": "l2",
                "beta_constraint": "non_neg",
                "gamma_constraint": "max_norm",
            },
            ((2, 2, 3),),
        ),
        Example(
            {
                "renorm": True,
                # Corrections that do not depend on the batch: a fixed derivative.
                "renorm_clipping": {"rmin": 0.9, "rmax": 0.9, "dmax": 0.0},
                "renorm_momentum": 0.9,
            },
            ((4, 3),),
        ),
    )
    keras_ignored: ClassVar[frozenset[str]] = frozenset({"synchronized"})
    mixes_samples: ClassVar[bool] = True
    hears_mask = True

    axis: int = option(default=-1, doc="Axis of the channels.")
    momentum: float = option(
        default=0.99,
        doc="How much of the moving averages stays at each step.",
        min=0.0,
        max=1.0,
    )
    epsilon: float = option(
        default=1e-3,
        doc="Added to the variance, against division by zero.",
        min=0.0,
        advanced=True,
    )
    center: bool = option(default=True, doc="Add the learned shift beta.")
    scale: bool = option(default=True, doc="Multiply with the learned scale gamma.")
    beta_initializer: Initializer = option(
        default="zeros",
        doc="First values of the shift.",
        advanced=True,
        formerly=("beta_init",),
    )
    gamma_initializer: Initializer = option(
        default="ones",
        doc="First values of the scale.",
        advanced=True,
        formerly=("gamma_init",),
    )
    moving_mean_initializer: Initializer = option(
        default="zeros", doc="First values of the moving mean.", advanced=True
    )
    moving_variance_initializer: Initializer = option(
        default="ones", doc="First values of the moving variance.", advanced=True
    )
    renorm: bool = option(
        default=False,
        doc="Correct batch statistics towards the moving ones (batch renormalization).",
        advanced=True,
        kw_only=True,
    )
    renorm_clipping: RenormClipping | None = option(
        default=None,
        doc="Limits of the correction: a dict with rmin, rmax and dmax.",
        advanced=True,
        kw_only=True,
    )
    renorm_momentum: float = option(
        default=0.99,
        doc="How much of the statistics for the correction stays at each step.",
        min=0.0,
        max=1.0,
        advanced=True,
        kw_only=True,
    )

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make a layer from its config; files of Keras 2 have the axis in a list."""
        axis = config.get("axis", -1)
        if isinstance(axis, list | tuple) and len(axis) == 1:
            config = {**config, "axis": axis[0]}
        return super().from_config(config)

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether statistics of the batch are used in training."""
        return self.trainable

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check that there is such an axis."""
        self.check_rank(
            input_shape, 2, advice=Text("Give Input a shape with a size, such as (1,).")
        )
        (axis,) = positive_axes(self, (self.axis,), input_shape)
        channels = self.check_known(input_shape, axis)
        if self.built:
            check_built_sizes(self, self.moving_mean, (channels,), input_shape)
        return input_shape

    def build(self, input_shape: Any) -> None:
        """Declare scale, shift and moving averages."""
        shape = (self.check_known(input_shape, self.axis),)
        self.add_scale_and_shift(shape, scale=self.scale, shift=self.center)
        self.moving_mean = self._statistic(
            "moving_mean", shape, self.moving_mean_initializer
        )
        variance = self.moving_variance_initializer
        self.moving_variance = self._statistic("moving_variance", shape, variance)
        if self.renorm:
            root = RootOf(variance)
            self.moving_stddev = self._statistic("moving_stddev", shape, root)
            self.renorm_mean = self._statistic(
                "renorm_mean", shape, self.moving_mean_initializer
            )
            self.renorm_stddev = self._statistic("renorm_stddev", shape, root)

    def _statistic(
        self, name: str, shape: tuple[int, ...], initializer: Initializer
    ) -> Variable:
        return self.add_weight(name, shape, initializer, trainable=False)

    # ------------------------------------------------------------ forward

    def forward(self, x: Array, ctx: Context) -> Array:
        """Normalize with statistics of the batch or with the moving ones."""
        view = channel_view(x.shape, self.axis % x.ndim, False)
        folded = view.fold(x)
        y = ctx.buffer("y", x.shape, x.dtype)
        if ctx.training and self.trainable:
            self._train(x, view, y, ctx)
            return y
        variance = self.moving_variance.value
        inverse = (1 / np.sqrt(variance + self.epsilon))[None]
        scale = inverse * self.gamma_row(x)
        shift = self.beta_row(x) - self.moving_mean.value * scale
        shift = np.broadcast_to(shift, scale.shape)
        view.scale_and_shift(folded, scale, shift, view.fold(y))
        ctx.save(x=folded, view=view, scale=scale, inverse=inverse, centred=None)
        return y

    def _train(self, x: Array, view: ChannelView, y: Array, ctx: Context) -> None:
        folded = view.fold(x)
        centred = ctx.buffer("centred", folded.shape, x.dtype)
        keep, count = None, None
        if ctx.mask is None:
            mean, variance = centred_moments(folded, view, view.channels, centred)
        else:
            keep = view.fold(self._keep(ctx.mask, x.shape, ctx))
            work = ctx.buffer("work", folded.shape, x.dtype)
            mean, variance, count = centred_moments_where(
                folded, keep, view, centred, work
            )
        deviation = np.sqrt(variance + self.epsilon)
        inverse = 1 / deviation
        gamma = self.gamma_row(x)
        scale, shift = inverse * gamma, self.beta_row(x)
        correction = None
        if self.renorm:
            correction = self._correction(mean[0], deviation[0])
            scale = scale * correction[0]
            shift = shift + correction[1] * gamma
            self._move_renorm(mean[0], deviation[0])
        else:
            _move(self.moving_mean, mean[0], self.momentum)
            _move(self.moving_variance, variance[0], self.momentum)
        shift = np.broadcast_to(shift, scale.shape)
        view.scale_and_shift(centred, scale, shift, view.fold(y))
        ctx.save(
            view=view,
            centred=centred,
            scale=scale,
            inverse=inverse,
            keep=keep,
            count=count,
            correction=correction,
        )

    def _keep(self, mask: Array, shape: tuple[int, ...], ctx: Context) -> Array:
        """Return the mask in the shape of the input."""
        if mask.ndim != len(shape) - 1:
            raise ShapeError(
                "{where}: the mask must have one axis less than the input. Received a "
                "mask of shape {mask} for an input of shape {shape}. Reshape the input "
                "or drop the mask.",
                where=self.where(),
                mask=mask.shape,
                shape=shape,
            )
        keep = ctx.buffer("keep", shape, np.bool_)
        np.copyto(keep, mask[..., None], casting="unsafe")
        return keep

    def _correction(self, mean: Array, deviation: Array) -> tuple[Array, Array]:
        """Return factor and shift of batch renormalization, limited."""
        limits = self.renorm_clipping or {}
        least = np.sqrt(np.asarray(self.epsilon, mean.dtype))
        moving = np.maximum(self.renorm_stddev.value, least)
        factor = deviation / moving
        shift = (mean - self.renorm_mean.value) / moving
        if "rmin" in limits:
            factor = np.maximum(factor, limits["rmin"])
        if "rmax" in limits:
            factor = np.minimum(factor, limits["rmax"])
        if "dmax" in limits:
            shift = np.clip(shift, -limits["dmax"], limits["dmax"])
        return factor, shift

    def _move_renorm(self, mean: Array, deviation: Array) -> None:
        _move(self.renorm_mean, mean, self.renorm_momentum)
        _move(self.renorm_stddev, deviation, self.renorm_momentum)
        _move(self.moving_mean, mean, self.momentum)
        _move(self.moving_stddev, deviation, self.momentum)
        square = np.square(self.moving_stddev.value)
        # Rounding must not make a variance negative.
        np.maximum(square - self.epsilon, 0, out=self.moving_variance.value)

    # ----------------------------------------------------------- backward

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Derive by input, scale and shift."""
        view: ChannelView = ctx["view"]
        folded = view.fold(dy)
        if ctx["centred"] is None:
            return self._backward_fixed(dy, folded, view, ctx)
        centred, scale, inverse = ctx["centred"], ctx["scale"], ctx["inverse"]
        sums, dots = view.sums(folded), view.dots(folded, centred)
        if self.beta is not None and (db := ctx.gradient(self.beta)) is not None:
            db[...] = sums[0]
        if self.gamma is not None and (dg := ctx.gradient(self.gamma)) is not None:
            np.multiply(dots[0], inverse[0], out=dg)
            if ctx["correction"] is not None:
                factor, shift = ctx["correction"]
                dg[...] = dg * factor + shift * sums[0]
        if not ctx.input_wanted[0]:
            return None
        count = view.count if ctx["count"] is None else ctx["count"]
        by_centred = dots * inverse * inverse / -count
        by_mean = sums / -count
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        result = view.fold(dx)
        view.scale_and_shift(centred, by_centred, by_mean, result)
        if ctx["keep"] is not None:
            work = ctx.buffer("work", centred.shape, centred.dtype)
            keep_only(result, ctx["keep"], work)
            np.copyto(result, work)
        np.add(result, folded, out=result)
        np.multiply(result, view.spread(scale), out=result)
        return dx

    def _backward_fixed(
        self, dy: Array, folded: Array, view: ChannelView, ctx: Context
    ) -> Array | None:
        """Derive where statistics are constants."""
        if self.beta is not None and (db := ctx.gradient(self.beta)) is not None:
            db[...] = view.sums(folded)[0]
        if self.gamma is not None and (dg := ctx.gradient(self.gamma)) is not None:
            centred = ctx.buffer("centred", folded.shape, folded.dtype)
            mean = self.moving_mean.value[None]
            np.subtract(ctx["x"], view.spread(mean), out=centred)
            np.multiply(view.dots(folded, centred)[0], ctx["inverse"][0], out=dg)
        if not ctx.input_wanted[0]:
            return None
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        np.multiply(folded, view.spread(ctx["scale"]), out=view.fold(dx))
        return dx


class RootOf(Initializer):
    """Square roots of what another initializer gives."""

    def __init__(self, squares: Initializer) -> None:
        super().__init__()
        self._squares = squares

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
    ) -> Array:
        """Return the first values of a standard deviation."""
        return np.sqrt(self._squares(shape, dtype or "float32", seed))


INITIALIZERS.remove("RootOf")  # not one to choose


def _move(variable: Variable, towards: Array, momentum: float) -> None:
    """Bring a moving average nearer to a value."""
    value = variable.value
    value *= momentum
    value += towards * (1 - momentum)
