"""Reading files that somebody else may have made: sizes, names and kinds are checked.

Nothing here knows what a file means. The functions turn zip, JSON and HDF5 data into
plain Python and NumPy values, or raise a `FileError`; they allocate only what the file
can really hold, follow no link out of the file, and run nothing.

References
----------
.. [1] CVE-2026-0897 (huge HDF5 shapes), CVE-2026-1669 (external HDF5 data),
   CVE-2025-12060 and CVE-2026-12479 (names that lead out of a folder).
"""

from __future__ import annotations

import io
import json
import math
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NoReturn

import h5py
import numpy as np

from engine.errors import EngineError, FileError, Text
from engine.types import Array, Json

MAX_MEMBERS = 20_000
"""Members of a zip archive."""
MAX_JSON_BYTES = 64 << 20
MAX_JSON_DEPTH = 200
MAX_JSON_INT = 1 << 64
MAX_HDF5_OBJECTS = 200_000
MAX_HDF5_DEPTH = 64
MAX_RANK = 32
MAX_ATTRIBUTE_BYTES = 64 << 20
FREE_BYTES = 256 << 20
"""Up to this size, unpacked data may be any number of times as large as the file."""
MAX_UNPACKING = 100
"""Above `FREE_BYTES`: how many times as large as in the file a zip member may be."""
MAX_FILLING = 1000
"""Above `FREE_BYTES`: how many times as large as in the file an array may be."""

_TOO_DEEP = Text("it is nested too deeply")

_FILTERS = frozenset(
    {
        h5py.h5z.FILTER_DEFLATE,
        h5py.h5z.FILTER_SHUFFLE,
        h5py.h5z.FILTER_FLETCHER32,
        h5py.h5z.FILTER_LZF,
    }
)
"""HDF5 filters that are built in; others would load code from plug-ins."""


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Return the content of a file.

    Raises
    ------
    FileError
        If it is missing or cannot be read.
    """
    with open_file(path) as file:
        return file.read()


@contextmanager
def open_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file for reading.

    Raises
    ------
    FileError
        If it is missing or cannot be read, now or later.
    """
    try:
        with open(path, "rb") as file:
            yield file
    except FileNotFoundError as error:
        raise FileError("{path}: there is no such file.", path=path) from error
    except IsADirectoryError as error:
        raise FileError(
            "{path}: is a folder. Choose a file in it.", path=path
        ) from error
    except OSError as error:
        raise FileError(
            "{path}: cannot be read ({reason}). Check that you may read it and that "
            "the disk is there.",
            path=path,
            reason=error.strerror or error,
        ) from error


# ------------------------------------------------------------------------ zip


def read_zip(
    source: BinaryIO,
    where: str,
    *,
    names: Container[str] | None = None,
    max_members: int = MAX_MEMBERS,
) -> dict[str, bytes]:
    """Return the members of a zip archive by name; nothing is written to disk.

    All entries are checked, also those that are not read. Folders are left out.

    Parameters
    ----------
    source : binary file
        The archive; must be seekable.
    where : str
        Name of the file for messages.
    names : container of str, optional
        Members to read; all when missing.
    max_members : int
        Members allowed.

    Raises
    ------
    FileError
        If the archive is damaged, or has duplicate, encrypted, linked or oversized
        members or names that lead out of a folder.
    """
    try:
        size = source.seek(0, io.SEEK_END)
        source.seek(0)
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            _check_entries(entries, size, where, max_members)
            return {
                entry.filename: _read_member(archive, entry, where)
                for entry in entries
                if not entry.is_dir() and (names is None or entry.filename in names)
            }
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OverflowError,
        UnicodeDecodeError,
        OSError,
    ) as error:
        raise FileError(
            "{path}: is damaged or no zip archive ({reason}). Get the file again, or "
            "open a backup.",
            path=where,
            reason=error,
        ) from error


def _check_entries(
    entries: list[zipfile.ZipInfo], size: int, where: str, max_members: int
) -> None:
    if len(entries) > max_members:
        raise FileError(
            "{path}: holds {count} members, more than {limit}. It is refused.",
            path=where,
            count=len(entries),
            limit=max_members,
        )
    seen: set[str] = set()
    total = 0
    for entry in entries:
        reason = _what_is_wrong(entry)
        if entry.filename in seen:
            reason = Text("is there twice")
        seen.add(entry.filename)
        total += entry.file_size
        if total > max(FREE_BYTES, MAX_UNPACKING * size):
            reason = Text(
                "would unpack to {total} bytes, from a file of {size}",
                total=total,
                size=size,
            )
        if reason:
            raise FileError(
                "{path}: is refused: member {member!r} {reason}.",
                path=where,
                member=entry.filename,
                reason=reason,
            )


def _what_is_wrong(entry: zipfile.ZipInfo) -> Text | None:
    name = entry.filename
    parts = name.split("/")
    if (
        not name
        or name.startswith("/")
        or "\\" in name
        or "\0" in name
        or ":" in parts[0]
        or ".." in parts
    ):
        return Text("has a name that leads out of the archive")
    if entry.flag_bits & 0x1:
        return Text("is encrypted")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Text("is a link")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Text(
            "has compression {number}, which is not supported",
            number=entry.compress_type,
        )
    return None


