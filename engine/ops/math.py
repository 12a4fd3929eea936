"""Further functions: what Keras has in ``keras.ops.math``."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np

from engine.errors import OptionError, ShapeError
from engine.ops import derivable
from engine.ops.arrays import axes, cast, floats, indices, plain, promote, tensor
from engine.ops.operation import MATH, operation
from engine.types import Array


@operation(MATH, elementwise=True)
def rsqrt(x: Any) -> Any:
    """Return 1 / sqrt(x)."""
    return 1 / anp.sqrt(floats(x))


@operation(MATH, elementwise=True)
def erf(x: Any) -> Any:
    """Return the error function of each element."""
    return derivable.erf(floats(x))


@operation(MATH, elementwise=True)
def erfc(x: Any) -> Any:
    """Return 1 - erf(x) of each element."""
    return derivable.erfc(floats(x))


@operation(MATH, elementwise=True)
def erfinv(x: Any) -> Any:
    """Return where the error function has each element as its value."""
    x = floats(x)
    bare = plain(x)
    y = _erfinv_start(bare.astype(np.float64))
    for _ in range(3):  # Newton's method, from a start that is right to 3 digits
        error = derivable.erf(y) - bare
        step = error / (2 / np.sqrt(np.pi) * np.exp(-y * y))
        y = y - np.where(np.isfinite(step), step, 0)
    result = y.astype(bare.dtype)
    slope = np.sqrt(np.pi).astype(bare.dtype) / 2 * np.exp(result * result)
    # The value from above, the derivative from a line through it.
    return result + anp.where(np.isfinite(slope), slope, 0) * (x - bare)


def _erfinv_start(x: Array) -> Array:
    """Return Winitzki's approximation."""
    logarithm = np.log1p(-x * x)
    middle = 2 / (np.pi * 0.147) + logarithm / 2
    size: Array = np.sqrt(np.sqrt(middle * middle - logarithm / 0.147) - middle)
    return np.copysign(size, x)


