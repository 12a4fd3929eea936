"""Source kind ``npz``: NumPy archives (NPZ) and single arrays (NPY), never pickles."""

from __future__ import annotations

import math
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Annotated, Any, ClassVar

import numpy as np
from numpy.lib import format as npy

from studio.data.dataset import Dataset
from studio.data.errors import DataError, shown
from studio.data.fields import Array, Column
from studio.data.options import Configured, Setting
from studio.data.source import Source, resolve_path, unreadable
from studio.data.table_layout import clean_names

MAX_BYTES = 4 << 30
"""Of all arrays together, as their headers declare."""

MAX_ARRAYS = 1000
MAX_RANK = 8
MAX_HEADER = 10_000
MAX_CLASSES = 1000
SINGLE_NAME = "data"

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    RuntimeError,  # encrypted, and NotImplementedError for unknown zip versions
)
"""What zipfile and NumPy raise for files that are cut off or altered."""


@dataclass(frozen=True)
class NpzSource(Configured, Source):
    """``{"kind": "npz", "path": ...}``."""

    kind: ClassVar[str] = "npz"
    title: ClassVar[str] = "NumPy arrays"
    suffixes: ClassVar[tuple[str, ...]] = (".npz", ".npy")

    path: Annotated[str, Setting("The file; a relative path starts at the project.")]

    @classmethod
    def open_values(cls, values: Mapping[str, Any], base: Path | None) -> Dataset:
        """Read the file that a spec names."""
        return cls.from_values(values, 'Data source "npz"').open(base)

    def open(self, base: Path | None = None) -> Dataset:
        """Read all arrays.

        Raises
        ------
        DataError
            With file and array, if something cannot or must not be read.
        """
        path = resolve_path(self.path, base)
        try:
            arrays = _read_arrays(path)
        except OSError as error:
            raise unreadable(path, error) from error
        except DataError:
            raise
        except DAMAGE as error:
            raise DataError(
                'NPZ "{path}": the file is damaged or not an NPZ archive ({reason}). '
                "Write it again with numpy.savez.",
                path=path.name,
                reason=str(error) or type(error).__name__,
            ) from error
        except MemoryError as error:
            raise DataError(
                'NPZ "{path}": the arrays do not fit into memory. Use a part of them.',
                path=path.name,
            ) from error
        _check_rows(path.name, arrays)
        names = clean_names(list(arrays))
        columns = {
            name: _column(path.name, name, array)
            for name, array in zip(names, arrays.values(), strict=True)
        }
        return Dataset(path.stem, path.name, columns)


def _read_arrays(path: Path) -> dict[str, Array]:
    """Read every array of an archive, or the one of an NPY file."""
    with path.open("rb") as file:
        magic = file.read(len(npy.MAGIC_PREFIX))
        if magic == npy.MAGIC_PREFIX:
            file.seek(0)
            size = path.stat().st_size
            return {SINGLE_NAME: _read_array(file, path.name, SINGLE_NAME, size)}
        if magic[:1] == b"\x80":
            raise DataError(
                'NPZ "{path}": this is a pickle, which can run code when it is read. '
                "Save arrays with numpy.savez.",
                path=path.name,
            )
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_members(path.name, members)
            arrays = {}
            for info in members:
                name = info.filename.removesuffix(".npy")
                with archive.open(info) as member:
                    arrays[name] = _read_array(member, path.name, name, info.file_size)
            return arrays


def _check_members(path: str, members: list[zipfile.ZipInfo]) -> None:
    """Look at the table of contents before reading anything."""
    names = [info.filename for info in members]
    if not members:
        raise DataError(
            'NPZ "{path}": the archive holds no arrays. Write some with numpy.savez.',
            path=path,
        )
    if len(names) > MAX_ARRAYS or len(set(names)) < len(names):
        raise DataError(
            'NPZ "{path}": {count} arrays, at most {limit} with different names can be '
            "read. Store fewer arrays.",
            path=path,
            count=len(names),
            limit=MAX_ARRAYS,
        )
    for info in members:
        is_plain = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if not info.filename.endswith(".npy") or info.flag_bits & 1 or not is_plain:
            raise DataError(
                'NPZ "{path}": member {member} is not a plain NumPy array. '
                "Write the file with numpy.savez or numpy.savez_compressed.",
                path=path,
                member=shown(info.filename),
            )
    _check_size(path, sum(info.file_size for info in members))


def _check_size(path: str, size: int) -> None:
    """Refuse more than can be loaded."""
    if size > MAX_BYTES:
        raise DataError(
            'NPZ "{path}": the arrays declare {size} MB, at most {limit} MB can be '
            "loaded. Use a part of them.",
            path=path,
            size=size >> 20,
            limit=MAX_BYTES >> 20,
        )


