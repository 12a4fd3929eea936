"""Errors of the document."""

from __future__ import annotations

from engine.errors import EngineError


class DocumentError(EngineError):
    """A change or a file that does not fit the document."""
