"""A user's own classes and functions by name, for files and configs.

``register_keras_serializable`` and ``custom_object_scope`` enter them; whoever turns a
name of a config into a class asks `registered_object`. Nothing is ever imported by a
name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from contextvars import ContextVar, Token
from types import MappingProxyType, TracebackType
from typing import Any, TypeVar

from engine.errors import OptionError

T = TypeVar("T")

_OBJECTS: dict[str, Any] = {}
_NAMES: dict[Any, str] = {}
_scope: ContextVar[Mapping[str, Any]] = ContextVar(
    "custom_objects", default=MappingProxyType({})
)


class CustomObjectScope:
    """Makes classes and functions known by name within a ``with`` block.

    A block within a block knows its own objects only, as in Keras.

    Examples
    --------
    >>> with custom_object_scope({"Mine": dict}):
    ...     get_registered_object("Mine")
    <class 'dict'>
    """

    def __init__(self, custom_objects: Mapping[str, Any] | None) -> None:
        self.custom_objects = dict(custom_objects or {})
        self._tokens: list[Token[Mapping[str, Any]]] = []

    def __enter__(self) -> CustomObjectScope:
        self._tokens.append(_scope.set(self.custom_objects))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _scope.reset(self._tokens.pop())


custom_object_scope = CustomObjectScope


def also_known(custom_objects: Mapping[str, Any] | None) -> CustomObjectScope:
    """Return a scope that knows some objects beside those of the present one.

    Parameters
    ----------
    custom_objects : mapping of str to object, optional
        What a function was given under this name.
    """
    return CustomObjectScope({**_scope.get(), **(custom_objects or {})})


def get_custom_objects() -> dict[str, Any]:
    """Return the table of all registered objects itself; changes to it count."""
    return _OBJECTS


def register_keras_serializable(
    package: str = "Custom", name: str | None = None
) -> Callable[[T], T]:
    """Return a decorator that makes a class or function known as ``package>name``.

    Parameters
    ----------
    package : str, default="Custom"
        Whose it is.
    name : str, optional
        Name within the package; that of the class or function when missing.

    Raises
    ------
    OptionError
        If the class has no ``get_config``.
    """

    def decorate(item: T) -> T:
        if inspect.isclass(item) and not callable(
            inspect.getattr_static(item, "get_config", None)
        ):
            raise OptionError(
                "register_keras_serializable: {name} cannot be written to a file, it "
                "has no get_config(). Write one that returns the arguments of its "
                "constructor.",
                name=item.__name__,
            )
        own = _name(item) if name is None else name
        _OBJECTS[f"{package}>{own}"] = item
        _NAMES[item] = f"{package}>{own}"
        return item

    return decorate


def get_registered_name(obj: Any) -> str:
    """Return the name an object is registered by, or else that of the object."""
    known = _NAMES.get(obj)
    return _name(obj) if known is None else known


def get_registered_object(
    name: str,
    custom_objects: Mapping[str, Any] | None = None,
    module_objects: Mapping[str, Any] | None = None,
) -> Any:
    """Return the object that is known by a name, None if there is none.

    Parameters
    ----------
    name : str
        For example ``"Custom>Mine"``.
    custom_objects, module_objects : mapping of str to object, optional
        Where to look after the present scope and the registered ones.
    """
    for table in (_scope.get(), _OBJECTS, custom_objects or {}, module_objects or {}):
        if name in table:
            return table[name]
    return None


def _name(item: Any) -> str:
    return str(item.__name__)
