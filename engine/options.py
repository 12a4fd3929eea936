"""Options declared once: typed fields that constructor, config, forms and code read.

`Configurable` is the base of layers, optimizers, losses, metrics, callbacks and
initializers. A subclass declares its options as annotated class attributes::

    class Dense(Layer):
        units: int = option(doc="Number of output features.", min=1)
        use_bias: bool = option(default=True, doc="Add a bias vector.")

and gets a constructor in Keras' argument order, validation, ``get_config`` and
``from_config``, the shortest source text, and `Option` records for all other readers.

What a type of option accepts, and how it is written to a config, is a `Kind`; modules
that define new types of values (activations, initializers, ...) add theirs with
`register_kind`.
"""

from __future__ import annotations

import inspect
import math
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Self,
    TypeVar,
    Union,
    dataclass_transform,
)

import numpy as np

from engine.errors import OptionError, Text, UnsupportedError, did_you_mean
from engine.types import DTYPES, Json


class _Required:
    """Marks an option without a default."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED = _Required()


@dataclass(frozen=True)
class Kind:
    """What one type of option accepts and how it is stored.

    Attributes
    ----------
    name : str
        Name that forms choose their editor by, such as ``"int"`` or ``"initializer"``.
    convert : callable
        Turns an accepted value into the stored one; raises ValueError with the
        reason when the value cannot be accepted.
    serialize : callable
        Turns the stored value into JSON-able data for a config.
    source : callable
        Turns the stored value into Python source text.
    short : callable
        Turns the stored value into the shortest JSON-able form that `convert`
        accepts, such as ``"glorot_uniform"``.
    names : callable
        Names a chooser can offer; empty when there is nothing to choose from.
    choices : tuple of str
        The only values, for a ``"choice"`` that many classes share.
    """

    name: str
    convert: Callable[[Any], Any]
    serialize: Callable[[Any], Json] = lambda value: value
    source: Callable[[Any], str] = repr
    short: Callable[[Any], Json] = lambda value: value
    names: Callable[[], tuple[str, ...]] = tuple
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One declared option, as every reader sees it.

    Attributes
    ----------
    name : str
        Argument name, the one that Keras uses.
    kind : Kind
        Type of the value.
    default : object
        Default value, or `REQUIRED`.
    doc : str
        One sentence for tool tips, help and docstrings.
    min, max : float or None
        Allowed range, both ends included.
    choices : tuple of str
        Allowed values of a ``"choice"`` option.
    unit : str or None
        Unit of the number, such as ``"s"``.
    optional : bool
        Whether None is allowed.
    advanced : bool
        Whether forms fold the option away.
    positional : bool
        Whether the constructor accepts the option by position.
    formerly : tuple of str
        Old names; using one raises an error that names today's spelling.
    suggest : object
        For a required option: the value a program fills in first.
    """

    name: str
    kind: Kind
    default: Any
    doc: str
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()
    unit: str | None = None
    optional: bool = False
    advanced: bool = False
    positional: bool = True
    formerly: tuple[str, ...] = ()
    suggest: Any = None
    check: Callable[[Any], str | None] | None = None

    @property
    def is_required(self) -> bool:
        """Whether the option has no default."""
        return self.default is REQUIRED

    def convert(self, value: Any, where: str) -> Any:
        """Return `value` as it is stored, or raise an `OptionError` that says why not.

        Parameters
        ----------
        value : object
            What the user gave.
        where : str
            Name of the owner for the message, such as ``'Dense "hidden"'``.
        """
        if value is None and self.optional:
            return None
        if value is None and (self.default == "" or self.kind.name == "dtype"):
            value = self.default  # name=None: an automatic name; dtype=None: float32
        try:
            converted = self.kind.convert(value)
        except OptionError:
            raise
        except UnsupportedError as error:
            raise OptionError(
                "{where}: option {option}: {reason}",
                where=where,
                option=self.name,
                reason=Text(error.template, **error.values),
            ) from error
        except (ValueError, TypeError) as error:
            raise OptionError(
                "{where}: option {option} {reason}. Received {value!r}.",
                where=where,
                option=self.name,
                reason=_reason(error),
                value=value,
            ) from error
        if self.choices and converted not in self.choices:
            hint = did_you_mean(str(value), self.choices)
            raise OptionError(
                "{where}: option {option} must be one of {choices}. "
                "Received {value!r}.{hint}",
                where=where,
                option=self.name,
                choices=", ".join(self.choices),
                value=value,
                hint=hint,
            )
        self._check_range(converted, where)
        if self.check is not None and (reason := self.check(converted)):
            raise OptionError(
                "{where}: option {option} {reason}. Received {value!r}.",
                where=where,
                option=self.name,
                reason=reason,
                value=value,
            )
        return converted

    def _check_range(self, value: Any, where: str) -> None:
        for number in value if isinstance(value, tuple) else (value,):
            if isinstance(number, bool) or not isinstance(number, int | float):
                continue
            if self.min is not None and number < self.min:
                raise OptionError(
                    "{where}: option {option} must be at least {limit:g}. "
                    "Received {value!r}.",
                    where=where,
                    option=self.name,
                    limit=self.min,
                    value=value,
                )
            if self.max is not None and number > self.max:
                raise OptionError(
                    "{where}: option {option} must be at most {limit:g}. "
                    "Received {value!r}.",
                    where=where,
                    option=self.name,
                    limit=self.max,
                    value=value,
                )


