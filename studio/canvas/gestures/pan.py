"""Drag with the middle or right button, or with Space: move the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from studio.canvas.gestures.gesture import Gesture, Pointer

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView


class PanGesture(Gesture):
    """Moves the view with the mouse.

    Parameters
    ----------
    view : CanvasView
        Where it happens.
    at : Pointer
        Where the button went down.
    opens_menu : bool, default=False
        Whether a click opens the context menu, as the right button does.
    """

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(
        self, view: CanvasView, at: Pointer, *, opens_menu: bool = False
    ) -> None:
        super().__init__(view, at)
        self._opens_menu = opens_menu
        self._last = at.view
        self._travelled = at.view - at.view

    def click(self, at: Pointer) -> None:
        """Open the menu, if this is the button for it."""
        if self._opens_menu:
            self.canvas.open_menu(at)

    def move(self, at: Pointer) -> None:
        """Let the scene follow the mouse."""
        step = at.view - self._last
        self._last = at.view
        self._travelled += step
        self.canvas.scroll_by(step)

    def cancel(self) -> None:
        """Show what was shown before."""
        self.canvas.scroll_by(-self._travelled)
