"""Columns to arrays: learned on training rows, kept, and used on new rows.

`ColumnTransform` treats one column, `EndTransform` joins the columns of one Input or
Output node, `Transforms` holds those of a whole model. All are plain values that go to
a project file as JSON.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np

from studio.data.binding import Binding
from studio.data.dataset import Dataset
from studio.data.errors import DataError, listed, nearest, shown
from studio.data.fields import MISSING_CODE, Array, Field

Role = Literal["Input", "Output"]
Mode = Literal["number", "index", "one_hot"]

MAX_CLASSES = 1000
INT32_MAX = 2**31 - 1


@dataclass(frozen=True)
class ColumnTransform:
    """How one column becomes numbers.

    Attributes
    ----------
    column : str
        Name of the field.
    mode : str
        ``"number"``, ``"index"`` (class number) or ``"one_hot"``.
    shape : tuple of int
        Shape of one row of the field.
    dtype : str
        Of the result, ``"float32"`` or ``"int32"``.
    classes : tuple of str
        Names of the classes; empty for numbers.
    shift, factor : tuple of float
        Scaled value = (value - shift) / factor, along the last axis; empty for no
        scaling.
    """

    column: str
    mode: Mode
    shape: tuple[int, ...]
    dtype: str
    classes: tuple[str, ...] = ()
    shift: tuple[float, ...] = ()
    factor: tuple[float, ...] = ()

    @property
    def encoded_shape(self) -> tuple[int, ...]:
        """Shape of one row of the result."""
        if self.mode == "one_hot":
            return (len(self.classes),)
        return self.shape or (1,)

    def encode(self, dataset: Dataset, where: str) -> Array:
        """Turn the column of a data set into numbers.

        Parameters
        ----------
        dataset : Dataset
            It has the column.
        where : str
            Begins error texts, such as ``'Input "pixels"'``.

        Returns
        -------
        ndarray of shape (n, ...)
            Rows of `encoded_shape`, of type `dtype`.

        Raises
        ------
        DataError
            For missing or infinite values, another shape, and unknown classes.
        """
        values = dataset.column(self.column)
        field = dataset.fields[self.column]
        if field.shape != self.shape:
            raise DataError(
                '{where}: column "{column}" has shape {received} a row, but the model '
                "was set up with {expected}. Use data of the same shape.",
                where=where,
                column=self.column,
                received=field.shape,
                expected=self.shape,
            )
        if self.mode != "number":
            return self._encode_classes(dataset, field, where)
        if field.kind in ("category", "text"):
            raise _text_instead_of_numbers(dataset, field, where)
        check_complete(dataset, field, where)
        if self.dtype == "int32":
            return _whole_numbers(values, field, where)
        with np.errstate(over="ignore", invalid="ignore"):  # reported below
            scaled = values
            if self.shift:
                scaled = (values.astype(np.float64) - self.shift) / self.factor
            result = scaled.astype(np.float32)
        if not np.isfinite(result).all():
            raise DataError(
                '{where}: column "{column}" has infinite or huge values '
                "(first in row {row}). Correct the data.",
                where=where,
                column=self.column,
                row=_first_bad_row(~np.isfinite(result)) + 1,
            )
        return result.reshape(len(values), *self.encoded_shape)

    def decode(self, numbers: Array) -> Array:
        """Undo the scaling of numbers that a model predicted."""
        if not self.shift:
            return numbers
        unscaled = numbers.astype(np.float64) * self.factor + self.shift
        return unscaled.astype(np.float32)

    def _encode_classes(self, dataset: Dataset, field: Field, where: str) -> Array:
        """`encode` for the modes ``index`` and ``one_hot``."""
        check_complete(dataset, field, where)
        names, codes = class_codes(dataset, field.name, where)
        number = {name: code for code, name in enumerate(self.classes)}
        unknown = [name for name in names if name not in number]
        if unknown:
            present = set(np.unique(codes).tolist())
            unknown = [n for c, n in enumerate(names) if c in present and n in unknown]
        if unknown:
            row = int(np.flatnonzero(codes == names.index(unknown[0]))[0]) + 1
            raise DataError(
                '{where}: column "{column}" has the class {received} in row {row}, '
                "which the model does not know. It knows {known}.",
                where=where,
                column=self.column,
                received=shown(unknown[0]),
                row=row,
                known=listed(self.classes),
            )
        table = np.array([number.get(name, 0) for name in names], np.int32)
        index = table[codes]
        if self.mode == "one_hot":
            return np.eye(len(self.classes), dtype=np.float32)[index]
        return index[:, None]


@dataclass(frozen=True)
class EndTransform:
    """How the columns bound to one Input or Output node become one array.

    Attributes
    ----------
    role : str
        ``"Input"`` or ``"Output"``.
    name : str
        Name of the node.
    columns : tuple of ColumnTransform
        Several are joined along the last axis.
    """

    role: Role
    name: str
    columns: tuple[ColumnTransform, ...]

    @property
    def where(self) -> str:
        """Beginning of error texts."""
        return f'{self.role} "{self.name}"'

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of one row of the array."""
        if len(self.columns) == 1:
            return self.columns[0].encoded_shape
        return (sum(column.encoded_shape[0] for column in self.columns),)

    @property
    def dtype(self) -> str:
        """NumPy's name of the type of the array."""
        types = {column.dtype for column in self.columns}
        return "int32" if types == {"int32"} else "float32"

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes, if one column of classes is bound; else empty."""
        return self.columns[0].classes if len(self.columns) == 1 else ()

    def encode(self, dataset: Dataset) -> Array:
        """Turn the columns of a data set into one array."""
        arrays = [column.encode(dataset, self.where) for column in self.columns]
        if len(arrays) == 1:
            return arrays[0]
        return np.concatenate(arrays, axis=-1).astype(self.dtype, copy=False)

    def decode(self, predictions: Array) -> Array:
        """Turn what a model predicts into what stands in the data.

        Parameters
        ----------
        predictions : ndarray of shape (n, ...)
            Probabilities of classes (one number for two classes), or numbers.

        Returns
        -------
        ndarray
            Class names of shape (n,), for several two-class columns (n, k); or numbers
            without the scaling.
        """
        if self.classes:
            names = np.array(self.classes, dtype=object)
            if predictions.shape[-1] == 1:
                chosen = (predictions[..., 0] > 0.5).astype(np.intp)
            else:
                chosen = predictions.argmax(axis=-1)
            return names[np.minimum(chosen, len(names) - 1)]
        parts = []
        start = 0
        for column in self.columns:
            stop = start + column.encoded_shape[-1]
            part = predictions[..., start:stop]
            if column.mode == "index":
                pick = np.clip(np.round(part), 0, len(column.classes) - 1)
                part = np.array(column.classes, dtype=object)[pick.astype(np.intp)]
            parts.append(column.decode(part) if column.mode == "number" else part)
            start = stop
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=-1)


@dataclass(frozen=True)
class Transforms:
    """Everything that was learned about the columns of a model.

    Attributes
    ----------
    inputs, outputs : dict of str to EndTransform
        By name of the node.
    """

    inputs: dict[str, EndTransform]
    outputs: dict[str, EndTransform]

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data for a project file."""
        return {
            "inputs": {name: _end_json(end) for name, end in self.inputs.items()},
            "outputs": {name: _end_json(end) for name, end in self.outputs.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote.

        Raises
        ------
        DataError
            If it is something else.
        """
        try:
            inputs = {n: _end(data_, "Input", n) for n, data_ in data["inputs"].items()}
            outputs = {
                n: _end(data_, "Output", n) for n, data_ in data["outputs"].items()
            }
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DataError(
                "Stored data transforms are damaged ({reason}). Train the model again.",
                reason=shown(str(error)),
            ) from error
        return cls(inputs, outputs)


def fit_end(
    dataset: Dataset, role: Role, name: str, binding: Binding, rows: Array
) -> EndTransform:
    """Learn how the columns of one node become an array.

    Parameters
    ----------
    dataset : Dataset
        All rows.
    role : str
        ``"Input"`` or ``"Output"``.
    name : str
        Name of the node.
    binding : Binding
        Columns, scale and encoding.
    rows : ndarray of int
        Training rows: scales are learned from these only.

    Raises
    ------
    DataError
        If the columns cannot be bound so.
    """
    where = f'{role} "{name}"'
    if not binding.columns:
        raise DataError(
            "{where}: no data is bound. Drag a column onto the node.", where=where
        )
    columns = tuple(
        _fit_column(dataset, column, binding, role, where, rows)
        for column in binding.columns
    )
    wide = [c for c in columns if len(c.encoded_shape) > 1]
    if wide and len(columns) > 1:
        raise DataError(
            '{where}: column "{column}" has shape {shape} a row and cannot be joined '
            "with others. Bind it alone, and give the others a node of their own.",
            where=where,
            column=wide[0].column,
            shape=wide[0].shape,
        )
    many = [c for c in columns if c.mode == "index" and len(c.classes) > 2]
    if role == "Output" and len(columns) > 1 and many:
        raise DataError(
            '{where}: column "{column}" has {count} classes and cannot share an '
            "output. Make one Output node for each column of classes.",
            where=where,
            column=many[0].column,
            count=len(many[0].classes),
        )
    return EndTransform(role, name, columns)


def class_codes(
    dataset: Dataset, column: str, where: str
) -> tuple[tuple[str, ...], Array]:
    """Read a column as classes, whatever its kind.

    Parameters
    ----------
    dataset : Dataset
        It has the column, without missing values.
    column : str
        A category, a text, or single numbers.
    where : str
        Begins error texts.

    Returns
    -------
    names : tuple of str
        Of the classes: numbers in ascending order, written without ``.0``.
    codes : ndarray of shape (n,)
        Class of every row.

    Raises
    ------
    DataError
        If these are no classes: values with a shape, or too many different ones.
    """
    field = dataset.fields[column]
    values = dataset.column(column)
    if field.shape not in ((), (1,)):
        raise DataError(
            '{where}: column "{column}" has shape {shape} a row and cannot be a '
            'column of classes. Set its encoding to "auto".',
            where=where,
            column=column,
            shape=field.shape,
        )
    if field.kind == "category":
        return field.classes, values
    if field.kind == "text":
        values = values.astype(str)
    different, codes = np.unique(values.reshape(-1), return_inverse=True)
    if len(different) > MAX_CLASSES:
        raise DataError(
            '{where}: column "{column}" has {count} different values, at most '
            "{limit} can be classes. Bind a column with fewer values, or use it as "
            'numbers with encoding "auto".',
            where=where,
            column=column,
            count=len(different),
            limit=MAX_CLASSES,
        )
    if field.kind == "text":
        return tuple(str(text) for text in different), codes
    return tuple(_number_name(value) for value in different.tolist()), codes


def check_complete(dataset: Dataset, field: Field, where: str) -> None:
    """Raise a DataError if values are missing."""
    if not field.missing:
        return
    values = dataset.column(field.name)
    if field.kind == "category":
        gaps = values == MISSING_CODE
    elif field.kind == "text":
        gaps = np.array([value is None for value in values])
    else:
        gaps = np.isnan(values)
    raise DataError(
        '{where}: column "{column}" has no value in {count} of {rows} rows '
        "(first: row {row}). Fill the gaps or delete these rows in the file.",
        where=where,
        column=field.name,
        count=field.missing,
        rows=dataset.n_rows,
        row=_first_bad_row(gaps) + 1,
    )


def _fit_column(
    dataset: Dataset,
    column: str,
    binding: Binding,
    role: Role,
    where: str,
    rows: Array,
) -> ColumnTransform:
    """Learn how one column becomes numbers."""
    if column not in dataset.names:
        raise _unknown_column(dataset, column, where)
    field = dataset.fields[column]
    mode = _mode(field, binding, role)
    if mode == "number" and field.kind == "text":
        raise _text_instead_of_numbers(dataset, field, where)
    check_complete(dataset, field, where)
    if mode != "number":
        classes, _ = class_codes(dataset, column, where)
        if len(classes) < 2:
            raise DataError(
                '{where}: column "{column}" has one class only ({received}). '
                "Bind a column with at least two.",
                where=where,
                column=column,
                received=listed(classes),
            )
        dtype = "int32" if mode == "index" else "float32"
        return ColumnTransform(column, mode, field.shape, dtype, classes)
    if field.kind == "tokens" and binding.scale != "none":
        raise DataError(
            '{where}: column "{column}" holds numbers of words, which scaling would '
            'spoil. Set the scale to "none".',
            where=where,
            column=column,
        )
    is_whole = field.kind == "tokens" or (
        role == "Output" and np.dtype(field.dtype).kind in "iu"
    )
    dtype = "int32" if is_whole and binding.scale == "none" else "float32"
    shift, factor = _fit_scale(dataset.column(column)[rows], binding)
    return ColumnTransform(
        column, "number", field.shape, dtype, shift=shift, factor=factor
    )


def _mode(field: Field, binding: Binding, role: Role) -> Mode:
    """How a binding treats a field."""
    if binding.encoding != "auto":
        return binding.encoding
    if field.kind == "category":
        return "one_hot" if role == "Input" else "index"
    return "number"


def _fit_scale(
    values: Array, binding: Binding
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Shift and factor along the last axis; constant values are only shifted."""
    if binding.scale == "none":
        return (), ()
    values = values.astype(np.float64)
    flat = values.reshape(-1, values.shape[-1] if values.ndim > 1 else 1)
    with np.errstate(all="ignore"):  # infinite values are reported when encoding
        if binding.scale == "standardize":
            shift, factor = flat.mean(axis=0), flat.std(axis=0)
        else:
            shift = flat.min(axis=0)
            factor = flat.max(axis=0) - shift
    tiny = ~(factor > 1e-12 * np.maximum(1, np.abs(shift)))
    factor = np.where(tiny, 1.0, factor)
    return tuple(shift.tolist()), tuple(factor.tolist())


def _whole_numbers(values: Array, field: Field, where: str) -> Array:
    """Integers as int32, at least one axis a row."""
    if abs(field.min or 0) > INT32_MAX or abs(field.max or 0) > INT32_MAX:
        raise DataError(
            '{where}: column "{column}" has whole numbers beyond {limit}. '
            "Use smaller numbers.",
            where=where,
            column=field.name,
            limit=INT32_MAX,
        )
    return values.astype(np.int32).reshape(len(values), *(field.shape or (1,)))


def _first_bad_row(bad: Array) -> int:
    """First row in which anything is true."""
    return int(np.flatnonzero(bad.reshape(len(bad), -1).any(axis=1))[0])


def _number_name(value: float) -> str:
    """Name of a class that is a number."""
    return str(int(value)) if float(value).is_integer() else repr(value)


def _unknown_column(dataset: Dataset, column: str, where: str) -> DataError:
    """Error for a bound column that the data does not have."""
    meant = nearest(column, dataset.names)
    if meant is not None:
        return DataError(
            '{where}: data "{dataset}" has no column "{column}". '
            'Did you mean "{meant}"?',
            where=where,
            dataset=dataset.title,
            column=column,
            meant=meant,
        )
    return DataError(
        '{where}: data "{dataset}" has no column "{column}". '
        "It has {known}; bind one of these.",
        where=where,
        dataset=dataset.title,
        column=column,
        known=listed(dataset.names),
    )


def _text_instead_of_numbers(dataset: Dataset, field: Field, where: str) -> DataError:
    """Error for texts where numbers are needed, with the first text that is none."""
    texts = [
        field.classes[value] if field.kind == "category" and value >= 0 else value
        for value in dataset.column(field.name).tolist()
    ]
    bad = [
        row
        for row, text in enumerate(texts)
        if isinstance(text, str) and not _is_float(text)
    ]
    row = bad[0] if bad else 0  # all may be numbers that were stored as text
    text = texts[row]
    return DataError(
        '{where}: column "{column}" holds text, not numbers: {received} in row {row}. '
        'Correct the data, bind another column, or set the encoding to "one_hot" if '
        "the texts are classes.",
        where=where,
        column=field.name,
        received=shown(text),
        row=row + 1,
    )


def _is_float(text: str) -> bool:
    """Whether a text is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def _end_json(end: EndTransform) -> list[dict[str, Any]]:
    """JSON data of one node."""
    return [
        {
            **dataclasses.asdict(column),
            "shape": list(column.shape),
            "classes": list(column.classes),
            "shift": list(column.shift),
            "factor": list(column.factor),
        }
        for column in end.columns
    ]


def _end(data: list[dict[str, Any]], role: Role, name: str) -> EndTransform:
    """Read and check what `_end_json` wrote; raises ValueError, TypeError, KeyError."""
    columns = []
    for item in data:
        column = ColumnTransform(
            column=str(item["column"]),
            mode=item["mode"],
            shape=tuple(int(size) for size in item["shape"]),
            dtype=item["dtype"],
            classes=tuple(str(name) for name in item["classes"]),
            shift=tuple(float(value) for value in item["shift"]),
            factor=tuple(float(value) for value in item["factor"]),
        )
        _check_stored(column)
        columns.append(column)
    if not columns:
        raise ValueError(f"{name} has no columns")
    return EndTransform(role, str(name), tuple(columns))


def _check_stored(column: ColumnTransform) -> None:
    """Raise ValueError for a transform that cannot have been written by us."""
    width = column.shape[-1] if column.shape else 1
    scale = (*column.shift, *column.factor)
    if (
        column.mode not in ("number", "index", "one_hot")
        or column.dtype not in ("float32", "int32")
        or min(column.shape, default=0) < 0
        or (column.mode == "number") == bool(column.classes)
        or len(column.classes) > MAX_CLASSES
        or len(column.shift) != len(column.factor)
        or len(column.shift) not in (0, width)
        or not all(math.isfinite(value) for value in scale)
        or 0 in column.factor
    ):
        raise ValueError(f"column {column.column}")
