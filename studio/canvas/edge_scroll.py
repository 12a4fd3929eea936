"""Moves the view on while a drag is at its edge."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QTimer

ZONE = 22
"""Pixels at the edge."""
FASTEST = 40
INTERVAL = 16
"""Milliseconds between two steps."""


class EdgeScroll(QObject):
    """Calls for a step of the view again and again, the faster the further out.

    Parameters
    ----------
    step : callable
        Takes the pixels by which the scene should move.
    parent : QObject
        Owner.
    """

    def __init__(self, step: Callable[[QPoint], None], parent: QObject) -> None:
        super().__init__(parent)
        self._step = step
        self._pixels = QPoint()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._on_timeout)

    def follow(self, at: QPoint, room: QRect) -> None:
        """Take the place of the mouse in the viewport."""
        inside = room.adjusted(ZONE, ZONE, -ZONE, -ZONE)
        self._pixels = QPoint(
            _beyond(at.x(), inside.left(), inside.right()),
            _beyond(at.y(), inside.top(), inside.bottom()),
        )
        if self._pixels.isNull():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Stay."""
        self._timer.stop()

    def _on_timeout(self) -> None:
        self._step(self._pixels)


def _beyond(value: int, first: int, last: int) -> int:
    """Return a third of how far a value is outside, against its direction."""
    if value < first:
        return min(first - value, FASTEST) // 3 + 1
    if value > last:
        return -(min(value - last, FASTEST) // 3 + 1)
    return 0
