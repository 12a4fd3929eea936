"""Headings inside a panel: a plain one, and one that folds what is below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.widgets.elided_label import ElidedLabel


class SectionHeader(QWidget):
    """Small heading with an optional widget at the right.

    Parameters
    ----------
    text : str, default=""
        The heading.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ElidedLabel()
        theme.set_kind(self._label, "section")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.sizes().gap)
        self._layout.addWidget(self._label, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """Return the heading."""
        return self._label.full_text()

    def set_text(self, text: str) -> None:
        """Set the heading."""
        self._label.setText(text)
        self.setAccessibleName(text)

    def add_widget(self, widget: QWidget) -> None:
        """Put a widget, such as a button, at the right end."""
        self._layout.addWidget(widget)


class FoldableSection(QWidget):
    """Heading that shows and hides its content.

    The heading is a button: Tab reaches it, Space and Return turn it, Right opens and
    Left closes, as in a tree.

    Parameters
    ----------
    text : str, default=""
        The heading.
    parent : QWidget, optional
        Owner.
    folded : bool, default=True
        Whether the content is hidden at first.
    is_link : bool, default=False
        Show the heading like a link ("more ...") instead of a section heading.
    """

    folded_changed = Signal(bool)
    """Emitted with the new state when a person or `set_folded` changes it."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        folded: bool = True,
        is_link: bool = False,
    ) -> None:
        super().__init__(parent)
        self._role: theme.IconRole = "link" if is_link else "muted"
        self._button = QToolButton()
        theme.set_kind(self._button, "link" if is_link else "section")
        self._button.setCheckable(True)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._button.setIconSize(QSize(14, 14))
        self._button.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        )
        self._button.installEventFilter(self)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        """Where the content goes."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.sizes().gap)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes().gap // 2)
        layout.addWidget(self._button)
        layout.addWidget(self._content)

        self.set_text(text)
        self._button.setChecked(not folded)
        self._show_state()
        self._button.toggled.connect(self._on_toggled)

    def text(self) -> str:
        """Return the heading."""
        return self._button.text()

    def set_text(self, text: str) -> None:
        """Set the heading."""
        self._button.setText(text)
        self._button.setAccessibleName(text)
        self.setAccessibleName(text)

    def is_folded(self) -> bool:
        """Return whether the content is hidden."""
        return not self._button.isChecked()

    def set_folded(self, folded: bool) -> None:
        """Hide or show the content."""
        self._button.setChecked(not folded)

    def _on_toggled(self, checked: bool) -> None:
        self._show_state()
        self.folded_changed.emit(not checked)

    def _show_state(self) -> None:
        is_open = self._button.isChecked()
        self._content.setVisible(is_open)
        name = "fold-open" if is_open else "fold-closed"
        theme.set_icon(self._button, name, self._role)
        self._button.setAccessibleDescription(
            self.tr("Expanded") if is_open else self.tr("Collapsed")
        )

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Let arrow keys and Return fold, next to the button's own Space."""
        if watched is self._button and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            key = event.key()
            if is_press and key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
                self.set_folded(key == Qt.Key.Key_Left)
                return True
            if is_press and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.set_folded(not self.is_folded())
                return True
        return super().eventFilter(watched, event)
