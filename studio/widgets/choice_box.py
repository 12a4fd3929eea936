"""A box to choose one of a few values from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QWidget


class Choice(NamedTuple):
    """One value to choose, and how it is shown."""

    value: object
    label: str
    doc: str = ""
    icon: QIcon | None = None


class ChoiceBox(QComboBox):
    """Combo box of values.

    Scrolling a panel never changes it: the wheel only turns a box that has the focus.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    choices : iterable of str or Choice, default=()
        What there is to choose; a text is its own label.
    """

    value_changed = Signal(object)
    """Emitted with the new value when a person changed it."""

    def __init__(
        self, parent: QWidget | None = None, choices: Iterable[str | Choice] = ()
    ) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self._current: object = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The delegate of combo boxes ignores the style sheet's rules for items.
        self.setItemDelegate(QStyledItemDelegate(self))
        # One long name must not widen the panel; the list itself shows it in full.
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self.set_choices(choices)
        self.activated.connect(self._on_activated)

    def set_choices(self, choices: Iterable[str | Choice]) -> None:
        """Offer other values; the present one stays when it is among them."""
        self.clear()
        self._values = []
        for choice in choices:
            self._add(choice if isinstance(choice, Choice) else Choice(choice, choice))
        if self._current is None and None not in self._values and self._values:
            self._current = self._values[0]
        self.set_value(self._current)

    def value(self) -> object:
        """Return the chosen value."""
        return self._current

    def set_value(self, value: object) -> None:
        """Show a value; emits nothing.

        A value that is not among the choices is added rather than lost.
        """
        self._current = value
        if value not in self._values:
            if value is None:
                self.setCurrentIndex(-1)
                return
            self._add(Choice(value, str(value)))
        self.setCurrentIndex(self._values.index(value))

    def _add(self, choice: Choice) -> None:
        self._values.append(choice.value)
        self.addItem(choice.label)
        row = self.count() - 1
        if choice.icon is not None:
            self.setItemIcon(row, choice.icon)
        if choice.doc:
            self.setItemData(row, choice.doc, Qt.ItemDataRole.ToolTipRole)

    def _on_activated(self, row: int) -> None:
        value = self._values[row]
        if value != self._current:
            self._current = value
            self.value_changed.emit(value)

    # Qt overrides

    def showPopup(self) -> None:
        """Open the list as wide as its longest name, at least as wide as the box."""
        view = self.view()
        wanted = view.sizeHintForColumn(0) + 2 * view.frameWidth() + 28
        limit = self.screen().availableGeometry().width() // 2
        view.setMinimumWidth(max(self.width(), min(wanted, limit)))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """Scroll the panel instead, unless the box has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
