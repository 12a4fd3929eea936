"""The code panel: it follows the graph, and the selection goes both ways."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from studio import theme
from studio.code_view import CodePanel
from studio.code_view.editor import SourceView
from studio.code_view.panel import DELAY_MS
from studio.document import edits
from studio.document.changes import RemoveLink
from studio.formats import keras_script
from studio.session import Session
from tests.studio.graphs import extend, graph, headlines, twins

Key = Qt.Key


class Shown:
    """A session and a panel on it."""

    def __init__(self, qtbot: QtBot, made: Any) -> None:
        document, self.ids = made
        self.qtbot = qtbot
        self.session = Session()
        self.session.replace_document(document, None)
        self.panel = CodePanel(self.session)
        self.view = self.panel.view
        qtbot.addWidget(self.panel)
        self.panel.resize(900, 400)
        self.panel.show()
        qtbot.waitExposed(self.panel)

    def lines(self) -> list[str]:
        return self.view.toPlainText().split("\n")

    def marked(self) -> list[str]:
        return [self.lines()[i] for i in self.view.marked_lines()]

    def line_of(self, beginning: str) -> int:
        return next(i for i, x in enumerate(self.lines()) if x.startswith(beginning))

    def click(self, beginning: str) -> None:
        """Click the line that begins so."""
        line = self.line_of(beginning)
        self.view.verticalScrollBar().setValue(max(0, line - 2))
        block = self.view.document().findBlockByNumber(line)
        area = self.view.cursorRect(QTextCursor(block))
        self.qtbot.mouseClick(
            self.view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=area.center() + QPoint(20, 0),
        )

    def visible_texts(self) -> str:
        labels = self.panel.findChildren(QLabel)
        return "\n".join(w.text() for w in labels if w.isVisible())


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot, headlines(rows=20))


def test_the_script_is_there_and_is_the_exported_one(shown: Shown) -> None:
    text = keras_script.write(shown.session.document, dataset=shown.session.dataset)
    assert shown.view.toPlainText() == text == shown.panel.source()
    assert shown.view.isReadOnly()


def test_typing_changes_the_script_once_a_moment_later(shown: Shown) -> None:
    written: list[str] = []
    shown.view.textChanged.connect(lambda: written.append(shown.view.toPlainText()))
    document, lstm = shown.session.document, shown.ids["lstm"]
    for units in (6, 64):
        shown.session.do("", edits.set_option(document, lstm, "units", units), "typed")
    assert "lstm = layers.LSTM(32)(embedding)" in shown.lines()
    shown.qtbot.waitUntil(
        lambda: "lstm = layers.LSTM(64)(embedding)" in shown.lines(),
        timeout=DELAY_MS + 2000,
    )
    assert not any("LSTM(6)" in text for text in written)


def test_a_hidden_panel_waits(shown: Shown) -> None:
    shown.panel.hide()
    document, lstm = shown.session.document, shown.ids["lstm"]
    shown.session.do("", edits.set_option(document, lstm, "units", 64))
    assert not shown.panel._timer.isActive()
    shown.panel.show()
    assert "lstm = layers.LSTM(64)(embedding)" in shown.lines()


def test_the_lines_of_the_selected_node_are_marked_and_in_view(shown: Shown) -> None:
    shown.session.select([shown.ids["lstm"]])
    assert shown.marked() == ["lstm = layers.LSTM(32)(embedding)"]
    (line,) = shown.view.marked_lines()
    bar = shown.view.verticalScrollBar()
    assert bar.value() <= line < bar.value() + bar.pageStep()
    shown.session.select([shown.ids["dense_4"], shown.ids["aux_input"]])
    assert len(shown.marked()) == 2
    shown.session.select([shown.ids["aux_output"]])
    assert shown.marked() == ['        "aux_output": "binary_crossentropy",']
    shown.session.select([])
    assert shown.marked() == []


def test_a_shared_layer_marks_where_it_is_made_and_called(qtbot: QtBot) -> None:
    shown = Shown(qtbot, twins())
    shown.session.select([shown.ids["shared"]])
    assert [line.split(" =")[0] for line in shown.marked()] == [
        "shared_layer",
        "shared",
    ]


def test_a_click_on_a_line_selects_the_node(shown: Shown) -> None:
    shown.click("concatenate = ")
    assert shown.session.selected_nodes == [shown.ids["concatenate"]]
    assert shown.marked()[0].startswith("concatenate = ")
    shown.click("import keras")
    assert shown.session.selected_nodes == [shown.ids["concatenate"]]


def test_the_arrow_keys_walk_from_layer_to_layer(shown: Shown) -> None:
    shown.click("embedding = ")
    shown.qtbot.keyClick(shown.view, Key.Key_Down)
    assert shown.session.selected_nodes == [shown.ids["lstm"]]


def test_marking_text_for_copying_selects_no_node(shown: Shown) -> None:
    shown.click("embedding = ")
    shown.qtbot.keyClick(shown.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert shown.view.textCursor().hasSelection()
    assert shown.session.selected_nodes == [shown.ids["embedding"]]


def test_a_change_keeps_the_place(shown: Shown) -> None:
    bar = shown.view.verticalScrollBar()
    bar.setValue(20)
    document = shown.session.document
    shown.session.do("", edits.set_option(document, shown.ids["lstm"], "units", 9))
    shown.panel.refresh()
    assert bar.value() == 20


def test_copy_takes_the_whole_script(shown: Shown) -> None:
    shown.qtbot.mouseClick(shown.panel.copy_button, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert copied == shown.panel.source()
    ast.parse(copied)


def test_save_writes_script_and_data(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *_: (str(tmp_path / "news"), "Python scripts (*.py)"),
    )
    told: list[Any] = []
    shown.session.message.connect(told.append)
    shown.qtbot.mouseClick(shown.panel.save_button, Qt.MouseButton.LeftButton)
    text = (tmp_path / "news.py").read_text(encoding="utf-8")
    assert 'with_name("news_data.npz")' in text
    assert (tmp_path / "news_data.npz").stat().st_size > 1000
    assert told[-1].severity == "success"
    assert "news.py" in told[-1].text


def test_save_to_a_folder_that_is_not_there_is_told(
    shown: Shown, tmp_path: Path
) -> None:
    told: list[Any] = []
    shown.session.message.connect(told.append)
    assert not shown.panel.save_to(tmp_path / "missing" / "news.py")
    assert told[-1].severity == "error"


def test_an_unfinished_model_is_told_calmly(shown: Shown) -> None:
    document = shown.session.document
    (link,) = document.links_into(shown.ids["lstm"])
    shown.session.do("", RemoveLink(link))
    shown.panel.refresh()
    assert shown.panel.source() == ""
    assert "No script yet" in shown.visible_texts()
    assert 'LSTM "lstm": nothing is wired' in shown.visible_texts()
    shown.session.undo()
    shown.panel.refresh()
    assert "lstm = layers.LSTM(32)(embedding)" in shown.lines()
    assert shown.view.isVisible()


def test_an_empty_canvas_has_a_hint(qtbot: QtBot) -> None:
    shown = Shown(qtbot, graph([]))
    assert "Draw a model" in shown.visible_texts()
    extend(shown.session.document, shown.ids, [("a", "Input", {"shape": [2]}, [])])
    shown.panel.refresh()
    assert "There is no Output" in shown.visible_texts()


def colors(view: SourceView, beginning: str) -> dict[str, str]:
    """Return the colour of each coloured piece of a line."""
    block = view.document().begin()
    while not block.text().startswith(beginning):
        block = block.next()
    units = block.text().encode("utf-16-le")  # what Qt counts in
    return {
        units[2 * f.start : 2 * (f.start + f.length)].decode(
            "utf-16-le"
        ):  # type: ignore[attr-defined]
        f.format.foreground().color().name()  # type: ignore[attr-defined]
        for f in block.layout().formats()
    }


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colors_are_those_of_the_theme(
    shown: Shown, qapp: QApplication, mode: Any
) -> None:
    theme.apply(qapp, mode)
    tokens = theme.current()
    line = colors(shown.view, "main_input = ")
    assert line['"int32"'] == QColor(tokens.success).name()
    assert line["100"] == QColor(tokens.warning).name()
    assert colors(shown.view, "import keras")["import"] == QColor(tokens.link).name()
    assert colors(shown.view, "# Model")["# Model"] == QColor(tokens.muted).name()


def test_letters_beyond_the_first_plane_do_not_shift_colors(qtbot: QtBot) -> None:
    view = SourceView()
    qtbot.addWidget(view)
    view.show_source('a = "😀", 12\nb = """x\ny""", 3\n')
    assert colors(view, "a = ")["12"] == QColor(theme.current().warning).name()
    assert colors(view, 'y"""')["3"] == QColor(theme.current().warning).name()


def test_language_change_in_place(shown: Shown) -> None:
    QApplication.sendEvent(shown.panel, QEvent(QEvent.Type.LanguageChange))
    assert shown.panel.copy_button.text() == "Copy"
