"""Diagrams: the same graph as Keras', every text harmless, pictures by Graphviz."""

from __future__ import annotations

import html
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pydot
import pytest

import engine
from engine import diagram
from engine.diagram import Box, Diagram, Frame, Look, diagram_of, model_to_dot, to_dot
from engine.errors import NotBuiltError, OptionError, UnsupportedError
from engine.utils import plot_model

os.environ.setdefault("KERAS_BACKEND", "jax")
keras = pytest.importorskip("keras")
needs_dot = pytest.mark.skipif(not diagram.has_dot(), reason="needs Graphviz")


def branches(k: ModuleType) -> Any:
    a, b = k.Input((4,), name="a"), k.Input((4,), name="b")
    dense = k.layers.Dense(4, activation="relu", name="shared")
    x = k.layers.Concatenate(name="join")([dense(a), dense(dense(b))])
    x = k.layers.Activation("tanh", name="activation")(x)
    x = k.layers.Dropout(0.5, name="dropout")(x)
    frozen = k.layers.Dense(1, name="frozen", trainable=False)
    return k.Model([a, b], [frozen(x), k.layers.Dense(2, name="out")(x)], name="m")


def nested(k: ModuleType) -> Any:
    s = k.Input((4,), name="p")
    outputs = {"z": k.layers.Dense(2, name="z")(s), "y": k.layers.Dense(3, name="y")(s)}
    inner = k.Model({"p": s}, outputs, name="inner")
    chain = k.Sequential([k.Input((2,)), k.layers.Dense(3, name="one")], name="chain")
    a = k.Input((4,), name="a")
    found = inner({"p": a})
    x = k.layers.Add(name="add")([chain(found["z"]), found["y"]])
    return k.Model(a, x, name="outer")


def arithmetic(k: ModuleType) -> Any:
    a, b = k.Input((4,), name="a"), k.Input((4,), name="b")
    x = k.layers.Dense(4, name="d")(a) * 2.0 + b
    return k.Model([a, b], k.ops.sum(x, axis=-1, keepdims=True)[:, :1], name="m")


def states(k: ModuleType) -> Any:
    a, h = k.Input((5, 3), name="a"), k.Input((2,), name="h")
    given = k.layers.GRU(2, return_state=True, name="gru")(a, initial_state=h)
    twice = k.layers.TimeDistributed(k.layers.Dense(2, name="in"), name="each")(a)
    return k.Model([a, h], [*given, twice], name="m")


def sequential(k: ModuleType) -> Any:
    layers = [k.Input((4,)), k.layers.Dense(3, name="x"), k.layers.Dense(2, name="y")]
    return k.Sequential(layers, name="seq")


OPTIONS: list[dict[str, Any]] = [
    {},
    {"show_shapes": True},
    {"show_layer_names": False, "rankdir": "LR", "dpi": 72, "splines": "curved"},
    {
        "show_shapes": True,
        "show_dtype": True,
        "show_layer_activations": True,
        "show_trainable": True,
    },
]


