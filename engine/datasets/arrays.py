"""Arrays in files of data sets, read without running what a file says.

Lists of words are stored as pickles, which could make Python call anything. They are
read with stand-ins for the three things of NumPy that such a pickle names; whatever
else it asks for is refused, and nothing of NumPy itself is called with its values.
"""

from __future__ import annotations

import io
import pickle
import re
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any, Literal

import numpy as np

from engine.errors import FileError
from engine.types import Array

_LARGEST = 1 << 32
"""Bytes of a member of an archive; larger ones are not unpacked."""
_PLAIN = re.compile(r"(?:[uif][1248]|b1)")


def read_npz(path: Path, names: tuple[str, ...]) -> list[Array]:
    """Return arrays of an ``.npz`` file, in the order of their names.

    Parameters
    ----------
    path : Path
        The file.
    names : tuple of str
        Names of arrays of numbers, or of lists of whole numbers.

    Raises
    ------
    FileError
        If it is not what it should be.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return [_member(archive, name, path) for name in names]
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
        *(NotImplementedError, RuntimeError),  # encrypted, or packed in another way
    ) as error:
        raise FileError(
            "{path}: cannot be read ({reason}). Download it anew.",
            path=path,
            reason=error,
        ) from error


def _member(archive: zipfile.ZipFile, name: str, path: Path) -> Array:
    try:
        info = archive.getinfo(f"{name}.npy")
    except KeyError:
        raise FileError(
            "{path}: has no array called {name}. It has: {names}.",
            path=path,
            name=name,
            names=", ".join(archive.namelist()),
        ) from None
    if info.file_size > _LARGEST:
        raise FileError(
            "{path}: array {name} is too large ({size} bytes).",
            path=path,
            name=name,
            size=info.file_size,
        )
    stream = io.BytesIO(archive.read(info))
    try:
        version = np.lib.format.read_magic(stream)
        read = {
            (1, 0): np.lib.format.read_array_header_1_0,
            (2, 0): np.lib.format.read_array_header_2_0,
        }[version]
        _, _, dtype = read(stream)
        if dtype.hasobject:
            return _lists(unpickle(stream, path), path)
        stream.seek(0)
        return np.asarray(np.lib.format.read_array(stream, allow_pickle=False))
    except (ValueError, KeyError, SyntaxError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError(
            "{path}: array {name} cannot be read ({reason}). Download it anew.",
            path=path,
            name=name,
            reason=error,
        ) from error


def _lists(value: Any, path: Path) -> Array:
    """Return an array of lists of whole numbers; raise if it holds anything else."""
    if isinstance(value, np.ndarray):
        result = np.empty(len(value), object)
        for row, words in enumerate(value.tolist()):
            if isinstance(words, StoredArray):
                words = words.value.tolist()
            if not isinstance(words, list) or not all(type(w) is int for w in words):
                break
            result[row] = words
        else:
            return result
    raise FileError("{path}: must hold lists of whole numbers.", path=path)


def unpickle(stream: IO[bytes], path: Path) -> Any:
    """Return what a pickle holds: Python's plain values and arrays of them.

    Parameters
    ----------
    stream : file
        The pickle.
    path : Path
        Its file, for messages.

    Raises
    ------
    FileError
        If it asks for anything else, or is damaged.
    """
    try:
        return _resolved(_Reader(stream, encoding="bytes").load())
    except FileError:
        raise
    except Exception as error:  # a damaged pickle can fail in any way
        raise FileError(
            "{path}: holds something else than numbers and lists, or is damaged "
            "({reason}). Download it anew.",
            path=path,
            reason=f"{type(error).__name__}: {error}",
        ) from error


def _resolved(value: Any) -> Any:
    """Put arrays in the place of their stand-ins."""
    if isinstance(value, StoredArray):
        return value.value
    if isinstance(value, dict):
        return {_resolved(key): _resolved(part) for key, part in value.items()}
    return value


class StoredArray:
    """Stand-in for an array of a pickle: filled with values that are checked."""

    def __init__(self) -> None:
        self.value: Array = np.empty(0)

    def __setstate__(self, state: Any) -> None:
        """Take the shape, type and content over."""
        _, shape, dtype, by_columns, data = state
        if not isinstance(dtype, _StoredType) or not all(
            type(size) is int and size >= 0 for size in shape
        ):
            raise TypeError("an array of something unknown")
        order: Literal["F", "C"] = "F" if by_columns else "C"
        sizes: tuple[int, ...] = tuple(shape)
        if isinstance(data, list):
            flat = np.empty(len(data), object)
            flat[:] = data
            self.value = flat.reshape(sizes, order=order)
            return
        if not isinstance(data, bytes):
            raise TypeError("an array without content")
        self.value = np.frombuffer(data, dtype.name()).reshape(sizes, order=order)


class _StoredType:
    """Stand-in for a dtype: a short name and an order of bytes."""

    def __init__(self, text: Any, align: Any = False, copy: Any = False) -> None:
        del align, copy
        self._text = text.decode() if isinstance(text, bytes) else str(text)
        self._order = "="

    def __setstate__(self, state: Any) -> None:
        """Take the order of bytes over; nothing else matters for plain numbers."""
        order = state[1].decode() if isinstance(state[1], bytes) else state[1]
        if order not in ("<", ">", "|", "="):
            raise TypeError(f"an order of bytes called {order!r}")
        self._order = order

    def name(self) -> str:
        """Return the name of a plain number."""
        if not _PLAIN.fullmatch(self._text):
            raise TypeError(f"numbers of type {self._text!r}")
        return self._order + self._text


class _Marker:
    """Stand-in for ``numpy.ndarray``, which a pickle only names."""


def _begun(kind: Any, shape: Any, typecode: Any) -> StoredArray:
    """Stand-in for the function that begins an array."""
    del kind, shape, typecode
    return StoredArray()


class _Reader(pickle.Unpickler):
    """Reads pickles that name nothing but arrays."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a stand-in, or refuse."""
        if module == "numpy" and name == "ndarray":
            return _Marker
        if module == "numpy" and name == "dtype":
            return _StoredType
        if (
            module in ("numpy.core.multiarray", "numpy._core.multiarray")
            and name == "_reconstruct"
        ):
            return _begun
        raise pickle.UnpicklingError(f"asks for {module}.{name}")
