"""A table of named columns in memory, whatever source it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from studio.data.errors import DataError, listed, nearest
from studio.data.fields import MISSING_CODE, Array, Column, Field, describe

FINGERPRINT_LENGTH = 16


class Dataset:
    """Rows of data with named columns. It never changes, so threads can share it.

    Parameters
    ----------
    name : str
        Short name, such as ``"iris"`` or the stem of a file.
    title : str
        Name for people.
    columns : mapping of str to Column
        All with the same number of rows, at least one.
    description : str
        A sentence or two.
    licence : str
        Under which the data may be used; empty for the user's own files.
    """

    def __init__(
        self,
        name: str,
        title: str,
        columns: Mapping[str, Column],
        *,
        description: str = "",
        licence: str = "",
    ) -> None:
        self.name = name
        self.title = title
        self.description = description
        self.licence = licence
        self._columns = dict(columns)
        lengths = {len(column.values) for column in self._columns.values()}
        if len(lengths) != 1:
            raise ValueError(f"columns of {name} have lengths {sorted(lengths)}")
        self.n_rows: int = lengths.pop()
        for column in self._columns.values():
            column.values.flags.writeable = False

    def __repr__(self) -> str:
        return f"<Dataset {self.name}: {self.n_rows} rows, {len(self._columns)} fields>"

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Description of every column, in order; statistics are made on first use."""
        return MappingProxyType(
            {name: describe(name, column) for name, column in self._columns.items()}
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, without looking at their values."""
        return tuple(self._columns)

    def column(self, name: str) -> Array:
        """Return the values of one column.

        Parameters
        ----------
        name : str
            One of `names`.

        Returns
        -------
        ndarray of shape (n, ...), read-only
            Codes for a category (-1 where missing), str or None for text.

        Raises
        ------
        DataError
            If there is no such column.
        """
        if name not in self._columns:
            meant = nearest(name, self._columns)
            if meant is not None:
                raise DataError(
                    'Data "{dataset}" has no column "{column}". '
                    'Did you mean "{meant}"?',
                    dataset=self.title,
                    column=name,
                    meant=meant,
                )
            raise DataError(
                'Data "{dataset}" has no column "{column}". It has {known}; '
                "bind one of these.",
                dataset=self.title,
                column=name,
                known=listed(self._columns),
            )
        return self._columns[name].values

    def preview(self, rows: int = 20, start: int = 0) -> list[dict[str, Any]]:
        """Return a few rows as people read them.

        Parameters
        ----------
        rows : int, default=20
            Rows wanted, >= 0.
        start : int, default=0
            First row.

        Returns
        -------
        list of dict
            One dict a row: a number, a class name or a text for single values (None
            where missing), an ndarray for everything else.
        """
        stop = min(self.n_rows, start + rows)
        table: list[dict[str, Any]] = [{} for _ in range(start, stop)]
        for name, column in self._columns.items():
            for row, value in zip(table, column.values[start:stop], strict=True):
                row[name] = _readable(column, value)
        return table

    def fingerprint(self) -> str:
        """Return 16 hex digits of the SHA-256 over names and values of all columns."""
        return self._fingerprint

    @cached_property
    def _fingerprint(self) -> str:
        digest = hashlib.sha256()
        for name, column in self._columns.items():
            values = column.values
            head = (name, column.kind, column.classes, values.dtype.str, values.shape)
            digest.update(repr(head).encode("utf-8", "surrogatepass"))
            if column.kind == "text":
                digest.update(repr(values.tolist()).encode("utf-8", "surrogatepass"))
            else:
                digest.update(np.ascontiguousarray(values).data)
        return digest.hexdigest()[:FINGERPRINT_LENGTH]


def _readable(column: Column, value: Any) -> Any:
    """Value of one cell for a preview."""
    if column.values.ndim > 1:
        return value
    if column.kind == "category":
        return None if value == MISSING_CODE else column.classes[value]
    if column.kind == "text":
        return value
    number = value.item()
    return None if number != number else number
