"""Normalization with the mean and variance of data, known before training."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, ClassVar, Protocol, runtime_checkable

import numpy as np

from engine.constraints import EPSILON
from engine.errors import DataError, OptionError
from engine.graph.context import Context
from engine.initializers import Ones, Zeros
from engine.layers.layer import Example, Layer
from engine.layers.scale_and_shift import check_built_sizes, positive_axes
from engine.options import Ints, Numbers, option
from engine.parameters import Variable
from engine.types import Array, Shape


@runtime_checkable
class _ArrayLike(Protocol):
    """One array: of NumPy, a table of pandas, ..."""

    def __array__(self) -> Array: ...


class Normalization(Layer):
    """Bring features to mean 0 and variance 1, with statistics of the data.

    ``(x - mean) / sqrt(variance)``; `adapt` takes mean and variance from data, before
    training, or they are given. With `invert` the way back: ``mean + x *
    sqrt(variance)``.

    Input shape: ``(n, ...)``. Output shape: the same.

    Notes
    -----
    Weights, if mean and variance are not given: ``mean``, ``variance`` and ``count``;
    training does not change them.

    References
    ----------
    .. [1] ``keras.layers.Normalization``.

    Examples
    --------
    >>> layer = Normalization()
    >>> layer.adapt(np.array([[0.0, 10.0], [2.0, 30.0]]))
    >>> layer(np.array([[1.0, 30.0]])).tolist()
    [[0.0, 1.0]]
    """

    category: ClassVar[str] = "Normalization"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"mean": [1.0, 2.0], "variance": [0.5, 4.0]}, ((3, 2),)),
        Example({"axis": None, "mean": 0.5, "variance": 2.0, "invert": True}, ((4,),)),
        Example(
            {"axis": [1, 2], "mean": [[1.0, 2.0]], "variance": [[2.0, 0.0]]},
            ((1, 2, 2),),
        ),
        Example({"axis": [1, -1], "mean": [3.0], "variance": [2.0]}, ((2, 2, 3),)),
    )
    supports_masking = True

    axis: Ints | None = option(
        default=-1,
        doc="Axes that have statistics of their own for each position; None for one "
        "mean and variance of all.",
    )
    mean: Numbers | None = option(
        default=None, doc="Known mean, instead of adapt; with variance.", advanced=True
    )
    variance: Numbers | None = option(
        default=None, doc="Known variance, instead of adapt; with mean.", advanced=True
    )
    invert: bool = option(
        default=False, doc="Go from normalized numbers back to the original ones."
    )

    def setup(self) -> None:
        """Check that mean and variance fit each other and the axes."""
        super().setup()
        if self.axis is None:
            self.axis = ()
        self.adapt_mean: Variable | None = None
        self.adapt_variance: Variable | None = None
        if (self.mean is None) != (self.variance is None):
            raise OptionError(
                "{where}: mean and variance are given together or not at all. Received "
                "mean={mean} and variance={variance}.",
                where=self.where(),
                mean=self.mean,
                variance=self.variance,
            )
        if self.mean is None:
            return
        shapes = _shape(self.mean), _shape(self.variance)
        if shapes[0] != shapes[1]:
            raise OptionError(
                "{where}: mean and variance must have the same shape. Received {mean} "
                "and {variance}.",
                where=self.where(),
                mean=shapes[0],
                variance=shapes[1],
            )
        if len(shapes[0]) > len(self.axis):
            raise OptionError(
                "{where}: mean has {received} axes, but only {expected} are kept. "
                "Received a mean of shape {mean} for axis {axis}. Name more axes.",
                where=self.where(),
                received=len(shapes[0]),
                expected=len(self.axis),
                mean=shapes[0],
                axis=self.axis,
            )

    # ------------------------------------------------------------- shapes

    def _kept(self, shape: Shape) -> tuple[int, ...]:
        """Return the axes with statistics of their own."""
        return positive_axes(self, self.axis or (), shape)

    def _sizes(self, shape: Shape) -> tuple[int, ...]:
        return tuple(self.check_known(shape, axis) for axis in self._kept(shape))

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape; check the axes."""
        sizes = self._sizes(input_shape)
        check_built_sizes(self, self.adapt_mean, sizes, input_shape)
        if self.mean is not None:
            self._given(sizes)
        return input_shape

    def build(self, input_shape: Any) -> None:
        """Declare mean and variance, if they are not given."""
        if self.mean is not None:
            return
        shape = self._sizes(input_shape)
        self.adapt_mean = self.add_weight("mean", shape, Zeros(), trainable=False)
        self.adapt_variance = self.add_weight(
            "variance", shape, Ones(), trainable=False
        )
        # Nothing counts with it any more, but it is in Keras' files.
        self.add_weight("count", (), Zeros(), trainable=False, dtype="int32")

    def _given(self, sizes: tuple[int, ...]) -> tuple[Array, Array]:
        """Return the mean and variance of the options for sizes of kept axes."""
        try:
            mean = np.broadcast_to(np.asarray(self.mean, self.dtype), sizes)
            variance = np.broadcast_to(np.asarray(self.variance, self.dtype), sizes)
        except ValueError as error:
            raise OptionError(
                "{where}: a mean of shape {mean} does not fit the sizes {sizes} of the "
                "axes {axis}. Give one number for each position.",
                where=self.where(),
                mean=_shape(self.mean),
                sizes=sizes,
                axis=self.axis,
            ) from error
        return mean, variance

    # -------------------------------------------------------------- data

    def adapt(self, data: Any) -> None:
        """Set mean and variance to those of data.

        Parameters
        ----------
        data : array, or iterable of batches
            Samples, or batches of them: arrays, or tuples that begin with one.

        Raises
        ------
        DataError
            If there is none, or it does not fit the shape that the layer has.
        """
        if self.mean is not None:
            raise DataError(
                "{where}: has a given mean and variance. Leave the options out to take "
                "them from data with adapt.",
                where=self.where(),
            )
        batches = self._batches(data)
        first = next(batches, None)
        if first is None or first.size == 0:
            raise DataError(
                "{where}: adapt received no data. Give at least one sample.",
                where=self.where(),
            )
        shape = (None, *first.shape[1:])
        self.compute_output_shape(shape)
        self.ensure_built(shape)
        mean, variance = self._statistics(chain([first], batches), len(shape))
        assert self.adapt_mean is not None
        assert self.adapt_variance is not None
        self.adapt_mean.assign(mean)
        self.adapt_variance.assign(variance)

    def _batches(self, data: Any) -> Iterator[Array]:
        """Yield data as arrays of numbers."""
        if isinstance(data, _ArrayLike):
            yield self._numbers(data)
            return
        if not isinstance(data, Iterable) or isinstance(data, str | bytes | dict):
            raise DataError(
                "{where}: adapt takes an array or batches of arrays. Received {kind}.",
                where=self.where(),
                kind=type(data).__name__,
            )
        for batch in data:
            yield self._numbers(batch[0] if isinstance(batch, tuple) else batch)

    def _numbers(self, batch: Any) -> Array:
        array = np.asarray(batch) if isinstance(batch, _ArrayLike) else None
        if array is None or array.dtype.kind not in "biuf" or array.ndim == 0:
            raise DataError(
                "{where}: adapt takes arrays of numbers, with an axis of samples. "
                "Received {kind}. Give an array, or batches that are arrays.",
                where=self.where(),
                kind=type(batch).__name__ if array is None else array.dtype,
            )
        return array

    def _statistics(self, batches: Iterator[Array], rank: int) -> tuple[Any, Any]:
        """Return mean and variance of all batches, each weighted by its size.

        References
        ----------
        .. [1] Chan, Golub & LeVeque, "Updating formulae and a pairwise algorithm for
           computing sample variances", 1979.
        """
        mean: Any = 0.0
        variance: Any = 0.0
        total = 0
        for batch in batches:
            if batch.ndim != rank:
                raise DataError(
                    "{where}: adapt received batches with {first} and with {received} "
                    "axes. Give batches of one shape.",
                    where=self.where(),
                    first=rank,
                    received=batch.ndim,
                )
            self.compute_output_shape((None, *batch.shape[1:]))
            kept = self._kept(batch.shape)
            reduced = tuple(axis for axis in range(rank) if axis not in kept)
            own_mean = np.mean(batch, axis=reduced)
            own_variance = np.var(batch, axis=reduced)
            count = batch.size // max(1, own_mean.size)
            if count == 0:
                continue
            total += count
            share = count / total
            new = mean * (1 - share) + own_mean * share
            variance = (variance + np.square(mean - new)) * (1 - share) + (
                own_variance + np.square(own_mean - new)
            ) * share
            mean = new
        return mean, variance

    # ------------------------------------------------------- computation

    def forward(self, x: Array, ctx: Context) -> Array:
        """Subtract and divide, or the other way round."""
        kept = self._kept(x.shape)
        sizes = tuple(x.shape[axis] for axis in kept)
        if self.adapt_mean is None or self.adapt_variance is None:
            mean, variance = self._given(sizes)
        else:
            mean, variance = self.adapt_mean.value, self.adapt_variance.value
        shape = tuple(x.shape[axis] if axis in kept else 1 for axis in range(x.ndim))
        mean = mean.reshape(shape)
        deviation = np.maximum(np.sqrt(variance), EPSILON).reshape(shape)
        y = ctx.buffer("y", x.shape, x.dtype)
        if self.invert:
            np.multiply(x, deviation, out=y)
            np.add(y, mean, out=y)
        else:
            np.subtract(x, mean, out=y)
            np.divide(y, deviation, out=y)
        ctx.save(deviation=deviation)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Multiply or divide by the standard deviation."""
        if not ctx.input_wanted[0]:
            return None
        dx = ctx.buffer("dx", dy.shape, dy.dtype)
        operation = np.multiply if self.invert else np.divide
        operation(dy, ctx["deviation"], out=dx)
        return dx

    def multiply_adds(self, input_shape: Any) -> int:
        """Return one for each number of a sample."""
        count = 1
        for size in input_shape[1:]:
            count *= size or 1
        return count


def _shape(numbers: Any) -> tuple[int, ...]:
    return np.shape(numbers)
