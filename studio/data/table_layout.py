"""How a text table is laid out: its delimiter, whether it has a header, its lines."""

from __future__ import annotations

import csv
import io
import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterator

from studio.data.errors import DataError, shown

SAMPLE_ROWS = 200
SAMPLE_LENGTH = 1 << 20
DELIMITERS = ("\t", ";", "|", ",")
"""In order of preference when several part all rows equally well: the comma is last
because it also stands inside numbers (1,5) and texts."""

MAX_COLUMNS = 10_000
MAX_NAME = 200

Row = list[str]


def records(
    buffer: io.StringIO, delimiter: str, path: str
) -> Iterator[tuple[int, Row]]:
    """Yield line number and cells of every row that is not blank.

    Raises
    ------
    DataError
        If a cell is endless, as after a quote that is never closed.
    """
    reader = csv.reader(buffer, delimiter=delimiter, skipinitialspace=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise DataError(
                'CSV "{path}", line {line}: {reason}. '
                "Look for a quote that is not closed.",
                path=path,
                line=reader.line_num,
                reason=str(error),
            ) from error
        if row:
            yield reader.line_num, row


def sniff_delimiter(text: str, path: str) -> str:
    """Find the character between the cells.

    Parameters
    ----------
    text : str
        The table.
    path : str
        Name of the file, for error texts.

    Returns
    -------
    str
        A comma for a single column.
    """
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = [len(row) for row in _sample(text, delimiter, path)]
        width, count = Counter(widths).most_common(1)[0]
        score = count / len(widths)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    if best_score == 0:
        rows = _sample(text, " ", path)
        width = len(rows[0])
        if width > 1 and all(len(r) == width and is_number(r[-1]) for r in rows[1:]):
            return " "
    return best


def sniff_header(rows: list[Row]) -> bool:
    """Decide whether the first row holds names.

    Parameters
    ----------
    rows : list of list of str
        First rows of the table, at least one.

    Returns
    -------
    bool
        False if a cell of the first row is a number. Else true if numbers stand below,
        or if no name appears again in its column.
    """
    first, rest = rows[0], rows[1:]
    if any(is_number(cell) for cell in first):
        return False
    if any(is_number(cell) for row in rest for cell in row):
        return True
    if len(set(first)) < len(first):
        return False
    columns = itertools.zip_longest(*rest, fillvalue="")
    return not any(name in column for name, column in zip(first, columns, strict=False))


def is_number(cell: str) -> bool:
    """Whether a cell is a number, with a decimal point or comma."""
    try:
        float(cell.replace(",", ".", 1))
    except ValueError:
        return False
    return True


def first_rows(text: str, delimiter: str, path: str) -> list[Row]:
    """Return the first rows, refusing a table whose rows differ in length."""
    rows = _sample(text, delimiter, path)
    if len(rows[0]) > MAX_COLUMNS:
        raise DataError(
            'CSV "{path}": {count} columns, at most {limit} can be used. '
            "Check the delimiter, or store the data as NPZ.",
            path=path,
            count=len(rows[0]),
            limit=MAX_COLUMNS,
        )
    if any(len(row) != len(rows[0]) for row in rows):
        check_rectangular(text, delimiter, path)
    return rows


def check_rectangular(text: str, delimiter: str, path: str) -> None:
    """Raise a DataError that names the first row of another length than the first."""
    width = 0
    for line, row in records(io.StringIO(text, newline=""), delimiter, path):
        width = width or len(row)
        if len(row) != width:
            raise DataError(
                'CSV "{path}", line {line}: {received} cells, but the first line has '
                "{expected}. Correct the line, put texts that contain the delimiter "
                "{delimiter} in quotes, or choose another delimiter.",
                path=path,
                line=line,
                received=len(row),
                expected=width,
                delimiter=shown(delimiter),
            )


def line_of_row(text: str, delimiter: str, path: str, row: int) -> int:
    """Line number of a row; rows count from 0 and include the header."""
    rows = records(io.StringIO(text, newline=""), delimiter, path)
    return next(itertools.islice(rows, row, None), (0, []))[0]


def clean_names(names: list[str]) -> list[str]:
    """Make names of columns usable: no control characters, none empty, none twice."""
    used: set[str] = set()
    cleaned = []
    for number, name in enumerate(names, start=1):
        text = "".join(
            char
            for char in unicodedata.normalize("NFC", name)
            if unicodedata.category(char)[0] != "C"
        )
        text = " ".join(text.split())[:MAX_NAME] or f"column {number}"
        unique, copy = text, 1
        while unique in used:
            copy += 1
            unique = f"{text} ({copy})"
        used.add(unique)
        cleaned.append(unique)
    return cleaned


def _sample(text: str, delimiter: str, path: str) -> list[Row]:
    """Cells of the first rows."""
    head = text[:SAMPLE_LENGTH]
    rows = records(io.StringIO(head, newline=""), delimiter, path)
    sample = [row for _, row in itertools.islice(rows, SAMPLE_ROWS)]
    if len(head) < len(text) and 1 < len(sample) < SAMPLE_ROWS:
        sample.pop()  # cut off in the middle
    return sample
