"""Training settings under keys and clicks: what the document then says."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QWidget
from pytestqt.qtbot import QtBot

from engine.registry import OPTIMIZERS
from studio.document import edits
from studio.document.model import Document
from studio.document.settings import setting
from studio.run.record import EpochRow, Point, RunRecord
from studio.session import Session
from studio.training import TrainingSettingsPanel
from studio.training.callbacks_form import offered_callbacks
from studio.widgets.option_form import OptionForm

Key = Qt.Key


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> TrainingSettingsPanel:
    session.replace_document(Document(), None)
    widget = TrainingSettingsPanel(session)
    qtbot.addWidget(widget)
    widget.resize(320, 600)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def value(session: Session, key: str) -> Any:
    return setting(session.document, key)


def field(form: OptionForm | None, name: str) -> QAbstractSpinBox:
    """The number field of an option."""
    assert form is not None
    found = form.rows[name].editor.findChild(QAbstractSpinBox)
    assert isinstance(found, QAbstractSpinBox)
    return found


def retype(qtbot: QtBot, widget: QAbstractSpinBox, text: str) -> None:
    """Replace the text of a field and press Return."""
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)
    qtbot.keyClick(widget, Key.Key_Return)


def test_numbers_that_are_typed_reach_the_document(
    panel: TrainingSettingsPanel, session: Session, qtbot: QtBot
) -> None:
    retype(qtbot, field(panel.rate_form, "learning_rate"), "5e-3")
    assert value(session, "optimizer") == {
        "class_name": "Adam",
        "config": {"learning_rate": 0.005},
    }
    retype(qtbot, field(panel.training_form, "batch_size"), "64")
    retype(qtbot, field(panel.training_form, "epochs"), "50")
    assert value(session, "training") == {"batch_size": 64, "epochs": 50}
    retype(qtbot, panel.validation, "30")
    assert value(session, "split") == {"validation": 0.3}
    assert panel.validation.text() == "30 %"
    assert session.history.undo_label == "Change validation share"
    for _ in range(4):
        session.undo()
    assert session.document.settings == {}
    assert field(panel.training_form, "epochs").text() == "10"
    assert panel.validation.text() == "20 %"


def test_a_default_is_not_stored(
    panel: TrainingSettingsPanel, session: Session, qtbot: QtBot
) -> None:
    epochs = field(panel.training_form, "epochs")
    retype(qtbot, epochs, "50")
    retype(qtbot, epochs, "10")
    assert value(session, "training") == {}


def test_steps_of_an_arrow_are_one_step_to_undo(
    panel: TrainingSettingsPanel, session: Session, qtbot: QtBot
) -> None:
    epochs = field(panel.training_form, "epochs")
    epochs.setFocus()
    for _ in range(3):
        qtbot.keyClick(epochs, Key.Key_Up)
    assert value(session, "training") == {"epochs": 13}
    session.undo()
    assert value(session, "training") == {}
    assert not session.history.can_undo
    # Leaving the field ends the step.
    epochs.setFocus()
    qtbot.keyClick(epochs, Key.Key_Up)
    field(panel.training_form, "batch_size").setFocus()
    epochs.setFocus()
    qtbot.keyClick(epochs, Key.Key_Up)
    session.undo()
    assert value(session, "training") == {"epochs": 11}


def test_a_wrong_number_changes_nothing_and_says_why(
    panel: TrainingSettingsPanel, session: Session, qtbot: QtBot
) -> None:
    retype(qtbot, field(panel.training_form, "batch_size"), "0")
    assert session.document.settings == {}
    assert "at least 1" in panel.training_form.problems()["batch_size"]


def test_validation_must_leave_rows_for_training(
    panel: TrainingSettingsPanel, session: Session, qtbot: QtBot
) -> None:
    split = {"test": 0.5}
    session.do("", edits.set_setting(session.document, "split", split))
    retype(qtbot, panel.validation, "60")
    assert value(session, "split") == split
    assert "leave no rows for training" in panel._validation_row.error()
    retype(qtbot, panel.validation, "40")
    assert value(session, "split") == {"test": 0.5, "validation": 0.4}
    assert panel._validation_row.error() == ""


def test_every_optimizer_can_be_chosen_and_brings_its_options(
    panel: TrainingSettingsPanel, session: Session, qtbot: QtBot
) -> None:
    names = [panel.optimizer.itemText(i) for i in range(panel.optimizer.count())]
    assert sorted(names) == sorted(OPTIMIZERS)
    assert {"SGD", "RMSprop", "Adam"} <= set(names)
    retype(qtbot, field(panel.rate_form, "learning_rate"), "0.1")
    panel.optimizer.setFocus()
    panel.optimizer.setCurrentIndex(names.index("SGD"))
    panel.optimizer.activated.emit(names.index("SGD"))
    # What both have is kept.
    assert value(session, "optimizer") == {
        "class_name": "SGD",
        "config": {"learning_rate": 0.1},
    }
    panel.more.set_folded(False)
    retype(qtbot, field(panel.optimizer_form, "momentum"), "0.9")
    assert value(session, "optimizer")["config"] == {
        "learning_rate": 0.1,
        "momentum": 0.9,
    }
    session.undo()
    session.undo()
    assert panel.optimizer.value() == "Adam"
    assert panel.optimizer_form is not None
    assert "beta_1" in panel.optimizer_form.rows


def test_an_optimizer_of_a_later_version_is_shown_and_kept(
    panel: TrainingSettingsPanel, session: Session
) -> None:
    later = {"class_name": "Lion2030", "config": {"x": 1}}
    session.do("", edits.set_setting(session.document, "optimizer", later))
    assert panel.optimizer.currentText() == "Lion2030"
    assert panel.rate_form is None
    assert value(session, "optimizer") == later


def test_callbacks_are_boxes_with_options(
    panel: TrainingSettingsPanel, session: Session, qtbot: QtBot
) -> None:
    assert panel.callbacks_box.currentText() == "None"
    assert not panel.callbacks.isVisible()
    panel.callbacks_box.setFocus()
    qtbot.keyClick(panel.callbacks_box, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert panel.callbacks.isVisible()
    qtbot.keyClick(panel.callbacks.boxes["EarlyStopping"], Key.Key_Space)
    [entry] = value(session, "callbacks")
    assert entry["class_name"] == "EarlyStopping"
    assert panel.callbacks_box.currentText() == "EarlyStopping"
    form = panel.callbacks.forms["EarlyStopping"]
    assert form.isVisible()
    retype(qtbot, field(form, "patience"), "7")
    assert value(session, "callbacks")[0]["config"]["patience"] == 7
    qtbot.keyClick(panel.callbacks.boxes["ModelCheckpoint"], Key.Key_Space)
    assert panel.callbacks_box.currentText() == "EarlyStopping · ModelCheckpoint"
    assert value(session, "callbacks")[1]["config"]["save_best_only"] is True
    qtbot.keyClick(panel.callbacks.boxes["EarlyStopping"], Key.Key_Space)
    assert [e["class_name"] for e in value(session, "callbacks")] == ["ModelCheckpoint"]
    while session.history.can_undo:
        session.undo()
    assert panel.callbacks_box.currentText() == "None"
    assert not panel.callbacks.boxes["ModelCheckpoint"].isChecked()


def test_a_callback_of_a_later_version_survives(
    panel: TrainingSettingsPanel, session: Session, qtbot: QtBot
) -> None:
    later = [{"class_name": "Magic", "config": {"power": 9}}]
    session.do("", edits.set_setting(session.document, "callbacks", later))
    panel.callbacks.show()
    qtbot.keyClick(panel.callbacks.boxes["EarlyStopping"], Key.Key_Space)
    assert value(session, "callbacks")[0] == later[0]


def test_every_callback_that_is_ticked_can_be_made(
    panel: TrainingSettingsPanel, session: Session, qtbot: QtBot
) -> None:
    panel.callbacks.show()
    for name, cls in offered_callbacks():
        qtbot.keyClick(panel.callbacks.boxes[name], Key.Key_Space)
        entry = value(session, "callbacks")[-1]
        assert entry["class_name"] == name
        cls.from_config(entry["config"])


def test_seed_and_shuffling_are_below_more(
    panel: TrainingSettingsPanel, session: Session, qtbot: QtBot
) -> None:
    assert not panel.more_form.isVisible()
    panel.more.set_folded(False)
    retype(qtbot, field(panel.more_form, "seed"), "7")
    assert value(session, "training") == {"seed": 7}


def test_another_document_shows_its_settings(
    panel: TrainingSettingsPanel, session: Session
) -> None:
    document = Document()
    document.settings = {
        "optimizer": {"class_name": "RMSprop", "config": {"learning_rate": 0.25}},
        "training": {"epochs": 99},
        "callbacks": [{"class_name": "EarlyStopping", "config": {}}],
        "split": {"validation": 0.1},
    }
    session.replace_document(document, None)
    assert panel.optimizer.value() == "RMSprop"
    assert field(panel.rate_form, "learning_rate").text() == "0.25"
    assert field(panel.training_form, "epochs").text() == "99"
    assert panel.validation.text() == "10 %"
    assert panel.callbacks_box.currentText() == "EarlyStopping"


def test_every_part_of_a_low_panel_can_be_reached(
    panel: TrainingSettingsPanel, qtbot: QtBot
) -> None:
    panel.resize(260, 160)
    qtbot.wait(20)
    page = panel.widget()
    parts: list[QWidget] = [panel.more, panel.values, panel.callbacks_box]
    for part in parts:
        assert part.height() >= part.sizeHint().height(), part
    assert page.width() <= panel.viewport().width()


def test_the_newest_values_stand_below(
    panel: TrainingSettingsPanel, session: Session
) -> None:
    assert panel.values.values() == {}
    record = RunRecord("1", "Run 1", "", ["main_output", "aux_output"])
    values = {"loss": 0.31, "main_output_loss": 0.3, "main_output_accuracy": 0.9}
    runs = session.runs
    runs.records, runs.current = [record], record
    runs.run_started.emit(record)
    runs.points_added.emit(record, [Point(0.5, values)])
    assert panel.values.values()["loss"] == ("0.3100", "–")
    row = {**values, "loss": 0.2147, "val_loss": 0.263, "val_main_output_loss": 0.2}
    runs.epoch_added.emit(record, EpochRow(1, row))
    assert panel.values.values() == {
        "loss": ("0.2147", "0.2630"),
        "main_output_loss": ("0.3000", "0.2000"),
        "main_output_accuracy": ("0.9000", "–"),
    }
