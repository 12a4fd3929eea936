"""Texts of the parts without Qt, in the language of the program.

Engine, document and data write English templates with ``{name}`` fields. The same
template is the key of its translation, in the context ``Texts``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication


class Templated(Protocol):
    """An error, problem or fix: a template with values."""

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
    translated = QCoreApplication.translate("Texts", template)
    if not values:
        return translated
    try:
        return translated.format(**values)
    except (KeyError, IndexError, ValueError):
        return template.format(**values)  # a bad translation must not hide the text


def text_of(thing: Templated) -> str:
    """Return the text of an error, a problem or a fix, translated."""
    return text(thing.template, thing.values)


def error_text(error: BaseException) -> str:
    """Return the text of any exception; the program's own ones translated."""
    template = getattr(error, "template", None)
    values = getattr(error, "values", None)
    if isinstance(template, str) and isinstance(values, Mapping):
        return text(template, values)
    return str(error)
