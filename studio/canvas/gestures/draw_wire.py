"""Drag from a port or from the end of a wire: draw or move a wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from studio.canvas.editing import LooseEnd
from studio.canvas.fit import Fit, fits_from_input, fits_from_output
from studio.canvas.gestures.gesture import Gesture, Pointer
from studio.canvas.hits import Hit
from studio.document import edits
from studio.document.draft import Draft

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView


class WireGesture(Gesture):
    """Draws a wire from a port, either way, or moves the end of one.

    Ports that fit light up, others fade and say why. Dropped on a card, the wire takes
    the port that is free; dropped on the empty canvas, a new wire asks for a layer to
    lead to, and a moved one is cut.

    Parameters
    ----------
    view : CanvasView
        Where it happens.
    at : Pointer
        Where the button went down.
    wire : LooseEnd
        The wire in the hand.
    """

    cursor = Qt.CursorShape.CrossCursor
    scrolls = True

    def __init__(self, view: CanvasView, at: Pointer, wire: LooseEnd) -> None:
        super().__init__(view, at)
        self._wire = wire
        self._fits: dict[str, Fit] = {}
        self._draft = Draft(view.session.document)

    def click(self, at: Pointer) -> None:
        """Select the wire at the port, or the node."""
        del at
        chosen = self._wire.link.id if self._wire.link else self._wire.node
        self.canvas.session.select([chosen])

    def start(self) -> None:
        """Find out where the wire may go."""
        wire, session, board = self._wire, self.canvas.session, self.canvas.board
        if wire.link is not None:
            self._draft.do(edits.remove(self._draft.document, links=[wire.link.id]))
            board.wires[wire.link.id].set_flags(is_loose=True)
        find = fits_from_output if wire.is_output else fits_from_input
        self._fits = find(self._draft.document, session.analysis, wire.node, wire.port)
        board.begin_wiring(self._fits, is_from_output=wire.is_output)
        board.live_wire.setVisible(True)

    def move(self, at: Pointer) -> None:
        """Lead the wire to the mouse, or to the port it would take."""
        board = self.canvas.board
        node_id, port = self._target(at)
        fit = self._fits.get(node_id, Fit())
        for card in board.cards.values():
            wanted = None
            if card.node_id == node_id and fit.is_possible:
                wanted = (not self._wire.is_output, port)
            if card.target_port != wanted:
                card.target_port = wanted
                card.update()
        free = at.scene
        if node_id and fit.is_possible:
            card = board.cards[node_id]
            if self._wire.is_output:
                free = card.input_point(port)
            else:
                free = card.output_point(port)
        self.canvas.show_live_wire(
            self._wire, free, is_refused=bool(node_id) and not fit.is_good
        )
        self.canvas.note.show_at(at.view, fit.reason if node_id else "")

    def finish(self, at: Pointer) -> None:
        """Tie the wire to what is under the mouse."""
        node_id, port = self._target(at)
        is_empty = self.canvas.hit(at).kind in ("empty", "wire")
        self._end()
        old = self._wire.link
        if node_id:
            fit = self._fits.get(node_id, Fit())
            if not fit.is_possible:
                self.canvas.session.report(fit.reason, "warning")
            elif not self._is_where_it_was(node_id, port):
                self.canvas.editing.connect_wire(self._wire, node_id, port)
        elif is_empty and old is not None:
            self.canvas.editing.cut([old.id])
        elif is_empty:
            self.canvas.open_search(at=at.view, wire=self._wire)

    def cancel(self) -> None:
        """Leave everything as it was."""
        self._end()

    def _end(self) -> None:
        self.canvas.note.hide()
        self.canvas.board.end_wiring()
        wire = self._wire.link
        if wire is not None and wire.id in self.canvas.board.wires:
            self.canvas.board.wires[wire.id].set_flags(is_loose=False)

    def _target(self, at: Pointer) -> tuple[str, int]:
        """Return the node under the mouse and the port that the wire would take."""
        hit: Hit = self.canvas.hit(at)
        if hit.node not in self._fits:
            return "", 0
        wanted = "input" if self._wire.is_output else "output"
        if hit.kind == wanted:
            return hit.node, hit.port
        if not self._wire.is_output:
            return hit.node, 0
        old = self._wire.link
        if old is not None and old.target == hit.node:
            return hit.node, old.target_port
        return hit.node, edits.free_port(self._draft.document, hit.node)

    def _is_where_it_was(self, node_id: str, port: int) -> bool:
        old = self._wire.link
        if old is None:
            return False
        if self._wire.is_output:
            return (old.target, old.target_port) == (node_id, port)
        return (old.source, old.source_port) == (node_id, port)
