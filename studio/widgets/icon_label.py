"""An icon on its own, sharp on every screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from studio import theme


class IconLabel(QLabel):
    """Shows an icon of the theme; follows the theme and the screen.

    Give it an accessible name where it says something that no text beside it says.

    Parameters
    ----------
    name : str
        Name of the icon.
    role : str, default="text"
        Which colour.
    parent : QWidget, optional
        Owner.
    extent : int, optional
        Width and height in pixels; by default the icon size of the theme.
    """

    def __init__(
        self,
        name: str,
        role: theme.IconRole = "text",
        parent: QWidget | None = None,
        *,
        extent: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._role: theme.IconRole = role
        self._extent = extent
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._draw()
        theme.notifier.changed.connect(self._draw)

    def icon_name(self) -> str:
        """Return the name of the icon."""
        return self._name

    def set_icon(self, name: str, role: theme.IconRole | None = None) -> None:
        """Show another icon, or the same in another colour."""
        self._name = name
        self._role = role or self._role
        self._draw()

    def _draw(self) -> None:
        picture = theme.pixmap(
            self._name,
            self._role,
            extent=self._extent or theme.sizes().icon,
            ratio=self.devicePixelRatioF(),
        )
        self.setPixmap(picture)

    # Qt overrides

    def event(self, event: QEvent, /) -> bool:
        """Draw anew on a screen of another sharpness."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)
