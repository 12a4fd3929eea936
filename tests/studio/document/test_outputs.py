"""Names of outputs in the Keras model."""

from __future__ import annotations

from studio.document import edits
from studio.document.outputs import model_name, output_names, used_nodes
from tests.studio.graphs import add_twin, extend, graph


def test_the_layer_before_an_output_takes_its_name() -> None:
    document, ids = graph(
        [
            ("in", "Input", {"shape": [4]}, []),
            ("dense", "Dense", {"units": 2}, ["in"]),
            ("label", "Output", {}, ["dense"]),
        ]
    )
    names = output_names(document)
    assert not names[ids["label"]].extra_layer
    assert names[ids["label"]].source == ids["dense"]
    assert names.layer_name(document.nodes[ids["dense"]]) == "label"
    assert names.layer_name(document.nodes[ids["in"]]) == "in"


def test_an_input_a_twin_and_a_layer_with_two_outputs_keep_their_names() -> None:
    document, ids = graph(
        [
            ("in", "Input", {"shape": [4]}, []),
            ("two", "Dense", {"units": 2}, ["in"]),
            ("shared", "Dense", {"units": 2}, ["in"]),
            ("echo", "Output", {}, ["in"]),
            ("first", "Output", {}, ["two"]),
            ("second", "Output", {}, ["two"]),
        ]
    )
    add_twin(document, ids, "shared", "twin", ["in"])
    extend(document, ids, [("third", "Output", {}, ["twin"])])
    names = output_names(document)
    assert list(names) == [ids[n] for n in ("echo", "first", "second", "third")]
    assert all(name.extra_layer for name in names.values())
    for name in ("two", "shared", "twin"):
        node = document.nodes[ids[name]]
        assert names.layer_name(node) == node.name


def test_a_layer_that_also_feeds_others_is_renamed_all_the_same() -> None:
    document, ids = graph(
        [
            ("in", "Input", {"shape": [4]}, []),
            ("dense", "Dense", {"units": 2}, ["in"]),
            ("label", "Output", {}, ["dense"]),
            ("more", "Dense", {"units": 2}, ["dense"]),
            ("other", "Output", {}, ["more"]),
        ]
    )
    names = output_names(document)
    assert not names[ids["label"]].extra_layer
    assert not names[ids["other"]].extra_layer


def test_an_output_without_a_wire_has_no_source() -> None:
    document, ids = graph([("label", "Output", {}, [])])
    assert output_names(document)[ids["label"]].source == ""


def test_nodes_that_lead_nowhere_are_not_used() -> None:
    document, ids = graph(
        [
            ("in", "Input", {"shape": [4]}, []),
            ("dense", "Dense", {"units": 2}, ["in"]),
            ("side", "Dense", {"units": 2}, ["in"]),
            ("label", "Output", {}, ["dense"]),
        ]
    )
    assert used_nodes(document) == {ids["in"], ids["dense"], ids["label"]}


def test_the_model_is_called_after_the_title() -> None:
    document, _ = graph([])
    assert model_name(document) == "model"
    document.apply(edits.set_setting(document, "title", " my/own  model\n"))
    assert model_name(document) == "my_own_model"
