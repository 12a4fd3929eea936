"""What stands on cards."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from studio.canvas.captions import Captions, loss_words, number_text, shape_text
from studio.document.analysis import NodeInfo
from studio.document.model import Node
from studio.document.nodes import node_type


@pytest.mark.parametrize(
    ("type_name", "options", "line"),
    [
        ("Dense", {"units": 64, "activation": "relu"}, "64 · relu"),
        ("Dense", {"units": 64}, "64"),
        ("Dense", {"units": 1, "use_bias": False}, "1 · no bias"),
        ("Dense", {"units": 1, "kernel_regularizer": "l2"}, "1"),
        ("Embedding", {"input_dim": 10000, "output_dim": 512}, "10000 → 512"),
        ("LSTM", {"units": 32}, "32 · tanh"),
        (
            "LSTM",
            {"units": 32, "return_sequences": True},
            "32 · tanh · return sequences",
        ),
        ("Concatenate", {}, "axis −1"),
        ("Concatenate", {"axis": 1}, "axis 1"),
        ("Dropout", {"rate": 0.5}, "rate 0.5"),
        ("Activation", {"activation": "softmax"}, "softmax"),
        ("Reshape", {"target_shape": [4, 5]}, "(4, 5)"),
        ("Flatten", {}, "flatten"),
        ("Add", {}, "add"),
        ("Output", {"loss": "sparse_categorical_crossentropy"},
         "sparse cat. crossentropy"),
    ],
)  # fmt: skip
def test_line_tells_the_options_that_matter(
    qtbot: QtBot, type_name: str, options: dict[str, object], line: str
) -> None:
    kind = node_type(type_name)
    node = Node("1", type_name, kind.default_name, options)
    assert Captions().caption(node, kind, NodeInfo()).line == line


@pytest.mark.parametrize(
    ("name", "title", "number"),
    [
        ("dense", "Dense", ""),
        ("dense_2", "Dense", "2"),
        ("hidden", "hidden", ""),
        ("dense_x", "dense_x", ""),
        ("新闻", "新闻", ""),
    ],
)
def test_title_is_the_name_a_user_gave(
    qtbot: QtBot, name: str, title: str, number: str
) -> None:
    kind = node_type("Dense")
    node = Node("1", "Dense", name, {"units": 3})
    caption = Captions().caption(node, kind, NodeInfo())
    assert (caption.title, caption.number) == (title, number)
    # A name of one's own must not hide what it is.
    assert caption.line == ("3" if title == "Dense" else "Dense · 3")


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        ([], "int32 · no data"),
        (["headline"], "int32 · headline"),
        (["a", "b", "c"], "int32 · 3 columns"),
    ],
)
def test_input_names_its_data(qtbot: QtBot, columns: list[str], line: str) -> None:
    binding = {"columns": columns} if columns else None
    node = Node("1", "Input", "x", {"shape": [100], "dtype": "int32"}, binding=binding)
    info = NodeInfo((), ((None, 100),), "int32")
    caption = Captions().caption(node, node_type("Input"), info)
    assert (caption.line, caption.chip) == (line, "(100,)")


def test_output_shows_weight_and_data(qtbot: QtBot) -> None:
    node = Node(
        "1", "Output", "y", {"loss_weight": 0.2}, binding={"columns": ["label"]}
    )
    caption = Captions().caption(node, node_type("Output"), NodeInfo())
    assert (caption.chip, caption.note) == ("×0.2", "label")
    assert caption.line == "mean squared error"


def test_unknown_shape_and_several_outputs(qtbot: QtBot) -> None:
    kind = node_type("LSTM")
    node = Node("1", "LSTM", "lstm", {"units": 4})
    assert Captions().caption(node, kind, NodeInfo()).chip == "?"
    info = NodeInfo((), ((None, 4), (None, 4), (None, 4)))
    assert Captions().caption(node, kind, info).chip == "(4,) …"


def test_numbers_shapes_and_losses() -> None:
    assert number_text(-1) == "−1"
    assert number_text(1.0) == "1.0"
    assert number_text(1e-7) == "1e−07"
    assert shape_text((None, 28, None, 1)) == "(28, ?, 1)"
    assert shape_text((None,)) == "()"
    assert loss_words("binary_crossentropy") == "bin. crossentropy"
