"""The panel of the palette: search field and list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.palette.delegate import PaletteDelegate
from studio.palette.model import PaletteModel
from studio.session import Session
from studio.widgets import EmptyState, SearchField


class PaletteList(QListView):
    """The list: arrows walk over headings, Enter adds.

    Parameters
    ----------
    model : PaletteModel
        The rows.
    parent : QWidget, optional
        Owner.
    """

    add_requested = Signal(str)
    """Emitted with the name of a type."""
    left_at_top = Signal()
    """Emitted for the Up key in the first row."""
    typed = Signal(str)
    """Emitted for a letter: it belongs to the search."""

    def __init__(self, model: PaletteModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(PaletteDelegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Layers"))
        self.doubleClicked.connect(self._add)

    def _add(self, index: QModelIndex) -> None:
        if index.isValid():
            kind = self._rows.row(index).kind
            if kind is not None:
                self.add_requested.emit(kind.name)

    # ---------------------------------------------------------- Qt overrides

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Walk, add, or hand letters to the search."""
        key, current = event.key(), self.currentIndex()
        row = current.row() if current.isValid() else -1
        letter = event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add(current)
        elif key == Qt.Key.Key_Down:
            self._go(self._rows.next_type(row, 1))
        elif key == Qt.Key.Key_Up:
            above = self._rows.next_type(row, -1)
            if above.isValid():
                self._go(above)
            else:
                self.left_at_top.emit()
        elif (
            letter.isalnum()
            and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        ):
            self.typed.emit(letter)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.setCurrentIndex(index)
            # The heading above the first of its group should be seen, too.
            if index.row() == 1:
                self.scrollToTop()

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Have a current row as soon as keys can act on it."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._go(self._rows.first_type())


class PalettePanel(QWidget):
    """All types of nodes, to drag to the canvas or to add with a key.

    Parameters
    ----------
    session : Session
        What the window shares; the palette asks nothing of it yet.
    parent : QWidget, optional
        Owner.
    """

    add_requested = Signal(str)
    """Emitted with the name of a type that should be added to the graph."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.field = SearchField(self.tr("Search layers"), self, shortcut_hint="/")
        self.model = PaletteModel(self)
        self.list = PaletteList(self.model, self)
        theme.set_kind(self.list, "plain")
        self._nothing = EmptyState(
            "search",
            self.tr("No layer found"),
            self.tr("Try fewer letters, such as lst for LSTM."),
        )
        self._nothing.hide()
        margin = theme.sizes().margin
        layout = QVBoxLayout(self)
        layout.setContentsMargins(margin, margin - 2, margin - 4, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing, 1)
        self.field.search_changed.connect(self._on_search_changed)
        self.field.submitted.connect(self._on_submitted)
        self.field.down_pressed.connect(self._on_down_pressed)
        self.list.add_requested.connect(self.add_requested)
        self.list.left_at_top.connect(self.focus_search)
        self.list.typed.connect(self._on_typed)
        # Wherever the keyboard is in the window; fields keep the key for their text.
        QShortcut(QKeySequence("/"), self).activated.connect(self.focus_search)
        theme.notifier.changed.connect(self._on_theme_changed)
        self.setAccessibleName(self.tr("Palette of layers"))

    def focus_search(self) -> None:
        """Put the cursor in the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def reload(self) -> None:
        """Ask anew which types there are."""
        self.model.reload()

    def _on_search_changed(self, query: str) -> None:
        self.model.set_query(query)
        self._nothing.setVisible(self.model.is_empty)
        self.list.setVisible(not self.model.is_empty)
        if query:
            self.list.setCurrentIndex(self.model.first_type())

    def _on_submitted(self, query: str) -> None:
        index = self.list.currentIndex()
        if not index.isValid() and query:
            index = self.model.first_type()
        if index.isValid():
            kind = self.model.row(index).kind
            if kind is not None:
                self.add_requested.emit(kind.name)

    def _on_down_pressed(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.field.query():
            self.list.setCurrentIndex(self.model.next_type(0, 1))

    def _on_typed(self, letter: str) -> None:
        self.focus_search()
        self.field.setText(letter)

    def _on_theme_changed(self) -> None:
        self.list.doItemsLayout()
        self.list.viewport().update()

    # ---------------------------------------------------------- Qt overrides

    def showEvent(self, event: QShowEvent, /) -> None:
        """Show types that were added meanwhile, as a plug-in does."""
        super().showEvent(event)
        if not self.field.query():
            self.model.reload()
