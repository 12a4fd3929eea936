"""Undo and redo: the changes made, with the name of each step."""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.changes import Change, Composite, MoveNodes, SetOption, SetSetting
from studio.document.model import Document


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable step.

    Attributes
    ----------
    label : str
        What the user reads after "Undo", such as ``"Add Dense"``.
    change : Change
        What was done.
    merge_key : str
        Steps with the same non-empty key that follow each other become one (typing in
        a field, dragging a slider).
    """

    label: str
    change: Change
    merge_key: str = ""


class History:
    """The undo stack of a document.

    Parameters
    ----------
    document : Document
        The document; it should be changed through `do` only.
    limit : int, default=1000
        Number of steps kept.
    """

    def __init__(self, document: Document, limit: int = 1000) -> None:
        self.document = document
        self._limit = limit
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._clean: Step | None = None
        self._clean_lost = False
        self._merging = True

    def do(self, label: str, change: Change, merge_key: str = "") -> None:
        """Apply a change as a new step, or as part of the last one.

        Raises
        ------
        DocumentError
            If the change does not fit; nothing is recorded then.
        """
        self.document.apply(change)
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if (
            merge_key
            and self._merging
            and last is not None
            and last.merge_key == merge_key
            and last is not self._clean
        ):
            self._done[-1] = Step(label, _merged(last.change, change), merge_key)
        else:
            self._done.append(Step(label, change, merge_key))
        self._merging = True
        if len(self._done) > self._limit:
            dropped = self._done.pop(0)
            self._clean_lost = self._clean_lost or (
                self._clean is None or dropped is self._clean
            )

    def stop_merging(self) -> None:
        """Make the next step one of its own, as when a field loses the focus."""
        self._merging = False

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    @property
    def undo_label(self) -> str:
        """Name of the step that `undo` would take back, or ``""``."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """Name of the step that `redo` would do again, or ``""``."""
        return self._undone[-1].label if self._undone else ""

    def undo(self) -> None:
        """Take the last step back; nothing happens without one."""
        if not self._done:
            return
        step = self._done[-1]
        self.document.apply(step.change.inverse())
        self._undone.append(self._done.pop())

    def redo(self) -> None:
        """Do the step last taken back again; nothing happens without one."""
        if not self._undone:
            return
        step = self._undone[-1]
        self.document.apply(step.change)
        self._done.append(self._undone.pop())

    def mark_clean(self) -> None:
        """Remember the present state as the one on disk."""
        self._clean = self._done[-1] if self._done else None
        self._clean_lost = False

    @property
    def is_clean(self) -> bool:
        """Whether the document is as it was at `mark_clean` (or at the start)."""
        if self._clean_lost:
            return False
        return (self._done[-1] if self._done else None) is self._clean


def _merged(first: Change, second: Change) -> Change:
    """Return one change for two that follow each other."""
    if isinstance(first, MoveNodes) and isinstance(second, MoveNodes):
        return MoveNodes({**second.old, **first.old}, {**first.new, **second.new})
    if (
        isinstance(first, SetOption)
        and isinstance(second, SetOption)
        and (first.node, first.option) == (second.node, second.option)
    ):
        return SetOption(
            first.node,
            first.option,
            first.old,
            second.new,
            first.old_is_set,
            second.new_is_set,
        )
    if (
        isinstance(first, SetSetting)
        and isinstance(second, SetSetting)
        and first.key == second.key
    ):
        return SetSetting(first.key, first.old, second.new)
    return Composite((first, second))
