"""Functions and classes of a user as metrics, alone and in training."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import json

import keras
import numpy as np
import pytest

import engine
from engine import losses, metrics
from engine.errors import UnsupportedError


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def largest_error(y_true, y_pred):
    return np.max(np.abs(np.asarray(y_true) - np.asarray(y_pred)), axis=-1)


def test_a_function(rng):
    ours = metrics.get(largest_error)
    theirs = keras.metrics.MeanMetricWrapper(largest_error, name="largest_error")
    assert ours.name == theirs.name
    for weights in (None, rng.random(6), rng.random((6, 1))):
        y, p = rng.random((6, 3)).astype("f4"), rng.random((6, 3)).astype("f4")
        ours.update_state(y, p, weights)
        theirs.update_state(y, p, sample_weight=weights)
        assert ours.result() == pytest.approx(float(theirs.result()), rel=1e-6)
    scaled = metrics.MeanMetricWrapper(lambda t, p, by: (t - p) * by, by=2.0)
    assert scaled([[3.0]], [[1.0]]) == 4.0


def test_a_loss_as_a_metric(rng):
    y, p = rng.random((6, 3)).astype("f4"), rng.random((6, 3)).astype("f4")
    for loss in (losses.Huber(0.3), losses.dice, losses.cosine_similarity):
        metric = metrics.get(loss)
        assert metric.direction == "down"
        expected = float(np.mean(loss(y, p)))
        assert metric(y, p) == pytest.approx(expected, rel=1e-6)
    assert metrics.get(losses.Huber(0.3)).name == "huber_loss"


def test_config_of_a_loss_as_a_metric(rng):
    metric = metrics.get(losses.Huber(0.3, name="near"))
    config = json.loads(json.dumps(metrics.serialize(metric)))
    y, p = rng.random((6, 3)).astype("f4"), rng.random((6, 3)).astype("f4")
    assert metrics.deserialize(config)(y, p) == metric(y, p)


def test_config_of_a_function(rng):
    metric = metrics.MeanMetricWrapper(losses.huber, name="mine", delta=0.5)
    config = json.loads(json.dumps(metrics.serialize(metric)))
    back = metrics.deserialize(config)
    y, p = rng.random((6, 3)).astype("f4"), rng.random((6, 3)).astype("f4")
    assert back(y, p) == metric(y, p)
    theirs = keras.metrics.MeanMetricWrapper(keras.losses.huber, name="mine", delta=0.5)
    written = json.loads(json.dumps(keras.metrics.serialize(theirs)))
    assert written == config
    assert metrics.deserialize(written)(y, p) == pytest.approx(metric(y, p))
    own = json.loads(json.dumps(metrics.serialize(metrics.get(largest_error))))
    with pytest.raises(UnsupportedError, match="largest_error"):
        metrics.deserialize(own)
    with engine.custom_objects.CustomObjectScope({"largest_error": largest_error}):
        assert metrics.deserialize(own).name == "largest_error"
    known = {"largest_error": largest_error}
    assert metrics.get("largest_error", known).name == "largest_error"
    assert metrics.serialize(metrics.kl_divergence) == "kl_divergence"


class Spread(metrics.Metric, registers=False):
    """Largest less smallest prediction, written as for Keras."""

    def __init__(self, name="spread", **kwargs):
        super().__init__(name=name, **kwargs)
        self.low = self.add_variable(shape=(), initializer="zeros", name="low")
        self.high = self.add_weight(name="high", initializer="zeros")
        self.seen = metrics.Sum(name="seen")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.low.assign(np.minimum(self.low, np.min(y_pred)))
        self.high.assign(np.maximum(self.high, np.max(y_pred)))
        self.seen.update_state(len(y_pred))

    def result(self):
        return {"low": float(self.low), "high": float(self.high)}


def test_a_class_as_for_keras():
    metric = Spread()
    assert [v.path for v in metric.variables] == [
        "spread/low",
        "spread/high",
        "seen/total",
    ]
    assert [v.dtype for v in metric.variables][:2] == ["float32", "float32"]
    metric.update_state(None, np.array([[1.0], [-2.0]]))
    assert metric(None, np.array([[3.0]])) == {"low": -2.0, "high": 3.0}
    assert metric.seen.result() == 3
    metric.reset_state()
    assert metric.result() == {"low": 0.0, "high": 0.0}
    assert metric.seen.result() == 0
    assert metric.get_config() == {"name": "spread", "dtype": "float32"}
    config = metrics.serialize(metric)
    assert config["registered_name"] == "Spread"
    with pytest.raises(UnsupportedError, match="no metric called"):
        metrics.deserialize(config)
    assert type(metrics.deserialize(config, {"Spread": Spread})) is Spread


def test_names_are_counted():
    engine.utils.clear_session()
    names = [metrics.AUC().name, metrics.AUC().name, metrics.get("AUC").name]
    assert names == ["auc", "auc_1", "auc_2"]
    assert metrics.resolve("Precision", (8, 1), (8, 1)).name == "Precision"
    assert metrics.Mean().name == metrics.Mean().name == "mean"
    assert metrics.AUC().changed_options() == {}


def train(k, loss, metric):
    """Fit a small model of either framework; return the last logs."""
    x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(8, 3)
    y = (x.sum(axis=1, keepdims=True) > 0).astype(np.float32)
    inputs = k.Input((3,))
    outputs = k.layers.Dense(1, activation="sigmoid", kernel_initializer="ones")(inputs)
    model = k.Model(inputs, outputs)
    model.compile(k.optimizers.SGD(0.5), loss=loss, metrics=metric)
    history = model.fit(x, y, batch_size=4, epochs=2, verbose=0, shuffle=False)
    return {name: values[-1] for name, values in history.history.items()}


@pytest.mark.parametrize("loss", ["hinge", "function"])
def test_in_training(loss):
    def squares(y_true, y_pred):
        return ((y_true - y_pred) ** 2).mean(axis=-1)

    def shift(y_true, y_pred):
        return y_pred - y_true

    chosen = squares if loss == "function" else loss

    def run(k):
        k.utils.clear_session()
        names = ["AUC", k.metrics.Precision(), "huber" if False else shift]
        return train(k, chosen, [*names, k.metrics.F1Score(threshold=0.5)])

    ours, theirs = run(engine), run(keras)
    assert list(ours) == list(theirs)
    for name, value in theirs.items():
        np.testing.assert_allclose(ours[name], value, rtol=1e-4, atol=1e-5)


def shares(k):
    """A metric as Keras' guides write one."""

    class Share(k.metrics.Metric):
        """Share of the targets that are found."""

        def __init__(self, name="share", **kwargs):
            super().__init__(name=name, **kwargs)
            self.found = self.add_variable(shape=(), initializer="zeros", name="found")
            self.all = self.add_variable(shape=(), initializer="zeros", name="all")

        def update_state(self, y_true, y_pred, sample_weight=None):
            y_true = k.ops.cast(y_true, "bool")
            y_pred = k.ops.greater(y_pred, 0.5)
            values = k.ops.cast(k.ops.logical_and(y_true, y_pred), self.dtype)
            if sample_weight is not None:
                weights = k.ops.cast(sample_weight, self.dtype)
                values = values * k.ops.expand_dims(weights, -1)
            self.found.assign(self.found + k.ops.sum(values))
            self.all.assign_add(k.ops.sum(k.ops.cast(y_true, self.dtype)))

        def result(self):
            return self.found / (self.all + k.ops.array(1e-3))

    return Share


def test_a_class_with_operations(rng):
    registered = engine.registry.METRICS
    try:
        ours, theirs = shares(engine)(), shares(keras)()
        for weights in (None, rng.random(6).astype("f4")):
            y = rng.integers(0, 2, (6, 2)).astype("f4")
            p = rng.random((6, 2)).astype("f4")
            ours.update_state(y, p, sample_weight=weights)
            theirs.update_state(y, p, sample_weight=weights)
            assert float(ours.result()) == pytest.approx(float(theirs.result()), 1e-5)

        def run(k):
            k.utils.clear_session()
            return train(k, "mse", [shares(k)(name="mine")])

        logs, expected = run(engine), run(keras)
        assert list(logs) == list(expected)
        assert logs["mine"] == pytest.approx(expected["mine"], rel=1e-4)
    finally:
        registered.remove("Share")
