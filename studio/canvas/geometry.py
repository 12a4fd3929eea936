"""Where things are on a card: its size and its ports. All lengths are scene units.

Ports sit at multiples of the grid from the corner, so that wires between tidy cards
are straight.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from studio.document.layout import GRID as GRID
from studio.document.layout import Box

MIN_WIDTH = 128.0
MAX_WIDTH = 224.0
MIN_HEIGHT = 80.0
PORT_PITCH = 32.0
PORT_RADIUS = 5.0
CORNER = 8.0
EDGE = 5.0
"""Width of the coloured edge."""
PADDING = 16.0
"""From the left edge of the card to the text."""
GAP = 32.0
"""Room that is left between cards that are placed by the program."""
REACH = 12.0
"""How far from a port the mouse still means it, in pixels."""


@dataclass(frozen=True)
class CardShape:
    """Size and ports of a card, from its top left corner.

    Attributes
    ----------
    width, height : float
        Size.
    inputs, outputs : tuple of QPointF
        Centres of the ports.
    spare : QPointF or None
        Centre of the further input port that a merging layer offers while a wire is
        drawn.
    is_vertical : bool
        Whether the graph flows down and ports sit at the top and bottom.
    """

    width: float
    height: float
    inputs: tuple[QPointF, ...]
    outputs: tuple[QPointF, ...]
    spare: QPointF | None
    is_vertical: bool = False

    @property
    def rect(self) -> QRectF:
        """The card without its ports."""
        return QRectF(0.0, 0.0, self.width, self.height)

    def input_at(self, port: int) -> QPointF:
        """Return the centre of an input port; the spare one comes after the last."""
        if port < len(self.inputs):
            return self.inputs[port]
        return self.spare or QPointF(0.0, self.height / 2)

    def output_at(self, port: int) -> QPointF:
        """Return the centre of an output port."""
        if port < len(self.outputs):
            return self.outputs[port]
        return QPointF(self.width, self.height / 2)

    def to_box(self) -> Box:
        """Return what the layout needs to know."""
        if self.is_vertical:
            return Box(
                self.width,
                self.height,
                tuple(p.x() for p in self.inputs),
                tuple(p.x() for p in self.outputs),
            )
        return Box(
            self.width,
            self.height,
            tuple(p.y() for p in self.inputs),
            tuple(p.y() for p in self.outputs),
        )


def make_card_shape(
    text_width: float,
    inputs: int,
    outputs: int,
    *,
    takes_more: bool,
    is_vertical: bool = False,
) -> CardShape:
    """Return the shape of a card.

    Parameters
    ----------
    text_width : float
        Room that the texts would like.
    inputs, outputs : int
        Number of ports.
    takes_more : bool
        Whether there is a spare input port.
    is_vertical : bool, default=False
        Whether ports sit at the top and bottom.
    """
    width = min(max(text_width + PADDING + 12.0, MIN_WIDTH), MAX_WIDTH)
    ports = max(inputs, outputs)
    if is_vertical:
        width = max(width, PORT_PITCH * ports + PORT_PITCH / 2)
        height = MIN_HEIGHT
    else:
        height = max(MIN_HEIGHT, PORT_PITCH * ports + PORT_PITCH / 2)
    # Twice the grid, so that a port in the middle is on the grid, too.
    width = math.ceil(width / (2 * GRID)) * 2 * GRID
    if is_vertical:
        tops = tuple(QPointF(x, 0.0) for x in _spread(inputs, width))
        bottoms = tuple(QPointF(x, height) for x in _spread(outputs, width))
        spare = QPointF(width - GRID, 0.0) if takes_more else None
        return CardShape(width, height, tops, bottoms, spare, is_vertical=True)
    left = tuple(QPointF(0.0, y) for y in _spread(inputs, height))
    right = tuple(QPointF(width, y) for y in _spread(outputs, height))
    spare = QPointF(0.0, height - GRID) if takes_more else None
    return CardShape(width, height, left, right, spare)


def _spread(count: int, length: float) -> list[float]:
    first = length / 2 - PORT_PITCH / 2 * (count - 1)
    return [first + PORT_PITCH * i for i in range(count)]


def snap(value: float) -> float:
    """Return the nearest multiple of the grid."""
    return math.floor(value / GRID + 0.5) * GRID


def snapped(point: QPointF) -> QPointF:
    """Return the nearest point of the grid."""
    return QPointF(snap(point.x()), snap(point.y()))
