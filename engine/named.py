"""What losses, metrics and optimizers share: a default name, and get and serialize.

Unlike layers they are not numbered: the default name of a class is its own in snake
case, so that it need not be written anywhere.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from engine.errors import OptionError
from engine.options import Configurable, Kind, register_kind
from engine.registry import Registry, snake_case
from engine.types import Json

N = TypeVar("N", bound="Named")


class Named(Configurable):
    """Configurable whose option `name` defaults to the name of its class."""

    default_name: ClassVar[str] = ""
    """The default, where it is not the class's name in snake case."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = cls.__dict__.get("default_name", snake_case(cls.__name__))
        declared = cls.options.get("name")
        if declared is None:
            return

        def convert(value: Any) -> str:
            text: str = declared.kind.convert(value) if value is not None else ""
            return text or name

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


def make(value: Any, base: type[N], registry: Registry[Any]) -> N:
    """Return the object meant by a name, a config, a class or an object.

    Parameters
    ----------
    value : str, dict, type or object
        For example ``"adam"`` or ``{"class_name": "Adam", "config": {}}``.
    base : type
        Class that the object must be of.
    registry : Registry
        Where names are looked up.

    Raises
    ------
    UnsupportedError
        If there is no such name.
    OptionError
        If `value` is none of these.
    """
    if isinstance(value, base):
        return value
    if isinstance(value, str):
        made: N = registry.get(value)()
        return made
    if isinstance(value, type) and issubclass(value, base):
        return value()
    if isinstance(value, Mapping) and "class_name" in value:
        cls: type[N] = registry.get(str(value["class_name"]))
        return cls.from_config(value.get("config") or {})
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
    return {
        "module": registry.module,
        "class_name": type(item).__name__,
        "config": item.get_config(),
        "registered_name": None,
    }


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
