"""Data sets of the box: what they hold, and that models learn them."""

from __future__ import annotations

import numpy as np
import pytest

import engine as keras
from engine.datasets import box
from engine.errors import UnsupportedError


@pytest.mark.parametrize("name", box.names())
def test_every_set_is_split_without_losing_a_sample(name: str) -> None:
    (x, y), (x_test, y_test) = keras.datasets.load_data(name)
    assert len(x) == len(y)
    assert len(x_test) == len(y_test)
    assert np.isfinite(x).all()
    share = len(x_test) / (len(x) + len(x_test))
    assert share == pytest.approx(0.2, abs=0.01)
    if y.dtype.kind == "i":
        assert set(y_test) <= set(y) == set(range(y.max() + 1))
    (again, _), _ = keras.datasets.load_data(name)
    assert np.array_equal(again, x)
    (whole, _), (none, _) = keras.datasets.load_data(name, test_split=0)
    assert len(whole) == len(x) + len(x_test)
    assert len(none) == 0


def test_a_model_learns_the_irises() -> None:
    keras.utils.set_random_seed(1)
    (x, y), test = keras.datasets.load_data("iris")
    model = keras.Sequential(
        [keras.layers.Dense(16, "relu"), keras.layers.Dense(3, "softmax")]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=150, batch_size=8, verbose=0)
    assert model.evaluate(*test, verbose=0, return_dict=True)["accuracy"] > 0.9


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnsupportedError, match=r'called "irises".*"iris".*Known: '):
        keras.datasets.load_data("irises")
