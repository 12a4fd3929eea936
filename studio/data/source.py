"""Opens the data that a source spec of a project file names."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, ClassVar

from studio.data.dataset import Dataset
from studio.data.errors import DataError, listed, nearest, shown

PACKAGE = "studio.data.sources"


@dataclass(frozen=True)
class Source(ABC):
    """A kind of data source. Defining a subclass with a `kind` registers it."""

    kind: ClassVar[str]
    title: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()
    """Endings of the files that this kind reads, such as ``".csv"``."""

    registry: ClassVar[dict[str, type[Source]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "kind" in cls.__dict__:
            Source.registry[cls.kind] = cls

    @classmethod
    @abstractmethod
    def open_values(cls, values: Mapping[str, Any], base: Path | None) -> Dataset:
        """Open the data.

        Parameters
        ----------
        values : mapping
            The spec without its kind.
        base : Path or None
            Folder that relative paths start from; None for the current one.
        """


@functools.cache
def _load_kinds() -> None:
    """Import every module of the package, once, so that its classes register."""
    package = importlib.import_module(PACKAGE)
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{PACKAGE}.{module.name}")


def source_kinds() -> dict[str, type[Source]]:
    """Return all kinds of sources, by the name they have in specs."""
    _load_kinds()
    return dict(Source.registry)


def open_source(spec: Mapping[str, Any], base: Path | None = None) -> Dataset:
    """Open the data that a spec names.

    Parameters
    ----------
    spec : mapping
        JSON data with the key ``kind``, such as ``{"kind": "builtin", "name": "iris"}``
        or ``{"kind": "csv", "path": "rows.csv"}``.
    base : Path, optional
        Folder of the project file: relative paths start there.

    Returns
    -------
    Dataset
        In memory.

    Raises
    ------
    DataError
        If the spec or the data cannot be used.
    """
    if not isinstance(spec, Mapping):
        raise DataError(
            "Data source: expected an object with a kind, received {received}.",
            received=shown(spec),
        )
    values = dict(spec)
    kind = values.pop("kind", None)
    kinds = source_kinds()
    if not isinstance(kind, str) or kind not in kinds:
        raise _unknown_kind(kind, kinds)
    return kinds[kind].open_values(values, base)


def file_spec(path: Path, base: Path | None = None) -> dict[str, Any]:
    """Make the spec of a file that a user chose or dropped.

    Parameters
    ----------
    path : Path
        The file; its ending decides the kind.
    base : Path, optional
        Folder of the project file: a file in it is stored with a relative path, so
        that the folder can move.

    Returns
    -------
    dict
        For `open_source`.

    Raises
    ------
    DataError
        If no kind of source reads such files.
    """
    suffix = path.suffix.lower()
    known: list[str] = []
    for kind, source in source_kinds().items():
        if suffix in source.suffixes:
            return {"kind": kind, "path": _stored_path(path, base)}
        known.extend(source.suffixes)
    raise DataError(
        'File "{path}": data of type {suffix} cannot be read. '
        "Files that can be read end in {known}.",
        path=path.name,
        suffix=shown(suffix),
        known=", ".join(sorted(known)),
    )


def resolve_path(text: str, base: Path | None) -> Path:
    """Find the file of a spec, and check that it is one.

    Parameters
    ----------
    text : str
        Path as stored; relative ones start from `base`.
    base : Path or None
        Folder of the project file.

    Raises
    ------
    DataError
        If there is no such file.
    """
    if not text or "\0" in text:
        raise DataError("Data file: {received} is not a path.", received=shown(text))
    path = Path(text)
    if "\\" in text and not isinstance(path, PureWindowsPath) and not path.exists():
        # A relative path that a project saved on Windows.
        path = Path(PureWindowsPath(text).as_posix())
    if base is not None:
        path = base / path
    try:
        is_file, exists = path.is_file(), path.exists()
    except OSError as error:
        raise unreadable(path, error) from error
    if not exists:
        raise DataError(
            'File "{path}" does not exist. Looked for it in {folder}; '
            "choose the file again.",
            path=path.name,
            folder=str(path.parent.absolute()),
        )
    if not is_file:
        raise DataError(
            'Expected a data file, but "{path}" is a folder or a device. '
            "Choose a file.",
            path=str(path),
        )
    return path


def read_file(path: Path, limit: int) -> bytes:
    """Read a whole file of at most `limit` bytes.

    Raises
    ------
    DataError
        If the file is larger or cannot be read.
    """
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(content) > limit:
        raise DataError(
            'File "{path}" is larger than {limit} MB, the most that can be loaded. '
            "Use a part of it.",
            path=path.name,
            limit=limit // 2**20,
        )
    return content


def unreadable(path: Path, error: OSError) -> DataError:
    """Error for a file that the system does not hand out."""
    return DataError(
        'File "{path}" cannot be read: {reason}. '
        "Check its permissions and whether another program holds it.",
        path=path.name,
        reason=error.strerror or type(error).__name__,
    )


def _stored_path(path: Path, base: Path | None) -> str:
    """Path for a project file: relative and with slashes where possible."""
    path = path.absolute()
    if base is not None and path.is_relative_to(base.absolute()):
        return str(PurePosixPath(path.relative_to(base.absolute())))
    return str(path)


def _unknown_kind(kind: object, kinds: Mapping[str, type[Source]]) -> DataError:
    """Error for a kind that nothing opens."""
    meant = nearest(kind, kinds) if isinstance(kind, str) else None
    if meant is not None:
        return DataError(
            'Data source: unknown kind {kind}. Did you mean "{meant}"?',
            kind=shown(kind),
            meant=meant,
        )
    return DataError(
        "Data source: unknown kind {kind}. Known kinds: {known}.",
        kind=shown(kind),
        known=listed(sorted(kinds)),
    )
