"""Regularizers: penalties and slopes beside Keras, and those of one's own."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import jax
import keras
import numpy as np
import pytest

import engine
from engine import regularizers
from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.registry import REGULARIZERS
from engine.testing import check_gradient

CASES = [
    ("L1", {}),
    ("L1", {"l1": 0.3}),
    ("L2", {}),
    ("L2", {"l2": 0.2}),
    ("L1L2", {"l1": 0.1, "l2": 0.2}),
    ("L1L2", {}),
    ("OrthogonalRegularizer", {}),
    ("OrthogonalRegularizer", {"factor": 0.5, "mode": "columns"}),
]


@pytest.mark.parametrize(("name", "options"), CASES)
def test_penalties_slopes_and_configs_are_those_of_keras(name, options, rng):
    ours = getattr(regularizers, name)(**options)
    theirs = getattr(keras.regularizers, name)(**options)
    w = rng.standard_normal((5, 4)).astype("float32")
    expected, slope = jax.value_and_grad(theirs)(jax.numpy.asarray(w))
    assert np.allclose(ours(w), expected, rtol=1e-6)
    assert np.allclose(ours.gradient(w), slope, rtol=1e-5, atol=1e-7)
    assert ours.gradient(w).dtype == np.float32
    config, reference = (
        regularizers.serialize(ours),
        keras.regularizers.serialize(theirs),
    )
    numbers = config.pop("config"), reference.pop("config")
    assert config == reference
    assert numbers[0].keys() == numbers[1].keys()
    for key, value in numbers[1].items():
        is_number = isinstance(value, float)
        assert numbers[0][key] == (pytest.approx(value) if is_number else value)
    again = regularizers.deserialize({**config, "config": numbers[0]})
    assert again.get_config() == ours.get_config()
    double = rng.standard_normal((5, 4))
    check_gradient(ours, double, ours.gradient(double), rng, what=name)


def test_orthogonal_rows_cost_nothing():
    ours = regularizers.OrthogonalRegularizer(1.0)
    assert ours(np.eye(3)) == 0
    assert ours(np.ones((2, 3))) == pytest.approx(1)
    with pytest.raises(ShapeError, match="two axes"):
        ours(np.ones(3))


def test_names_of_keras():
    assert regularizers.l1_l2 is regularizers.L1L2
    for name, cls in (("l2", "L2"), ("L1", "L1"), ("l1_l2", "L1L2"), ("l1l2", "L1L2")):
        assert type(regularizers.get(name)).__name__ == cls
    assert type(regularizers.get("orthogonal_regularizer")).__name__.startswith("Orth")
    assert regularizers.get(None) is None
    with pytest.raises(OptionError, match="l2 must be at least 0"):
        regularizers.L2(-1)
    with pytest.raises(ValueError, match="object of Regularizer or a function"):
        regularizers.get(1)


def cubes(x):
    """A regularizer as a function."""
    return 0.01 * engine.ops.sum(engine.ops.abs(x) ** 3)


def test_functions_and_classes_of_ones_own(rng):
    def cubed_of(k):
        class Cubed(k.regularizers.Regularizer):
            def __init__(self, factor):
                self.factor = factor

            def __call__(self, x):
                return self.factor * k.ops.sum(k.ops.abs(x) ** 3)

            def get_config(self):
                return {"factor": self.factor}

        return Cubed

    ours, theirs = cubed_of(engine), cubed_of(keras)
    w = rng.standard_normal((3, 2)).astype("float32")
    x = rng.standard_normal((8, 3)).astype("float32")
    losses, weights = [], []
    for k, regularizer in (
        (engine, ours(0.01)),
        (engine, cubes),
        (engine, lambda w: 0.01 * np.sum(np.abs(w) ** 3)),
        (keras, theirs(0.01)),
    ):
        layer = k.layers.Dense(2, kernel_regularizer=regularizer)
        model = k.Sequential([k.Input((3,)), layer])
        model.set_weights([w, np.zeros(2)])
        model.compile(k.optimizers.SGD(0.1), "mse")
        history = model.fit(x, x[:, :2], epochs=3, shuffle=False, verbose=0)
        losses.append(history.history["loss"])
        weights.append(model.get_weights()[0])
    for mine in losses[:-1]:
        assert np.allclose(mine, losses[-1], rtol=1e-5)
    for mine in weights[:-1]:
        assert np.allclose(mine, weights[-1], rtol=1e-5, atol=1e-6)
    config = regularizers.serialize(ours(0.5))
    assert (config["class_name"], config["registered_name"]) == ("Cubed", "Cubed")
    REGULARIZERS.remove("Cubed")
    assert regularizers.deserialize(config, {"Cubed": ours}).factor == 0.5
    written = regularizers.serialize(regularizers.get(cubes))
    assert written["config"] == "cubes"
    again = regularizers.deserialize(written, {"cubes": cubes})
    assert again(w) == cubes(w)
    assert np.allclose(again.gradient(w), 0.03 * w * np.abs(w), rtol=1e-6)


def test_one_that_cannot_be_written_says_so():
    class Mute(regularizers.Regularizer):
        def __call__(self, x):
            return 0.0

    REGULARIZERS.remove("Mute")
    with pytest.raises(UnsupportedError, match="Mute cannot be written"):
        regularizers.serialize(Mute())
    assert np.array_equal(Mute().gradient(np.ones(2)), np.zeros(2))
