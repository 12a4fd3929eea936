"""The main job in the real window, by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFileDialog,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from studio import theme
from studio.actions import ACTIONS
from studio.document import edits
from studio.document.model import Document
from studio.examples import examples, load_example
from studio.formats import project
from studio.mainwindow import MainWindow
from studio.session import Message, Session
from studio.settings import Settings
from studio.widgets.option_form import OptionForm


class Opened:
    """A window with what is around it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.session = Session()
        self.window = MainWindow(self.session, Settings(folder / "settings.ini"))
        self.messages: list[Message] = []
        self.session.message.connect(self.messages.append)
        self.window.resize(1280, 800)
        self.window.show()
        qtbot.waitExposed(self.window)

    def example(self, name: str, **training: object) -> None:
        self.window.open_example(name)
        if training:
            self.session.document.apply(
                edits.set_setting(self.session.document, "training", training)
            )

    def trigger(self, action_id: str) -> None:
        """Use an action the way its menu entry does."""
        action = next(
            a
            for a in self.window.actions_by_id().values()
            if a.objectName() == action_id
        )
        assert action.isEnabled(), action_id
        action.trigger()

    def wait_idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.runs.is_active, timeout=60_000)

    def close(self) -> None:
        self.session.runs.stop_and_wait()
        self.window.discard()
        self.session.deleteLater()
        QApplication.processEvents()


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    made = Opened(qtbot, tmp_path)
    yield made
    made.close()


