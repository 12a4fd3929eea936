"""Functions and classes of a user as losses: their derivative is found."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import json

import autograd.numpy as anp
import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest

import engine
from engine import losses
from engine.errors import UnsupportedError
from engine.graph.context import Context
from engine.random import generator
from engine.registry import LOSSES


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def data(rng):
    y = rng.standard_normal((6, 3)).astype(np.float32)
    return y, rng.standard_normal((6, 3)).astype(np.float32)


# Each function takes the array library: NumPy here, that of JAX for Keras.
FUNCTIONS = {
    "operators": lambda np, y, p: ((y - p) ** 2).mean(axis=-1),
    "one number for all": lambda np, y, p: np.mean(np.square(y - p)),
    "entries": lambda np, y, p: np.abs(y - p) * 3,
    "where": lambda np, y, p: np.where(np.abs(y - p) < 0.5, (y - p) ** 2, 0).sum(-1),
    "exp": lambda np, y, p: np.sum(np.exp(-p) + np.log1p(np.exp(p * y)), axis=-1),
    "maximum": lambda np, y, p: np.mean(np.maximum(0.9 * (y - p), -0.1 * (y - p)), -1),
    "concatenate": lambda np, y, p: np.max(np.concatenate([p, y * p], axis=1), axis=1),
    "norm": lambda np, y, p: np.linalg.norm(y - p, axis=-1),
    "index": lambda np, y, p: p[:, 0] * y[:, 1] + p[:, 2],
    "matrix product": lambda np, y, p: (p @ y.T).sum(axis=1) ** 2,
    "clip": lambda np, y, p: np.sum(np.clip(p, -0.5, 0.5) * y, axis=-1),
    "std": lambda np, y, p: np.std(p, axis=1) + np.var(p - y, axis=1),
    "constant": lambda np, y, p: np.mean(y, axis=-1),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_value_and_derivative_of_a_function(name, rng):
    function = FUNCTIONS[name]
    y, p = data(rng)
    loss = losses.get(lambda y_true, y_pred: function(np, y_true, y_pred))
    theirs = keras.src.losses.losses.LossFunctionWrapper(
        lambda y_true, y_pred: function(jnp, y_true, y_pred)
    )
    assert loss(y, p) == pytest.approx(float(theirs(y, p)), rel=1e-5, abs=1e-6)
    shape = (6, 1) if name == "entries" else (6,)
    for weights in (None, rng.random(shape).astype(np.float32)):
        value, slope = jax.value_and_grad(
            lambda q, w=weights: theirs(y, q, sample_weight=w)
        )(jnp.asarray(p))
        received, dy = loss.compute(y, p, Context(generator(0)), sample_weight=weights)
        assert received == pytest.approx(float(value), rel=1e-5, abs=1e-6)
        assert dy.dtype == np.float32
        assert np.allclose(dy, slope, rtol=1e-4, atol=1e-6)


def test_ranks_are_made_equal_for_functions_only(rng):
    seen = []

    def record(y_true, y_pred):
        seen.append((y_true.shape, y_pred.shape))
        return (y_true - y_pred) ** 2

    class Recording(losses.Loss, registers=False):
        """Keeps the shapes."""

        def call(self, y_true, y_pred):
            return record(y_true, y_pred)

    y, p = np.zeros(4), np.zeros((4, 1))
    losses.get(record)(y, p)
    Recording()(y, p)
    assert seen == [((4, 1), (4, 1)), ((4,), (4, 1))]


def test_names_of_functions():
    def MyLoss(y_true, y_pred):
        return y_pred

    class Called:
        """Called like a function."""

        def __call__(self, y_true, y_pred):
            return y_true - y_pred

    assert losses.get(MyLoss).name == "my_loss"
    assert losses.get(lambda y_true, y_pred: y_pred).name == "lambda"
    assert losses.get(Called()).name == "called"


def test_what_has_no_derivative_is_said(rng):
    y, p = data(rng)
    ctx = Context(generator(0))

    def as_array(y_true, y_pred):
        return np.asarray(y_pred) * 2

    def writes(y_true, y_pred):
        y_pred[0] = 0
        return y_pred

    def sorts(y_true, y_pred):
        return np.sort(y_pred, axis=0)

    def nothing(y_true, y_pred):
        pass

    for function, text in [
        (as_array, "must return numbers.*engine.ops"),
        (writes, "no derivative here"),
        (sorts, "no derivative here.*sort"),
        (nothing, "must return numbers"),
    ]:
        with pytest.raises(UnsupportedError, match=text) as caught:
            losses.get(function).compute(y, p.copy(), ctx)
        assert str(caught.value).startswith('Loss "')

    def mistake(y_true, y_pred):
        return y_true + "a"

    with pytest.raises((TypeError, np.exceptions.DTypePromotionError)):
        losses.get(mistake).compute(y, p, ctx)


class Pinball(losses.Loss, registers=False):
    """Written as for Keras."""

    def __init__(self, quantile=0.9, name="pinball", **kwargs):
        super().__init__(name=name, **kwargs)
        self.quantile = quantile

    def call(self, y_true, y_pred):
        error = y_true - y_pred
        return anp.mean(
            anp.maximum(self.quantile * error, (self.quantile - 1) * error), axis=-1
        )

    def get_config(self):
        return {**super().get_config(), "quantile": self.quantile}


def test_subclass_as_for_keras(rng):
    y, p = data(rng)
    loss = Pinball(0.8, reduction="sum")
    assert (loss.name, loss.reduction, loss.quantile) == ("pinball", "sum", 0.8)
    error = y - p
    expected = np.maximum(0.8 * error, -0.2 * error).mean(-1)
    assert loss(y, p) == pytest.approx(expected.sum(), rel=1e-6)
    weights = rng.random(6).astype(np.float32)
    value, dy = loss.compute(y, p, Context(generator(0)), sample_weight=weights)
    assert value == pytest.approx((expected * weights).sum(), rel=1e-6)
    slopes = np.where(error > 0, -0.8, 0.2) / 3 * weights[:, None]
    assert np.allclose(dy, slopes, rtol=1e-5)


def test_config_of_a_subclass():
    config = json.loads(json.dumps(losses.serialize(Pinball(0.7))))
    assert config["class_name"] == config["registered_name"] == "Pinball"
    assert config["config"] == {
        "name": "pinball",
        "reduction": "sum_over_batch_size",
        "quantile": 0.7,
    }
    with pytest.raises(UnsupportedError, match="no loss called"):
        losses.deserialize(config)
    back = losses.deserialize(config, custom_objects={"Pinball": Pinball})
    assert back.quantile == 0.7


def double_error(y_true, y_pred, factor=2.0):
    return factor * (y_true - y_pred) ** 2


def test_config_of_a_function(rng):
    y, p = data(rng)
    loss = losses.LossFunctionWrapper(double_error, name="mine", factor=3.0)
    assert loss(y, p) == pytest.approx(float((3 * (y - p) ** 2).mean()), rel=1e-6)
    config = json.loads(json.dumps(losses.serialize(loss)))
    with pytest.raises(UnsupportedError):
        losses.deserialize(config)
    named = losses.serialize(double_error)
    assert named["config"] == named["registered_name"] == "double_error"
    known = {"double_error": double_error, "LossFunctionWrapper": type(loss)}
    assert losses.deserialize(named, known).name == "double_error"
    assert losses.get("double_error", known).name == "double_error"
    with engine.custom_objects.CustomObjectScope(known):
        again = losses.deserialize(config)
    assert again(y, p) == loss(y, p)
    assert again.get_config() == loss.get_config()
    with pytest.raises(UnsupportedError, match="lambda"):
        losses.serialize(losses.get(lambda y_true, y_pred: y_pred))
    assert losses.serialize(losses.hinge) == "hinge"


def test_names_of_a_users_classes_are_counted():
    engine.utils.clear_session()

    class Odd(losses.Loss, registers=False):
        """No name."""

        def call(self, y_true, y_pred):
            return y_true - y_pred

    assert [Odd().name, Odd().name, Odd(name="x").name] == ["odd", "odd_1", "x"]
    assert Odd().changed_options() == {}


def test_a_users_class_does_not_hide_one_of_keras():
    class Hinge(losses.Loss):
        """Another one."""

    assert LOSSES.get("Hinge") is losses.Hinge
    assert type(losses.get("hinge")) is losses.Hinge


def test_nan_means_something_to_functions(rng):
    """Missing targets are often marked so."""

    def over_known(y_true, y_pred):
        return np.where(np.isnan(y_true), 0, (np.nan_to_num(y_true) - y_pred) ** 2)

    y, p = data(rng)
    y[2] = np.nan
    loss = losses.get(over_known)
    loss.check(y, p.shape, "output")
    value, dy = loss.compute(y, p, Context(generator(0)))
    assert np.isfinite(value)
    assert not dy[2].any()
    assert dy[1].all()


def test_losses_of_keras_within_a_function(rng):
    """The derivative goes through them, called in either way."""
    y, p = data(rng)
    weights = rng.random(6).astype(np.float32)

    def build(k, np):
        def mixed(y_true, y_pred):
            plain = k.losses.mean_squared_error(y_true, y_pred)
            labels = np.asarray(y_true > 0)
            crossed = k.losses.BinaryCrossentropy(from_logits=True)(labels, y_pred)
            focused = k.losses.Huber(0.5, reduction="none")(y_true, y_pred * 2)
            weighted = k.losses.LogCosh(reduction="sum")(y_true, y_pred, weights)
            return 2 * plain + crossed + focused**2 + 0.1 * weighted

        return mixed

    theirs = keras.src.losses.losses.LossFunctionWrapper(build(keras, jnp))
    value, slope = jax.value_and_grad(lambda q: theirs(y, q))(jnp.asarray(p))
    loss = losses.get(build(engine, np))
    received, dy = loss.compute(y, p, Context(generator(0)))
    assert received == pytest.approx(float(value), rel=1e-5)
    assert np.allclose(dy, slope, rtol=1e-4, atol=1e-6)


def test_a_loss_of_keras_extended(rng):
    class Doubled(losses.MeanSquaredError, registers=False):
        """Twice as large."""

        def call(self, y_true, y_pred):
            return 2 * super().call(y_true, y_pred)

    y, p = data(rng)
    value, dy = Doubled().compute(y, p, Context(generator(0)))
    plain, slope = losses.MeanSquaredError().compute(y, p, Context(generator(0)))
    assert value == pytest.approx(2 * plain)
    assert np.allclose(dy, 2 * slope)
    assert Doubled()(y, p) == pytest.approx(2 * plain)


def test_targets_that_are_derived_are_refused(rng):
    y, p = data(rng)
    loss = losses.get(lambda y_true, y_pred: losses.hinge(y_pred, y_true))
    with pytest.raises(UnsupportedError, match="Exchange y_true and y_pred"):
        loss.compute(y, p, Context(generator(0)))


def test_a_custom_loss_within_another(rng):
    y, p = data(rng)
    inner = Pinball(0.7)
    loss = losses.get(lambda y_true, y_pred: inner(y_true, y_pred) * 3)
    value, dy = loss.compute(y, p, Context(generator(0)))
    expected, slope = inner.compute(y, p, Context(generator(0)))
    assert value == pytest.approx(3 * expected, rel=1e-6)
    assert np.allclose(dy, 3 * slope)


OPERATIONS = {
    "mean of squares": lambda o, y, p: o.mean(o.square(y - p), axis=-1),
    "cast and where": lambda o, y, p: o.sum(
        o.where(o.cast(y > 0, "float32") > 0.5, o.abs(y - p), o.square(y - p)), axis=-1
    ),
    "softmax": lambda o, y, p: -o.sum(y * o.log(o.softmax(p) + 1e-3), axis=-1),
    "log sum exp": lambda o, y, p: o.logsumexp(p, axis=-1) - o.max(y * p, axis=-1),
    "relu and clip": lambda o, y, p: o.mean(o.relu(1 - y * p) + o.clip(p, -1, 1), -1),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_function_of_operations(name, rng):
    function = OPERATIONS[name]
    y, p = data(rng)
    theirs = keras.src.losses.losses.LossFunctionWrapper(
        lambda y_true, y_pred: function(keras.ops, y_true, y_pred)
    )
    value, slope = jax.value_and_grad(lambda q: theirs(y, q))(jnp.asarray(p))
    loss = losses.get(lambda y_true, y_pred: function(engine.ops, y_true, y_pred))
    received, dy = loss.compute(y, p, Context(generator(0)))
    assert received == pytest.approx(float(value), rel=1e-5)
    assert loss(y, p) == pytest.approx(float(value), rel=1e-5)
    assert dy.dtype == np.float32
    assert np.allclose(dy, slope, rtol=1e-4, atol=1e-6)
