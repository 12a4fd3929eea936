"""Overlaps of regions, explained variance and sums, against Keras."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
import pytest

from engine import metrics
from engine.errors import DataError, OptionError

N = 8
# Keras' confusion matrix on JAX, which has no int64.
pytestmark = pytest.mark.filterwarnings("ignore:Explicitly requested dtype")


@pytest.fixture
def rng():
    return np.random.default_rng(8)


def compare(name, options, batches, rtol=1e-5):
    ours = getattr(metrics, name)(**options)
    theirs = getattr(keras.metrics, name)(**options)
    for y, p, weights in batches:
        ours.update_state(y, p, weights)
        theirs.update_state(y, p, sample_weight=weights)
        received, expected = ours.result(), np.asarray(theirs.result())
        assert isinstance(received, float) == (expected.ndim == 0)
        np.testing.assert_allclose(received, expected, rtol=rtol, atol=1e-6)
    for mine, real in zip(ours.variables, theirs.variables, strict=True):
        assert mine.name == real.name
        np.testing.assert_allclose(mine.numpy(), real.numpy(), rtol=1e-5)


def classes(rng, n=3, count=3, low=0, high=None):
    for _ in range(n):
        size = (N, 2)
        high = count if high is None else high
        yield rng.integers(low, high, size), rng.integers(0, count, size), None


def columns(rng, sparse=False):
    for _ in range(3):
        y = np.eye(3)[rng.integers(0, 3, N)]
        p = rng.integers(0, 3, N) if sparse else rng.random((N, 3)).astype(np.float32)
        yield y, p, None


def test_overlaps(rng):
    compare("IoU", {"num_classes": 3, "target_class_ids": [0, 2]}, classes(rng))
    compare("MeanIoU", {"num_classes": 4}, classes(rng))  # one class is not there
    # Numbers that do not exist, such as 255 for "unknown", are left out.
    compare("MeanIoU", {"num_classes": 3}, classes(rng, low=-1, high=5))
    compare("MeanIoU", {"num_classes": 3, "ignore_class": 1}, classes(rng))
    compare("OneHotIoU", {"num_classes": 3, "target_class_ids": [1]}, columns(rng))
    compare("OneHotMeanIoU", {"num_classes": 3}, columns(rng))
    sparse = {"num_classes": 3, "sparse_y_pred": True}
    compare("OneHotMeanIoU", sparse, columns(rng, sparse=True))
    both = {"num_classes": 3, "sparse_y_true": False, "sparse_y_pred": False}
    compare("MeanIoU", both, columns(rng))


def test_overlap_of_answers(rng):
    batches = [
        (rng.integers(0, 2, (N, 1)), rng.random((N, 1)).astype(np.float32), None)
        for _ in range(3)
    ]
    compare("BinaryIoU", {}, batches)
    compare("BinaryIoU", {"target_class_ids": [1], "threshold": 0.3}, batches)


def test_weights_of_overlaps(rng):
    y, p = rng.integers(0, 2, (N, 2)), rng.integers(0, 2, (N, 2))
    whole = rng.integers(0, 4, (N, 2))
    compare("MeanIoU", {"num_classes": 2}, [(y, p, whole)])
    weights = rng.random((N, 2)).astype(np.float32) * 2
    compare("MeanIoU", {"num_classes": 2, "dtype": "float32"}, [(y, p, weights)])
    ours, theirs = metrics.MeanIoU(2), keras.metrics.MeanIoU(2)
    with pytest.warns(UserWarning, match="whole numbers"):
        ours.update_state(y, p, weights)
    with pytest.warns(UserWarning, match="int"):
        theirs.update_state(y, p, weights)
    assert ours.result() == pytest.approx(float(theirs.result()), rel=1e-5)


def test_errors_of_overlaps():
    with pytest.raises(OptionError, match=r"0 \.\. 2"):
        metrics.IoU(3, [1, 3])
    with pytest.raises(DataError, match="sparse_y_pred"):
        metrics.MeanIoU(3).update_state(np.zeros(4), np.zeros((4, 3)))
    with pytest.raises(DataError, match="one weight for each entry"):
        metrics.MeanIoU(3).update_state(np.zeros(4), np.zeros(4), np.ones(3, int))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"class_aggregation": None},
        {"class_aggregation": "variance_weighted_average"},
        {"num_regressors": 3},
        {"num_regressors": 2, "class_aggregation": None},
    ],
)
def test_explained_variance(options, rng):
    def batches(weights):
        for _ in range(3):
            y = rng.standard_normal((N, 2)).astype(np.float32)
            p = (y + 0.5 * rng.standard_normal((N, 2))).astype(np.float32)
            yield y, p, weights

    compare("R2Score", options, batches(None), rtol=1e-4)
    compare("R2Score", options, batches(rng.random(N).astype(np.float32)), rtol=1e-4)
    compare("R2Score", options, batches(rng.random((N, 2)).astype("f4")), rtol=1e-4)


def test_explained_variance_of_what_does_not_vary():
    y, p = np.full((4, 1), 2.0), np.full((4, 1), 3.0)
    assert metrics.R2Score()(y, p) == float(keras.metrics.R2Score()(y, p)) == 0
    with pytest.warns(UserWarning, match="more samples"):
        metrics.R2Score(num_regressors=4)(np.arange(4.0)[:, None], p)
    assert metrics.R2Score()(np.arange(4.0), p) < 0
    with pytest.raises(DataError, match="samples, columns"):
        metrics.R2Score()(np.zeros((4, 2, 2)), np.zeros((4, 2, 2)))


def test_sum(rng):
    ours, theirs = metrics.Sum(), keras.metrics.Sum()
    values = rng.random((4, 3)).astype(np.float32)
    for weights in (None, rng.random(4), rng.random((4, 3)), rng.random((4, 1))):
        ours.update_state(values, weights)
        theirs.update_state(values, sample_weight=weights)
        assert ours.result() == pytest.approx(float(theirs.result()), rel=1e-6)
    ours.update_state(2.5)
    theirs.update_state(2.5)
    assert ours.result() == pytest.approx(float(theirs.result()), rel=1e-6)
    with pytest.raises(DataError, match="one weight"):
        ours.update_state(values, np.ones(5))


def test_errors_of_top_k():
    metric = metrics.SparseTopKCategoricalAccuracy(2)
    with pytest.raises(DataError, match=r"0 \.\. 2.*Received 0 \.\. 3"):
        metric.update_state([0, 3], np.ones((2, 3)))
    with pytest.raises(DataError, match="cannot compare"):
        metrics.TopKCategoricalAccuracy(2).update_state([0, 1], np.ones((2, 3)))


def test_top_k_of_nan_and_equal_predictions():
    y = np.array([0, 1, 2, 0])
    p = np.array(
        [[np.nan, 1, 2], [1, 1, 1], [0.3, 0.3, 0.1], [1, np.nan, 0]], np.float32
    )
    for k in (1, 2):
        expected = keras.metrics.sparse_top_k_categorical_accuracy(y, p, k)
        received = metrics.sparse_top_k_categorical_accuracy(y, p, k)
        assert np.array_equal(received, expected)
