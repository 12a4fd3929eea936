"""The one error of the data layer, and the small texts that its messages share."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from typing import Any

SHOWN_LENGTH = 60


class DataError(ValueError):
    """Data cannot be read or used; the text says where, what, and what to do.

    The text is kept as a template with values, so that the window can show it in
    another language; ``str(error)`` is the finished English sentence.

    Parameters
    ----------
    template : str
        English text with ``{name}`` fields.
    **values : object
        Values of the fields.
    """

    def __init__(self, template: str, /, **values: Any) -> None:
        self.template = template
        self.values = values
        super().__init__(template.format(**values) if values else template)


def shown(value: object) -> str:
    """One short line that shows a value received from outside.

    Parameters
    ----------
    value : object
        Anything; text is quoted.

    Returns
    -------
    str
        Without control characters, at most about 60 characters.
    """
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    text = "".join(
        " " if unicodedata.category(char)[0] in "CZ" else char for char in text
    )
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


def listed(names: Iterable[str], limit: int = 8) -> str:
    """Names in quotes with commas, cut after `limit` of them."""
    names = list(names)
    text = ", ".join(shown(name) for name in names[:limit])
    more = len(names) - limit
    return f"{text}, … ({more} more)" if more > 0 else text or "–"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that was probably meant, or None."""
    lowered = {k.lower(): k for k in known}
    match = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.6)
    return lowered[match[0]] if match else None
