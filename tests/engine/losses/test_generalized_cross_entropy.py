"""The generalized crossentropy against Keras, and errors of the newer losses."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

from engine import losses
from engine.errors import DataError, OptionError
from engine.graph.context import Context
from engine.random import generator


def test_values_and_derivatives():
    rng = np.random.default_rng(1)
    p = rng.random((8, 4)).astype(np.float32)
    y = rng.integers(0, 4, 8)
    weights = rng.random(8).astype(np.float32)
    for q in (0.5, 0.2):
        ours = losses.CategoricalGeneralizedCrossEntropy(q)
        theirs = keras.losses.CategoricalGeneralizedCrossEntropy(q)
        value, slope = jax.value_and_grad(
            lambda x, f=theirs: f(y, x, sample_weight=weights)
        )(jnp.asarray(p))
        for target in (y, y[:, None]):  # Keras compares all with all for the second
            received, dy = ours.compute(
                target, p, Context(generator(0)), sample_weight=weights
            )
            assert received == pytest.approx(float(value), rel=1e-5)
            assert np.allclose(dy, slope, rtol=1e-4)
        expected = keras.losses.categorical_generalized_cross_entropy(
            y, jnp.asarray(p), q
        )
        function = losses.categorical_generalized_cross_entropy
        assert np.allclose(function(y, p, q), expected, rtol=1e-5)
        assert losses.serialize(ours) == keras.losses.serialize(theirs)


def test_q_lies_between():
    for q in (0.0, 1.0, 2.0):
        with pytest.raises(OptionError, match="between 0 and 1"):
            losses.CategoricalGeneralizedCrossEntropy(q)


@pytest.mark.parametrize(
    ("name", "y", "shape", "texts"),
    [
        ("hinge", [2, 1], (None, 1), ["-1 and 1", "Received 2", "categorical_hinge"]),
        ("hinge", [0, 1], (None, 3), ["1 unit", "to_categorical"]),
        ("squared_hinge", [0, -3], (None, 1), ["Received -3 in sample 1"]),
        ("categorical_hinge", [0, 1, 2], (None, 3), ["to_categorical"]),
        ("kld", [[0.5, 1.5]], (None, 2), ["0 .. 1", "Received 1.5"]),
        ("poisson", [[1], [-2]], (None, 1), ["counts", "Received -2 in sample 1"]),
        ("msle", [[-1.5]], (None, 1), ["logarithm", "Received -1.5"]),
        ("binary_focal_crossentropy", [0, 2], (None, 1), ["between 0 and 1"]),
        ("categorical_focal_crossentropy", [0, 1], (None, 3), ["to_categorical"]),
        (
            "categorical_generalized_cross_entropy",
            [0, 5],
            (None, 3),
            ["0 .. 2", "Received 5 in sample 1", "6 units"],
        ),
        ("dice", np.zeros((2, 4)), (None, 5), ["one by one"]),
        ("cosine_similarity", np.zeros((2, 4)), (None, 5), ["one by one"]),
    ],
)
def test_targets_that_do_not_fit_are_named(name, y, shape, texts):
    with pytest.raises(DataError) as caught:
        losses.get(name).check(np.asarray(y), shape, 'output "main"')
    text = str(caught.value)
    assert text.startswith('output "main": ')
    for part in texts:
        assert part in text
