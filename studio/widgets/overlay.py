"""Keeps a widget in a corner of a view while the view scrolls and changes size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


class Overlay(QObject):
    """Pins a widget to a corner of another one.

    The pinned widget becomes a child of the view itself: children of the viewport
    would scroll away with the content.

    Parameters
    ----------
    view : QWidget
        What lies below; of a scroll area the visible part counts.
    child : QWidget
        What to pin; takes its preferred size.
    corner : Qt.Corner, default=BottomLeftCorner
        Where.
    margin : int, default=14
        Distance from the edges, in pixels.
    """

    def __init__(
        self,
        view: QWidget,
        child: QWidget,
        corner: Qt.Corner = Qt.Corner.BottomLeftCorner,
        *,
        margin: int = 14,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._child = child
        self._corner = corner
        self._margin = margin
        child.setParent(view)
        self._area = view.viewport() if isinstance(view, QAbstractScrollArea) else view
        # A child without a layout tells its parent when it wants another size.
        for watched in {self._area, view, child}:
            watched.installEventFilter(self)
        child.show()
        child.raise_()
        self.place()

    def set_corner(self, corner: Qt.Corner) -> None:
        """Move to another corner."""
        self._corner = corner
        self.place()

    def place(self) -> None:
        """Put the child where it belongs; happens by itself when sizes change."""
        room = QRect(QPoint(0, 0), self._area.size())
        if self._area is not self._view:
            room.moveTopLeft(self._area.pos())
        margin = self._margin
        room = room.adjusted(margin, margin, -margin, -margin)
        hint = self._child.sizeHint().expandedTo(self._child.minimumSize())
        size = hint.boundedTo(self._child.maximumSize()).boundedTo(
            room.size().expandedTo(self._child.minimumSizeHint())
        )
        place = QRect(room.topLeft(), size)
        if self._corner in (Qt.Corner.TopRightCorner, Qt.Corner.BottomRightCorner):
            place.moveRight(room.right())
        if self._corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            place.moveBottom(room.bottom())
        if self._child.geometry() != place:
            self._child.setGeometry(place)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Follow the view's size and the child's wishes."""
        if event.type() in (
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.LayoutRequest,
            QEvent.Type.FontChange,
        ):
            self.place()
        return super().eventFilter(watched, event)
