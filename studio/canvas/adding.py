"""Search for a layer and add it: to the canvas, to a wire, or to the end of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QTimer

from studio.canvas.editing import LooseEnd
from studio.canvas.fit import types_that_fit
from studio.canvas.geometry import MIN_HEIGHT, MIN_WIDTH
from studio.canvas.quick_add import QuickAdd
from studio.document.analysis import NodeInfo
from studio.document.nodes import NodeType, node_types

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView


class Adding(QObject):
    """Knows what the open search is for.

    Parameters
    ----------
    canvas : CanvasView
        Where to add.
    """

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._wire: LooseEnd | None = None
        self._link_id = ""
        self._at = QPointF()
        self.search = QuickAdd(canvas)
        self.search.chosen.connect(self._on_chosen)
        self.search.closed.connect(self._on_closed)

    def open(self, at: QPoint, wire: LooseEnd | None, link_id: str) -> None:
        """Open the search at a point of the viewport; see `CanvasView.open_search`."""
        kinds = node_types()
        if link_id:
            kinds = [kind for kind in kinds if self._canvas.can_insert(kind)]
        if wire is not None:
            kinds = self._kinds_for(wire, kinds)
        self._at = self._canvas.mapToScene(at)
        self.search.open(at + self._canvas.viewport().pos(), kinds)
        self._wire, self._link_id = wire, link_id
        if wire is not None:
            self._canvas.show_live_wire(wire, self._at)

    def document_changed(self) -> None:
        """Close a search for a wire, which may be gone."""
        if self._wire is not None or self._link_id:
            self.search.close_search()

    def _kinds_for(self, wire: LooseEnd, kinds: list[NodeType]) -> list[NodeType]:
        analysis = self._canvas.session.analysis
        shapes = analysis.nodes.get(wire.node, NodeInfo()).output_shapes
        shape = shapes[wire.port] if wire.port < len(shapes) else None
        fitting = types_that_fit(kinds, shape, takes_input=wire.is_output)
        return sorted(fitting, key=lambda kind: not kind.is_layer)

    def _on_chosen(self, type_name: str) -> None:
        wire, link_id = self._wire, self._link_id
        self._wire, self._link_id = None, ""
        canvas, at = self._canvas, self._at
        if wire is not None:
            # The port, not the middle of the card, comes to the mouse.
            half = QPointF(MIN_WIDTH / 2, 0.0)
            if canvas.board.is_vertical:
                half = QPointF(0.0, MIN_HEIGHT / 2)
            at = at + half if wire.is_output else at - half
        node_id = canvas.editing.add(type_name, at, link_id=link_id, wire=wire)
        if node_id:
            canvas.camera.show(canvas.board.content_rect([node_id]))

    def _on_closed(self) -> None:
        self._canvas.board.live_wire.setVisible(False)
        self._canvas.take_focus()
        # `chosen` follows at once and needs the wire; anything later must not find it.
        QTimer.singleShot(0, self, self._forget)

    def _forget(self) -> None:
        if not self.search.isVisible():
            self._wire, self._link_id = None, ""
