"""Colours of the theme in use as Qt colours, for code that paints."""

from __future__ import annotations

from PySide6.QtGui import QColor

from studio.theme.state import current
from studio.theme.tokens import FALLBACK_FAMILY


def family_color(category: str) -> QColor:
    """Return the colour of a layer family.

    Parameters
    ----------
    category : str
        Category as a layer declares it, such as ``"Recurrent"``. One without a
        colour of its own gets the colour of all others.
    """
    families = current().families
    return QColor(families.get(category, families[FALLBACK_FAMILY]))


def series_color(index: int) -> QColor:
    """Return the colour of the curve number `index` of a plot; starts again at the end.

    Parameters
    ----------
    index : int
        Position of the curve, >= 0.
    """
    series = current().series
    return QColor(series[index % len(series)])


def with_alpha(color: str, alpha: float) -> QColor:
    """Return `color`, see-through.

    Parameters
    ----------
    color : str
        A colour of the theme.
    alpha : float
        0 for invisible, 1 for solid.
    """
    result = QColor(color)
    result.setAlphaF(alpha)
    return result
