"""Summaries are compared, character for character, with those of real Keras."""

from __future__ import annotations

import os
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

import engine
from engine.diagram import diagram_of
from engine.errors import OptionError
from engine.summary import summary_text

os.environ.setdefault("KERAS_BACKEND", "jax")
keras = pytest.importorskip("keras")


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def chain(k: ModuleType) -> Any:
    a = k.Input((8,), name="a")
    x = k.layers.Dense(4, activation="relu", name="first")(a)
    return k.Model(a, k.layers.Dense(200000, name="second")(x), name="chain")


def branches(k: ModuleType) -> Any:
    a, b = k.Input((8,), name="a"), k.Input((5,), name="b")
    x = k.layers.Dense(4, name="left_branch_with_a_name_longer_than_its_column")(a)
    y = k.layers.Dense(4, name="right")(b)
    z = k.layers.Concatenate(name="join")([x, y, b])
    outputs = [k.layers.Dense(1, name="out")(z), k.layers.Dense(2, name="aux")(x)]
    return k.Model([a, b], outputs, name="branches")


def shared(k: ModuleType) -> Any:
    a, b = k.Input((4,), name="a"), k.Input((4,), name="b")
    dense = k.layers.Dense(4, name="shared")
    second, first = dense(b), dense(a)
    again = dense(first)
    return k.Model([a, b], [first, second, again], name="shared_layers")


def shared_chain(k: ModuleType) -> Any:
    a = k.Input((4,), name="a")
    dense = k.layers.Dense(4, name="shared")
    return k.Model(a, dense(dense(a)), name="shared_chain")


def nested(k: ModuleType) -> Any:
    s = k.Input((4,), name="inner_input")
    outputs = [k.layers.Dense(2, name="two")(s), k.layers.Dense(3, name="three")(s)]
    inner = k.Model(s, outputs, name="inner")
    a = k.Input((4,), name="a")
    two, three = inner(a)
    chained = k.Sequential(
        [k.Input((5,)), k.layers.Dense(7, name="seven"), inner_of_chain(k)], name="seq"
    )
    x = k.layers.Concatenate(name="join")([two, three])
    return k.Model(a, chained(x), name="nested")


def inner_of_chain(k: ModuleType) -> Any:
    return k.Sequential([k.Input((7,)), k.layers.Dense(1, name="one")], name="deep")


def nested_chain(k: ModuleType) -> Any:
    s = k.Input((4,), name="p")
    inner = k.Model({"p": s}, {"z": k.layers.Dense(2, name="z")(s), "s": s}, name="in")
    p = k.Input((4,), name="p")
    return k.Model({"p": p}, inner({"p": p}), name="dicts")


def sequential(k: ModuleType) -> Any:
    return k.Sequential(
        [
            k.Input((4,)),
            k.layers.Dense(3, name="中文层" * 8),
            k.layers.Dense(2, name="[red]x[red] and spaces in it that go on and on"),
            k.layers.Dense(5, use_bias=False, trainable=False, name="frozen"),
        ],
        name="[b]seq",
    )


def many_layers(k: ModuleType) -> Any:
    a = k.Input((100,), dtype="int32", name="main_input")
    x = k.layers.Embedding(10000, 512, name="embedding")(a)
    x = k.layers.LSTM(32, name="lstm")(x)
    aux = k.layers.Dense(1, activation="sigmoid", name="aux_output")(x)
    b = k.Input((5,), name="aux_input")
    x = k.layers.Concatenate(name="concatenate")([x, b])
    for i in range(3):
        x = k.layers.Dense(64, activation="relu", name=f"dense_{i}")(x)
    x = k.layers.Dropout(0.5, name="dropout")(x)
    x = k.layers.Activation("tanh", name="activation")(x)
    x = k.layers.Reshape((8, 8), name="reshape")(x)
    x = k.layers.Flatten(name="flatten")(x)
    x = k.layers.Add(name="add")([x, x])
    out = k.layers.Dense(1, activation="sigmoid", name="main_output")(x)
    return k.Model([a, b], [out, aux], name="headlines")


def states(k: ModuleType) -> Any:
    a = k.Input((4, 3), name="a")
    lstm = k.layers.LSTM(3, return_sequences=True, return_state=True, name="lstm")
    outputs = lstm(a)
    return k.Model(a, list(outputs), name="states")


def arithmetic(k: ModuleType) -> Any:
    a, b = k.Input((4,), name="a"), k.Input((4,), name="b")
    x = k.layers.Dense(4, name="d")(a) * 2.0 + b
    return k.Model([a, b], k.ops.sum(x, axis=-1, keepdims=True)[:, :1], name="m")


