"""The view: hands mouse and keys to gestures and steps, and shows the scene.

It knows what a key or button starts, not how a gesture goes on: that is one class each
in `studio.canvas.gestures`.
"""

from __future__ import annotations

import html
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
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
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QToolTip, QWidget

from studio import theme
from studio.canvas.adding import Adding
from studio.canvas.backdrop import paint_dots, paint_focus
from studio.canvas.camera import STEP, Camera
from studio.canvas.context_menu import ContextMenus
from studio.canvas.drag_target import DragTarget
from studio.canvas.edge_scroll import EdgeScroll
from studio.canvas.editing import Editing, LooseEnd
from studio.canvas.gestures.choice import gesture_for
from studio.canvas.gestures.gesture import Gesture, Pointer
from studio.canvas.glide import Glide
from studio.canvas.hits import Hit
from studio.canvas.keys import CTRL, MODIFIERS, NO_KEYS, SHIFT, KeyTable
from studio.canvas.minimap import Minimap
from studio.canvas.note import Note
from studio.canvas.picture import paint_picture, picture_rect, save_picture
from studio.canvas.renaming import Renaming
from studio.canvas.scene import CanvasScene
from studio.canvas.tooltips import Tooltips
from studio.canvas.zoom_bar import ZoomBar
from studio.document.layout import Direction
from studio.document.nodes import NodeType
from studio.session import Session
from studio.widgets import EmptyState, Overlay

_Key = Qt.Key


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
        self._space_is_down = False
        self._space_was_used = False
        self._has_key_focus = False
        self._wants_fit = True
        self._insertion = ""
        self._last_move: Pointer | None = None

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
        self._adding = Adding(self)
        self.search = self._adding.search
        self._renaming = Renaming(self)
        self.name_editor = self._renaming.editor
        self._drags = DragTarget(self)
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
        self._tooltips = Tooltips(self.board, self)
        self._glide = Glide(self.board, self)
        self._overview_timer = QTimer(self)
        self._overview_timer.setSingleShot(True)
        self._edge_scroll = EdgeScroll(self._on_edge_step, self)
        self._connect()
        self._keys = KeyTable(self)
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
        self._overview_timer.timeout.connect(self._show_overview)
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
        self._glide.stop()
        self.camera.fit(self.board.content_rect())

    def fit_selection(self) -> None:
        """Show what is selected, or all."""
        self._glide.stop()
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
        self._renaming.open(node_id)

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
        self._adding.open(at, wire, link_id)

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
        self._adding.document_changed()
        self._renaming.document_changed()

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
            text = self._tooltips.spoken(chosen[0])
        elif chosen:
            text = self.tr("{count} layers selected").format(count=len(chosen))
        else:
            text = self.tr("{count} layers. Arrow keys go from one to the next.")
            text = text.format(count=len(self.session.document.nodes))
        self.setAccessibleDescription(text)

    def _on_camera_changed(self) -> None:
        self.zoom_bar.set_zoom(self.camera.zoom)
        self._overview_timer.start(0)
        self._renaming.view_changed()

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

    def take_focus(self) -> None:
        """Take the keyboard back from a field on the canvas."""
        self.note.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- keys

    def _abort(self) -> bool:
        """End the gesture without effect; returns whether there was one."""
        gesture, self._gesture = self._gesture, None
        self._edge_scroll.stop()
        self._drags.leave()
        if gesture is not None:
            gesture.aborted()
        return gesture is not None

    # ------------------------------------------------------------ gestures

    def _pointer(self, event: QMouseEvent | QDropEvent) -> Pointer:
        at = event.position()
        point = at.toPoint()
        return Pointer(point, self.mapToScene(point), event.modifiers())

    def _on_edge_step(self, step: QPoint) -> None:
        """Move the view, and tell the gesture what is under the mouse now."""
        gesture, last = self._gesture, self._last_move
        if gesture is not None and last is not None:
            self.scroll_by(step)
            here = self.mapToScene(last.view)
            gesture.pointer_moved(Pointer(last.view, here, last.keys))

    def open_fixes(self, hit: Hit, at: Pointer) -> None:
        """Open the menu of a card's problems and what mends them."""
        self.session.select([hit.node])
        menu = self._menus.fixes_menu(self.session.analysis.problems_of(hit.node))
        menu.popup(self.viewport().mapToGlobal(at.view))

    # --------------------------------------------- Qt overrides: the mouse

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """Begin a gesture."""
        self.search.close_search()
        event.accept()
        if self._gesture is not None:
            return
        at, pans = self._pointer(event), self._space_is_down
        self._space_was_used = self._space_was_used or pans
        gesture = gesture_for(self, event.button(), at, pans=pans)
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
        at = self._last_move = self._pointer(event)
        gesture.pointer_moved(at)
        if gesture.is_drag and gesture.scrolls:
            self._edge_scroll.follow(at.view, self.viewport().rect())

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        """End the gesture."""
        gesture, self._gesture = self._gesture, None
        self._edge_scroll.stop()
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
        if is_pad and not event.modifiers() & CTRL:
            step = event.pixelDelta()
            self.scroll_by(step if not step.isNull() else event.angleDelta() / 4)
            return
        delta = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & SHIFT:
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
        """Take layers and data columns; files are for the window."""
        if self._drags.enter(event.mimeData(), self._pointer(event)):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent, /) -> None:
        """Show what a drop here would do."""
        event.setAccepted(self._drags.move(self._pointer(event)))

    def dragLeaveEvent(self, event: QDragLeaveEvent, /) -> None:
        """Forget the drag."""
        self._drags.leave()
        event.accept()

    def dropEvent(self, event: QDropEvent, /) -> None:
        """Carry out the drop."""
        if self._drags.drop(self._pointer(event)):
            event.acceptProposedAction()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            event.ignore()

    # ------------------------------------------------- Qt overrides: keys

    def event(self, event: QEvent, /) -> bool:
        """Take the Tab key before Qt moves the focus with it; Shift+Tab still does."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == _Key.Key_Tab
            and event.modifiers() == NO_KEYS
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
        if event.key() == _Key.Key_Space and not event.modifiers() & MODIFIERS:
            if not event.isAutoRepeat():
                self._space_is_down, self._space_was_used = True, False
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            return
        command = self._keys.command(event)
        if command is None:
            event.ignore()
        elif self._gesture is None:
            command()

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
            self._show_tooltip(event.globalPos(), self._tooltips.tooltip(hit))
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
        """Keep the hint in the middle, and the overview small beside the rest."""
        super().resizeEvent(event)
        room = self.viewport().geometry()
        size = self._hint.sizeHint().boundedTo(room.size())
        box = QRect(0, 0, min(max(size.width(), 360), room.width()), size.height())
        box.moveCenter(room.center())
        self._hint.setGeometry(box)
        self.minimap.set_room(room.size())
        self._overview_timer.start(0)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect, /) -> None:
        """Paint the dots of the grid."""
        paint_dots(painter, QRectF(rect), self.camera.zoom)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect, /) -> None:
        """Paint the focus frame."""
        del rect
        if self._has_key_focus and self.hasFocus():
            paint_focus(painter, self.viewport().rect())


def _may_animate(view: QWidget) -> bool:
    """Whether the desktop wants animations, and there is somebody to see them."""
    style_hint = view.style().StyleHint.SH_Widget_Animation_Duration
    has_screen = QGuiApplication.platformName() not in ("offscreen", "minimal")
    return has_screen and view.style().styleHint(style_hint, None, view) > 0
