"""Drags that come from other panels: a layer from the palette, columns of data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from studio.canvas.geometry import MIN_HEIGHT, MIN_WIDTH, snapped
from studio.canvas.gestures.gesture import Gesture, Pointer
from studio.document.nodes import INPUT, OUTPUT

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView


class NodeDrop(Gesture):
    """A layer from the palette comes to the canvas, or onto a wire.

    Parameters
    ----------
    view : CanvasView
        Where it happens.
    at : Pointer
        Where the drag enters.
    type_name : str
        Type of the new node.
    """

    def __init__(self, view: CanvasView, at: Pointer, type_name: str) -> None:
        super().__init__(view, at)
        self._type_name = type_name
        self._kind = view.board.kind(type_name)

    def start(self) -> None:
        """Show where the card would come to lie."""
        ghost = self.canvas.board.ghost
        ghost.set_content(self._kind.name, self._kind.family)
        ghost.setVisible(True)

    def move(self, at: Pointer) -> None:
        """Follow the mouse, and light up the wire that the card would be put into."""
        ghost = self.canvas.board.ghost
        ghost.setPos(snapped(at.scene - QPointF(MIN_WIDTH / 2, MIN_HEIGHT / 2)))
        link_id = self._wire_under(at)
        ghost.set_inserting(bool(link_id))
        self.canvas.show_insertion(link_id)

    def finish(self, at: Pointer) -> None:
        """Add the node."""
        link_id = self._wire_under(at)
        self.cancel()
        self.canvas.editing.add(self._type_name, at.scene, link_id=link_id)

    def cancel(self) -> None:
        """Take the preview away."""
        self.canvas.board.ghost.setVisible(False)
        self.canvas.show_insertion("")

    def accepts(self, at: Pointer) -> bool:
        """Whether it can be dropped here: anywhere."""
        del at
        return True

    def _wire_under(self, at: Pointer) -> str:
        if at.has(Qt.KeyboardModifier.AltModifier):
            return ""
        if not self.canvas.can_insert(self._kind):
            return ""
        ghost = self.canvas.board.ghost
        rect = ghost.boundingRect().translated(
            snapped(at.scene - QPointF(MIN_WIDTH / 2, MIN_HEIGHT / 2))
        )
        return self.canvas.board.wire_at(rect)


class ColumnsDrop(Gesture):
    """Data columns come to an Input or Output.

    Parameters
    ----------
    view : CanvasView
        Where it happens.
    at : Pointer
        Where the drag enters.
    columns : list of str
        Names of the columns.
    """

    def __init__(self, view: CanvasView, at: Pointer, columns: list[str]) -> None:
        super().__init__(view, at)
        self._columns = columns

    def move(self, at: Pointer) -> None:
        """Light up the node under the mouse."""
        wanted = self._node_under(at)
        self._mark(wanted)

    def finish(self, at: Pointer) -> None:
        """Tell that columns were dropped."""
        node_id = self._node_under(at)
        self.cancel()
        if node_id:
            self.canvas.session.select([node_id])
            self.canvas.columns_dropped.emit(node_id, self._columns)

    def cancel(self) -> None:
        """Take the light away."""
        self._mark("")

    def accepts(self, at: Pointer) -> bool:
        """Whether the columns can be dropped here."""
        return bool(self._node_under(at))

    def _node_under(self, at: Pointer) -> str:
        node = self.canvas.session.document.nodes.get(self.canvas.hit(at).node)
        return node.id if node is not None and node.type in (INPUT, OUTPUT) else ""

    def _mark(self, node_id: str) -> None:
        for card in self.canvas.board.cards.values():
            is_target = card.node_id == node_id
            if card.is_drop_target != is_target:
                card.is_drop_target = is_target
                card.update()
