"""Click on a wire: select it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from studio.canvas.gestures.gesture import Gesture, Pointer

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView


class WireClick(Gesture):
    """Selects a wire; Shift adds, Ctrl toggles.

    Parameters
    ----------
    view : CanvasView
        Where it happens.
    at : Pointer
        Where the button went down.
    link_id : str
        The wire.
    """

    def __init__(self, view: CanvasView, at: Pointer, link_id: str) -> None:
        super().__init__(view, at)
        self._link_id = link_id

    def press(self) -> None:
        """Select the wire."""
        session = self.canvas.session
        if self.origin.has(Qt.KeyboardModifier.ControlModifier):
            session.select(session.selection ^ {self._link_id})
        elif self.origin.has(Qt.KeyboardModifier.ShiftModifier):
            session.select(session.selection | {self._link_id})
        else:
            session.select([self._link_id])