@operation(MATH, "axis", "keepdims")
def logsumexp(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the logarithm of the sum of exp(x), without overflow."""
    x = floats(x)
    along = axes(axis)
    largest = np.max(plain(x), axis=along, keepdims=True)
    largest = np.where(np.isfinite(largest), largest, 0).astype(x.dtype)
    total = anp.log(anp.sum(anp.exp(x - largest), axis=along, keepdims=keepdims))
    return total + (largest if keepdims else np.squeeze(largest, axis=along))


@operation(MATH, "k", "sorted")
def top_k(x: Any, k: int, sorted: bool = True) -> Any:
    """Return the `k` largest elements of each row, and their positions."""
    del sorted
    x = tensor(x)
    if not 0 <= k <= x.shape[-1]:
        raise ShapeError(
            "ops.top_k: k must not be above the size of the last axis. Received "
            "k={k} and shape {shape}.",
            k=k,
            shape=x.shape,
        )
    # The first of equal elements comes first: sort in reverse and turn round.
    order = np.argsort(plain(x)[..., ::-1], axis=-1, kind="stable")[..., ::-1][..., :k]
    places = x.shape[-1] - 1 - order
    grid: list[Any] = list(np.ogrid[tuple(slice(size) for size in places.shape)])
    return x[(*grid[:-1], places)], indices(places)


@operation(MATH, "k")
def in_top_k(targets: Any, predictions: Any, k: int) -> Any:
    """Return whether the predicted value of each target is among the `k` largest."""
    labels, scores = plain(targets), plain(predictions)
    own = np.take_along_axis(scores, labels[..., None].astype(np.intp), axis=-1)
    own = np.where(np.isnan(own), -np.inf, own)
    return np.sum(scores > own, axis=-1) < k


@operation(MATH, class_name="CDist")
def cdist(x: Any, y: Any) -> Any:
    """Return the distance of each row of `x` from each row of `y`."""
    x, y = promote(floats(x), floats(y))
    distance = x[..., :, None, :] - y[..., None, :, :]
    return anp.sqrt(anp.sum(distance * distance, axis=-1))


@operation(MATH, "sequence_length", "sequence_stride")
def extract_sequences(x: Any, sequence_length: int, sequence_stride: int) -> Any:
    """Return windows of the last axis, one after the other."""
    x = tensor(x)
    starts = np.arange(0, x.shape[-1] - sequence_length + 1, sequence_stride)
    return x[..., starts[:, None] + np.arange(sequence_length)]


# ------------------------------------------------------------------- segments


def _segments(ids: Any, num_segments: int | None) -> tuple[Array, int]:
    places = plain(ids)
    if places.ndim != 1:
        raise ShapeError(
            "ops.segment_...: segment_ids must have one axis. Received shape {shape}.",
            shape=places.shape,
        )
    count = int(places.max(initial=-1)) + 1 if num_segments is None else num_segments
    # What lies outside belongs to no segment.
    return np.where((places >= 0) & (places < count), places, count), count


def _reduced(
    ufunc: np.ufunc, first: float, data: Any, ids: Any, num_segments: int | None
) -> Any:
    x = tensor(data)
    places, count = _segments(ids, num_segments)
    made = np.full((count + 1, *x.shape[1:]), _limit(first, x.dtype), x.dtype)
    ufunc.at(made, places, plain(x))
    return made[:count]


def _limit(value: float, dtype: np.dtype[Any]) -> Any:
    if dtype.kind == "f" or abs(value) <= 1:
        return value
    limits = np.iinfo(dtype)
    return limits.max if value > 0 else limits.min


@operation(MATH, "num_segments", "sorted")
def segment_sum(
    data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False
) -> Any:
    """Return the sums of the rows of each segment."""
    del sorted
    x = tensor(data)
    places, count = _segments(segment_ids, num_segments)
    zeros = np.zeros((count + 1, *x.shape[1:]), x.dtype)
    return derivable.put_add(zeros, x, places)[:count]


@operation(MATH, "num_segments", "sorted")
def segment_max(
    data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False
) -> Any:
    """Return the largest elements of the rows of each segment."""
    del sorted
    return _chosen(np.maximum, -np.inf, data, segment_ids, num_segments)


@operation(MATH, "num_segments", "sorted")
def segment_min(
    data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False
) -> Any:
    """Return the smallest elements of the rows of each segment."""
    del sorted
    return _chosen(np.minimum, np.inf, data, segment_ids, num_segments)


def _chosen(
    ufunc: np.ufunc, first: float, data: Any, ids: Any, num_segments: int | None
) -> Any:
    """Return extremes, with the derivative shared by all that are equal to them."""
    x = tensor(data)
    best = _reduced(ufunc, first, x, ids, num_segments)
    if x.dtype.kind != "f":
        return best
    places, count = _segments(ids, num_segments)
    padded = np.concatenate([best, np.zeros_like(best[:1])])
    hits = (plain(x) == padded[places]).astype(x.dtype)
    number = np.zeros_like(padded)
    np.add.at(number, places, hits)
    share = hits / np.maximum(number, 1)[places]
    zeros = np.zeros_like(padded)
    moved = derivable.put_add(zeros, (x - plain(x)) * share, places)
    return best + moved[:count]


@operation(MATH, "num_segments", "sorted")
def segment_prod(
    data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False
) -> Any:
    """Return the products of the rows of each segment."""
    del sorted
    x = tensor(data)
    if x.dtype.kind != "f":
        return _reduced(np.multiply, 1, x, segment_ids, num_segments)
    places, count = _segments(segment_ids, num_segments)
    rows = []
    for segment in range(count):
        part = x[np.flatnonzero(places == segment)]
        size = part.shape[0]
        rows.append(
            derivable.cumulative_product(part, 0)[size - 1]
            if size
            else np.ones(x.shape[1:], x.dtype)
        )
    return anp.stack(rows)


# ----------------------------------------------------------------- frequencies


def _complex(x: Any) -> Any:
    if not isinstance(x, list | tuple) or len(x) != 2:
        raise OptionError(
            "ops.fft: give a pair (real part, imaginary part). Received {kind}.",
            kind=type(x).__name__,
        )
    real, imaginary = promote(floats(x[0]), floats(x[1]))
    return real + 1j * imaginary


def _pair(y: Any, x: Any) -> tuple[Any, Any]:
    dtype = floats(x).dtype
    return cast(anp.real(y), dtype), cast(anp.imag(y), dtype)


@operation(MATH, class_name="FFT")
def fft(x: Any) -> Any:
    """Return the spectrum along the last axis; complex numbers are pairs of arrays."""
    return _pair(anp.fft.fft(_complex(x)), x[0])


@operation(MATH, class_name="FFT2")
def fft2(x: Any) -> Any:
    """Return the spectrum along the last two axes."""
    return _pair(anp.fft.fft2(_complex(x)), x[0])


@operation(MATH, class_name="IFFT2")
def ifft2(x: Any) -> Any:
    """Return what has a spectrum along the last two axes."""
    return _pair(anp.fft.ifft2(_complex(x)), x[0])


@operation(MATH, "fft_length", class_name="RFFT")
def rfft(x: Any, fft_length: int | None = None) -> Any:
    """Return the spectrum of real numbers along the last axis."""
    x = floats(x)
    whole = _of_length(x, fft_length)
    # Not autograd's rfft: that derives even lengths only.
    return _pair(anp.fft.fft(whole + 0j)[..., : whole.shape[-1] // 2 + 1], x)


@operation(MATH, "fft_length", class_name="IRFFT")
def irfft(x: Any, fft_length: int | None = None) -> Any:
    """Return the real numbers that have a spectrum along the last axis."""
    made = np.fft.irfft(plain(_complex(x)), fft_length)
    return cast(made, floats(x[0]).dtype)


def _of_length(x: Any, length: int | None) -> Any:
    if length is None or length == x.shape[-1]:
        return x
    if length < x.shape[-1]:
        return x[..., :length]
    widths = [(0, 0)] * (x.ndim - 1) + [(0, length - x.shape[-1])]
    return anp.pad(x, widths, mode="constant", constant_values=0)


@operation(MATH)
def view_as_complex(x: Any) -> Any:
    """Return complex numbers of real and imaginary parts in the last axis."""
    x = tensor(x)
    return x[..., 0] + np.complex64(1j) * x[..., 1]


@operation(MATH)
def view_as_real(x: Any) -> Any:
    """Return real and imaginary parts in a new last axis."""
    x = tensor(x)
    return anp.stack([anp.real(x), anp.imag(x)], axis=-1)