class _Declaration:
    """What `option(...)` leaves in the class body until the class is complete."""

    def __init__(self, **values: Any) -> None:
        self.values = values


def option(
    *,
    default: Any = REQUIRED,
    doc: str,
    min: float | None = None,
    max: float | None = None,
    unit: str | None = None,
    advanced: bool = False,
    kw_only: bool = False,
    formerly: tuple[str, ...] = (),
    suggest: Any = None,
    check: Callable[[Any], str | None] | None = None,
) -> Any:
    """Declare an option of a `Configurable`; see `Option` for the meaning.

    Parameters
    ----------
    default : object, optional
        Default value. Without it the option is required.
    doc : str
        One sentence.
    min, max : float, optional
        Allowed range, both ends included.
    unit : str, optional
        Unit of the number.
    advanced : bool, default=False
        Fold away in forms.
    kw_only : bool, default=False
        Accept by name only.
    formerly : tuple of str, default=()
        Old names.
    suggest : object, optional
        First value of a required option in a program.
    check : callable, optional
        Takes the converted value, returns the reason why it is wrong, or None.
    """
    return _Declaration(
        default=default,
        doc=doc,
        min=min,
        max=max,
        unit=unit,
        advanced=advanced,
        positional=not kw_only,
        formerly=formerly,
        suggest=suggest,
        check=check,
    )


# ------------------------------------------------------------------- kinds


def _reason(error: ValueError | TypeError) -> Text:
    """Return why a kind does not take a value, such as "must be a number"."""
    first = error.args[0] if error.args else ""
    if isinstance(first, Text):
        return first
    return Text(str(error) or "cannot take this value")


def _int(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        if isinstance(value, float) and value.is_integer():
            return int(value)
        raise ValueError("must be a whole number")
    return int(value)


def _float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        raise ValueError("must be a number")
    if not math.isfinite(value):
        raise ValueError("must be a finite number")
    return float(value)


def _bool(value: Any) -> bool:
    if not isinstance(value, bool | np.bool_):
        raise ValueError("must be True or False")
    return bool(value)


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a text")
    return value


def _ints(value: Any) -> tuple[int, ...]:
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        return (int(value),)
    if isinstance(value, str) or not isinstance(value, list | tuple | np.ndarray):
        raise ValueError("must be a tuple of whole numbers such as (32, 10)")
    return tuple(_int(v) for v in value)


def _int_or_ints(value: Any) -> int | tuple[int, ...]:
    if isinstance(value, list | tuple | np.ndarray):
        return tuple(_int(v) for v in value)
    return _int(value)


def _numbers(value: Any) -> Any:
    if isinstance(value, Mapping):  # an array in a config of Keras
        value = value.get("config", {}).get("value")
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, list | tuple):
        return _float(value)
    items = [_numbers(v) for v in value]
    shapes = {np.shape(item) for item in items}
    if len(shapes) > 1:
        raise ValueError("must hold rows of the same length")
    return items


def _shape(value: Any) -> tuple[int | None, ...]:
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        return (int(value),)
    if isinstance(value, str) or not isinstance(value, list | tuple | np.ndarray):
        raise ValueError("must be a shape such as (28, 28, 1)")
    return tuple(None if v is None else _int(v) for v in value)


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list | tuple):
        raise ValueError("must be a list of names")
    return tuple(_str(v) for v in value)


def _dtype(value: Any) -> str:
    if isinstance(value, Mapping):  # Keras' DTypePolicy in a config
        value = value.get("config", {}).get("name")
    try:
        name = str(np.dtype(value).name)
    except TypeError:
        name = str(value)
    if name not in DTYPES:
        raise ValueError(Text("must be one of {names}", names=", ".join(DTYPES)))
    return name