def _read_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str) -> bytes:
    with archive.open(entry) as file:
        # Reading past the declared end makes zipfile check the checksum.
        data = file.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise FileError(
            "{path}: is damaged: member {member!r} has {received} bytes, not "
            "{expected}. Get the file again, or open a backup.",
            path=where,
            member=entry.filename,
            received=len(data),
            expected=entry.file_size,
        )
    return data


# ----------------------------------------------------------------------- JSON


def read_json(data: bytes | str, where: str, *, allow_nan: bool = False) -> Json:
    """Return the value that a JSON text describes.

    Parameters
    ----------
    data : bytes or str
        The text; bytes are UTF-8.
    where : str
        Name of the file for messages.
    allow_nan : bool, default=False
        Whether NaN and Infinity are accepted; curves of runs hold them, configs must
        not.

    Raises
    ------
    FileError
        If it is no JSON, too large or too deep, or repeats a key.
    """
    if len(data) > MAX_JSON_BYTES:
        raise FileError(
            "{path}: its text has {size} bytes, more than {limit}. It is refused.",
            path=where,
            size=len(data),
            limit=MAX_JSON_BYTES,
        )

    def constant(text: str) -> float:
        if not allow_nan:
            raise ValueError(Text("{text} is not allowed", text=text))
        return {"NaN": math.nan, "Infinity": math.inf}.get(text, -math.inf)

    def number(text: str) -> float:
        value = float(text)
        if math.isinf(value) and not allow_nan:
            raise ValueError(Text("{text} is too large", text=text[:25]))
        return value

    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        value = json.loads(
            text,
            parse_constant=constant,
            parse_float=number,
            parse_int=_whole_number,
            object_pairs_hook=_table,
        )
        _check_depth(value)
    except (ValueError, RecursionError) as error:
        reason = error.args[0] if error.args else ""
        if isinstance(error, RecursionError):
            reason = _TOO_DEEP
        raise FileError(
            "{path}: its text cannot be read ({reason}).", path=where, reason=reason
        ) from error
    return value


def _whole_number(text: str) -> int:
    # Python takes quadratic time for the digits of a long number.
    if len(text) > 20 or abs(value := int(text)) > MAX_JSON_INT:
        raise ValueError(Text("{text} is too large", text=f"{text[:25]}..."))
    return value


