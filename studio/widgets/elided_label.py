"""A label that shortens its text to the room there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from studio.widgets.tips import tool_tip


class ElidedLabel(QLabel):
    """One line of plain text with an ellipsis where it does not fit.

    The whole text is the tool tip while it is shortened, and always what assistive
    tools read.

    Parameters
    ----------
    text : str, default=""
        The text.
    parent : QWidget, optional
        Owner.
    mode : Qt.TextElideMode, default=ElideRight
        Where to shorten; the middle suits paths.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._full = ""
        self._hint = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def full_text(self) -> str:
        """Return the text before shortening."""
        return self._full

    def is_elided(self) -> bool:
        """Return whether the text is shortened at the present width."""
        return self._shortened() != self._full

    def set_hint(self, text: str) -> None:
        """Set the tool tip that shows while the text fits."""
        self._hint = text
        self._update_tool_tip()

    def _shortened(self) -> str:
        return self.fontMetrics().elidedText(
            self._full, self._mode, self.contentsRect().width()
        )

    def _update_tool_tip(self) -> None:
        self.setToolTip(tool_tip(self._full) if self.is_elided() else self._hint)

    # Qt overrides

    def setText(self, text: str, /) -> None:
        """Set the text; line ends become spaces."""
        self._full = " ".join(text.split())
        super().setText(self._full)
        self.setAccessibleName(self._full)
        self._update_tool_tip()

    def minimumSizeHint(self) -> QSize:
        """Return the room for a letter and the ellipsis."""
        width = self.fontMetrics().horizontalAdvance("M…")
        margins = self.contentsMargins()
        return QSize(
            min(width + margins.left() + margins.right(), self.sizeHint().width()),
            super().sizeHint().height(),
        )

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Shorten anew."""
        super().resizeEvent(event)
        self._update_tool_tip()

    def changeEvent(self, event: QEvent, /) -> None:
        """Measure again with another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._update_tool_tip()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint the shortened text; the label's own painting clips instead."""
        del event
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        style = self.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        style.drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()) | int(Qt.TextFlag.TextSingleLine),
            self.palette(),
            self.isEnabled(),
            self._shortened(),
            self.foregroundRole(),
        )
        painter.end()
