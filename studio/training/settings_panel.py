"""How the model is trained: optimizer, batches, epochs, validation, callbacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

import engine.optimizers  # noqa: F401 - fills the registry
from engine.options import Configurable, Option
from engine.registry import OPTIMIZERS
from engine.types import Json
from studio import theme
from studio.data import DataError, Split
from studio.document import edits
from studio.document.changes import Change, SetSetting
from studio.document.nodes import first_paragraph
from studio.document.settings import TrainingSettings, setting
from studio.session import Session
from studio.texts import text as shown_text
from studio.training.callbacks_form import CallbacksForm
from studio.training.values_table import ValuesTable
from studio.widgets import Choice, ChoiceBox, FoldableSection
from studio.widgets.option_form import FormRow, FormRows, OptionForm, default_of
from studio.widgets.percent_edit import PercentEdit

_KEYS = ("optimizer", "training", "callbacks", "split")
_FIRST_TRAINING = ("batch_size", "epochs")
_RATE = "learning_rate"
_ROW_GAP = 4


class _SummaryBox(ChoiceBox):
    """Looks like a box to choose from; opening it unfolds a form instead of a list."""

    opened = Signal()

    def set_summary(self, text: str) -> None:
        """Show a text."""
        self.set_choices([text])
        self.set_value(text)
        self.setToolTip(text)

    # Qt overrides

    def showPopup(self) -> None:
        """Unfold the form."""
        self.opened.emit()


class TrainingSettingsPanel(QScrollArea):
    """Form of all training settings, and the newest values of the run below it.

    Parameters
    ----------
    session : Session
        Whose document to edit.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown_class = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        margin = theme.sizes().margin + 2
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(margin, theme.sizes().gap, margin, margin)
        self._column.setSpacing(_ROW_GAP)
        self.setWidget(page)

        self.optimizer = ChoiceBox(choices=self._optimizer_choices())
        """Which optimizer."""
        self.optimizer.value_changed.connect(self._on_optimizer)
        self._optimizer_row = FormRow("", self.optimizer)
        self.rate_form: OptionForm | None = None
        """Learning rate; None for an optimizer that this version does not have."""
        self.optimizer_form: OptionForm | None = None
        """The other options of the optimizer."""
        self._rate_place = self._place()
        options = TrainingSettings.options
        first = {name: options[name] for name in _FIRST_TRAINING}
        rest = {n: o for n, o in options.items() if n not in _FIRST_TRAINING}
        self.training_form = OptionForm(first)
        """Batch size and epochs."""
        self.more_form = OptionForm(rest, folds=False)
        """Seed and shuffling."""
        self.training_form.column.setSpacing(_ROW_GAP)
        for form in (self.training_form, self.more_form):
            form.value_changed.connect(self._on_training_option)
            form.editing_finished.connect(self._stop_merging)
        self.validation = PercentEdit(maximum=0.99)
        """Share of the rows that is kept for validation."""
        self.validation.value_changed.connect(self._on_validation)
        self.validation.editingFinished.connect(self._stop_merging)
        self._validation_row = FormRow("", self.validation)
        self.callbacks = CallbacksForm()
        """Which callbacks, and their options; folded at first."""
        self.callbacks.callbacks_changed.connect(self._on_callbacks)
        self.callbacks.editing_finished.connect(self._stop_merging)
        self.callbacks.hide()
        self.callbacks_box = _SummaryBox()
        """Says which callbacks there are; unfolds their form."""
        self.callbacks_box.opened.connect(self._toggle_callbacks)
        self._callbacks_row = FormRow("", self.callbacks_box)
        self.more = FoldableSection(is_link=True)
        """What is seldom changed."""
        # Its own smallest height cuts the heading off when the panel is low.
        self.more.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._optimizer_place = self._place()
        self.more.body.addWidget(self._optimizer_place)
        self.more.body.addWidget(self.more_form)
        line = QFrame()
        theme.set_kind(line, "line")
        line.setFixedHeight(1)
        self.values = ValuesTable(session)
        """Newest values of the run."""

        for part in (
            self._rows(self._optimizer_row),
            self._rate_place,
            self.training_form,
            self._rows(self._validation_row, self._callbacks_row),
            self.callbacks,
            line,
            self.values,
            self.more,
        ):
            self._column.addWidget(part)
        self._column.addStretch(1)

        session.changed.connect(self._on_changed)
        session.document_replaced.connect(self.refresh)
        self._retranslate()
        self.refresh()

    # ------------------------------------------------------------------- show

    def refresh(self) -> None:
        """Show the settings of the document."""
        document = self._session.document
        chosen = setting(document, "optimizer")
        class_name = str(chosen["class_name"])
        self.optimizer.set_value(class_name)
        if class_name != self._shown_class:
            self._make_optimizer_forms(class_name)
        for form in (self.rate_form, self.optimizer_form):
            if form is not None:
                form.set_values(chosen.get("config") or {})
        training = setting(document, "training")
        self.training_form.set_values(training)
        for form in (self.rate_form, self.training_form):
            # These names need the room; the tool tip tells the default.
            for row in form.rows.values() if form is not None else ():
                if row.reset is not None:
                    row.reset.hide()
        self.more_form.set_values(training)
        split = dict(setting(document, "split"))
        self.validation.set_value(split.get("validation", Split().validation))
        self._validation_row.set_error("")
        self.callbacks.set_entries(setting(document, "callbacks"))
        self.callbacks_box.set_summary(self.callbacks.summary() or self.tr("None"))

    def _on_changed(self, change: Change) -> None:
        leaves = change.leaves()
        if any(isinstance(c, SetSetting) and c.key in _KEYS for c in leaves):
            self.refresh()

    def _optimizer_choices(self) -> list[Choice]:
        return [
            Choice(name, name, shown_text(first_paragraph(cls)))
            for name, cls in OPTIMIZERS.items()
        ]

    def _make_optimizer_forms(self, class_name: str) -> None:
        """Make the forms for another optimizer."""
        self._shown_class = class_name
        options: Mapping[str, Option] = {}
        if class_name in OPTIMIZERS:
            cls: type[Configurable] = OPTIMIZERS.get(class_name)
            options = {n: o for n, o in cls.options.items() if n != "name"}
        rate = {n: o for n, o in options.items() if n == _RATE}
        others = {n: o for n, o in options.items() if n != _RATE}
        self.rate_form = self._replace(self._rate_place, rate)
        self.optimizer_form = self._replace(self._optimizer_place, others)
        self._name_rows()

    def _replace(
        self, place: QWidget, options: Mapping[str, Option]
    ) -> OptionForm | None:
        layout = place.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not options:
            return None
        form = OptionForm(options, where=self._shown_class, folds=False)
        form.value_changed.connect(self._on_optimizer_option)
        form.editing_finished.connect(self._stop_merging)
        layout.addWidget(form)
        return form

    def _place(self) -> QWidget:
        """Return an empty spot for a form that is made anew now and then."""
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        return place

    def _rows(self, *rows: FormRow) -> FormRows:
        result = FormRows()
        result.column.setSpacing(_ROW_GAP)
        for row in rows:
            result.add_row(row)
        return result

    # ----------------------------------------------------------------- change

    def _on_optimizer(self, class_name: object) -> None:
        config = dict(setting(self._session.document, "optimizer").get("config") or {})
        known = OPTIMIZERS.get(str(class_name)).options
        kept = {name: value for name, value in config.items() if name in known}
        label = self.tr("Choose {optimizer}").format(optimizer=class_name)
        self._set("optimizer", {"class_name": class_name, "config": kept}, label)

    def _on_optimizer_option(self, name: str, value: Json) -> None:
        chosen = setting(self._session.document, "optimizer")
        options = OPTIMIZERS.get(str(chosen["class_name"])).options
        config = _with(chosen.get("config") or {}, options[name], value)
        new = {"class_name": chosen["class_name"], "config": config}
        self._set("optimizer", new, self._step_name(name), f"optimizer.{name}")

    def _on_training_option(self, name: str, value: Json) -> None:
        training = setting(self._session.document, "training")
        new = _with(training, TrainingSettings.options[name], value)
        self._set("training", new, self._step_name(name), f"training.{name}")

    def _on_validation(self, share: object) -> None:
        split = dict(setting(self._session.document, "split"))
        split["validation"] = share
        try:
            Split.from_json(split)
        except DataError as error:
            self._validation_row.set_error(shown_text(error.template, error.values))
            return
        label = self.tr("Change validation share")
        self._set("split", split, label, "split.validation")

    def _on_callbacks(self, entries: list[dict[str, Json]], typed: str) -> None:
        label = self.tr("Change callbacks")
        merge_key = f"callbacks.{typed}" if typed else ""
        self._set("callbacks", entries or None, label, merge_key)

    def _set(self, key: str, value: Any, label: str, merge_key: str = "") -> None:
        document = self._session.document
        if value == setting(document, key):
            return
        change = edits.set_setting(document, key, value)
        self._session.do(label, change, f"setting:{merge_key}" if merge_key else "")

    def _stop_merging(self) -> None:
        self._session.history.stop_merging()

    def _step_name(self, option_name: str) -> str:
        pattern = self.tr("Change {option}")
        return pattern.format(option=option_name.replace("_", " "))

    def _toggle_callbacks(self) -> None:
        self.callbacks.setVisible(self.callbacks.isHidden())

    # ------------------------------------------------------------------ texts

    def _name_rows(self) -> None:
        rate = self.tr("Learning rate")
        batch = self.tr("Batch size")
        epochs = self.tr("Epochs")
        seed = self.tr("Seed")
        shuffle = self.tr("Shuffle")
        names = {
            _RATE: rate,
            "batch_size": batch,
            "epochs": epochs,
            "seed": seed,
            "shuffle": shuffle,
        }
        for form in (self.rate_form, self.training_form, self.more_form):
            for option_name, row in form.rows.items() if form is not None else ():
                row.label.setText(names.get(option_name, row.label.full_text()))
                row.editor.setAccessibleName(row.label.full_text())

    def _retranslate(self) -> None:
        optimizer = self.tr("Optimizer")
        self._optimizer_row.label.setText(optimizer)
        self.optimizer.setAccessibleName(optimizer)
        validation = self.tr("Validation")
        self._validation_row.label.setText(validation)
        self.validation.setAccessibleName(validation)
        tip = self.tr("Share of the rows that is kept to judge the model.")
        self._validation_row.set_tip(tip)
        callbacks = self.tr("Callbacks")
        self._callbacks_row.label.setText(callbacks)
        self.callbacks_box.setAccessibleName(callbacks)
        more = self.tr("More options…")
        self.more.set_text(more)
        self._name_rows()

    # Qt overrides

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.refresh()


def _with(values: Mapping[str, Json], option: Option, value: Json) -> dict[str, Json]:
    """Return settings with one option changed; a default is left out."""
    new = {**values, option.name: value}
    if not option.is_required and value == default_of(option):
        del new[option.name]
    return new
