"""How an exported script gets its columns: from the user's file or one beside it.

A script must give exactly the numbers that the program trains on. For the user's own
CSV and NPZ files the few lines that read them are tried out and compared with the data
set; what cannot be read so simply, built-in and generated data go to a small ``.npz``
file next to the script.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from engine.saving.atomic import write_atomically
from engine.types import Json
from studio.data import table_layout
from studio.data.dataset import Dataset
from studio.data.fields import Array
from studio.data.text import decode, detect_encoding
from studio.data.transforms import class_codes
from studio.formats.python_source import Atom, Expression, call, literal, quote

if TYPE_CHECKING:
    import pandas

LARGEST_FILE = 32 << 20
"""Larger files of the user's own are not read once more to compare them."""

LONGEST_KEY = 40
"""Longer names make lines that nobody can read."""

PLAIN_KEY = re.compile(rf"[\w ()°%.,+\-]{{1,{LONGEST_KEY}}}")


_T = TypeVar("_T")
_known: WeakKeyDictionary[Dataset, dict[Hashable, Any]] = WeakKeyDictionary()


def remembered(dataset: Dataset, key: Hashable, make: Callable[[], _T]) -> _T:
    """Return what `make` gave for this key before, as long as the data set lives.

    The code view writes the script at every change, and data never change.
    """
    answers = _known.setdefault(dataset, {})
    if key not in answers:
        answers[key] = make()
    found: _T = answers[key]
    return found


@dataclass(frozen=True)
class Table:
    """Where the script's columns come from.

    Attributes
    ----------
    path : Path or None
        The user's file; None for the file written beside the script.
    reader : str
        ``"npz"``, ``"npy"`` or ``"csv"``.
    options : dict
        Arguments of ``pandas.read_csv``.
    numbers, codes : dict
        Source text of the array of a column by its name: as numbers, as class numbers
        (which may call the script's function ``class_numbers``).
    dtypes : dict
        NumPy's name of the type of `numbers`, by column.
    together : dict
        Keys of the columns that can be read together, by column.
    """

    path: Path | None
    reader: str
    options: Mapping[str, Expression] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    dtypes: Mapping[str, str] = field(default_factory=dict)
    together: Mapping[str, str] = field(default_factory=dict)

    @property
    def uses_pandas(self) -> bool:
        """Whether the script needs pandas."""
        return self.reader == "csv"

    def reading(self) -> Expression:
        """Return the expression that reads the file named ``DATA``."""
        if self.reader == "csv":
            return call("pd.read_csv", Atom("DATA"), **self.options)
        if self.reader == "npy":
            return Atom('{"data": np.load(DATA)}')
        return call("np.load", Atom("DATA"))


def table_for(
    dataset: Dataset,
    spec: Mapping[str, Json],
    base: Path | None,
    numbers: list[str],
    classes: list[str],
) -> Table:
    """Choose how the script reads its columns.

    Parameters
    ----------
    dataset : Dataset
        The data as the program sees it.
    spec : mapping
        Its source spec, as `studio.data.open_source` takes it.
    base : Path or None
        Folder of the project.
    numbers, classes : list of str
        Columns that are used as numbers and as classes.
    """
    kind, stored = spec.get("kind"), spec.get("path")
    if kind in ("csv", "npz") and isinstance(stored, str):
        path = (base / stored if base else Path(stored)).absolute()
        layout = tuple(spec.get(key) for key in ("delimiter", "encoding", "header"))
        try:
            state = path.stat()
        except (OSError, ValueError):
            return companion(dataset, numbers, classes)
        if state.st_size > LARGEST_FILE:
            return companion(dataset, numbers, classes)
        found = remembered(
            dataset,
            (kind, path, state.st_mtime_ns, layout, *numbers, None, *classes),
            lambda: _own_file(dataset, str(kind), path, layout, numbers, classes),
        )
        if found is not None:
            return found
    return companion(dataset, numbers, classes)


