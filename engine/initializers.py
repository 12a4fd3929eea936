"""Initial values of weights: Keras' initializers with the same distributions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import numpy as np

from engine.errors import OptionError
from engine.options import Configurable, Kind, option, register_kind
from engine.random import generator, next_seed
from engine.registry import INITIALIZERS, snake_case
from engine.types import Array, Json


class Initializer(Configurable):
    """Base of all initializers; call one with a shape to get an array."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        INITIALIZERS.add(cls.__name__, cls)

    def __call__(
        self, shape: tuple[int, ...], dtype: str = "float32", seed: int | None = None
    ) -> Array:
        """Return a new array of initial values.

        Parameters
        ----------
        shape : tuple of int
            Shape of the weight.
        dtype : str, default="float32"
            Dtype of the weight.
        seed : int, optional
            Seed used when the initializer has none of its own; None takes the next
            one of the process-wide stream.
        """
        raise NotImplementedError


class RandomInitializer(Initializer):
    """Base of the initializers that draw random numbers."""

    seed: int | None = option(
        default=None, doc="Seed of this weight alone.", advanced=True
    )

    def __call__(
        self, shape: tuple[int, ...], dtype: str = "float32", seed: int | None = None
    ) -> Array:
        """Return a new array of random values; see `Initializer.__call__`."""
        if self.seed is not None:
            seed = self.seed
        rng = generator(next_seed() if seed is None else seed)
        return self.draw(shape, rng).astype(dtype)

    def draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """Return random values of `shape`."""
        raise NotImplementedError


class Zeros(Initializer):
    """All zero."""

    def __call__(
        self, shape: tuple[int, ...], dtype: str = "float32", seed: int | None = None
    ) -> Array:
        """Return zeros."""
        del seed
        return np.zeros(shape, dtype)


class Ones(Initializer):
    """All one."""

    def __call__(
        self, shape: tuple[int, ...], dtype: str = "float32", seed: int | None = None
    ) -> Array:
        """Return ones."""
        del seed
        return np.ones(shape, dtype)


class Constant(Initializer):
    """All the same value."""

    value: float = option(default=0.0, doc="The value.")

    def __call__(
        self, shape: tuple[int, ...], dtype: str = "float32", seed: int | None = None
    ) -> Array:
        """Return the value everywhere."""
        del seed
        return np.full(shape, self.value, dtype)


class RandomUniform(RandomInitializer):
    """Uniform between two limits."""

    minval: float = option(default=-0.05, doc="Lower limit.")
    maxval: float = option(default=0.05, doc="Upper limit.")

    def draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """Return uniform values."""
        values = rng.random(shape, dtype=np.float32)
        values *= np.float32(self.maxval - self.minval)
        values += np.float32(self.minval)
        return values


class RandomNormal(RandomInitializer):
    """Normal distribution."""

    mean: float = option(default=0.0, doc="Mean.")
    stddev: float = option(default=0.05, doc="Standard deviation.", min=0.0)

    def draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """Return normal values."""
        values = rng.standard_normal(shape, dtype=np.float32)
        return values * np.float32(self.stddev) + np.float32(self.mean)


class TruncatedNormal(RandomInitializer):
    """Normal distribution, redrawn beyond two standard deviations."""

    mean: float = option(default=0.0, doc="Mean.")
    stddev: float = option(default=0.05, doc="Standard deviation.", min=0.0)

    def draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """Return truncated normal values."""
        return _truncated_normal(shape, rng) * self.stddev + self.mean