def wrapped(k: ModuleType) -> Any:
    a = k.Input((5, 3), name="a")
    x = k.layers.TimeDistributed(k.layers.Dense(2, name="in"), name="each")(a)
    return k.Model(a, k.layers.Bidirectional(k.layers.GRU(2), name="both")(x), name="m")


def unbuilt(k: ModuleType) -> Any:
    return k.Sequential(
        [k.layers.Dense(3, name="d"), k.layers.Dropout(0.5, name="p")], name="unbuilt"
    )


def empty(k: ModuleType) -> Any:
    return k.Sequential(name="empty")


MODELS = [
    chain,
    branches,
    shared,
    shared_chain,
    nested,
    nested_chain,
    sequential,
    many_layers,
    states,
    arithmetic,
    wrapped,
    unbuilt,
    empty,
]


def in_keras(model: Any, **options: Any) -> str:
    parts: list[str] = []
    model.summary(print_fn=parts.append, **options)
    return "".join(parts).rstrip("\n")


@pytest.mark.parametrize("make", MODELS)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"expand_nested": True},
        {"show_trainable": True},
        {"line_length": 60},
        {"line_length": 151, "show_trainable": True, "expand_nested": True},
    ],
    ids=str,
)
def test_equal_to_keras(
    make: Callable[[ModuleType], Any], options: dict[str, Any]
) -> None:
    for k in (keras, engine):  # names of operations are numbered from the start
        k.utils.clear_session()
    expected = in_keras(make(keras), **options)
    assert summary_text(make(engine), **options) == expected


@pytest.mark.parametrize("columns", [60, 80, 97, 120])
def test_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for make in (chain, branches, many_layers):
        assert summary_text(make(engine)) == in_keras(make(keras))


def test_positions() -> None:
    options: dict[str, Any] = {"line_length": 90, "positions": [0.6, 0.7, 0.9]}
    assert summary_text(chain(engine), **options) == in_keras(chain(keras), **options)
    options["positions"] = [0.2, 0.4, 0.6]  # less than the table is wide
    assert summary_text(chain(engine), **options) == in_keras(chain(keras), **options)


@pytest.mark.parametrize(
    "layer_range", [("dense_0", "dense_2"), ("emb.*", "lstm"), ("flatten", "lstm")]
)
def test_part_of_the_layers(layer_range: tuple[str, str]) -> None:
    options = {"layer_range": layer_range}
    expected = in_keras(many_layers(keras), **options)
    assert summary_text(many_layers(engine), **options) == expected


def test_frozen_model_and_frozen_layer() -> None:
    for name in (None, "first"):
        texts = []
        for k in (keras, engine):
            model = chain(k)
            (model.get_layer(name) if name else model).trainable = False
            texts.append(
                in_keras(model, show_trainable=True)
                if k is keras
                else summary_text(model, show_trainable=True)
            )
        if name:
            assert texts[1] == texts[0]
        else:  # the rows of Keras follow a flag that the engine leaves to the model
            assert texts[1].splitlines()[-3:] == texts[0].splitlines()[-3:]


def test_model_that_begins_in_the_middle_of_another() -> None:
    whole = branches(engine)
    layer = whole.get_layer("join")
    tail = engine.Model(layer.output, whole.get_layer("out").output, name="tail")
    assert "CLONE (InputLayer)" in summary_text(tail)
    assert summary_text(tail).splitlines()[6].startswith("│ out (Dense)")
    assert len(diagram_of(tail).edges) == 1


def test_what_cannot_be_shown_is_said() -> None:
    model = chain(engine)
    with pytest.raises(OptionError, match="10 characters are too few"):
        summary_text(model, line_length=10)
    with pytest.raises(OptionError, match="one number for each of the columns"):
        summary_text(model, positions=[0.5, 1.0])
    with pytest.raises(OptionError, match="no layer fits layer_range"):
        summary_text(model, layer_range=["nothing", "second"])
    with pytest.raises(OptionError, match="must be two names"):
        summary_text(model, layer_range=["first"])


def test_summary_prints_or_calls(capsys: pytest.CaptureFixture[str]) -> None:
    model = chain(engine)
    model.summary()
    assert capsys.readouterr().out == summary_text(model) + "\n"
    parts: list[str] = []
    model.summary(print_fn=parts.append, line_length=70)
    assert "".join(parts).rstrip("\n") == summary_text(model, line_length=70)
