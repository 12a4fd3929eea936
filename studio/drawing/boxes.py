"""How large boxes are and where their cells lie, measured with Qt's fonts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from engine.diagram import Cell
from studio.drawing.geometry import Rect, Size

FAMILIES = (
    "Helvetica",
    "Helvetica Neue",
    "Arial",
    "Liberation Sans",
    "Arimo",
    "Nimbus Sans",
    "DejaVu Sans",
    "Noto Sans",
)
"""As in Keras' diagrams, or what comes near; best first."""

TITLE_SIZE, TEXT_SIZE = 16, 14
TITLE_HEIGHT, TEXT_HEIGHT = 38.0, 36.0
PADDING = 12.0
"""Room beside the text of a cell."""
RULE = 2.5
"""Width of the lines around cells."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one font.

    Attributes
    ----------
    text : str
        What is written.
    size : int
        Height of the font.
    is_bold : bool
        Whether it is bold.
    """

    text: str
    size: int
    is_bold: bool

    @property
    def width(self) -> float:
        """How far it reaches."""
        return QFontMetricsF(font(self.size, self.is_bold)).horizontalAdvance(self.text)


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of a box on the page.

    Attributes
    ----------
    rect : Rect
        Where it is.
    background : str
        Name of its color.
    runs : tuple of Run
        Its text, which stands in the middle.
    baseline : float
        Where the letters stand, from the top of the page.
    """

    rect: Rect
    background: str
    runs: tuple[Run, ...]
    baseline: float

    @property
    def text_width(self) -> float:
        """How far the text reaches."""
        return sum(run.width for run in self.runs)

    @property
    def ink(self) -> str:
        """Color of the text."""
        return "black" if self.background == "white" else "white"


@cache
def font(size: int, is_bold: bool = False) -> QFont:
    """Return the font of a text.

    Parameters
    ----------
    size : int
        Height in points of the page.
    is_bold : bool
        Whether it is bold.
    """
    known = set(QFontDatabase.families())
    made = QFont()
    families = [family for family in FAMILIES if family in known]
    if families:
        made.setFamilies(families)
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setPixelSize(size)
    made.setBold(is_bold)
    # Hinted widths are those of one resolution only.
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def has_letters() -> bool:
    """Whether there is any font on this machine; without one Qt draws empty squares.

    Qt does not say so (asking `QRawFont` crashes PySide6 6.11.3), but the squares are
    as wide as they are high, which the letter i is in no font.
    """
    return QFontMetricsF(font(TEXT_SIZE)).horizontalAdvance("i") < TEXT_SIZE


def shown(text: str) -> str:
    """Return a text without signs that cannot be drawn."""
    return "".join(
        sign if sign.isprintable() else " " if sign.isspace() else "\ufffd"
        for sign in text
    )


def title_width(title: str) -> float:
    """Return the width of the title of a frame."""
    return Run(shown(title), TEXT_SIZE, False).width


def box_size(rows: Sequence[Sequence[Cell]]) -> Size:
    """Return the size of a box.

    Parameters
    ----------
    rows : sequence of sequence of Cell
        What it shows, the title first.
    """
    width = max(
        sum(_least_widths(row, i == 0)) + RULE * (len(row) + 1)
        for i, row in enumerate(rows)
    )
    height = sum(TEXT_HEIGHT if i else TITLE_HEIGHT for i in range(len(rows)))
    return Size(width, height + RULE * (len(rows) + 1))


def placed_cells(rows: Sequence[Sequence[Cell]], rect: Rect) -> Iterator[PlacedCell]:
    """Yield the cells of a box.

    Parameters
    ----------
    rows : sequence of sequence of Cell
        What it shows, the title first.
    rect : Rect
        Where the box is.
    """
    top = rect.top + RULE
    for i, row in enumerate(rows):
        height = TEXT_HEIGHT if i else TITLE_HEIGHT
        widths = _least_widths(row, i == 0)
        spare = rect.width - RULE * (len(row) + 1) - sum(widths)
        left = rect.left + RULE
        letters = QFontMetricsF(font(TEXT_SIZE if i else TITLE_SIZE, True))
        for cell, least in zip(row, widths, strict=True):
            width = least + spare / len(row)
            yield PlacedCell(
                Rect(left, top, width, height),
                cell.background,
                _runs(cell, i == 0),
                top + (height + letters.capHeight()) / 2,
            )
            left += width + RULE
        top += height + RULE


def _runs(cell: Cell, is_title: bool) -> tuple[Run, ...]:
    size = TITLE_SIZE if is_title else TEXT_SIZE
    parts = ((cell.text, False), (cell.strong, True), (cell.after, False))
    return tuple(Run(shown(text), size, bold) for text, bold in parts if text)


def _least_widths(row: Sequence[Cell], is_title: bool) -> list[float]:
    return [
        sum(run.width for run in _runs(cell, is_title)) + 2 * PADDING for cell in row
    ]
