"""Samples of inputs, targets and weights, split and cut into batches."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.errors import DataError, Text
from engine.types import Array


@dataclass(frozen=True)
class Batches:
    """Input, target and weight arrays of equal length, in the order of the model.

    Attributes
    ----------
    x, y : list of ndarray
        One array for each input and output; `y` is empty for prediction.
    sample_weight : list of ndarray or None, or None
        Weights for each output.
    """

    x: list[Array]
    y: list[Array | None]
    sample_weight: list[Array | None] | None = None

    @property
    def rows(self) -> int:
        """Number of samples."""
        return len(self.x[0])

    def take(self, index: slice) -> Batches:
        """Return the samples of a range, without copying."""
        return Batches(
            [a[index] for a in self.x],
            [None if a is None else a[index] for a in self.y],
            None
            if self.sample_weight is None
            else [None if w is None else w[index] for w in self.sample_weight],
        )


class BatchReader:
    """Cuts arrays into batches, in order or shuffled, into buffers that are kept.

    Parameters
    ----------
    data : Batches
        The arrays.
    batch_size : int
        Samples a batch; the last may be smaller.
    """

    def __init__(self, data: Batches, batch_size: int) -> None:
        self._data = data
        self._batch_size = min(batch_size, data.rows)
        self._buffers: dict[tuple[str, int], Array] = {}

    @property
    def steps(self) -> int:
        """Number of batches in a pass."""
        return -(-self._data.rows // self._batch_size)

    def order(self, shuffle: bool | str, rng: np.random.Generator) -> Array | None:
        """Return the order of the samples of an epoch, None for that of the arrays.

        Parameters
        ----------
        shuffle : bool or "batch"
            Whether it is random; "batch" leaves each sample in its batch.
        rng : numpy.random.Generator
            Where a random order comes from.
        """
        rows, size = self._data.rows, self._batch_size
        if not shuffle:
            return None
        if shuffle != "batch":
            return rng.permutation(rows)
        order = np.arange(rows)
        for start in range(0, rows, size):
            rng.shuffle(order[start : start + size])
        return order

    def read(self, order: Array | None = None) -> Iterator[Batches]:
        """Yield the batches; each is valid until the next.

        Parameters
        ----------
        order : ndarray of int, optional
            Order of the samples; None is the order of the arrays.
        """
        data, size = self._data, self._batch_size
        for start in range(0, data.rows, size):
            stop = min(start + size, data.rows)
            if order is None:
                yield data.take(slice(start, stop))
                continue
            rows = order[start:stop]
            yield Batches(
                [self._gather("x", i, a, rows) for i, a in enumerate(data.x)],
                self._gather_some("y", data.y, rows),
                None
                if data.sample_weight is None
                else self._gather_some("sample_weight", data.sample_weight, rows),
            )

    def _gather_some(
        self, kind: str, arrays: list[Array | None], rows: Array
    ) -> list[Array | None]:
        return [
            None if array is None else self._gather(kind, index, array, rows)
            for index, array in enumerate(arrays)
        ]

    def _gather(self, kind: str, index: int, array: Array, rows: Array) -> Array:
        buffer = self._buffers.get((kind, index))
        if buffer is None:
            shape = (self._batch_size, *array.shape[1:])
            buffer = self._buffers[kind, index] = np.empty(shape, array.dtype)
        target = buffer[: len(rows)]
        # mode="clip" lets NumPy write straight into `out`; rows are always in range.
        np.take(array, rows, axis=0, out=target, mode="clip")
        return target


def split_validation(data: Batches, fraction: float) -> tuple[Batches, Batches]:
    """Return the first part for training and the last for validation, as Keras does.

    Parameters
    ----------
    data : Batches
        All samples, not shuffled.
    fraction : float
        Share for validation, between 0 and 1.
    """
    is_number = isinstance(fraction, int | float | np.number)
    if not is_number or isinstance(fraction, bool) or not 0 < fraction < 1:
        raise DataError(
            "validation_split must lie between 0 and 1. Received {fraction!r}.",
            fraction=fraction,
        )
    cut = math.floor(data.rows * (1 - fraction))
    if cut in (0, data.rows):
        raise DataError(
            "validation_split={fraction} of {rows} samples leaves none for {part}. "
            "Use another fraction or more data.",
            fraction=fraction,
            rows=data.rows,
            part=Text("training") if cut == 0 else Text("validation"),
        )
    return data.take(slice(0, cut)), data.take(slice(cut, None))
