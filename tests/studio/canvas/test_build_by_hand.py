"""The model with two inputs and two outputs, built in the window by mouse and keys."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from canvas_hand import Hand
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from studio import theme
from studio.document.mime import COLUMNS_MIME, NODE_MIME, write_columns
from studio.document.model import Document
from studio.document.settings import setting
from studio.examples import load_example
from studio.mainwindow import MainWindow
from studio.session import Session
from studio.settings import Settings
from studio.widgets import ChoiceBox
from studio.widgets.option_form import OptionForm, OptionRow

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing", extend=True)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    session = Session()
    made = MainWindow(session, Settings(tmp_path / "settings.ini"))
    made.resize(1680, 1050)
    made.show()
    qtbot.waitExposed(made)
    session.replace_document(Document(), None)
    yield made
    session.runs.stop_and_wait()
    made.discard()
    session.deleteLater()
    QApplication.processEvents()


class Builder(Hand):
    """Hands that use the whole window."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot, window.canvas)
        self.window = window

    def drag_in(self, type_name: str, x: float, y: float) -> str:
        """Drag a layer from the palette to a place of the canvas."""
        before = set(self.document.nodes)
        at = QPointF(x, y)
        assert self.drag_over(NODE_MIME, type_name.encode(), [at])
        self.drop(at)
        (made,) = self.document.nodes.keys() - before
        return made

    def draw(self, source: str, target: str, port: int = 0) -> None:
        """Draw a wire from port to port."""
        self.drag(self.output(source), self.input(target, port))
        assert (
            self.document.nodes[source].name,
            self.document.nodes[target].name,
            port,
        ) in self.links()

    def row(self, node: str, name: str) -> OptionRow:
        """Select a node; return the row of an option in the inspector."""
        self.click(self.body(node))
        assert self.session.selection == {node}
        QApplication.processEvents()
        for form in self.window.inspector.findChildren(OptionForm):
            if name in form.rows and form.isVisible():
                return form.rows[name]
        raise AssertionError(name)

    def set_text(self, node: str, name: str, text: str) -> None:
        """Type a value into the inspector."""
        field = self.row(node, name).editor.findChild(QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def choose(self, node: str, name: str, value: str) -> None:
        """Choose a value in a list of the inspector, by typing its name."""
        box = self.row(node, name).editor.findChild(ChoiceBox)
        box.setFocus()
        index = box.findText(value)
        assert index >= 0, value
        while box.currentIndex() != index:
            down = box.currentIndex() < index
            QTest.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)

    def rename(self, node: str, name: str) -> None:
        """Rename with F2."""
        self.click(self.body(node))
        self.key(Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, name)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert self.document.nodes[node].name == name

    def bind(self, node: str, column: str) -> None:
        """Drag a column of the data onto a node."""
        at = self.body(node)
        assert self.drag_over(COLUMNS_MIME, write_columns([column]), [at])
        self.drop(at)
        binding = self.document.nodes[node].binding
        assert binding is not None
        assert binding["columns"] == [column]


def build(hand: Builder) -> dict[str, str]:
    """Build the graph; returns the ids of the nodes by what they are."""
    ids = {
        "words": hand.drag_in("Input", 0, 0),
        "embedding": hand.drag_in("Embedding", 180, 0),
        "lstm": hand.drag_in("LSTM", 360, 0),
        "aux": hand.drag_in("Input", 360, 200),
        "both": hand.drag_in("Concatenate", 540, 140),
        "main_score": hand.drag_in("Dense", 1260, 140),
        "main": hand.drag_in("Output", 1440, 140),
        "aux_score": hand.drag_in("Dense", 1260, 0),
        "aux_out": hand.drag_in("Output", 1440, 0),
    }
    for i in (1, 2, 3):
        ids[f"dense{i}"] = hand.drag_in("Dense", 540 + 180 * i, 140)
    hand.set_text(ids["words"], "shape", "100")
    hand.choose(ids["words"], "dtype", "int32")
    hand.rename(ids["words"], "main_input")
    hand.set_text(ids["aux"], "shape", "5")
    hand.rename(ids["aux"], "aux_input")
    hand.set_text(ids["embedding"], "input_dim", "10000")
    hand.set_text(ids["embedding"], "output_dim", "512")
    hand.set_text(ids["lstm"], "units", "32")
    for i in (1, 2, 3):
        hand.set_text(ids[f"dense{i}"], "units", "64")
        hand.choose(ids[f"dense{i}"], "activation", "relu")
    for name in ("main_score", "aux_score"):
        hand.set_text(ids[name], "units", "1")
        hand.choose(ids[name], "activation", "sigmoid")
    for output, name in (("main", "main_output"), ("aux_out", "aux_output")):
        hand.choose(ids[output], "loss", "binary_crossentropy")
        hand.rename(ids[output], name)
    hand.set_text(ids["aux_out"], "loss_weight", "0.2")
    chain = ["words", "embedding", "lstm", "both", "dense1", "dense2", "dense3",
             "main_score", "main"]  # fmt: skip
    for source, target in itertools.pairwise(chain):
        hand.draw(ids[source], ids[target])
    hand.draw(ids["aux"], ids["both"], 1)
    hand.draw(ids["lstm"], ids["aux_score"])
    hand.draw(ids["aux_score"], ids["aux_out"])
    return ids


