"""The list of problems: what it shows, where a click leads, what a button mends."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studio import theme
from studio.document import edits
from studio.document.problems import Problem
from studio.problems import ProblemsPanel
from studio.problems.panel import MOST_ROWS
from studio.session import Session
from tests.studio.graphs import graph

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


def broken() -> tuple[Any, dict[str, str]]:
    """Two errors: a shape that does not fit the data, and a wire that does not fit."""
    return graph(
        [
            ("in", "Input", {"shape": [9]}, [], {"columns": ["point"]}),
            ("dense", "Dense", {"units": 3}, ["in"]),
            ("reshape", "Reshape", {"target_shape": [4, 2]}, ["dense"]),
            ("out", "Output", {}, ["reshape"], {"columns": ["class"]}),
        ],
        source={"kind": "generated", "name": "moons", "rows": 20},
    )


def shown(qtbot: QtBot, made: Any) -> tuple[Session, ProblemsPanel, dict[str, str]]:
    document, ids = made
    session = Session()
    session.replace_document(document, None)
    panel = ProblemsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(700, 300)
    panel.show()
    qtbot.waitExposed(panel)
    return session, panel, ids


def texts(widget: Any) -> list[str]:
    return [w.text() for w in widget.findChildren(QLabel) if w.isVisible()]


def row_of(panel: ProblemsPanel, source: str) -> Any:
    return next(row for row in panel.rows if source in texts(row))


def test_problems_are_listed_with_their_culprit(qtbot: QtBot) -> None:
    session, panel, _ = shown(qtbot, broken())
    assert panel.count() == len(session.analysis.problems) == len(panel.rows) == 2
    assert {"in", "reshape"} == {texts(row)[1] for row in panel.rows}
    assert any("has shape (9,)" in text for text in texts(row_of(panel, "in")))
    assert "error" in panel.rows[0].accessibleName()


def test_a_click_selects_the_culprit(qtbot: QtBot) -> None:
    session, panel, ids = shown(qtbot, broken())
    qtbot.mouseClick(row_of(panel, "in"), LEFT)
    assert session.selection == {ids["in"]}
    assert row_of(panel, "in").is_selected()
    qtbot.mouseClick(row_of(panel, "reshape"), LEFT)
    (link,) = session.document.links_into(ids["reshape"])
    assert session.selection == {link.id}
    assert not row_of(panel, "in").is_selected()
    assert row_of(panel, "reshape").is_selected()


def test_the_keyboard_walks_and_selects(qtbot: QtBot) -> None:
    session, panel, _ = shown(qtbot, broken())
    panel.rows[0].setFocus()
    qtbot.keyClick(panel.rows[0], Key.Key_Down)
    assert panel.focusWidget() is panel.rows[1]
    qtbot.keyClick(panel.rows[1], Key.Key_Down)
    assert panel.focusWidget() is panel.rows[1]
    qtbot.keyClick(panel.rows[1], Key.Key_Return)
    assert session.selection
    assert panel.rows[1].is_selected()
    qtbot.keyClick(panel.rows[1], Key.Key_Up)
    assert panel.focusWidget() is panel.rows[0]


def test_a_button_mends_in_one_undoable_step(qtbot: QtBot) -> None:
    session, panel, ids = shown(qtbot, broken())
    (button,) = row_of(panel, "in").buttons
    assert button.text() == "Set shape to (2,)"
    qtbot.mouseClick(button, LEFT)
    assert session.document.nodes[ids["in"]].options["shape"] == [2]
    assert all("in" not in texts(row) for row in panel.rows)
    assert session.history.undo_label == "Set shape to (2,)"
    session.undo()
    assert session.document.nodes[ids["in"]].options["shape"] == [9]
    assert len(panel.rows) == 2


def test_the_last_problem_gone_leaves_a_kind_word(qtbot: QtBot) -> None:
    session, panel, ids = shown(qtbot, broken())
    counts: list[int] = []
    panel.count_changed.connect(counts.append)
    document = session.document
    session.do("", edits.set_option(document, ids["in"], "shape", [2]))
    session.do("", edits.set_option(document, ids["reshape"], "target_shape", [3]))
    assert counts == [1, 0]
    assert panel.rows == []
    assert "No problems" in texts(panel)


def test_rows_stay_while_the_problems_do(qtbot: QtBot) -> None:
    session, panel, ids = shown(qtbot, broken())
    before = list(panel.rows)
    session.do("", edits.move(session.document, {ids["dense"]: (5.0, 5.0)}))
    assert panel.rows == before
    session.do("", edits.rename(session.document, ids["in"], "points"))
    qtbot.waitUntil(lambda: "points" in texts(panel))


def test_many_problems_are_cut_and_counted(qtbot: QtBot) -> None:
    session, panel, _ = shown(qtbot, broken())
    many = tuple(Problem("Problem {n}.", {"n": n}) for n in range(MOST_ROWS + 5))
    session.analysis = replace(session.analysis, problems=many)
    session.analysed.emit(session.analysis)
    assert len(panel.rows) == MOST_ROWS
    assert panel.count() == MOST_ROWS + 5
    assert "And 5 more." in texts(panel)


def test_texts_are_not_markup(qtbot: QtBot) -> None:
    _, panel, _ = shown(qtbot, graph([("<b>in</b>", "Input", {"shape": [2]}, [])]))
    for label in panel.findChildren(QLabel):
        if "<b>" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText
    assert "<b>in</b>" in texts(panel)


def test_the_list_scrolls_only_when_it_must(qtbot: QtBot) -> None:
    _, panel, _ = shown(qtbot, broken())
    assert panel._scroll.verticalScrollBar().maximum() == 0
    panel.resize(700, 60)
    qtbot.waitUntil(lambda: panel._scroll.verticalScrollBar().maximum() > 0)


def test_language_and_theme_change_in_place(qtbot: QtBot, qapp: QApplication) -> None:
    _, panel, _ = shown(qtbot, broken())
    QApplication.sendEvent(panel, QEvent(QEvent.Type.LanguageChange))
    assert len(panel.rows) == 2
    theme.apply(qapp, "dark")
    assert panel.grab().width() == 700
