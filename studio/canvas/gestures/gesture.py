"""The base of all gestures: what happens between press and release of the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView


@dataclass(frozen=True)
class Pointer:
    """Where the mouse is, and which keys are held.

    Attributes
    ----------
    view : QPoint
        In the viewport.
    scene : QPointF
        In the scene.
    keys : Qt.KeyboardModifier
        Keys that are held.
    """

    view: QPoint
    scene: QPointF
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    def has(self, key: Qt.KeyboardModifier) -> bool:
        """Whether a key is held."""
        return bool(self.keys & key)


class Gesture:
    """One use of the mouse, from press to release.

    It is a click until the mouse has moved a little; from then on a drag, with `start`,
    any number of `move`, and either `finish` or `cancel`. A gesture changes the
    document in `click` and `finish` only.

    Parameters
    ----------
    view : CanvasView
        Where it happens.
    at : Pointer
        Where the button went down.
    """

    cursor: ClassVar[Qt.CursorShape | None] = None
    """Shape of the cursor while dragging."""
    scrolls: ClassVar[bool] = False
    """Whether the view moves on when the mouse is at its edge."""

    def __init__(self, view: CanvasView, at: Pointer) -> None:
        self.canvas = view
        self.origin = at
        self.is_drag = False

    # What the view calls.

    def pointer_moved(self, at: Pointer) -> None:
        """Take a movement of the mouse."""
        if not self.is_drag:
            distance = (at.view - self.origin.view).manhattanLength()
            if distance < QApplication.startDragDistance():
                return
            self.is_drag = True
            if self.cursor is not None:
                self.canvas.viewport().setCursor(self.cursor)
            self.start()
        self.move(at)

    def released(self, at: Pointer) -> None:
        """Take the release of the button."""
        if self.is_drag:
            self.canvas.viewport().unsetCursor()
            self.finish(at)
        else:
            self.click(at)

    def aborted(self) -> None:
        """Take the Escape key: nothing has happened."""
        if self.is_drag:
            self.canvas.viewport().unsetCursor()
            self.cancel()

    # What gestures define.

    def press(self) -> None:
        """Answer the press at once, as a selection does."""

    def click(self, at: Pointer) -> None:
        """Take a release of the button where it was pressed."""

    def start(self) -> None:
        """Begin the drag."""

    def move(self, at: Pointer) -> None:
        """Follow the mouse."""

    def finish(self, at: Pointer) -> None:
        """End the drag and carry it out."""

    def cancel(self) -> None:
        """End the drag without effect."""