def answer(button: QMessageBox.StandardButton) -> None:
    """Press a button of the message box that will open next."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.button(button).click()

    QTimer.singleShot(200, press)


def test_every_action_does_something_and_every_example_opens(opened: Opened) -> None:
    assert set(opened.window.actions_by_id()) == {a.id for a in ACTIONS}
    for example in examples():
        opened.example(example.name)
        assert opened.session.analysis.is_valid, example.name
        assert not opened.session.analysis.problems
        opened.session.runs.has_unsaved_training = False


def test_train_with_the_key_watch_and_go_on(opened: Opened) -> None:
    opened.example("digits", epochs=3)
    runs = opened.session.runs
    points: list[object] = []
    runs.points_added.connect(lambda _run, new: points.extend(new))
    opened.window.activateWindow()
    opened.qtbot.keyClick(opened.window, Qt.Key.Key_F5)
    opened.qtbot.waitUntil(lambda: runs.current is not None)
    opened.wait_idle()
    assert runs.current is not None
    assert runs.current.status == "done"
    assert len(runs.current.epochs) == 3
    assert len(points) == len(runs.current.points) > 20
    opened.trigger("train.start")
    opened.wait_idle()
    assert len(runs.records) == 2
    assert runs.trained is not None
    assert runs.trained.epochs == 6
    assert not [m for m in opened.messages if m.severity == "error"]


def test_pause_step_resume_stop(opened: Opened) -> None:
    opened.example("digits", epochs=2000)
    runs = opened.session.runs
    opened.trigger("train.start")
    opened.qtbot.waitUntil(lambda: runs.state == "running", timeout=20_000)
    opened.trigger("train.pause")
    assert runs.state == "paused"
    opened.qtbot.wait(150)
    assert runs.current is not None
    count = len(runs.current.points)
    opened.trigger("train.step")
    opened.qtbot.waitUntil(
        lambda: runs.current is not None and len(runs.current.points) > count
    )
    assert runs.state == "paused"
    opened.trigger("train.start")
    assert runs.state == "running"
    opened.trigger("train.stop")
    opened.wait_idle()
    assert runs.current.status == "stopped"
    assert runs.trained is not None


def test_save_close_reopen_brings_everything_back(
    opened: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    opened.example("iris", epochs=3)
    node = next(iter(opened.session.document.nodes.values()))
    opened.session.do("Move", edits.move(opened.session.document, {node.id: (-80, 24)}))
    opened.trigger("train.start")
    opened.wait_idle()
    path = tmp_path / "我的模型.hornbeam"
    assert opened.session.is_dirty
    assert opened.window.save_to(path)
    assert not opened.session.is_dirty
    assert opened.window.windowTitle().startswith("我的模型")
    before = opened.session
    other = Opened(qtbot, tmp_path)
    try:
        assert other.window.open_path(path)
        assert other.session.document == before.document
        assert other.session.document.nodes[node.id].x == -80
        mine, theirs = before.runs.trained, other.session.runs.trained
        assert mine is not None
        assert theirs is not None
        for key, arrays in mine.weights.items():
            for a, b in zip(arrays, theirs.weights[key], strict=True):
                assert np.array_equal(a, b)
        assert set(mine.optimizer) == set(theirs.optimizer)
        assert other.session.runs.records == before.runs.records
        other.trigger("train.start")
        other.wait_idle()
        assert other.session.runs.trained is not None
        assert other.session.runs.trained.epochs == 6
        assert other.window.save_to(path)
    finally:
        other.close()


def test_closing_while_training_asks_stops_and_offers_to_save(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.example("digits", epochs=5000)
    opened.trigger("train.start")
    opened.qtbot.waitUntil(
        lambda: opened.session.runs.state == "running", timeout=20_000
    )
    answer(QMessageBox.StandardButton.Cancel)
    assert not opened.window.close()
    assert opened.session.runs.is_active

    def stop_then_save() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        accept = QMessageBox.ButtonRole.AcceptRole
        next(b for b in box.buttons() if box.buttonRole(b) == accept).click()

    path = tmp_path / "kept.hornbeam"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (str(path), "")
    )
    QTimer.singleShot(200, stop_then_save)
    QTimer.singleShot(1500, lambda: answer(QMessageBox.StandardButton.Save))
    assert opened.window.close()
    assert not opened.session.runs.is_active
    assert project.load(path).trained is not None


def test_what_is_wrong_is_said_where_the_user_is(
    opened: Opened, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.hornbeam"
    bad.write_bytes(b"nothing")
    assert not opened.window.open_path(bad)
    assert "bad.hornbeam" in opened.messages[-1].text
    opened.session.replace_document(Document(), None)
    opened.trigger("train.start")
    assert "empty" in opened.messages[-1].text
    opened.example("digits")
    folder = tmp_path / "missing" / "folder"
    assert not opened.window.save_to(folder / "x.hornbeam")
    assert opened.messages[-1].severity == "error"
    opened.session.runs.has_unsaved_training = False


def test_nan_is_told_and_the_window_goes_on(opened: Opened) -> None:
    opened.example("el-nino", epochs=2)
    config = {"class_name": "SGD", "config": {"learning_rate": 1e30}}
    opened.session.do(
        "Optimizer", edits.set_setting(opened.session.document, "optimizer", config)
    )
    opened.trigger("train.start")
    opened.wait_idle()
    assert "learning rate" in opened.messages[-1].text
    opened.session.undo()
    opened.trigger("train.start")
    opened.wait_idle()
    assert opened.session.runs.current is not None
    assert opened.session.runs.current.status == "done"


def test_editing_and_undo_while_training(opened: Opened) -> None:
    opened.example("digits", epochs=300)
    opened.trigger("train.start")
    opened.qtbot.waitUntil(
        lambda: opened.session.runs.state == "running", timeout=20_000
    )
    document = opened.session.document
    for units in range(10, 40):
        opened.session.do(
            "Units", edits.set_option(document, "hidden_1", "units", units)
        )
        opened.qtbot.wait(2)
    while opened.session.history.can_undo:
        opened.session.undo()
    opened.session.runs.stop()
    opened.wait_idle()
    assert document.nodes["hidden_1"].options["units"] == 64
    assert opened.session.runs.current is not None
    assert opened.session.runs.current.status == "stopped"


def test_evaluate_and_predict_fill_the_results(opened: Opened, tmp_path: Path) -> None:
    opened.example("iris", epochs=40)
    opened.trigger("train.start")
    opened.wait_idle()
    results = opened.window.results
    opened.trigger("train.evaluate")
    opened.qtbot.waitUntil(lambda: results.metrics.rowCount() == 2)
    opened.trigger("train.predict")
    opened.qtbot.waitUntil(lambda: results.predictions.rowCount() == 150)
    names = {results.predictions.item(row, 1).text() for row in range(150)}
    assert names == {"setosa", "versicolor", "virginica"}
    path = tmp_path / "out.csv"
    results.save_predictions(path)
    lines = path.read_text("utf-8-sig").splitlines()
    assert len(lines) == 151
    assert lines[0].startswith("species,species_setosa")


def test_the_language_can_be_swapped(opened: Opened) -> None:
    wanted: list[str] = []
    opened.window.language_wanted.connect(wanted.append)
    opened.window.swap_language()
    assert wanted == ["zh_CN"]


def test_load_example_is_untitled_and_clean(opened: Opened) -> None:
    opened.example("digits")
    assert opened.session.path is None
    assert not opened.session.is_dirty
    assert load_example("digits") == opened.session.document


def test_undo_works_while_a_field_has_the_focus(opened: Opened) -> None:
    opened.example("digits")
    window, qtbot = opened.window, opened.qtbot
    window.activateWindow()
    opened.session.select(["hidden_1"])
    QApplication.processEvents()
    row = next(
        form.rows["units"]
        for form in window.inspector.findChildren(OptionForm)
        if "units" in form.rows
    )
    box = row.editor.findChild(QAbstractSpinBox)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "48")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    document = opened.session.document
    assert document.nodes["hidden_1"].options["units"] == 48
    qtbot.wait(20)
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.nodes["hidden_1"].options["units"] == 64
    # What is only half typed is taken back as text.
    qtbot.keyClicks(box, "1")
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.nodes["hidden_1"].options["units"] == 64


def test_no_run_begins_while_nothing_is_bound(opened: Opened) -> None:
    opened.example("iris")
    opened.session.do("Bind", edits.bind(opened.session.document, "species", None))
    opened.trigger("train.start")
    assert not opened.session.runs.records
    assert "no data is bound" in opened.messages[-1].text


def test_messages_move_nothing(opened: Opened) -> None:
    opened.example("digits")
    QApplication.processEvents()
    before = opened.window.canvas.geometry()
    opened.session.report("A long text. " * 30, "warning")
    QApplication.processEvents()
    assert opened.window.messages.isVisible()
    assert opened.window.canvas.geometry() == before
    bar, canvas = opened.window.messages.geometry(), opened.window.canvas.geometry()
    assert bar.width() <= canvas.width()
