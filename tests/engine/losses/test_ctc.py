"""Label sequences without places in time, against Keras."""

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

# Equal neighbours, one label, none, as many as there are steps.
LABELS = np.array([[1, 2, 2, 0], [3, 0, 0, 0], [0, 0, 0, 0], [1, 2, 3, 1]])


@pytest.mark.parametrize("steps", [4, 7])
def test_values_and_derivatives(steps):
    rng = np.random.default_rng(6)
    logits = rng.standard_normal((4, steps, 5)).astype(np.float32) * 2
    weights = rng.random(4).astype(np.float32)
    ours, theirs = losses.CTC(), keras.losses.CTC()
    value, slope = jax.jit(
        jax.value_and_grad(lambda x: theirs(LABELS, x, sample_weight=weights))
    )(jnp.asarray(logits))
    ours.check(LABELS, logits.shape, "here")
    for _ in range(2):  # the second time in used memory
        received, dy = ours.compute(
            LABELS, logits, ctx := Context(generator(0)), sample_weight=weights
        )
        assert received == pytest.approx(float(value), rel=1e-5)
        assert np.allclose(dy, slope, rtol=1e-4, atol=1e-5)
        ours.compute(LABELS[:2], logits[:2], ctx)
    expected = keras.losses.ctc(LABELS, jnp.asarray(logits))
    assert np.allclose(losses.ctc(LABELS, logits), expected, rtol=1e-5)
    assert losses.ctc(LABELS, logits).shape == (4,)


def test_names_and_config():
    ours, theirs = losses.get("ctc"), keras.losses.CTC()
    assert losses.serialize(ours) == keras.losses.serialize(theirs)


@pytest.mark.parametrize(
    ("labels", "shape", "texts"),
    [
        ([1, 2], (None, 4, 3), ["(samples, labels)"]),
        ([[1, 2]], (None, 3), ["(samples, steps, classes)"]),
        ([[1, 3]], (None, 4, 3), ["Received 3 in sample 0"]),
        ([[1, 0], [0, 2]], (None, 4, 3), ["Received 2 behind a 0 in sample 1"]),
        ([[1, 2], [1, 1]], (None, 2, 3), ["Received 3 needed in sample 1"]),
    ],
)
def test_targets_that_do_not_fit(labels, shape, texts):
    with pytest.raises(DataError) as caught:
        losses.CTC().check(np.array(labels), shape, 'output "main"')
    for text in texts:
        assert text in str(caught.value)
