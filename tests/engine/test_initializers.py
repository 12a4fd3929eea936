"""Initializers: distributions and configs beside Keras, seeds, those of one's own."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import json

import keras
import numpy as np
import pytest

import engine
from engine import initializers
from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.initializers import fans
from engine.registry import INITIALIZERS
from engine.utils import set_random_seed

RANDOM = [
    ("RandomNormal", {"mean": 0.5, "stddev": 2.0}),
    ("RandomUniform", {"minval": -0.3, "maxval": 0.7}),
    ("TruncatedNormal", {"mean": -1.0, "stddev": 0.2}),
    ("VarianceScaling", {}),
    ("VarianceScaling", {"mode": "fan_out", "distribution": "uniform", "scale": 3.0}),
    ("VarianceScaling", {"mode": "fan_avg", "distribution": "untruncated_normal"}),
    ("VarianceScaling", {"input_axes": [0], "output_axes": [1, 2]}),
    ("GlorotUniform", {}),
    ("GlorotNormal", {}),
    ("HeUniform", {}),
    ("HeNormal", {"input_axes": [2], "output_axes": [0]}),
    ("LecunUniform", {}),
    ("LecunNormal", {}),
]
SHAPE = (20, 30, 50)


def largest_gap(a, b):
    """Largest difference of two empirical distribution functions (Kolmogorov's)."""
    a, b = np.sort(a, axis=None), np.sort(b, axis=None)
    points = np.concatenate([a, b])
    shares = (np.searchsorted(x, points, side="right") / x.size for x in (a, b))
    return np.max(np.abs(np.subtract(*shares)))


@pytest.mark.parametrize(("name", "options"), RANDOM)
def test_distributions_are_those_of_keras(name, options):
    ours = getattr(initializers, name)(**options, seed=7)
    values = ours(SHAPE)
    reference = np.asarray(getattr(keras.initializers, name)(**options, seed=7)(SHAPE))
    assert (values.shape, values.dtype) == (SHAPE, np.float32)
    # 30 000 of each: equal distributions exceed this once in 10 000 times.
    assert largest_gap(values, reference) < 0.02
    assert largest_gap(1.1 * values + 0.01 * reference.std(), reference) > 0.02
    assert abs(values.std() / reference.std() - 1) < 0.02
    assert np.array_equal(ours(SHAPE), values)
    assert ours((3, 2, 2), dtype="float64").dtype == np.float64


@pytest.mark.parametrize(("name", "options"), [*RANDOM, ("Orthogonal", {"gain": 2.0})])
def test_configs_are_those_of_keras(name, options):
    ours = getattr(initializers, name)(**options)
    theirs = getattr(keras.initializers, name)(**options)
    config = json.loads(json.dumps(initializers.serialize(ours)))
    reference = json.loads(json.dumps(keras.initializers.serialize(theirs)))
    for axes in ("input_axes", "output_axes"):  # unknown to Keras before 3.15
        if reference["config"].get(axes, 0) is None:
            del reference["config"][axes]
    assert config == reference
    assert keras.initializers.get(config).get_config() == theirs.get_config()
    again = initializers.deserialize(keras.initializers.serialize(theirs))
    assert again.get_config() == ours.get_config()
    text = ours.source("initializers.")
    assert eval(text, {"initializers": initializers}).get_config() == ours.get_config()


EXACT = [
    ("Zeros", {}, (2, 3)),
    ("Ones", {}, (2, 3)),
    ("Constant", {"value": 0.3}, (2, 3)),
    ("Identity", {}, (3, 3)),
    ("Identity", {"gain": 0.5}, (2, 3)),
    ("STFT", {}, (6, 1, 4)),
    ("STFT", {"side": "imag", "window": "hamming", "scaling": "spectrum"}, (5, 1, 3)),
    ("STFT", {"window": None, "periodic": True}, (5, 1, 3)),
    ("STFT", {"window": "blackman", "periodic": True, "scaling": None}, (4, 1, 5)),
]


@pytest.mark.parametrize(("name", "options", "shape"), EXACT)
def test_numbers_are_those_of_keras(name, options, shape):
    ours = getattr(initializers, name)(**options)
    theirs = getattr(keras.initializers, name)(**options)
    for dtype in (None, "float32"):
        assert np.allclose(ours(shape, dtype), theirs(shape, dtype), atol=1e-6)
        assert ours(shape, dtype).dtype == np.float32
    config = initializers.serialize(ours)
    if name != "Identity":  # Keras 3.15.1 forgets its gain
        assert config == keras.initializers.serialize(theirs)
    assert np.allclose(keras.initializers.get(config)(shape), ours(shape), atol=1e-6)
    assert initializers.deserialize(config).get_config() == ours.get_config()


def test_arrays_as_values():
    values = np.float32([[1, 2], [3, 4]])
    layer = engine.layers.Dense(2, kernel_initializer=values)
    layer.build((None, 2))
    assert np.array_equal(layer.kernel.value, values)
    config = initializers.serialize(initializers.Constant(values))
    assert np.array_equal(initializers.deserialize(config)((2, 2)), values)
    theirs = keras.initializers.serialize(keras.initializers.Constant(values))
    assert np.array_equal(initializers.deserialize(theirs)((2, 2)), values)
    with pytest.raises(ShapeError, match=r"\(2, 2\) does not fit .* \(3,\)"):
        initializers.Constant(values)((3,))
    with pytest.raises(ShapeError, match="as many as the frames"):
        initializers.STFT(window=[1, 2])((3, 1, 2))
    assert initializers.STFT(window=[1, 2])((2, 1, 2)).shape == (2, 1, 2)


@pytest.mark.parametrize("shape", [(4, 4), (6, 3), (3, 6), (2, 3, 4)])
def test_orthogonal_matrices(shape):
    values = initializers.Orthogonal(gain=2.0, seed=3)(shape).reshape(-1, shape[-1])
    small = values if values.shape[0] <= values.shape[1] else values.T
    assert np.allclose(small @ small.T, 4 * np.eye(len(small)), atol=1e-5)
    with pytest.raises(OptionError, match="at least two axes"):
        initializers.Orthogonal()((3,))


def test_fans():
    assert fans(()) == (1, 1)
    assert fans((5,)) == (5, 5)
    assert fans((3, 3, 8, 16)) == (72, 144)
    assert fans((4, 5, 6), (0,), (1, 2)) == (4, 30)


def test_seeds():
    set_random_seed(3)
    first = [initializers.GlorotUniform()((2, 2)) for _ in range(2)]
    assert not np.array_equal(*first)
    set_random_seed(3)
    assert np.array_equal(initializers.GlorotUniform()((2, 2)), first[0])
    config = {"class_name": "SeedGenerator", "config": {"seed": 5, "name": "s"}}
    assert initializers.RandomNormal.from_config({"seed": config}).seed == 5
    clone = initializers.RandomNormal(seed=4).clone()
    assert np.array_equal(clone((3,)), initializers.RandomNormal(seed=4)((3,)))


def test_names_of_keras():
    from keras.src.initializers import ALL_OBJECTS_DICT

    for name, cls in ALL_OBJECTS_DICT.items():
        if cls.__name__ != "Initializer":
            assert type(initializers.get(name)).__name__ == cls.__name__, name
    for name in dir(keras.initializers):
        if not name.startswith("_"):
            assert hasattr(initializers, name), name
    assert initializers.get(None) is None
    assert type(initializers.get(initializers.Ones)) is initializers.Ones
    with pytest.raises(UnsupportedError, match='Did you mean "he_normal"'):
        initializers.get("he_norml")
    with pytest.raises(ValueError, match="object of Initializer or a function"):
        initializers.get(object())
    with pytest.raises(OptionError, match="scale must be larger than 0"):
        initializers.VarianceScaling(scale=0)
    old = {"distribution": "normal", "scale": 1.0, "mode": "fan_in", "seed": None}
    made = initializers.VarianceScaling.from_config(old)
    assert made.distribution == "truncated_normal"
    with pytest.raises(ShapeError, match="two axes"):
        initializers.Identity()((3,))
    with pytest.raises(ShapeError, match="three axes"):
        initializers.STFT()((3,))


def ramp(shape, dtype=None):
    """An initializer as a function."""
    return engine.ops.reshape(engine.ops.arange(np.prod(shape), dtype=dtype), shape)


def test_functions_and_classes_of_ones_own():
    class Filled(initializers.Initializer):
        """Written as in Keras' documentation."""

        def __init__(self, value):
            self.value = value

        def __call__(self, shape, dtype=None):
            return engine.ops.full(shape, self.value, dtype=dtype)

        def get_config(self):
            return {"value": self.value}

    cases = [
        (Filled(2.0), np.full((2, 3), 2.0)),
        (ramp, np.arange(6.0).reshape(2, 3)),
        (lambda shape, dtype: np.ones(shape), np.ones((2, 3))),
    ]
    for initializer, expected in cases:
        layer = engine.layers.Dense(3, kernel_initializer=initializer)
        layer.build((None, 2))
        assert np.array_equal(layer.kernel.value, expected)
        assert layer.kernel.dtype == layer.kernel.value.dtype == "float32"
    config = initializers.serialize(cases[0][0])
    assert config["registered_name"] == "Filled"
    INITIALIZERS.remove("Filled")
    with pytest.raises(UnsupportedError, match="Filled"):
        initializers.deserialize(config)
    assert initializers.deserialize(config, {"Filled": Filled}).value == 2.0
    layer = engine.layers.Dense(3, kernel_initializer=ramp)
    with engine.saving.custom_object_scope({"ramp": ramp}):
        again = engine.layers.Dense.from_config(layer.get_config())
    again.build((None, 2))
    assert np.array_equal(again.kernel.value, cases[1][1])
    wrong = engine.layers.Dense(3, kernel_initializer=lambda shape, dtype: np.ones(2))
    wrong.build((None, 2))
    with pytest.raises(ShapeError, match=r"must return .* \(2, 3\)\. Received \(2,\)"):
        wrong.get_weights()


def test_a_class_of_ones_own_does_not_take_a_name_of_keras():
    class Zeros(initializers.Initializer):
        def __call__(self, shape, dtype=None):
            return np.ones(shape)

    assert initializers.get("zeros")((2,)).sum() == 0
    assert Zeros()((2,)).sum() == 2
