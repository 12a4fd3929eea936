"""The same models for real Keras and for the engine, with data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Case:
    """A model, what goes into it, and how it is compiled."""

    make: Callable[[ModuleType], Any]
    inputs: Callable[[np.random.Generator], Any]
    loss: Any = "mse"
    loss_weights: Any = None
    metrics: Any = None

    @property
    def name(self) -> str:
        return self.make.__name__


def numbers(*shape: int) -> Callable[[np.random.Generator], Any]:
    return lambda rng: rng.standard_normal((8, *shape)).astype(np.float32)


def tokens(steps: int, count: int) -> Callable[[np.random.Generator], Any]:
    return lambda rng: rng.integers(0, count, (8, steps)).astype(np.int32)


def chain(k: ModuleType) -> Any:
    a = k.Input((6,), name="a")
    x = k.layers.Dense(5, activation="relu", kernel_regularizer="l2", name="first")(a)
    x = k.layers.Dropout(0.3, name="drop")(x)
    return k.Model(a, k.layers.Dense(3, use_bias=False, name="second")(x), name="chain")


def plain(k: ModuleType) -> Any:
    a = k.Input((6,), name="a")
    x = k.layers.Dense(5, activation="relu", kernel_regularizer="l2", name="first")(a)
    return k.Model(a, k.layers.Dense(3, name="second")(x), name="plain")


def sequential(k: ModuleType) -> Any:
    layers = [
        k.Input((4, 3), name="a"),
        k.layers.LSTM(5, return_sequences=True, name="lstm_one"),
        k.layers.LSTM(4, go_backwards=True, use_bias=False, name="lstm_two"),
        k.layers.Activation("softmax", name="act"),
        k.layers.Reshape((2, 2), name="reshape"),
        k.layers.Flatten(name="flat"),
        k.layers.Dense(2, activation="tanh", name="end"),
    ]
    return k.Sequential(layers, name="a_sequence")


def headlines(k: ModuleType) -> Any:
    """Several inputs and outputs, a shared layer, inner models."""
    a = k.Input((10,), dtype="int32", name="main_input")
    x = k.layers.Embedding(50, 8, name="embedding")(a)
    x = k.layers.LSTM(4, name="lstm")(x)
    aux = k.layers.Dense(1, activation="sigmoid", name="aux_output")(x)
    b = k.Input((5,), name="aux_input")
    x = k.layers.Concatenate(name="join")([x, b])
    shared = k.layers.Dense(9, activation="relu", name="shared")
    x = shared(x)
    x = shared(k.layers.Dense(9, name="between")(x))
    i = k.Input((9,), name="inner_input")
    inner = k.Model(i, k.layers.Dense(3, name="inner_dense")(i), name="inner")
    x = k.layers.Add(name="sum")([inner(x), inner(shared(x))])
    tail = k.Sequential([k.Input((3,)), k.layers.Dense(4, name="one")], name="tail")
    out = k.layers.Dense(1, activation="sigmoid", name="main_output")(tail(x))
    return k.Model([a, b], [out, aux], name="headlines")


def both(rng: np.random.Generator) -> list[Any]:
    return [tokens(10, 50)(rng), numbers(5)(rng)]


def tables(k: ModuleType) -> Any:
    """Dicts as inputs and outputs, an inner model as an output, frozen layers."""
    i = k.Input((3,), name="p")
    parts = {"z": k.layers.Dense(2, name="z")(i), "y": k.layers.Dense(4, name="y")(i)}
    inner = k.Model({"p": i}, parts, name="inner")
    a, b = k.Input((3,), name="a"), k.Input((3,), name="b")
    frozen = k.layers.Dense(3, trainable=False, name="frozen")
    found = inner({"p": k.layers.Multiply(name="times")([frozen(a), b])})
    again = inner({"p": b})
    mean = k.layers.Average(name="mean")([found["y"], again["y"]])
    return k.Model({"b": b, "a": a}, {"u": found["z"], "o": mean}, name="tables")


def table_inputs(rng: np.random.Generator) -> dict[str, Any]:
    return {"a": numbers(3)(rng), "b": numbers(3)(rng)}


def masked(k: ModuleType) -> Any:
    a = k.Input((6,), dtype="int32", name="a")
    x = k.layers.Embedding(5, 3, mask_zero=True, name="embedding")(a)
    x = k.layers.LSTM(4, return_sequences=True, name="lstm")(x)
    return k.Model(a, k.layers.LSTM(2, name="end")(x), name="masked")


def masked_numbers(k: ModuleType) -> Any:
    a = k.Input((6, 2), name="a")
    x = k.layers.Masking(0.0, name="masking")(a)
    x = k.layers.Dropout(0.1, name="drop")(x)
    return k.Model(a, k.layers.LSTM(2, name="end")(x), name="masked_numbers")


def padded(rng: np.random.Generator) -> Any:
    x = numbers(6, 2)(rng)
    x[:, 4:] = 0
    return x


def masked_branches(k: ModuleType) -> Any:
    a = k.Input((6,), dtype="int32", name="a")
    parts = [
        k.layers.Embedding(5, 3, mask_zero=True, name=f"embedding_{i}")(a)
        for i in range(2)
    ]
    x = k.layers.LSTM(4, name="after_add")(k.layers.Add(name="add")(parts))
    y = k.layers.LSTM(4, name="after_join")(k.layers.Concatenate(name="join")(parts))
    return k.Model(a, k.layers.Concatenate(name="end")([x, y]), name="masked_branches")


def states(k: ModuleType) -> Any:
    a = k.Input((4, 3), name="a")
    lstm = k.layers.LSTM(3, return_state=True, recurrent_dropout=0.1, name="lstm")
    return k.Model(a, list(lstm(a)), name="states")


CASES = [
    Case(chain, numbers(6)),
    Case(plain, numbers(6)),
    Case(sequential, numbers(4, 3), metrics=["mae"]),
    Case(
        headlines,
        both,
        {"main_output": "binary_crossentropy", "aux_output": "binary_crossentropy"},
        {"main_output": 1.0, "aux_output": 0.2},
        {"main_output": ["accuracy"], "aux_output": ["mse"]},
    ),
    Case(tables, table_inputs, {"u": "mse", "o": "mae"}),
    Case(masked, tokens(6, 5)),
    Case(masked_numbers, padded),
    Case(masked_branches, tokens(6, 5)),
    Case(states, numbers(4, 3), ["mse", "mse", "mae"]),
]


def flat(result: Any) -> list[np.ndarray]:
    """Return arrays of any structure in order."""
    if isinstance(result, dict):
        return [array for name in sorted(result) for array in flat(result[name])]
    if isinstance(result, list | tuple):
        return [array for part in result for array in flat(part)]
    return [np.asarray(result)]


def assert_close(received: Any, expected: Any, tolerance: float = 1e-5) -> None:
    """Compare arrays of any structure."""
    ours, theirs = flat(received), flat(expected)
    assert len(ours) == len(theirs)
    for a, b in zip(ours, theirs, strict=True):
        assert a.shape == b.shape
        np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


def targets(case: Case, model: Any, x: Any, rng: np.random.Generator) -> Any:
    """Return targets between 0 and 1 in the structure of the outputs."""

    def like(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: like(value) for name, value in part.items()}
        if isinstance(part, list | tuple):
            return [like(value) for value in part]
        return rng.random(np.shape(part)).astype(np.float32)

    return like(model.predict(x, verbose=0))


def compile_case(case: Case, model: Any, optimizer: Any) -> None:
    model.compile(
        optimizer, case.loss, loss_weights=case.loss_weights, metrics=case.metrics
    )
