"""Builds one step out of several changes, each made for what the last one left."""

from __future__ import annotations

from studio.document.changes import Change, Composite
from studio.document.model import Document


class Draft:
    """A copy of a document to try changes on.

    Parameters
    ----------
    document : Document
        The original; it is not changed.
    """

    def __init__(self, document: Document) -> None:
        self.document = Document()
        self.document.nodes = dict(document.nodes)
        self.document.links = dict(document.links)
        self.document.settings = dict(document.settings)
        self._changes: list[Change] = []

    def do(self, change: Change) -> None:
        """Make a change.

        Raises
        ------
        DocumentError
            If it does not fit.
        """
        self.document.apply(change)
        self._changes.append(change)

    @property
    def change(self) -> Change:
        """All changes made, as one."""
        return Composite(tuple(self._changes))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        return not any(True for change in self._changes for _ in change.leaves())
