"""Binding columns: what they bring to a node, and what of the user's choice stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from studio.data import Binding, Column, DataError, Dataset, open_source
from studio.data.binding_edits import bind_columns, set_binding
from studio.document import edits
from studio.document.analysis import analyse
from studio.document.changes import AddNode
from studio.document.model import Document

WORDS = ("red", "green", "blue")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    rng = np.random.default_rng(0)
    count = 60
    return Dataset(
        "made",
        "Made up",
        {
            "pixels": Column(
                rng.integers(0, 256, (count, 4, 4, 1)).astype(np.uint8), "image"
            ),
            "words": Column(
                rng.integers(1, 50, (count, 12)).astype(np.int32), "tokens"
            ),
            "size": Column(rng.normal(size=count).astype(np.float32)),
            "mass": Column(rng.normal(size=count).astype(np.float32)),
            "price": Column((rng.normal(size=count) * 1000).astype(np.float32)),
            "color": Column(np.arange(count, dtype=np.int32) % 3, "category", WORDS),
            "sold": Column(
                np.arange(count, dtype=np.int32) % 2, "category", ("no", "yes")
            ),
            "note": Column(np.array([f"n{i}" for i in range(count)], object), "text"),
        },
    )


class Sketch:
    """A document with one chain of layers, by name."""

    def __init__(self, *layers: tuple[str, str, dict[str, Any]]) -> None:
        self.document = Document()
        self.ids: dict[str, str] = {}
        last = ""
        for type_name, name, options in layers:
            node = edits.make_node(self.document, type_name, name=name, options=options)
            self.document.apply(AddNode(node))
            self.ids[name] = node.id
            if last:
                self.document.apply(edits.connect(self.document, last, node.id))
            last = node.id

    def bind(self, name: str, dataset: Dataset, *columns: str) -> None:
        change = bind_columns(self.document, self.ids[name], dataset, columns)
        self.document.apply(change)

    def options(self, name: str) -> Mapping[str, Any]:
        return self.document.nodes[self.ids[name]].options

    def binding(self, name: str) -> Binding | None:
        stored = self.document.nodes[self.ids[name]].binding
        return None if stored is None else Binding.from_json(stored)


def chain(**last: Any) -> Sketch:
    return Sketch(
        ("Input", "x", {"shape": [9]}),
        ("Dense", "hidden", {"units": 8, "activation": "relu"}),
        ("Dense", "last", {"units": 7, **last}),
        ("Output", "y", {}),
    )


@pytest.mark.parametrize(
    ("columns", "shape", "dtype", "scale"),
    [
        (["pixels"], [4, 4, 1], None, "minmax"),
        (["words"], [12], "int32", "none"),
        (["size"], [1], None, "none"),
        (["size", "mass"], [2], None, "none"),
        (["price", "size"], [2], None, "standardize"),
        (["color", "size"], [4], None, "none"),
    ],
)
def test_an_input_takes_shape_dtype_and_scale(
    dataset: Dataset,
    columns: list[str],
    shape: list[int],
    dtype: str | None,
    scale: str,
) -> None:
    sketch = chain()
    sketch.bind("x", dataset, *columns)
    assert list(sketch.options("x")["shape"]) == shape
    assert sketch.options("x").get("dtype") == dtype  # the default is not stored
    assert sketch.binding("x") == Binding(tuple(columns), scale)  # type: ignore[arg-type]


def test_an_output_of_classes_shapes_the_layer_before_it(dataset: Dataset) -> None:
    sketch = chain()
    sketch.bind("x", dataset, "size", "mass")
    sketch.bind("y", dataset, "color")
    assert sketch.options("y") == {
        "loss": "sparse_categorical_crossentropy",
        "metrics": ["accuracy"],
    }
    assert sketch.options("last") == {"units": 3, "activation": "softmax"}
    assert sketch.options("hidden") == {"units": 8, "activation": "relu"}
    assert sketch.binding("y") == Binding(("color",), "none", "index")
    assert not analyse(sketch.document, dataset.fields).problems


def test_an_output_of_two_classes_is_one_sigmoid(dataset: Dataset) -> None:
    sketch = chain()
    sketch.bind("y", dataset, "sold")
    assert sketch.options("y")["loss"] == "binary_crossentropy"
    assert sketch.options("last") == {"units": 1, "activation": "sigmoid"}


def test_an_output_of_numbers_is_linear_and_large_ones_are_scaled(
    dataset: Dataset,
) -> None:
    sketch = chain(activation="relu")
    sketch.bind("y", dataset, "price")
    assert sketch.options("last") == {"units": 1}  # linear is the default
    assert sketch.options("y") == {"metrics": ["mae"]}  # so is the squared error
    assert sketch.binding("y") == Binding(("price",), "standardize")


def test_a_separate_activation_layer_gets_the_activation(dataset: Dataset) -> None:
    sketch = Sketch(
        ("Input", "x", {"shape": [2]}),
        ("Dense", "last", {"units": 5, "activation": "relu"}),
        ("Dropout", "drop", {"rate": 0.5}),
        ("Activation", "act", {"activation": "tanh"}),
        ("Output", "y", {}),
    )
    sketch.bind("y", dataset, "color")
    assert sketch.options("act") == {"activation": "softmax"}
    assert sketch.options("last") == {"units": 3, "activation": "relu"}


def test_raw_scores_stay_raw(dataset: Dataset) -> None:
    sketch = chain()
    y = sketch.ids["y"]
    sketch.document.apply(edits.set_option(sketch.document, y, "from_logits", True))
    sketch.bind("y", dataset, "color")
    assert sketch.options("last") == {"units": 3}
    assert sketch.options("y")["from_logits"] is True


@pytest.mark.parametrize(
    ("loss", "encoding"),
    [
        ("sparse_categorical_crossentropy", "index"),
        ("categorical_crossentropy", "one_hot"),
    ],
)
def test_what_fits_already_is_kept(dataset: Dataset, loss: str, encoding: str) -> None:
    """Two classes as two units with a softmax are as right as one with a sigmoid."""
    sketch = chain(units=2, activation="softmax")
    for name, value in (("loss", loss), ("metrics", ["categorical_accuracy"])):
        change = edits.set_option(sketch.document, sketch.ids["y"], name, value)
        sketch.document.apply(change)
    sketch.bind("x", dataset, "size", "mass")
    sketch.bind("y", dataset, "sold")
    assert sketch.options("last") == {"units": 2, "activation": "softmax"}
    assert sketch.options("y")["loss"] == loss
    assert sketch.options("y")["metrics"] == ["categorical_accuracy"]
    binding = sketch.binding("y")
    assert binding is not None
    assert binding.encoding == encoding


def test_another_loss_for_numbers_is_kept(dataset: Dataset) -> None:
    sketch = chain(units=1)
    change = edits.set_option(
        sketch.document, sketch.ids["y"], "loss", "mean_absolute_error"
    )
    sketch.document.apply(change)
    sketch.bind("x", dataset, "size")
    sketch.bind("y", dataset, "mass")
    assert sketch.options("y")["loss"] == "mean_absolute_error"


def test_layers_that_serve_others_or_are_recurrent_are_left_alone(
    dataset: Dataset,
) -> None:
    shared = chain()
    document = shared.document
    other = edits.make_node(document, "Output", name="other")
    document.apply(AddNode(other))
    document.apply(edits.connect(document, shared.ids["last"], other.id))
    shared.bind("y", dataset, "color")
    assert shared.options("last") == {"units": 7}
    assert shared.options("y")["loss"] == "sparse_categorical_crossentropy"

    recurrent = Sketch(
        ("Input", "x", {"shape": [4, 4]}),
        ("LSTM", "last", {"units": 7}),
        ("Output", "y", {}),
    )
    recurrent.bind("y", dataset, "color")
    assert recurrent.options("last") == {"units": 7}


def test_no_columns_unbind(dataset: Dataset) -> None:
    sketch = chain()
    sketch.bind("x", dataset, "size")
    sketch.bind("x", dataset)
    assert sketch.binding("x") is None
    assert list(sketch.options("x")["shape"]) == [1]


def test_one_step_takes_all_of_it_back(dataset: Dataset) -> None:
    sketch = chain()
    before = sketch.document.to_json()
    change = bind_columns(sketch.document, sketch.ids["y"], dataset, ["color"])
    sketch.document.apply(change)
    assert sketch.document.to_json() != before
    sketch.document.apply(change.inverse())
    assert sketch.document.to_json() == before


@pytest.mark.parametrize(
    ("node", "columns", "part"),
    [
        ("x", ["note"], '"note"'),
        ("x", ["pixels", "size"], "cannot be joined"),
        ("y", ["color", "sold"], "cannot share an output"),
        ("y", ["color", "price"], "Make one Output node for each"),
        ("x", ["sizze"], 'Did you mean "size"?'),
    ],
)
def test_columns_that_do_not_fit_are_refused_with_a_reason(
    dataset: Dataset, node: str, columns: list[str], part: str
) -> None:
    sketch = chain()
    with pytest.raises(DataError, match=part.replace("?", r"\?")):
        sketch.bind(node, dataset, *columns)
    assert sketch.binding(node) is None


def test_another_encoding_changes_the_shape_of_an_input(dataset: Dataset) -> None:
    sketch = chain()
    sketch.bind("x", dataset, "color")
    assert list(sketch.options("x")["shape"]) == [3]
    index = Binding(("color",), "none", "index")
    change = set_binding(sketch.document, sketch.ids["x"], dataset, index)
    sketch.document.apply(change)
    assert list(sketch.options("x")["shape"]) == [1]
    assert sketch.options("x")["dtype"] == "int32"


def test_another_encoding_of_an_output_brings_its_loss(dataset: Dataset) -> None:
    sketch = chain()
    sketch.bind("x", dataset, "size", "mass")
    sketch.bind("y", dataset, "color")
    for encoding, loss in (
        ("one_hot", "categorical_crossentropy"),
        ("index", "sparse_categorical_crossentropy"),
    ):
        wanted = Binding(("color",), "none", encoding)  # type: ignore[arg-type]
        change = set_binding(sketch.document, sketch.ids["y"], dataset, wanted)
        sketch.document.apply(change)
        assert sketch.options("y")["loss"] == loss
        assert sketch.binding("y") == wanted
        assert not analyse(sketch.document, dataset.fields).problems


def test_every_built_in_set_can_be_bound(dataset: Dataset) -> None:
    """The last column of each set as a label, all others as inputs of their own."""
    for name in ("digits", "iris", "wine", "breast_cancer", "diabetes"):
        data = open_source({"kind": "builtin", "name": name})
        *features, label = data.names
        for feature in features:
            sketch = chain()
            sketch.bind("x", data, feature)
            sketch.bind("y", data, label)
            analysis = analyse(sketch.document, data.fields)
            assert not [p.text for p in analysis.problems if "data" in p.text], name
