"""What layers that disturb numbers at random while training have in common."""

from __future__ import annotations

from typing import ClassVar, Protocol

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.layers.layer import Layer
from engine.random import generator
from engine.types import Array, Shape


class _Seeded(Protocol):
    seed: int | None


class Noise(Layer, registers=False):
    """Base of layers that act in training only, and at random.

    Subclasses declare `seed`, write `is_active` and `disturb`.
    """

    category: ClassVar[str] = "Regularization"
    supports_masking = True
    keeps_integers = True

    @property
    def is_active(self) -> bool:
        """Whether training differs from prediction at all."""
        raise NotImplementedError

    def disturb(self, x: Array, ctx: Context) -> Array:
        """Return the input with noise.

        What the derivative by the input is to be multiplied with must be saved in the
        context as ``factors``; None stands for 1.
        """
        raise NotImplementedError

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether there is any noise."""
        return self.is_active

    def make_generator(self: _Seeded, seed: int) -> np.random.Generator:
        """Return a generator for the layer's own seed, or for `seed`."""
        return generator(seed if self.seed is None else self.seed)

    def forward(self, x: Array, ctx: Context) -> Array:
        """Add noise in training, else return `x` itself."""
        if not ctx.training or not self.is_active:
            ctx.save(factors=None)
            return x
        if x.dtype.kind != "f":  # noise is no whole number
            x = x.astype(self.dtype)
        return self.disturb(x, ctx)

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Multiply with what the input was multiplied with."""
        factors = ctx["factors"]
        if factors is None:
            return dy
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        np.multiply(dy, factors, out=dx)
        return dx


def normal(x: Array, ctx: Context) -> Array:
    """Return normally distributed numbers of mean 0 and variance 1, as many as `x`."""
    noise = ctx.buffer("noise", x.shape, x.dtype)
    # NumPy types `out` for one dtype at a time.
    ctx.rng.standard_normal(dtype=x.dtype.type, out=noise)
    return noise


def check_limit(rate: float) -> str | None:
    """Return why a rate cannot be taken, for noise that has no limit at rate 1."""
    return Text("must be less than 1") if rate >= 1 else None


def check_pattern(shape: tuple[int | None, ...]) -> str | None:
    """Return why a shape cannot be that of a random pattern, None if it can."""
    if any(size is not None and size < 1 for size in shape):
        return Text("must hold sizes of at least 1, or None for the size of the input")
    return None


def pattern_shape(
    layer: Layer, noise_shape: tuple[int | None, ...] | None, shape: Shape
) -> tuple[int | None, ...]:
    """Return the full shape of a random pattern; None for an unknown size.

    Parameters
    ----------
    layer : Layer
        The layer, for messages.
    noise_shape : tuple of int or None, optional
        Shape of the pattern with the batch axis: 1 repeats it along an axis, None
        stands for the size of the input.
    shape : tuple of int or None
        Shape of the input.

    Raises
    ------
    ShapeError
        If the pattern does not fit.
    """
    if noise_shape is None:
        return shape
    missing = len(shape) - len(noise_shape)
    # The size of the batch axis can change from batch to batch.
    given = (*[1] * missing, *noise_shape)
    fits = missing >= 0 and all(
        noise in (None, 1) or size in (None, noise)
        for noise, size in zip(given[1:], shape[1:], strict=True)
    )
    if not fits:
        raise ShapeError(
            "{where}: noise_shape {noise} does not fit the input. Received shape "
            "{shape}. Use 1, None or the size of the input for each axis.",
            where=layer.where(),
            noise=noise_shape,
            shape=tuple(shape),
        )
    return tuple(
        1 if noise == 1 else size for noise, size in zip(given, shape, strict=True)
    )
