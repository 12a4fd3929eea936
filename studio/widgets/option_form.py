"""A form made from declared options: one row each, with the editor that fits.

Nothing here knows a layer, an optimizer or a setting by name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from engine.options import Option
from engine.types import Json
from studio import texts, theme
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.option_editors import (
    OptionEditor,
    configured_options,
    configured_values,
    editor_for,
    name_of,
    with_configured,
)
from studio.widgets.sections import FoldableSection
from studio.widgets.tips import tool_tip

LABEL_SHARE = 0.37
"""Part of the width that labels get."""

LONG_NAME = 16
SHORTER = {"initializer": "init.", "regularizer": "reg.", "constraint": "constr."}
SHORTER_IF_LONG = {"activation": "act."}


def label_of(name: str) -> str:
    """Return an option's name as people read it; long ones are shortened.

    Examples
    --------
    >>> label_of("return_sequences"), label_of("recurrent_activation")
    ('return sequences', 'recurrent act.')
    """
    words = name.replace("_", " ").split()
    if len(words) > 1:
        words = [SHORTER.get(word, word) for word in words]
    if len(" ".join(words)) > LONG_NAME:
        words = [SHORTER_IF_LONG.get(word, word) for word in words]
    return " ".join(words)


class FormRow(QWidget):
    """A label, a field beside it, and what is wrong below the field.

    Parameters
    ----------
    label : str
        Text of the label.
    field : QWidget
        What stands beside it.
    parent : QWidget, optional
        Owner.
    is_compact : bool, default=False
        Whether the field is a text, which needs less height than a control.
    """

    def __init__(
        self,
        label: str,
        field: QWidget,
        parent: QWidget | None = None,
        *,
        is_compact: bool = False,
    ) -> None:
        super().__init__(parent)
        gap = theme.sizes().gap
        self.field = field
        self.label = ElidedLabel(label)
        theme.set_kind(self.label, "muted")
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self.label, 1)
        self._head_layout = head
        self._error: QLabel | None = None  # made when something is wrong first

        beside = QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(3)
        beside.addWidget(field)
        self._beside = beside
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        head_column = QVBoxLayout()
        head_column.setContentsMargins(0, 0, 0, 0)
        head_column.addWidget(self._head)
        head_column.addStretch(1)
        row.addLayout(head_column)
        row.addLayout(beside, 1)
        self._below = QVBoxLayout(self)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(theme.sizes().gap // 2)
        self._below.addLayout(row)
        if not is_compact:
            self._head.setMinimumHeight(theme.sizes().control)

    def set_label_width(self, width: int) -> None:
        """Set the width of the label, the same in all rows of a form."""
        self._head.setFixedWidth(width)

    def set_tip(self, text: str) -> None:
        """Explain the row."""
        self.label.set_hint(tool_tip(text))
        self.field.setToolTip(tool_tip(text))

    def set_error(self, text: str) -> None:
        """Show what is wrong, or nothing."""
        if self._error is None:
            if not text:
                return
            self._error = QLabel()
            self._error.setWordWrap(True)
            self._error.setTextFormat(Qt.TextFormat.PlainText)
            theme.set_kind(self._error, "error")
            self._beside.addWidget(self._error)
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def error(self) -> str:
        """Return what is shown as wrong."""
        return "" if self._error is None else self._error.text()


class FormRows(QWidget):
    """Rows whose labels are equally wide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FormRow] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.sizes().gap - 2)

    def add_row(self, row: FormRow) -> None:
        """Add a row at the bottom."""
        self._rows.append(row)
        self.column.addWidget(row)

    def clear_rows(self) -> None:
        """Take all rows away."""
        for row in self._rows:
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []

    def _align(self) -> None:
        width = round(self.width() * LABEL_SHARE)
        for row in self._rows:
            row.set_label_width(width)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Part the width anew between labels and fields."""
        super().resizeEvent(event)
        self._align()


class OptionRow(FormRow):
    """One option: label, editor, reset button, and the options of its value."""

    reset_requested = Signal()
    """Emitted when the option should go back to its default."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        self.editor: OptionEditor = editor_for(option)
        super().__init__(label_of(option.name), self.editor, parent)
        self.option = option
        self._reset: QToolButton | None = None
        self.nested: FoldableSection | None = None
        self._nested_form: OptionForm | None = None
        self._nested_class: Mapping[str, Option] = {}
        self.value: Json = None
        self.editor.problem_changed.connect(self.set_error)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the program."""
        self.set_tip(self._tip())
        if self._reset is not None:
            default = self._default_text()
            tip = self.tr("Reset to {default}").format(default=default)
            self._reset.setToolTip(tool_tip(tip))
            self._reset.setAccessibleName(f"{self.option.name}: {tip}")

    @property
    def reset(self) -> QToolButton:
        """Button back to the default, hidden while the value is the default."""
        if self._reset is None:
            self._reset = QToolButton()
            theme.set_icon(self._reset, "reset", "muted")
            extent = theme.sizes().icon - 2
            self._reset.setIconSize(QSize(extent, extent))
            self._reset.clicked.connect(self.reset_requested)
            self._reset.hide()
            self._head_layout.addWidget(self._reset)
            self.retranslate()
        return self._reset

    def show_value(self, value: Json, is_changed: bool) -> None:
        """Show a value that came from outside."""
        self.value = value
        self.editor.set_value(value)
        self._show_reset(is_changed)
        self._show_nested(value)

    def show_mixed(self) -> None:
        """Show that the values differ."""
        self.editor.set_mixed()
        self._show_reset(True)
        self._show_nested(None)

    def _show_reset(self, is_changed: bool) -> None:
        is_wanted = is_changed and not self.option.is_required
        if is_wanted or self._reset is not None:  # most rows never need the button
            self.reset.setVisible(is_wanted)

    def _tip(self) -> str:
        option = self.option
        lines = [option.name, texts.text(option.doc)]
        if option.min is not None and option.max is not None:
            text = self.tr("Range: {low} to {high}.")
            lines.append(text.format(low=f"{option.min:g}", high=f"{option.max:g}"))
        elif option.min is not None:
            text = self.tr("At least {low}.")
            lines.append(text.format(low=f"{option.min:g}"))
        elif option.max is not None:
            text = self.tr("At most {high}.")
            lines.append(text.format(high=f"{option.max:g}"))
        if option.unit:
            text = self.tr("Unit: {unit}.")
            lines.append(text.format(unit=option.unit))
        if option.is_required:
            lines.append(self.tr("Required."))
        else:
            text = self.tr("Default: {default}.")
            lines.append(text.format(default=self._default_text()))
        return "\n".join(lines)

    def _default_text(self) -> str:
        default = self.option.default
        if default is None:
            return self.tr("none")
        return str(list(default) if isinstance(default, tuple) else default)

    def _show_nested(self, value: Json) -> None:
        """Show the options of the value itself, such as those of an initializer."""
        options = configured_options(self.option, value)
        if all(option.advanced for option in options.values()):
            changed = configured_values(self.option, value)
            options = {k: o for k, o in options.items() if k in changed}
        if not options:
            if self.nested is not None:
                self.nested.hide()
            self._nested_class = {}
            return
        if options != self._nested_class:
            self._make_nested(options)
        assert self.nested is not None
        assert self._nested_form is not None
        name = name_of(self.option, value)
        if isinstance(name, Mapping):  # a layer has required options of its own
            name = name["class_name"]
        text = self.tr("Options of {name}")
        self.nested.set_text(text.format(name=name))
        self._nested_form.set_where(str(name))
        self._nested_form.set_values(configured_values(self.option, value))
        self.nested.show()

    def _make_nested(self, options: Mapping[str, Option]) -> None:
        was_folded = self.nested is None or self.nested.is_folded()
        if self.nested is not None:
            self.nested.hide()
            self._below.removeWidget(self.nested)
            self.nested.deleteLater()
        self._nested_class = options
        self._nested_form = OptionForm(options, folds=False)
        self._nested_form.value_changed.connect(self._on_nested)
        self._nested_form.editing_finished.connect(self.editor.editing_finished)
        self.nested = FoldableSection(folded=was_folded, is_link=True)
        self.nested.body.setContentsMargins(theme.sizes().margin, 0, 0, 0)
        self.nested.body.addWidget(self._nested_form)
        self._below.addWidget(self.nested)

    def _on_nested(self, name: str, value: Json) -> None:
        new, error = with_configured(self.option, self.value, name, value)
        self.set_error(error)
        if not error:
            self.editor.value_changed.emit(new)


class OptionForm(FormRows):
    """Form for declared options.

    Parameters
    ----------
    options : mapping of str to Option
        The options, in order.
    values : mapping, optional
        Values that were set, in short JSON form; the others have their defaults.
    parent : QWidget, optional
        Owner.
    where : str, default=""
        Begins error texts, such as ``'Dense "hidden"'``.
    folds : bool, default=True
        Whether advanced options are folded away.
    """

    value_changed = Signal(str, object)
    """Emitted with name and new value, in short JSON form, when a person changed it;
    the reset button gives the default."""
    editing_finished = Signal()
    """Emitted when a field loses the focus: what follows is another step."""
    folded_changed = Signal(bool)
    """Emitted when a person folds or unfolds the advanced options."""

    def __init__(
        self,
        options: Mapping[str, Option],
        values: Mapping[str, Json] | None = None,
        parent: QWidget | None = None,
        *,
        where: str = "",
        folds: bool = True,
    ) -> None:
        super().__init__(parent)
        self.rows: dict[str, OptionRow] = {}
        """Rows by option; those of advanced options after they were unfolded first."""
        self._values: dict[str, Json] = {}
        self._mixed: frozenset[str] = frozenset()
        self._where = where
        self._advanced = {n: o for n, o in options.items() if o.advanced and folds}
        self._more_rows: FormRows | None = None
        self.more: FoldableSection | None = None
        """The advanced options; None when there are none."""
        for name, option in options.items():
            if name not in self._advanced:
                self.add_row(self._row(option))
        if self._advanced:
            self.more = FoldableSection(is_link=True)
            self.more.folded_changed.connect(self._on_folded)
            self.column.addWidget(self.more)
        self.set_values(values or {})

    def set_where(self, where: str) -> None:
        """Set the beginning of error texts."""
        self._where = where
        for row in self.rows.values():
            row.editor.where = where

    def set_values(
        self, values: Mapping[str, Json], mixed: Collection[str] = ()
    ) -> None:
        """Show values that came from outside; what is being typed is left alone.

        Parameters
        ----------
        values : mapping
            Values that were set, in short JSON form.
        mixed : collection of str
            Options whose values differ between the things that are edited together.
        """
        self._values, self._mixed = dict(values), frozenset(mixed)
        for row in self.rows.values():
            self._show_in(row)
        self._show_more_text()

    def focus_option(self, name: str) -> None:
        """Show the row of an option and put the keyboard there."""
        if self.more is not None and name in self._advanced:
            self.more.set_folded(False)
        if name in self.rows:
            self.rows[name].editor.setFocus()

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the input, by option."""
        return {n: r.error() for n, r in self.rows.items() if r.error()}

    def _row(self, option: Option) -> OptionRow:
        row = OptionRow(option)
        name = option.name
        row.editor.where = self._where
        row.editor.value_changed.connect(lambda v: self.value_changed.emit(name, v))
        row.editor.editing_finished.connect(self.editing_finished)
        row.reset_requested.connect(lambda: self._on_reset(name))
        self.rows[name] = row
        return row

    def _show_in(self, row: OptionRow) -> None:
        name = row.option.name
        if name in self._mixed:
            row.show_mixed()
        elif name in self._values:
            row.show_value(self._values[name], is_changed=True)
        else:
            row.show_value(default_of(row.option), is_changed=False)

    def _on_folded(self, is_folded: bool) -> None:
        """Make the rows of the advanced options when they are wanted first."""
        if not is_folded and self._more_rows is None and self.more is not None:
            # Most layers have more of these than of the others, and few are looked at.
            self._more_rows = FormRows()
            for option in self._advanced.values():
                row = self._row(option)
                self._more_rows.add_row(row)
                self._show_in(row)
            self.more.body.addWidget(self._more_rows)
            self._align()
        self.folded_changed.emit(is_folded)

    def _on_reset(self, name: str) -> None:
        row = self.rows[name]
        row.editor.setFocus()
        row.set_error("")
        self.value_changed.emit(name, default_of(row.option))

    def _show_more_text(self) -> None:
        if self.more is None:
            return
        kinds = {option.kind.name for option in self._advanced.values()}
        parts = []
        if "regularizer" in kinds:
            parts.append(self.tr("regularisers"))
        if "constraint" in kinds:
            parts.append(self.tr("constraints"))
        if "initializer" in kinds:
            parts.append(self.tr("initial values"))
        parts.append(self.tr("more…"))
        text = parts[0]
        pair = self.tr("{items}, {item}")
        for part in parts[1:]:
            text = pair.format(items=text, item=part)
        text = text[:1].upper() + text[1:]
        count = sum(n in self._values for n in self._advanced if n not in self._mixed)
        self.more.set_text(f"{text} ({count})" if count else text)
        tip = self.tr("{count} of these are not at their default.")
        self.more.setToolTip(tool_tip(tip.format(count=count)) if count else "")

    def _align(self) -> None:
        super()._align()
        if self._more_rows is not None:
            self._more_rows._align()

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            for row in self.rows.values():
                row.retranslate()
            self._show_more_text()


def default_of(option: Option) -> Json:
    """Return the default of an option in short JSON form; None when it is required."""
    if option.is_required or option.default is None:
        return None
    try:
        return option.kind.short(option.kind.convert(option.default))
    except ValueError:
        return option.default
