"""What losses, metrics and optimizers share: a default name, and get and serialize.

The default name of a class is its own in snake case, so that it need not be written
anywhere. Where Keras counts the objects of a class, as it does for layers, a second one
gets a number.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from engine.errors import OptionError
from engine.family import find, is_own, object_config
from engine.naming import auto_name
from engine.options import Configurable, Kind, register_kind
from engine.registry import Registry, snake_case
from engine.types import Json

N = TypeVar("N", bound="Named")


class Named(Configurable):
    """Configurable whose option `name` defaults to the name of its class."""

    default_name: ClassVar[str] = ""
    """The default, where it is not the class's name in snake case."""
    is_numbered: ClassVar[bool] = False
    """Whether automatic names are counted: ``"auc"``, ``"auc_1"``, ..."""
    _has_automatic_name = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = cls.__dict__.get("default_name", snake_case(cls.__name__))
        if cls.is_numbered:
            name = ""
        declared = cls.options.get("name")
        if declared is None:
            return

        def convert(value: Any) -> str:
            if value is not None and not isinstance(value, str):
                raise ValueError("must be a text")
            return value or name

        kind = replace(Kind("str", convert), names=declared.kind.names)
        named = replace(declared, default=name, kind=kind)
        cls.options = MappingProxyType({**cls.options, "name": named})
        signature = inspect.signature(cls)
        cls.__signature__ = signature.replace(  # type: ignore[attr-defined]
            parameters=[
                parameter.replace(default=name)
                if parameter.name == "name"
                else parameter
                for parameter in signature.parameters.values()
            ]
        )

    def setup(self) -> None:
        """Give an object of a counted class its name."""
        super().setup()
        if self.is_numbered and not getattr(self, "name", None):
            self.name = auto_name(type(self).__name__)
            self._has_automatic_name = True

    def changed_options(self) -> dict[str, Json]:
        """Return the options that differ from their defaults, in short form."""
        changed = super().changed_options()
        if self._has_automatic_name:
            changed.pop("name", None)
        return changed


def enter(cls: type[Named], registry: Registry[Any]) -> None:
    """Enter a class in the table of its family, unless its name is taken there.

    A class of the user that is called like one of Keras does not replace it.

    Parameters
    ----------
    cls : type
        The class; its ``aliases`` are entered, too.
    registry : Registry
        The table.
    """
    name = cls.__name__
    if name in registry and is_own(registry.get(name)) and not is_own(cls):
        return
    registry.add(name, cls, *cls.__dict__.get("aliases", ()))


def make(
    value: Any,
    base: type[N],
    registry: Registry[Any],
    custom_objects: Mapping[str, Any] | None = None,
    wrap: Callable[[Any], N] | None = None,
) -> N:
    """Return the object meant by a name, a config, a class or an object.

    Parameters
    ----------
    value : str, dict, type, function or object
        For example ``"adam"`` or ``{"class_name": "Adam", "config": {}}``.
    base : type
        Class that the object must be of.
    registry : Registry
        Where names are looked up.
    custom_objects : mapping of str to object, optional
        A user's own classes and functions.
    wrap : callable, optional
        Makes an object of a function, where the family has that.

    Raises
    ------
    UnsupportedError
        If there is no such name.
    OptionError
        If `value` is none of these.
    """
    if isinstance(value, base):
        return value
    found = value
    if isinstance(value, str):
        found = find(registry, value, custom_objects)
    elif isinstance(value, Mapping) and "class_name" in value:
        config = value.get("config")
        if value["class_name"] == "function":
            found = find(registry, str(config), custom_objects)
        else:
            name = str(value.get("registered_name") or value["class_name"])
            found = find(registry, name, custom_objects).from_config(config or {})
    if isinstance(found, type) and (wrap is not None or issubclass(found, base)):
        found = found()
    if isinstance(found, base):
        return found
    if wrap is not None and callable(found):
        return wrap(found)
    raise OptionError(
        "The {family} must be a name such as {example!r}, a {base} or its config. "
        "Received {value!r}.",
        family=registry.family,
        example=next((snake_case(name) for name in registry), ""),
        base=base.__name__,
        value=value,
    )


def serialize(item: Named, registry: Registry[Any]) -> Json:
    """Return the config of an object as Keras writes it."""
    return object_config(item, registry)


def register_named(base: type[N], registry: Registry[Any]) -> None:
    """Let options be objects of a family, chosen by name or written out.

    Parameters
    ----------
    base : type
        Base class of the family.
    registry : Registry
        Its names.
    """

    def to_config(item: N) -> Json:
        return serialize(item, registry)

    def short(item: N) -> Json:
        name = snake_case(type(item).__name__)
        return to_config(item) if item.changed_options() else name

    def source(item: N) -> str:
        text = short(item)
        plain = isinstance(text, str)
        return repr(text) if plain else item.source(f"{registry.module}.")

    register_kind(
        base,
        Kind(
            registry.family,
            lambda value: make(value, base, registry),
            to_config,
            source,
            short,
            lambda: tuple(name for name, _ in registry.items()),
        ),
    )
