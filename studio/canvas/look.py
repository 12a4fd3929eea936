"""Pens, brushes and fonts of the canvas, made once for a theme and kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen

from studio import theme
from studio.theme import DARK, LIGHT, Theme
from studio.theme.tokens import FALLBACK_FAMILY, SIZES

FAR_TITLE = 20
FAR_TITLE_LEAST = 13
FAR_CHIP = 15
"""Letter heights on cards that are seen from afar: fewer texts, but larger."""

_LIGHT_SHADOW = (0.01, 0.014, 0.02, 0.03)
_DARK_SHADOW = (0.06, 0.08, 0.10, 0.12)


class Look:
    """Everything that items paint with.

    Parameters
    ----------
    colors : Theme
        The colours.
    is_paper : bool, default=False
        Whether this is for a picture to export: no selection, badges or shadows.
    """

    def __init__(self, colors: Theme, *, is_paper: bool = False) -> None:
        self.colors = colors
        self.is_paper = is_paper
        self.text = QColor(colors.text)
        self.muted = QColor(colors.muted)
        self.accent = QColor(colors.accent)
        self.on_accent = QColor(colors.accent_text)
        self.card = QColor(colors.node)
        self.chip = QBrush(QColor(colors.chip))
        self.canvas = QColor("#ffffff") if is_paper else QColor(colors.canvas)
        self.error = QColor(colors.error)
        self.warning = QColor(colors.warning)
        self.border = _pen(colors.node_border, 1.0)
        self.border_hover = _pen(colors.border_strong, 1.0)
        self.border_error = _pen(colors.error, 1.5)
        self.outline = _pen(colors.accent, 2.0)
        self.twin_outline = _pen(colors.accent, 1.5)
        self.twin_outline.setDashPattern([3.0, 2.5])
        self.wire = _pen(colors.wire, 1.75)
        self.wire_hover = _pen(colors.text, 2.0)
        self.wire_active = _pen(colors.accent, 2.25)
        self.wire_target = _pen(colors.accent, 4.0)
        self.wire_error = _pen(colors.error, 2.0)
        self.wire_warning = _pen(colors.warning, 2.0)
        self.wire_far = _pen(colors.wire, 1.0, is_cosmetic=True)
        self.dot = _pen(colors.grid_dot, 1.6, is_cosmetic=True)
        self.dot.setCapStyle(Qt.PenCapStyle.RoundCap)
        self.block = QBrush(QColor(colors.wire))
        self.box = QBrush(theme.with_alpha(colors.accent, 0.08))
        self.shadows = tuple(
            QBrush(theme.with_alpha(colors.shadow, alpha))
            for alpha in (_DARK_SHADOW if colors.is_dark else _LIGHT_SHADOW)
        )
        self.title_font = _font("node-title")
        self.text_font = _font("node-text")
        self.chip_font = _font("node-mono")
        self.number_font = _font("node-title")
        self.number_font.setWeight(QFont.Weight.Normal)
        self.far_font = _font("node-title")
        self.far_font.setPixelSize(FAR_TITLE)
        self.far_chip_font = _font("node-mono")
        self.far_chip_font.setPixelSize(FAR_CHIP)
        self.badge_font = _font("node-text")
        self.badge_font.setWeight(QFont.Weight.Bold)
        self.title_metrics = QFontMetricsF(self.title_font)
        self.number_metrics = QFontMetricsF(self.number_font)
        self.text_metrics = QFontMetricsF(self.text_font)
        self.chip_metrics = QFontMetricsF(self.chip_font)
        self.far_metrics = QFontMetricsF(self.far_font)
        self.far_chip_metrics = QFontMetricsF(self.far_chip_font)
        self._families: dict[str, QColor] = {}
        self._rings: dict[str, QPen] = {}

    def family(self, name: str) -> QColor:
        """Return the colour of a layer family."""
        if name not in self._families:
            families = self.colors.families
            self._families[name] = QColor(families.get(name, families[FALLBACK_FAMILY]))
        return self._families[name]

    def ring(self, family: str) -> QPen:
        """Return the pen of ports of a family."""
        if family not in self._rings:
            self._rings[family] = QPen(self.family(family), 2.0)
        return self._rings[family]


def _pen(color: str, width: float, *, is_cosmetic: bool = False) -> QPen:
    pen = QPen(QColor(color), width)
    pen.setCosmetic(is_cosmetic)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _font(role: theme.FontRole) -> QFont:
    # The zoom of the canvas stands for the size of text. Without hinting letters keep
    # their distances at every zoom.
    font = theme.font(role, SIZES)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


_looks: dict[str, Look] = {}
_paper: list[Look] = []


def look() -> Look:
    """Return the look for the theme in use."""
    if _paper:
        return _paper[-1]
    colors = theme.current()
    known = _looks.get(colors.name)
    if known is None or known.colors is not colors:
        known = _looks[colors.name] = Look(colors)
    return known


@contextmanager
def paper_look(*, is_dark: bool = False) -> Iterator[Look]:
    """Paint for a picture in a file inside the with block."""
    _paper.append(Look(DARK if is_dark else LIGHT, is_paper=True))
    try:
        yield _paper[-1]
    finally:
        _paper.pop()
