"""Which part of the scene the view shows, and how large."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

MIN_ZOOM = 0.08
MAX_ZOOM = 3.0
STEP = 1.2
"""One press of the zoom keys."""
MARGIN = 32
"""Pixels around what is fitted."""
BAR_ROOM = 44
"""Pixels at the bottom that the zoom bar takes."""


class Camera(QObject):
    """Moves and zooms a view.

    Parameters
    ----------
    view : QGraphicsView
        The view.
    """

    changed = Signal()
    """Emitted when another part is shown, or the same in another size."""

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        view.horizontalScrollBar().valueChanged.connect(self.changed)
        view.verticalScrollBar().valueChanged.connect(self.changed)

    @property
    def zoom(self) -> float:
        """Pixels for a unit of the scene."""
        return self._view.transform().m11()

    def visible_rect(self) -> QRectF:
        """Return the part of the scene that is shown."""
        viewport = self._view.viewport().rect()
        return self._view.mapToScene(viewport).boundingRect()

    def center(self) -> QPointF:
        """Return the point in the middle."""
        return self.visible_rect().center()

    def zoom_to(self, zoom: float, anchor: QPoint | None = None) -> None:
        """Set the zoom; the point under `anchor` stays where it is.

        Parameters
        ----------
        zoom : float
            1 for 100 %.
        anchor : QPoint, optional
            In the viewport; its middle by default.
        """
        view = self._view
        zoom = min(max(zoom, MIN_ZOOM), MAX_ZOOM)
        if anchor is None:
            anchor = view.viewport().rect().center()
        before = view.mapToScene(anchor)
        view.setTransform(QTransform.fromScale(zoom, zoom))
        self.scroll_by(anchor - view.mapFromScene(before))
        self.changed.emit()

    def scroll_by(self, step: QPoint) -> None:
        """Let the scene follow the mouse by some pixels."""
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() - step.x())
        down.setValue(down.value() - step.y())

    def fit(self, rect: QRectF) -> None:
        """Show a part of the scene as large as it goes, but not above 100 %."""
        if rect.isEmpty():
            return
        room = self._view.viewport().size()
        zoom = min(
            (room.width() - 2 * MARGIN) / rect.width(),
            (room.height() - 2 * MARGIN - BAR_ROOM) / rect.height(),
            1.0,
        )
        zoom = max(zoom, MIN_ZOOM)
        self._view.setTransform(QTransform.fromScale(zoom, zoom))
        self._view.centerOn(rect.center() + QPointF(0.0, BAR_ROOM / 2 / zoom))
        self.changed.emit()

    def show(self, rect: QRectF) -> None:
        """Scroll just so far that a part of the scene can be seen."""
        viewport = QRectF(self._view.viewport().rect())
        viewport.adjust(MARGIN, MARGIN, -MARGIN, -MARGIN - BAR_ROOM)
        area = QRectF(self._view.mapFromScene(rect).boundingRect())
        dx = min(viewport.right() - area.right(), 0.0) or max(
            viewport.left() - area.left(), 0.0
        )
        dy = min(viewport.bottom() - area.bottom(), 0.0) or max(
            viewport.top() - area.top(), 0.0
        )
        if dx or dy:
            self.scroll_by(QPoint(round(dx), round(dy)))
