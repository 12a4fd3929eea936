"""Which columns feed an input or an output, and how they are made into numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from studio.data.errors import DataError, listed, shown

Scale = Literal["none", "standardize", "minmax"]
Encoding = Literal["auto", "index", "one_hot"]


@dataclass(frozen=True)
class Binding:
    """Columns bound to one Input or Output node.

    Attributes
    ----------
    columns : tuple of str
        Names of fields, at least one. Several single values and vectors become one
        vector, in this order; an image or a sequence stands alone.
    scale : str
        ``"none"``; ``"standardize"``: subtract the mean, divide by the standard
        deviation; ``"minmax"``: to 0..1. Learned on the training rows, for each
        number of a vector, for each channel or feature of an image or sequence.
        Classes are never scaled.
    encoding : str
        How classes become numbers. ``"index"``: 0..k-1, int32; ``"one_hot"``: k
        numbers, one of them 1; ``"auto"``: ``"one_hot"`` for an input, ``"index"``
        for an output, and numbers stay numbers. ``"index"`` and ``"one_hot"`` turn
        numbers and texts into classes, too.
    """

    columns: tuple[str, ...]
    scale: Scale = "none"
    encoding: Encoding = "auto"

    def __post_init__(self) -> None:
        columns: object = self.columns
        if not isinstance(columns, (list, tuple)) or not all(
            isinstance(column, str) for column in columns
        ):
            raise DataError(
                "Data binding: columns must be a list of names, received {received}.",
                received=shown(self.columns),
            )
        object.__setattr__(self, "columns", tuple(self.columns))
        _check_choice("scale", self.scale, get_args(Scale))
        _check_choice("encoding", self.encoding, get_args(Encoding))

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data for a project file."""
        return {
            "columns": list(self.columns),
            "scale": self.scale,
            "encoding": self.encoding,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote.

        Raises
        ------
        DataError
            If it is something else.
        """
        known = ("columns", "scale", "encoding")
        if (
            not isinstance(data, Mapping)
            or "columns" not in data
            or not set(data) <= set(known)
            or not isinstance(data["columns"], (list, tuple))
        ):
            raise DataError(
                "Data binding: expected columns, scale and encoding, "
                "received {received}.",
                received=shown(data),
            )
        return cls(
            tuple(data["columns"]),
            data.get("scale", "none"),
            data.get("encoding", "auto"),
        )


def _check_choice(option: str, value: object, choices: tuple[str, ...]) -> None:
    """Refuse a value that is none of the choices."""
    if value not in choices:
        raise DataError(
            "Data binding: {option} must be one of {choices}, received {received}.",
            option=option,
            choices=listed(choices),
            received=shown(value),
        )