def test_the_headline_model_by_hand(window: MainWindow, qtbot: QtBot) -> None:
    hand = Builder(qtbot, window)
    window.canvas.camera.zoom_to(0.5)
    window.canvas.centerOn(QPointF(760, 100))
    QApplication.processEvents()
    began = time.monotonic()
    ids = build(hand)
    session = hand.session
    assert session.analysis.parameters == 5_200_610
    assert not session.analysis.errors
    example = load_example("headlines")
    for mine, name in (("lstm", "lstm"), ("dense2", "dense_2"), ("embedding",) * 2):
        ours = dict(session.document.nodes[ids[mine]].options)
        assert ours == dict(example.nodes[name].options)
    # Every step of the hand is one step of undo; all back and all done again.
    after = hand.state()
    while session.history.can_undo:
        session.undo()
    assert not session.document.nodes
    while session.history.can_redo:
        session.redo()
    assert hand.state() == after
    # Data: chosen in the panel, dragged onto the nodes.
    window.tabs.show_page(window.data)
    window.data.open_spec(setting(example, "source"), "Headlines")
    qtbot.waitUntil(lambda: session.dataset is not None)
    for node, column in (
        ("words", "tokens"),
        ("aux", "aux"),
        ("main", "main_label"),
        ("aux_out", "aux_label"),
    ):
        hand.bind(ids[node], column)
    assert not session.analysis.problems
    assert session.document.nodes[ids["words"]].options["dtype"] == "int32"
    assert time.monotonic() - began < 120
    hand.key(Qt.Key.Key_F5, widget=window)
    runs = session.runs
    qtbot.waitUntil(
        lambda: runs.current is not None and len(runs.current.epochs) >= 1,
        timeout=60_000,
    )
    assert runs.current is not None
    row = runs.current.epochs[0].values
    for name in ("loss", "main_output_loss", "aux_output_loss", "val_loss"):
        assert name in row
    runs.stop()
    qtbot.waitUntil(lambda: not runs.is_active, timeout=60_000)
    assert runs.trained is not None


def test_a_wrong_wire_is_told_where_it_is(window: MainWindow, qtbot: QtBot) -> None:
    hand = Builder(qtbot, window)
    window.canvas.camera.zoom_to(1.0)
    window.canvas.centerOn(QPointF(300, 60))
    a, b = hand.drag_in("Input", 0, 0), hand.drag_in("LSTM", 200, 0)
    hand.set_text(a, "shape", "7")
    hand.draw(a, b)
    (problem,) = [p for p in hand.session.analysis.errors if p.link]
    assert problem.node == b
    assert "(None, 7)" in problem.text
    assert hand.session.analysis.problems_of_link(problem.link)
    # The mistake is mended where it was made; the mark goes.
    hand.set_text(a, "shape", "7, 3")
    assert not [p for p in hand.session.analysis.errors if p.link]
    check = hand.row(b, "return_sequences").editor.findChild(QCheckBox)
    check.click()
    assert hand.session.document.nodes[b].options["return_sequences"] is True
    assert hand.session.analysis.nodes[b].output_shapes == ((None, 7, 32),)
