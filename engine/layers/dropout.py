"""Random zeros against overfitting."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.kernels.dropout import fill_factors
from engine.layers.layer import Example, Layer
from engine.options import ShapeOption, option
from engine.random import generator
from engine.types import Array, Shape


def _check_noise_shape(shape: tuple[int | None, ...]) -> str | None:
    if any(size is not None and size < 1 for size in shape):
        return Text("must hold sizes of at least 1, or None for the size of the input")
    return None


class Dropout(Layer):
    """Set a share of the numbers to zero, at random, while training.

    The others grow by ``1 / (1 - rate)``, so that sums stay the same on average.
    Nothing happens in predictions.

    Input shape: ``(n, ...)``. Output shape: the same.

    Notes
    -----
    The share of zeros is exact to 1 / 65536.

    References
    ----------
    .. [1] Srivastava et al., "Dropout: a simple way to prevent neural networks from
       overfitting", JMLR 15, 2014.
    """

    category: ClassVar[str] = "Regularisation"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"rate": 0.5}, ((6,),)),
        Example({"rate": 0.3, "seed": 7}, ((4, 5),)),
        Example({"rate": 0.4, "noise_shape": (None, 1, None)}, ((4, 5),)),
        Example({"rate": 0.0}, ((3,),)),
    )
    supports_masking = True

    rate: float = option(
        doc="Share of the numbers that become zero.",
        min=0.0,
        max=1.0,
        suggest=0.5,
        formerly=("p",),
    )
    noise_shape: ShapeOption | None = option(
        default=None,
        doc="Shape of the random pattern with the batch axis: 1 repeats it along an "
        "axis, None stands for the size of the input.",
        advanced=True,
        check=_check_noise_shape,
    )
    seed: int | None = option(
        default=None, doc="Seed of this layer alone.", min=0, advanced=True
    )

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether anything is dropped."""
        return self.rate > 0

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return a generator for the layer's own seed, or for `seed`."""
        return generator(seed if self.seed is None else self.seed)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check the shape of the pattern."""
        self._noise_shape_for(input_shape)
        return input_shape

    def _noise_shape_for(self, shape: Shape) -> tuple[int | None, ...]:
        """Return the full shape of the pattern; None for an unknown size."""
        if self.noise_shape is None:
            return shape
        missing = len(shape) - len(self.noise_shape)
        # The size of the batch axis can change from batch to batch.
        given = (*[1] * missing, *self.noise_shape)
        fits = missing >= 0 and all(
            noise in (None, 1) or size in (None, noise)
            for noise, size in zip(given[1:], shape[1:], strict=True)
        )
        if not fits:
            raise ShapeError(
                "{where}: noise_shape {noise} does not fit the input. Received shape "
                "{shape}. Use 1, None or the size of the input for each axis.",
                where=self.where(),
                noise=self.noise_shape,
                shape=tuple(shape),
            )
        return tuple(
            1 if noise == 1 else size for noise, size in zip(given, shape, strict=True)
        )

    def forward(self, x: Array, ctx: Context) -> Array:
        """Multiply with random factors in training, else return `x` itself."""
        if not ctx.training or self.rate == 0:
            ctx.save(factors=None)
            return x
        shape: Any = x.shape
        if self.noise_shape is not None:
            shape = self._noise_shape_for(x.shape)
        factors = ctx.buffer("factors", shape, x.dtype)
        fill_factors(ctx.rng, self.rate, factors, ctx.buffer("keep", shape, np.bool_))
        y = ctx.buffer("y", x.shape, x.dtype)
        np.multiply(x, factors, out=y)
        ctx.save(factors=factors)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Multiply with the same factors."""
        factors = ctx["factors"]
        if factors is None:
            return dy
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        np.multiply(dy, factors, out=dx)
        return dx

    def multiply_adds(self, input_shape: Any) -> int:
        """Return 0: there are no products of sums."""
        del input_shape
        return 0
