"""The list of runs: chosen, compared, deleted and brought back, weights restored."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.examples import load_example
from studio.run.record import EpochRow, RunRecord, Status
from studio.run.state import TrainedState
from studio.runs import RunsPanel
from studio.runs.runs_table import (
    BEST,
    EPOCHS,
    METRICS,
    STATUS,
    TITLE,
    best_loss,
    metrics_text,
    started_text,
)
from studio.session import Message, Session
from studio.widgets import EmptyState

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def record(number: int, status: Status = "done", *, val: bool = True) -> RunRecord:
    """A run of two outputs whose second epoch was the best."""
    run = RunRecord(
        f"id{number}", f"Run {number}", "2026-01-02T03:04:05+00:00", ["a", "b"]
    )
    for epoch, loss in enumerate((0.5, 0.25, 0.3), 1):
        values = {"loss": loss * number, "a_accuracy": 0.9, "b_accuracy": 0.8}
        if val:
            values |= {"val_loss": loss, "val_a_accuracy": 0.7}
        run.add_epoch(EpochRow(epoch, values))
    run.status = status
    run.seconds = 72.0
    return run


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session()
    yield session
    session.runs.stop_and_wait()
    session.deleteLater()


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> RunsPanel:
    widget = RunsPanel(session)
    qtbot.addWidget(widget)
    widget.resize(900, 260)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def three(panel: RunsPanel, session: Session) -> list[RunRecord]:
    records = [record(1), record(2, "stopped"), record(3, "failed")]
    session.runs.load(records, None)
    return records


def click(
    panel: RunsPanel,
    qtbot: QtBot,
    title: str,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    table = panel.table
    for row in range(table.runs.rowCount()):
        if table.runs.index(row, TITLE).data() == title:
            place = table.visualRect(table.runs.index(row, TITLE)).center()
            qtbot.mouseClick(table.viewport(), LEFT, modifier, place)
            return
    raise AssertionError(title)


def test_without_runs_it_says_what_to_do(panel: RunsPanel) -> None:
    assert not panel.table.isVisible()
    [empty] = panel.findChildren(EmptyState)
    assert empty.isVisible()
    assert empty.accessibleName() == "No runs yet"
    assert "Press Train" in empty.accessibleDescription()


def test_runs_stand_newest_first_with_their_results(
    panel: RunsPanel, three: list[RunRecord]
) -> None:
    model = panel.table.runs
    rows = [
        [model.index(row, column).data() for column in (TITLE, EPOCHS, BEST, STATUS)]
        for row in range(model.rowCount())
    ]
    assert rows == [
        ["Run 3", "3", "0.2500", "failed"],
        ["Run 2", "3", "0.2500", "stopped"],
        ["Run 1", "3", "0.2500", "finished"],
    ]
    # Validation where there is some.
    assert model.index(0, METRICS).data() == "a accuracy 0.7000 · b accuracy 0.8000"


def test_without_validation_the_training_loss_counts() -> None:
    assert best_loss(record(2, val=False)) == 0.5
    empty = RunRecord("x", "Run", "")
    assert best_loss(empty) is None
    assert metrics_text(empty) == ""
    assert started_text("not a time") == "not a time"


def test_chosen_runs_are_told_to_the_plots(
    panel: RunsPanel, three: list[RunRecord], qtbot: QtBot
) -> None:
    told: list[list[str]] = []
    panel.runs_selected.connect(told.append)
    click(panel, qtbot, "Run 2")
    assert told[-1] == ["id2"]
    click(panel, qtbot, "Run 1", CTRL)
    assert told[-1] == ["id2", "id1"]
    assert [r.title for r in panel.selected_runs()] == ["Run 2", "Run 1"]


def test_a_new_run_does_not_take_the_choice_away(
    panel: RunsPanel, session: Session, three: list[RunRecord], qtbot: QtBot
) -> None:
    click(panel, qtbot, "Run 2")
    told: list[list[str]] = []
    panel.runs_selected.connect(told.append)
    session.runs.records.append(record(4))
    session.runs.records_changed.emit()
    assert [r.title for r in panel.selected_runs()] == ["Run 2"]
    assert told == []


def test_the_delete_key_deletes_and_undo_brings_back(
    panel: RunsPanel, session: Session, three: list[RunRecord], qtbot: QtBot
) -> None:
    assert not panel.delete_button.isEnabled()
    click(panel, qtbot, "Run 1")
    click(panel, qtbot, "Run 3", CTRL)
    assert panel.delete_button.isEnabled()
    panel.activateWindow()
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert [r.title for r in session.runs.records] == ["Run 2"]
    assert "2 runs were deleted" in panel.message.text()
    session.runs.records.append(record(4))
    qtbot.mouseClick(panel.message.buttons()[0], LEFT)
    titles = [r.title for r in session.runs.records]
    assert titles == ["Run 1", "Run 2", "Run 3", "Run 4"]
    assert panel.table.runs.rowCount() == 4
    assert not panel.message.isVisible()


def test_a_run_that_goes_on_cannot_be_deleted(
    panel: RunsPanel, session: Session, qtbot: QtBot
) -> None:
    session.runs.load([record(1, "running")], None)
    click(panel, qtbot, "Run 1")
    assert not panel.delete_button.isEnabled()
    panel.delete_selected()
    assert len(session.runs.records) == 1


def test_the_best_weights_come_back(
    panel: RunsPanel, session: Session, qtbot: QtBot
) -> None:
    messages: list[Message] = []
    session.message.connect(messages.append)
    assert not panel.restore_button.isEnabled()
    best = {"layer": [np.ones(2, np.float32)]}
    last = {"layer": [np.zeros(2, np.float32)]}
    state = TrainedState(weights=last, best_weights=best, epochs=3, best_epoch=2)
    session.runs.load([record(1)], state)
    assert panel.restore_button.isEnabled()
    qtbot.mouseClick(panel.restore_button, LEFT)
    assert session.runs.trained is not None
    assert session.runs.trained.weights == best
    assert messages[-1].text == "The weights of epoch 2 are back."
    assert not panel.restore_button.isEnabled()
    panel.restore_best()
    assert "nothing to restore" in messages[-1].text


def test_a_real_run_appears_grows_and_ends(
    panel: RunsPanel, session: Session, qtbot: QtBot
) -> None:
    session.replace_document(load_example("iris"), None)
    session.runs.start()
    model = panel.table.runs
    assert model.index(0, STATUS).data() == "running"
    qtbot.waitUntil(lambda: session.runs.state == "idle", timeout=60_000)
    assert model.index(0, STATUS).data() == "finished"
    run = session.runs.current
    assert run is not None
    assert model.index(0, EPOCHS).data() == str(len(run.epochs))
