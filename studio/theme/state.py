"""Which theme and sizes hold now, and the signal that says that they changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.theme.tokens import LIGHT, SIZES, Sizes, Theme


class Notifier(QObject):
    """Tells everything that keeps colours of its own to take the new ones."""

    changed = Signal(object)
    """Emitted with the new `Theme` after palette and style sheet are in place."""

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme = LIGHT
        self.sizes: Sizes = SIZES


notifier = Notifier()


def current() -> Theme:
    """Return the theme in use; light until one is applied."""
    return notifier.theme


def sizes() -> Sizes:
    """Return the sizes in use."""
    return notifier.sizes
