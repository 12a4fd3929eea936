"""Drag a card: move it and all that is selected with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from studio.canvas.geometry import snapped
from studio.canvas.gestures.gesture import Gesture, Pointer

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView


class MoveGesture(Gesture):
    """Moves the selected cards on the grid, in one undo step.

    A single card without wires that is dropped on a wire is put into it; Alt prevents
    that.

    Parameters
    ----------
    view : CanvasView
        Where it happens.
    at : Pointer
        Where the button went down.
    node_id : str
        The card under the mouse.
    """

    cursor = Qt.CursorShape.SizeAllCursor
    scrolls = True

    def __init__(self, view: CanvasView, at: Pointer, node_id: str) -> None:
        super().__init__(view, at)
        self._node_id = node_id
        self._was_chosen = node_id in view.session.selection
        self._starts: dict[str, QPointF] = {}
        self._link_id = ""

    def press(self) -> None:
        """Select the card if it is not selected yet."""
        session = self.canvas.session
        if self.origin.has(Qt.KeyboardModifier.ControlModifier):
            session.select(session.selection ^ {self._node_id})
        elif self.origin.has(Qt.KeyboardModifier.ShiftModifier):
            session.select(session.selection | {self._node_id})
        elif not self._was_chosen:
            session.select([self._node_id])

    def click(self, at: Pointer) -> None:
        """Of several selected cards, keep the one that is clicked."""
        if at.keys == Qt.KeyboardModifier.NoModifier:
            self.canvas.session.select([self._node_id])

    def start(self) -> None:
        """Remember where the cards were."""
        session = self.canvas.session
        if self._node_id not in session.selection:
            session.select(session.selection | {self._node_id})
        cards = self.canvas.board.cards
        self._starts = {i: cards[i].pos() for i in session.selected_nodes}

    def move(self, at: Pointer) -> None:
        """Show the cards where they would come to lie."""
        board = self.canvas.board
        board.show_positions(self._positions(at))
        self.canvas.show_insertion(self._wire_under(at))

    def finish(self, at: Pointer) -> None:
        """Move the cards in the document."""
        link_id = self._wire_under(at)
        self.canvas.show_insertion("")
        if link_id:
            rect = self.canvas.board.cards[self._node_id].scene_rect()
            if self.canvas.editing.insert_moved(self._node_id, rect, link_id):
                return
        if not self.canvas.editing.move(self._positions(at)):
            self.canvas.board.show_document()

    def cancel(self) -> None:
        """Put the cards back."""
        self.canvas.show_insertion("")
        self.canvas.board.show_document()

    def _positions(self, at: Pointer) -> dict[str, QPointF]:
        # The card under the mouse lands on the grid; the others keep their distance.
        start = self._starts[self._node_id]
        step = snapped(start + at.scene - self.origin.scene) - start
        return {i: start + step for i, start in self._starts.items()}

    def _wire_under(self, at: Pointer) -> str:
        """Return the wire that the card would be put into, if any."""
        canvas = self.canvas
        if len(self._starts) != 1 or at.has(Qt.KeyboardModifier.AltModifier):
            return ""
        document = canvas.session.document
        kind = canvas.board.kind(document.nodes[self._node_id].type)
        if document.links_of({self._node_id}) or not canvas.can_insert(kind):
            return ""
        rect = canvas.board.cards[self._node_id].scene_rect()
        return canvas.board.wire_at(rect)
