"""Models with arithmetic on symbols: as in Keras, and through its files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from engine import saving
from engine.errors import UnsupportedError

keras = pytest.importorskip("keras")

ROWS = 8


def _arithmetic(k: Any) -> Any:
    a = k.Input((4, 6), name="a")
    b = k.Input((4, 6), name="b")
    x = k.layers.Dense(5, name="d")(a * 2 - b / 3)
    y = (x[:, 0] - x[..., 1:2][:, 1]) * 2 + k.ops.sum(k.ops.relu(x), axis=1)
    y = k.ops.concatenate([y, k.ops.reshape(-x, (-1, 20)) * 0.1], axis=-1)
    pairs = k.ops.matmul(x, k.ops.transpose(x, (0, 2, 1)))
    y = k.ops.concatenate([y, k.ops.reshape(pairs, (-1, 16)) / 10], axis=1)
    y = y + k.ops.stop_gradient(y) + k.ops.where(y > 0, y, 0.0)
    y = y * 0.2 + k.ops.cast(y > 0.5, "float32")
    return k.Model([a, b], k.layers.Dense(2, name="e")(1 - y))


def _attention(k: Any) -> Any:
    a = k.Input((5, 3), name="a")
    queries = k.layers.Dense(4, name="q")(a)
    keys = k.layers.Dense(4, name="k")(a)
    scores = queries @ k.ops.swapaxes(keys, 1, 2) / 2.0
    mixed = k.ops.einsum("bqk,bkf->bqf", k.ops.softmax(scores), a)
    pooled = k.ops.mean(mixed, axis=1) + k.ops.max(abs(a), axis=1) ** 2
    first, second = k.ops.split(k.layers.Dense(4, name="p")(pooled), 2, axis=-1)
    return k.Model(a, {"sum": first + second, "gate": k.ops.sigmoid(first)})


def _shared_and_nested(k: Any) -> Any:
    inner_in = k.Input((3,), name="inner_in")
    scale = np.array([1.0, 2.0, 3.0])
    inner = k.Model(
        inner_in, k.layers.Dense(3, name="in")(inner_in * scale) + 1, name="inner"
    )
    a = k.Input((3,), name="a")
    b = k.Input((3,), name="b")
    shared = k.layers.Dense(3, name="s", activation="tanh")
    total = shared(inner(a)) * shared(b) - inner(b)
    mean, variance = k.ops.moments(total, axes=[1], keepdims=True)
    return k.Model([a, b], [(total - mean) / k.ops.sqrt(variance + 0.1), total[:, 1:]])


def _masked(k: Any) -> Any:
    tokens = k.Input((5,), dtype="int32", name="a")
    x = k.layers.Embedding(6, 3, mask_zero=True, name="emb")(tokens)
    own = k.ops.logical_or(k.ops.equal(tokens, 2), tokens > 3)
    with_own = k.layers.LSTM(2, name="l")(x, mask=own)
    without = k.layers.LSTM(2, name="m")(x * 1.5)
    kept = k.layers.LSTM(2, name="n")(x)
    return k.Model(tokens, with_own + without * kept)


MODELS: dict[str, Callable[[Any], Any]] = {
    "arithmetic": _arithmetic,
    "attention": _attention,
    "shared and nested": _shared_and_nested,
    "masked": _masked,
}


def _data(model: Any) -> Any:
    rng = np.random.default_rng(5)
    arrays = [
        rng.integers(0, 6, (ROWS, *tensor.shape[1:])).astype(np.int32)
        if tensor.dtype == "int32"
        else rng.standard_normal((ROWS, *tensor.shape[1:])).astype(np.float32)
        for tensor in model.inputs
    ]
    return arrays if len(arrays) > 1 else arrays[0]


def _targets(model: Any) -> Any:
    rng = np.random.default_rng(6)

    def made(tensor: Any) -> np.ndarray:
        return rng.standard_normal((ROWS, *tensor.shape[1:])).astype(np.float32)

    if isinstance(model.output, dict):
        return {name: made(model.output[name]) for name in sorted(model.output)}
    targets = [made(tensor) for tensor in model.outputs]
    return targets if len(targets) > 1 else targets[0]


def _leaves(outputs: Any) -> list[np.ndarray]:
    if isinstance(outputs, dict):
        return [np.asarray(outputs[name]) for name in sorted(outputs)]
    outputs = outputs if isinstance(outputs, list | tuple) else [outputs]
    return [np.asarray(output) for output in outputs]


def _same_predictions(one: Any, other: Any) -> None:
    data = _data(one)
    for mine, want in zip(
        _leaves(one.predict(data, verbose=0)),
        _leaves(other.predict_on_batch(data)),
        strict=True,
    ):
        np.testing.assert_allclose(mine, want, rtol=1e-4, atol=1e-5)


@pytest.fixture(scope="module", params=MODELS)
def pair(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    """The same model, with the same weights, in the engine and in Keras."""
    build = MODELS[request.param]
    ours, theirs = build(engine), build(keras)
    ours.set_weights(theirs.get_weights())
    return ours, theirs


def test_graph_and_predictions(pair: tuple[Any, Any]) -> None:
    ours, theirs = pair
    assert [type(one).__name__ for one in ours.layers] == [
        type(one).__name__ for one in theirs.layers
    ]
    assert [tensor.shape for tensor in ours.outputs] == [
        tensor.shape for tensor in theirs.outputs
    ]
    _same_predictions(ours, theirs)


def _calls(model: Any) -> list[Any]:
    """Return the operations of a config, without the numbers in their names."""

    def without_numbers(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: without_numbers(v) for k, v in value.items() if k != "name"}
        if isinstance(value, list):
            return [without_numbers(part) for part in value]
        return value.rstrip("_0123456789") if isinstance(value, str) else value

    return [
        without_numbers(entry)
        for entry in json.loads(model.to_json())["config"]["layers"]
        if entry["module"].startswith("keras.src.ops")
    ]


def test_operations_are_written_as_keras_writes_them(pair: tuple[Any, Any]) -> None:
    ours, theirs = pair
    assert _calls(ours) == _calls(theirs)


def test_files_both_ways(pair: tuple[Any, Any], tmp_path: Path) -> None:
    ours, theirs = pair
    ours.save(tmp_path / "ours.keras")
    _same_predictions(ours, keras.models.load_model(tmp_path / "ours.keras"))
    theirs.save(tmp_path / "theirs.keras")
    read = saving.load_model(tmp_path / "theirs.keras")
    _same_predictions(read, theirs)
    read.save(tmp_path / "again.keras")
    _same_predictions(saving.load_model(tmp_path / "again.keras"), theirs)
    ours.save(tmp_path / "ours.h5")
    _same_predictions(saving.load_model(tmp_path / "ours.h5"), theirs)


def test_training(pair: tuple[Any, Any]) -> None:
    ours, theirs = pair
    data, targets = _data(ours), _targets(ours)
    before = theirs.get_weights()
    for model, k in ((ours, engine), (theirs, keras)):
        model.compile(k.optimizers.SGD(0.01), "mse", run_eagerly=False)
    for _ in range(5):
        mine = np.ravel(ours.train_on_batch(data, targets))[0]
        want = np.ravel(theirs.train_on_batch(data, targets))[0]
        np.testing.assert_allclose(mine, want, rtol=1e-4)
    for mine, want in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine, want, rtol=1e-3, atol=1e-5)
    ours.set_weights(before)
    theirs.set_weights(before)


# ------------------------------------------------------------- in the engine


def test_a_model_cut_out_of_the_middle_of_arithmetic() -> None:
    model = _attention(engine)
    scores = model.get_layer("p").input
    tail = engine.Model(scores, model.get_layer("p").output * 2)
    assert [type(one).__name__ for one in tail.operations] == [
        "InputLayer",
        "Dense",
        "Multiply",
    ]
    head = engine.Model(model.input, scores)
    x = _data(model)
    whole = engine.Model(model.input, model.get_layer("p").output * 2)
    np.testing.assert_allclose(
        tail.predict(head.predict(x, verbose=0), verbose=0),
        whole.predict(x, verbose=0),
        rtol=1e-6,
    )


@pytest.mark.parametrize("build", [_arithmetic, _attention, _shared_and_nested])
def test_a_config_makes_the_same_graph(build: Callable[[Any], Any]) -> None:
    model = build(engine)
    twin = engine.Model.from_config(model.get_config())
    twin.set_weights(model.get_weights())
    assert [one.name for one in twin.operations] == [
        one.name for one in model.operations
    ]
    data = _data(model)
    for mine, want in zip(
        _leaves(twin.predict(data, verbose=0)),
        _leaves(model.predict(data, verbose=0)),
        strict=True,
    ):
        np.testing.assert_array_equal(mine, want)


def test_operations_have_no_weights_and_are_no_layers() -> None:
    model = _arithmetic(engine)
    assert [layer.name for layer in model.layers] == ["a", "b", "d", "e"]
    assert len(model.operations) > 20
    assert [v.path for v in model.weights] == [
        "d/kernel",
        "d/bias",
        "e/kernel",
        "e/bias",
    ]
    text: list[str] = []
    model.summary(print_fn=text.append)
    assert "(TrueDivide)" in "".join(text)
    assert "(Greater)" in "".join(text)


def test_an_inner_model_takes_other_sizes() -> None:
    a = engine.Input((None, 3))
    inner = engine.Model(a, engine.ops.sum(a * 2, axis=-1)[:, 1:], name="inner")
    b = engine.Input((7, 3))
    assert inner(b).shape == (None, 6)


def test_arrays_that_cannot_be_written_are_named() -> None:
    a = engine.Input((3,))
    model = engine.Model(a, a + np.ones(3) * 1j)
    with pytest.raises(UnsupportedError, match=r"cannot be written to a file"):
        model.to_json()
