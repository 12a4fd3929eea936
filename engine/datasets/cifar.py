"""What both CIFAR data sets share: pictures in pickles, in a folder or an archive."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.datasets.arrays import unpickle
from engine.datasets.cache import cache_folder, missing
from engine.errors import FileError
from engine.types import Array

_LARGEST = 1 << 30
"""Bytes of a file; larger ones are not read."""


def read_batches(
    path: str | None,
    folder: str,
    archives: Sequence[str],
    origin: str,
    names: Sequence[str],
    labels: str,
) -> list[tuple[Array, Array]]:
    """Return pictures and class numbers of each file.

    Parameters
    ----------
    path : str or None
        The archive or the folder with the files; None looks in Keras' folder.
    folder : str
        Name of the folder within the archive.
    archives : sequence of str
        Names of archives and folders that Keras keeps.
    origin : str
        Where the archive is published.
    names : sequence of str
        The files.
    labels : str
        Entry with the class numbers.
    """
    place = _find(path, folder, archives, origin)
    if place.is_dir():
        contents = {name: _content(place / name) for name in names}
    else:
        contents = _members(place, [f"{folder}/{name}" for name in names])
    return [_batch(contents[name], place / name, labels) for name in names]


def _find(path: str | None, folder: str, kept: Sequence[str], origin: str) -> Path:
    if path is None:
        places = [cache_folder() / name for name in kept]
    else:
        places = [Path(path).expanduser(), cache_folder() / path]
    for place in places:
        for found in (place / folder, place):
            if found.is_dir() and found.name == folder:
                return found
        if place.is_file():
            return place
        if path is not None and place.is_dir():
            return place
    raise missing(places[0], origin)


def _content(place: Path) -> bytes:
    try:
        if os.path.getsize(place) > _LARGEST:
            raise FileError("{path}: is too large.", path=place)
        return place.read_bytes()
    except OSError as error:
        raise FileError(
            "{path}: cannot be read ({reason}). Unpack the archive anew.",
            path=place,
            reason=error,
        ) from error


def _members(place: Path, wanted: Sequence[str]) -> dict[str, bytes]:
    """Return the content of files of an archive; nothing is written to the disk."""
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(place) as archive:
            for member in archive:
                if member.name not in wanted or not member.isfile():
                    continue
                if member.size > _LARGEST:
                    raise FileError("{path}: is too large.", path=place)
                file = archive.extractfile(member)
                assert file is not None, "it is a file"
                found[member.name.rpartition("/")[2]] = file.read()
    except (tarfile.TarError, OSError, EOFError) as error:
        raise FileError(
            "{path}: cannot be read ({reason}). Download it anew.",
            path=place,
            reason=error,
        ) from error
    for name in wanted:
        if name.rpartition("/")[2] not in found:
            raise FileError("{path}: has no file {name}.", path=place, name=name)
    return found


def _batch(content: bytes, place: Path, labels: str) -> tuple[Array, Array]:
    entries: Any = unpickle(io.BytesIO(content), place)
    if not isinstance(entries, Mapping):
        entries = {}
    data, classes = entries.get(b"data"), entries.get(labels.encode())
    if (
        not isinstance(data, np.ndarray)
        or data.shape[1:] != (3072,)
        or data.dtype != np.uint8
        or not isinstance(classes, list)
        or len(classes) != len(data)
        or not all(type(number) is int for number in classes)
    ):
        raise FileError(
            "{path}: must hold pictures of 3072 numbers and their {labels}.",
            path=place,
            labels=labels,
        )
    pictures = data.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    return pictures, np.array(classes).reshape(-1, 1)
