"""Which callbacks a run has: a box to tick each, with its options below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

import engine.callbacks  # noqa: F401 - fills the registry
from engine.options import Configurable
from engine.registry import CALLBACKS
from engine.types import Json
from studio import theme
from studio.document.nodes import first_paragraph
from studio.texts import text as shown_text
from studio.widgets.option_form import OptionForm, default_of
from studio.widgets.tips import tool_tip

FIRST_VALUES: Mapping[str, Mapping[str, Json]] = {
    # Keras' patience of 0 stops at the first epoch that is not better.
    "EarlyStopping": {"patience": 5, "restore_best_weights": True},
    "ModelCheckpoint": {"filepath": "best.keras", "save_best_only": True},
}
"""What a callback starts with when it is ticked, where its defaults help nobody."""


def offered_callbacks() -> Iterator[tuple[str, type[Configurable]]]:
    """Yield names and classes of the callbacks that can be set up in a form."""
    for name, cls in sorted(CALLBACKS.items()):
        if cls.options:
            yield name, cls


class CallbacksForm(QWidget):
    """Callbacks as boxes to tick.

    Callbacks that this version does not have stay as they are in the file.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    callbacks_changed = Signal(object, str)
    """Emitted with all entries, as documents store them, and the name of a step of
    typing (empty for a click)."""
    editing_finished = Signal()
    """Emitted when a field loses the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[dict[str, Json]] = []
        self.boxes: dict[str, QCheckBox] = {}
        """Boxes by the name of the callback."""
        self.forms: dict[str, OptionForm] = {}
        """Forms by the name of the callback."""
        self._classes = dict(offered_callbacks())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.sizes().gap, 0, 0, theme.sizes().gap)
        column.setSpacing(theme.sizes().gap // 2)
        for name, cls in self._classes.items():
            box = QCheckBox(name)
            box.setToolTip(tool_tip(shown_text(first_paragraph(cls))))
            box.clicked.connect(lambda on, name=name: self._on_ticked(name, on))
            form = OptionForm(cls.options, where=name)
            form.value_changed.connect(
                lambda option, value, name=name: self._on_value(name, option, value)
            )
            form.editing_finished.connect(self.editing_finished)
            form.setContentsMargins(theme.sizes().margin, 0, 0, 0)
            form.hide()
            column.addWidget(box)
            column.addWidget(form)
            self.boxes[name], self.forms[name] = box, form

    def set_entries(self, entries: Any) -> None:
        """Show callbacks as documents store them."""
        self._entries = [dict(entry) for entry in entries or ()]
        found = {str(entry.get("class_name")): entry for entry in self._entries}
        for name, box in self.boxes.items():
            entry = found.get(name)
            box.setChecked(entry is not None)
            self.forms[name].setVisible(entry is not None)
            if entry is not None:
                self.forms[name].set_values(entry.get("config") or {})

    def summary(self) -> str:
        """Return the names of the callbacks in use, empty for none."""
        return " · ".join(str(entry.get("class_name")) for entry in self._entries)

    def _on_ticked(self, name: str, on: bool) -> None:
        entries = [e for e in self._entries if e.get("class_name") != name]
        if on:
            declared = self._classes[name].options.values()
            config = {o.name: o.suggest for o in declared if o.is_required}
            config |= FIRST_VALUES.get(name, {})
            entries.append({"class_name": name, "config": config})
        self.callbacks_changed.emit(entries, "")

    def _on_value(self, name: str, option_name: str, value: Json) -> None:
        declared = self._classes[name].options[option_name]
        entries = [dict(entry) for entry in self._entries]
        for entry in entries:
            if entry.get("class_name") != name:
                continue
            config = dict(entry.get("config") or {})
            config[option_name] = value
            if not declared.is_required and value == default_of(declared):
                del config[option_name]
            entry["config"] = config
        self.callbacks_changed.emit(entries, f"{name}.{option_name}")
