"""What a panel shows while it has nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.widgets.icon_label import IconLabel

_EXTENT = 40


class EmptyState(QWidget):
    """A picture, what is missing, what to do, and a button that does it.

    Parameters
    ----------
    icon : str
        Name of an icon of the theme.
    title : str
        What is missing, in a few words.
    hint : str, default=""
        What to do, in a sentence.
    button : str, default=""
        Text of the button; no button without a text.
    parent : QWidget, optional
        Owner.
    """

    triggered = Signal()
    """Emitted when the button is pressed."""

    def __init__(
        self,
        icon: str,
        title: str,
        hint: str = "",
        button: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = IconLabel(icon, "disabled", extent=_EXTENT)
        self._title = self._line("strong")
        self._hint = self._line("muted")
        self.button = QPushButton()
        """The button, hidden while it has no text."""
        self.button.clicked.connect(self.triggered)

        column = QVBoxLayout()
        column.setSpacing(theme.sizes().gap)
        column.addStretch(1)
        column.addWidget(self._picture)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addSpacing(theme.sizes().gap // 2)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column, 6)
        row.addStretch(1)

        self.set_texts(title, hint, button)

    def set_texts(self, title: str, hint: str = "", button: str = "") -> None:
        """Set all texts; empty ones take no room."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)

    def set_icon(self, name: str) -> None:
        """Show another icon of the theme."""
        self._picture.set_icon(name)

    def _line(self, kind: theme.Kind) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.set_kind(label, kind)
        return label
