"""A rounded frame with a title, the unit that panels are made of."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studio import theme
from studio.widgets.elided_label import ElidedLabel


class Card(QFrame):
    """Frame with a header line (title left, anything right) and a body.

    Parameters
    ----------
    title : str, default=""
        Title; without one the header line stays away until it gets something.
    parent : QWidget, optional
        Owner.
    margin : int, optional
        Space around the content; by default the panel margin of the theme.
    """

    def __init__(
        self,
        title: str = "",
        parent: QWidget | None = None,
        *,
        margin: int | None = None,
    ) -> None:
        super().__init__(parent)
        theme.set_kind(self, "card")
        space = theme.sizes().margin if margin is None else margin
        gap = theme.sizes().gap

        self._title = ElidedLabel()
        theme.set_kind(self._title, "strong")
        self._header_row = QWidget()
        self.header = QHBoxLayout(self._header_row)
        """Line of the title; add legends and buttons here, with `add_to_header`."""
        self.header.setContentsMargins(0, 0, 0, 0)
        self.header.setSpacing(gap)
        self.header.addWidget(self._title, 1)

        self.body = QVBoxLayout()
        """Where the content goes."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(gap)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(space, max(space - 3, 0), space, space)
        layout.setSpacing(gap)
        layout.addWidget(self._header_row)
        layout.addLayout(self.body, 1)
        self.set_title(title)

    def title(self) -> str:
        """Return the title."""
        return self._title.full_text()

    def set_title(self, title: str) -> None:
        """Set the title, which is also the accessible name."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._title.setVisible(bool(title))
        self._header_row.setVisible(bool(title) or self.header.count() > 1)

    def add_to_header(self, widget: QWidget) -> None:
        """Put a widget at the right end of the header line."""
        self.header.addWidget(widget)
        self._header_row.setVisible(True)
