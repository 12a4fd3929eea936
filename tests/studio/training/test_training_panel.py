"""What the training panel says while a real run starts, goes, halts, ends and fails."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.document import edits
from studio.document.model import Document
from studio.run.record import Progress
from studio.session import Session
from studio.training import TrainingPanel
from studio.widgets.durations import Durations


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> TrainingPanel:
    widget = TrainingPanel(session)
    qtbot.addWidget(widget)
    widget.resize(900, 300)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def wait_for_end(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: session.runs.state == "idle", timeout=60_000)


def test_it_says_what_is_missing_before_the_first_run(
    panel: TrainingPanel, session: Session
) -> None:
    assert panel.status.full_text() == "Ready. Press Train to start."
    assert not panel.progress.isEnabled()
    session.replace_document(Document(), None)
    assert panel.status.full_text().startswith(
        "Not ready to train. The canvas is empty"
    )


def test_a_run_fills_the_line_and_its_end_is_summed_up(
    panel: TrainingPanel, session: Session, qtbot: QtBot
) -> None:
    fractions: list[float] = []
    texts: list[str] = []
    session.runs.progressed.connect(lambda p: fractions.append(p.fraction))
    session.runs.progressed.connect(lambda _: texts.append(panel.status.full_text()))
    session.runs.start()
    assert panel.status.full_text().startswith("Preparing")
    assert panel.progress.is_busy()
    wait_for_end(session, qtbot)
    assert fractions[-1] == 1.0
    assert panel.progress.fraction() == 1.0
    assert texts[-1].startswith("Epoch 3 of 3 · batch ")
    assert "samples/s" in texts[-1]
    record = session.runs.current
    assert record is not None
    summary = panel.status.full_text()
    assert summary.startswith("Run 1 finished 3 epochs · took ")
    assert f"best epoch {record.best_epoch}, validation loss 0." in summary
    assert summary.endswith("Train goes on from here")
    assert not panel.message.isVisible()


def test_a_pause_and_a_stop_are_told(
    panel: TrainingPanel, session: Session, qtbot: QtBot
) -> None:
    session.runs.step()
    qtbot.waitUntil(lambda: "batch 1 of" in panel.status.full_text(), timeout=60_000)
    assert panel.status.full_text().startswith("Paused · Epoch 1 of 3 · batch 1 of ")
    assert "left" not in panel.status.full_text()
    session.runs.stop()
    assert panel.status.full_text().startswith("Stopping")
    wait_for_end(session, qtbot)
    assert panel.status.full_text().startswith("Run 1 stopped after ")


def test_a_failure_names_its_reason_and_can_be_copied(
    panel: TrainingPanel, session: Session, qtbot: QtBot
) -> None:
    optimizer = {"class_name": "SGD", "config": {"learning_rate": 1e30}}
    session.do("", edits.set_setting(session.document, "optimizer", optimizer))
    with qtbot.waitSignal(session.runs.run_finished, timeout=60_000):
        session.runs.start()
    assert panel.message.isVisible()
    assert panel.message.level() == "error"
    assert panel.message.text().startswith("Run 1 failed. The loss became ")
    assert "smaller learning rate" in panel.message.text()
    assert panel.status.full_text().startswith("Run 1 failed after")
    copy = [
        b for b in panel.message.findChildren(QPushButton) if b.text() == "Copy details"
    ]
    copy[0].click()
    copied = QGuiApplication.clipboard().text()
    assert "smaller learning rate" in copied
    assert '"learning_rate": 1e+30' in copied
    # The next run starts with a clean panel.
    session.do("", edits.set_setting(session.document, "optimizer", None))
    session.runs.reset_weights()
    session.runs.start()
    assert not panel.message.isVisible()
    wait_for_end(session, qtbot)


def test_plots_take_the_room_below_and_controls_stand_beside_the_text(
    panel: TrainingPanel, qtbot: QtBot
) -> None:
    plots, controls = QWidget(), QLabel("smoothing")
    panel.set_plots(plots, controls)
    qtbot.waitUntil(lambda: plots.y() > 0)
    assert controls.isVisible()
    assert controls.geometry().left() > panel.status.geometry().left()
    assert plots.geometry().top() > controls.geometry().bottom()


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (
            Progress(19, 50, 1204, 1563, 2310.4, 72.3),
            "Epoch 19 of 50 · batch 1,204 of 1,563 · 2,310 samples/s · 1 min 12 s left",
        ),
        (Progress(1, 2, 0, 10), "Epoch 1 of 2 · batch 0 of 10"),
        (
            Progress(1, 2, 1, 10, 1234567.0, 0.4),
            "Epoch 1 of 2 · batch 1 of 10 · 1,230,000 samples/s · 0.4 s left",
        ),
    ],
)
def test_progress_in_words(
    panel: TrainingPanel, session: Session, progress: Progress, text: str
) -> None:
    session.runs.state = "running"
    session.runs.progress = progress
    session.runs.progressed.emit(progress)
    assert panel.status.full_text() == text
    session.runs.state = "idle"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (0.44, "0.4 s"),
        (59.6, "1 min 0 s"),
        (72, "1 min 12 s"),
        (3600 * 2 + 61, "2 h 1 min"),
        (86400 * 3 + 7200, "3 d 2 h"),
        (-1, "0 s"),
    ],
)
def test_lengths_of_time(seconds: float, text: str) -> None:
    assert Durations.text(seconds) == text
