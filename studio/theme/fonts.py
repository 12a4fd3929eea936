"""Fonts by role: which family, how large, and equal widths where numbers align.

Only families that are on the machine take part; Chinese comes from the fallbacks.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

from studio.theme.state import sizes
from studio.theme.tokens import Sizes

FontRole = Literal[
    "base",
    "strong",
    "small",
    "small-strong",
    "title",
    "mono",
    "node-title",
    "node-text",
    "node-mono",
]

TEXT_FAMILIES = (
    "Inter",
    "Segoe UI Variable Text",
    "Segoe UI",
    ".AppleSystemUIFont",
    "Adwaita Sans",
    "Cantarell",
    "Ubuntu",
    "Noto Sans",
    "Open Sans",
    "DejaVu Sans Condensed",
    "DejaVu Sans",
)
"""Latin text, best first."""

MONO_FAMILIES = (
    "JetBrains Mono",
    "Cascadia Mono",
    "SF Mono",
    "Menlo",
    "Consolas",
    "Ubuntu Mono",
    "Noto Sans Mono",
    "DejaVu Sans Mono",
)
"""Numbers, shapes and code, best first."""

CJK_FAMILIES = (
    "PingFang SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)
"""Chinese text, best first; simplified forms before others of the same letter."""


class _Role(NamedTuple):
    size: str
    is_mono: bool = False
    weight: QFont.Weight = QFont.Weight.Normal


_ROLES: dict[str, _Role] = {
    "base": _Role("base"),
    "strong": _Role("base", weight=QFont.Weight.DemiBold),
    "small": _Role("small"),
    "small-strong": _Role("small", weight=QFont.Weight.DemiBold),
    "title": _Role("title", weight=QFont.Weight.DemiBold),
    "mono": _Role("mono", is_mono=True),
    "node-title": _Role("node_title", weight=QFont.Weight.DemiBold),
    "node-text": _Role("node_text"),
    "node-mono": _Role("node_text", is_mono=True),
}

_families: dict[bool, list[str]] = {}


def families(*, mono: bool = False) -> list[str]:
    """Return the families of text on this machine, best first.

    Parameters
    ----------
    mono : bool, default=False
        Whether all letters and digits must be equally wide.

    Notes
    -----
    Asked once a run: listing the fonts of a machine can take a noticeable time.
    """
    if mono not in _families:
        present = {name.split(" [")[0] for name in QFontDatabase.families()}
        preferred = MONO_FAMILIES if mono else TEXT_FAMILIES
        system = QFontDatabase.systemFont(
            QFontDatabase.SystemFont.FixedFont
            if mono
            else QFontDatabase.SystemFont.GeneralFont
        ).family()
        # A private family of macOS is not in the list and still works.
        found = [f for f in preferred if f in present or f == system]
        cjk = [f for f in CJK_FAMILIES if f in present]
        # The system's own family stands last: as an alias, such as "Sans Serif", it
        # would answer for Chinese with whatever weight it finds first.
        _families[mono] = [*found, *cjk, system]
    return _families[mono]


def font(role: FontRole = "base", at: Sizes | None = None) -> QFont:
    """Return the font of a role at the size in use.

    Parameters
    ----------
    role : str
        What the text is: ``"mono"`` for numbers, shapes and code, ``"node-..."`` for
        the canvas, where the zoom comes on top.
    at : Sizes, optional
        Sizes to take instead of those in use.
    """
    size, is_mono, weight = _ROLES[role]
    result = QFont()
    result.setFamilies(families(mono=is_mono))
    result.setPixelSize(getattr(at or sizes(), size))
    result.setWeight(weight)
    if is_mono:
        result.setStyleHint(QFont.StyleHint.Monospace)
    return result
