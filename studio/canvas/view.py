"""The view: hands mouse and keys to gestures and steps, and shows the scene.

It knows what a key or button starts, not how a gesture goes on: that is one class each
in `studio.canvas.gestures`.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QLineF,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QToolTip, QWidget

from studio import theme
from studio.canvas import walking
from studio.canvas.camera import STEP, Camera
from studio.canvas.context_menu import ContextMenus
from studio.canvas.editing import Editing, LooseEnd
from studio.canvas.fit import types_that_fit
from studio.canvas.geometry import GRID
from studio.canvas.gestures.cut_wires import CutGesture
from studio.canvas.gestures.draw_wire import WireGesture
from studio.canvas.gestures.drop import ColumnsDrop, NodeDrop
from studio.canvas.gestures.gesture import Gesture, Pointer
from studio.canvas.gestures.move_cards import MoveGesture
from studio.canvas.gestures.pan import PanGesture
from studio.canvas.gestures.select_box import BoxGesture
from studio.canvas.gestures.select_wire import WireClick
from studio.canvas.glide import Glide
from studio.canvas.hits import Hit
from studio.canvas.look import look
from studio.canvas.minimap import Minimap
from studio.canvas.name_editor import NameEditor
from studio.canvas.note import Note
from studio.canvas.picture import paint_picture, picture_rect, save_picture
from studio.canvas.quick_add import QuickAdd
from studio.canvas.scene import CanvasScene
from studio.canvas.zoom_bar import ZoomBar
from studio.document.analysis import NodeInfo
from studio.document.layout import Direction
from studio.document.mime import COLUMNS_MIME, NODE_MIME, read_columns
from studio.document.nodes import NodeType, node_types
from studio.session import Session
from studio.widgets import EmptyState, Overlay

DOT_SPACING = 24.0
LEAST_DOT_DISTANCE = 14.0
SCROLL_ZONE = 22
"""Pixels at the edge in which a drag moves the view."""

_Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_MODIFIERS = _CTRL | _SHIFT | _ALT | Qt.KeyboardModifier.MetaModifier


class CanvasView(QGraphicsView):
    """The canvas.

    Parameters
    ----------
    session : Session
        What is shown and edited.
    parent : QWidget, optional
        Owner.
    """

    columns_dropped = Signal(str, list)
    """Emitted with the id of an Input or Output and the names of data columns."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.board = CanvasScene(session, self)
        self.setScene(self.board)
        self.camera = Camera(self)
        self.editing = Editing(session, self.board, self)
        self.animates = _may_animate(self)
        """Whether cards glide when they are tidied up."""
        self._gesture: Gesture | None = None
        self._drop: NodeDrop | ColumnsDrop | None = None
        self._space_is_down = False
        self._space_was_used = False
        self._has_key_focus = False
        self._wants_fit = True
        self._search_wire: LooseEnd | None = None
        self._search_link = ""
        self._search_at = QPointF()
        self._insertion = ""
        self._last_move: QMouseEvent | None = None

        self.setAccessibleName(self.tr("Canvas"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(
            QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate
        )

        self.note = Note(self)
        self.search = QuickAdd(self)
        self.name_editor = NameEditor(self)
        self.zoom_bar = ZoomBar()
        self.minimap = Minimap()
        self._hint = EmptyState("layers", "", "", "", self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.set_texts(
            self.tr("An empty canvas"),
            self.tr("Drag an Input here, or press Tab to search."),
        )
        left = Qt.Corner.BottomLeftCorner
        right = Qt.Corner.BottomRightCorner
        self._overlays = (
            Overlay(self, self.zoom_bar, left, margin=12),
            Overlay(self, self.minimap, right, margin=12),
        )
        self._menus = ContextMenus(self)
        self._glide = Glide(self.board, self)
        self._overview_timer = QTimer(self)
        self._overview_timer.setSingleShot(True)
        self._scroll_timer = QTimer(self)
        self._scroll_timer.setInterval(16)
        self._connect()
        self._keys = self._key_table()
        self._on_analysed()
        self._on_arranged()
        self._on_selection_changed()

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._on_changed)
        session.document_replaced.connect(self._on_replaced)
        session.analysed.connect(self._on_analysed)
        session.selection_changed.connect(self._on_selection_changed)
        self.board.arranged.connect(self._on_arranged)
        self.camera.changed.connect(self._on_camera_changed)
        self.zoom_bar.zoom_in_requested.connect(self.zoom_in)
        self.zoom_bar.zoom_out_requested.connect(self.zoom_out)
        self.zoom_bar.reset_requested.connect(self.zoom_reset)
        self.zoom_bar.fit_requested.connect(self.fit_all)
        self.minimap.point_chosen.connect(self._on_minimap_point)
        self.search.chosen.connect(self._on_search_chosen)
        self.search.closed.connect(self._on_search_closed)
        self.name_editor.submitted.connect(self._on_name_submitted)
        self.name_editor.closed.connect(self._take_focus)
        self._overview_timer.timeout.connect(self._show_overview)
        self._scroll_timer.timeout.connect(self._scroll_on)
        theme.notifier.changed.connect(self._on_theme_changed)

    # ------------------------------------------------- what actions call

    def add_node(self, type_name: str, at: QPointF | None = None) -> str:
        """Add a node where there is room, select it, and return its id.

        Parameters
        ----------
        type_name : str
            Type of the node.
        at : QPointF, optional
            Middle of the card in the scene; the middle of the view by default.
        """
        node_id = self.editing.add(
            type_name, self.camera.center() if at is None else at
        )
        if node_id:
            self.camera.show(self.board.content_rect([node_id]))
        return node_id

    def delete_selection(self) -> None:
        """Remove what is selected."""
        self.editing.delete(self.session.selection)

    def delete_and_join(self) -> None:
        """Remove what is selected and join the neighbours."""
        self.editing.delete_and_join(self.session.selection)

    def copy(self) -> None:
        """Put the selected nodes on the clipboard."""
        self.editing.copy(self.session.selection)

    def cut(self) -> None:
        """Put the selected nodes on the clipboard and remove them."""
        self.editing.cut_out(self.session.selection)

    def paste(self, *, at: QPointF | None = None, keeps_inputs: bool = False) -> None:
        """Add the nodes on the clipboard, at the mouse if it is over the canvas."""
        if at is None and self.viewport().underMouse():
            at = self.mapToScene(self.viewport().mapFromGlobal(QCursor.pos()))
        if self.editing.paste(at, keeps_inputs=keeps_inputs):
            self.camera.show(self.board.content_rect(self.session.selected_nodes))

    def duplicate(self) -> None:
        """Add copies of the selected nodes."""
        self._duplicate(as_twins=False)

    def duplicate_shared(self) -> None:
        """Call the selected layers once more, with the same weights."""
        self._duplicate(as_twins=True)

    def _duplicate(self, *, as_twins: bool) -> None:
        if self.editing.duplicate(self.session.selection, as_twins=as_twins):
            self.camera.show(self.board.content_rect(self.session.selected_nodes))

    def select_all(self) -> None:
        """Select all nodes."""
        self.session.select(self.session.document.nodes)

    def select_inverse(self) -> None:
        """Select the nodes that are not selected."""
        self.session.select(self.session.document.nodes.keys() - self.session.selection)

    def fit_all(self) -> None:
        """Show the whole graph."""
        self.camera.fit(self.board.content_rect())

    def fit_selection(self) -> None:
        """Show what is selected, or all."""
        chosen = self.session.selected_nodes
        self.camera.fit(self.board.content_rect(chosen or None))

    def zoom_in(self) -> None:
        """Zoom in by one step."""
        self.camera.zoom_to(self.camera.zoom * STEP)

    def zoom_out(self) -> None:
        """Zoom out by one step."""
        self.camera.zoom_to(self.camera.zoom / STEP)

    def zoom_reset(self) -> None:
        """Show everything in its own size."""
        self.camera.zoom_to(1.0)

    def tidy_up(self, *, direction: Direction | None = None) -> None:
        """Arrange all cards, in one step.

        Parameters
        ----------
        direction : {"right", "down"}, optional
            Where the graph flows; as it does now by default.
        """
        if direction is None:
            direction = "down" if self.board.is_vertical else "right"
        self._glide.stop()
        before = {i: card.pos() for i, card in self.board.cards.items()}
        if not self.editing.tidy(direction):
            return
        if not self.camera.visible_rect().contains(self.board.content_rect()):
            self.fit_all()
        if self.animates:
            self._glide.start(before)

    def rename_selected(self) -> None:
        """Rename the selected node in place."""
        chosen = self.session.selected_nodes
        if chosen:
            self.rename(chosen[0])

    def rename(self, node_id: str) -> None:
        """Rename a node in place."""
        node = self.session.document.nodes.get(node_id)
        card = self.board.cards.get(node_id)
        if node is None or card is None:
            return
        self.camera.show(card.scene_rect())
        place = self.mapFromScene(card.title_rect()).boundingRect()
        place.translate(self.viewport().pos())
        self.name_editor.open(node_id, node.name, place)

    def open_search(
        self,
        *,
        at: QPoint | None = None,
        wire: LooseEnd | None = None,
        link_id: str = "",
    ) -> None:
        """Search for a layer to add.

        Parameters
        ----------
        at : QPoint, optional
            Where in the viewport; at the mouse, or in the middle, by default.
        wire : LooseEnd, optional
            A wire that shall end at the new node.
        link_id : str, default=""
            A wire that the new node shall be put into.
        """
        viewport = self.viewport()
        if at is None:
            at = viewport.mapFromGlobal(QCursor.pos())
            if not (viewport.rect().contains(at) and viewport.underMouse()):
                at = viewport.rect().center()
        kinds = node_types()
        if link_id:
            kinds = [kind for kind in kinds if self.can_insert(kind)]
        if wire is not None:
            kinds = self._kinds_for(wire, kinds)
        self._search_at = self.mapToScene(at)
        self.search.open(at + viewport.pos(), kinds)
        self._search_wire, self._search_link = wire, link_id
        if wire is not None:
            self.show_live_wire(wire, self._search_at)

    def _kinds_for(self, wire: LooseEnd, kinds: list[NodeType]) -> list[NodeType]:
        info = self.session.analysis.nodes.get(wire.node, NodeInfo())
        shapes = info.output_shapes
        shape = shapes[wire.port] if wire.port < len(shapes) else None
        return types_that_fit(kinds, shape, takes_input=wire.is_output)

    def render_to_image(self, target: Path | str | QPainter) -> None:
        """Paint the whole graph to a file (PNG, SVG, PDF), or with a painter.

        Raises
        ------
        ValueError
            If the suffix of the file is not known.
        FileError
            If the file cannot be written; the text says why.
        """
        if isinstance(target, QPainter):
            size = picture_rect(self.board).size()
            paint_picture(self.board, target, QRectF(QPointF(), size))
        else:
            save_picture(self.board, Path(target))

    # ------------------------------------------------- what gestures call

    def hit(self, at: Pointer) -> Hit:
        """Return what is under the mouse."""
        return self.board.hit(at.scene, self.camera.zoom)

    def scroll_by(self, step: QPoint) -> None:
        """Let the scene follow the mouse."""
        self.camera.scroll_by(step)

    def can_insert(self, kind: NodeType) -> bool:
        """Whether a node can stand in the middle of a wire."""
        return kind.max_inputs != 0 and kind.outputs > 0

    def show_insertion(self, link_id: str) -> None:
        """Light up the wire that a card would be put into; none for an empty text."""
        if link_id == self._insertion:
            return
        for old_or_new, is_target in ((self._insertion, False), (link_id, True)):
            wire = self.board.wires.get(old_or_new)
            if wire is not None:
                wire.set_flags(is_drop_target=is_target)
        self._insertion = link_id

    def show_live_wire(
        self, wire: LooseEnd, free: QPointF, *, is_refused: bool = False
    ) -> None:
        """Show a loose wire from its port to a point."""
        card, live = self.board.cards[wire.node], self.board.live_wire
        live.is_refused = is_refused
        if wire.is_output:
            start, end = card.output_point(wire.port), free
        else:
            start, end = free, card.input_point(wire.port)
        live.set_way(start, end, is_vertical=self.board.is_vertical)
        live.setVisible(True)
        live.update()

    def open_menu(self, at: Pointer) -> None:
        """Open the context menu, after selecting what it is about."""
        hit = self.hit(at)
        chosen = hit.link or hit.node
        if chosen and chosen not in self.session.selection:
            self.session.select([chosen])
        menu = self._menus.menu_for(hit, at.view)
        menu.popup(self.viewport().mapToGlobal(at.view))

    # --------------------------------------------------------- the session

    def _on_changed(self) -> None:
        """Stop what would show a document that is gone."""
        self._abort()
        self._glide.stop()
        if self._search_wire is not None or self._search_link:
            self.search.close_search()
        if self.name_editor.node_id not in self.session.document.nodes:
            self.name_editor.close_editor()

    def _on_replaced(self) -> None:
        self._on_changed()
        self.search.close_search()
        self._wants_fit = True
        if self.isVisible():
            self._fit_first()

    def _fit_first(self) -> None:
        if self._wants_fit and self.board.cards:
            self._wants_fit = False
            self.fit_all()

    def _on_analysed(self) -> None:
        self.zoom_bar.set_parameters(self.session.analysis.parameters)
        self._describe()

    def _on_arranged(self) -> None:
        is_empty = not self.board.cards
        self._hint.setVisible(is_empty)
        self.minimap.setVisible(not is_empty)
        self._overview_timer.start(0)

    def _on_selection_changed(self) -> None:
        self._overview_timer.start(0)
        self._describe()

    def _describe(self) -> None:
        """Tell assistive tools what is selected."""
        chosen = self.session.selected_nodes
        if len(chosen) == 1 and chosen[0] in self.board.cards:
            text = self.board.spoken(chosen[0])
        elif chosen:
            text = self.tr("{count} layers selected").format(count=len(chosen))
        else:
            text = self.tr("{count} layers. Arrow keys go from one to the next.")
            text = text.format(count=len(self.session.document.nodes))
        self.setAccessibleDescription(text)

    def _on_camera_changed(self) -> None:
        self.zoom_bar.set_zoom(self.camera.zoom)
        self._overview_timer.start(0)
        if self.name_editor.node_id:
            self.name_editor.close_editor()

    def _show_overview(self) -> None:
        self.minimap.show_graph(
            ((card.scene_rect(), card.is_chosen) for card in self.board.cards.values()),
            self.camera.visible_rect(),
        )

    def _on_minimap_point(self, point: QPointF) -> None:
        self.centerOn(point)

    def _on_theme_changed(self) -> None:
        self.resetCachedContent()
        self.viewport().update()

    # ---------------------------------------------------- search and names

    def _on_search_chosen(self, type_name: str) -> None:
        wire, link_id = self._search_wire, self._search_link
        self._search_wire, self._search_link = None, ""
        at = self._search_at
        if wire is not None:
            # The port, not the middle of the card, comes to the mouse.
            half = (
                QPointF(64.0, 0.0) if not self.board.is_vertical else QPointF(0, 40.0)
            )
            at = at + half if wire.is_output else at - half
        node_id = self.editing.add(type_name, at, link_id=link_id, wire=wire)
        if node_id:
            self.camera.show(self.board.content_rect([node_id]))

    def _on_search_closed(self) -> None:
        self.board.live_wire.setVisible(False)
        self._take_focus()
        # `chosen` follows at once and needs the wire; anything later must not find it.
        QTimer.singleShot(0, self, self._forget_search)

    def _forget_search(self) -> None:
        if not self.search.isVisible():
            self._search_wire, self._search_link = None, ""

    def _on_name_submitted(self, node_id: str, name: str) -> None:
        problem = self.editing.rename(node_id, name)
        if not problem:
            self.name_editor.close_editor()
        elif self.name_editor.node_id:
            self.name_editor.set_problem(problem)
            at = self.name_editor.geometry().bottomLeft() - QPoint(18, 16)
            self.note.show_at(at, problem)
            return
        else:
            self.session.report(problem, "warning")
        self.note.hide()

    def _take_focus(self) -> None:
        self.note.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- keys

    def _key_table(self) -> dict[tuple[int, int], Callable[[], None]]:
        def nudge(dx: float, dy: float) -> Callable[[], None]:
            return lambda: self._nudge(dx, dy)

        def walk(step: walking.Step) -> Callable[[], None]:
            return lambda: self._walk(step)

        table: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (_Key.Key_Delete, _NONE): self.delete_selection,
            (_Key.Key_Backspace, _NONE): self.delete_selection,
            (_Key.Key_X, _NONE): self.delete_selection,
            (_Key.Key_Delete, _CTRL): self.delete_and_join,
            (_Key.Key_Backspace, _CTRL): self.delete_and_join,
            (_Key.Key_C, _CTRL): self.copy,
            (_Key.Key_X, _CTRL): self.cut,
            (_Key.Key_V, _CTRL): self.paste,
            (_Key.Key_V, _CTRL | _SHIFT): lambda: self.paste(keeps_inputs=True),
            (_Key.Key_D, _CTRL): self.duplicate,
            (_Key.Key_D, _CTRL | _SHIFT): self.duplicate_shared,
            (_Key.Key_A, _CTRL): self.select_all,
            (_Key.Key_I, _CTRL): self.select_inverse,
            (_Key.Key_L, _NONE): lambda: self._select_related(is_upstream=True),
            (_Key.Key_L, _SHIFT): lambda: self._select_related(is_upstream=False),
            (_Key.Key_L, _CTRL): self.tidy_up,
            (_Key.Key_F2, _NONE): self.rename_selected,
            (_Key.Key_Home, _NONE): self.fit_all,
            (_Key.Key_F, _NONE): self.fit_selection,
            (_Key.Key_0, _CTRL): self.zoom_reset,
            (_Key.Key_Plus, _CTRL): self.zoom_in,
            (_Key.Key_Equal, _CTRL): self.zoom_in,
            (_Key.Key_Minus, _CTRL): self.zoom_out,
            (_Key.Key_Tab, _NONE): self.open_search,
            (_Key.Key_Left, _NONE): walk("back"),
            (_Key.Key_Right, _NONE): walk("on"),
            (_Key.Key_Up, _NONE): walk("up"),
            (_Key.Key_Down, _NONE): walk("down"),
            (_Key.Key_Left, _ALT): nudge(-GRID, 0.0),
            (_Key.Key_Right, _ALT): nudge(GRID, 0.0),
            (_Key.Key_Up, _ALT): nudge(0.0, -GRID),
            (_Key.Key_Down, _ALT): nudge(0.0, GRID),
        }
        return {(int(k), m.value): step for (k, m), step in table.items()}

    def _nudge(self, dx: float, dy: float) -> None:
        self.editing.nudge(self.session.selected_nodes, dx, dy)

    def _walk(self, step: walking.Step) -> None:
        """Select the next node in a direction."""
        found = walking.next_node(
            self.session.document, self.session.selected_nodes, step,
            is_vertical=self.board.is_vertical,
        )  # fmt: skip
        if found:
            self.session.select([found])
            self.camera.show(self.board.content_rect([found]))

    def _select_related(self, *, is_upstream: bool) -> None:
        document, chosen = self.session.document, self.session.selected_nodes
        self.session.select(walking.related(document, chosen, is_upstream=is_upstream))

    def _abort(self) -> bool:
        """End the gesture without effect; returns whether there was one."""
        gesture, self._gesture = self._gesture, None
        drop, self._drop = self._drop, None
        self._scroll_timer.stop()
        if gesture is not None:
            gesture.aborted()
        if drop is not None:
            drop.cancel()
        return gesture is not None

    # ------------------------------------------------------------ gestures

    def _pointer(self, event: QMouseEvent | QDropEvent) -> Pointer:
        at = event.position()
        point = at.toPoint()
        return Pointer(point, self.mapToScene(point), event.modifiers())

    def _gesture_for(self, event: QMouseEvent, at: Pointer) -> Gesture | None:
        button = event.button()
        if button == Qt.MouseButton.MiddleButton:
            return PanGesture(self, at)
        if button == Qt.MouseButton.RightButton:
            if at.has(_CTRL):
                return CutGesture(self, at)
            return PanGesture(self, at, opens_menu=True)
        if button != Qt.MouseButton.LeftButton:
            return None
        if self._space_is_down:
            self._space_was_used = True
            return PanGesture(self, at)
        hit = self.hit(at)
        if hit.is_port:
            return self._gesture_at_port(hit, at)
        if hit.kind == "badge":
            self._open_fixes(hit, at)
            return None
        if hit.kind == "wire":
            if hit.end is not None and not (at.has(_SHIFT) or at.has(_CTRL)):
                return WireGesture(self, at, self._loosened(hit))
            return WireClick(self, at, hit.link)
        if hit.node:
            return MoveGesture(self, at, hit.node)
        return BoxGesture(self, at)

    def _gesture_at_port(self, hit: Hit, at: Pointer) -> Gesture | None:
        is_output = hit.kind == "output"
        links = self.editing.links_at(hit.node, hit.port, is_output=is_output)
        if at.has(_ALT):
            self.editing.cut(links)
            return None
        if not is_output and links:
            link = self.session.document.links[links[0]]
            wire = LooseEnd(link.source, link.source_port, True, link)
            return WireGesture(self, at, wire)
        return WireGesture(self, at, LooseEnd(hit.node, hit.port, is_output))

    def _loosened(self, hit: Hit) -> LooseEnd:
        link = self.session.document.links[hit.link]
        if hit.end == "target":
            return LooseEnd(link.source, link.source_port, True, link)
        return LooseEnd(link.target, link.target_port, False, link)

    def _open_fixes(self, hit: Hit, at: Pointer) -> None:
        self.session.select([hit.node])
        menu = self._menus.fixes_menu(self.session.analysis.problems_of(hit.node))
        menu.popup(self.viewport().mapToGlobal(at.view))

    def _scroll_on(self) -> None:
        """Move the view while a drag is at its edge."""
        gesture, event = self._gesture, self._last_move
        if gesture is None or event is None:
            self._scroll_timer.stop()
            return
        step = self._edge_step(event.position().toPoint())
        if step.isNull():
            self._scroll_timer.stop()
            return
        self.scroll_by(step)
        gesture.pointer_moved(self._pointer(event))

    def _edge_step(self, at: QPoint) -> QPoint:
        room = self.viewport().rect()
        inside = room.adjusted(SCROLL_ZONE, SCROLL_ZONE, -SCROLL_ZONE, -SCROLL_ZONE)
        dx = min(max(inside.left() - at.x(), inside.right() - at.x(), key=abs), 40)
        if inside.left() <= at.x() <= inside.right():
            dx = 0
        dy = min(max(inside.top() - at.y(), inside.bottom() - at.y(), key=abs), 40)
        if inside.top() <= at.y() <= inside.bottom():
            dy = 0
        return QPoint(dx // 3, dy // 3)

    # --------------------------------------------- Qt overrides: the mouse

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """Begin a gesture."""
        self.search.close_search()
        event.accept()
        if self._gesture is not None:
            return
        gesture = self._gesture_for(event, self._pointer(event))
        self._gesture = gesture
        if gesture is not None:
            gesture.press()

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        """Go on with the gesture, or mark what the mouse is on."""
        gesture = self._gesture
        event.accept()
        if gesture is None:
            if not event.buttons():
                self._hover(self._pointer(event))
            return
        gesture.pointer_moved(self._pointer(event))
        if gesture.is_drag and gesture.scrolls:
            self._last_move = QMouseEvent(event)
            if not self._edge_step(event.position().toPoint()).isNull():
                self._scroll_timer.start()

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        """End the gesture."""
        gesture, self._gesture = self._gesture, None
        self._scroll_timer.stop()
        event.accept()
        if gesture is not None:
            gesture.released(self._pointer(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        """Search on the empty canvas, rename on a title."""
        if event.button() != Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
            return
        event.accept()
        hit = self.hit(self._pointer(event))
        if hit.kind == "empty":
            self.open_search(at=event.position().toPoint())
        elif hit.kind == "title":
            self.rename(hit.node)
        else:
            self.mousePressEvent(event)

    def _hover(self, at: Pointer) -> None:
        hit = self.hit(at)
        self.board.set_hovered(hit)
        if hit.is_port:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        elif hit.kind == "badge":
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif not self._space_is_down:
            self.viewport().unsetCursor()

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """Zoom at the mouse; two fingers on a touch pad move the view."""
        is_pad = event.device().type() == QInputDevice.DeviceType.TouchPad
        event.accept()
        if is_pad and not event.modifiers() & _CTRL:
            step = event.pixelDelta()
            self.scroll_by(step if not step.isNull() else event.angleDelta() / 4)
            return
        delta = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & _SHIFT:
            self.scroll_by(QPoint(delta // 2, 0))
        else:
            zoom = self.camera.zoom * STEP ** (delta / 120)
            self.camera.zoom_to(zoom, event.position().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        """Open the menu for the menu key; the right button is a gesture."""
        event.accept()
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            return
        chosen = self.session.selected_nodes
        point = self.viewport().rect().center()
        if chosen:
            rect = self.board.content_rect(chosen[:1])
            point = self.mapFromScene(rect.center())
        self.open_menu(Pointer(point, self.mapToScene(point)))

    # ------------------------------------------------ Qt overrides: drags

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        """Take layers and data columns."""
        at, data = self._pointer(event), event.mimeData()
        self._drop = None
        if data.hasFormat(NODE_MIME):
            name = bytes(data.data(NODE_MIME).data()).decode("utf-8", "replace")
            if self.board.kind(name).is_known:
                self._drop = NodeDrop(self, at, name)
        elif data.hasFormat(COLUMNS_MIME):
            columns = read_columns(bytes(data.data(COLUMNS_MIME).data()))
            if columns:
                self._drop = ColumnsDrop(self, at, columns)
        if self._drop is None:
            event.ignore()
            return
        self._drop.start()
        self._drop.move(at)
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent, /) -> None:
        """Show what a drop here would do."""
        if self._drop is None:
            event.ignore()
            return
        at = self._pointer(event)
        self._drop.move(at)
        event.setAccepted(self._drop.accepts(at))

    def dragLeaveEvent(self, event: QDragLeaveEvent, /) -> None:
        """Forget the drag."""
        drop, self._drop = self._drop, None
        if drop is not None:
            drop.cancel()
        event.accept()

    def dropEvent(self, event: QDropEvent, /) -> None:
        """Carry out the drop."""
        drop, self._drop = self._drop, None
        if drop is None:
            event.ignore()
            return
        at = self._pointer(event)
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        drop.finish(at)

    # ------------------------------------------------- Qt overrides: keys

    def event(self, event: QEvent, /) -> bool:
        """Take the Tab key before Qt moves the focus with it; Shift+Tab still does."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == _Key.Key_Tab
            and event.modifiers() == _NONE
        ):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Do what the key says."""
        event.accept()
        if event.key() == _Key.Key_Escape:
            if not self._abort():
                self.session.select(())
            return
        if event.key() == _Key.Key_Space and not event.modifiers() & _MODIFIERS:
            if not event.isAutoRepeat():
                self._space_is_down, self._space_was_used = True, False
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            return
        modifiers = event.modifiers() & _MODIFIERS
        if event.key() == _Key.Key_Plus:
            modifiers &= ~_SHIFT  # where the plus sign is a shifted key
        step = self._keys.get((event.key(), modifiers.value))
        if step is None:
            event.ignore()
        elif self._gesture is None:
            step()

    def keyReleaseEvent(self, event: QKeyEvent, /) -> None:
        """Search after a tap on Space that moved nothing."""
        if event.key() != _Key.Key_Space or event.isAutoRepeat():
            super().keyReleaseEvent(event)
            return
        event.accept()
        was_tap = self._space_is_down and not self._space_was_used
        self._space_is_down = False
        self.viewport().unsetCursor()
        if was_tap and self._gesture is None:
            self.open_search()

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Show the focus where it came by a key."""
        super().focusInEvent(event)
        self._has_key_focus = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        """Forget keys that are released elsewhere."""
        super().focusOutEvent(event)
        self._space_is_down = self._has_key_focus = False
        self.viewport().unsetCursor()
        self.viewport().update()

    # ----------------------------------------------- Qt overrides: painting

    def viewportEvent(self, event: QEvent, /) -> bool:
        """Show tool tips for painted things, and zoom with two fingers."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = event.pos()
            hit = self.hit(Pointer(point, self.mapToScene(point)))
            self._show_tooltip(event.globalPos(), self.board.tooltip(hit))
            return True
        if (
            event.type() == QEvent.Type.NativeGesture
            and isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            zoom = self.camera.zoom * (1.0 + event.value())
            self.camera.zoom_to(zoom, event.position().toPoint())
            return True
        if event.type() == QEvent.Type.Leave and self._gesture is None:
            self.board.set_hovered(Hit())
        return super().viewportEvent(event)

    def _show_tooltip(self, at: QPoint, text: str) -> None:
        if not text:
            QToolTip.hideText()
            return
        # Rich text, because Qt wraps no other.
        lines = html.escape(text).replace("\n", "<br>")
        QToolTip.showText(at, f"<qt>{lines}</qt>", self.viewport())

    def showEvent(self, event: QShowEvent, /) -> None:
        """Show the whole graph the first time."""
        super().showEvent(event)
        self._fit_first()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Keep the hint in the middle."""
        super().resizeEvent(event)
        room = self.viewport().geometry()
        size = self._hint.sizeHint().boundedTo(room.size())
        box = QRect(0, 0, min(max(size.width(), 360), room.width()), size.height())
        box.moveCenter(room.center())
        self._hint.setGeometry(box)
        self._overview_timer.start(0)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect, /) -> None:
        """Paint the dots of the grid."""
        area = QRectF(rect)
        style = look()
        painter.fillRect(area, style.canvas)
        spacing = DOT_SPACING
        while spacing * self.camera.zoom < LEAST_DOT_DISTANCE:
            spacing *= 2
        first_x = int(area.left() // spacing)
        first_y = int(area.top() // spacing)
        last_x = int(area.right() // spacing) + 1
        last_y = int(area.bottom() // spacing) + 1
        pen = QPen(style.dot)
        pen.setWidthF(1.6 if self.camera.zoom < 0.5 else 2.0)
        painter.setPen(pen)
        painter.drawPoints(
            [
                QPointF(x * spacing, y * spacing)
                for x in range(first_x, last_x + 1)
                for y in range(first_y, last_y + 1)
            ]
        )

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect, /) -> None:
        """Paint the focus frame."""
        del rect
        if not (self._has_key_focus and self.hasFocus()):
            return
        painter.save()
        painter.resetTransform()
        pen = QPen(look().accent, 2.0)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = QRectF(self.viewport().rect()).adjusted(1.0, 1.0, -1.0, -1.0)
        painter.drawLines(
            [
                QLineF(frame.topLeft(), frame.topRight()),
                QLineF(frame.topRight(), frame.bottomRight()),
                QLineF(frame.bottomRight(), frame.bottomLeft()),
                QLineF(frame.bottomLeft(), frame.topLeft()),
            ]
        )
        painter.restore()


def _may_animate(view: QWidget) -> bool:
    """Whether the desktop wants animations, and there is somebody to see them."""
    style_hint = view.style().StyleHint.SH_Widget_Animation_Duration
    has_screen = QGuiApplication.platformName() not in ("offscreen", "minimal")
    return has_screen and view.style().styleHint(style_hint, None, view) > 0
