"""The page of shortcuts, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.actions import ACTIONS, MENUS
from studio.texts import text


class ShortcutsDialog(QDialog):
    """All shortcuts and gestures.

    Parameters
    ----------
    parent : QWidget
        Owner.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        tree = QTreeWidget()
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        tree.setAccessibleName(self.tr("Shortcuts"))
        for menu in MENUS:
            top = QTreeWidgetItem(tree, [text(menu), ""])
            for entry in ACTIONS:
                if entry.menu == menu and entry.key_sequences():
                    keys = "   ".join(
                        k.toString(QKeySequence.SequenceFormat.NativeText)
                        for k in entry.key_sequences()
                        if _is_common(k)
                    )
                    QTreeWidgetItem(top, [entry.label().rstrip("…"), keys])
            if top.childCount() == 0:
                tree.takeTopLevelItem(tree.indexOfTopLevelItem(top))
        canvas = QTreeWidgetItem(tree, [self.tr("On the canvas"), ""])
        for gesture, keys in self._gestures():
            QTreeWidgetItem(canvas, [gesture, keys])
        tree.expandAll()
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(tree)
        layout.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 620)

    def _gestures(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []

        def add(gesture: str, keys: str) -> None:
            found.append((gesture, keys))

        add(self.tr("Search for a layer to add"), self.tr("Tab, Space, double-click"))
        add(self.tr("Wire two layers"), self.tr("drag from a port"))
        add(self.tr("Insert a layer into a wire"), self.tr("drop it on the wire"))
        add(self.tr("Delete and join the neighbours"), self.tr("Ctrl+Delete"))
        add(self.tr("Move the view"), self.tr("middle-drag, Space+drag"))
        add(self.tr("Zoom"), self.tr("mouse wheel"))
        add(self.tr("Add to the selection"), self.tr("Shift+drag"))
        add(self.tr("Follow the wires"), self.tr("arrow keys"))
        add(self.tr("Cancel"), self.tr("Esc"))
        return found


def _is_common(keys: QKeySequence) -> bool:
    """Return whether usual keyboards have the keys: no F13, no key named Copy."""
    key = keys[0].key().value  # type: ignore[index] # the stubs lack it
    is_high = Qt.Key.Key_F13.value <= key <= Qt.Key.Key_F35.value
    return not is_high and key < Qt.Key.Key_Back.value
