"""Arrays handed to fit, evaluate and predict: checked, ordered, cut into batches."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import DataError, Text
from engine.graph.symbolic import KerasTensor
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
        self._batch_size = batch_size
        self._buffers: dict[tuple[str, int], Array] = {}

    @property
    def steps(self) -> int:
        """Number of batches in a pass."""
        return -(-self._data.rows // self._batch_size)

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
            weights = data.sample_weight
            yield Batches(
                [self._gather("x", i, a, rows) for i, a in enumerate(data.x)],
                [
                    None if a is None else self._gather("y", i, a, rows)
                    for i, a in enumerate(data.y)
                ],
                None
                if weights is None
                else [None if w is None else w[rows] for w in weights],
            )

    def _gather(self, kind: str, index: int, array: Array, rows: Array) -> Array:
        buffer = self._buffers.get((kind, index))
        if buffer is None:
            shape = (self._batch_size, *array.shape[1:])
            buffer = self._buffers[kind, index] = np.empty(shape, array.dtype)
        target = buffer[: len(rows)]
        # mode="clip" lets NumPy write straight into `out`; rows are always in range.
        np.take(array, rows, axis=0, out=target, mode="clip")
        return target


def to_list(structure: Any, names: Sequence[str], what: str) -> list[Any]:
    """Return what was given for the inputs or outputs as a list in their order.

    Parameters
    ----------
    structure : array, list, tuple or dict
        What the user gave.
    names : sequence of str
        Names in the order of the model.
    what : str
        ``"input"`` or ``"output"``, for messages.
    """
    if isinstance(structure, dict):
        missing = [name for name in names if name not in structure]
        if missing:
            raise DataError(
                'There is no array for {what} "{name}". Received {received}.',
                what=what,
                name=missing[0],
                received=", ".join(map(str, structure)) or "nothing",
            )
        unknown = [key for key in structure if key not in names]
        if unknown:
            raise DataError(
                'The model has no {what} called "{name}". It has: {names}.',
                what=what,
                name=unknown[0],
                names=", ".join(names),
            )
        return [structure[name] for name in names]
    if len(names) > 1 or (
        isinstance(structure, list | tuple)
        and len(structure) == 1
        and hasattr(structure[0], "shape")
    ):
        if not isinstance(structure, list | tuple) or len(structure) != len(names):
            received = (
                f"{len(structure)} arrays"
                if isinstance(structure, list | tuple)
                else type(structure).__name__
            )
            raise DataError(
                "The model has {count} {what}s ({names}): give a list of {count} "
                "arrays or a dict by name. Received {received}.",
                count=len(names),
                what=what,
                names=", ".join(names),
                received=received,
            )
        return list(structure)
    return [structure]


def as_array(value: Any, name: str, what: str) -> Array:
    """Return `value` as an array of numbers, or raise a `DataError`."""
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise DataError(
            'Data of {what} "{name}": rows have different lengths. '
            "Pad them to one length.",
            what=what,
            name=name,
        ) from error
    if array.dtype.kind not in "biuf":
        raise DataError(
            'Data of {what} "{name}": must be numbers. Received dtype {dtype}.',
            what=what,
            name=name,
            dtype=array.dtype,
        )
    if array.ndim == 0:
        raise DataError(
            'Data of {what} "{name}": must have one row for each sample. '
            "Received a single number.",
            what=what,
            name=name,
        )
    return array


def prepare_inputs(
    x: Any, tensors: Sequence[KerasTensor], names: Sequence[str]
) -> list[Array]:
    """Return checked arrays for the inputs, in their dtype and shape."""
    arrays = []
    for given, tensor, name in zip(
        to_list(x, names, Text("input")), tensors, names, strict=True
    ):
        array = as_array(given, name, Text("input"))
        wanted = tensor.shape[1:]
        if array.ndim == 1 and len(wanted) == 1 and wanted[0] in (1, None):
            array = array[:, None]  # Keras gives a flat column its missing axis
        fits = len(array.shape[1:]) == len(wanted) and all(
            w is None or w == a for a, w in zip(array.shape[1:], wanted, strict=True)
        )
        if not fits:
            raise DataError(
                'Data of input "{name}": each sample must have shape {wanted}. '
                "Received {received} ({count} samples).",
                name=name,
                wanted=wanted,
                received=array.shape[1:],
                count=len(array),
            )
        if array.dtype != tensor.dtype:
            array = array.astype(tensor.dtype)
        _check_numbers(array, name, Text("input"))
        arrays.append(array)
    return arrays


def prepare_targets(y: Any, names: Sequence[str], needed: Sequence[bool]) -> list[Any]:
    """Return checked arrays for the outputs; None where there is no loss."""
    if y is None:
        raise DataError("fit and evaluate need targets. Give them as y.")
    if isinstance(y, dict):
        y = {
            **{n: None for n, need in zip(names, needed, strict=True) if not need},
            **y,
        }
    arrays: list[Any] = []
    for given, name, need in zip(
        to_list(y, names, Text("output")), names, needed, strict=True
    ):
        if given is None and not need:
            arrays.append(None)
            continue
        array = as_array(given, name, Text("output"))
        _check_numbers(array, name, Text("output"))
        arrays.append(array)
    return arrays


def _check_numbers(array: Array, name: str, what: str) -> None:
    # One pass without a temporary array: a sum is NaN or infinite if an element is.
    if array.dtype.kind != "f" or array.size == 0:
        return
    with np.errstate(all="ignore"):
        total = float(np.add.reduce(array, axis=None, dtype=np.float64))
    if math.isfinite(total):
        return
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        raise DataError(
            'Data of {what} "{name}": sample {row} has a value that is NaN or infinite '
            "({count} such values in all). Remove or fill them.",
            what=what,
            name=name,
            row=int(bad[0][0]),
            count=len(bad),
        )


def check_lengths(arrays: Sequence[Array | None], names: Sequence[str]) -> None:
    """Raise unless all arrays have the same, non-zero number of samples."""
    lengths = {
        name: len(array)
        for name, array in zip(names, arrays, strict=True)
        if array is not None
    }
    if len(set(lengths.values())) > 1:
        raise DataError(
            "All arrays must have the same number of samples. Received {lengths}.",
            lengths=", ".join(f"{n}: {k}" for n, k in lengths.items()),
        )
    if 0 in lengths.values():
        raise DataError("The data has no samples. Give at least one row.")


def split_validation(data: Batches, fraction: float) -> tuple[Batches, Batches]:
    """Return the first part for training and the last for validation, as Keras does.

    Parameters
    ----------
    data : Batches
        All samples, not shuffled.
    fraction : float
        Share for validation, between 0 and 1.
    """
    if not 0 < fraction < 1:
        raise DataError(
            "validation_split must lie between 0 and 1. Received {fraction}.",
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
