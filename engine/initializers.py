"""Initial values of weights: Keras' initializers with the same distributions."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np

from engine.errors import OptionError, ShapeError, Text
from engine.family import CustomObjects, Family, FromFunction, Piece, enter
from engine.options import Ints, Kind, Numbers, option, register_kind
from engine.random import generator, next_seed
from engine.registry import INITIALIZERS
from engine.types import Array, Json


class Initializer(Piece):
    """Base of all initializers; call one with a shape to get an array.

    A subclass may leave the argument `seed` out of its ``__call__``, as in Keras.

    References
    ----------
    .. [1] ``keras.initializers``.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        enter(INITIALIZERS, cls)
        own = cls.__dict__.get("__call__")
        if own is not None and "seed" not in inspect.signature(own).parameters:
            cls.__call__ = _taking_seed(own)  # type: ignore[method-assign]

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
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

    def clone(self) -> Self:
        """Return an equal initializer."""
        return type(self).from_config(self.get_config())


def _taking_seed(call: Callable[..., Any]) -> Callable[..., Array]:
    """Let a ``__call__`` written as in Keras be handed a seed that it does not use."""

    @wraps(call)
    def called(
        self: Initializer,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
    ) -> Array:
        del seed
        return _checked(call(self, shape, dtype=dtype), shape, dtype, type(self))

    return called


def _checked(made: Any, shape: Any, dtype: str | None, maker: Any) -> Array:
    """Return what a user's code has made as an array, or say what is wrong with it."""
    array = np.asarray(made)
    if array.shape != tuple(shape):
        raise ShapeError(
            "The initializer {name} must return an array of shape {expected}. "
            "Received {received}.",
            name=maker.__name__,
            expected=tuple(shape),
            received=array.shape,
        )
    return array.astype(dtype or "float32")


class FunctionInitializer(FromFunction, Initializer):
    """A user's function, or an object of a class of its own, as initializer."""

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
    ) -> Array:
        """Return what the function returns for shape and dtype."""
        del seed
        dtype = dtype or "float32"
        maker = self.function if inspect.isfunction(self.function) else type(self)
        return _checked(self.function(shape, dtype=dtype), shape, dtype, maker)


INITIALIZERS.remove("FunctionInitializer")


class RandomInitializer(Initializer):
    """Base of the initializers that draw random numbers."""

    seed: int | None = option(
        default=None, doc="Seed of this weight alone.", advanced=True
    )

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
    ) -> Array:
        """Return a new array of random values; see `Initializer.__call__`."""
        if self.seed is not None:
            seed = self.seed
        wanted = np.dtype(dtype or "float32")
        if wanted.kind != "f":  # nearly all would become 0
            raise OptionError(
                "{initializer}: random values need a dtype with fractions. Received "
                '{dtype}. Use dtype="float32", or the initializer "zeros".',
                initializer=type(self).__name__,
                dtype=wanted.name,
            )
        rng = generator(next_seed() if seed is None else seed)
        return self.draw(tuple(shape), rng).astype(wanted)

    def draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """Return random values of `shape`."""
        raise NotImplementedError

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make an initializer from its config; a seed may be a seed generator's."""
        own = dict(config)
        seed = own.get("seed")
        if isinstance(seed, Mapping):
            own["seed"] = (seed.get("config") or {}).get("seed")
        for extra in ("input_axes", "output_axes", "layout"):  # Keras writes None
            if own.get(extra) is None:
                own.pop(extra, None)
        return super().from_config(own)


class Zeros(Initializer):
    """All zero."""

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
    ) -> Array:
        """Return zeros."""
        del seed
        return np.zeros(shape, dtype or "float32")


class Ones(Initializer):
    """All one."""

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
    ) -> Array:
        """Return ones."""
        del seed
        return np.ones(shape, dtype or "float32")


class Constant(Initializer):
    """All the same value, or the values of an array."""

    value: Numbers = option(default=0.0, doc="The value.")

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
    ) -> Array:
        """Return the value everywhere."""
        del seed
        value = np.asarray(self.value)
        try:
            return np.full(shape, value, dtype or "float32")
        except ValueError:
            raise ShapeError(
                "Constant: an array of shape {received} does not fit a weight of shape "
                "{shape}. Give one that does.",
                received=value.shape,
                shape=tuple(shape),
            ) from None