# ----------------------------------------------------- file beside the script


def companion(dataset: Dataset, numbers: list[str], classes: list[str]) -> Table:
    """Return the reading of the file that `write_columns` writes."""
    keys = _keys(numbers, classes)
    return Table(
        None,
        "npz",
        numbers={c: f"data[{quote(keys[c, False])}]" for c in numbers},
        codes={c: f"data[{quote(keys[c, True])}]" for c in classes},
        dtypes={c: dataset.fields[c].dtype for c in numbers},
        together={c: keys[c, False] for c in numbers},
    )


def write_columns(
    dataset: Dataset, numbers: list[str], classes: list[str], path: Path
) -> None:
    """Write the columns that a script uses, as `companion` reads them.

    Parameters
    ----------
    dataset : Dataset
        The data.
    numbers, classes : list of str
        Columns that are used as numbers and as classes; of these the numbers of the
        classes are stored, so that no text and no pickle is needed.
    path : Path
        Where to write; equal data gives equal bytes.

    Raises
    ------
    FileError
        If the file cannot be written; an old one is then as it was.
    """
    keys = _keys(numbers, classes)
    arrays: dict[str, Array] = {keys[c, False]: dataset.column(c) for c in numbers}
    for column in classes:
        _, codes = class_codes(dataset, column, f'Column "{column}"')
        arrays[keys[column, True]] = codes.astype(np.int32)

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for key, array in arrays.items():
                # A fixed date: exporting twice gives the same file.
                member = zipfile.ZipInfo(f"{key}.npy", (1980, 1, 1, 0, 0, 0))
                member.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(member, "w", force_zip64=True) as stream:
                    np.lib.format.write_array(
                        stream, np.ascontiguousarray(array), allow_pickle=False
                    )

    write_atomically(path, write)


def _keys(numbers: list[str], classes: list[str]) -> dict[tuple[str, bool], str]:
    """Return the name in the archive of each column, as numbers and as classes."""
    keys: dict[tuple[str, bool], str] = {}
    used: set[str] = set()
    for is_class, columns in ((False, numbers), (True, classes)):
        for column in columns:
            is_plain = PLAIN_KEY.fullmatch(column) and column.strip(". ") == column
            key = column if is_plain else f"column {len(used) + 1}"
            while key in used or key.endswith(".npy"):
                key = f"{key} (classes)" if is_class else f"{key} {len(used) + 1}"
            used.add(key)
            keys[column, is_class] = key
    return keys


# ------------------------------------------------------------ the user's file


def _own_file(
    dataset: Dataset,
    kind: str,
    path: Path,
    layout: tuple[Any, ...],
    numbers: list[str],
    classes: list[str],
) -> Table | None:
    """Return how to read the user's file, or None if that is not simple enough."""
    try:
        if kind == "npz":
            return _own_npz(dataset, path, numbers, classes)
        return _own_csv(dataset, path, layout, numbers, classes)
    except (ValueError, KeyError, IndexError, OSError, zipfile.BadZipFile):
        return None


def _own_npz(
    dataset: Dataset, path: Path, numbers: list[str], classes: list[str]
) -> Table | None:
    is_single = not zipfile.is_zipfile(path)
    if is_single:
        arrays: dict[str, Array] = {"data": np.load(path, allow_pickle=False)}
    else:
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in (*numbers, *classes)}
    if any(len(column) > LONGEST_KEY for column in (*numbers, *classes)):
        return None
    reading = {c: f"data[{quote(c)}]" for c in (*numbers, *classes)}
    codes = {c: f"class_numbers({reading[c]})" for c in classes}
    for column in numbers:
        if not np.array_equal(arrays[column], dataset.column(column), equal_nan=True):
            return None
    for column in classes:
        found = np.unique(arrays[column], return_inverse=True)[1]
        if not _gives_codes(dataset, column, found):
            return None
    return Table(
        path,
        "npy" if is_single else "npz",
        numbers={c: reading[c] for c in numbers},
        codes=codes,
        dtypes={c: str(arrays[c].dtype) for c in numbers},
        together={c: c for c in numbers},
    )