Ints = Annotated[tuple[int, ...], "ints"]
"""Annotation of an option that is a tuple of whole numbers."""
ShapeOption = Annotated[tuple[int | None, ...], "shape"]
"""Annotation of an option that is a shape; sizes may be None."""
IntOrInts = Annotated[int | tuple[int, ...], "int or ints"]
"""Annotation of an option that is a whole number or several, such as axes."""
Numbers = Annotated[Any, "numbers"]
"""Annotation of an option that is a number or nested lists of numbers."""
Names = Annotated[tuple[str, ...], "names"]
"""Annotation of an option that is a list of names."""
DType = Annotated[str, "dtype"]
"""Annotation of an option that is the name of a dtype."""


def _plain(value: int | tuple[int, ...]) -> Json:
    return list(value) if isinstance(value, tuple) else value


def _float_source(value: float) -> str:
    return repr(float(value))


_KINDS: dict[Any, Kind] = {
    int: Kind("int", _int),
    float: Kind("float", _float, source=_float_source),
    bool: Kind("bool", _bool),
    str: Kind("str", _str),
    Ints: Kind("ints", _ints, serialize=list, short=list),
    IntOrInts: Kind("int_or_ints", _int_or_ints, _plain, short=_plain),
    Numbers: Kind("numbers", _numbers),
    ShapeOption: Kind("shape", _shape, serialize=list, short=list),
    Names: Kind("names", _names, serialize=list, short=list, source=repr),
    DType: Kind("dtype", _dtype, names=lambda: DTYPES),
}
_CHOICE = Kind("choice", _str)


def register_kind(annotation: Any, kind: Kind) -> None:
    """Teach options to accept values of a new type.

    Parameters
    ----------
    annotation : type
        The type that declarations write after the colon.
    kind : Kind
        How such values are accepted and stored.
    """
    _KINDS[annotation] = kind


def _resolve_kind(
    annotation: Any, owner: str, name: str
) -> tuple[Kind, tuple[str, ...], bool]:
    """Return kind, choices and whether None is allowed for an annotation."""
    optional = False
    if isinstance(annotation, types.UnionType) or (
        typing.get_origin(annotation) is Union
    ):
        members = [a for a in typing.get_args(annotation) if a is not type(None)]
        optional = len(members) < len(typing.get_args(annotation))
        if len(members) == 1:
            annotation = members[0]
    if typing.get_origin(annotation) is Literal:
        return _CHOICE, tuple(typing.get_args(annotation)), optional
    for known, kind in _KINDS.items():
        if annotation == known:
            return kind, kind.choices, optional
    raise TypeError(f"{owner}.{name}: no kind of option for {annotation!r}")


_C = TypeVar("_C", bound="Configurable")


