"""Turns what a user does on the canvas into undoable steps with a name.

Everything goes through `Session.do`; texts of steps are here so that gestures and the
view need none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication

from studio.canvas.geometry import GRID, MIN_HEIGHT, MIN_WIDTH, snapped
from studio.canvas.placing import free_spot, make_room
from studio.canvas.scene import CanvasScene
from studio.document import edits
from studio.document.analysis import analyse
from studio.document.changes import AddLink, AddNode, Change, RemoveLink
from studio.document.draft import Draft
from studio.document.errors import DocumentError
from studio.document.layout import Direction, tidy
from studio.document.model import Document, Link, Node, new_id
from studio.document.problems import Fix
from studio.session import Session
from studio.texts import error_text, text_of

PASTE_OFFSET = 5 * GRID


@dataclass(frozen=True)
class LooseEnd:
    """A wire that has one end: the other is in the user's hand.

    Attributes
    ----------
    node : str
        Node that the wire hangs on.
    port : int
        Port of that node.
    is_output : bool
        Whether the port is an output.
    link : Link or None
        The wire as it was before, if it is being moved.
    """

    node: str
    port: int
    is_output: bool
    link: Link | None = None


class Editing(QObject):
    """The steps.

    Parameters
    ----------
    session : Session
        What is edited.
    scene : CanvasScene
        Knows where cards are and how large.
    parent : QObject, optional
        Owner.
    """

    def __init__(
        self, session: Session, scene: CanvasScene, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.scene = scene
        self._pastes = 0
        self._last_paste = ""

    @property
    def document(self) -> Document:
        """The document of the session."""
        return self.session.document

    # ------------------------------------------------------------- adding

    def add(
        self,
        type_name: str,
        at: QPointF,
        *,
        link_id: str = "",
        wire: LooseEnd | None = None,
    ) -> str:
        """Add a node and select it.

        Parameters
        ----------
        type_name : str
            Type of the node.
        at : QPointF
            Middle of its card.
        link_id : str, default=""
            Wire to put it on.
        wire : LooseEnd, optional
            Wire that ends at it.

        Returns
        -------
        str
            Id of the node, or an empty text if it cannot be added.
        """
        size = QSizeF(MIN_WIDTH, MIN_HEIGHT)
        corner = at - QPointF(MIN_WIDTH / 2, MIN_HEIGHT / 2)
        rect = QRectF(snapped(corner), size)
        draft = Draft(self.document)
        try:
            if link_id and link_id in self.document.links:
                node = self._insert(draft, type_name, rect, link_id)
            else:
                taken = [card.scene_rect() for card in self.scene.cards.values()]
                spot = free_spot(rect, taken)
                node = edits.make_node(self.document, type_name, spot.x(), spot.y())
                draft.do(AddNode(node))
                if wire is not None:
                    self._wire_to(draft, node.id, wire)
        except DocumentError as error:
            self.session.report(error_text(error), "warning")
            return ""
        label = self.tr("Add {name}").format(name=type_name)
        if not self.session.do(label, draft.change):
            return ""
        self.session.select([node.id])
        return node.id

    def _insert(self, draft: Draft, type_name: str, rect: QRectF, link_id: str) -> Node:
        rects = {i: card.scene_rect() for i, card in self.scene.cards.items()}
        spot, moved = make_room(
            self.document, link_id, rect, rects, is_vertical=self.scene.is_vertical
        )
        node = edits.make_node(self.document, type_name, spot.x(), spot.y())
        if moved:
            draft.do(edits.move(draft.document, moved))
        draft.do(edits.insert_on_link(draft.document, node, link_id))
        return node

    def _wire_to(self, draft: Draft, node_id: str, wire: LooseEnd) -> None:
        if wire.is_output:
            change = edits.connect(draft.document, wire.node, node_id, None, wire.port)
        else:
            change = edits.connect(draft.document, node_id, wire.node, wire.port)
        draft.do(change)

    def insert_moved(self, node_id: str, rect: QRectF, link_id: str) -> bool:
        """Put a card that was dragged onto a wire into that wire."""
        rects = {
            i: card.scene_rect() for i, card in self.scene.cards.items() if i != node_id
        }
        spot, moved = make_room(
            self.document, link_id, rect, rects, is_vertical=self.scene.is_vertical
        )
        link = self.document.links[link_id]
        draft = Draft(self.document)
        positions = {**moved, node_id: (spot.x(), spot.y())}
        draft.do(edits.move(draft.document, positions))
        draft.do(RemoveLink(link))
        before = Link(new_id(), link.source, node_id, link.source_port, 0)
        draft.do(AddLink(before))
        draft.do(AddLink(Link(new_id(), node_id, link.target, 0, link.target_port)))
        name = self.document.nodes[node_id].name
        return self.session.do(self.tr("Insert {name}").format(name=name), draft.change)

    # ------------------------------------------------------------- wires

    def connect_wire(self, wire: LooseEnd, node_id: str, port: int | None) -> bool:
        """Tie a loose wire to a port of a node; None is the port that is free."""
        old = wire.link
        draft = Draft(self.document)
        try:
            if old is not None:
                draft.do(edits.remove(draft.document, links=[old.id]))
            if wire.is_output:
                change = edits.connect(
                    draft.document,
                    wire.node,
                    node_id,
                    self._port_left(draft.document, node_id, port),
                    wire.port,
                )
            else:
                change = edits.connect(
                    draft.document,
                    node_id,
                    wire.node,
                    self._port_left(draft.document, wire.node, wire.port),
                    port or 0,
                )
            draft.do(change)
        except DocumentError as error:
            self.session.report(error_text(error), "warning")
            return False
        label = self.tr("Draw wire") if old is None else self.tr("Move wire")
        return self.session.do(label, draft.change)

    def _port_left(
        self, document: Document, node_id: str, port: int | None
    ) -> int | None:
        """Return the port, or less where a merging layer has closed its ranks."""
        if port is None:
            return None
        kind = self.scene.kind(document.nodes[node_id].type)
        if kind.max_inputs is not None:
            return port
        return min(port, edits.free_port(document, node_id))

    def cut(self, link_ids: Iterable[str]) -> bool:
        """Remove wires."""
        doomed = [i for i in link_ids if i in self.document.links]
        if not doomed:
            return False
        label = self.tr("Cut wire") if len(doomed) == 1 else self.tr("Cut wires")
        return self.session.do(label, edits.remove(self.document, links=doomed))

    def links_at(self, node_id: str, port: int, *, is_output: bool) -> list[str]:
        """Return the ids of the wires at a port."""
        return [
            link.id
            for link in self.document.links.values()
            if (
                (link.source, link.source_port) == (node_id, port)
                if is_output
                else (link.target, link.target_port) == (node_id, port)
            )
        ]

    # ----------------------------------------------------------- removing

    def delete(self, ids: Iterable[str]) -> bool:
        """Remove nodes with their wires, and wires."""
        chosen = set(ids)
        nodes = [i for i in self.document.nodes if i in chosen]
        links = [i for i in self.document.links if i in chosen]
        if not nodes:
            return self.cut(links)
        label = self._about(self.tr("Delete {name}"), nodes)
        return self.session.do(label, edits.remove(self.document, nodes, links))

    def delete_and_join(self, ids: Iterable[str]) -> bool:
        """Remove nodes and join their neighbours where shapes allow."""
        chosen = set(ids)
        nodes = [i for i in self.document.nodes if i in chosen]
        if not nodes:
            return self.delete(chosen)
        links = [i for i in self.document.links if i in chosen]
        draft = Draft(self.document)
        for node_id in nodes:
            draft.do(self._heal(draft.document, node_id))
        links = [i for i in links if i in draft.document.links]
        if links:
            draft.do(edits.remove(draft.document, links=links))
        label = self._about(self.tr("Delete {name} and join"), nodes)
        return self.session.do(label, draft.change)

    def _heal(self, document: Document, node_id: str) -> Change:
        healing = edits.remove_and_heal(document, node_id)
        trial = Draft(document)
        trial.do(healing)
        analysis = analyse(trial.document)
        fresh = trial.document.links.keys() - document.links.keys()
        if any(
            p.severity == "error" for i in fresh for p in analysis.problems_of_link(i)
        ):
            return edits.remove(document, [node_id])
        return healing

    def _about(self, template: str, nodes: list[str]) -> str:
        """Return a label with the name of the node, or their number."""
        if len(nodes) == 1:
            return template.format(name=self.document.nodes[nodes[0]].name)
        count = self.tr("{count} layers").format(count=len(nodes))
        return template.format(name=count)

    # ---------------------------------------------------------- clipboard

    def copy(self, ids: Iterable[str]) -> bool:
        """Put nodes on the clipboard as text."""
        nodes = [i for i in self.document.nodes if i in set(ids)]
        if not nodes:
            return False
        QGuiApplication.clipboard().setText(edits.copy(self.document, nodes))
        self._pastes = 0
        return True

    def cut_out(self, ids: Iterable[str]) -> bool:
        """Put nodes on the clipboard and remove them."""
        nodes = [i for i in self.document.nodes if i in set(ids)]
        if not self.copy(nodes):
            return False
        label = self._about(self.tr("Cut {name}"), nodes)
        return self.session.do(label, edits.remove(self.document, nodes))

    def paste(self, at: QPointF | None = None, *, keeps_inputs: bool = False) -> bool:
        """Add the nodes on the clipboard and select them.

        Parameters
        ----------
        at : QPointF, optional
            Middle of what is pasted; by default beside the originals.
        keeps_inputs : bool, default=False
            Whether wires into the originals are drawn to the copies, too.
        """
        text = QGuiApplication.clipboard().text()
        if text != self._last_paste:
            self._pastes, self._last_paste = 0, text
        self._pastes += 1
        label = self.tr("Paste")
        return self._paste(label, text, at, keeps_inputs=keeps_inputs)

    def duplicate(self, ids: Iterable[str], *, as_twins: bool = False) -> bool:
        """Add copies of nodes, or further calls of the same layers."""
        chosen = set(ids)
        nodes = [i for i in self.document.nodes if i in chosen]
        if as_twins:
            nodes = [
                i
                for i in nodes
                if self.scene.kind(self.document.nodes[i].type).is_layer
            ]
        if not nodes:
            if as_twins and chosen:
                self.session.report(
                    self.tr("Inputs and Outputs cannot be shared. Select a layer.")
                )
            return False
        self._pastes = 1
        template = self.tr("Duplicate {name}")
        if as_twins:
            template = self.tr("Share {name}")
        label = self._about(template, nodes)
        text = edits.copy(self.document, nodes)
        return self._paste(label, text, None, as_twins=as_twins, is_below=True)

    def _paste(
        self,
        label: str,
        text: str,
        at: QPointF | None,
        *,
        as_twins: bool = False,
        keeps_inputs: bool = False,
        is_below: bool = False,
    ) -> bool:
        try:
            change, _ = edits.paste(self.document, text, (0.0, 0.0), as_twins=as_twins)
            originals = [c.node for c in change.leaves() if isinstance(c, AddNode)]
            if not originals:
                return False
            offset = self._paste_offset(originals, at, is_below=is_below)
            change, ids = edits.paste(
                self.document, text, (offset.x(), offset.y()), as_twins=as_twins
            )
        except DocumentError as error:
            self.session.report(error_text(error))
            return False
        draft = Draft(self.document)
        draft.do(change)
        if keeps_inputs:
            self._copy_inputs(draft, _copied_ids(text), ids)
        if not self.session.do(label, draft.change):
            return False
        self.session.select(ids)
        return True

    def _paste_offset(
        self, nodes: list[Node], at: QPointF | None, *, is_below: bool
    ) -> QPointF:
        rect = QRectF()
        for node in nodes:
            size = QRectF(node.x, node.y, MIN_WIDTH, MIN_HEIGHT)
            rect = rect.united(size)
        if at is not None:
            return snapped(at - rect.center())
        if is_below:
            below = rect.translated(0.0, rect.height() + PASTE_OFFSET)
            taken = [card.scene_rect() for card in self.scene.cards.values()]
            return free_spot(below, taken) - rect.topLeft()
        step = PASTE_OFFSET * self._pastes
        return QPointF(step, step)

    def _copy_inputs(self, draft: Draft, old: list[str], new: list[str]) -> None:
        inside = set(old)
        for old_id, new_id_ in zip(old, new, strict=True):
            for link in self.document.links_into(old_id):
                if link.source not in inside:
                    change = edits.connect(
                        draft.document,
                        link.source,
                        new_id_,
                        link.target_port,
                        link.source_port,
                    )
                    draft.do(change)

    # --------------------------------------------------- names and places

    def rename(self, node_id: str, name: str) -> str:
        """Rename a layer; returns what is wrong with the name, or an empty text."""
        node = self.document.nodes.get(node_id)
        if node is None or node.name == name:
            return ""
        try:
            change = edits.rename(self.document, node_id, name)
        except DocumentError as error:
            return error_text(error)
        self.session.do(self.tr("Rename {name}").format(name=node.name), change)
        return ""

    def move(self, positions: Mapping[str, QPointF], merge_key: str = "") -> bool:
        """Move cards."""
        moved = {
            i: (p.x(), p.y())
            for i, p in positions.items()
            if (self.document.nodes[i].x, self.document.nodes[i].y) != (p.x(), p.y())
        }
        if not moved:
            return False
        label = self._about(self.tr("Move {name}"), list(moved))
        return self.session.do(label, edits.move(self.document, moved), merge_key)

    def nudge(self, ids: Iterable[str], dx: float, dy: float) -> bool:
        """Move cards a little; several times in a row are one step."""
        chosen = [i for i in self.document.nodes if i in set(ids)]
        positions = {
            i: QPointF(self.document.nodes[i].x + dx, self.document.nodes[i].y + dy)
            for i in chosen
        }
        return self.move(positions, merge_key="nudge " + " ".join(chosen))

    def tidy(self, direction: Direction) -> bool:
        """Arrange all cards."""
        if not self.document.nodes:
            return False
        boxes = self.scene.boxes(is_vertical=direction == "down")
        placed = tidy(self.document, boxes, direction=direction)
        draft = Draft(self.document)
        now: Direction = "down" if self.scene.is_vertical else "right"
        if direction != now:
            value = None if direction == "right" else direction
            draft.do(edits.set_setting(draft.document, "direction", value))
        moved = {
            i: at
            for i, at in placed.items()
            if at != (self.document.nodes[i].x, self.document.nodes[i].y)
        }
        if moved:
            draft.do(edits.move(draft.document, moved))
        if draft.is_empty:
            return False
        return self.session.do(self.tr("Tidy up"), draft.change)

    # -------------------------------------------------------------- other

    def make_unique(self, node_id: str) -> bool:
        """Give a twin weights of its own."""
        name = self.document.nodes[node_id].name
        label = self.tr("Make {name} unique").format(name=name)
        return self.session.do(label, edits.make_unique(self.document, node_id))

    def fix(self, fix: Fix) -> bool:
        """Apply the fix of a problem."""
        return self.session.do(text_of(fix), fix.change)


def _copied_ids(text: str) -> list[str]:
    """Return the ids of the originals in a clipboard text that `edits.paste` read."""
    return [str(node["id"]) for node in json.loads(text)["nodes"]]
