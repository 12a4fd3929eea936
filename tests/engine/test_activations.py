"""Activations: values and slopes against Keras on JAX, gradients in float64."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import jax
import keras
import numpy as np
import pytest

from engine import activations
from engine.errors import UnsupportedError
from engine.registry import ACTIVATIONS
from engine.testing import check_gradient

NAMES = [name for name, _ in ACTIVATIONS.items()]


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def points(rng, dtype, scale=2.0):
    """Numbers on both sides of, but not at, every kink of any activation."""
    x = rng.standard_normal((6, 7)) * scale
    for kink in (-3, -1, -0.5, 0, 0.5, 1, 3, 6):
        near = np.abs(x - kink) < 1e-3
        x[near] = kink + 0.01
    return x.astype(dtype)


def backward(activation, dy, z, *, in_place=False):
    y = np.empty_like(z)
    activation.forward(z, y)
    given = z if activation.needs_input else np.full_like(z, np.nan)
    out = dy if in_place else np.empty_like(z)
    activation.backward(dy, y, given, out)
    return out


def test_all_names_of_keras_that_keep_the_shape_are_there():
    from keras.src.activations import ALL_OBJECTS_DICT

    assert set(ALL_OBJECTS_DICT) - {"glu", "threshold"} == {
        *NAMES,
        "swish",
        "hard_swish",
    }
    assert activations.get("swish") is activations.silu
    assert activations.get("hard_swish") is activations.hard_silu


@pytest.mark.parametrize("scale", [2.0, 30.0])
@pytest.mark.parametrize("name", NAMES)
def test_values_and_slopes_are_those_of_keras(name, scale, rng):
    z = points(rng, np.float32, scale if name != "exponential" else 2.0)
    dy = rng.standard_normal(z.shape).astype(np.float32)
    reference = keras.activations.get(name)
    expected, pull = jax.vjp(reference, z)
    activation = activations.get(name)
    assert np.allclose(activation(z), expected, rtol=2e-6, atol=2e-7)
    received = backward(activation, dy, z)
    # Slopes near 0 that are differences of numbers near 1 are rounded on both sides.
    assert np.allclose(received, pull(dy)[0], rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("name", ["relu", "relu6", "leaky_relu", "elu", "hard_tanh"])
def test_slope_at_a_kink_is_the_one_of_jax(name):
    z = np.array([-1.0, 0.0, 1.0, 6.0], np.float32)
    if name == "hard_tanh":
        z = np.array([-1.0, 1.0], np.float32)
    _, pull = jax.vjp(keras.activations.get(name), z)
    dy = np.ones_like(z)
    assert np.array_equal(backward(activations.get(name), dy, z), pull(dy)[0])


@pytest.mark.parametrize("name", NAMES)
def test_gradient_agrees_with_difference_quotients(name, rng):
    activation = activations.get(name)
    z = points(rng, np.float64)
    dy = rng.standard_normal(z.shape)
    dz = backward(activation, dy, z)
    assert dz.dtype == np.float64
    check_gradient(lambda x: float(np.sum(activation(x) * dy)), z, dz, rng, what=name)


@pytest.mark.parametrize("name", NAMES)
def test_results_may_replace_their_arguments(name, rng):
    activation = activations.get(name)
    z = points(rng, np.float32)
    dy = rng.standard_normal(z.shape).astype(np.float32)
    y, dz = activation(z), backward(activation, dy, z)
    in_place = z.copy()
    activation.forward(in_place, in_place)
    assert np.array_equal(in_place, y)
    received = backward(activation, dy.copy(), z, in_place=True)
    assert np.allclose(received, dz, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("name", NAMES)
def test_writing_over_another_view_of_dy(name, rng):
    activation = activations.get(name)
    z = points(rng, np.float32)
    dy = rng.standard_normal(z.shape).astype(np.float32)
    expected = backward(activation, dy, z)
    wide = np.concatenate([dy, dy], axis=1)
    activation.backward(wide[:, :7], activation(z), z, wide[:, :7])
    assert np.allclose(wide[:, :7], expected, rtol=1e-5, atol=1e-7)
    assert np.array_equal(wide[:, 7:], dy)


@pytest.mark.parametrize("name", NAMES)
def test_arguments_are_left_alone(name, rng):
    activation = activations.get(name)
    z = points(rng, np.float32)
    dy = rng.standard_normal(z.shape).astype(np.float32)
    y = activation(z)
    before = z.copy(), dy.copy(), y.copy()
    activation.backward(dy, y, z, np.empty_like(z))
    for array, old in zip((z, dy, y), before, strict=True):
        assert np.array_equal(array, old)


@pytest.mark.filterwarnings("ignore:You are using a softmax over axis")
@pytest.mark.parametrize("shape", [(4,), (3, 1), (2, 3, 5), (1, 200), (0, 4)])
@pytest.mark.parametrize("name", ["softmax", "log_softmax", "sparsemax", "relu"])
def test_shapes(name, shape, rng):
    z = rng.standard_normal(shape).astype(np.float32)
    y = activations.get(name)(z)
    assert y.shape == shape
    if 0 not in shape:
        assert np.allclose(y, keras.activations.get(name)(z), rtol=2e-6, atol=1e-6)
    dz = backward(activations.get(name), np.ones_like(z), z)
    assert dz.shape == shape


def test_softmax_of_huge_and_masked_logits():
    z = np.array([[1e4, 0.0], [-1e4, -1e4], [-np.inf, 3.0]], np.float32)
    expected = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    assert np.array_equal(activations.softmax(z), np.array(expected, np.float32))


def test_nan_is_not_hidden():
    z = np.array([[np.nan, 1.0]], np.float32)
    for name in ("relu", "softmax", "sigmoid", "tanh", "gelu"):
        assert np.isnan(activations.get(name)(z)[0, 0]), name


def test_large_array_takes_the_other_way_of_relu(rng):
    z = rng.standard_normal((400, 300)).astype(np.float32)
    assert np.array_equal(activations.relu(z), np.where(z > 0, z, 0))


def test_threshold_and_numbers():
    assert np.array_equal(activations.threshold([-1, 1, 3], 1, 9), [9, 9, 3])
    assert activations.relu([-1, 2]).dtype == np.float32


def test_wrong_name_offers_the_nearest():
    with pytest.raises(UnsupportedError, match='Did you mean "relu"'):
        activations.get("rellu")
    with pytest.raises(ValueError, match="name of an activation"):
        activations.get(3)