def _read_array(file: IO[bytes], path: str, name: str, size: int) -> Array:
    """Read one NPY stream of `size` bytes, after checking what its header declares."""
    try:
        version = npy.read_magic(file)
        read = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
        shape, is_fortran, dtype = read[version](file, max_header_size=MAX_HEADER)
    except (ValueError, KeyError) as error:
        raise DataError(
            'NPZ "{path}", array {array}: the header is damaged. '
            "Write the file again with numpy.savez.",
            path=path,
            array=shown(name),
        ) from error
    _check_type(path, name, dtype)
    declared = math.prod(shape) * dtype.itemsize
    if min(shape, default=0) < 0 or len(shape) > MAX_RANK:
        declared = -1
    if declared != size - file.tell():
        raise DataError(
            'NPZ "{path}", array {array}: the header declares shape {shape} '
            "({declared} bytes), but {received} bytes are stored. "
            "The file is damaged; write it again.",
            path=path,
            array=shown(name),
            shape=shown(shape),
            declared=declared,
            received=size - file.tell(),
        )
    _check_size(path, declared)
    content = file.read(declared)
    # Reading on to the end makes zipfile compare the checksum.
    if len(content) != declared or file.read(1):
        raise EOFError(f"{name} is cut off")
    values = np.frombuffer(content, dtype).reshape(
        shape, order="F" if is_fortran else "C"
    )
    return values.astype(dtype.newbyteorder("="), copy=False)


def _check_type(path: str, name: str, dtype: np.dtype[Any]) -> None:
    """Accept numbers, truth values and fixed-width text only."""
    if dtype.hasobject:
        raise DataError(
            'NPZ "{path}", array {array}: Python objects are not loaded, because '
            "reading them can run code. Save numbers or texts of fixed width.",
            path=path,
            array=shown(name),
        )
    if dtype.kind not in "fiubUS" or dtype.itemsize == 0:
        raise DataError(
            'NPZ "{path}", array {array}: values of type {dtype} cannot be used. '
            "Save numbers or texts of fixed width.",
            path=path,
            array=shown(name),
            dtype=shown(str(dtype)),
        )


def _check_rows(path: str, arrays: dict[str, Array]) -> None:
    """All arrays must have one entry a row."""
    first, rows = "", -1
    for name, array in arrays.items():
        if array.ndim == 0 or len(array) == 0:
            raise DataError(
                'NPZ "{path}", array {array}: shape {shape} has no rows. '
                "Every array needs one entry a row along its first axis.",
                path=path,
                array=shown(name),
                shape=shown(array.shape),
            )
        if rows < 0:
            first, rows = name, len(array)
        if len(array) != rows:
            raise DataError(
                'NPZ "{path}": array {array} has {received} rows, but {first} has '
                "{expected}. The first axis of all arrays must be equally long; "
                "save the others in another file.",
                path=path,
                array=shown(name),
                received=len(array),
                first=shown(first),
                expected=rows,
            )


def _column(path: str, name: str, values: Array) -> Column:
    """Column with the kind that type and shape suggest."""
    if values.dtype.kind in "US":
        return _text_column(path, name, values)
    if values.dtype.kind == "b":
        if values.ndim == 1:
            return Column(values.astype(np.int32), "category", ("False", "True"))
        values = values.astype(np.uint8)
    if values.dtype.kind == "f" and values.dtype.itemsize not in (4, 8):
        wide = values.dtype.itemsize > 8
        values = values.astype(np.float64 if wide else np.float32)
    shape, dtype = values.shape[1:], values.dtype
    if len(shape) == 1 and dtype.kind in "iu" and dtype.itemsize >= 4:
        return Column(values, "tokens" if values.min() >= 0 else "numeric")
    if len(shape) == 2:
        return Column(values, "image" if dtype == np.uint8 else "sequence")
    if len(shape) == 3 and shape[-1] in (1, 3, 4):
        return Column(values, "image")
    return Column(values)


def _text_column(path: str, name: str, values: Array) -> Column:
    """Column of texts: classes if there are few."""
    if values.ndim != 1:
        raise DataError(
            'NPZ "{path}", array {array}: texts of shape {shape} cannot be used. '
            "Save one text a row.",
            path=path,
            array=shown(name),
            shape=shown(values.shape),
        )
    if values.dtype.kind == "S":
        values = np.char.decode(values, "utf-8", "replace")
    classes, codes = np.unique(values, return_inverse=True)
    if len(classes) > max(20, min(MAX_CLASSES, len(values) // 5)):
        return Column(values.astype(object), "text")
    return Column(codes.astype(np.int32), "category", tuple(map(str, classes)))