def _table(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(Text("the key {key!r} is there twice", key=twice))
    return table


def _check_depth(value: Json) -> None:
    level = [value]
    for _ in range(MAX_JSON_DEPTH):
        deeper: list[Json] = []
        for item in level:
            if isinstance(item, dict):
                deeper.extend(item.values())
            elif isinstance(item, list):
                deeper.extend(item)
        if not deeper:
            return
        level = deeper
    raise ValueError(_TOO_DEEP)


# ----------------------------------------------------------------------- HDF5


@contextmanager
def open_hdf5(data: bytes, where: str) -> Iterator[h5py.File]:
    """Open HDF5 data for reading; errors of the library become a `FileError`.

    Parameters
    ----------
    data : bytes
        Content of the file; a copy in memory cannot change while it is read.
    where : str
        Name of the file for messages.
    """
    with _as_file_errors(where), h5py.File(io.BytesIO(data), "r") as file:
        yield file


@contextmanager
def _as_file_errors(where: str) -> Iterator[None]:
    try:
        yield
    except EngineError:
        raise
    except (
        OSError,
        RuntimeError,
        KeyError,
        TypeError,
        ValueError,
        OverflowError,
        MemoryError,
    ) as error:
        raise FileError(
            "{path}: is damaged or no HDF5 file ({reason}). Get the file again, or "
            "open a backup.",
            path=where,
            reason=str(error).strip("'\""),
        ) from error


def child(group: h5py.Group, path: str, where: str) -> h5py.Group | h5py.Dataset | None:
    """Return the group or array at a path, None if there is none.

    Raises
    ------
    FileError
        If any part of the path is a link, which could lead out of the file.
    """
    current = group
    for name in path.split("/"):
        # Not `name in current`: that would already look where a link leads.
        if not name or not isinstance(current, h5py.Group):
            return None
        if not current.id.links.exists(name.encode()):
            return None
        current = _member(current, name, where)
    return current


def _member(group: h5py.Group, name: str, where: str) -> h5py.Group | h5py.Dataset:
    link = group.id.links.get_info(name.encode())
    if link.type != h5py.h5l.TYPE_HARD:
        _refuse(where, f"{group.name}/{name}", Text("is a link"))
    found = group[name]
    if not isinstance(found, h5py.Group | h5py.Dataset):
        _refuse(where, f"{group.name}/{name}", Text("is neither a group nor an array"))
    return found


def read_array(
    dataset: h5py.Dataset, where: str, *, shape: tuple[int, ...] | None = None
) -> Array:
    """Return the numbers of an array, checked before they are read.

    Parameters
    ----------
    dataset : h5py.Dataset
        The array.
    where : str
        Name of the file for messages.
    shape : tuple of int, optional
        The only shape accepted.

    Raises
    ------
    FileError
        If the shape differs, the file holds far less than the array claims, or the
        values are no numbers or lie outside the file.
    """
    name = dataset.name
    check_array(dataset, where)
    if shape is not None and tuple(dataset.shape) != tuple(shape):
        raise FileError(
            "{path}: {name} must have shape {expected}. Received {received}.",
            path=where,
            name=name,
            expected=tuple(shape),
            received=tuple(dataset.shape),
        )
    with _as_file_errors(where):
        return np.asarray(dataset[()])


def check_array(dataset: h5py.Dataset, where: str) -> None:
    """Raise unless an array can be read safely; see `read_array`."""
    name = dataset.name
    if dataset.shape is None:
        _refuse(where, name, Text("is empty"))
    if len(dataset.shape) > MAX_RANK:
        _refuse(where, name, Text("has {count} axes", count=len(dataset.shape)))
    if dataset.dtype.kind not in "fiub":
        _refuse(
            where,
            name,
            Text("holds no plain numbers but {dtype}", dtype=dataset.dtype),
        )
    if dataset.external:
        _refuse(where, name, Text("keeps its data in another file"))
    if dataset.is_virtual:
        _refuse(where, name, Text("takes its data from other files"))
    settings = dataset.id.get_create_plist()
    for index in range(settings.get_nfilters()):
        code = settings.get_filter(index)[0]
        if code not in _FILTERS:
            _refuse(where, name, Text("needs the HDF5 filter {code}", code=code))
    # A block of a growing array is unpacked as a whole and may exceed the array.
    count = max(math.prod(dataset.shape), math.prod(dataset.chunks or ()))
    size = count * dataset.dtype.itemsize
    stored = dataset.id.get_storage_size()
    if size > max(FREE_BYTES, MAX_FILLING * stored):
        _refuse(
            where,
            name,
            Text(
                "claims {size} bytes but the file holds {stored}",
                size=size,
                stored=stored,
            ),
        )


def _refuse(where: str, name: str, reason: Text) -> NoReturn:
    raise FileError(
        "{path}: is refused: {name} {reason}.", path=where, name=name, reason=reason
    )


def walk_datasets(data: bytes, where: str) -> dict[str, Array]:
    """Return all arrays of HDF5 data by path, such as ``"layers/dense/vars/0"``.

    Raises
    ------
    FileError
        If the data is damaged or holds links, or anything but groups and arrays.
    """
    arrays: dict[str, Array] = {}
    total = 0

    def take(path: str, dataset: h5py.Dataset) -> None:
        nonlocal total
        check_array(dataset, where)
        total += dataset.size * dataset.dtype.itemsize
        if total > max(FREE_BYTES, MAX_FILLING * len(data)):
            _refuse(
                where,
                path,
                Text("and the arrays before claim {total} bytes", total=total),
            )
        arrays[path] = read_array(dataset, where)

    with open_hdf5(data, where) as file:
        _walk(file, where, take)
    return arrays


def _walk(
    file: h5py.File, where: str, take: Callable[[str, h5py.Dataset], None]
) -> None:
    seen: set[Any] = set()
    stack: list[tuple[str, h5py.Group]] = [("", file)]
    while stack:
        prefix, group = stack.pop()
        for name in group.keys():  # noqa: SIM118 - h5py groups are no plain dicts
            path = prefix + name
            found = _member(group, name, where)
            # Hard links can make a group its own child.
            address = h5py.h5o.get_info(found.id).addr
            if address in seen:
                _refuse(where, path, Text("is there twice"))
            seen.add(address)
            if len(seen) > MAX_HDF5_OBJECTS or path.count("/") > MAX_HDF5_DEPTH:
                _refuse(where, path, Text("is one object too many"))
            if isinstance(found, h5py.Group):
                stack.append((f"{path}/", found))
            else:
                take(path, found)


def read_texts(item: h5py.Group, name: str, where: str) -> list[str] | None:
    """Return a text attribute as a list, one text for a single one; None if missing.

    Parameters
    ----------
    item : h5py.Group
        Owner of the attribute.
    name : str
        Name of the attribute.
    where : str
        Name of the file for messages.
    """
    if name not in item.attrs:
        return None
    attribute = item.attrs.get_id(name)
    size = math.prod(attribute.shape) * max(1, attribute.dtype.itemsize)
    if not math.prod(attribute.shape):
        return []  # Keras writes empty lists as no numbers
    if size > MAX_ATTRIBUTE_BYTES or attribute.dtype.kind not in "SOU":
        _refuse(where, name, Text("is no text"))
    texts = []
    for value in np.asarray(item.attrs[name], object).reshape(-1).tolist():
        if isinstance(value, bytes):
            texts.append(value.decode("utf-8", "replace"))
        elif isinstance(value, str):
            texts.append(value)
        else:
            _refuse(where, name, Text("is no text"))
    return texts


__all__ = [
    "check_array",
    "child",
    "open_file",
    "open_hdf5",
    "read_array",
    "read_bytes",
    "read_json",
    "read_texts",
    "read_zip",
    "walk_datasets",
]
