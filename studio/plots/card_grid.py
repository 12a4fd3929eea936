"""Cards side by side, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

_CARD_WIDTH = 270
_CARD_HEIGHT = 116
_SMALLEST_HEIGHT = 90


class CardGrid(QScrollArea):
    """Widgets of equal width; scrolls up and down when there are many.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[QWidget] = []
        self._columns = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self.setWidget(page)

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these widgets, and no others."""
        for card in self._cards:
            self._grid.removeWidget(card)
            if card not in cards:
                card.hide()
        self._cards = list(cards)
        self._columns = 0
        self._arrange()

    def columns(self) -> int:
        """Return how many cards stand side by side."""
        return self._columns

    def _arrange(self) -> None:
        if not self._cards:
            return
        fitting = max(1, (self.viewport().width() + 10) // (_CARD_WIDTH + 10))
        rows = -(-len(self._cards) // fitting)
        columns = -(-len(self._cards) // rows)  # 3 cards in 2 rows stand 2 + 1
        if columns == self._columns:
            return
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, card in enumerate(self._cards):
            card.setMinimumHeight(_CARD_HEIGHT)
            self._grid.addWidget(card, number // columns, number % columns)
            card.show()
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Use the room anew."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the room for most of a card; the rest can be scrolled to."""
        return QSize(_CARD_WIDTH, _SMALLEST_HEIGHT)
