"""One editor for each kind of declared option: a form picks it by what the kind is.

Editors take and give the short JSON form of values, as documents store them. An editor
never gives a value that its option does not accept; it shows the option's own error
text instead.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from engine.errors import EngineError
from engine.options import REQUIRED, Configurable, Option
from engine.types import Json
from studio import texts
from studio.widgets.choice_box import Choice, ChoiceBox
from studio.widgets.number_edit import FloatEdit, IntEdit, NumberEdit, plain
from studio.widgets.shape_edit import ShapeEdit
from studio.widgets.tag_list import TagList
from studio.widgets.validity import Validity


class OptionEditor(QWidget):
    """Base of the editors.

    Parameters
    ----------
    option : Option
        What is edited.
    parent : QWidget, optional
        Owner.
    """

    value_changed = Signal(object)
    """Emitted with the new value, in short JSON form, when a person changed it."""
    problem_changed = Signal(str)
    """Emitted with what is wrong with the input, empty when it is right again."""
    editing_finished = Signal()
    """Emitted when the field loses the focus."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        self.where = ""
        """Begins error texts, such as ``'Dense "hidden"'``."""
        self._last: Json = None
        self._problem = ""
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    # To be written by each kind.

    def show_value(self, value: Json) -> None:
        """Show a value; emits nothing."""
        raise NotImplementedError

    def show_mixed(self) -> None:
        """Show that several things are edited whose values differ."""
        raise NotImplementedError

    # Common to all.

    def set_value(self, value: Json) -> None:
        """Show a value that came from outside; what means the same stays as typed."""
        self._last = value
        self.show_value(value)

    def set_mixed(self) -> None:
        """Show that the values differ; the next edit makes them one."""
        self._last = None
        self.show_mixed()

    def problem(self) -> str:
        """Return what is wrong with the input, empty for nothing."""
        return self._problem

    def _use(self, field: QWidget) -> None:
        """Take `field` as the visible part."""
        self._layout.addWidget(field)
        self.setFocusProxy(field)
        field.setAccessibleName(self.option.name)
        field.installEventFilter(self)

    def _submit(self, value: Json) -> bool:
        """Give a value to the form if the option accepts it."""
        if error := self._error_of(value):
            self._set_problem(error)
            return False
        self._set_problem("")
        self._last = value
        self.value_changed.emit(value)
        return True

    def _error_of(self, value: Any) -> str:
        try:
            self.option.convert(value, self.where or self.option.name)
        except EngineError as error:
            return texts.text_of(error)
        return ""

    def _error_of_text(self, text: str, otherwise: str) -> str:
        """Return the option's error for a typed text that a field cannot use."""
        if not otherwise:
            return ""
        return self._error_of(_read(text)) or otherwise

    def _set_problem(self, text: str) -> None:
        if text != self._problem:
            self._problem = text
            self.problem_changed.emit(text)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Tell when the field loses the focus."""
        if event.type() == QEvent.Type.FocusOut:
            self.editing_finished.emit()
        return super().eventFilter(watched, event)


def _read(text: str) -> Any:
    """Return what a typed text means in Python, or the text itself."""
    try:
        return ast.literal_eval(plain(text))
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return text


class NumberEditor(OptionEditor):
    """Whole numbers and numbers; each key counts at once."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        kind = IntEdit if option.kind.name == "int" else FloatEdit
        self.field: NumberEdit = kind(
            minimum=option.min,
            maximum=option.max,
            optional=option.optional,
            live=True,
        )
        self._use(self.field)
        self._validity = Validity(self.field)
        self.field.value_changed.connect(self._on_value)
        self.field.problem_changed.connect(self._on_problem)

    def show_value(self, value: Json) -> None:
        """Show a number."""
        if isinstance(value, Mapping):  # a schedule, from a file: another can be typed
            self.show_mixed()
            self.field.set_placeholder(str(value.get("class_name", "")))
            return
        self.field.set_placeholder(self.tr("None") if self.option.optional else "")
        self._validity.set("")
        self.field.set_value(value)  # type: ignore[attr-defined]
        if not self.field.problem():
            self._set_problem("")

    def show_mixed(self) -> None:
        """Show an empty field."""
        self.field.set_value(None)  # type: ignore[attr-defined]
        self.field.set_placeholder(self.tr("several values"))
        self._set_problem("")

    def _on_value(self, value: object) -> None:
        if value is None and not self.option.optional:
            return  # an empty field of several values: nothing was said
        if not self._submit(value):
            self._validity.set(self._problem)
        else:
            self._validity.set("")

    def _on_problem(self, text: str) -> None:
        self._set_problem(self._error_of_text(self.field.text(), text))


