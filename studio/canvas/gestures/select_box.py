"""Drag on the empty canvas: select what is in the box."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt

from studio.canvas.gestures.gesture import Gesture, Pointer


class BoxGesture(Gesture):
    """Selects cards in a box; Shift adds, Ctrl toggles."""

    scrolls = True

    def press(self) -> None:
        """Remember what was selected."""
        self._before = self.canvas.session.selection

    def click(self, at: Pointer) -> None:
        """Select nothing; with Shift or Ctrl keep all."""
        if not _extends(at):
            self.canvas.session.select(())

    def start(self) -> None:
        """Show the box."""
        self.canvas.board.box.setVisible(True)

    def move(self, at: Pointer) -> None:
        """Select what the box touches."""
        board = self.canvas.board
        rect = QRectF(self.origin.scene, at.scene).normalized()
        board.box.set_rect(rect)
        inside = {
            i for i, card in board.cards.items() if rect.intersects(card.scene_rect())
        }
        if at.has(Qt.KeyboardModifier.ControlModifier):
            chosen = self._before ^ inside
        elif at.has(Qt.KeyboardModifier.ShiftModifier):
            chosen = self._before | inside
        else:
            chosen = frozenset(inside)
        self.canvas.session.select(chosen)

    def finish(self, at: Pointer) -> None:
        """Keep the selection."""
        self.move(at)
        self.canvas.board.box.setVisible(False)

    def cancel(self) -> None:
        """Take back the selection."""
        self.canvas.board.box.setVisible(False)
        self.canvas.session.select(self._before)


def _extends(at: Pointer) -> bool:
    return at.has(Qt.KeyboardModifier.ShiftModifier) or at.has(
        Qt.KeyboardModifier.ControlModifier
    )
