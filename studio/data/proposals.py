"""What a node should look like for the columns that are dropped on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from studio.data.binding import Binding, Encoding, Scale
from studio.data.dataset import Dataset
from studio.data.errors import DataError
from studio.data.fields import Field
from studio.data.transforms import class_codes, fit_end

FEW_CLASSES = 20
"""Whole numbers with at most so many different values are taken for classes."""

LARGE_INPUT = 5.0
LARGE_TARGET = 10.0
"""Numbers beyond these are worth scaling before a network meets them."""

ROWS_LOOKED_AT = 10_000


def propose_input(
    dataset: Dataset, columns: str | Sequence[str], name: str = ""
) -> dict[str, Any]:
    """Propose settings of an Input node.

    Parameters
    ----------
    dataset : Dataset
        Where the columns are.
    columns : str or sequence of str
        Names of fields.
    name : str, optional
        Name of the node, for error texts.

    Returns
    -------
    dict
        ``shape`` (tuple, without the batch), ``dtype``, and for the binding ``scale``
        and ``encoding``.

    Raises
    ------
    DataError
        If the columns cannot feed an input.
    """
    names = _names(columns)
    fields = [dataset.fields[name] for name in names if name in dataset.fields]
    scale = _input_scale(fields)
    binding = Binding(names, scale=scale)
    end = fit_end(dataset, "Input", name, binding, np.arange(dataset.n_rows))
    return {
        "shape": end.shape,
        "dtype": end.dtype,
        "scale": scale,
        "encoding": "auto",
    }


def propose_output(
    dataset: Dataset, columns: str | Sequence[str], name: str = ""
) -> dict[str, Any]:
    """Propose the last layer, the loss and the metrics of an Output node.

    Parameters
    ----------
    dataset : Dataset
        Where the columns are.
    columns : str or sequence of str
        Names of fields.
    name : str, optional
        Name of the node, for error texts.

    Returns
    -------
    dict
        ``units``, ``activation``, ``loss``, ``metrics`` (list of str), and for the
        binding ``encoding`` and ``scale``.

    Raises
    ------
    DataError
        If the columns cannot be the labels of an output.
    """
    names = _names(columns)
    fields = [dataset.fields[name] for name in names if name in dataset.fields]
    is_classes = len(fields) == len(names) and all(map(_looks_like_classes, fields))
    if is_classes:
        counts = [len(class_codes(dataset, name, "Output")[0]) for name in names]
        if len(names) == 1 and counts[0] > 2:
            _fit_output(dataset, name, names, "index", "none")
            return _proposal(counts[0], "softmax", "sparse_categorical_crossentropy")
        if max(counts) <= 2:
            _fit_output(dataset, name, names, "index", "none")
            return _proposal(len(names), "sigmoid", "binary_crossentropy")
    scale = _output_scale(fields)
    units = _fit_output(dataset, name, names, "auto", scale)
    if len(fields) == 1 and fields[0].shape and units > 1:
        kind = _vector_kind(dataset, fields[0])
        if kind == "one_hot":
            return _proposal(units, "softmax", "categorical_crossentropy", "auto")
        if kind == "flags":
            return _proposal(units, "sigmoid", "binary_crossentropy", "auto")
    return {
        "units": units,
        "activation": "linear",
        "loss": "mse",
        "metrics": ["mae"],
        "encoding": "auto",
        "scale": scale,
    }


def _names(columns: str | Sequence[str]) -> tuple[str, ...]:
    """Names as a tuple, also for a single one."""
    return (columns,) if isinstance(columns, str) else tuple(columns)


def _proposal(
    units: int, activation: str, loss: str, encoding: Encoding = "index"
) -> dict[str, Any]:
    """Proposal for an output with classes."""
    return {
        "units": units,
        "activation": activation,
        "loss": loss,
        "metrics": ["accuracy"],
        "encoding": encoding,
        "scale": "none",
    }


def _fit_output(
    dataset: Dataset,
    name: str,
    names: tuple[str, ...],
    encoding: Encoding,
    scale: Scale,
) -> int:
    """Width of the array of an output; raises if the columns cannot be one."""
    binding = Binding(names, scale=scale, encoding=encoding)
    end = fit_end(dataset, "Output", name, binding, np.arange(dataset.n_rows))
    if any(column.mode != "number" for column in end.columns) and encoding == "auto":
        raise DataError(
            "Output: columns of classes and columns of numbers cannot share an output "
            "({columns}). Make one Output node for each.",
            columns=", ".join(names),
        )
    return end.shape[-1]


def _looks_like_classes(field: Field) -> bool:
    """Whether single values are classes: a category, or few different whole numbers."""
    if field.kind == "category":
        return True
    return (
        field.kind == "numeric"
        and field.shape == ()
        and field.integral
        and field.distinct is not None
        and 2 <= field.distinct <= FEW_CLASSES
    )


def _vector_kind(dataset: Dataset, field: Field) -> str:
    """Tell one-hot vectors and vectors of flags from other numbers."""
    if len(field.shape) != 1 or not field.integral or (field.min, field.max) != (0, 1):
        return "numbers"
    sums = dataset.column(field.name)[:ROWS_LOOKED_AT].sum(axis=1)
    return "one_hot" if (sums == 1).all() else "flags"


def _is_beyond(field: Field, limit: float) -> bool:
    """Whether numbers are large enough to disturb training."""
    if field.kind in ("category", "text", "tokens"):
        return False
    return max(abs(field.min or 0), abs(field.max or 0)) > limit


def _input_scale(fields: Sequence[Field]) -> Scale:
    """Pixels in bytes go to 0..1; numbers of different sizes are standardised."""
    is_large = any(_is_beyond(field, LARGE_INPUT) for field in fields)
    if not is_large or any(field.kind == "tokens" for field in fields):
        return "none"
    is_bytes = all(field.dtype == "uint8" and field.shape for field in fields)
    return "minmax" if is_bytes else "standardize"


def _output_scale(fields: Sequence[Field]) -> Scale:
    """Large targets are standardised, so that the first steps are not huge."""
    is_large = any(_is_beyond(field, LARGE_TARGET) for field in fields)
    if not is_large or any(field.kind == "tokens" for field in fields):
        return "none"
    return "standardize"