class FlagEditor(OptionEditor):
    """True or false."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.field = QCheckBox()
        self._use(self.field)
        self._layout.addStretch(1)
        self.field.clicked.connect(self._on_clicked)

    def show_value(self, value: Json) -> None:
        """Tick or clear the box."""
        self.field.setTristate(False)
        self.field.setChecked(bool(value))

    def show_mixed(self) -> None:
        """Show the state between."""
        self.field.setTristate(True)
        self.field.setCheckState(Qt.CheckState.PartiallyChecked)

    def _on_clicked(self) -> None:
        self.field.setTristate(False)
        self._submit(self.field.isChecked())


class ChoiceEditor(OptionEditor):
    """One name of several."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.field = ChoiceBox(None, choices_of(option, self.tr("none")))
        self.field.setPlaceholderText(self.tr("several values"))
        self._use(self.field)
        self.field.value_changed.connect(self._submit)

    def show_value(self, value: Json) -> None:
        """Show the chosen name; options of the value itself are not shown here."""
        self.field.set_value(name_of(self.option, value))

    def show_mixed(self) -> None:
        """Choose nothing."""
        self.field.set_value(None)
        self.field.setCurrentIndex(-1)


class ShapeEditor(OptionEditor):
    """A shape or another tuple of whole numbers."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        is_shape = option.kind.name == "shape"
        minimum = None if option.min is None else int(option.min)
        self.field = ShapeEdit(
            none_sizes=is_shape,
            wildcard=not is_shape,
            minimum=1 if is_shape and minimum is None else minimum,
            optional=option.optional,
            live=True,
        )
        self._use(self.field)
        self._validity = Validity(self.field)
        self.field.value_changed.connect(self._on_value)
        self.field.problem_changed.connect(self._on_problem)

    def show_value(self, value: Json) -> None:
        """Show a shape; one that means the same stays as it was typed."""
        self.field.setPlaceholderText(self.tr("None") if self.option.optional else "")
        shape = None if value is None else tuple(value)
        self._validity.set("")
        if shape != self.field.value() or not self.field.hasFocus():
            self.field.set_value(shape)
        if not self.field.problem():
            self._set_problem("")

    def show_mixed(self) -> None:
        """Show an empty field."""
        self.field.set_value(None)
        self.field.setPlaceholderText(self.tr("several values"))
        self._set_problem("")

    def _on_value(self, value: tuple[int | None, ...] | None) -> None:
        if value is None and not self.option.optional:
            return
        if not self._submit(None if value is None else list(value)):
            self._validity.set(self._problem)
        else:
            self._validity.set("")

    def _on_problem(self, text: str) -> None:
        self._set_problem(self._error_of_text(self.field.text(), text))


class TagsEditor(OptionEditor):
    """Several names out of a list."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.field = TagList(suggestions=option.kind.names())
        self._use(self.field)
        self.field.tags_changed.connect(self._submit)

    def show_value(self, value: Json) -> None:
        """Show the names."""
        self.field.set_tags(list(value or ()))

    def show_mixed(self) -> None:
        """Show no names."""
        self.field.set_tags([])