def _own_csv(
    dataset: Dataset,
    path: Path,
    layout: tuple[Any, ...],
    numbers: list[str],
    classes: list[str],
) -> Table | None:
    # pandas takes 0.3 s to import; only tables need it.
    import pandas as pd

    options, header = _csv_options(path, layout)
    frame = pd.read_csv(path, **options)
    names = list(dataset.names)
    if len(names) != frame.shape[1]:
        return None
    number_sources: dict[str, str] = {}
    code_sources: dict[str, str] = {}
    together: dict[str, str] = {}
    for column in dict.fromkeys((*numbers, *classes)):
        place = names.index(column)
        is_plain = (
            header is not None
            and header[place] == column
            and len(column) <= LONGEST_KEY
        )
        series = frame[column] if is_plain else frame.iloc[:, place]
        access = f"data[{quote(column)}]" if is_plain else f"data.iloc[:, {place}]"
        if column in numbers:
            source = _number_source(dataset, column, series, access)
            if source is None:
                return None
            number_sources[column] = source
            if is_plain and source == f"{access}.to_numpy()":
                together[column] = column
        if column in classes:
            source = _code_source(dataset, column, series, access)
            if source is None:
                return None
            code_sources[column] = source
    return Table(
        path,
        "csv",
        options={name: literal(value) for name, value in options.items()},
        numbers=number_sources,
        codes=code_sources,
        # Columns read together are float64 when one of them is.
        dtypes=dict.fromkeys(numbers, "float64"),
        together=together,
    )


def _csv_options(
    path: Path, layout: tuple[Any, ...]
) -> tuple[dict[str, Any], list[str] | None]:
    """Return arguments of ``read_csv`` and the header line, None without one."""
    delimiter, encoding, has_header = layout
    content = path.read_bytes()
    encoding = encoding or detect_encoding(content) or "utf-8"
    text = decode(content, path.name, encoding)
    delimiter = delimiter or table_layout.sniff_delimiter(text, path.name)
    rows = table_layout.first_rows(text, delimiter, path.name)
    if has_header is None:
        has_header = table_layout.sniff_header(rows)
    options: dict[str, Any] = {}
    if delimiter == " ":
        options["sep"] = r"\s+"
    elif delimiter != ",":
        options["sep"] = delimiter
    if encoding != "utf-8":
        options["encoding"] = encoding
    if not has_header:
        options["header"] = None
    if f"{delimiter} " in text and delimiter != " ":
        options["skipinitialspace"] = True
    return options, rows[0] if has_header else None


def _number_source(
    dataset: Dataset, column: str, series: pandas.Series, access: str
) -> str | None:
    wanted = dataset.column(column)
    if series.dtype.kind in "iuf":
        found, source = series.to_numpy(), f"{access}.to_numpy()"
    else:
        found = series.str.replace(",", ".").astype("float64").to_numpy()
        source = f'{access}.str.replace(",", ".").astype("float64").to_numpy()'
    return source if np.array_equal(found, wanted, equal_nan=True) else None


def _code_source(
    dataset: Dataset, column: str, series: pandas.Series, access: str
) -> str | None:
    for change in ("", ".str.strip()"):
        if change and series.dtype.kind in "iufb":
            break
        values = series.str.strip() if change else series
        found = np.unique(values, return_inverse=True)[1]
        if _gives_codes(dataset, column, found):
            return f"class_numbers({access}{change})"
    return None


def _gives_codes(dataset: Dataset, column: str, found: Array) -> bool:
    _, wanted = class_codes(dataset, column, f'Column "{column}"')
    return np.array_equal(found, wanted)
