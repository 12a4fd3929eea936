"""Describes one column of a data set: its kind, shape, classes and statistics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

Kind = Literal["numeric", "category", "tokens", "image", "sequence", "text"]
KINDS: tuple[str, ...] = get_args(Kind)

Array = npt.NDArray[Any]

MISSING_CODE = -1
"""Code of a missing value in a category column."""


@dataclass(frozen=True)
class Column:
    """Values of one column, as a source hands them to a `Dataset`.

    Attributes
    ----------
    values : ndarray of shape (n, ...)
        Numbers; for a category the codes 0..k-1, and -1 where missing; for text an
        object array of str, and None where missing.
    kind : str
        One of `KINDS`.
    classes : tuple of str
        Names of the codes of a category, else empty.
    doc : str
        One line for people.
    """

    values: Array
    kind: Kind = "numeric"
    classes: tuple[str, ...] = ()
    doc: str = ""


@dataclass(frozen=True)
class Field:
    """What is known of one column.

    Attributes
    ----------
    name : str
        Name of the column.
    kind : str
        ``"numeric"`` (a number, or a vector of numbers), ``"category"`` (one of
        `classes`), ``"tokens"`` (numbers of words), ``"image"`` (height, width[,
        channels]), ``"sequence"`` (steps, features) or ``"text"``.
    shape : tuple of int
        Shape of one row; ``()`` for a single value.
    dtype : str
        NumPy's name of the type; ``"str"`` for text.
    classes : tuple of str
        Names of the classes of a category, in the order of their codes.
    doc : str
        One line for people.
    min, max, mean : float or None
        Of the finite numbers; None for categories and text.
    missing : int
        Rows in which a value is missing.
    distinct : int or None
        Number of different values; None where it is not counted (shape not ``()``).
    integral : bool
        Whether all numbers are whole.
    """

    name: str
    kind: Kind
    shape: tuple[int, ...]
    dtype: str
    classes: tuple[str, ...] = ()
    doc: str = ""
    min: float | None = None
    max: float | None = None
    mean: float | None = None
    missing: int = 0
    distinct: int | None = None
    integral: bool = False


def describe(name: str, column: Column) -> Field:
    """Look at every value of a column once.

    Parameters
    ----------
    name : str
        Name of the column.
    column : Column
        Its values.

    Returns
    -------
    Field
        With statistics.
    """
    values = column.values
    shape = tuple(values.shape[1:])
    if column.kind == "text":
        present = [value for value in values if value is not None]
        return Field(
            name,
            column.kind,
            shape,
            "str",
            doc=column.doc,
            missing=len(values) - len(present),
            distinct=len(set(present)),
        )
    if column.kind == "category":
        codes = values[values != MISSING_CODE]
        return Field(
            name,
            column.kind,
            shape,
            str(values.dtype),
            classes=column.classes,
            doc=column.doc,
            missing=len(values) - len(codes),
            distinct=len(np.unique(codes)),
            integral=True,
        )
    return _describe_numbers(name, column, shape)


def _describe_numbers(name: str, column: Column, shape: tuple[int, ...]) -> Field:
    """`describe` for everything that is made of numbers."""
    values = column.values
    missing = 0
    finite = values
    if values.dtype.kind == "f":
        gaps = np.isnan(values)
        missing = int(gaps.reshape(len(values), -1).any(axis=1).sum())
        good = np.isfinite(values)
        finite = values if good.all() else values[good]
    integral = values.dtype.kind in "iu" or bool((finite == np.floor(finite)).all())
    return Field(
        name,
        column.kind,
        shape,
        str(values.dtype),
        doc=column.doc,
        min=float(finite.min()) if finite.size else None,
        max=float(finite.max()) if finite.size else None,
        mean=float(finite.mean(dtype=np.float64)) if finite.size else None,
        missing=missing,
        distinct=len(np.unique(finite)) if shape == () else None,
        integral=integral,
    )
