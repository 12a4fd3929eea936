"""Values of configs, checked: what is not as it should be raises."""

from __future__ import annotations

from typing import NoReturn

from engine.errors import FileError, Text
from engine.types import Json, Shape

MAX_RANK = 8
MAX_SIZE = 1 << 31


class Values:
    """Checks the values of one config.

    Parameters
    ----------
    where : str, default=""
        Name of the file; messages begin with it.
    """

    def __init__(self, where: str = "") -> None:
        self.start = f"{where}: " if where else ""
        """What messages begin with."""

    def table(self, value: Json, what: str) -> dict[str, Json]:
        """Return a table with texts as keys."""
        if not isinstance(value, dict) or not all(isinstance(k, str) for k in value):
            self.fail(
                Text(
                    "{what} must be a table. Received {kind}",
                    what=what,
                    kind=_kind(value),
                )
            )
        return value

    def list(self, value: Json, what: str) -> list[Json]:
        """Return a list."""
        if not isinstance(value, list | tuple):
            self.fail(
                Text(
                    "{what} must be a list. Received {kind}",
                    what=what,
                    kind=_kind(value),
                )
            )
        return [*value]

    def text(self, value: Json, what: str) -> str:
        """Return a text."""
        if not isinstance(value, str):
            self.fail(
                Text(
                    "{what} must be a text. Received {kind}",
                    what=what,
                    kind=_kind(value),
                )
            )
        return value

    def position(self, value: Json, what: str) -> int:
        """Return a whole number from 0 on."""
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fail(
                Text(
                    "{what} must be a whole number from 0 on. Received {value!r}",
                    what=what,
                    value=value,
                )
            )
        return value

    def shape(self, value: Json, what: str) -> Shape:
        """Return a shape of a size that arrays can have."""
        sizes = self.list(value, what)
        if len(sizes) > MAX_RANK:
            self.fail(
                Text(
                    "{what} has {count} axes, more than {limit}",
                    what=what,
                    count=len(sizes),
                    limit=MAX_RANK,
                )
            )
        for size in sizes:
            is_whole = isinstance(size, int) and not isinstance(size, bool)
            if size is not None and not (is_whole and 0 < size < MAX_SIZE):
                self.fail(
                    Text(
                        "{what} holds {size!r}, which is no size", what=what, size=size
                    )
                )
        return tuple(sizes)

    def fail(self, reason: Text) -> NoReturn:
        """Raise a `FileError`.

        Parameters
        ----------
        reason : Text
            Without a full stop at its end.
        """
        raise FileError("{start}{reason}.", start=self.start, reason=reason)


def _kind(value: Json) -> str:
    return "nothing" if value is None else f"{type(value).__name__} {str(value)[:40]!r}"
