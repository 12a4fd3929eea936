"""Documents for tests, written down in a few lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from studio.document import edits
from studio.document.changes import AddNode
from studio.document.model import Document, new_id

Entry = tuple[Any, ...]


def graph(entries: Sequence[Entry], **settings: Any) -> tuple[Document, dict[str, str]]:
    """Return a document and the ids of its nodes by name.

    Parameters
    ----------
    entries : sequence of tuple
        Name, type, options, names of the inputs and, if there is one, the binding.
    **settings : object
        Settings of the document.
    """
    document, ids = Document(), {}
    extend(document, ids, entries)
    for key, value in settings.items():
        document.apply(edits.set_setting(document, key, value))
    return document, ids


def extend(document: Document, ids: dict[str, str], entries: Sequence[Entry]) -> None:
    """Add nodes, written as for `graph`."""
    for name, kind, options, inputs, *rest in entries:
        node = edits.make_node(
            document, kind, x=200.0 * len(ids), name=name, options=options
        )
        if rest and isinstance(rest[0], Mapping):
            node = replace(node, binding=dict(rest[0]))
        document.apply(AddNode(node))
        ids[name] = node.id
        for source in inputs:
            document.apply(edits.connect(document, ids[source], node.id))


def add_twin(
    document: Document, ids: dict[str, str], of: str, name: str, inputs: Sequence[str]
) -> None:
    """Add a second call of a layer; `name` is only its key in `ids`."""
    first = document.nodes[ids[of]]
    node = replace(first, id=new_id(), layer=first.layer_id, y=first.y + 120)
    document.apply(AddNode(node))
    ids[name] = node.id
    for source in inputs:
        document.apply(edits.connect(document, ids[source], node.id))


def headlines(rows: int = 200) -> tuple[Document, dict[str, str]]:
    """Return the model with two inputs and two outputs, with its data."""
    crossentropy = {"loss": "binary_crossentropy", "metrics": ["accuracy"]}
    return graph(
        [
            (
                "main_input",
                "Input",
                {"shape": [100], "dtype": "int32"},
                [],
                {"columns": ["tokens"]},
            ),
            (
                "embedding",
                "Embedding",
                {"input_dim": 10000, "output_dim": 512},
                ["main_input"],
            ),
            ("lstm", "LSTM", {"units": 32}, ["embedding"]),
            ("dense", "Dense", {"units": 1, "activation": "sigmoid"}, ["lstm"]),
            (
                "aux_output",
                "Output",
                {**crossentropy, "loss_weight": 0.2},
                ["dense"],
                {"columns": ["aux_label"]},
            ),
            ("aux_input", "Input", {"shape": [5]}, [], {"columns": ["aux"]}),
            ("concatenate", "Concatenate", {}, ["lstm", "aux_input"]),
            ("dense_1", "Dense", {"units": 64, "activation": "relu"}, ["concatenate"]),
            ("dense_2", "Dense", {"units": 64, "activation": "relu"}, ["dense_1"]),
            ("dense_3", "Dense", {"units": 64, "activation": "relu"}, ["dense_2"]),
            ("dense_4", "Dense", {"units": 1, "activation": "sigmoid"}, ["dense_3"]),
            (
                "main_output",
                "Output",
                crossentropy,
                ["dense_4"],
                {"columns": ["main_label"]},
            ),
        ],
        title="news-headlines",
        optimizer={"class_name": "RMSprop", "config": {}},
        source={"kind": "generated", "name": "headlines", "rows": rows},
        training={"epochs": 1},
    )


def iris() -> tuple[Document, dict[str, str]]:
    """Return a model of a table with one input and one output."""
    columns = [
        "sepal length (cm)",
        "sepal width (cm)",
        "petal length (cm)",
        "petal width (cm)",
    ]
    return graph(
        [
            (
                "flower",
                "Input",
                {"shape": [4]},
                [],
                {"columns": columns, "scale": "standardize"},
            ),
            ("hidden", "Dense", {"units": 8, "activation": "tanh"}, ["flower"]),
            ("dropout", "Dropout", {"rate": 0.1}, ["hidden"]),
            ("dense", "Dense", {"units": 3, "activation": "softmax"}, ["dropout"]),
            (
                "species",
                "Output",
                {
                    "loss": "sparse_categorical_crossentropy",
                    "metrics": ["accuracy"],
                },
                ["dense"],
                {"columns": ["species"]},
            ),
        ],
        title="Iris",
        source={"kind": "builtin", "name": "iris"},
        split={"validation": 0.2, "test": 0.1, "seed": 3},
        training={"epochs": 1, "batch_size": 16},
    )


def twins() -> tuple[Document, dict[str, str]]:
    """Return a model that calls one layer for two inputs; no data is bound."""
    document, ids = graph(
        [
            ("left", "Input", {"shape": [6]}, []),
            ("right", "Input", {"shape": [6]}, []),
            ("shared", "Dense", {"units": 4, "activation": "relu"}, ["left"]),
        ],
        title="Twins",
        training={"epochs": 1},
    )
    add_twin(document, ids, "shared", "shared again", ["right"])
    extend(
        document,
        ids,
        [
            ("add", "Add", {}, ["shared", "shared again"]),
            ("dense", "Dense", {"units": 2}, ["add"]),
            ("sum_out", "Output", {}, ["dense"]),
            ("left_out", "Output", {"loss": "mean_absolute_error"}, ["shared"]),
        ],
    )
    return document, ids
