"""Source kind ``csv``: tables in text files (CSV, TSV, ...), read by pandas."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np

from studio.data import table_layout as layout
from studio.data.dataset import Dataset
from studio.data.errors import DataError, listed, shown
from studio.data.fields import MISSING_CODE, Array, Column
from studio.data.options import Configured, Setting
from studio.data.source import Source, read_file, resolve_path
from studio.data.text import ENCODINGS, decode

if TYPE_CHECKING:
    import pandas

MAX_BYTES = 1 << 30

MISSING_MARKS = ("?",)
"""Besides what pandas takes for missing: empty, NA, N/A, NaN, null, None, ..."""

FEW_CLASSES = 20
MANY_CLASSES = 1000
ROWS_A_CLASS = 5
LONG_TEXT = 100

FORMULA = re.compile(r"=\s*[-+@(A-Za-z0-9]")
DECIMAL_COMMA = re.compile(r"[-+]?\d+(,\d*)?([eE][-+]?\d+)?")


@dataclass(frozen=True)
class CsvSource(Configured, Source):
    """``{"kind": "csv", "path": ..., "delimiter", "encoding", "header"}``."""

    kind: ClassVar[str] = "csv"
    title: ClassVar[str] = "CSV table"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".txt", ".data")

    path: Annotated[str, Setting("The file; a relative path starts at the project.")]
    delimiter: Annotated[
        str | None, Setting("Character between cells; found out when empty.")
    ] = None
    encoding: Annotated[
        str | None, Setting("Encoding; found out when empty.", choices=ENCODINGS)
    ] = None
    header: Annotated[
        bool | None, Setting("Whether the first line holds names; found out if empty.")
    ] = None

    @classmethod
    def open_values(cls, values: Mapping[str, Any], base: Path | None) -> Dataset:
        """Read the file that a spec names."""
        return cls.from_values(values, 'Data source "csv"').open(base)

    def open(self, base: Path | None = None) -> Dataset:
        """Read the file.

        Raises
        ------
        DataError
            With file, line and column, if the table cannot be used.
        """
        path = resolve_path(self.path, base)
        table = _read_table(path.name, read_file(path, MAX_BYTES), self)
        columns = {
            name: table.column(index, name) for index, name in enumerate(table.names)
        }
        return Dataset(path.stem, path.name, columns)


@dataclass(frozen=True)
class _Table:
    """A parsed table, and what is needed to say where in the file something is."""

    path: str
    text: str
    delimiter: str
    has_header: bool
    names: list[str]
    frame: pandas.DataFrame

    def column(self, index: int, name: str) -> Column:
        """Column of the table with the kind that its cells have."""
        series = self.frame.iloc[:, index]
        if series.dtype.kind == "b":
            return Column(
                series.to_numpy().astype(np.int32), "category", ("False", "True")
            )
        if series.dtype.kind in "iuf":
            return Column(series.to_numpy(copy=True))
        missing = series.isna().to_numpy()
        texts = np.array([str(cell).strip() for cell in series], dtype=object)
        texts[missing] = None
        if missing.all():
            return Column(np.full(len(texts), np.nan))
        self._refuse_formulas(texts, name)
        present = texts[~missing]
        if self.delimiter != "," and all(DECIMAL_COMMA.fullmatch(t) for t in present):
            numbers = np.full(len(texts), np.nan)
            numbers[~missing] = [float(t.replace(",", ".")) for t in present]
            return Column(numbers)
        return _classes_or_text(texts, present)

    def _refuse_formulas(self, texts: Array, name: str) -> None:
        """Raise a DataError that says where a formula stands instead of its value."""
        for row, cell in enumerate(texts):
            if cell is not None and FORMULA.match(cell):
                raise DataError(
                    'CSV "{path}", line {line}, column "{column}": formula {received} '
                    "instead of its value. Save the values of the spreadsheet.",
                    path=self.path,
                    line=layout.line_of_row(
                        self.text, self.delimiter, self.path, row + self.has_header
                    ),
                    column=name,
                    received=shown(cell),
                )


def _classes_or_text(texts: Array, present: Array) -> Column:
    """Column of classes if few different short texts stand in it, else of text."""
    classes = sorted(set(present))
    limit = max(FEW_CLASSES, min(MANY_CLASSES, len(texts) // ROWS_A_CLASS))
    if len(classes) > limit or max(map(len, classes)) > LONG_TEXT:
        return Column(texts, "text")
    codes = {name: code for code, name in enumerate(classes)} | {None: MISSING_CODE}
    return Column(
        np.array([codes[text] for text in texts], np.int32), "category", tuple(classes)
    )


def _read_table(path: str, content: bytes, options: CsvSource) -> _Table:
    """Decode, find out the layout and parse."""
    text = decode(content, path, options.encoding)
    if not text.strip():
        raise DataError(
            'CSV "{path}": the file is empty. Choose a file with a header line and '
            "rows.",
            path=path,
        )
    # One way to end a line: old and mixed ways are read differently by libraries.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if options.delimiter is not None:
        _check_delimiter(options.delimiter)
    delimiter = options.delimiter or layout.sniff_delimiter(text, path)
    if delimiter == " ":
        # Aligned columns: several blanks count as one.
        text = "\n".join(" ".join(line.split()) for line in text.splitlines())
    rows = layout.first_rows(text, delimiter, path)
    if len(rows) == 1 and options.header is not False:
        raise _one_line(path, rows[0])
    has_header = layout.sniff_header(rows) if options.header is None else options.header
    names = rows[0] if has_header else [""] * len(rows[0])
    frame = _parse(text, delimiter, path, has_header, len(names))
    return _Table(path, text, delimiter, has_header, layout.clean_names(names), frame)


def _parse(
    text: str, delimiter: str, path: str, has_header: bool, width: int
) -> pandas.DataFrame:
    """Let pandas read the rows below the header."""
    # pandas takes 0.3 s to import; only tables need it.
    import pandas as pd

    buffer = io.StringIO(text, newline="")
    header: list[str] = []
    if has_header:
        _, header = next(layout.records(buffer, delimiter, path))
    try:
        frame = pd.read_csv(
            buffer,
            sep=delimiter,
            header=None,
            na_values=list(MISSING_MARKS),
            skipinitialspace=True,
            low_memory=False,
        )
    except pd.errors.EmptyDataError as error:
        raise _one_line(path, header) from error
    except (ValueError, OverflowError) as error:  # pandas' errors are ValueErrors
        layout.check_rectangular(text, delimiter, path)
        raise _unparsed(path, str(error).strip()) from error
    if frame.shape[1] != width or frame.iloc[:, -1].isna().any():
        # pandas fills short rows up without a word.
        layout.check_rectangular(text, delimiter, path)
    if frame.shape[1] != width:
        raise _unparsed(path, f"{frame.shape[1]} columns instead of {width}")
    return frame


def _one_line(path: str, cells: list[str]) -> DataError:
    """Error for a header without rows."""
    return DataError(
        'CSV "{path}": one line only ({received}). A table needs a header line '
        "and at least one row.",
        path=path,
        received=listed(cells, limit=3),
    )


def _unparsed(path: str, reason: str) -> DataError:
    """Error for a text that pandas makes no table of."""
    if "EOF inside string" in reason:
        return DataError(
            'CSV "{path}": a quote (") is opened and never closed. '
            "Close it, or write it twice where it belongs to the text.",
            path=path,
        )
    return DataError(
        'CSV "{path}": the table cannot be read: {reason}. '
        "Check quotes, delimiter and encoding.",
        path=path,
        reason=reason,
    )


def _check_delimiter(delimiter: str) -> None:
    """Refuse what cannot stand between cells."""
    is_sign = delimiter.isascii() and not delimiter.isalnum()
    if len(delimiter) != 1 or not is_sign or delimiter in '"\r\n\0':
        raise DataError(
            'Data source "csv": delimiter must be one character such as , ; or a tab, '
            "received {received}.",
            received=shown(delimiter),
        )