def content(graph: Any) -> tuple[Any, set[tuple[str, str]], list[str]]:
    """Labels in order, edges by label, frames: what does not depend on node names."""
    labels: dict[str, str] = {}
    edges: list[tuple[str, str]] = []
    frames: list[str] = []

    def collect(part: Any) -> None:
        for node in part.get_nodes():
            if node.get_name() != "node":
                label = node.get("label")
                # Keras writes the attributes of one cell in another order.
                # Keras does not escape braces and apostrophes.
                labels[node.get_name()] = html.unescape(
                    re.sub(
                        r'<td bgcolor="white" (colspan="\d")>',
                        r'<td \1 bgcolor="white">',
                        label,
                    )
                )
                assert node.get("fontname") == "Helvetica"
        for frame in part.get_subgraphs():
            frames.append(frame.get("label").strip("<>"))
            assert frame.get("style") == "dashed"
            collect(frame)
        edges.extend((e.get_source(), e.get_destination()) for e in part.get_edges())

    collect(graph)
    return (
        sorted(labels.values()),
        {(labels[str(a)], labels[str(b)]) for a, b in edges},
        frames,
    )


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("expand", [False, True])
@pytest.mark.parametrize("make", [branches, nested, sequential, arithmetic, states])
def test_same_graph_as_keras(
    make: Callable[[ModuleType], Any], expand: bool, options: dict[str, Any]
) -> None:
    for k in (keras, engine):  # names of operations are numbered from the start
        k.utils.clear_session()
    expected = keras.utils.model_to_dot(make(keras), expand_nested=expand, **options)
    received = model_to_dot(make(engine), expand_nested=expand, **options)
    assert content(received) == content(expected)
    for name in ("rankdir", "dpi", "splines", "concentrate"):
        text = str(expected.get(name)).lower()
        assert str(received.get(name)).lower() == text


def test_models_with_a_call_are_one_box() -> None:
    class Own(engine.Model):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.dense = engine.layers.Dense(3)

        def call(self, x: Any) -> Any:
            return self.dense(x)

    model = Own(name="mine")
    model.build((None, 4))
    labels, edges, _ = content(model_to_dot(model, show_shapes=True))
    assert len(labels) == 1
    assert not edges
    assert "<b>mine</b> (Own)" in labels[0]
    assert "Output shape: <b>(None, 3)</b>" in labels[0]


def test_text_is_that_of_keras_but_for_names_of_nodes() -> None:
    texts = []
    for k, to_graph in ((keras, keras.utils.model_to_dot), (engine, model_to_dot)):
        text = to_graph(sequential(k), show_shapes=True).to_string()
        for number, name in enumerate(
            dict.fromkeys(re.findall(r"^(\w+) \[", text, re.M))
        ):
            text = (
                re.sub(rf"\b{name}\b", f"N{number}", text) if name != "node" else text
            )
        texts.append(text)
    assert texts[1] == texts[0]


EVIL = [
    'a:b"c',
    "<img src=x>&amp;",
    "]; evil [label=1",
    "中文 模型",
    "tab\tand\nnewline",
    "nul\0bell\x07",
    "\ud800 surrogate",
    "back\\slash\\N",
    ">>; digraph {",
    "\u202eright to left",
    "😀",
    " ",
]


def evil_model(name: str) -> Any:
    a = engine.Input((4,), name=name)
    s = engine.Input((4,), name="inner_input")
    inner = engine.Model(s, engine.layers.Dense(2, name=name)(s), name=name + "_")
    return engine.Model(a, inner(a), name=name)


@pytest.mark.parametrize("name", EVIL)
def test_names_stay_in_labels(name: str) -> None:
    graph = model_to_dot(evil_model(name), expand_nested=True)
    lines = graph.to_string().encode("utf-8").decode().splitlines()
    nodes = [line.partition(" [label=<<table")[0] for line in lines if "<table" in line]
    assert nodes == ["n0", "n1", "n2"]
    others = [line for line in lines if not line.startswith(("n0 [", "n1 [", "n2 ["))]
    assert others[5] == "node [shape=record];"
    assert others[6:9] == ["subgraph cluster_f0 {", "style=dashed;", others[8]]
    assert others[8].startswith("label=<")
    assert others[8].endswith("_>;")
    assert others[9:12] == ["labeljust=l;", "}", "n1 -> n2 [penwidth=2];"]
    assert others[12:] == ["n0 -> n1 [penwidth=2];", "}", ""][: len(others) - 12]


