"""What initializers, regularizers, constraints and schedules share: get and serialize.

A family knows its classes by Keras' names, takes a user's own subclasses, objects and
functions, and writes each of them to a config as Keras does.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, overload

from engine.custom_objects import get_registered_name, get_registered_object
from engine.errors import Text, UnsupportedError
from engine.options import Configurable, Kind
from engine.registry import Registry, snake_case
from engine.types import Json

P = TypeVar("P", bound="Piece")

CustomObjects = Mapping[str, Any]
"""A user's own classes and functions by name."""

OLD_PACKAGE = "Custom>"
"""What Keras 2 put before names of classes, its own ones, too."""


def enter(registry: Registry[Any], cls: type) -> None:
    """Enter a class under its name, unless that would hide one of the engine's.

    Parameters
    ----------
    registry : Registry
        Table of the family.
    cls : type
        The class.
    """
    name = cls.__name__
    if name in registry and is_own(registry.get(name)) and not is_own(cls):
        return
    registry.add(name, cls)


def is_own(cls: Any) -> bool:
    """Whether a class or function is the engine's, not a user's."""
    return str(cls.__module__).partition(".")[0] == "engine"


def find(
    registry: Registry[Any], name: str, custom_objects: CustomObjects | None
) -> Any:
    """Return the class or function meant by a name, a user's own ones first.

    Raises
    ------
    UnsupportedError
        If there is none.
    """
    for key in (name, name.removeprefix(OLD_PACKAGE)):
        found = get_registered_object(key, custom_objects)
        if found is not None:
            return found
    short = name.rpartition(">")[2]
    return registry.get(name if short not in registry else short)


def function_config(function: Any) -> Json:
    """Return the config of a function as Keras writes it.

    Raises
    ------
    UnsupportedError
        For a lambda: a file can only hold the name of a function.
    """
    name = get_registered_name(function)
    if name == "<lambda>":
        raise UnsupportedError(
            "A lambda cannot be written to a config. Write a function with def, and "
            "give it as custom_objects when the config is read."
        )
    return {
        "module": function.__module__,
        "class_name": "function",
        "config": name,
        "registered_name": name,
    }


def function_source(function: Any) -> str:
    """Return the Python text that stands for a user's function."""
    return get_registered_name(function).rpartition(">")[2]


def object_config(item: Any, registry: Registry[Any]) -> Json:
    """Return the config of an object with ``get_config`` as Keras writes it."""
    cls = type(item)
    return {
        "module": registry.module if is_own(cls) else cls.__module__,
        "class_name": cls.__name__,
        "config": item.get_config(),
        "registered_name": None if is_own(cls) else get_registered_name(cls),
    }


class Piece(Configurable):
    """Base of what belongs to a family."""

    @property
    def function(self) -> Any:
        """What a user gave in place of a piece: a function, or an object like one."""
        return None


class FromFunction:
    """A piece that stands for a user's function."""

    def __init__(self, function: Any) -> None:
        super().__init__()
        self._function = function

    @property
    def function(self) -> Any:
        """The function."""
        return self._function


class Family(Generic[P]):
    """The pieces of one kind.

    Parameters
    ----------
    base : type
        Base class.
    registry : Registry
        Names.
    wrap : callable
        Makes a piece of a function, or of an object that is called like one.
    """

    def __init__(
        self, base: type[P], registry: Registry[Any], wrap: Callable[[Any], P]
    ) -> None:
        self._base = base
        self._registry = registry
        self._wrap = wrap

    @overload
    def get(self, value: None, custom_objects: CustomObjects | None = None) -> None: ...

    @overload
    def get(self, value: Any, custom_objects: CustomObjects | None = None) -> P: ...

    def get(self, value: Any, custom_objects: CustomObjects | None = None) -> P | None:
        """Return the piece meant by a name, config, class, object or function.

        Parameters
        ----------
        value : str, dict, type, object or callable
            None gives None.
        custom_objects : mapping of str to object, optional
            A user's own classes and functions by name.

        Raises
        ------
        UnsupportedError
            For unknown names.
        ValueError
            If it is none of these.
        """
        if value is None or isinstance(value, self._base):
            return value
        if isinstance(value, str):
            return self._made(find(self._registry, value, custom_objects))
        if isinstance(value, Mapping) and "class_name" in value:
            return self._from_config(value, custom_objects)
        if callable(value):
            return self._made(value)
        raise ValueError(
            Text(
                "must be a name of {module}, an object of {base} or a function",
                module=self._registry.module,
                base=self._base.__name__,
            )
        )

    def _made(self, found: Any) -> P:
        item = found() if inspect.isclass(found) else found
        return item if isinstance(item, self._base) else self._wrap(item)

    def _from_config(
        self, entry: Mapping[str, Json], custom_objects: CustomObjects | None
    ) -> P:
        config = entry.get("config")
        if entry["class_name"] == "function":
            return self._made(find(self._registry, str(config), custom_objects))
        name = str(entry.get("registered_name") or entry["class_name"])
        cls = find(self._registry, name, custom_objects)
        made = cls.from_config(dict(config or {}))
        return made if isinstance(made, self._base) else self._wrap(made)

    def serialize(self, item: Any) -> Json:
        """Return the config of a piece as Keras writes it."""
        if isinstance(item, Piece) and item.function is not None:
            item = item.function
        if callable(getattr(item, "get_config", None)):
            return object_config(item, self._registry)
        return function_config(item)

    def deserialize(
        self, config: Json, custom_objects: CustomObjects | None = None
    ) -> P | None:
        """Return the piece of a config, or of a name."""
        return self.get(config, custom_objects)

    def is_plain(self, item: P) -> bool:
        """Whether the name of its class is enough to make a piece."""
        return (
            item.function is None and is_own(type(item)) and not item.changed_options()
        )

    def kind(self) -> Kind:
        """Return what options accept that are pieces of this family."""

        def short(item: P) -> Json:
            is_plain = self.is_plain(item)
            return snake_case(type(item).__name__) if is_plain else self.serialize(item)

        def source(item: P) -> str:
            if self.is_plain(item):
                return repr(short(item))
            if item.function is not None:
                return function_source(item.function)
            prefix = f"{self._registry.module}." if is_own(type(item)) else ""
            return item.source(prefix)

        return Kind(
            self._registry.family,
            self.get,
            self.serialize,
            source,
            short,
            lambda: tuple(name for name, _ in self._registry.items()),
        )
