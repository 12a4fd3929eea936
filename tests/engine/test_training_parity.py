"""From equal weights and batch order, training gives the losses of real Keras."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest

import engine

Build = Callable[[Any], Any]


def headline_model(k: Any) -> Any:
    """Two inputs, two outputs: the model of Keras' guide, smaller."""
    words = k.Input((12,), dtype="int32", name="main_input")
    x = k.layers.Embedding(50, 8)(words)
    lstm = k.layers.LSTM(6)(x)
    aux_out = k.layers.Dense(1, activation="sigmoid", name="aux_output")(lstm)
    aux = k.Input((5,), name="aux_input")
    x = k.layers.concatenate([lstm, aux])
    for _ in range(3):
        x = k.layers.Dense(16, activation="relu")(x)
    main_out = k.layers.Dense(1, activation="sigmoid", name="main_output")(x)
    model = k.Model([words, aux], [main_out, aux_out])
    model.compile(
        optimizer=k.optimizers.RMSprop(0.003),
        loss={
            "main_output": "binary_crossentropy",
            "aux_output": "binary_crossentropy",
        },
        loss_weights={"main_output": 1.0, "aux_output": 0.2},
        metrics={"main_output": ["accuracy"], "aux_output": ["accuracy"]},
    )
    return model


def headline_data(rng: np.random.Generator) -> tuple[Any, Any]:
    words = rng.integers(0, 50, (160, 12)).astype("int32")
    aux = rng.normal(size=(160, 5)).astype("float32")
    label = (aux.sum(1, keepdims=True) > 0).astype("float32")
    other = (words[:, :1] > 25).astype("float32")
    return [words, aux], [label, other]


def classifier(loss: str, optimizer: str, **options: Any) -> Build:
    def build(k: Any) -> Any:
        x = inputs = k.Input((10,))
        x = k.layers.Dense(16, activation="tanh", kernel_regularizer="l2")(x)
        x = k.layers.Dense(16)(x)
        x = k.layers.Activation("relu")(x)
        x = k.layers.Dense(4, activation="softmax")(x)
        model = k.Model(inputs, x)
        maker = getattr(k.optimizers, optimizer)
        model.compile(maker(**options), loss, metrics=["accuracy"])
        return model

    return build


def sparse_data(rng: np.random.Generator) -> tuple[Any, Any]:
    x = rng.normal(size=(160, 10)).astype("float32")
    return x, np.abs(x[:, :4]).argmax(1).astype("int32")


def one_hot_data(rng: np.random.Generator) -> tuple[Any, Any]:
    x, y = sparse_data(rng)
    return x, np.eye(4, dtype="float32")[y]


def shared_model(k: Any) -> Any:
    """One layer called twice, merging layers, reshaping, a regression."""
    a, b = k.Input((6, 4)), k.Input((6, 4))
    lstm = k.layers.LSTM(5, return_sequences=True)
    left, right = lstm(a), lstm(b)
    both = k.layers.Multiply()([left, right])
    both = k.layers.Add()([both, left])
    both = k.layers.Average()([both, right])
    flat = k.layers.Flatten()(both)
    flat = k.layers.Reshape((3, 10))(flat)
    flat = k.layers.Flatten()(k.layers.Dense(4, activation="sigmoid")(flat))
    model = k.Model([a, b], k.layers.Dense(2)(flat))
    model.compile(
        k.optimizers.SGD(0.05, momentum=0.9, nesterov=True), "mae", None, ["mse"]
    )
    return model


def shared_data(rng: np.random.Generator) -> tuple[Any, Any]:
    x = [rng.normal(size=(160, 6, 4)).astype("float32") for _ in range(2)]
    return x, rng.normal(size=(160, 2)).astype("float32")


def masked_model(k: Any) -> Any:
    words = k.Input((9,), dtype="int32")
    x = k.layers.Embedding(20, 6, mask_zero=True)(words)
    x = k.layers.LSTM(7, return_sequences=True)(x)
    x = k.layers.LSTM(5)(x)
    model = k.Model(words, k.layers.Dense(1)(x))
    model.compile(k.optimizers.Adam(0.01), "mse", None, ["mae"])
    return model


def masked_data(rng: np.random.Generator) -> tuple[Any, Any]:
    words = rng.integers(1, 20, (160, 9)).astype("int32")
    for row, length in enumerate(rng.integers(1, 10, 160)):
        words[row, length:] = 0
    return words, words.mean(1, keepdims=True).astype("float32") / 20


