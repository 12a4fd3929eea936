"""Takes what is dragged from other panels: layers and data columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from studio.canvas.gestures.drop import ColumnsDrop, NodeDrop
from studio.canvas.gestures.gesture import Pointer
from studio.document.mime import COLUMNS_MIME, NODE_MIME, read_columns

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView


class DragTarget:
    """Holds the drag that is over the canvas.

    Parameters
    ----------
    canvas : CanvasView
        The canvas.
    """

    def __init__(self, canvas: CanvasView) -> None:
        self._canvas = canvas
        self._drop: NodeDrop | ColumnsDrop | None = None

    def enter(self, data: QMimeData, at: Pointer) -> bool:
        """Take a drag that enters; returns whether it is one for the canvas."""
        self._drop = self._drop_for(data, at)
        if self._drop is None:
            return False
        self._drop.start()
        self._drop.move(at)
        return True

    def move(self, at: Pointer) -> bool:
        """Show what a drop here would do; returns whether it would do anything."""
        if self._drop is None:
            return False
        self._drop.move(at)
        return self._drop.accepts(at)

    def leave(self) -> None:
        """Forget the drag."""
        drop, self._drop = self._drop, None
        if drop is not None:
            drop.cancel()

    def drop(self, at: Pointer) -> bool:
        """Carry out the drop; returns whether there was one."""
        drop, self._drop = self._drop, None
        if drop is None:
            return False
        drop.finish(at)
        return True

    def _drop_for(self, data: QMimeData, at: Pointer) -> NodeDrop | ColumnsDrop | None:
        if data.hasFormat(NODE_MIME):
            name = bytes(data.data(NODE_MIME).data()).decode("utf-8", "replace")
            if self._canvas.board.kind(name).is_known:
                return NodeDrop(self._canvas, at, name)
        elif data.hasFormat(COLUMNS_MIME):
            columns = read_columns(bytes(data.data(COLUMNS_MIME).data()))
            if columns:
                return ColumnsDrop(self._canvas, at, columns)
        return None
