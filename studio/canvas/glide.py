"""Lets cards glide to their new places; belongs to the view, never to the items."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QVariantAnimation

from studio.canvas.scene import CanvasScene

DURATION = 220
MOST_CARDS = 150
"""With more cards they are just put in place."""


class Glide(QObject):
    """Shows the way from old positions to those of the document.

    Parameters
    ----------
    board : CanvasScene
        Whose cards.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, board: CanvasScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._before: dict[str, QPointF] = {}
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(DURATION)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._on_value_changed)

    def start(self, before: Mapping[str, QPointF]) -> None:
        """Begin where the cards were."""
        if len(before) > MOST_CARDS:
            return
        self._before = dict(before)
        self._board.show_positions(self._before)
        self._animation.start()

    def stop(self) -> None:
        """Put the cards where they belong at once."""
        if self._animation.state() != QVariantAnimation.State.Stopped:
            self._animation.stop()
            self._board.show_document()

    def _on_value_changed(self, share: float) -> None:
        nodes = self._board.session.document.nodes
        positions = {}
        for node_id, old in self._before.items():
            node = nodes.get(node_id)
            if node is not None:
                positions[node_id] = old + (QPointF(node.x, node.y) - old) * share
        self._board.show_positions(positions)
