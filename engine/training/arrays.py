"""Arrays handed to fit, evaluate and predict: checked, ordered, converted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from numbers import Number
from typing import Any

import numpy as np

from engine.errors import DataError, Text
from engine.graph.symbolic import KerasTensor
from engine.training.ends import INPUT, OUTPUT, Ends, unlisted
from engine.types import Array, Shape


def prepare_inputs(x: Any, ends: Ends) -> list[Array]:
    """Return checked arrays for the inputs, in their order, dtype and shape.

    Parameters
    ----------
    x : object
        What the user gave.
    ends : Ends
        The inputs.

    Raises
    ------
    DataError
        If they do not fit.
    """
    if x is None:
        raise DataError("There is no data. Give the inputs as x.")
    arrays = []
    for given, tensor, name in zip(
        ends.arrange(x), ends.tensors, ends.keys, strict=True
    ):
        array = fit_rank(as_array(given, name, ends.kind), tensor.shape)
        _check_shape(array, tensor.shape, name)
        arrays.append(_convert(array, tensor.dtype, name, ends.kind))
    return arrays


def first_shape(x: Any) -> Shape:
    """Return the shape of the samples of a chain's only input, from data.

    Parameters
    ----------
    x : object
        What the user gave; a symbolic tensor, too.
    """
    if x is None:
        raise DataError("There is no data. Give the inputs as x.")
    given = next(iter(x.values()), None) if isinstance(x, Mapping) else unlisted(x)
    if isinstance(given, KerasTensor):
        return given.shape
    return (None, *as_array(given, "x", INPUT).shape[1:])


def fit_rank(array: Array, shape: Shape) -> Array:
    """Add or drop a last axis of size 1 where a shape has one less or more, as Keras.

    Parameters
    ----------
    array : ndarray
        The samples.
    shape : tuple of int or None
        Shape of the input with the batch axis.
    """
    if array.ndim == len(shape) + 1 and array.shape[-1] == 1:
        return array[..., 0]
    if array.ndim == len(shape) - 1 and shape[-1] == 1:
        return array[..., None]
    return array


def fits(shape: Shape, wanted: Shape) -> bool:
    """Whether the samples of a shape are those of another; batch axes aside."""
    return len(shape) == len(wanted) and all(
        w is None or s is None or w == s
        for s, w in zip(shape[1:], wanted[1:], strict=True)
    )


def _check_shape(array: Array, wanted: Shape, name: str) -> None:
    if fits(array.shape, wanted):
        return
    if fits((None, *array.shape), wanted):
        raise DataError(
            'Data of input "{name}": received a single sample of shape {received}. '
            "Give it a first axis for the samples, as in x[None].",
            name=name,
            received=array.shape,
        )
    raise DataError(
        'Data of input "{name}": each sample must have shape {wanted}. '
        "Received {received} ({count} samples).",
        name=name,
        wanted=wanted[1:],
        received=array.shape[1:],
        count=len(array),
    )


def _convert(array: Array, dtype: str, name: str, what: Text) -> Array:
    if array.dtype == dtype:
        _check_finite(array, name, what)
        return array
    if dtype.startswith("float"):
        with np.errstate(over="ignore"):  # infinite then, and reported
            converted = array.astype(dtype)
        _check_finite(converted, name, what)
        return converted
    _check_finite(array, name, what)
    if dtype != "bool" and array.size and array.dtype.kind != "b":
        limits = np.iinfo(dtype)
        low, high = array.min(), array.max()
        if low < limits.min or high > limits.max:
            raise DataError(
                'Data of {what} "{name}": values must lie in {low} .. {high} '
                "({dtype}). Received {value}.",
                what=what,
                name=name,
                low=limits.min,
                high=limits.max,
                dtype=dtype,
                value=low if low < limits.min else high,
            )
    return array.astype(dtype)


def prepare_targets(y: Any, ends: Ends, needed: Sequence[bool]) -> list[Array | None]:
    """Return checked arrays for the outputs, in their order.

    Parameters
    ----------
    y : object
        What the user gave; outputs that need no targets may be left out.
    ends : Ends
        The outputs.
    needed : sequence of bool
        Which outputs have a loss or metrics; the others get None.

    Raises
    ------
    DataError
        If they do not fit.
    """
    if y is None:
        if not any(needed):
            return [None] * len(ends)
        raise DataError("fit and evaluate need targets. Give them as y.")
    if isinstance(y, Mapping):
        spared = (k for k, need in zip(ends.keys, needed, strict=True) if not need)
        y = {**dict.fromkeys(spared), **y}
    elif isinstance(y, list | tuple) and 0 < sum(needed) == len(y) < len(ends):
        given = iter(y)
        y = [next(given) if need else None for need in needed]
    arrays: list[Array | None] = []
    for one, name, need in zip(ends.arrange(y), ends.keys, needed, strict=True):
        if not need:
            arrays.append(None)
            continue
        array = as_array(one, name, OUTPUT)
        _check_finite(array, name, OUTPUT)
        arrays.append(array)
    return arrays


def prepare_weights(given: Any, ends: Ends) -> list[Array | None] | None:
    """Return the weights of samples for each output, None for no weights at all.

    Parameters
    ----------
    given : array, list, dict or None
        One array for all outputs, or one for each.
    ends : Ends
        The outputs.
    """
    if given is None:
        return None
    if isinstance(given, Mapping) and ends.is_flat:
        for key in given:
            if key not in ends.keys:
                raise ends.unknown(str(key))
        return [
            _weights(given[key], key) if given.get(key) is not None else None
            for key in ends.keys
        ]
    if len(ends) == 1:
        return [_weights(unlisted(given), ends.keys[0])]
    if isinstance(given, Mapping) or (
        isinstance(given, list | tuple) and not _is_numbers(given)
    ):
        return [
            None if one is None else _weights(one, key)
            for one, key in zip(ends.arrange(given), ends.keys, strict=True)
        ]
    array = _weights(given, ", ".join(ends.keys))
    if array.ndim > 2 or (array.ndim == 2 and array.shape[1] != 1):
        raise DataError(
            "sample_weight: one array for several outputs must have one number for "
            "each sample. Received shape {shape}. Give a list with one array for each "
            "output.",
            shape=array.shape,
        )
    return [array] * len(ends)


def _is_numbers(given: Sequence[Any]) -> bool:
    return all(isinstance(one, Number) for one in given)


def _weights(given: Any, name: str) -> Array:
    what = Text("sample weights of output")
    array = as_array(given, name, what)
    _check_finite(array, name, what)
    return array.astype(np.float32, copy=False)


def weights_of_classes(class_weight: Any, y: Sequence[Array | None]) -> Array:
    """Return the weight of each sample for weights of classes.

    Parameters
    ----------
    class_weight : mapping of int to float
        Weight of each class; 1 for those that are missing.
    y : sequence of ndarray
        Class numbers, or one-hot rows, of the only output.
    """
    is_table = isinstance(class_weight, Mapping) and all(
        isinstance(part, Number) and not isinstance(part, complex)
        for pair in class_weight.items()
        for part in pair
    )
    if not is_table:
        raise DataError(
            "class_weight must be a dict of numbers such as {example}. "
            "Received {received!r}.",
            example="{0: 1.0, 1: 3.5}",
            received=class_weight,
        )
    if len(y) != 1 or y[0] is None:
        raise DataError(
            "class_weight works for models with one output. Use sample_weight with "
            "one array for each output."
        )
    labels = y[0]
    if labels.ndim > 1:
        one_hot = labels.shape[-1] > 1
        labels = labels.argmax(axis=-1) if one_hot else labels[..., 0]
    weights = np.ones(labels.shape, np.float32)
    rounded = np.round(labels)
    for number, weight in class_weight.items():
        weights[rounded == number] = weight
    return weights


def as_array(value: Any, name: str, what: Text) -> Array:
    """Return `value` as an array of numbers, one row for each sample.

    Parameters
    ----------
    value : object
        What the user gave.
    name : str
        Name of the input or output.
    what : Text
        Which of them, for messages.

    Raises
    ------
    DataError
        If it is something else.
    """
    if isinstance(value, KerasTensor):
        raise DataError(
            'Data of {what} "{name}": is a symbolic tensor, without numbers. Call the '
            "model on it, as in model(tensor), or give an array.",
            what=what,
            name=name,
        )
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        raise DataError(
            'Data of {what} "{name}": has masked values. Fill them, as in x.filled(0).',
            what=what,
            name=name,
        )
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise DataError(
            'Data of {what} "{name}": rows have different lengths. '
            "Pad them to one length.",
            what=what,
            name=name,
        ) from error
    if array.ndim == 0:
        raise _no_rows(value, array, name, what)
    if array.dtype.kind == "O":
        array = _numbers_of_objects(array, name, what)
    if array.dtype.kind not in "biuf":
        raise _no_numbers(array, name, what)
    return array


def _no_rows(value: Any, array: Array, name: str, what: Text) -> DataError:
    if array.dtype.kind in "biuf":
        return DataError(
            'Data of {what} "{name}": must have one row for each sample. '
            "Received a single number.",
            what=what,
            name=name,
        )
    return DataError(
        'Data of {what} "{name}": must be an array of numbers. Received {received}.',
        what=what,
        name=name,
        received=Text("nothing") if value is None else type(value).__name__,
    )


def _numbers_of_objects(array: Array, name: str, what: Text) -> Array:
    """Convert an array of Python's numbers, such as a table of mixed columns."""
    flat = array.reshape(-1)
    for position, element in enumerate(flat):
        if not isinstance(element, bool | int | float | np.number | np.bool_):
            raise DataError(
                'Data of {what} "{name}": must be numbers. Received {value!r} in '
                "sample {row}. Turn such values into numbers first.",
                what=what,
                name=name,
                value=element,
                row=position // max(1, flat.size // len(array)),
            )
    return array.astype(np.float64)


def _no_numbers(array: Array, name: str, what: Text) -> DataError:
    if array.dtype.kind in "US" and array.size:
        return DataError(
            'Data of {what} "{name}": must be numbers. Received text, such as '
            "{value!r}. Turn texts into numbers first.",
            what=what,
            name=name,
            value=str(array.reshape(-1)[0]),
        )
    return DataError(
        'Data of {what} "{name}": must be numbers. Received dtype {dtype}.',
        what=what,
        name=name,
        dtype=array.dtype,
    )


def _check_finite(array: Array, name: str, what: Text) -> None:
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


def check_lengths(arrays: Iterable[tuple[str, Array | None]]) -> None:
    """Raise unless all arrays have the same, non-zero number of samples.

    Parameters
    ----------
    arrays : iterable of (str, ndarray or None)
        Arrays with the names that a message shows.
    """
    lengths = [(name, len(array)) for name, array in arrays if array is not None]
    if len({length for _, length in lengths}) > 1:
        raise DataError(
            "All arrays must have the same number of samples. Received {lengths}.",
            lengths=", ".join(f"{name}: {length}" for name, length in lengths),
        )
    if lengths and lengths[0][1] == 0:
        raise DataError("The data has no samples. Give at least one row.")