class Identity(Initializer):
    """The identity matrix, times a factor."""

    gain: float = option(default=1.0, doc="Factor of the matrix.")

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
    ) -> Array:
        """Return ones on the diagonal."""
        del seed
        if len(shape) != 2:
            raise ShapeError(
                "Identity: the weight must have two axes. Received shape {shape}.",
                shape=tuple(shape),
            )
        eye: Array = np.eye(shape[0], shape[1], dtype=dtype or "float32")
        eye *= self.gain
        return eye


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

    scale: float = option(
        default=1.0,
        doc="Factor of the variance.",
        min=0.0,
        check=lambda scale: None if scale > 0 else Text("must be larger than 0"),
    )
    mode: Literal["fan_in", "fan_out", "fan_avg"] = option(
        default="fan_in", doc="Which number of connections divides the variance."
    )
    distribution: Literal["truncated_normal", "untruncated_normal", "uniform"] = option(
        default="truncated_normal", doc="Distribution to draw from."
    )
    seed: int | None = option(
        default=None, doc="Seed of this weight alone.", advanced=True
    )
    input_axes: Ints | None = option(
        default=None, doc="Axes of the incoming connections.", advanced=True
    )
    output_axes: Ints | None = option(
        default=None, doc="Axes of the outgoing connections.", advanced=True
    )

    def draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """Return values with the scaled variance."""
        return scaled(
            shape,
            rng,
            self.scale,
            self.mode,
            self.distribution,
            fans(shape, self.input_axes, self.output_axes),
        )

    def get_config(self) -> dict[str, Json]:
        """Return all options; axes only if they are given, as Keras has new ones."""
        return _without_axes(super().get_config())

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make an initializer from its config; old ones say "normal"."""
        own = dict(config)
        if str(own.get("distribution")).lower() == "normal":
            own["distribution"] = "truncated_normal"
        return super().from_config(own)


def _without_axes(config: dict[str, Json]) -> dict[str, Json]:
    """Leave out axes that are None: releases before 3.15 do not know them."""
    axes = ("input_axes", "output_axes")
    return {k: v for k, v in config.items() if k not in axes or v is not None}


def scaled(
    shape: tuple[int, ...],
    rng: np.random.Generator,
    scale: float,
    mode: str,
    distribution: str,
    connections: tuple[float, float],
) -> Array:
    """Return random values with a variance that the number of connections divides.

    Parameters
    ----------
    shape : tuple of int
        Shape.
    rng : numpy.random.Generator
        Source.
    scale : float
        Factor of the variance.
    mode : {"fan_in", "fan_out", "fan_avg"}
        Which number divides.
    distribution : {"truncated_normal", "untruncated_normal", "uniform"}
        What to draw from.
    connections : tuple of float
        Incoming and outgoing ones.
    """
    fan_in, fan_out = connections
    divisor = {
        "fan_in": fan_in,
        "fan_out": fan_out,
        "fan_avg": (fan_in + fan_out) / 2,
    }[mode]
    variance = scale / max(1.0, divisor)
    if distribution == "uniform":
        limit = math.sqrt(3.0 * variance)
        values = rng.random(shape, dtype=np.float32)
        values *= np.float32(2 * limit)
        values -= np.float32(limit)
        return values
    if distribution == "truncated_normal":
        # 0.8796...: standard deviation of a normal cut at two deviations.
        deviation = math.sqrt(variance) / 0.87962566103423978
        return _truncated_normal(shape, rng) * np.float32(deviation)
    values = rng.standard_normal(shape, dtype=np.float32)
    return values * np.float32(math.sqrt(variance))


def fans(
    shape: tuple[int, ...],
    input_axes: tuple[int, ...] | None = None,
    output_axes: tuple[int, ...] | None = None,
) -> tuple[float, float]:
    """Return the numbers of incoming and outgoing connections of a weight.

    Parameters
    ----------
    shape : tuple of int
        Shape of the weight.
    input_axes, output_axes : tuple of int, optional
        Which axes they are; a kernel of a convolution is assumed otherwise.
    """
    if input_axes is not None and output_axes is not None:
        return (
            float(math.prod(shape[axis] for axis in input_axes)),
            float(math.prod(shape[axis] for axis in output_axes)),
        )
    if len(shape) == 0:
        return 1.0, 1.0
    if len(shape) == 1:
        return float(shape[0]), float(shape[0])
    field = math.prod(shape[:-2])
    return float(shape[-2] * field), float(shape[-1] * field)


class _Scaled(RandomInitializer):
    """A `VarianceScaling` with fixed settings."""

    scaling: ClassVar[tuple[float, str, str]]
    """Scale, mode and distribution."""
    seed: int | None = option(
        default=None, doc="Seed of this weight alone.", advanced=True
    )
    input_axes: Ints | None = option(
        default=None, doc="Axes of the incoming connections.", advanced=True
    )
    output_axes: Ints | None = option(
        default=None, doc="Axes of the outgoing connections.", advanced=True
    )

    def draw(self, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
        """Return values with the scaled variance."""
        connections = fans(shape, self.input_axes, self.output_axes)
        return scaled(shape, rng, *self.scaling, connections)

    def get_config(self) -> dict[str, Json]:
        """Return the seed, and axes if they are given."""
        return _without_axes(super().get_config())


INITIALIZERS.remove("_Scaled")
INITIALIZERS.remove("RandomInitializer")


class GlorotUniform(_Scaled):
    """Glorot (Xavier) uniform; Keras' default for kernels."""

    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_avg", "uniform")


class GlorotNormal(_Scaled):
    """Glorot (Xavier) normal."""

    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_avg", "truncated_normal")


