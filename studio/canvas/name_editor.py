"""The field in which a card is renamed in place; lies on the view, not in the scene."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio import theme


class NameEditor(QLineEdit):
    """Edits one name at a time.

    Parameters
    ----------
    parent : QWidget
        The canvas.
    """

    submitted = Signal(str, str)
    """Emitted with the id of the node and the new name."""
    closed = Signal()
    """Emitted when editing is over, either way."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = parent
        self._node_id = ""
        self._name = ""
        self.setAccessibleName(self.tr("Name of the layer"))
        self.hide()

    @property
    def node_id(self) -> str:
        """Id of the node that is being renamed, or an empty text."""
        return self._node_id

    def open(self, node_id: str, name: str, place: QRect) -> None:
        """Start to edit.

        Parameters
        ----------
        node_id : str
            The node.
        name : str
            Its name now.
        place : QRect
            Where the title is, in the canvas.
        """
        self._node_id, self._name = node_id, name
        self.setFont(theme.font("small-strong"))
        self.setText(name)
        self.set_problem("")
        height = self.sizeHint().height()
        width = self.fontMetrics().horizontalAdvance(name + "MMM") + 20
        box = QRect(0, 0, max(place.width(), width), height)
        box.moveCenter(place.center())
        box.moveLeft(place.left() - 8)
        room = self._canvas.rect()
        box.moveLeft(max(4, min(box.left(), room.right() - box.width() - 4)))
        box.moveTop(max(4, min(box.top(), room.bottom() - height - 4)))
        self.setGeometry(box)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def set_problem(self, text: str) -> None:
        """Show what is wrong with the name; an empty text means nothing."""
        theme.set_state(self, "invalid", bool(text))
        self.setToolTip(text)
        self.setAccessibleDescription(text)

    def close_editor(self) -> None:
        """Stop editing."""
        if self._node_id:
            self._node_id = ""
            self.hide()
            self.closed.emit()

    # ---------------------------------------------------------- Qt overrides

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Submit on Return, leave on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit(self._node_id, self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        """Take the name over when the user goes on elsewhere."""
        super().focusOutEvent(event)
        is_menu = event.reason() == Qt.FocusReason.PopupFocusReason
        if self._node_id and not is_menu:
            node_id, name = self._node_id, self.text()
            self.close_editor()
            if name != self._name:
                self.submitted.emit(node_id, name)
