"""Ctrl and drag with the right button: cut all wires that the stroke crosses."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF

from studio.canvas.gestures.gesture import Gesture, Pointer


class CutGesture(Gesture):
    """Cuts wires with a stroke, in one undo step."""

    cursor = Qt.CursorShape.CrossCursor

    def start(self) -> None:
        """Show the stroke."""
        self._points: list[QPointF] = [self.origin.scene]
        self.canvas.board.knife.setVisible(True)

    def move(self, at: Pointer) -> None:
        """Draw on, and fade the wires that would be cut."""
        self._points.append(at.scene)
        board = self.canvas.board
        board.knife.set_points(self._points)
        crossed = set(self._crossed())
        for link_id, wire in board.wires.items():
            wire.set_flags(is_dimmed=link_id in crossed)

    def finish(self, at: Pointer) -> None:
        """Cut."""
        del at
        crossed = self._crossed()
        self.cancel()
        self.canvas.editing.cut(crossed)

    def cancel(self) -> None:
        """Take the knife away."""
        board = self.canvas.board
        board.knife.setVisible(False)
        for wire in board.wires.values():
            wire.set_flags(is_dimmed=False)

    def _crossed(self) -> list[str]:
        line = QPainterPath()
        line.addPolygon(QPolygonF(self._points))
        # Its outline: an open path counts as the area it encloses.
        stroke = QPainterPathStroker().createStroke(line)
        return [
            link_id
            for link_id, wire in self.canvas.board.wires.items()
            if wire.shape().intersects(stroke)
        ]
