"""The scene: one card a node and one wire a link, kept in step with the document.

Items are made, changed and removed one by one, as the changes say. There are no widgets
in the scene and it is never cleared: both crash PySide6 (6.8.3 to 6.12.0).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from studio import theme
from studio.canvas.captions import Captions
from studio.canvas.card_item import CardItem
from studio.canvas.fit import Fit
from studio.canvas.geometry import make_card_shape
from studio.canvas.hits import Hit
from studio.canvas.look import look
from studio.canvas.picking import hit_at, wire_below
from studio.canvas.preview_items import BoxItem, GhostItem
from studio.canvas.routing import Lane
from studio.canvas.wire_item import KnifeItem, LiveWire, WireItem
from studio.document.analysis import NodeInfo
from studio.document.changes import (
    AddLink,
    AddNode,
    Change,
    MoveNodes,
    RemoveLink,
    RemoveNode,
    RenameNode,
    SetBinding,
    SetLayer,
    SetOption,
    SetSetting,
)
from studio.document.layout import Box
from studio.document.model import Link, Node
from studio.document.nodes import NodeType, node_type
from studio.document.problems import Problem
from studio.document.settings import setting
from studio.session import Session
from studio.texts import text_of

FIRST_EXTENT: Final = 8192.0
"""Half the side of the scene at first; it doubles when cards come near its edge."""
EDGE_ROOM: Final = 3000.0
_SEVERITIES: Final = {"error": 0, "warning": 1, "info": 2}


class CanvasScene(QGraphicsScene):
    """Cards and wires of a session's document.

    Parameters
    ----------
    session : Session
        Whose document to show.
    parent : QObject, optional
        Owner.
    """

    arranged = Signal()
    """Emitted when cards appeared, moved or disappeared."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.cards: dict[str, CardItem] = {}
        self.wires: dict[str, WireItem] = {}
        self.live_wire = LiveWire()
        self.box = BoxItem()
        self.ghost = GhostItem()
        self.knife = KnifeItem()
        for item in (self.live_wire, self.box, self.ghost, self.knife):
            self.addItem(item)
        self._captions = Captions(self)
        self._kinds: dict[str, NodeType] = {}
        self._wires_of: dict[str, set[str]] = {}
        self._extent = FIRST_EXTENT
        self._hovered: CardItem | WireItem | None = None
        self._wiring: Mapping[str, Fit] | None = None
        self._grow()
        session.changed.connect(self._on_changed)
        session.document_replaced.connect(self._on_replaced)
        session.analysed.connect(self._on_analysed)
        session.selection_changed.connect(self._on_selection_changed)
        theme.notifier.changed.connect(self._on_theme_changed)
        self._on_replaced()
        self._on_analysed()
        self._on_selection_changed()

    # ------------------------------------------------------------- reading

    @property
    def is_vertical(self) -> bool:
        """Whether the graph flows down."""
        return bool(setting(self.session.document, "direction") == "down")

    def kind(self, type_name: str) -> NodeType:
        """Return what is known about a type of node."""
        if type_name not in self._kinds:
            self._kinds[type_name] = node_type(type_name)
        return self._kinds[type_name]

    def boxes(self, *, is_vertical: bool) -> dict[str, Box]:
        """Return what the layout needs to know of all cards."""
        return {
            node_id: card.shape_if(is_vertical=is_vertical).to_box()
            for node_id, card in self.cards.items()
        }

    def content_rect(self, ids: Iterable[str] | None = None) -> QRectF:
        """Return the room of some or all cards; empty without any."""
        rect = QRectF()
        for node_id in self.cards if ids is None else ids:
            if node_id in self.cards:
                rect = rect.united(self.cards[node_id].scene_rect())
        return rect

    def hit(self, at: QPointF, zoom: float = 1.0) -> Hit:
        """Return what is at a point.

        Parameters
        ----------
        at : QPointF
            A point of the scene.
        zoom : float, default=1
            Pixels for a scene unit: ports are a little larger for the mouse.
        """
        return hit_at(self, at, zoom)

    def wire_at(self, rect: QRectF, *, without: Iterable[str] = ()) -> str:
        """Return the id of the link that runs through the middle of a rectangle.

        Parameters
        ----------
        rect : QRectF
            Where a card would be dropped.
        without : iterable of str
            Nodes whose links do not count.
        """
        return wire_below(self, rect, frozenset(without))

    # -------------------------------------------------------- for gestures

    def set_hovered(self, hit: Hit) -> None:
        """Mark what the mouse is on."""
        item: CardItem | WireItem | None = self.cards.get(hit.node)
        if hit.kind == "wire":
            item = self.wires.get(hit.link)
        if item is self._hovered:
            return
        if self._hovered is not None:
            self._hovered.is_hovered = False
            self._hovered.update()
        self._hovered = item
        if item is not None:
            item.is_hovered = True
            item.update()

    def show_positions(self, positions: Mapping[str, QPointF]) -> None:
        """Show cards elsewhere than the document says, until `show_document`."""
        moved = {
            node_id: at
            for node_id, at in positions.items()
            if node_id in self.cards and self.cards[node_id].pos() != at
        }
        if moved:
            touched = self._wires_touching(moved)
            for node_id, at in moved.items():
                self.cards[node_id].setPos(at)
            self._route(touched | self._wires_touching(moved))
            self.arranged.emit()

    def show_document(self) -> None:
        """Show all cards where the document says."""
        self.show_positions(
            {node.id: QPointF(node.x, node.y) for node in self.session.document}
        )

    def begin_wiring(self, fits: Mapping[str, Fit], *, is_from_output: bool) -> None:
        """Light up the ports that fit a new wire, and fade the others."""
        self._wiring = fits
        for node_id, card in self.cards.items():
            fit = fits.get(node_id)
            fits_well = fit is not None and fit.is_good
            card.is_dimmed = fit is not None and not fits_well
            card.dim_reason = "" if fit is None else fit.reason
            card.lit_inputs = fits_well and is_from_output
            card.lit_outputs = fits_well and not is_from_output
            card.shows_spare = (
                is_from_output
                and fit is not None
                and fit.is_possible
                and card.card.spare is not None
            )
            card.update()

    def end_wiring(self) -> None:
        """Show all ports as usual again."""
        if self._wiring is None:
            return
        self._wiring = None
        self.live_wire.setVisible(False)
        for card in self.cards.values():
            card.is_dimmed = card.lit_inputs = card.lit_outputs = False
            card.shows_spare = False
            card.dim_reason = ""
            card.target_port = None
            card.update()

    # ------------------------------------------------ following the session

    @Slot()
    def _on_replaced(self) -> None:
        self._kinds.clear()
        self._hovered = None
        self.end_wiring()
        document = self.session.document
        self._sync(
            {*self.cards, *document.nodes},
            {*self.wires, *document.links},
            is_new_document=True,
        )

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        document = self.session.document
        nodes: set[str] = set()
        links: set[str] = set()
        for leaf in change.leaves():
            match leaf:
                case AddNode() | RemoveNode():
                    nodes.add(leaf.node.id)
                case AddLink() | RemoveLink():
                    links.add(leaf.link.id)
                    nodes |= {leaf.link.source, leaf.link.target}
                case MoveNodes():
                    nodes |= leaf.new.keys()
                case SetOption() | RenameNode() | SetLayer():
                    if leaf.node in document.nodes:
                        nodes |= {n.id for n in document.twins_of(leaf.node)}
                    if isinstance(leaf, SetLayer):
                        nodes |= self.cards.keys()  # the old twins lose their sign
                case SetBinding():
                    nodes.add(leaf.node)
                case SetSetting() if leaf.key == "direction":
                    nodes |= self.cards.keys()
                    links |= self.wires.keys()
        self._sync(nodes, links)

    def _sync(
        self, nodes: set[str], links: set[str], *, is_new_document: bool = False
    ) -> None:
        """Bring the items of some ids in step with the document."""
        document = self.session.document
        touched = self._wires_touching(nodes)
        for link_id in links:
            if link_id not in document.links or is_new_document:
                self._remove_wire(link_id)
        for node_id in nodes:
            if node_id not in document.nodes or is_new_document:
                self._remove_card(node_id)
        for node_id in document.nodes if is_new_document else nodes:
            if node_id in document.nodes:
                self._place_card(document.nodes[node_id])
        for link_id in links:
            link = document.links.get(link_id)
            if link is not None and link_id not in self.wires:
                wire = self.wires[link_id] = WireItem(link_id)
                self.addItem(wire)
                self._wires_of.setdefault(link.source, set()).add(link_id)
                self._wires_of.setdefault(link.target, set()).add(link_id)
        if nodes:
            self._update_contents(nodes)
        self._route(touched | self._wires_touching(nodes) | links)
        if nodes:
            self._grow()
            self.arranged.emit()

    def _place_card(self, node: Node) -> None:
        card = self.cards.get(node.id)
        if card is None:
            card = self.cards[node.id] = CardItem(node.id)
            card.setPos(node.x, node.y)
            self.addItem(card)
        elif card.pos() != QPointF(node.x, node.y):
            card.setPos(node.x, node.y)

    def _remove_card(self, node_id: str) -> None:
        card = self.cards.pop(node_id, None)
        if card is not None:
            self._forget(card)

    def _remove_wire(self, link_id: str) -> None:
        wire = self.wires.pop(link_id, None)
        if wire is not None:
            for ids in self._wires_of.values():
                ids.discard(link_id)
            self._forget(wire)

    def _forget(self, item: QGraphicsItem) -> None:
        if self._hovered is item:
            self._hovered = None
        self.removeItem(item)

    @Slot()
    def _on_analysed(self) -> None:
        """Take over shapes and problems."""
        self._kinds.clear()
        analysis = self.session.analysis
        changed = self._update_contents(self.cards.keys())
        if changed:
            self._route(self._wires_touching(changed))
            self.arranged.emit()
        by_node: dict[str, list[Problem]] = {}
        by_link: dict[str, list[Problem]] = {}
        for problem in analysis.problems:
            if problem.node:
                by_node.setdefault(problem.node, []).append(problem)
            if problem.link:
                by_link.setdefault(problem.link, []).append(problem)
        items: list[tuple[CardItem | WireItem, list[Problem]]] = [
            (card, by_node.get(i, [])) for i, card in self.cards.items()
        ]
        items += [(wire, by_link.get(i, [])) for i, wire in self.wires.items()]
        for item, problems in items:
            severity = min(
                (p.severity for p in problems),
                key=_SEVERITIES.__getitem__,
                default=None,
            )
            item.problem_text = "\n".join(text_of(p) for p in problems)
            if item.problem != severity:
                item.problem = severity
                item.update()

    def _update_contents(self, ids: Iterable[str]) -> set[str]:
        """Write captions and ports anew; return the cards that changed their shape."""
        document, style = self.session.document, look()
        layers: dict[str, int] = {}
        for node in document:
            layers[node.layer_id] = layers.get(node.layer_id, 0) + 1
        used_inputs: dict[str, int] = {}
        used_outputs: dict[str, int] = {}
        for link in document.links.values():
            used_inputs[link.target] = max(
                used_inputs.get(link.target, 0), link.target_port + 1
            )
            used_outputs[link.source] = max(
                used_outputs.get(link.source, 0), link.source_port + 1
            )
        reshaped: set[str] = set()
        for node_id in list(ids):
            card, found = self.cards.get(node_id), document.nodes.get(node_id)
            if card is None or found is None:
                continue
            kind = self.kind(found.type)
            info = self.session.analysis.nodes.get(node_id, NodeInfo())
            caption = self._captions.caption(found, kind, info)
            is_twin = layers[found.layer_id] > 1
            number = f" {caption.number}" if caption.number else ""
            head = (
                style.title_metrics.horizontalAdvance(caption.title)
                + style.number_metrics.horizontalAdvance(number)
                + (18.0 if is_twin else 0.0)
            )
            foot = style.chip_metrics.horizontalAdvance(caption.chip) + 12.0
            if caption.note:
                foot += style.text_metrics.horizontalAdvance(caption.note) + 6.0
            line = style.text_metrics.horizontalAdvance(caption.line)
            card.text_width = max(head, line, foot)
            shape = make_card_shape(
                card.text_width,
                max(kind.min_inputs, used_inputs.get(node_id, 0)),
                max(
                    kind.outputs,
                    len(info.output_shapes) if kind.outputs else 0,
                    used_outputs.get(node_id, 0),
                ),
                takes_more=kind.max_inputs is None,
                is_vertical=self.is_vertical,
            )
            family = kind.family
            if (caption, family, shape, is_twin) != (
                card.caption,
                card.family,
                card.card,
                card.is_twin,
            ):
                if shape != card.card:
                    reshaped.add(node_id)
                card.is_twin = is_twin
                card.set_content(caption, family, shape)
        return reshaped

    @Slot()
    def _on_selection_changed(self) -> None:
        document, chosen = self.session.document, self.session.selection
        layers = {document.nodes[i].layer_id for i in chosen if i in document.nodes}
        for node_id, card in self.cards.items():
            is_chosen = node_id in chosen
            is_twin = card.is_twin and document.nodes[node_id].layer_id in layers
            if (is_chosen, is_twin) != (card.is_chosen, card.is_twin_chosen):
                card.is_chosen, card.is_twin_chosen = is_chosen, is_twin
                card.setZValue(2.0 if is_chosen else 1.0)
                card.update()
        for link_id, wire in self.wires.items():
            link = document.links[link_id]
            wire.set_flags(
                is_chosen=link_id in chosen,
                is_active=link.source in chosen or link.target in chosen,
            )

    @Slot()
    def _on_theme_changed(self) -> None:
        for card in self.cards.values():
            card.lay_out()
        self.update()

    # --------------------------------------------------------------- wires

    def _wires_touching(self, nodes: Iterable[str]) -> set[str]:
        """Return the links of nodes, and those that run where the nodes are.

        Wires that go around a card must be asked for before it moves, too.
        """
        found: set[str] = set()
        for node_id in nodes:
            found |= self._wires_of.get(node_id, set())
            card = self.cards.get(node_id)
            if card is not None:
                area = card.sceneBoundingRect()
                found |= {
                    item.link_id
                    for item in self.items(
                        area, Qt.ItemSelectionMode.IntersectsItemBoundingRect
                    )
                    if isinstance(item, WireItem) and item.link_id in self.wires
                }
        return found

    def _route(self, link_ids: Iterable[str]) -> None:
        document, is_vertical = self.session.document, self.is_vertical
        for link_id in link_ids:
            link, wire = document.links.get(link_id), self.wires.get(link_id)
            if link is None or wire is None:
                continue
            source, target = self.cards[link.source], self.cards[link.target]
            start = source.output_point(link.source_port)
            end = target.input_point(link.target_port)
            blocks = self._cards_between(start, end, {link.source, link.target})
            busy = self._lanes_beside(link) if blocks else ()
            wire.set_way(start, end, blocks, busy, is_vertical=is_vertical)

    def _lanes_beside(self, link: Link) -> list[Lane]:
        """Return the lanes of wires that start elsewhere."""
        links = self.session.document.links
        return [
            wire.lane
            for link_id, wire in self.wires.items()
            if wire.lane is not None
            and link_id in links
            and link_id != link.id
            and (links[link_id].source, links[link_id].source_port)
            != (link.source, link.source_port)
        ]

    def _cards_between(
        self, start: QPointF, end: QPointF, without: set[str]
    ) -> list[QRectF]:
        span = QRectF(start, end).normalized().adjusted(-1.0, -1.0, 1.0, 1.0)
        near = self._blocks(span, without)
        if not near:
            return []
        # Something is in the way: lanes beside it count, too.
        return self._blocks(span.adjusted(-8.0, -400.0, 8.0, 400.0), without)

    def _blocks(self, area: QRectF, without: set[str]) -> list[QRectF]:
        return [
            item.scene_rect()
            for item in self.items(
                area, Qt.ItemSelectionMode.IntersectsItemBoundingRect
            )
            if isinstance(item, CardItem) and item.node_id not in without
        ]

    def _grow(self) -> None:
        """Keep the scene so large that no card is near its edge."""
        content = self.content_rect()
        far = max((abs(v) for v in (content.left(), content.right())), default=0.0)
        far = max(far, abs(content.top()), abs(content.bottom()))
        while far + EDGE_ROOM > self._extent:
            self._extent *= 2
        side = 2 * self._extent
        rect = QRectF(-self._extent, -self._extent, side, side)
        if rect != self.sceneRect():
            self.setSceneRect(rect)
