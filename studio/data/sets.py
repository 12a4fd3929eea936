"""Data sets known by name: the base class of built-in and generated ones."""

from __future__ import annotations

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from studio.data.dataset import Dataset
from studio.data.errors import DataError, listed, nearest, shown
from studio.data.fields import Column
from studio.data.options import Configured, Option


@dataclass(frozen=True)
class SetInfo:
    """What a list of data sets shows.

    Attributes
    ----------
    kind : str
        Kind of source, ``"builtin"`` or ``"generated"``.
    name, title, description, licence : str
        Name in specs, name for people, what it is, how it may be used.
    options : tuple of Option
        What can be chosen.
    """

    kind: str
    name: str
    title: str
    description: str
    licence: str
    options: tuple[Option, ...]

    def spec(self) -> dict[str, Any]:
        """Return the source spec with every option at its default."""
        chosen = {option.name: option.default for option in self.options}
        return {"kind": self.kind, "name": self.name, **chosen}


@dataclass(frozen=True)
class NamedSet(Configured, ABC):
    """A data set that the program can make from nothing but its options.

    A subclass sets `name`, `title`, `description` and `licence`, declares options as
    fields and gives the columns. Defining it is enough to register it.
    """

    kind: ClassVar[str]
    name: ClassVar[str]
    title: ClassVar[str]
    description: ClassVar[str] = ""
    licence: ClassVar[str] = ""

    @abstractmethod
    def columns(self) -> dict[str, Column]:
        """Load or make the columns."""

    @classmethod
    def info(cls) -> SetInfo:
        """Return what a list of data sets shows."""
        return SetInfo(
            cls.kind,
            cls.name,
            cls.title,
            cls.description,
            cls.licence,
            cls.options(),
        )

    def open(self) -> Dataset:
        """Load or make the data."""
        return Dataset(
            self.name,
            self.title,
            self.columns(),
            description=self.description,
            licence=self.licence,
        )


class Catalogue:
    """The sets of one kind: every module of a package, plus what registers later.

    Parameters
    ----------
    package : str
        Package whose modules define the sets, one a file.
    what : str
        Begins error texts, such as ``"Built-in data"``.
    """

    def __init__(self, package: str, what: str) -> None:
        self._package = package
        self._what = what
        self._sets: dict[str, type[NamedSet]] = {}
        self._is_loaded = False

    def register(self, cls: type[NamedSet]) -> None:
        """Add a class, or replace the one of the same name."""
        self._sets[cls.name] = cls

    def infos(self) -> tuple[SetInfo, ...]:
        """Describe all sets, by title."""
        self._load()
        infos = (cls.info() for cls in self._sets.values())
        return tuple(sorted(infos, key=lambda info: info.title.lower()))

    def open(self, values: Mapping[str, Any]) -> Dataset:
        """Open the set that a spec names.

        Parameters
        ----------
        values : mapping
            The spec without its kind: ``name`` and options.

        Raises
        ------
        DataError
            For an unknown name or a wrong option.
        """
        self._load()
        options = dict(values)
        name = options.pop("name", None)
        if not isinstance(name, str) or name not in self._sets:
            raise self._unknown(name)
        where = f'{self._what} "{name}"'
        return self._sets[name].from_values(options, where).open()

    def _load(self) -> None:
        """Import every module of the package, once, so that its classes register."""
        if self._is_loaded:
            return
        package = importlib.import_module(self._package)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self._package}.{module.name}")
        self._is_loaded = True

    def _unknown(self, name: object) -> DataError:
        """Error for a name that no set has."""
        meant = nearest(name, self._sets) if isinstance(name, str) else None
        if meant is not None:
            return DataError(
                '{what}: there is no {name}. Did you mean "{meant}"?',
                what=self._what,
                name=shown(name),
                meant=meant,
            )
        return DataError(
            "{what}: there is no {name}. There are {known}.",
            what=self._what,
            name=shown(name),
            known=listed(sorted(self._sets), limit=30),
        )