class HeUniform(_Scaled):
    """He uniform, for layers followed by relu."""

    scaling: ClassVar[tuple[float, str, str]] = (2.0, "fan_in", "uniform")


class HeNormal(_Scaled):
    """He normal, for layers followed by relu."""

    scaling: ClassVar[tuple[float, str, str]] = (2.0, "fan_in", "truncated_normal")


class LecunUniform(_Scaled):
    """LeCun uniform."""

    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_in", "uniform")


class LecunNormal(_Scaled):
    """LeCun normal, for selu."""

    scaling: ClassVar[tuple[float, str, str]] = (1.0, "fan_in", "truncated_normal")


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


Window = Annotated[str, "window"]
"""Annotation of an option that is the name of a window, or its values."""
_WINDOWS: dict[str, Callable[[int], Array]] = {
    "boxcar": np.ones,
    "bartlett": np.bartlett,
    "blackman": np.blackman,
    "hamming": np.hamming,
    "hann": np.hanning,
}


def _window(value: Any) -> Any:
    if not isinstance(value, str):
        if isinstance(value, Mapping):  # an array in a config of Keras
            value = value.get("config", {}).get("value")
        values = np.asarray(value)
        if values.ndim != 1 or values.dtype.kind not in "iuf":
            raise ValueError("must be the name of a window or its values")
        return values.tolist()
    if value not in _WINDOWS:
        raise ValueError(Text("must be one of {names}", names=", ".join(_WINDOWS)))
    return value


register_kind(Window, Kind("str", _window))


class STFT(Initializer):
    """Waves of a short-time Fourier transform, for a convolution over a signal.

    The weight has the shape ``(frame_length, 1, frequencies)``.

    References
    ----------
    .. [1] ``keras.initializers.STFT``.
    """

    side: Literal["real", "imag"] = option(
        default="real", doc="Cosines or sines: which part of the transform."
    )
    window: Window | None = option(
        default="hann", doc="Window that frames are multiplied with."
    )
    scaling: Literal["density", "spectrum"] | None = option(
        default="density", doc="What the window is divided by."
    )
    periodic: bool = option(
        default=False, doc="Whether the window goes on periodically."
    )

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
    ) -> Array:
        """Return the waves."""
        del seed
        if len(shape) != 3:
            raise ShapeError(
                "STFT: the weight must have three axes. Received shape {shape}.",
                shape=tuple(shape),
            )
        length, _, count = shape
        frequency = np.arange(count) / max(1, 2 * (count - 1))
        angle = -2 * np.pi * np.arange(length)[:, None, None] * frequency
        waves = np.cos(angle) if self.side == "real" else np.sin(angle)
        if self.window is not None:
            window = self._window(length)
            if self.scaling == "density":
                waves /= np.sqrt(np.sum(np.square(window)))
            elif self.scaling == "spectrum":
                waves /= np.sum(np.abs(window))
            waves *= window[:, None, None]
        return waves.astype(dtype or "float32")

    def _window(self, length: int) -> Array:
        if isinstance(self.window, str):
            # A periodic window is a longer one without its last value.
            return _WINDOWS[self.window](length + self.periodic)[:length]
        window = np.asarray(self.window)
        if window.shape != (length,):
            raise ShapeError(
                "STFT: the window must have {expected} values, as many as the frames. "
                "Received shape {received}.",
                expected=length,
                received=window.shape,
            )
        return window


# Further names that Keras has.
INITIALIZERS.add("Zeros", Zeros, "zero")
INITIALIZERS.add("Ones", Ones, "one")
INITIALIZERS.add("RandomUniform", RandomUniform, "uniform")
INITIALIZERS.add("RandomNormal", RandomNormal, "normal")
INITIALIZERS.add("Identity", Identity, "IdentityInitializer")
INITIALIZERS.add("Orthogonal", Orthogonal, "OrthogonalInitializer")
INITIALIZERS.add("STFT", STFT, "STFTInitializer")

zeros = Zeros
ones = Ones
constant = Constant
identity = IdentityInitializer = Identity
stft = STFTInitializer = STFT
random_uniform = RandomUniform
random_normal = RandomNormal
truncated_normal = TruncatedNormal
variance_scaling = VarianceScaling
glorot_uniform = GlorotUniform
glorot_normal = GlorotNormal
he_uniform = HeUniform
he_normal = HeNormal
lecun_uniform = LecunUniform
lecun_normal = LecunNormal
orthogonal = OrthogonalInitializer = Orthogonal


class _Initializers(Family[Initializer]):
    """Takes an array, too, as Keras does."""

    def get(self, value: Any, custom_objects: CustomObjects | None = None) -> Any:
        """Return the initializer meant; see `Family.get`."""
        if isinstance(value, np.ndarray | np.generic):
            return Constant(value)
        return super().get(value, custom_objects)


_FAMILY = _Initializers(Initializer, INITIALIZERS, FunctionInitializer)
get = _FAMILY.get
serialize = _FAMILY.serialize
deserialize = _FAMILY.deserialize
register_kind(Initializer, _FAMILY.kind())
