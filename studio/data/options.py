"""Options of sources and data sets: declared once as fields, read by forms and files.

A class derives from `Configured`, is a frozen dataclass and declares its options as
annotated fields::

    rows: Annotated[int, Setting("Number of rows.", min=10, max=100_000)] = 1000
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from studio.data.errors import DataError, listed, nearest, shown


@dataclass(frozen=True)
class Setting:
    """What a field declares besides its type and default.

    Attributes
    ----------
    doc : str
        One line for people.
    min, max : int, float or None
        Smallest and largest number.
    choices : tuple of str
        The only texts accepted; empty for any.
    """

    doc: str
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One option, as a form or a command line reads it.

    Attributes
    ----------
    name : str
        Key in the spec.
    type : type
        ``int``, ``float``, ``bool`` or ``str``.
    default : object
        Value when the key is absent; None where `required`.
    required : bool
        Whether the key must be there.
    nullable : bool
        Whether None is accepted (it means: find out).
    setting : Setting
        Doc and limits.
    """

    name: str
    type: type
    default: Any
    required: bool
    nullable: bool
    setting: Setting

    @property
    def doc(self) -> str:
        """One line for people."""
        return self.setting.doc

    def check(self, value: Any, where: str) -> Any:
        """Return the value as the class stores it.

        Raises
        ------
        DataError
            If the type or the range is wrong.
        """
        if value is None and self.nullable:
            return None
        about = {"where": where, "option": self.name, "received": shown(value)}
        if self.type in (int, float):
            return self._check_number(value, about)
        if self.type is bool:
            if not isinstance(value, bool):
                raise DataError(
                    "{where}: {option} must be true or false, received {received}.",
                    **about,
                )
            return value
        if not isinstance(value, str):
            raise DataError(
                "{where}: {option} must be a text, received {received}.", **about
            )
        if self.setting.choices and value not in self.setting.choices:
            raise DataError(
                "{where}: {option} must be one of {choices}, received {received}.",
                choices=listed(self.setting.choices),
                **about,
            )
        return value

    def _check_number(self, value: Any, about: dict[str, str]) -> Any:
        """`check` for int and float."""
        low = -math.inf if self.setting.min is None else self.setting.min
        high = math.inf if self.setting.max is None else self.setting.max
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        is_fine = is_number and low <= value <= high
        if self.type is int:
            if not is_fine or value != int(value):
                raise DataError(
                    "{where}: {option} must be a whole number from {min} to {max}, "
                    "received {received}.",
                    min=low,
                    max=high,
                    **about,
                )
            return int(value)
        if not is_fine:
            raise DataError(
                "{where}: {option} must be a number from {min} to {max}, "
                "received {received}.",
                min=low,
                max=high,
                **about,
            )
        return float(value)


@dataclass(frozen=True)
class Configured:
    """Base of the dataclasses whose fields are options."""

    what: ClassVar[str] = "Data source"

    @classmethod
    def options(cls) -> tuple[Option, ...]:
        """Return the declared options, in order."""
        hints = typing.get_type_hints(cls, include_extras=True)
        return tuple(_option(field, hints) for field in dataclasses.fields(cls))

    @classmethod
    def from_values(cls, values: Mapping[str, Any], where: str) -> Self:
        """Make an instance from JSON values.

        Parameters
        ----------
        values : mapping
            Values of some options, by name.
        where : str
            Begins the text of an error, such as ``'Data source "csv"'``.

        Returns
        -------
        Configured
            With defaults for the rest.

        Raises
        ------
        DataError
            For an unknown or missing option and for a value that does not fit.
        """
        options = {option.name: option for option in cls.options()}
        for name in values:
            if name not in options:
                raise _unknown_option(name, options, where)
        checked = {}
        for name, option in options.items():
            if name in values:
                checked[name] = option.check(values[name], where)
            elif option.required:
                raise DataError(
                    "{where}: {option} is missing. {doc}",
                    where=where,
                    option=name,
                    doc=option.doc,
                )
        return cls(**checked)

    def values(self) -> dict[str, Any]:
        """Return the value of every option, JSON-able."""
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}


def _option(field: dataclasses.Field[Any], hints: dict[str, Any]) -> Option:
    """Read one annotated field."""
    kind, setting = typing.get_args(hints[field.name])
    nullable = isinstance(kind, types.UnionType)
    if nullable:
        kind = next(a for a in typing.get_args(kind) if a is not types.NoneType)
    required = field.default is dataclasses.MISSING
    return Option(
        name=field.name,
        type=kind,
        default=None if required else field.default,
        required=required,
        nullable=nullable,
        setting=setting,
    )


def _unknown_option(name: str, known: Mapping[str, Option], where: str) -> DataError:
    """Error for a key that no option has."""
    meant = nearest(str(name), known)
    if meant is not None:
        return DataError(
            '{where}: unknown option {option}. Did you mean "{meant}"?',
            where=where,
            option=shown(name),
            meant=meant,
        )
    return DataError(
        "{where}: unknown option {option}. Known options: {known}.",
        where=where,
        option=shown(name),
        known=listed(known),
    )