@needs_dot
@pytest.mark.parametrize("name", EVIL)
def test_dot_draws_any_name(name: str) -> None:
    drawing = diagram_of(evil_model(name), expand_nested=True, show_shapes=True)
    root = ET.fromstring(diagram.picture(drawing, "svg"))
    texts = [e.text or "" for e in root.iter("{http://www.w3.org/2000/svg}text")]
    groups = [
        e.get("class")
        for e in root.iter("{http://www.w3.org/2000/svg}g")
        if e.get("class")
    ]
    assert groups.count("node") == 3
    assert groups.count("cluster") == 1
    assert groups.count("edge") == 2
    if name.isprintable() and name.strip():
        assert any(name in text.replace("\xa0", " ") for text in texts)


@needs_dot
@pytest.mark.parametrize(
    ("ending", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")]
)
def test_pictures(tmp_path: Path, ending: str, start: bytes) -> None:
    path = tmp_path / f"模型.{ending}"
    plot_model(branches(engine), to_file=path, show_shapes=True, dpi=50)
    assert path.read_bytes().startswith(start)
    assert len(path.read_bytes()) > 2000


@needs_dot
def test_no_ending_means_png(tmp_path: Path) -> None:
    plot_model(branches(engine), to_file=tmp_path / "model", dpi=50)
    assert (tmp_path / "model.png").read_bytes().startswith(b"\x89PNG")


def test_without_dot_text_is_written_and_pictures_say_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not diagram.has_dot()
    plot_model(branches(engine), to_file=tmp_path / "m.dot")
    assert (tmp_path / "m.dot").read_text().startswith("digraph G {")
    with pytest.raises(UnsupportedError, match="Install graphviz"):
        plot_model(branches(engine), to_file=tmp_path / "m.png")
    assert not (tmp_path / "m.png").exists()


def test_failing_dot_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "dot"
    program.write_text("#!/bin/sh\necho 'out of paper' >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(UnsupportedError, match="out of paper"):
        plot_model(branches(engine), to_file=tmp_path / "m.svg")


def test_wrong_options(tmp_path: Path) -> None:
    model = branches(engine)
    with pytest.raises(OptionError, match="layer_range is no longer supported"):
        plot_model(model, layer_range=["a", "b"])
    with pytest.raises(OptionError, match="no option show_shape"):
        model_to_dot(model, show_shape=True)
    with pytest.raises(OptionError, match="rankdir"):
        model_to_dot(model, rankdir='TB"; evil')
    with pytest.raises(OptionError, match="splines"):
        model_to_dot(model, splines="x]")
    with pytest.raises(OptionError, match="dpi"):
        model_to_dot(model, dpi=10**9)
    with pytest.raises(UnsupportedError, match="no picture format 'bmpx'"):
        plot_model(model, to_file=tmp_path / "m.bmpx")
    with pytest.raises(NotBuiltError, match="before its shapes are known"):
        plot_model(engine.Sequential([engine.layers.Dense(2)]))


def test_a_subgraph_can_be_put_into_another_graph() -> None:
    frame = model_to_dot(branches(engine), subgraph=True)
    assert isinstance(frame, pydot.Cluster)
    assert len(frame.get_nodes()) == 8
    assert len(frame.get_edges()) == 8


def test_a_diagram_of_something_unfinished() -> None:
    """What a program draws may miss shapes, wires and even Inputs."""
    drawing = Diagram(
        (
            Box("a", "InputLayer", "x", is_input=True),
            Frame("group", (Box("b", "Dense", "d", input_shape=(None, 4)),)),
        ),
        (("a", "b"), ("b", "gone")),
        Look(show_shapes=True, show_dtype=True),
    )
    text = to_dot(drawing).to_string()
    assert "Output shape: <b>?</b>" in text
    assert "Input shape: <b>(None, 4)</b>" in text
    assert "Output dtype: <b>?</b>" in text
    assert text.count("->") == 1
    assert [box.name for box in drawing.boxes()] == ["x", "d"]
    rows = drawing.cells(drawing.boxes()[1])
    assert [[cell.strong for cell in row] for row in rows] == [
        ["d"],
        ["(None, 4)", "?", "?"],
    ]
