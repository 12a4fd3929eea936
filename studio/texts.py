"""Texts of the parts without Qt, in the language of the program.

Engine, document and data write English templates with ``{name}`` fields. The same
template is the key of its translation, in the context ``Texts``; the fields may hold
templates again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication

CONTEXT = "Texts"
"""Context of all translations made here."""


@runtime_checkable
class Templated(Protocol):
    """An error, problem, fix or text: a template with values."""

    @property
    def template(self) -> str:
        """English text with fields."""

    @property
    def values(self) -> Mapping[str, Any]:
        """Values of the fields."""


def text(template: str, values: Mapping[str, Any] | None = None) -> str:
    """Translate a text and fill in its fields.

    Parameters
    ----------
    template : str
        English text; without a translation it is used as it is.
    values : mapping, optional
        Values of its ``{name}`` fields.
    """
    if not template:
        return ""  # Qt would answer with the header of the translation
    translated = QCoreApplication.translate(CONTEXT, template)
    if not values:
        return translated
    shown = {
        name: text_of(value) if isinstance(value, Templated) else value
        for name, value in values.items()
    }
    try:
        return translated.format(**shown)
    except (KeyError, IndexError, ValueError):
        return template.format(**shown)  # a bad translation must not hide the text


def text_of(thing: Templated) -> str:
    """Return the text of an error, a problem or a fix, translated."""
    return text(thing.template, thing.values)


def error_text(error: BaseException | str) -> str:
    """Return the text of an exception or a reason; the program's own ones translated.

    Parameters
    ----------
    error : BaseException or str
        Texts of others, such as the operating system's, stay as they are.
    """
    return text_of(error) if isinstance(error, Templated) else str(error)
