"""Fields for what can be chosen about a source: rows and seed, delimiter, header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from studio import theme
from studio.data import Option
from studio.texts import text as shown_text
from studio.widgets import Choice, ChoiceBox, FloatEdit, FlowLayout, IntEdit
from studio.widgets.tips import tool_tip

_NUMBER_WIDTH = 96


class SourceOptions(QWidget):
    """One labelled field for each option, in a line that wraps.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    value_changed = Signal(str, object)
    """Emitted with the name of an option and its new value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[Option, ...] = ()
        self._values: dict[str, Any] = {}
        self.fields: dict[str, QWidget] = {}
        """Fields by the name of their option."""
        self._flow = FlowLayout(self, gap=theme.sizes().margin)

    def set_options(self, options: Sequence[Option], values: Mapping[str, Any]) -> None:
        """Show options.

        Parameters
        ----------
        options : sequence of Option
            What can be chosen.
        values : mapping
            What was chosen; the others have their defaults.
        """
        options = tuple(options)
        if options != self._options:
            self._options = options
            self._rebuild()
        for option in options:
            self._show_value(option, values.get(option.name, option.default))
        self.setVisible(bool(options))

    def _rebuild(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}
        for option in self._options:
            field = self._field(option)
            self.fields[option.name] = field
            tip = tool_tip(shown_text(option.doc))
            field.setToolTip(tip)
            field.setAccessibleName(self._label(option))
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            if not isinstance(field, QCheckBox):
                label = QLabel(self._label(option))
                label.setToolTip(tip)
                theme.set_kind(label, "muted")
                row.addWidget(label)
            row.addWidget(field)
            self._flow.addWidget(pair)
            pair.show()
        self.updateGeometry()

    def _field(self, option: Option) -> QWidget:
        """Make the editor that fits an option."""
        name = option.name
        setting = option.setting
        if option.type in (int, float):
            kind = IntEdit if option.type is int else FloatEdit
            number = kind(
                minimum=setting.min, maximum=setting.max, optional=option.nullable
            )
            number.setFixedWidth(_NUMBER_WIDTH)
            number.value_changed.connect(lambda v: self.value_changed.emit(name, v))
            return number
        if option.type is bool and not option.nullable:
            box = QCheckBox(self._label(option))
            box.clicked.connect(lambda on: self.value_changed.emit(name, on))
            return box
        choices = self._choices(option)
        if choices:
            chooser = ChoiceBox(choices=choices)
            chooser.setMinimumContentsLength(9)
            chooser.value_changed.connect(lambda v: self.value_changed.emit(name, v))
            return chooser
        text = QLineEdit()
        text.editingFinished.connect(lambda: self._on_text(name, text.text()))
        return text

    def _choices(self, option: Option) -> list[Choice]:
        """Return what a chooser offers; empty for free text."""
        choices: list[Choice] = []
        if option.nullable:
            automatic = self.tr("automatic")
            choices.append(Choice(None, automatic))
        if option.type is bool:
            yes = self.tr("yes")
            choices.append(Choice(True, yes))
            no = self.tr("no")
            choices.append(Choice(False, no))
        elif option.name == "delimiter":
            comma = self.tr("comma ,")
            choices.append(Choice(",", comma))
            semicolon = self.tr("semicolon ;")
            choices.append(Choice(";", semicolon))
            tab = self.tr("tab")
            choices.append(Choice("\t", tab))
            blank = self.tr("blank")
            choices.append(Choice(" ", blank))
            bar = self.tr("bar |")
            choices.append(Choice("|", bar))
        elif option.setting.choices:
            choices += [Choice(choice, choice) for choice in option.setting.choices]
        else:
            return []
        return choices

    def _show_value(self, option: Option, value: Any) -> None:
        self._values[option.name] = value
        field = self.fields[option.name]
        if isinstance(field, IntEdit | FloatEdit | ChoiceBox):
            field.set_value(value)
        elif isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, QLineEdit):
            field.setText("" if value is None else str(value))

    def _on_text(self, name: str, text: str) -> None:
        value = text or None
        if value != self._values.get(name):
            self._values[name] = value
            self.value_changed.emit(name, value)

    def _label(self, option: Option) -> str:
        rows = self.tr("Rows")
        seed = self.tr("Seed")
        classes = self.tr("Classes")
        noise = self.tr("Noise")
        delimiter = self.tr("Delimiter")
        encoding = self.tr("Encoding")
        header = self.tr("First line holds names")
        known = {
            "rows": rows,
            "seed": seed,
            "classes": classes,
            "noise": noise,
            "delimiter": delimiter,
            "encoding": encoding,
            "header": header,
        }
        text = option.name.replace("_", " ")
        return known.get(option.name, text[:1].upper() + text[1:])

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._options:
            options, values = self._options, dict(self._values)
            self._options = ()
            self.set_options(options, values)
