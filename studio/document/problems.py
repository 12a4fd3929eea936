"""Problems: what is wrong with a document, where, and changes that would fix it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from studio.document.changes import Change

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Fix:
    """A change that is offered to mend a problem.

    Attributes
    ----------
    template : str
        What the button says, English, with ``{name}`` fields.
    change : Change
        What it does; one undoable step.
    values : mapping
        Values of the fields.
    """

    template: str
    change: Change
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The finished English text."""
        return self.template.format(**self.values) if self.values else self.template


@dataclass(frozen=True)
class Problem:
    """Something wrong or doubtful.

    Attributes
    ----------
    template : str
        English text with ``{name}`` fields: where, what, received, what to do.
    values : mapping
        Values of the fields.
    severity : str
        ``"error"`` stops training, ``"warning"`` does not.
    node, link : str
        Id of the culprit, ``""`` for none.
    fixes : tuple of Fix
        Best first.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = "error"
    node: str = ""
    link: str = ""
    fixes: tuple[Fix, ...] = ()

    @property
    def text(self) -> str:
        """The finished English text."""
        return self.template.format(**self.values) if self.values else self.template
