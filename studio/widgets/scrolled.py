"""Content of a scroll area that is as high as its texts need at the present width."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class Scrolled(QWidget):
    """Base of what stands in a resizable `QScrollArea`.

    A scroll area never makes its content smaller than the minimum of its layout, and
    that is worked out for the narrowest width, where wrapped texts are high. Without a
    minimum of its own the content is as wide as the area and as high as it must be.
    """

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """Return no size at all."""
        return QSize(0, 0)
