"""The summary: Keras' order and numbers, and the selection both ways."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.graph.symbolic import Node as CallNode
from engine.summary import summary_text
from studio import theme
from studio.document import edits
from studio.document.analysis import analyse
from studio.document.build import build_model
from studio.document.changes import RemoveLink
from studio.session import Session
from studio.summary import SummaryPanel
from studio.summary.rows import Row, summarise
from tests.studio.graphs import add_twin, extend, graph, headlines, iris, twins

Key = Qt.Key


def by_engine(document: Any) -> list[tuple[str, str, str, int, str]]:
    """Return the rows of the model that the engine builds."""
    model = build_model(document).model
    rows = []
    for layer in model.layers:
        calls: list[CallNode] = model.network.nodes_of(layer)
        sources = ", ".join(
            f"{t.producer.layer.name}[{model.network.call_index(t.producer)}][{t.index}]"
            for call in calls
            for t in call.inputs
        )
        shapes = [str(tuple(t.shape)) for t in calls[-1].outputs]
        rows.append(
            (
                layer.name,
                type(layer).__name__,
                shapes[0] if len(shapes) == 1 else f"[{', '.join(shapes)}]",
                sum(v.size for v in layer.weights),
                sources or "-",
            )
        )
    return rows


def by_document(document: Any) -> list[tuple[str, str, str, int, str]]:
    """Return the rows of the panel that are in the model."""
    found = summarise(document, analyse(document))
    return [
        (row.name, row.type, row.shape, row.parameters, row.sources)
        for row in found.rows
        if row.is_used
    ]


def diamond() -> Any:
    """Several depths, an Input that is an Output, a layer with two outputs."""
    document, ids = graph(
        [
            ("b", "Input", {"shape": [4]}, []),
            ("a", "Input", {"shape": [4]}, []),
            ("one", "Dense", {"units": 4}, ["b"]),
            ("two", "Dense", {"units": 4, "trainable": False}, ["one"]),
            ("sum", "Add", {}, ["two", "a", "one"]),
            ("late", "Dense", {"units": 2}, ["sum"]),
            ("first", "Output", {}, ["late"]),
            ("echo", "Output", {}, ["a"]),
            ("second", "Output", {}, ["late"]),
            ("aside", "Dense", {"units": 9}, ["a"]),
        ]
    )
    add_twin(document, ids, "one", "one again", ["a"])
    extend(document, ids, [("third", "Output", {}, ["one again"])])
    return document, ids


@pytest.mark.parametrize("made", [headlines, iris, twins, diamond])
def test_rows_are_those_of_the_model(made: Any) -> None:
    document, _ = made()
    assert by_document(document) == by_engine(document)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_rows_of_any_graph_are_those_of_the_model(data: st.DataObject) -> None:
    """Layers wired to any earlier ones, some shared, some leading nowhere."""
    document, ids = graph([("in_0", "Input", {"shape": [3]}, [])])
    extend(document, ids, [("in_1", "Input", {"shape": [3]}, [])])
    for number in range(data.draw(st.integers(1, 8))):
        earlier = list(ids)
        sources = data.draw(
            st.lists(st.sampled_from(earlier), min_size=1, max_size=3, unique=True)
        )
        name = f"n{number}"
        dense = [k for k in ids if document.nodes[ids[k]].type == "Dense"]
        if len(sources) > 1:
            extend(document, ids, [(name, "Add", {}, sources)])
        elif dense and data.draw(st.booleans()):
            add_twin(document, ids, data.draw(st.sampled_from(dense)), name, sources)
        else:
            extend(document, ids, [(name, "Dense", {"units": 3}, sources)])
    ends = data.draw(
        st.lists(st.sampled_from(list(ids)), min_size=1, max_size=3, unique=True)
    )
    for number, end in enumerate(ends):
        extend(document, ids, [(f"out_{number}", "Output", {}, [end])])
    if not analyse(document).errors:
        assert by_document(document) == by_engine(document)


def test_totals_know_frozen_layers_and_leave_others_out() -> None:
    document, _ = diamond()
    found = summarise(document, analyse(document))
    assert found.parameters == build_model(document).model.count_params() == 50
    assert found.frozen == 20
    (aside,) = [row for row in found.rows if not row.is_used]
    assert aside.name == "aside"
    assert aside.sources == "-"


def test_an_unfinished_model_has_a_summary_too() -> None:
    document, ids = iris()
    (link,) = document.links_into(ids["hidden"])
    document.apply(RemoveLink(link))
    rows = {row.name: row for row in summarise(document, analyse(document)).rows}
    assert rows["hidden"].shape == "?"
    assert rows["species"].sources == "dropout[0][0]"
    assert summarise(graph([])[0], analyse(graph([])[0])).rows == ()


# -------------------------------------------------------------------- the panel


class Shown:
    """A session and a panel on it."""

    def __init__(self, qtbot: QtBot, made: Any) -> None:
        document, self.ids = made
        self.session = Session()
        self.session.replace_document(document, None)
        self.panel = SummaryPanel(self.session)
        self.view = self.panel.view
        qtbot.addWidget(self.panel)
        self.panel.resize(900, 420)
        self.panel.show()
        qtbot.waitExposed(self.panel)

    def cell(self, row: int, column: int) -> str:
        return str(self.view.model().index(row, column).data())

    def names(self) -> list[str]:
        return [self.cell(i, 0) for i in range(self.view.model().rowCount())]

    def place(self, name: str) -> int:
        return next(i for i, n in enumerate(self.names()) if n.startswith(f"{name} ("))

    def point(self, name: str) -> QPoint:
        index = self.view.model().index(self.place(name), 0)
        return self.view.visualRect(index).center()

    def selected(self) -> list[str]:
        rows = self.view.selectionModel().selectedRows()
        return sorted(self.cell(i.row(), 0).split(" (")[0] for i in rows)

    def visible_texts(self) -> str:
        labels = self.panel.findChildren(QLabel)
        return "\n".join(w.text() for w in labels if w.isVisible())


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot, headlines(rows=20))


def test_cells_and_headings_are_keras(shown: Shown) -> None:
    model = shown.view.model()
    heads = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(4)]
    assert heads == ["Layer (type)", "Output Shape", "Param #", "Connected to"]
    row = shown.place("concatenate")
    cells = [shown.cell(row, column) for column in range(4)]
    assert cells == [
        "concatenate (Concatenate)",
        "(None, 37)",
        "0",
        "lstm[0][0], aux_input[0][0]",
    ]
    assert shown.cell(shown.place("embedding"), 2) == "5,120,000"
    assert "Total params: 5,200,610 (19.84 MB)" in shown.visible_texts()


def test_a_click_selects_the_node(qtbot: QtBot, shown: Shown) -> None:
    viewport = shown.view.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=shown.point("lstm"))
    assert shown.session.selected_nodes == [shown.ids["lstm"]]
    qtbot.mouseClick(
        viewport,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier,
        shown.point("dense_1"),
    )
    assert set(shown.session.selected_nodes) == {
        shown.ids["lstm"],
        shown.ids["dense_1"],
    }


def test_the_arrow_keys_walk_through_the_layers(qtbot: QtBot, shown: Shown) -> None:
    shown.session.select([shown.ids["main_input"]])
    shown.view.setFocus()
    qtbot.keyClick(shown.view, Key.Key_Down)
    assert shown.session.selected_nodes == [shown.ids["embedding"]]
    qtbot.keyClick(shown.view, Key.Key_Down)
    assert shown.session.selected_nodes == [shown.ids["lstm"]]


def test_the_rows_follow_the_selection(shown: Shown) -> None:
    shown.session.select([shown.ids["lstm"], shown.ids["dense_2"]])
    assert shown.selected() == ["dense_2", "lstm"]
    shown.session.select([shown.ids["main_output"]])
    assert shown.selected() == ["main_output"]
    assert shown.session.selected_nodes == [shown.ids["main_output"]]
    shown.session.select([])
    assert shown.selected() == []


def test_a_shared_layer_is_one_row_and_all_its_nodes(qtbot: QtBot) -> None:
    shown = Shown(qtbot, twins())
    assert sum(name.startswith("shared") for name in shown.names()) == 1
    pos = shown.point("shared")
    qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=pos)
    both = {shown.ids["shared"], shown.ids["shared again"]}
    assert set(shown.session.selected_nodes) == both


def test_changes_keep_selection_and_place(shown: Shown) -> None:
    shown.session.select([shown.ids["lstm"]])
    change = edits.set_option(shown.session.document, shown.ids["lstm"], "units", 7)
    shown.session.do("", change)
    assert shown.cell(shown.place("lstm"), 1) == "(None, 7)"
    assert shown.selected() == ["lstm"]
    assert shown.session.selected_nodes == [shown.ids["lstm"]]


def test_delete_removes_the_layers_of_the_rows(qtbot: QtBot, shown: Shown) -> None:
    shown.session.select([shown.ids["dense_2"]])
    shown.view.setFocus()
    qtbot.keyClick(shown.view, Key.Key_Delete)
    assert shown.ids["dense_2"] not in shown.session.document.nodes
    shown.session.undo()
    assert shown.ids["dense_2"] in shown.session.document.nodes


def test_the_copy_is_what_keras_prints(qtbot: QtBot, shown: Shown) -> None:
    qtbot.mouseClick(shown.panel.copy_button, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    model = build_model(shown.session.document).model
    assert copied.rstrip("\n") == summary_text(model, line_length=100)
    assert copied.startswith('Model: "news-headlines"\n┏')
    assert "concatenate[0][0]" in copied


def test_an_unfinished_model_cannot_be_copied(shown: Shown) -> None:
    document = shown.session.document
    (link,) = document.links_into(shown.ids["lstm"])
    shown.session.do("", RemoveLink(link))
    assert not shown.panel.copy_button.isEnabled()
    shown.session.undo()
    assert shown.panel.copy_button.isEnabled()


def test_what_is_not_in_the_model_is_shown_as_such(qtbot: QtBot) -> None:
    shown = Shown(qtbot, diamond())
    index = shown.view.model().index(shown.place("aside"), 0)
    assert "left out" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert index.data(Qt.ItemDataRole.ForegroundRole) is not None


def test_an_empty_canvas_has_a_hint(qtbot: QtBot) -> None:
    shown = Shown(qtbot, graph([]))
    assert "No layers yet" in shown.visible_texts()
    extend(shown.session.document, shown.ids, [("a", "Input", {"shape": [2]}, [])])
    assert "No layers yet" not in shown.visible_texts()
    assert shown.names() == ["a (Input)"]


def test_selecting_all_rows_selects_the_model(qtbot: QtBot, shown: Shown) -> None:
    flags = QItemSelectionModel.SelectionFlag
    shown.view.selectAll()
    layers = {i for i, n in shown.session.document.nodes.items() if n.type != "Output"}
    assert set(shown.session.selected_nodes) == layers
    shown.view.selectionModel().select(
        shown.view.model().index(0, 0), flags.ClearAndSelect | flags.Rows
    )
    assert shown.session.selected_nodes == [shown.ids["main_input"]]


def test_language_and_theme_change_in_place(shown: Shown, qapp: QApplication) -> None:
    QApplication.sendEvent(shown.panel, QEvent(QEvent.Type.LanguageChange))
    theme.apply(qapp, "dark")
    assert shown.panel.grab().width() == 900


def test_rows_are_plain_records() -> None:
    row = Row("a", "Dense", "(None, 1)", 2, "-", ("id",), "Dense")
    assert row.is_used
