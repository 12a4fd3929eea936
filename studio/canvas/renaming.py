"""Renames a node in place: opens the field on its title and takes the name over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from studio.canvas.name_editor import NameEditor

if TYPE_CHECKING:
    from studio.canvas.view import CanvasView


class Renaming(QObject):
    """Leads the field.

    Parameters
    ----------
    canvas : CanvasView
        Where the cards are.
    """

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.editor = NameEditor(canvas)
        self.editor.submitted.connect(self._on_submitted)
        self.editor.closed.connect(canvas.take_focus)

    def open(self, node_id: str) -> None:
        """Begin to rename a node."""
        canvas = self._canvas
        node = canvas.session.document.nodes.get(node_id)
        card = canvas.board.cards.get(node_id)
        if node is None or card is None:
            return
        canvas.camera.show(card.scene_rect())
        place = canvas.mapFromScene(card.title_rect()).boundingRect()
        place.translate(canvas.viewport().pos())
        self.editor.open(node_id, node.name, place)

    def document_changed(self) -> None:
        """Stop when the node is gone."""
        if self.editor.node_id not in self._canvas.session.document.nodes:
            self.editor.close_editor()

    def view_changed(self) -> None:
        """Stop when the title is no longer below the field."""
        self.editor.close_editor()

    def _on_submitted(self, node_id: str, name: str) -> None:
        canvas, editor = self._canvas, self.editor
        problem = canvas.editing.rename(node_id, name)
        if not problem:
            canvas.note.hide()
            editor.close_editor()
        elif editor.node_id:
            editor.set_problem(problem)
            below = editor.geometry().bottomLeft() - QPoint(18, 16)
            canvas.note.show_at(below, problem)
        else:
            canvas.session.report(problem, "warning")
