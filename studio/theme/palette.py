"""The theme as a QPalette, for everything that no rule of the style sheet reaches."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from studio.theme.tokens import Theme

_Role = QPalette.ColorRole

_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (_Role.Window, "window"),
    (_Role.WindowText, "text"),
    (_Role.Base, "field"),
    (_Role.AlternateBase, "hover"),
    (_Role.ToolTipBase, "tooltip"),
    (_Role.ToolTipText, "tooltip_text"),
    (_Role.PlaceholderText, "muted"),
    (_Role.Text, "text"),
    (_Role.Button, "panel"),
    (_Role.ButtonText, "text"),
    (_Role.BrightText, "error"),
    (_Role.Light, "hover"),
    (_Role.Midlight, "border"),
    (_Role.Mid, "border_strong"),
    (_Role.Dark, "border_strong"),
    (_Role.Shadow, "shadow"),
    (_Role.Highlight, "selection"),
    (_Role.HighlightedText, "text"),
    (_Role.Accent, "accent"),
    (_Role.Link, "link"),
    (_Role.LinkVisited, "link"),
)

_DISABLED = (
    _Role.WindowText,
    _Role.Text,
    _Role.ButtonText,
    _Role.PlaceholderText,
    _Role.HighlightedText,
    _Role.Link,
)


def palette(theme: Theme) -> QPalette:
    """Return the palette of a theme, every role filled in.

    Parameters
    ----------
    theme : Theme
        Where the colours come from.
    """
    result = QPalette()
    for role, token in _ROLES:
        result.setColor(role, QColor(getattr(theme, token)))
    for role in _DISABLED:
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return result
