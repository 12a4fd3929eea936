"""Where Keras keeps the data sets that it has downloaded."""

from __future__ import annotations

import os
from pathlib import Path

from engine.errors import FileError


def cache_folder() -> Path:
    """Return Keras' folder ``datasets``, in ``KERAS_HOME`` or else in ``~/.keras``."""
    home = os.environ.get("KERAS_HOME")
    return (Path(home) if home else Path.home() / ".keras") / "datasets"


def find(path: str | os.PathLike[str], origin: str, folder: str = "") -> Path:
    """Return where a file of a data set is.

    Parameters
    ----------
    path : path
        A file that exists, or the name of one in Keras' folder.
    origin : str
        Where it is published, for the message.
    folder : str, default=""
        Folder within that of Keras.

    Raises
    ------
    FileError
        If there is none: nothing is ever downloaded.
    """
    given = Path(path).expanduser()
    kept = cache_folder() / folder / given
    for place in (kept, given):
        if place.is_file():
            return place
    raise missing(kept, origin)


def missing(place: Path, origin: str) -> FileError:
    """Return the error for a file that is not there."""
    return FileError(
        "{path}: there is no such file, and nothing is downloaded here. Download "
        "{origin}, put it there under that name, or give its path.",
        path=place,
        origin=origin,
    )
