"""Metrics: against Keras over several batches, with weights; resolution of names."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import inspect
import json

import jax.numpy as jnp
import keras
import numpy as np
import pytest
from keras.src.trainers.compile_utils import get_metric

import engine
from engine import losses, metrics
from engine.errors import DataError, OptionError, UnsupportedError
from engine.registry import METRICS


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def batch(kind, rng, n, shape=()):
    """Targets and predictions of `n` samples."""
    if kind == "equal":
        return rng.integers(0, 3, (n, *shape)), rng.integers(0, 3, (n, *shape))
    if kind == "binary":
        y = rng.integers(0, 2, (n, *shape, 1))
        return y, rng.random((n, *shape, 1)).astype(np.float32)
    if kind in ("one_hot", "sparse"):
        z = rng.standard_normal((n, *shape, 4))
        p = (np.exp(z) / np.exp(z).sum(-1, keepdims=True)).astype(np.float32)
        y = rng.integers(0, 4, (n, *shape))
        return (np.eye(4, dtype=np.float32)[y] if kind == "one_hot" else y), p
    if kind == "positive":
        y = rng.random((n, *shape, 3)).astype(np.float32) * 4
        return y, rng.random(y.shape).astype(np.float32) + 0.1
    if kind == "signs":
        y, p = batch("numbers", rng, n, shape)
        return np.sign(y), p
    if kind == "ids":
        y = rng.integers(0, 4, (n, *shape))
        return y, rng.permuted(np.tile(np.arange(4), (*y.shape, 1)), axis=-1)
    y = rng.standard_normal((n, *shape, 3)).astype(np.float32)
    return y, rng.standard_normal(y.shape).astype(np.float32)


CASES = [
    ("equal", "Accuracy", {}),
    ("binary", "BinaryAccuracy", {}),
    ("binary", "BinaryAccuracy", {"threshold": 0.3}),
    ("one_hot", "CategoricalAccuracy", {}),
    ("sparse", "SparseCategoricalAccuracy", {}),
    ("numbers", "MeanSquaredError", {}),
    ("numbers", "MeanAbsoluteError", {}),
    ("numbers", "RootMeanSquaredError", {}),
    ("binary", "BinaryCrossentropy", {}),
    ("binary", "BinaryCrossentropy", {"label_smoothing": 0.1}),
    ("numbers01", "BinaryCrossentropy", {"from_logits": True}),
    ("one_hot", "CategoricalCrossentropy", {}),
    ("one_hot", "CategoricalCrossentropy", {"label_smoothing": 0.1}),
    ("sparse", "SparseCategoricalCrossentropy", {}),
    ("sparse", "SparseCategoricalCrossentropy", {"ignore_class": 1}),
    ("sparse", "SparseCategoricalCrossentropy", {"from_logits": True}),
    ("one_hot", "TopKCategoricalAccuracy", {"k": 2}),
    ("sparse", "SparseTopKCategoricalAccuracy", {"k": 2}),
    ("ids", "SparseTopKCategoricalAccuracy", {"k": 2, "from_sorted_ids": True}),
    ("numbers", "MeanAbsolutePercentageError", {}),
    ("positive", "MeanSquaredLogarithmicError", {}),
    ("numbers", "LogCoshError", {}),
    ("numbers", "CosineSimilarity", {}),
    ("numbers", "CosineSimilarity", {"axis": 1}),
    ("signs", "Hinge", {}),
    ("numbers01", "SquaredHinge", {}),
    ("one_hot", "CategoricalHinge", {}),
    ("one_hot", "KLDivergence", {}),
    ("positive", "Poisson", {}),
    ("numbers", "PearsonCorrelation", {}),
    ("numbers", "ConcordanceCorrelation", {"axis": 1}),
]
IDS = [f"{name}{options or ''}" for _, name, options in CASES]


def make(kind, rng, n, shape):
    if kind == "numbers01":
        y, p = batch("numbers", rng, n, shape)
        return (y > 0).astype(np.float32), p
    return batch(kind, rng, n, shape)


WAYS = [(shape, way) for shape in ((), (5,)) for way in ("no", "samples", "entries")]


@pytest.mark.parametrize(
    ("case", "shape", "weighted"),
    # Every way for a few, and every metric in two of the ways.
    [(case, *way) for case in CASES[:6] for way in WAYS]
    + [(case, *way) for case in CASES[6:] for way in (WAYS[1], WAYS[5])],
)
def test_means_are_those_of_keras(case, shape, weighted, rng):
    kind, name, options = case
    if options.get("axis") == 1 and (not shape or weighted == "entries"):
        return  # without that axis, or with weights that do not fit
    if (
        name == "SparseTopKCategoricalAccuracy"
        and shape
        and options.get("from_sorted_ids")
    ):
        return  # Keras keeps the classes of the first sample only
    if options.get("ignore_class") and shape and weighted == "samples":
        pytest.skip("Keras cannot join weights of samples with a mask of entries")
    ours = getattr(metrics, name)(**options)
    theirs = getattr(keras.metrics, name)(**options)
    n = 7
    for _ in range(3):
        y, p = make(kind, rng, n, shape)
        weights = None
        if weighted == "samples":
            weights = rng.random(n).astype(np.float32)
        elif weighted == "entries":
            weights = rng.random((n, *shape)).astype(np.float32)
        ours.update_state(y, p, weights)
        theirs.update_state(y, p, sample_weight=weights)
        assert isinstance(ours.result(), float)
        expected = float(theirs.result())
        assert ours.result() == pytest.approx(expected, rel=1e-5, abs=1e-6)
    ours.reset_state()
    theirs.reset_state()
    assert ours.result() == float(theirs.result()) == 0
    y, p = make(kind, rng, n, shape)
    assert ours(y, p) == pytest.approx(float(theirs(y, p)), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize(("kind", "name", "options"), CASES, ids=IDS)
def test_masks(kind, name, options, rng):
    if options.get("ignore_class") or options.get("axis") or kind == "ids":
        return
    ours = getattr(metrics, name)(**options)
    theirs = getattr(keras.metrics, name)(**options)
    for weights in (None, rng.random((7, 5)).astype(np.float32)):
        y, p = make(kind, rng, 7, (5,))
        mask = rng.random((7, 5)) < 0.6
        marked = jnp.asarray(p)
        keras.src.backend.set_keras_mask(marked, jnp.asarray(mask))
        ours.update_state(y, p, weights, mask=mask)
        theirs.update_state(jnp.asarray(y), marked, sample_weight=weights)
        assert ours.result() == pytest.approx(float(theirs.result()), rel=3e-6)


def test_mean_of_numbers():
    ours, theirs = metrics.Mean(name="loss"), keras.metrics.Mean(name="loss")
    for value, weight in [(2.5, 32), (1.5, 7), ([1.0, 2.0], None), (4.0, None)]:
        ours.update_state(value, sample_weight=weight)
        theirs.update_state(value, sample_weight=weight)
        assert ours.result() == pytest.approx(float(theirs.result()), rel=1e-6)
    ours.update_state([[1.0, 3.0], [5.0, 7.0]], [1.0, 2.0])
    theirs.update_state([[1.0, 3.0], [5.0, 7.0]], [1.0, 2.0])
    assert ours.result() == pytest.approx(float(theirs.result()), rel=1e-6)


@pytest.mark.parametrize(
    ("name", "true", "pred"),
    [
        ("BinaryAccuracy", (6,), (6, 1)),
        ("BinaryAccuracy", (6, 1), (6,)),
        ("SparseCategoricalAccuracy", (6, 1), (6, 3)),
        ("MeanSquaredError", (6,), (6, 1)),
        ("RootMeanSquaredError", (6,), (6, 1)),
    ],
)
def test_ranks_that_differ(name, true, pred, rng):
    y = rng.integers(0, 2, true)
    p = rng.random(pred).astype(np.float32)
    ours, theirs = getattr(metrics, name)(), getattr(keras.metrics, name)()
    assert ours(y, p) == pytest.approx(float(theirs(y, p)), rel=1e-6)


def test_long_epochs_lose_no_samples():
    mean = metrics.Mean()
    mean.update_state(1.0, 2.0**24)
    mean.update_state(0.0, 1.0)
    assert mean.result() < 1


def test_state_is_open():
    metric = metrics.BinaryAccuracy()
    assert [v.path for v in metric.variables] == [
        "binary_accuracy/total",
        "binary_accuracy/count",
    ]
    metric.update_state([[1], [0]], [[0.9], [0.8]])
    assert [float(v.value) for v in metric.variables] == [1, 2]


def test_bool_targets():
    metric = metrics.BinaryAccuracy()
    assert metric(np.array([True, False, True]), np.float32([0.9, 0.2, 0.1])) == (
        pytest.approx(2 / 3)
    )


def test_functions_are_those_of_keras(rng):
    for name, kind in [
        ("binary_accuracy", "binary"),
        ("categorical_accuracy", "one_hot"),
        ("sparse_categorical_accuracy", "sparse"),
        ("mean_squared_error", "numbers"),
        ("mean_absolute_error", "numbers"),
        ("top_k_categorical_accuracy", "one_hot"),
        ("sparse_top_k_categorical_accuracy", "sparse"),
        ("pearson_correlation", "numbers"),
        ("concordance_correlation", "numbers"),
        ("log_cosh", "numbers"),
        ("kl_divergence", "one_hot"),
        ("hinge", "signs"),
        ("huber", "numbers"),
        ("binary_focal_crossentropy", "binary"),
        ("categorical_focal_crossentropy", "one_hot"),
    ]:
        y, p = batch(kind, rng, 8)
        expected = getattr(keras.metrics, name)(y, p)
        assert np.allclose(getattr(metrics, name)(y, p), expected, rtol=1e-5, atol=1e-6)
        made = metrics.get(getattr(metrics, name))
        assert made.name == name
        assert made(y, p) == pytest.approx(float(np.mean(expected)), rel=1e-5)


SHAPES = [
    ((8,), (8, 1)),
    ((8, 1), (8, 1)),
    ((8,), (8, 3)),
    ((8, 1), (8, 3)),
    ((8, 3), (8, 3)),
    ((8, 4), (8, 4, 1)),
    ((8, 4), (8, 4, 3)),
    ((8, 4, 1), (8, 4, 3)),
    ((8, 4, 3), (8, 4, 3)),
]


@pytest.mark.parametrize(("true", "pred"), SHAPES)
@pytest.mark.parametrize("word", ["accuracy", "acc", "Accuracy"])
def test_accuracy_is_resolved_as_in_keras(word, true, pred):
    theirs = get_metric(word, np.zeros(true), np.zeros(pred))
    ours = metrics.resolve(word, true, (None, *pred[1:]))
    assert type(ours).__name__ == type(theirs).__name__
    assert ours.name == theirs.name == word


def test_crossentropy_is_resolved_by_shape():
    names = [
        type(metrics.resolve("ce", true, pred)).__name__
        for true, pred in [((8,), (8, 1)), ((8,), (8, 3)), ((8, 3), (8, 3))]
    ]
    assert names == [
        "BinaryCrossentropy",
        "SparseCategoricalCrossentropy",
        "CategoricalCrossentropy",
    ]
    assert metrics.resolve("crossentropy", (8,), (8, 1)).name == "crossentropy"


def test_other_names_keep_the_spelling():
    for word in ("mse", "MAE", "MeanSquaredError", "binary_accuracy"):
        ours = metrics.resolve(word, (8, 1), (8, 1))
        theirs = get_metric(word, np.zeros((8, 1)), np.zeros((8, 1)))
        assert ours.name == theirs.name == word
        assert type(ours).__name__ == type(theirs).__name__
    metric = metrics.BinaryAccuracy(name="mine")
    assert metrics.resolve(metric, (8, 1), (8, 1)) is metric


REQUIRED = {
    "IoU": {"num_classes": 3, "target_class_ids": [0, 2]},
    "OneHotIoU": {"num_classes": 3, "target_class_ids": [1]},
    "MeanIoU": {"num_classes": 4},
    "OneHotMeanIoU": {"num_classes": 4},
    "SensitivityAtSpecificity": {"specificity": 0.5},
    "SpecificityAtSensitivity": {"sensitivity": 0.5},
    "PrecisionAtRecall": {"recall": 0.5},
    "RecallAtPrecision": {"precision": 0.5},
}


@pytest.mark.parametrize("name", list(METRICS))
def test_names_and_configs_are_those_of_keras(name):
    engine.utils.clear_session()
    keras.utils.clear_session()
    cls, options = METRICS.get(name), REQUIRED.get(name, {})
    ours, theirs = cls(**options), getattr(keras.metrics, name)(**options)
    assert ours.name == theirs.name
    assert metrics.serialize(ours) == keras.metrics.serialize(theirs)
    if hasattr(theirs, "_direction"):
        assert ours.direction == theirs._direction
    config = json.loads(json.dumps(metrics.serialize(ours)))
    assert metrics.deserialize(config).get_config() == ours.get_config()
    assert keras.metrics.deserialize(config).name == ours.name
    again = metrics.deserialize(keras.metrics.serialize(theirs))
    assert again.get_config() == ours.get_config()
    assert set(ours.changed_options()) == set(options)
    for opt in ours.options.values():
        assert opt.doc.endswith(".")
    # A second one is counted where Keras does so.
    assert cls(**options).name == getattr(keras.metrics, name)(**options).name
    signature = inspect.signature(getattr(keras.metrics, name)).parameters
    assert list(inspect.signature(cls).parameters) == list(signature)


def test_where_better_values_lie():
    without = {name for name in METRICS if METRICS.get(name).direction is None}
    assert without == {"Mean", "Sum"}
    assert metrics.get(losses.huber).direction == "down"
    assert metrics.get(lambda y_true, y_pred: y_pred).direction is None


def test_aliases_are_those_of_keras():
    table = keras.metrics.get.__globals__["ALL_OBJECTS_DICT"]
    for name, cls in table.items():
        known = cls.__name__ not in ("Metric", "MeanMetricWrapper")
        if known and cls.__name__ not in REQUIRED:
            assert type(metrics.get(name)).__name__ == cls.__name__


def test_wrong_pairs_are_named():
    with pytest.raises(DataError, match=r"\(8,\).*\(8, 3\).*accuracy"):
        metrics.CategoricalAccuracy().update_state(np.zeros(8), np.zeros((8, 3)))
    with pytest.raises(DataError, match="cannot compare"):
        metrics.SparseCategoricalAccuracy().update_state(np.eye(3), np.eye(3))
    with pytest.raises(DataError, match="cannot compare"):
        metrics.BinaryAccuracy().update_state(np.zeros((8, 2)), np.zeros((8, 3)))
    with pytest.raises(DataError, match="one weight for each sample"):
        metrics.MeanSquaredError().update_state(
            np.zeros((8, 2)), np.zeros((8, 2)), np.ones(7)
        )


def test_weights_of_samples_do_not_fit_a_mask_of_entries():
    with pytest.raises(DataError, match="one value for each entry"):
        metrics.MeanSquaredError().update_state(
            np.zeros((4, 5, 2)),
            np.zeros((4, 5, 2)),
            np.ones(4),
            mask=np.ones((4, 5), bool),
        )


def test_what_is_no_metric():
    with pytest.raises(UnsupportedError, match="mean_squared_error"):
        metrics.get("mean_squared_errors")
    with pytest.raises(OptionError, match="must be a name"):
        metrics.get(3)


def test_own_metric_in_one_class(rng):
    class Bias(metrics.MeanOverSamples, registers=False):
        """Mean of the errors."""

        def values(self, y_true, y_pred):
            return y_pred - y_true

    y, p = batch("numbers", rng, 8)
    assert Bias()(y, p) == pytest.approx(float((p - y).mean()), rel=1e-5)