CASES: dict[str, tuple[Build, Callable[[np.random.Generator], tuple[Any, Any]]]] = {
    "two inputs, two outputs": (headline_model, headline_data),
    "sparse labels, Adam": (
        classifier("sparse_categorical_crossentropy", "Adam", learning_rate=0.01),
        sparse_data,
    ),
    "one-hot labels, RMSprop": (
        classifier("categorical_crossentropy", "RMSprop", momentum=0.5, centered=True),
        one_hot_data,
    ),
    "one-hot labels, SGD": (
        classifier("categorical_crossentropy", "SGD", learning_rate=0.1),
        one_hot_data,
    ),
    "shared layer, merging": (shared_model, shared_data),
    "mask": (masked_model, masked_data),
}


class Losses:
    """Collects the logs of every batch, in either framework."""

    def __init__(self, k: Any) -> None:
        self.values: list[dict[str, float]] = []
        self.callback = k.callbacks.LambdaCallback(
            on_train_batch_end=lambda batch, logs: self.values.append(dict(logs))
        )


@pytest.mark.parametrize("name", CASES)
def test_twenty_steps_give_the_losses_of_keras(
    name: str, rng: np.random.Generator
) -> None:
    build, make_data = CASES[name]
    x, y = make_data(rng)
    ours, theirs = build(engine), build(keras)
    # Names are automatic and may differ; order and shapes must not.
    assert [v.shape for v in ours.weights] == [tuple(v.shape) for v in theirs.weights]
    theirs.set_weights(ours.get_weights())
    np.testing.assert_allclose(
        np.concatenate([np.ravel(p) for p in _list(ours.predict(x, verbose=0))]),
        np.concatenate([np.ravel(p) for p in _list(theirs.predict(x, verbose=0))]),
        rtol=1e-5,
        atol=1e-6,
    )
    collected = []
    for k, model in ((engine, ours), (keras, theirs)):
        losses = Losses(k)
        model.fit(
            x, y, batch_size=32, epochs=4, shuffle=False, verbose=0,
            callbacks=[losses.callback],
        )  # fmt: skip
        collected.append(losses.values)
    assert len(collected[0]) == 20
    for step, (mine, real) in enumerate(zip(*collected, strict=True)):
        assert set(mine) == set(real)
        for key, value in real.items():
            assert mine[key] == pytest.approx(float(value), rel=1e-4, abs=1e-4), (
                step,
                key,
            )
    for mine, real in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine, real, rtol=2e-3, atol=2e-4)
    judged = ours.evaluate(x, y, verbose=0, return_dict=True)
    expected = theirs.evaluate(x, y, verbose=0, return_dict=True)
    assert list(judged) == list(expected) or set(judged) == set(expected)
    for key, value in expected.items():
        assert judged[key] == pytest.approx(float(value), rel=1e-4, abs=1e-4)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_fit_with_validation_has_the_history_of_keras(rng: np.random.Generator) -> None:
    x, y = sparse_data(rng)
    histories = []
    ours = CASES["sparse labels, Adam"][0](engine)
    theirs = CASES["sparse labels, Adam"][0](keras)
    theirs.set_weights(ours.get_weights())
    for model in (ours, theirs):
        history = model.fit(
            x,
            y,
            batch_size=48,
            epochs=3,
            shuffle=False,
            verbose=0,
            validation_split=0.3,
        )
        histories.append(history)
    assert histories[0].epoch == histories[1].epoch == [0, 1, 2]
    assert set(histories[0].history) == set(histories[1].history)
    for key, values in histories[1].history.items():
        assert histories[0].history[key] == pytest.approx(values, rel=1e-4, abs=1e-4)


def test_one_seed_gives_bit_equal_weights(rng: np.random.Generator) -> None:
    x, y = sparse_data(rng)
    results = []
    for _ in range(2):
        engine.utils.set_random_seed(7)
        inputs = engine.Input((10,))
        h = engine.layers.Dense(32, activation="relu")(inputs)
        h = engine.layers.Dropout(0.5)(h)
        model = engine.Model(inputs, engine.layers.Dense(4, activation="softmax")(h))
        model.compile("adam", "sparse_categorical_crossentropy")
        model.fit(x, y, epochs=3, verbose=0)
        results.append(model.get_weights())
    for first, second in zip(*results, strict=True):
        assert np.array_equal(first, second)
