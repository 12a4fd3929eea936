"""How a field shows that its text cannot be used."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip, QWidget

from studio import theme
from studio.widgets.tips import tool_tip


class Validity:
    """Red edge, tool tip and accessible description of one field.

    The field's own tool tip comes back when the text is right again.

    Parameters
    ----------
    widget : QWidget
        The field.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._usual_tip = ""
        self.message = ""
        """What is wrong; empty while nothing is."""

    def set(self, message: str) -> bool:
        """Show what is wrong, or with an empty text that all is well.

        Returns
        -------
        bool
            Whether the message is another one than before.
        """
        if message == self.message:
            return False
        widget = self._widget
        if not self.message:
            self._usual_tip = widget.toolTip()
        if bool(message) != bool(self.message):
            theme.set_state(widget, "invalid", bool(message))
        self.message = message
        widget.setToolTip(tool_tip(message) or self._usual_tip)
        widget.setAccessibleDescription(message)
        if not message and widget.hasFocus():
            QToolTip.hideText()
        return True

    def point_out(self) -> None:
        """Show the message below the field at once, without waiting for the mouse."""
        widget = self._widget
        if self.message and widget.isVisible():
            below = widget.mapToGlobal(QPoint(0, widget.height()))
            QToolTip.showText(below, tool_tip(self.message), widget)
