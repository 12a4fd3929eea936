"""Constraints: numbers and configs beside Keras, functions and classes of one's own."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
import pytest

import engine
from engine import constraints
from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.registry import CONSTRAINTS

pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)
CASES = [
    ("MaxNorm", {}),
    ("MaxNorm", {"max_value": 1.5, "axis": 1}),
    ("NonNeg", {}),
    ("UnitNorm", {}),
    ("UnitNorm", {"axis": -1}),
    ("MinMaxNorm", {}),
    ("MinMaxNorm", {"min_value": 0.5, "max_value": 1.5, "rate": 0.3, "axis": 1}),
]


@pytest.mark.parametrize(("name", "options"), CASES)
def test_numbers_and_configs_are_those_of_keras(name, options, rng):
    ours = getattr(constraints, name)(**options)
    theirs = getattr(keras.constraints, name)(**options)
    w = (2 * rng.standard_normal((5, 4))).astype("float32")
    before = w.copy()
    w[:, 1] *= 0.01
    before = w.copy()
    assert np.allclose(ours(w), theirs(w), rtol=1e-6, atol=1e-7)
    assert np.array_equal(w, before)
    assert ours(w.astype("float64")).dtype == np.float64
    assert constraints.serialize(ours) == keras.constraints.serialize(theirs)
    again = constraints.deserialize(constraints.serialize(ours))
    assert again.get_config() == ours.get_config()


def test_several_axes():
    w = np.ones((2, 3, 4), np.float32)
    ours = constraints.UnitNorm(axis=(0, 1))
    assert np.allclose(ours(w), keras.constraints.UnitNorm(axis=(0, 1))(w))
    assert constraints.deserialize(constraints.serialize(ours)).axis == (0, 1)
    with pytest.raises(ShapeError, match=r"axes 3.*shape \(2, 3, 4\)"):
        constraints.MaxNorm(axis=3)(w)


def test_names_of_keras():
    for name in ("max_norm", "MaxNorm", "unit_norm", "non_neg", "min_max_norm"):
        assert type(constraints.get(name)) is type(constraints.get(name.lower()))
    assert constraints.max_norm is constraints.MaxNorm
    assert constraints.get(None) is None
    assert type(constraints.get(constraints.NonNeg)) is constraints.NonNeg
    with pytest.raises(UnsupportedError, match='Did you mean "max_norm"'):
        constraints.get("max_nrom")
    with pytest.raises(ValueError, match="object of Constraint or a function"):
        constraints.get(3)
    with pytest.raises(OptionError, match="kernel_constraint"):
        engine.layers.Dense(2, kernel_constraint=3)
    w = np.ones(2)
    assert constraints.Constraint()(w) is w


def rounded(w):
    """A constraint as a function."""
    return np.round(w)


def test_functions_and_classes_of_ones_own():
    class Halved(constraints.Constraint):
        """Written as in Keras' documentation."""

        def __init__(self, by=2):
            self.by = by

        def __call__(self, w):
            return engine.ops.divide(w, self.by)

        def get_config(self):
            return {"by": self.by}

    for constraint, config in (
        (rounded, {"class_name": "function", "config": "rounded"}),
        (Halved(4), {"class_name": "Halved", "config": {"by": 4}}),
    ):
        layer = engine.layers.Dense(2, kernel_constraint=constraint)
        model = engine.Sequential([engine.Input((3,)), layer])
        model.compile("sgd", "mse")
        model.fit(np.ones((2, 3)), np.ones((2, 2)), verbose=0)
        assert np.array_equal(
            layer.kernel.constraint(np.float32([4, 8])),
            constraint(np.float32([4, 8])),
        )
        written = layer.get_config()["kernel_constraint"]
        assert written.items() >= config.items()
        objects = {"rounded": rounded, "Halved": Halved}
        again = constraints.deserialize(written, objects)
        assert constraints.serialize(again) == written
    CONSTRAINTS.remove("Halved")
    with pytest.raises(UnsupportedError, match="rounded"):
        constraints.deserialize("rounded")
    with pytest.raises(UnsupportedError, match="lambda"):
        engine.layers.Dense(2, kernel_constraint=lambda w: w).get_config()