class TextEditor(OptionEditor):
    """A text; for kinds without an editor of their own, a value as Python writes it."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self._is_text = option.kind.name == "str"
        self.field = QLineEdit()
        self._use(self.field)
        self._validity = Validity(self.field)
        self.field.textEdited.connect(self._on_edited)

    def show_value(self, value: Json) -> None:
        """Show a value."""
        self._validity.set("")
        self._set_problem("")
        self.field.setPlaceholderText(self.tr("None") if self.option.optional else "")
        text = self._written(value)
        if self.field.text() != text and self._meaning(self.field.text()) != value:
            self.field.setText(text)

    def show_mixed(self) -> None:
        """Show an empty field."""
        self.field.clear()
        self.field.setPlaceholderText(self.tr("several values"))

    def _written(self, value: Json) -> str:
        if value is None:
            return ""
        return str(value) if self._is_text or isinstance(value, str) else repr(value)

    def _meaning(self, text: str) -> Any:
        if not text.strip() and self.option.optional:
            return None
        return text if self._is_text else _read(text)

    def _on_edited(self, text: str) -> None:
        self._submit(self._meaning(text))
        self._validity.set(self._problem)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Bring the last good value back on Escape."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and self._problem
        ):
            self.field.setText(self._written(self._last))
            self._validity.set("")
            self._set_problem("")
            return True
        return super().eventFilter(watched, event)


def choices_of(option: Option, none_text: str) -> list[Choice]:
    """Return what a chooser offers for an option.

    Parameters
    ----------
    option : Option
        With choices of its own, or of a kind with names.
    none_text : str
        What an optional one calls None.
    """
    choices = [Choice(None, none_text)] if option.optional else []
    if option.choices:
        return [*choices, *(Choice(name, name) for name in option.choices)]
    for name in option.kind.names():
        try:
            value = option.kind.short(option.kind.convert(name))
        except ValueError:  # needs options of its own first
            value = name
        choices.append(Choice(value, value if isinstance(value, str) else name))
    return choices


def name_of(option: Option, value: Json) -> Json:
    """Return the name in a value that may be a name with options of its own."""
    if not isinstance(value, Mapping) or "class_name" not in value:
        return value
    name = value["class_name"]
    try:
        return option.kind.short(option.kind.convert(name))
    except ValueError:
        return name


def configured_options(option: Option, value: Json) -> Mapping[str, Option]:
    """Return the options that the object behind a value has itself.

    Parameters
    ----------
    option : Option
        Of a kind whose values are objects, such as an initializer.
    value : JSON value
        Short form.

    Returns
    -------
    mapping
        Empty where the value has no options.
    """
    made = _object_of(option, value)
    return {} if made is None else type(made).options


def configured_values(option: Option, value: Json) -> dict[str, Json]:
    """Return the options of the object behind a value that are not at their default."""
    made = _object_of(option, value)
    return {} if made is None else made.changed_options()


def with_configured(
    option: Option, value: Json, name: str, new: Json
) -> tuple[Json, str]:
    """Return the short form of `value` with one of its own options changed.

    Returns
    -------
    tuple of JSON value and str
        The new value; what is wrong, or an empty text.
    """
    made = _object_of(option, value)
    if made is None:
        return value, ""
    config = {**made.get_config(), name: new}
    try:
        return option.kind.short(type(made).from_config(config)), ""
    except EngineError as error:
        return value, texts.text_of(error)


def _object_of(option: Option, value: Json) -> Configurable | None:
    if value is None or value is REQUIRED:
        return None
    try:
        made = option.kind.convert(value)
    except ValueError:
        return None
    return made if isinstance(made, Configurable) else None


_BY_KIND: dict[str, Callable[[Option, QWidget | None], OptionEditor]] = {
    "int": NumberEditor,
    "float": NumberEditor,
    "str": TextEditor,
    "shape": ShapeEditor,
    "ints": ShapeEditor,
    "metrics": TagsEditor,
}


def editor_for(option: Option, parent: QWidget | None = None) -> OptionEditor:
    """Return the editor for an option; kinds nobody knows get a text field."""
    if option.choices:
        return ChoiceEditor(option, parent)
    if option.kind.name == "bool":
        return (FlagEditor if not option.optional else TextEditor)(option, parent)
    factory = _BY_KIND.get(option.kind.name)
    if factory is None:
        factory = ChoiceEditor if option.kind.names() else TextEditor
    return factory(option, parent)
