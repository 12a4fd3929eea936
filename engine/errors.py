"""Errors of the engine: where, what is wrong, what was received, what to do.

The text is kept as a template with values, so that a program can show it in another
language; ``str(error)`` is the finished English sentence.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any


class Text(str):
    """An English text that keeps its template, so that a program can translate it.

    Used for texts that stand inside other texts, as values of their fields.

    Parameters
    ----------
    template : str
        English text with ``{name}`` fields.
    **values : object
        Values of the fields.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Text:
        """Finish the English text."""
        text = super().__new__(cls, template.format(**values) if values else template)
        text.template = template
        text.values = values
        return text


class EngineError(ValueError):
    """Base of all errors that a user of the engine can cause.

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


class OptionError(EngineError):
    """An option of a layer, optimizer, ... has a value that it cannot take."""


class ShapeError(EngineError):
    """A shape does not fit the layer, the model or the data."""


class GraphError(EngineError):
    """Layers are wired in a way that gives no model."""


class DataError(EngineError):
    """Arrays handed to fit, evaluate or predict do not fit the model."""


class NotBuiltError(EngineError):
    """Weights are asked for before shapes are known."""


class FileError(EngineError):
    """A file is not what it should be."""


class UnsupportedError(EngineError):
    """Something that the engine does not have, named plainly."""


class NumericsError(EngineError):
    """A number became NaN or infinite."""


def did_you_mean(name: str, known: Iterable[str]) -> Text:
    """Text that offers the nearest known name, or nothing.

    Returns
    -------
    Text
        ``' Did you mean "units"?'`` (with the leading space) or ``""``.
    """
    lowered = {k.lower(): k for k in known}
    match = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.6)
    if not match:
        return Text("")
    return Text(' Did you mean "{meant}"?', meant=lowered[match[0]])