def _truncated_normal(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    values = rng.standard_normal(shape, dtype=np.float32)
    outside = np.abs(values) > 2
    while count := int(np.count_nonzero(outside)):
        values[outside] = rng.standard_normal(count, dtype=np.float32)
        outside = np.abs(values) > 2
    return values


class VarianceScaling(RandomInitializer):
    """Scale that keeps the variance of signals from layer to layer.

    References
    ----------
    .. [1] Glorot & Bengio, "Understanding the difficulty of training deep
       feedforward neural networks", AISTATS 2010.
    .. [2] He et al., "Delving deep into rectifiers", arXiv:1502.01852.
    """

    scale: float = option(default=1.0, doc="Factor of the variance.", min=0.0)
    mode: Literal["fan_in", "fan_out", "fan_avg"] = option(
        default="fan_in", doc="Which number of connections divides the variance."
    )
    distribution: Literal["truncated_normal", "untruncated_normal", "uniform"] = option(
        default="truncated_normal", doc="Distribution to draw from."
    )

    def draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """Return values with the scaled variance."""
        fan_in, fan_out = fans(shape)
        divisor = {
            "fan_in": fan_in,
            "fan_out": fan_out,
            "fan_avg": (fan_in + fan_out) / 2,
        }[self.mode]
        variance = self.scale / max(1.0, divisor)
        if self.distribution == "uniform":
            limit = math.sqrt(3.0 * variance)
            values = rng.random(shape, dtype=np.float32)
            values *= np.float32(2 * limit)
            values -= np.float32(limit)
            return values
        if self.distribution == "truncated_normal":
            # 0.8796...: standard deviation of a normal cut at two deviations.
            deviation = math.sqrt(variance) / 0.87962566103423978
            return _truncated_normal(shape, rng) * np.float32(deviation)
        values = rng.standard_normal(shape, dtype=np.float32)
        return values * np.float32(math.sqrt(variance))


def fans(shape: tuple[int, ...]) -> tuple[float, float]:
    """Return the numbers of incoming and outgoing connections of a weight."""
    if len(shape) == 0:
        return 1.0, 1.0
    if len(shape) == 1:
        return float(shape[0]), float(shape[0])
    field = math.prod(shape[:-2])
    return float(shape[-2] * field), float(shape[-1] * field)


class _Scaled(RandomInitializer):
    """A `VarianceScaling` with fixed settings."""

    scaling: ClassVar[VarianceScaling]

    def draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """Return values with the scaled variance."""
        return self.scaling.draw(shape, rng)


INITIALIZERS.remove("_Scaled")
INITIALIZERS.remove("RandomInitializer")


class GlorotUniform(_Scaled):
    """Glorot (Xavier) uniform; Keras' default for kernels."""

    scaling: ClassVar[VarianceScaling] = VarianceScaling(
        scale=1.0, mode="fan_avg", distribution="uniform"
    )


class GlorotNormal(_Scaled):
    """Glorot (Xavier) normal."""

    scaling: ClassVar[VarianceScaling] = VarianceScaling(
        scale=1.0, mode="fan_avg", distribution="truncated_normal"
    )


class HeUniform(_Scaled):
    """He uniform, for layers followed by relu."""

    scaling: ClassVar[VarianceScaling] = VarianceScaling(
        scale=2.0, mode="fan_in", distribution="uniform"
    )


class HeNormal(_Scaled):
    """He normal, for layers followed by relu."""

    scaling: ClassVar[VarianceScaling] = VarianceScaling(
        scale=2.0, mode="fan_in", distribution="truncated_normal"
    )


class LecunUniform(_Scaled):
    """LeCun uniform."""

    scaling: ClassVar[VarianceScaling] = VarianceScaling(
        scale=1.0, mode="fan_in", distribution="uniform"
    )


class LecunNormal(_Scaled):
    """LeCun normal, for selu."""

    scaling: ClassVar[VarianceScaling] = VarianceScaling(
        scale=1.0, mode="fan_in", distribution="truncated_normal"
    )


class Orthogonal(RandomInitializer):
    """Orthogonal matrix; Keras' default for recurrent kernels.

    References
    ----------
    .. [1] Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep
       linear neural networks", arXiv:1312.6120.
    """

    gain: float = option(default=1.0, doc="Factor of the matrix.")

    def draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """Return an orthogonal matrix, reshaped to `shape`."""
        if len(shape) < 2:
            raise OptionError(
                "Orthogonal: the weight must have at least two axes. "
                "Received shape {shape}.",
                shape=shape,
            )
        rows, columns = math.prod(shape[:-1]), shape[-1]
        size = (max(rows, columns), min(rows, columns))
        q, r = np.linalg.qr(rng.standard_normal(size))
        q *= np.sign(np.diag(r))
        if rows < columns:
            q = q.T
        return np.asarray(self.gain * q.reshape(shape), np.float32)


# Short names that Keras takes, too.
INITIALIZERS.add("Zeros", Zeros, "zero")
INITIALIZERS.add("Ones", Ones, "one")
INITIALIZERS.add("RandomUniform", RandomUniform, "uniform")
INITIALIZERS.add("RandomNormal", RandomNormal, "normal")


def get(value: Any) -> Initializer:
    """Return the initializer for a name, a config or an initializer.

    Parameters
    ----------
    value : str, dict or Initializer
        For example ``"glorot_uniform"``.
    """
    if isinstance(value, Initializer):
        return value
    if isinstance(value, str):
        found: Initializer = INITIALIZERS.get(value)()
        return found
    if isinstance(value, Mapping) and "class_name" in value:
        cls = INITIALIZERS.get(str(value["class_name"]))
        config = dict(value.get("config") or {})
        for extra in ("input_axes", "output_axes", "layout"):  # Keras writes None
            if config.get(extra) is None:
                config.pop(extra, None)
        made: Initializer = cls.from_config(config)
        return made
    raise ValueError("must be the name of an initializer or an Initializer")


def serialize(initializer: Initializer) -> Json:
    """Return the config of an initializer as Keras writes it."""
    return {
        "module": INITIALIZERS.module,
        "class_name": type(initializer).__name__,
        "config": initializer.get_config(),
        "registered_name": None,
    }


def _short(initializer: Initializer) -> Json:
    if initializer.changed_options():
        return serialize(initializer)
    return snake_case(type(initializer).__name__)


def _source(initializer: Initializer) -> str:
    short = _short(initializer)
    return (
        repr(short)
        if isinstance(short, str)
        else initializer.source("keras.initializers.")
    )


register_kind(
    Initializer,
    Kind(
        "initializer",
        get,
        serialize,
        _source,
        _short,
        lambda: tuple(name for name, _ in INITIALIZERS.items()),
    ),
)
