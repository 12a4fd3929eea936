"""Helpers of ``keras.utils``, compared with real Keras."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import DataError, OptionError
from engine.utils import clear_session, count_params, set_random_seed, to_categorical

keras = pytest.importorskip("keras")


@pytest.mark.parametrize(
    ("x", "num_classes"),
    [
        ([0, 2, 1], None),
        ([0, 2, 1], 5),
        ([[0], [1], [3]], None),
        ([[0, 1], [2, 3]], None),
        ([[[1], [0]], [[2], [2]]], 4),
        (3, None),
        (3, 7),
        (np.array([0, 1], np.uint8), None),
        (np.array([0.0, 2.0]), None),
        (np.array([True, False]), None),
        ([1, 2], 0),
        (np.zeros(0, int), 3),
        (np.zeros((0, 1), int), 3),
        ([[1]], None),
    ],
)
def test_to_categorical_is_that_of_keras(x: Any, num_classes: int | None) -> None:
    expected = keras.utils.to_categorical(x, num_classes)
    received = to_categorical(x, num_classes)
    np.testing.assert_array_equal(received, expected)
    assert received.dtype == expected.dtype


@pytest.mark.parametrize(
    ("x", "num_classes", "error", "words"),
    [
        ([0, 3], 3, DataError, "between 0 and 2. Received 3 at position 1"),
        ([0, -1], None, DataError, "Received -1 at position 1. Subtract"),
        ([0.5], None, DataError, "NaN or fractions"),
        ([float("nan")], None, DataError, "NaN or fractions"),
        (["a"], None, DataError, "whole numbers"),
        ([], None, DataError, "x is empty"),
        ([1], 2.5, OptionError, "num_classes must be a whole number"),
        ([1], -1, OptionError, "num_classes must be a whole number"),
        ([1], True, OptionError, "num_classes must be a whole number"),
    ],
)
def test_to_categorical_says_what_is_wrong(
    x: Any, num_classes: Any, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        to_categorical(x, num_classes)


def make() -> Any:
    return engine.Sequential(
        [
            engine.Input((3,)),
            engine.layers.Dense(4),
            engine.layers.Dense(2, trainable=False),
        ]
    )


def test_count_params() -> None:
    model = make()
    assert count_params(model.weights) == 16 + 10
    assert count_params(model.trainable_weights) == 16
    assert count_params([]) == 0


def test_one_seed_fixes_weights_and_random_numbers() -> None:
    drawn = []
    for _ in range(2):
        set_random_seed(7)
        drawn.append([*make().get_weights(), np.random.rand(3)])
    for first, second in zip(*drawn, strict=True):
        np.testing.assert_array_equal(first, second)
    set_random_seed(8)
    assert not np.array_equal(make().get_weights()[0], drawn[0][0])


def test_names_start_anew() -> None:
    clear_session()
    assert [layer.name for layer in make().layers] == ["dense", "dense_1"]
    clear_session()
    assert [layer.name for layer in make().layers] == ["dense", "dense_1"]
