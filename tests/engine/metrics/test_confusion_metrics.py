"""Metrics of right and wrong answers at thresholds, against Keras."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import json
import warnings

import keras
import numpy as np
import pytest

from engine import metrics
from engine.errors import DataError, OptionError

N, C = 8, 3


@pytest.fixture
def rng():
    return np.random.default_rng(21)


def batch(rng, shape=(N, C), logits=False):
    y = rng.integers(0, 2, shape).astype(np.float32)
    if logits:
        return y, rng.standard_normal(shape).astype(np.float32)
    # Some predictions lie at a threshold, where rounding decides.
    p = np.round(rng.random(shape), rng.integers(1, 4)).astype(np.float32)
    return y, p


def assert_same(name, options, batches):
    """Compare results after each batch, of (targets, predictions, weights)."""
    ours = getattr(metrics, name)(**options)
    theirs = getattr(keras.metrics, name)(**options)
    for y, p, weights in batches:
        ours.update_state(y, p, weights)
        theirs.update_state(y, p, sample_weight=weights)
        expected = np.asarray(theirs.result())
        received = ours.result()
        assert np.shape(received) == expected.shape
        assert isinstance(received, float) == (expected.ndim == 0)
        np.testing.assert_allclose(received, expected, rtol=2e-5, atol=1e-6)
    assert [v.path.split("/")[1] for v in ours.variables] == [
        v.path.split("/")[1] for v in theirs.variables
    ]
    for mine, real in zip(ours.variables, theirs.variables, strict=True):
        np.testing.assert_allclose(mine.numpy(), real.numpy(), rtol=1e-5, atol=1e-5)
    ours.reset_state()
    theirs.reset_state()
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(ours.result(), theirs.result())


def three(rng, shape=(N, C), logits=False, weights=None):
    for _ in range(3):
        w = None if weights is None else rng.random(weights).astype(np.float32)
        yield (*batch(rng, shape, logits), w)


COUNTS = ["TruePositives", "TrueNegatives", "FalsePositives", "FalseNegatives"]
EVEN = [0.0, 0.25, 0.5, 0.75, 1.0]


def test_counts(rng):
    for name in COUNTS:
        assert_same(name, {}, three(rng, weights=(N,)))
        assert_same(name, {"thresholds": [0.7, 0.2]}, three(rng, weights=(N, C)))
        assert_same(name, {"thresholds": EVEN}, three(rng))
    assert_same("TruePositives", {"thresholds": 0.3}, three(rng, (N,), weights=(N,)))


@pytest.mark.parametrize("name", ["Precision", "Recall"])
def test_precision_and_recall(name, rng):
    for options, weights in [
        ({}, None),
        ({"thresholds": [0.9, 0.1, 0.4]}, (N,)),
        ({"thresholds": EVEN}, (N, C)),
        ({"top_k": 2}, (N,)),
        ({"top_k": 1, "thresholds": 0.4}, None),
        ({"class_id": 1}, (N,)),
        ({"class_id": 2, "top_k": 2}, None),
    ]:
        assert_same(name, options, three(rng, weights=weights))
    column = three(rng, (N, 1))
    assert_same(name, {}, [(y[:, 0], p, None) for y, p, _ in column])
    assert_same(name, {}, three(rng, (N, 4, C), weights=(N, 4)))


def test_best_of_equal_predictions_is_the_first(rng):
    y = np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
    p = np.array([[0.2, 0.2, 0.2], [0.5, 0.5, 0.1]])
    assert_same("Precision", {"top_k": 1}, [(y, p, None)])


SEARCHES = [
    ("SensitivityAtSpecificity", "specificity"),
    ("SpecificityAtSensitivity", "sensitivity"),
    ("PrecisionAtRecall", "recall"),
    ("RecallAtPrecision", "precision"),
]


@pytest.mark.parametrize(("name", "limit"), SEARCHES)
def test_searches_of_a_threshold(name, limit, rng):
    assert_same(name, {limit: 0.6}, three(rng, weights=(N,)))
    assert_same(name, {limit: 0.4, "num_thresholds": 1}, three(rng))
    options = {limit: 0.5, "num_thresholds": 5, "class_id": 1}
    assert_same(name, options, three(rng))


@pytest.mark.parametrize("curve", ["ROC", "PR", "PRGAIN"])
@pytest.mark.parametrize("how", ["interpolation", "majoring", "minoring"])
def test_auc_curves_and_sums(curve, how, rng):
    options = {"curve": curve, "summation_method": how, "num_thresholds": 50}
    weights = (N,) if how == "majoring" else None
    batches = list(three(rng, weights=weights))
    ours, theirs = metrics.AUC(**options), keras.metrics.AUC(**options)
    for y, p, w in batches:
        ours.update_state(y, p, w)
        theirs.update_state(y, p, sample_weight=w)
        assert ours.result() == pytest.approx(float(theirs.result()), rel=1e-5)


def test_auc_options(rng):
    assert_same("AUC", {}, three(rng, (N, 1), weights=(N,)))
    assert_same("AUC", {"thresholds": [0.3, 0.9, 0.5]}, three(rng, weights=(N,)))
    assert_same("AUC", {"from_logits": True}, three(rng, logits=True))
    assert_same("AUC", {"label_weights": [0.2, 0.5, 0.3]}, three(rng, weights=(N,)))
    several = {"multi_label": True, "num_labels": C, "num_thresholds": 20}
    assert_same("AUC", several, three(rng, weights=(N,)))
    weighted = {**several, "label_weights": [0.1, 0.1, 0.8], "curve": "pr"}
    assert_same("AUC", weighted, three(rng))
    given = {**several, "thresholds": [0.2, 0.7], "summation_method": "Minoring"}
    assert_same("AUC", given, three(rng))


def test_auc_of_labels_whose_number_is_not_said(rng):
    ours = metrics.AUC(multi_label=True)
    assert ours.result() == 0
    theirs = keras.metrics.AUC(multi_label=True)
    y, p = batch(rng)
    assert ours(y, p) == pytest.approx(float(theirs(y, p)), rel=1e-5)
    with pytest.raises(DataError, match="counts 3 labels"):
        ours(y[:, :2], p[:, :2])


def test_auc_config_has_thresholds_that_were_given():
    for options in ({}, {"thresholds": [0.7, 0.2]}, {"label_weights": [1.0, 2.0]}):
        config = metrics.serialize(metrics.AUC(**options, name="a"))
        theirs = keras.metrics.deserialize(json.loads(json.dumps(config)))
        mine, real = config["config"], theirs.get_config()
        assert set(mine) == set(real)
        back = metrics.deserialize(keras.metrics.serialize(theirs))
        assert back.get_config() == mine


def test_nan_predictions_are_no(rng):
    y, p = batch(rng)
    p[2, 1] = np.nan
    for name, options in [("Precision", {}), ("Recall", {"thresholds": EVEN})]:
        metric = getattr(metrics, name)(**options)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            metric.update_state(y, p)
        assert np.isfinite(metric.result()).all()


@pytest.mark.parametrize(
    ("options", "average"),
    [
        ({}, None),
        ({"average": "micro"}, "micro"),
        ({"average": "macro", "threshold": 0.4}, "macro"),
        ({"average": "weighted"}, "weighted"),
        ({"threshold": 0.6}, None),
    ],
)
def test_f_scores(options, average, rng):
    assert_same_after_one("F1Score", options, three(rng, weights=(N,)))
    assert_same_after_one("FBetaScore", {**options, "beta": 2.0}, three(rng))
    result = metrics.F1Score(**options)(*batch(rng))
    assert isinstance(result, float) == (average is not None)


def assert_same_after_one(name, options, batches):
    """As `assert_same` for state that comes with the first batch."""
    ours = getattr(metrics, name)(**options)
    theirs = getattr(keras.metrics, name)(**options)
    assert ours.variables == []
    for y, p, weights in batches:
        ours.update_state(y, p, weights)
        theirs.update_state(y, p, sample_weight=weights)
        np.testing.assert_allclose(ours.result(), theirs.result(), rtol=1e-5, atol=1e-6)
    assert len(ours.variables) == len(theirs.variables)
    for mine, real in zip(ours.variables, theirs.variables, strict=True):
        assert mine.name == real.name
        np.testing.assert_allclose(mine.numpy(), real.numpy(), rtol=1e-5)
    ours.reset_state()
    theirs.reset_state()
    np.testing.assert_allclose(ours.result(), theirs.result())


def test_rows_of_zeros_have_no_answer():
    y, p = np.eye(3), np.zeros((3, 3))
    assert metrics.F1Score(average="micro")(y, p) == float(
        keras.metrics.F1Score(average="micro")(y, p)
    )


def test_options_that_cannot_be():
    for name, options, text in [
        ("Precision", {"thresholds": 1.5}, "0 .. 1"),
        ("Precision", {"thresholds": [0.2, -1]}, "0 .. 1"),
        ("TruePositives", {"thresholds": [[0.2]]}, "a number or a list"),
        ("AUC", {"curve": "XYZ"}, "ROC, PR, PRGAIN"),
        ("AUC", {"num_thresholds": 1}, "at least 2"),
        ("AUC", {"num_labels": 3}, "multi_label=True"),
        ("FBetaScore", {"beta": 0.0}, "above 0"),
        ("F1Score", {"threshold": 1.2}, "at most 1"),
        ("F1Score", {"average": "mean"}, "micro, macro, weighted"),
        ("SensitivityAtSpecificity", {"specificity": 2}, "at most 1"),
        ("SensitivityAtSpecificity", {}, "missing"),
    ]:
        with pytest.raises(OptionError, match=text):
            getattr(metrics, name)(**options)


def test_data_that_does_not_fit_is_named(rng):
    y, p = batch(rng)
    numbers = np.arange(N) % C
    for metric, true, pred, weights, text in [
        (metrics.Precision(), numbers, p, None, "3 columns with utils.to_categorical"),
        (metrics.AUC(), y[:, :2], p, None, "shape of the predictions"),
        (metrics.F1Score(), numbers, p, None, "to_categorical"),
        (metrics.Precision(class_id=3), y, p, None, "column for that class"),
        (metrics.Precision(class_id=0), y[:, 0], p[:, 0], None, "column for that"),
        (metrics.AUC(multi_label=True), y[:, 0], p[:, 0], None, "samples, labels"),
        (metrics.AUC(label_weights=[1, 2]), y, p, None, "one for each column"),
        (metrics.Recall(), y, p, np.ones(N + 1), r"shape \(8,\) or \(8, 3\)"),
        (metrics.F1Score(), y, p, np.ones(N + 1), "one weight for each sample"),
    ]:
        with pytest.raises(DataError, match=text):
            metric.update_state(true, pred, weights)
