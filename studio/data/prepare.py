"""Data set, bindings and split to the arrays that training and prediction take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from studio.data.binding import Binding
from studio.data.dataset import Dataset
from studio.data.errors import DataError
from studio.data.fields import Array
from studio.data.split import Split
from studio.data.transforms import EndTransform, Role, Transforms, fit_end


@dataclass(frozen=True)
class Part:
    """Arrays for one use.

    Attributes
    ----------
    x, y : dict of str to ndarray of shape (n, ...)
        By name of the Input and Output nodes. `y` is empty, or lacks outputs, where
        new rows come without labels.
    rows : ndarray of int, shape (n,)
        Row of the data set that each entry came from.
    """

    x: dict[str, Array]
    y: dict[str, Array]
    rows: Array

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Prepared:
    """What a run needs: three parts, and what was learned about the columns.

    Attributes
    ----------
    train, validation, test : Part
        Validation and test have no rows when the split asks for none.
    transforms : Transforms
        For new rows and for reading predictions; goes to the project file.
    split : Split
        As given; its `shuffle` belongs to ``fit``, too.
    fingerprint : str
        Of the data set.
    """

    train: Part
    validation: Part
    test: Part
    transforms: Transforms
    split: Split
    fingerprint: str

    @property
    def classes(self) -> dict[str, tuple[str, ...]]:
        """Names of the classes of every output; empty for numbers."""
        return {name: end.classes for name, end in self.transforms.outputs.items()}


def prepare(
    dataset: Dataset,
    inputs: Mapping[str, Binding],
    outputs: Mapping[str, Binding],
    split: Split | None = None,
) -> Prepared:
    """Make the arrays of a run.

    Parameters
    ----------
    dataset : Dataset
        Rows and columns.
    inputs, outputs : mapping of str to Binding
        What is bound to the Input and Output nodes, by their names.
    split : Split, optional
        How rows are parted; 20 % for validation when absent.

    Returns
    -------
    Prepared
        Scales are learned from the training rows only.

    Raises
    ------
    DataError
        With the node, the column, what was found and what to do.
    """
    split = split or Split()
    if not inputs:
        raise DataError(
            "The model has no Input with data. Add an Input node and bind a column."
        )
    if not outputs:
        raise DataError(
            "The model has no Output with data. Add an Output node and bind a column."
        )
    rows = split.rows(dataset.n_rows)

    def fit(role: Role, bindings: Mapping[str, Binding]) -> dict[str, EndTransform]:
        return {
            name: fit_end(dataset, role, name, binding, rows.train)
            for name, binding in bindings.items()
        }

    transforms = Transforms(fit("Input", inputs), fit("Output", outputs))
    x = {name: end.encode(dataset) for name, end in transforms.inputs.items()}
    y = {name: end.encode(dataset) for name, end in transforms.outputs.items()}
    return Prepared(
        train=_part(x, y, rows.train),
        validation=_part(x, y, rows.validation),
        test=_part(x, y, rows.test),
        transforms=transforms,
        split=split,
        fingerprint=dataset.fingerprint(),
    )


def apply(dataset: Dataset, transforms: Transforms, labels: bool | None = None) -> Part:
    """Make the arrays of new rows with what was learned before.

    Parameters
    ----------
    dataset : Dataset
        Has the bound columns of all inputs, by the same names.
    transforms : Transforms
        From `Prepared.transforms`.
    labels : bool, optional
        True: every output must have its columns, as for an evaluation. False: none is
        read. None: those outputs are read whose columns are there without gaps.

    Returns
    -------
    Part
        All rows, in order.

    Raises
    ------
    DataError
        As for `prepare`, and for classes that the model does not know.
    """
    x = {name: _encode(dataset, end) for name, end in transforms.inputs.items()}
    y = {
        name: _encode(dataset, end)
        for name, end in transforms.outputs.items()
        if labels or (labels is None and _has_labels(dataset, end))
    }
    return Part(x, y, np.arange(dataset.n_rows))


def check_labels(end: EndTransform, labels: Array, units: int, loss: str) -> None:
    """Check that labels fit the last layer and the loss, before training starts.

    Parameters
    ----------
    end : EndTransform
        The output.
    labels : ndarray of shape (n, ...)
        Its array, from `Part.y`.
    units : int
        Size of the last axis of what the model predicts.
    loss : str
        Keras' name of the loss; others than the crossentropies and the errors of
        regression are not checked.

    Raises
    ------
    DataError
        With the first row that does not fit.
    """
    if loss == "sparse_categorical_crossentropy":
        _check_range(end, labels, 0, units - 1, units)
    elif loss == "binary_crossentropy":
        _check_width(end, labels, units)
        _check_range(end, labels, 0, 1, units)
    elif loss == "categorical_crossentropy":
        if labels.shape[-1] != units and end.classes:
            raise DataError(
                "{where}: categorical_crossentropy needs one-hot labels. Column "
                '"{column}" gives class numbers of {classes} classes for {units} '
                "units. Set its encoding to one_hot, or the loss to "
                "sparse_categorical_crossentropy.",
                where=end.where,
                column=end.columns[0].column,
                classes=len(end.classes),
                units=units,
            )
        _check_width(end, labels, units)
    elif loss in ("mse", "mean_squared_error", "mae", "mean_absolute_error"):
        _check_width(end, labels, units)


def _part(x: Mapping[str, Array], y: Mapping[str, Array], rows: Array) -> Part:
    """Arrays of some rows."""
    return Part(
        {name: array[rows] for name, array in x.items()},
        {name: array[rows] for name, array in y.items()},
        rows,
    )


def _encode(dataset: Dataset, end: EndTransform) -> Array:
    """Array of one node, with an error that names a column which is not there."""
    for column in end.columns:
        if column.column not in dataset.names:
            raise DataError(
                '{where}: the new data "{dataset}" has no column "{column}", which '
                "the model was trained with. Add the column.",
                where=end.where,
                dataset=dataset.title,
                column=column.column,
            )
    return end.encode(dataset)


def _has_labels(dataset: Dataset, end: EndTransform) -> bool:
    """Whether all columns of an output are there and complete."""
    return all(
        column.column in dataset.names and not dataset.fields[column.column].missing
        for column in end.columns
    )


def _check_range(
    end: EndTransform, labels: Array, low: int, high: int, units: int
) -> None:
    """Labels must lie within low..high."""
    bad = (labels < low) | (labels > high)
    if bad.any():
        row = int(np.flatnonzero(bad.reshape(len(bad), -1).any(axis=1))[0])
        raise DataError(
            '{where}: label {received} of column "{column}" is out of range: '
            "{units} units take labels from {low} to {high}. Change the units of the "
            'last layer, or set the encoding of the column to "index".',
            where=end.where,
            received=_shown_number(labels[row].reshape(-1)[bad[row].reshape(-1)][0]),
            column=end.columns[0].column,
            units=units,
            low=low,
            high=high,
        )


def _check_width(end: EndTransform, labels: Array, units: int) -> None:
    """Labels must be as wide as the predictions."""
    if labels.shape[-1] != units:
        raise DataError(
            "{where}: the data has {received} numbers a row, but the last layer has "
            "{units} units. Give the last layer {received} units.",
            where=end.where,
            received=labels.shape[-1],
            units=units,
        )


def _shown_number(value: float) -> str:
    """Write a label for an error text."""
    return f"{float(value):g}"
