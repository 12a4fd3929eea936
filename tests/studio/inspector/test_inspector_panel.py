"""The inspector, driven by keys and clicks; what counts is the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from engine.layers.layer import Layer
from engine.options import option
from engine.registry import LAYERS
from studio import theme
from studio.document import edits
from studio.document.changes import SetOption
from studio.document.nodes import check_option
from studio.document.problems import Fix, Problem
from studio.inspector import InspectorPanel
from studio.inspector.formats import counted_text, memory_text, operations_text
from studio.inspector.link_page import LinkPage
from studio.inspector.model_page import ModelPage
from studio.inspector.node_page import NodePage
from studio.session import Session
from tests.studio.graphs import add_twin, extend, graph, headlines

Key = Qt.Key


class Opened:
    """A session with a document and an inspector on it."""

    def __init__(self, qtbot: QtBot, made: Any) -> None:
        document, self.ids = made
        self.session = Session()
        self.session.replace_document(document, None)
        self.panel = InspectorPanel(self.session)
        qtbot.addWidget(self.panel)
        self.panel.resize(327, 760)
        self.panel.show()
        qtbot.waitExposed(self.panel)
        self.qtbot = qtbot

    @property
    def document(self) -> Any:
        return self.session.document

    def select(self, *names: str) -> NodePage:
        self.session.select([self.ids[name] for name in names])
        page = self.panel.page
        assert isinstance(page, NodePage)
        return page

    def field(self, name: str) -> Any:
        page = self.panel.page
        assert isinstance(page, NodePage)
        assert page.form is not None
        return page.form.rows[name].editor.field  # type: ignore[attr-defined]

    def retype(self, name: str, text: str) -> None:
        self.panel.focus_option(name)
        target = self.field(name)
        self.qtbot.keyClick(target, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(target, text)

    def options(self, name: str) -> dict[str, Any]:
        return dict(self.document.nodes[self.ids[name]].options)

    def name_field(self) -> QLineEdit:
        self.panel.focus_name()
        page = self.panel.page
        assert isinstance(page, NodePage)
        field = page.findChild(QLineEdit)
        assert field is not None
        return field


def texts(widget: QWidget) -> str:
    """Return all texts that a person sees in a widget."""
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisible())


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    # What earlier tests left behind would be restyled, too.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, "light")


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    return Opened(qtbot, headlines(rows=20))


# ----------------------------------------------------------------- one node


def test_typing_a_number_changes_document_and_shape_in_one_step(
    opened: Opened,
) -> None:
    page = opened.select("lstm")
    before = opened.session.history.undo_label
    opened.retype("units", "64")
    assert opened.options("lstm")["units"] == 64
    assert page.facts.facts()["Output"] == "(None, 64) float32"
    assert opened.session.history.undo_label == "Set units"
    opened.session.undo()
    assert opened.options("lstm")["units"] == 32
    assert opened.session.history.undo_label == before
    assert opened.field("units").value() == 32


def test_coming_back_to_a_field_is_another_step(opened: Opened) -> None:
    opened.select("lstm")
    opened.retype("units", "64")
    opened.panel.focus_option("activation")
    opened.retype("units", "16")
    opened.session.undo()
    assert opened.options("lstm")["units"] == 64


def test_a_wrong_value_leaves_the_document_alone(opened: Opened) -> None:
    opened.select("lstm")
    revision = opened.document.revision
    opened.retype("units", "0")
    assert opened.document.revision == revision
    page = opened.panel.page
    assert isinstance(page, NodePage)
    assert page.form is not None
    assert page.form.problems()["units"] == check_option("LSTM", "lstm", "units", 0)
    assert "must be at least 1" in texts(opened.panel)


def test_a_default_value_is_not_kept_in_the_document(opened: Opened) -> None:
    opened.select("lstm")
    opened.qtbot.mouseClick(opened.field("return_sequences"), Qt.MouseButton.LeftButton)
    assert opened.options("lstm")["return_sequences"] is True
    opened.qtbot.mouseClick(opened.field("return_sequences"), Qt.MouseButton.LeftButton)
    assert "return_sequences" not in opened.options("lstm")


def test_the_reset_button_unsets_an_option(opened: Opened) -> None:
    page = opened.select("aux_output")
    assert page.form is not None
    row = page.form.rows["loss_weight"]
    opened.qtbot.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert "loss_weight" not in opened.options("aux_output")
    assert row.reset.isHidden()


def test_facts_of_a_layer(opened: Opened) -> None:
    page = opened.select("lstm")
    assert page.facts.facts() == {
        "Input": "(None, 100, 512) float32",
        "Output": "(None, 32) float32",
        "Parameters": "69,760 · 272.50 KB",
        "Cost": "13.9 MFLOP / sample",
    }
    seen = texts(opened.panel)
    assert "LSTM" in seen
    assert "Read a sequence step by step" in seen


def test_facts_of_ends_and_of_merges(opened: Opened) -> None:
    assert opened.select("main_input").facts.facts() == {
        "Output": "(None, 100) int32",
        "Data": "tokens",
    }
    assert opened.select("main_output").facts.facts() == {
        "Input": "(None, 1) float32",
        "Data": "main_label",
    }
    merged = opened.select("concatenate").facts.facts()
    assert merged["Input"] == "(None, 32) float32\n(None, 5) float32"


def test_metrics_are_chosen_from_a_list(opened: Opened) -> None:
    opened.select("main_output")
    opened.field("metrics").remove("accuracy")
    assert "metrics" not in opened.options("main_output")
    opened.field("metrics").add("binary_accuracy")
    assert opened.options("main_output")["metrics"] == ["binary_accuracy"]


# -------------------------------------------------------------------- names


def test_renaming(opened: Opened) -> None:
    opened.select("lstm")
    field = opened.name_field()
    assert field.text() == "lstm"
    opened.qtbot.keyClicks(field, "reader")
    assert opened.document.nodes[opened.ids["lstm"]].name == "lstm"
    opened.qtbot.keyClick(field, Key.Key_Return)
    assert opened.document.nodes[opened.ids["lstm"]].name == "reader"
    assert opened.session.history.undo_label == "Rename lstm"


def test_a_name_that_is_taken_is_refused_where_it_is_typed(opened: Opened) -> None:
    opened.select("lstm")
    field = opened.name_field()
    opened.qtbot.keyClicks(field, "dense")
    assert field.property("invalid") is True
    assert 'There is already a layer called "dense"' in texts(opened.panel)
    opened.qtbot.keyClick(field, Key.Key_Return)
    assert opened.document.nodes[opened.ids["lstm"]].name == "lstm"
    opened.qtbot.keyClick(field, Key.Key_Escape)
    assert field.text() == "lstm"
    assert field.property("invalid") is False


def test_selecting_another_node_takes_a_typed_name_over(opened: Opened) -> None:
    opened.select("lstm")
    opened.qtbot.keyClicks(opened.name_field(), "reader")
    opened.select("dense")
    assert opened.document.nodes[opened.ids["lstm"]].name == "reader"


# ------------------------------------------------------------- several nodes


def test_several_nodes_are_edited_together_in_one_step(opened: Opened) -> None:
    page = opened.select("dense_1", "dense_2", "dense_4")
    assert page.form is not None
    assert "3 layers" in texts(opened.panel)
    assert opened.field("units").text() == ""
    opened.retype("units", "16")
    for name in ("dense_1", "dense_2", "dense_4"):
        assert opened.options(name)["units"] == 16
    opened.session.undo()
    assert opened.options("dense_1")["units"] == 64
    assert opened.options("dense_4")["units"] == 1


def test_different_types_share_the_options_that_are_alike(opened: Opened) -> None:
    page = opened.select("dense_1", "lstm")
    assert page.form is not None
    assert "units" in page.form.rows
    assert "dropout" not in page.form.rows
    assert "activation" not in page.form.rows  # optional in one, not in the other
    assert "Parameters" in page.facts.facts()


def test_twins_are_one_layer_and_can_be_parted(qtbot: QtBot) -> None:
    document, ids = graph(
        [
            ("a", "Input", {"shape": [4]}, []),
            ("dense", "Dense", {"units": 3}, ["a"]),
            ("y", "Output", {}, ["dense"]),
        ]
    )
    add_twin(document, ids, "dense", "twin", ["a"])
    extend(document, ids, [("z", "Output", {}, ["twin"])])
    opened = Opened(qtbot, (document, ids))
    page = opened.select("twin")
    assert "Shared by 2 nodes" in texts(opened.panel)
    assert page.facts.facts()["Parameters"].startswith("15 ")
    opened.retype("units", "7")
    assert opened.options("dense")["units"] == 7
    opened.session.history.stop_merging()
    button = page._shared.button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(document.twins_of(ids["twin"])) == 1
    assert document.nodes[ids["twin"]].name == "dense_1"
    assert not button.isVisible()
    opened.session.undo()
    assert len(document.twins_of(ids["twin"])) == 2


# ------------------------------------------------------------ nothing, wires


def test_nothing_selected_shows_the_model(opened: Opened) -> None:
    page = opened.panel.page
    assert isinstance(page, ModelPage)
    facts = page.facts.facts()
    assert facts["Parameters"] == "5,200,610"
    assert facts["Memory"] == "19.84 MB"
    assert facts["Layers"] == "8"
    assert page.inputs.facts() == {
        "main_input": "(None, 100) int32",
        "aux_input": "(None, 5) float32",
    }
    assert set(page.outputs.facts()) == {"aux_output", "main_output"}
    assert "news-headlines" in texts(opened.panel)


def test_an_empty_canvas_has_a_hint(qtbot: QtBot) -> None:
    opened = Opened(qtbot, graph([]))
    assert "Drag layers from the palette" in texts(opened.panel)
    extend(opened.document, opened.ids, [("in", "Input", {"shape": [2]}, [])])
    assert isinstance(opened.panel.page, ModelPage)
    assert "Drag layers" not in texts(opened.panel)


def test_a_wire_shows_its_shape(opened: Opened) -> None:
    (link,) = opened.document.links_into(opened.ids["lstm"])
    opened.session.select([link.id])
    page = opened.panel.page
    assert isinstance(page, LinkPage)
    assert page.facts.facts() == {
        "From": "embedding",
        "To": "lstm",
        "Shape": "(None, 100, 512) float32",
    }


def test_deleting_the_selected_node_leads_back_to_the_model(opened: Opened) -> None:
    opened.select("lstm")
    change = edits.remove(opened.document, [opened.ids["lstm"]])
    opened.session.do("Delete", change)
    assert isinstance(opened.panel.page, ModelPage)


def test_another_document_replaces_the_page(opened: Opened) -> None:
    opened.select("lstm")
    document, _ = graph([("only", "Input", {"shape": [2]}, [])])
    opened.session.replace_document(document, None)
    page = opened.panel.page
    assert isinstance(page, ModelPage)
    assert page.inputs.facts() == {"only": "(None, 2) float32"}


# ----------------------------------------------------------------- problems


def test_problems_of_a_node_are_mended_with_one_click(qtbot: QtBot) -> None:
    document, ids = graph(
        [
            ("in", "Input", {"shape": [9]}, [], {"columns": ["point"]}),
            ("dense", "Dense", {"units": 1, "activation": "sigmoid"}, ["in"]),
            (
                "out",
                "Output",
                {"loss": "binary_crossentropy"},
                ["dense"],
                {"columns": ["class"]},
            ),
        ],
        source={"kind": "generated", "name": "moons", "rows": 20},
    )
    opened = Opened(qtbot, (document, ids))
    page = opened.select("in")
    (row,) = page._problems.rows
    assert "has shape (9,)" in texts(row)
    qtbot.mouseClick(row.buttons[0], Qt.MouseButton.LeftButton)
    assert opened.options("in")["shape"] == [2]
    assert page._problems.rows == []
    opened.session.undo()
    assert opened.options("in")["shape"] == [9]


def test_texts_of_a_document_are_never_markup(qtbot: QtBot) -> None:
    document, ids = graph([("<img src=x>", "Input", {"shape": [2]}, [])])
    opened = Opened(qtbot, (document, ids))
    opened.select("<img src=x>")
    for label in opened.panel.findChildren(QLabel):
        assert label.textFormat() != Qt.TextFormat.RichText
        if "<img" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText
    assert opened.name_field().text() == "<img src=x>"


def test_an_unknown_type_keeps_and_shows_its_options(qtbot: QtBot) -> None:
    document, ids = graph(
        [("odd", "FancyLayer", {"alpha": 0.3, "mode": "x"}, [])],
    )
    opened = Opened(qtbot, (document, ids))
    page = opened.select("odd")
    assert page.form is None
    seen = texts(opened.panel)
    assert "alpha" in seen
    assert "0.3" in seen
    assert "'x'" in seen
    assert "does not have" in seen


# ------------------------------------------------------------ a new layer


@pytest.fixture
def halve() -> Iterator[type[Layer]]:
    """A layer that nobody has heard of."""

    class Halve(Layer):
        """Divide by a number."""

        divisor: float = option(default=2.0, doc="What to divide by.", min=0.5)

        def compute_output_shape(self, input_shape: Any) -> Any:
            return input_shape

    yield Halve
    LAYERS.remove("Halve")


def test_a_new_layer_is_there_without_a_word_about_it(
    qtbot: QtBot, halve: type[Layer]
) -> None:
    opened = Opened(
        qtbot,
        graph(
            [
                ("in", "Input", {"shape": [4]}, []),
                ("half", halve.__name__, {}, ["in"]),
            ]
        ),
    )
    page = opened.select("half")
    assert "Divide by a number." in texts(opened.panel)
    assert page.form is not None
    assert "What to divide by." in page.form.rows["divisor"].editor.toolTip()
    opened.retype("divisor", "4")
    assert opened.options("half")["divisor"] == 4.0
    assert page.facts.facts()["Output"] == "(None, 4) float32"


# --------------------------------------------------------------------- rest


def test_unfolded_stays_unfolded_for_the_next_node(opened: Opened) -> None:
    page = opened.select("dense_1")
    assert page.form is not None
    assert page.form.more is not None
    opened.qtbot.mouseClick(
        page.form.more.findChild(QToolButton), Qt.MouseButton.LeftButton
    )
    page = opened.select("dense_2")
    assert page.form is not None
    assert page.form.more is not None
    assert not page.form.more.is_folded()


def test_the_page_is_never_wider_than_the_panel(opened: Opened) -> None:
    page = opened.select("lstm")
    assert page.form is not None
    assert page.form.more is not None
    page.form.more.set_folded(False)
    for width in (240, 327, 500):
        opened.panel.resize(width, 700)
        QApplication.processEvents()
        assert page.width() <= width


def test_another_language_builds_the_page_anew(opened: Opened) -> None:
    opened.select("lstm")
    QApplication.sendEvent(opened.panel, QEvent(QEvent.Type.LanguageChange))
    page = opened.panel.page
    assert isinstance(page, NodePage)
    assert page.facts.facts()["Output"] == "(None, 32) float32"


def test_dark_and_light_change_while_it_is_open(
    opened: Opened, qapp: QApplication
) -> None:
    opened.select("lstm")
    theme.apply(qapp, "dark")
    theme.apply(qapp, "light")


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (operations_text(0), "0 FLOP"),
        (operations_text(320), "640 FLOP"),
        (operations_text(6_963_200), "13.9 MFLOP"),
        (operations_text(10**12), "2 TFLOP"),
        (memory_text(12), "12 B"),
        (memory_text(279_040), "272.50 KB"),
        (memory_text(20_802_440), "19.84 MB"),
        (counted_text(["Dense", "Dropout", "Dense"]), "Dense ×2, Dropout"),
    ],
)
def test_numbers_are_short(made: str, text: str) -> None:
    assert made == text


def test_a_fix_from_anywhere_is_one_step_of_its_own(opened: Opened) -> None:
    page = opened.select("lstm")
    opened.retype("units", "64")
    lstm = opened.ids["lstm"]
    fix = Fix("Set units to {n}", SetOption(lstm, "units", 64, 8), {"n": 8})
    page._problems.show_problems([Problem("Too many.", node=lstm, fixes=(fix,))])
    (row,) = page._problems.rows
    assert row.buttons[0].text() == "Set units to 8"
    opened.qtbot.mouseClick(row.buttons[0], Qt.MouseButton.LeftButton)
    assert opened.options("lstm")["units"] == 8
    opened.session.undo()
    assert opened.options("lstm")["units"] == 64
