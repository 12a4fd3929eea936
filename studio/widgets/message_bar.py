"""A calm message inside the window, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.icon_label import IconLabel

Level = Literal["info", "success", "warning", "error"]

_LOOKS: dict[Level, tuple[theme.Kind, theme.IconRole]] = {
    "info": ("message-info", "link"),
    "success": ("message-success", "success"),
    "warning": ("message-warning", "warning"),
    "error": ("message-error", "error"),
}


class MessageBar(QFrame):
    """One message at a time, hidden while there is none.

    Nothing waits for an answer. The text is shown as it is, never as HTML; it can be
    selected with the mouse. Escape inside the bar dismisses it.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    dismissed = Signal()
    """Emitted when a person closes the message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level: Level = "info"
        self._details = ""
        self._buttons: list[QPushButton] = []

        self._picture = IconLabel("info", "link", extent=theme.sizes().icon + 2)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum
        )
        self._copy = QPushButton()
        theme.set_kind(self._copy, "link")
        self._copy.clicked.connect(self._copy_details)
        self._close = QToolButton()
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_icon(self._close, "close", "muted")
        self._close.clicked.connect(self.dismiss)

        self._actions = QWidget()
        self._flow = FlowLayout(self._actions, gap=6)
        middle = QVBoxLayout()
        middle.setSpacing(6)
        middle.addWidget(self._text)
        middle.addWidget(self._actions)
        gap = theme.sizes().gap
        # One line of text stands level with the picture and the button to close.
        line = self.fontMetrics().height()
        level = max(self._close.sizeHint().height(), line)
        middle.setContentsMargins(0, (level - line) // 2, 0, (level - line) // 2)
        self._picture.setMinimumHeight(level)
        row = QHBoxLayout(self)
        row.setContentsMargins(gap + 2, gap, gap, gap)
        row.setSpacing(gap)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(middle, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

        self._retranslate()
        self.hide()

    def show_message(
        self,
        text: str,
        level: Level = "info",
        *,
        details: str = "",
        actions: dict[str, Callable[[], object]] | None = None,
        can_dismiss: bool = True,
    ) -> None:
        """Show a message in place of the one before.

        Parameters
        ----------
        text : str
            What happened and what to do, in plain words.
        level : {"info", "success", "warning", "error"}, default="info"
            How much it matters.
        details : str, default=""
            What a report needs, such as a traceback; offered by "Copy details".
        actions : dict of str to callable, optional
            Buttons by their text, best first, and what each does.
        can_dismiss : bool, default=True
            Whether there is a button to close the message.
        """
        self._level = level
        self._details = details
        kind, role = _LOOKS[level]
        theme.set_kind(self, kind)
        self._picture.set_icon(level, role)
        self._text.setText(text)
        self.setAccessibleName(text)
        self._clear_buttons()
        for label, function in (actions or {}).items():
            button = QPushButton(label)
            button.setProperty("compact", True)
            button.clicked.connect(lambda _=False, call=function: call())
            self._flow.addWidget(button)
            self._buttons.append(button)
        self._flow.addWidget(self._copy)
        self._copy.setVisible(bool(details))
        self._actions.setVisible(bool(actions or details))
        self._close.setVisible(can_dismiss)
        self.show()

    def text(self) -> str:
        """Return the message."""
        return self._text.text()

    def level(self) -> Level:
        """Return how much the message matters."""
        return self._level

    def buttons(self) -> list[QPushButton]:
        """Return the buttons of the actions, in their order."""
        return list(self._buttons)

    def clear(self) -> None:
        """Hide the message without telling anybody."""
        self._clear_buttons()
        self._text.clear()
        self._details = ""
        self.hide()

    def dismiss(self) -> None:
        """Hide the message, as the button does."""
        self.clear()
        self.dismissed.emit()

    def _clear_buttons(self) -> None:
        while self._flow.takeAt(0) is not None:
            pass
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.text()}\n\n{self._details}")

    def _retranslate(self) -> None:
        self._copy.setText(self.tr("Copy details"))
        close = self.tr("Dismiss")
        self._close.setToolTip(close)
        self._close.setAccessibleName(close)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Dismiss on Escape."""
        if event.key() == Qt.Key.Key_Escape and not self._close.isHidden():
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language of the own buttons."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
