"""The hands of a user: real events of mouse and keys on a shown canvas."""

from __future__ import annotations

import warnings

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.canvas import CanvasView
from studio.document import edits
from studio.document.changes import AddNode
from studio.document.model import Document, Link

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Hand:
    """Uses a canvas as a person does, with events of mouse and keys."""

    def __init__(self, qtbot: QtBot, view: CanvasView) -> None:
        self.qtbot = qtbot
        self.view = view
        self.session = view.session

    # ------------------------------------------------------------ building

    @property
    def document(self) -> Document:
        return self.session.document

    def state(self) -> tuple[object, ...]:
        """The document as data; the order of its records does not count."""
        document = self.document
        return dict(document.nodes), dict(document.links), dict(document.settings)

    def node(self, type_name: str, x: float, y: float, **options: object) -> str:
        """Put a node into the document, as if it had always been there."""
        name = str(options.pop("name", ""))
        node = edits.make_node(
            self.document, type_name, x, y, name=name, options=options
        )
        self.document.apply(AddNode(node))
        return node.id

    def wire(self, source: str, target: str, port: int | None = None) -> str:
        before = set(self.document.links)
        self.document.apply(edits.connect(self.document, source, target, port))
        return next(iter(self.document.links.keys() - before))

    def links(self) -> set[tuple[str, str, int]]:
        """All wires as (source name, target name, target port)."""
        nodes = self.document.nodes
        return {
            (nodes[link.source].name, nodes[link.target].name, link.target_port)
            for link in self.document.links.values()
        }

    def link_between(self, source: str, target: str) -> Link:
        return next(
            link
            for link in self.document.links.values()
            if (link.source, link.target) == (source, target)
        )

    def names(self) -> set[str]:
        return {node.name for node in self.document}

    # -------------------------------------------------------------- places

    def body(self, node_id: str) -> QPointF:
        """A point on the card that is neither title nor port."""
        card = self.view.board.cards[node_id]
        return card.pos() + QPointF(card.card.width / 2, card.card.height - 8)

    def title(self, node_id: str) -> QPointF:
        return self.view.board.cards[node_id].title_rect().center()

    def output(self, node_id: str, port: int = 0) -> QPointF:
        return self.view.board.cards[node_id].output_point(port)

    def input(self, node_id: str, port: int = 0) -> QPointF:
        return self.view.board.cards[node_id].input_point(port)

    def on_screen(self, at: QPointF) -> QPoint:
        return self.view.mapFromScene(at)

    # ------------------------------------------------------------ the mouse

    def press(
        self,
        at: QPointF,
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = NONE,
    ) -> None:
        self._button = button
        QTest.mousePress(self.view.viewport(), button, keys, self.on_screen(at))

    def move(self, at: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        point = QPointF(self.on_screen(at))
        viewport = self.view.viewport()
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            point,
            viewport.mapToGlobal(point),
            Qt.MouseButton.NoButton,
            self._button,
            keys,
        )
        QApplication.sendEvent(viewport, event)

    def release(self, at: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseRelease(self.view.viewport(), self._button, keys, self.on_screen(at))

    def drag(
        self,
        start: QPointF,
        end: QPointF,
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = NONE,
    ) -> None:
        self.press(start, button, keys)
        for share in (0.25, 0.5, 0.75, 1.0):
            self.move(start + (end - start) * share, keys)
        self.release(end, keys)

    def click(
        self,
        at: QPointF,
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = NONE,
    ) -> None:
        self.press(at, button, keys)
        self.release(at, keys)

    def double_click(self, at: QPointF) -> None:
        point = self.on_screen(at)
        QTest.mouseDClick(self.view.viewport(), LEFT, NONE, point)
        QTest.mouseRelease(self.view.viewport(), LEFT, NONE, point)

    # ----------------------------------------------------------- the drags

    def drag_over(
        self,
        mime: str,
        data: bytes,
        path: list[QPointF],
        keys: Qt.KeyboardModifier = NONE,
    ) -> bool:
        """Drag something from another panel along a path; was it welcome?"""
        viewport = self.view.viewport()
        self._mime = QMimeData()
        self._mime.setData(mime, data)
        copy = Qt.DropAction.CopyAction
        is_welcome = False
        with warnings.catch_warnings():
            # Deprecated since Qt 6.12; older ones have no other constructors.
            warnings.simplefilter("ignore", DeprecationWarning)
            for i, at in enumerate([path[0], *path]):
                kind = QDragMoveEvent if i else QDragEnterEvent
                event = kind(self.on_screen(at), copy, self._mime, LEFT, keys)
                QApplication.sendEvent(viewport, event)
                is_welcome = event.isAccepted()
                if not is_welcome and i == 0:
                    break
        return is_welcome

    def leave(self) -> None:
        """Take the drag away; else Qt would remember the canvas as its target."""
        QApplication.sendEvent(self.view.viewport(), QDragLeaveEvent())

    def drop(self, at: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        point = QPointF(self.on_screen(at))
        event = QDropEvent(point, Qt.DropAction.CopyAction, self._mime, LEFT, keys)
        QApplication.sendEvent(self.view.viewport(), event)

    # ------------------------------------------------------------- the keys

    def key(
        self,
        key: Qt.Key,
        keys: Qt.KeyboardModifier = NONE,
        widget: QWidget | None = None,
    ) -> None:
        QTest.keyClick(widget or self.view, key, keys)

    def type_text(self, widget: QWidget, text: str) -> None:
        if text.isascii():
            QTest.keyClicks(widget, text)
            return
        event = QInputMethodEvent()  # as Chinese is typed
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)