@dataclass_transform(field_specifiers=(option,))
class Configurable:
    """Base of everything that has options; see the module's text."""

    options: ClassVar[Mapping[str, Option]] = {}
    """All options by name, in constructor order."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        inherited = dict(cls.options)
        collected: dict[str, Option] = {}
        own = {
            name: annotation
            for name, annotation in inspect.get_annotations(cls).items()
            if isinstance(cls.__dict__.get(name), _Declaration)
        }
        if own:
            # Only these: other annotations may name types that exist for checkers only.
            declared = type(
                cls.__name__, (), {"__annotations__": own, "__module__": cls.__module__}
            )
            hints = typing.get_type_hints(
                declared, localns={cls.__name__: cls}, include_extras=True
            )
            for name in own:
                declaration = cls.__dict__[name]
                kind, choices, optional = _resolve_kind(hints[name], cls.__name__, name)
                inherited.pop(name, None)
                collected[name] = Option(
                    name=name,
                    kind=kind,
                    choices=choices,
                    optional=optional or declaration.values["default"] is None,
                    **declaration.values,
                )
                delattr(cls, name)
        collected.update(inherited)  # as in Keras: VarianceScaling(scale, ..., seed)
        # Options that are by-name only go last, as Keras' **kwargs do.
        ordered = [o for o in collected.values() if o.positional]
        ordered += [o for o in collected.values() if not o.positional]
        cls._set_options(ordered)

    @classmethod
    def _set_options(cls, ordered: Iterable[Option]) -> None:
        """Set the options in their order, and the signature that follows from them."""
        cls.options = types.MappingProxyType({o.name: o for o in ordered})
        cls.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [
                inspect.Parameter(
                    o.name,
                    inspect.Parameter.POSITIONAL_OR_KEYWORD
                    if o.positional
                    else inspect.Parameter.KEYWORD_ONLY,
                    default=inspect.Parameter.empty if o.is_required else o.default,
                )
                for o in sorted(
                    cls.options.values(),
                    key=lambda o: (
                        not o.positional,
                        o.positional and not o.is_required,
                    ),
                )
            ]
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        cls = type(self)
        positional = [o for o in cls.options.values() if o.positional]
        where = self._where_in_errors(kwargs)
        if len(args) > len(positional):
            raise OptionError(
                "{where}: takes at most {count} values by position ({names}). "
                "Received {received}.",
                where=where,
                count=len(positional),
                names=", ".join(o.name for o in positional) or "none",
                received=len(args),
            )
        given = {o.name: value for o, value in zip(positional, args, strict=False)}
        for name, value in kwargs.items():
            if name in given:
                raise OptionError(
                    "{where}: option {option} is given twice.",
                    where=where,
                    option=name,
                )
            if name not in cls.options:
                raise cls._unknown_option(name, where)
            given[name] = value
        for name, opt in cls.options.items():
            if name in given:
                setattr(self, name, opt.convert(given[name], where))
            elif opt.is_required:
                raise OptionError(
                    "{where}: option {option} is missing. {doc}",
                    where=where,
                    option=name,
                    doc=Text(opt.doc),
                )
            else:
                setattr(
                    self,
                    name,
                    None if opt.default is None else opt.convert(opt.default, where),
                )
        self.setup()

    def setup(self) -> None:
        """Check options against each other; called at the end of the constructor."""

    @classmethod
    def _where_in_errors(cls, kwargs: Mapping[str, Any]) -> str:
        name = kwargs.get("name")
        return f'{cls.__name__} "{name}"' if name else cls.__name__

    @classmethod
    def _unknown_option(cls, name: str, where: str) -> OptionError:
        for opt in cls.options.values():
            if name in opt.formerly:
                return OptionError(
                    '{where}: option "{old}" is called "{new}" today. '
                    "Write {new}=... instead.",
                    where=where,
                    old=name,
                    new=opt.name,
                )
        return OptionError(
            '{where}: there is no option "{option}".{hint} Options: {names}.',
            where=where,
            option=name,
            hint=did_you_mean(name, cls.options),
            names=", ".join(cls.options) or "none",
        )

    # ------------------------------------------------------------ readers

    def option_value(self, name: str) -> Any:
        """Return what an option is set to."""
        return getattr(self, name)

    def get_config(self) -> dict[str, Json]:
        """Return all options as JSON-able data, as Keras does."""
        config: dict[str, Json] = {}
        for name, opt in self.options.items():
            value = self.option_value(name)
            config[name] = None if value is None else opt.kind.serialize(value)
        return config

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make an object from what `get_config` returned."""
        return cls(**config)

    def is_default(self, opt: Option) -> bool:
        """Whether an option has its default, so that source text can leave it out."""
        return not opt.is_required and _same(opt, getattr(self, opt.name))

    def written_value(self, name: str) -> Any:
        """Return the value of an option as people write it, for short forms.

        Parameters
        ----------
        name : str
            Name of the option.
        """
        return self.option_value(name)

    def changed_options(self) -> dict[str, Json]:
        """Return the options that differ from their defaults, in short form."""
        changed: dict[str, Json] = {}
        for name, opt in self.options.items():
            value = self.written_value(name)
            if self.is_default(opt):
                continue
            changed[name] = None if value is None else opt.kind.short(value)
        return changed

    def source(self, prefix: str = "") -> str:
        """Return the shortest Python text that makes an equal object.

        Parameters
        ----------
        prefix : str, default=""
            Module text before the class name, such as ``"layers."``.
        """
        parts = []
        for name, opt in self.options.items():
            value = self.written_value(name)
            if self.is_default(opt):
                continue
            text = "None" if value is None else opt.kind.source(value)
            parts.append(text if opt.is_required else f"{name}={text}")
        return f"{prefix}{type(self).__name__}({', '.join(parts)})"


def _same(opt: Option, value: Any) -> bool:
    """Whether `value` is the default of `opt`."""
    if value is None or opt.default is None:
        return value is opt.default
    default = opt.kind.convert(opt.default)
    return bool(opt.kind.serialize(default) == opt.kind.serialize(value))
