"""Kernels divided by their largest singular value."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import UnsupportedError
from engine.graph.context import Context, Gradients
from engine.initializers import TruncatedNormal
from engine.layers.layer import Example, Layer
from engine.layers.wrapper import Wrapper
from engine.options import option
from engine.parameters import Variable
from engine.types import Array

_LARGEST_FACTOR = 1e7
"""Keras' limit of what a short vector is multiplied with."""


class SpectralNormalization(Wrapper):
    """Compute a layer with its kernel divided by an estimate of its spectral norm.

    The largest singular value is estimated in training, by power iteration from where
    the step before ended; the kernel itself is not changed by it in `fit`, and
    predictions use it as it is, as in Keras on JAX. Called on arrays with
    ``training=True``, the layer keeps the divided kernel.

    Input shape: that of the layer within. Output shape: that of the layer within.

    References
    ----------
    .. [1] Miyato et al., "Spectral normalization for generative adversarial networks",
       arXiv:1802.05957.
    .. [2] ``keras.layers.SpectralNormalization``.
    """

    category: ClassVar[str] = "Normalization"
    # So many iterations that the estimate is exact, which the derivative relies on.
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {
                "layer": {"class_name": "Dense", "config": {"units": 2}},
                "power_iterations": 200,
            },
            ((3,),),
        ),
    )

    layer: Layer = option(
        doc="The layer within.",
        suggest={"class_name": "Dense", "config": {"units": 32}},
    )
    power_iterations: int = option(
        default=1, doc="Steps of the estimate in each call.", min=1
    )

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether the kernel is divided in training: always."""
        return True

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return the generator of the layer within, which may have a seed."""
        return self.layer.make_generator(seed)

    def cast_for(self, dtype: str) -> str | None:
        """Return the dtype that the layer within converts an input to."""
        return self.layer.cast_for(dtype)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the output shape of the layer within."""
        return self.layer.compute_output_shape(input_shape)

    def build(self, input_shape: Any) -> None:
        """Build the layer within, and the vector that estimates start from."""
        super().build(input_shape)
        found = [v for v in self.layer.weights if v.name in ("kernel", "embeddings")]
        if not found:
            raise UnsupportedError(
                "{where}: the layer within must have a kernel or embeddings. "
                "{layer} has none. Wrap another layer.",
                where=self.where(),
                layer=self.layer.where(),
            )
        self.kernel: Variable = found[0]
        self._variables.append(self.kernel)  # Keras lists it as its own, too
        self.vector_u: Variable = self.add_weight(
            "vector_u",
            (1, self.kernel.shape[-1]),
            TruncatedNormal(stddev=0.02),
            trainable=False,
            dtype=self.kernel.dtype,
        )

    def forward(self, x: Array, ctx: Context) -> Any:
        """Run the layer within, in training with the kernel divided."""
        inner = self._inner(ctx)
        value = self.kernel.value
        if not ctx.training or not np.any(value):
            ctx.save(sigma=None)
            return self._run(x, inner, ctx)
        matrix = value.reshape(-1, value.shape[-1])
        u = self.vector_u.value
        for _ in range(self.power_iterations):
            v = _unit(u @ matrix.T)
            u = _unit(v @ matrix)
        sigma = (v @ matrix @ u.T).item()
        self.vector_u.value[...] = u
        original = ctx.buffer("original", value.shape, value.dtype)
        divided = ctx.buffer("divided", value.shape, value.dtype)
        np.copyto(original, value)
        np.divide(value, sigma, out=divided)
        ctx.save(sigma=sigma, outer=v.T @ u, original=original, divided=divided)
        np.copyto(value, divided)
        y = self._run(x, inner, ctx)
        if ctx.gradients is not None:  # a step of training has the kernel only lent
            np.copyto(value, original)
        return y

    def _run(self, x: Array, inner: Context, ctx: Context) -> Any:
        y = self.layer.run(x, inner)
        ctx.penalty += inner.penalty
        return y

    def _inner(self, ctx: Context) -> Context:
        """Return the context of the layer within, with gradients of its own."""

        def make() -> Context:
            outer = ctx.gradients
            wanted = [
                v for v in self.layer.weights if outer is not None and outer.wants(v)
            ]
            own = Gradients(wanted, [np.empty_like(v.value) for v in wanted])
            return Context(ctx.rng, own)

        inner: Context = ctx.child("layer", make)
        inner.training, inner.rng, inner.mask = ctx.training, ctx.rng, ctx.mask
        inner.input_wanted = ctx.input_wanted
        inner.penalty = 0.0
        return inner

    def backward(self, dy: Any, ctx: Context) -> Any:
        """Derive the layer within and, for the kernel, the division."""
        inner = self._inner(ctx)
        gradients = inner.gradients
        assert gradients is not None
        gradients.begin()
        value, sigma = self.kernel.value, ctx["sigma"]
        if sigma is not None:
            np.copyto(value, ctx["divided"])
        dx = self.layer.run_back(dy, inner)
        if sigma is not None:
            np.copyto(value, ctx["original"])
        gradients.collect()
        gradients.finish()
        for variable in gradients.variables:
            target = ctx.gradient(variable)
            if target is None:
                continue
            np.copyto(target, gradients[variable])
            if variable is self.kernel and sigma is not None:
                along = np.vdot(target, ctx["divided"])
                target -= along * ctx["outer"].reshape(target.shape)
                target /= sigma
        return dx

    def multiply_adds(self, input_shape: Any) -> int:
        """Return those of the layer within."""
        return self.layer.multiply_adds(input_shape)


def _unit(vector: Array) -> Array:
    """Return a vector of length 1 in the same direction."""
    length = np.sqrt(np.sum(np.square(vector)))
    return np.asarray(
        vector / np.maximum(length, vector.dtype.type(1 / _LARGEST_FACTOR))
    )
