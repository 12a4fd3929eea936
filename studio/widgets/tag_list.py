"""A list of short names as tags that can be added and taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from studio import theme
from studio.widgets.flow_layout import FlowLayout


class TagList(QWidget):
    """Tags in as many lines as they need, each with a button to take it away.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    suggestions : iterable of str, default=()
        Names that the button "Add" offers, those in use left out.
    editable : bool, default=True
        Whether tags can be added and taken away.
    add_text : str, optional
        Text of the button that adds; "Add" without it.
    """

    tags_changed = Signal(list)
    """Emitted with all tags when a person changed them."""
    tag_clicked = Signal(str)
    """Emitted with a tag that was clicked, to show its settings."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        suggestions: Iterable[str] = (),
        editable: bool = True,
        add_text: str | None = None,
    ) -> None:
        super().__init__(parent)
        self._tags: list[str] = []
        self._suggestions = tuple(suggestions)
        self._editable = editable
        self._flow = FlowLayout(self, gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

        self.add_button = QToolButton()
        """The button that offers the suggestions; hidden when none is left."""
        theme.set_kind(self.add_button, "link")
        theme.set_icon(self.add_button, "plus", "link")
        self.add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add_button.setText(self.tr("Add") if add_text is None else add_text)
        self.add_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.add_button)
        self.add_button.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._chips: list[QFrame] = []
        self._rebuild()

    def tags(self) -> list[str]:
        """Return all tags in their order."""
        return list(self._tags)

    def set_tags(self, tags: Sequence[str]) -> None:
        """Show other tags; emits nothing."""
        if list(tags) != self._tags:
            self._tags = list(tags)
            self._rebuild()

    def set_suggestions(self, suggestions: Iterable[str]) -> None:
        """Offer other names."""
        self._suggestions = tuple(suggestions)
        self._rebuild()

    def add(self, tag: str) -> None:
        """Add a tag, as choosing it from the menu does."""
        if tag not in self._tags:
            self._tags.append(tag)
            self._rebuild()
            self.tags_changed.emit(self.tags())

    def remove(self, tag: str) -> None:
        """Take a tag away, as its button does."""
        if tag in self._tags:
            row = self._tags.index(tag)
            had_focus = self.isAncestorOf(self.focusWidget() or self)
            self._tags.remove(tag)
            self._rebuild()
            if had_focus:
                self._focus_row(row)
            self.tags_changed.emit(self.tags())

    def _left(self) -> list[str]:
        return [name for name in self._suggestions if name not in self._tags]

    def _fill_menu(self) -> None:
        self._menu.clear()
        for name in self._left():
            action = self._menu.addAction(name)
            action.triggered.connect(lambda _=False, name=name: self.add(name))

    def _rebuild(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.add_button:
                widget.hide()
                widget.deleteLater()
        self._chips = [self._chip(tag) for tag in self._tags]
        for chip in self._chips:
            self._flow.addWidget(chip)
        self._flow.addWidget(self.add_button)
        self.add_button.setVisible(self._editable and bool(self._left()))
        self.updateGeometry()

    def _chip(self, tag: str) -> QFrame:
        chip = QFrame(self)
        theme.set_kind(chip, "tag")
        row = QHBoxLayout(chip)
        row.setContentsMargins(7, 2, 3 if self._editable else 7, 2)
        row.setSpacing(4)
        label = QLabel(tag)
        label.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(label)
        if self._editable:
            remove = QToolButton()
            theme.set_icon(remove, "close", "muted")
            remove.setProperty("compact", True)
            remove.setIconSize(QSize(12, 12))
            name = self.tr("Remove {tag}").format(tag=tag)
            remove.setToolTip(name)
            remove.setAccessibleName(name)
            remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            remove.setProperty("tag", tag)
            remove.installEventFilter(self)
            remove.clicked.connect(lambda _=False, tag=tag: self.remove(tag))
            row.addWidget(remove)
        chip.setProperty("tag", tag)
        chip.installEventFilter(self)
        chip.setVisible(True)
        return chip

    def _focus_row(self, row: int) -> None:
        """Keep the keyboard where a tag went away."""
        if self._chips:
            chip = self._chips[min(row, len(self._chips) - 1)]
            button = chip.findChild(QToolButton)
            if button is not None:
                button.setFocus()
        else:
            self.add_button.setFocus()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Remove on Delete and Backspace; tell of a click on a tag."""
        tag = watched.property("tag")
        if isinstance(tag, str):
            if (
                isinstance(event, QKeyEvent)
                and event.type() == QEvent.Type.KeyPress
                and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
            ):
                self.remove(tag)
                return True
            if (
                isinstance(watched, QFrame)
                and event.type() == QEvent.Type.MouseButtonRelease
            ):
                self.tag_clicked.emit(tag)
        return super().eventFilter(watched, event)
