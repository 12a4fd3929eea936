"""The circle loss against Keras: pairs within the batch."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from engine import losses
from engine.errors import DataError
from engine.graph.context import Context
from engine.random import generator


def embeddings(rng, n=10):
    x = rng.standard_normal((n, 4))
    return (x / np.linalg.norm(x, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"gamma": 2.0, "margin": 0.1},
        {"reduction": "sum"},
        {"gamma": 4.0, "reduction": "mean_with_sample_weight"},
    ],
)
def test_values_and_derivatives(options):
    rng = np.random.default_rng(2)
    p = embeddings(rng)
    y = np.array([0, 1, 0, 2, 2, 1, 0, 3, 1, 0])  # sample 7 is alone in its class
    ours, theirs = losses.Circle(**options), keras.losses.Circle(**options)
    for target in (y, y[:, None]):
        for weights in (None, rng.random(10).astype(np.float32)):
            value, slope = jax.value_and_grad(
                lambda q, t=target, w=weights: theirs(t, q, sample_weight=w)
            )(jnp.asarray(p))
            received, dy = ours.compute(
                target, p, Context(generator(0)), sample_weight=weights
            )
            assert received == pytest.approx(float(value), rel=1e-4)
            assert np.allclose(dy, slope, rtol=1e-3, atol=1e-4)


def test_classes_of_one_kind_only():
    rng = np.random.default_rng(3)
    p = embeddings(rng, 4)
    for y in (np.zeros(4, int), np.arange(4)):  # no others, no companions
        value, dy = losses.Circle().compute(y, p, Context(generator(0)))
        assert value == float(keras.losses.Circle()(y, p)) == 0
        assert not dy.any()


def test_function_with_others_to_compare_with():
    rng = np.random.default_rng(4)
    p, q = embeddings(rng, 6), embeddings(rng, 5)
    y, z = rng.integers(0, 2, 6), rng.integers(0, 2, 5)
    for options in ({}, {"remove_diagonal": False, "gamma": 3.0, "margin": 0.2}):
        expected = keras.losses.circle(y, p, z, q, **options)
        assert np.allclose(losses.circle(y, p, z, q, **options), expected, rtol=1e-4)
    expected = keras.losses.circle(y, p)
    assert np.allclose(losses.circle(y, p), expected, rtol=1e-4)


def test_shapes_and_labels_that_do_not_fit():
    loss = losses.Circle()
    with pytest.raises(DataError, match="one class number for each vector"):
        loss.check(np.zeros((4, 3)), (None, 3), "here")
    with pytest.raises(DataError, match="whole class numbers"):
        loss.check(np.array([0, 0.5]), (None, 3), "here")
