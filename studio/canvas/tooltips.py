"""What is said about the things on the canvas: to the eye and to screen readers."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.types import Shape
from studio.canvas.captions import columns_of
from studio.canvas.hits import Hit
from studio.canvas.scene import CanvasScene
from studio.document.analysis import NodeInfo


class Tooltips(QObject):
    """Makes the texts.

    Parameters
    ----------
    board : CanvasScene
        What they are about.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, board: CanvasScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board

    def tooltip(self, hit: Hit) -> str:
        """Return what to say about the thing under the mouse, as plain text."""
        if hit.kind == "wire":
            return self._about_wire(hit.link)
        if hit.node not in self._board.session.document.nodes:
            return ""
        return self._about_port(hit) if hit.is_port else self._about_node(hit)

    def spoken(self, node_id: str) -> str:
        """Return a node as a screen reader should say it."""
        board = self._board
        caption, card = board.cards[node_id].caption, board.cards[node_id]
        parts = [f"{caption.title} {caption.number}".strip(), caption.line]
        if board.kind(board.session.document.nodes[node_id].type).outputs:
            parts.append(self.tr("shape {shape}").format(shape=caption.chip))
        parts.append(card.problem_text)
        return ", ".join(part for part in parts if part)

    def _info(self, node_id: str) -> NodeInfo:
        return self._board.session.analysis.nodes.get(node_id, NodeInfo())

    def _about_node(self, hit: Hit) -> str:
        node = self._board.session.document.nodes[hit.node]
        card = self._board.cards[hit.node]
        lines = [f"{node.type} “{node.name}”"]
        if card.is_twin:
            lines.append(self.tr("Shares its weights with its twins."))
        columns = columns_of(node)
        if columns:
            lines.append(self.tr("Data: {columns}").format(columns=", ".join(columns)))
        count = self._info(hit.node).parameters
        if count:
            lines.append(self.tr("{count} parameters").format(count=f"{count:,}"))
        if card.problem_text:
            lines.append(card.problem_text)
        elif hit.kind == "title":
            lines.append(self.tr("Double-click to rename."))
        return "\n".join(lines)

    def _about_port(self, hit: Hit) -> str:
        info = self._info(hit.node)
        shapes: tuple[Shape | None, ...]
        if hit.kind == "output":
            text, shapes, dtype = self.tr("Output"), info.output_shapes, info.dtype
        else:
            text, shapes, dtype = self.tr("Input"), info.input_shapes, ""
        shape = shapes[hit.port] if hit.port < len(shapes) else None
        return text if shape is None else f"{text} {shape} {dtype}".rstrip()

    def _about_wire(self, link_id: str) -> str:
        session, wire = self._board.session, self._board.wires.get(link_id)
        link = session.document.links.get(link_id)
        if link is None or wire is None:
            return ""
        source, target = (
            session.document.nodes[link.source],
            session.document.nodes[link.target],
        )
        text = f"{source.name} → {target.name}"
        shape = session.analysis.shape_of(link)
        if shape is not None:
            text += f"  {shape}"
        return f"{text}\n{wire.problem_text}" if wire.problem_text else text
