"""Losses: values and derivatives against Keras on JAX, errors, configs."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import json

import jax
import jax.numpy as jnp
import keras
import numpy as np
import pytest
from keras.src.losses.loss import reduce_weighted_values

from engine import losses
from engine.errors import DataError, OptionError, UnsupportedError
from engine.graph.context import Context
from engine.options import REQUIRED
from engine.random import generator
from engine.registry import LOSSES, snake_case
from engine.testing import check_gradient

N, C = 12, 5


@pytest.fixture
def rng():
    return np.random.default_rng(3)


@pytest.fixture
def ctx():
    return Context(generator(0))


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return (e / e.sum(-1, keepdims=True)).astype(np.float32)


def make_data(kind, shape, rng, scale=1.0):
    """Targets and predictions for one kind of loss; `shape` is that of predictions."""
    z = (rng.standard_normal(shape) * scale).astype(np.float32)
    if kind.startswith("binary"):
        y = rng.integers(0, 2, shape).astype(np.float32)
        return y, z if kind.endswith("logits") else (1 / (1 + np.exp(-z)))
    if kind.startswith("categorical"):
        y = np.eye(shape[-1], dtype=np.float32)[rng.integers(0, shape[-1], shape[:-1])]
        return y, z if kind.endswith("logits") else softmax(z)
    if kind.startswith("sparse"):
        y = rng.integers(0, shape[-1], shape[:-1])
        return y, z if kind.endswith("logits") else softmax(z)
    if kind == "signs":
        return rng.choice([-1.0, 1.0], shape).astype(np.float32), z
    if kind == "positive":
        return rng.random(shape).astype(np.float32) * 3, np.abs(z) + 0.1
    if kind == "small":
        return np.clip(rng.standard_normal(shape), -0.9, None).astype(np.float32), z
    if kind == "shares":
        return softmax(rng.standard_normal(shape)), softmax(z)
    return rng.standard_normal(shape).astype(np.float32), z


CASES = [
    ("binary", "BinaryCrossentropy", {}),
    ("binary", "BinaryCrossentropy", {"label_smoothing": 0.2}),
    ("binary_logits", "BinaryCrossentropy", {"from_logits": True}),
    ("binary", "BinaryCrossentropy", {"axis": 1}),
    ("categorical", "CategoricalCrossentropy", {}),
    ("categorical", "CategoricalCrossentropy", {"label_smoothing": 0.1}),
    ("categorical_logits", "CategoricalCrossentropy", {"from_logits": True}),
    ("sparse", "SparseCategoricalCrossentropy", {}),
    ("sparse_logits", "SparseCategoricalCrossentropy", {"from_logits": True}),
    ("sparse", "SparseCategoricalCrossentropy", {"ignore_class": 2}),
    (
        "sparse_logits",
        "SparseCategoricalCrossentropy",
        {"ignore_class": 2, "from_logits": True},
    ),
    ("numbers", "MeanSquaredError", {}),
    ("numbers", "MeanAbsoluteError", {}),
    ("numbers", "Huber", {}),
    ("numbers", "Huber", {"delta": 0.3}),
    ("numbers", "MeanAbsolutePercentageError", {}),
    ("positive", "MeanSquaredLogarithmicError", {}),
    ("small", "MeanSquaredLogarithmicError", {}),
    ("numbers", "LogCosh", {}),
    ("signs", "Hinge", {}),
    ("binary_logits", "Hinge", {}),
    ("signs", "SquaredHinge", {}),
    ("binary_logits", "SquaredHinge", {}),
    ("categorical_logits", "CategoricalHinge", {}),
    ("shares", "KLDivergence", {}),
    ("positive", "Poisson", {}),
    ("numbers", "CosineSimilarity", {}),
    ("numbers", "CosineSimilarity", {"axis": 1}),
    ("binary", "BinaryFocalCrossentropy", {}),
    (
        "binary",
        "BinaryFocalCrossentropy",
        {"apply_class_balancing": True, "alpha": 0.7, "gamma": 1.5},
    ),
    ("binary", "BinaryFocalCrossentropy", {"label_smoothing": 0.2, "gamma": 1.0}),
    ("binary", "BinaryFocalCrossentropy", {"gamma": 0.0, "axis": 1}),
    ("binary_logits", "BinaryFocalCrossentropy", {"from_logits": True}),
    ("categorical", "CategoricalFocalCrossentropy", {}),
    ("categorical", "CategoricalFocalCrossentropy", {"alpha": [0.1, 0.2, 0.3, 0.4, 1]}),
    ("categorical", "CategoricalFocalCrossentropy", {"gamma": 0.5, "alpha": 0.6}),
    ("categorical", "CategoricalFocalCrossentropy", {"gamma": 0.0}),
    ("categorical", "CategoricalFocalCrossentropy", {"label_smoothing": 0.1}),
    ("categorical_logits", "CategoricalFocalCrossentropy", {"from_logits": True}),
    ("binary", "Dice", {}),
    ("binary", "Dice", {"axis": 1}),
    ("binary", "Tversky", {}),
    ("binary", "Tversky", {"alpha": 0.2, "beta": 0.9, "axis": (0,)}),
]
IDS = [f"{name}{options or ''}" for _, name, options in CASES]
REDUCTIONS = ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight"]


def compare(name, options, y, p, ctx, weights=None, mask=None, rtol=2e-6, atol=1e-7):
    """Check value and derivative of `compute` against Keras and `jax.grad`."""
    reference = getattr(keras.losses, name)(**options)

    def keras_loss(prediction):
        if mask is None:
            return reference(y, prediction, sample_weight=weights)
        # What __call__ does with the mask that Keras hangs on an output.
        return reduce_weighted_values(
            reference.call(jnp.asarray(y), prediction),
            sample_weight=weights,
            mask=jnp.asarray(mask),
            reduction=reference.reduction,
            dtype="float32",
        )

    value, slope = jax.value_and_grad(keras_loss)(jnp.asarray(p))
    loss = getattr(losses, name)(**options)
    before = y.copy(), p.copy()
    received, dy = loss.compute(y, p, ctx, sample_weight=weights, mask=mask)
    assert isinstance(received, float)
    # A sum may cancel: what rounding leaves is as large as its terms make it.
    terms = float(np.abs(loss.call(y, p)).sum())
    assert received == pytest.approx(float(value), rel=rtol, abs=atol * (1 + terms))
    assert dy.shape == p.shape
    assert dy.dtype == p.dtype
    assert np.allclose(dy, slope, rtol=1e-5, atol=1e-6 * np.abs(slope).max() + 1e-7)
    assert np.array_equal(y, before[0])
    assert np.array_equal(p, before[1])


ONE_COLUMN = ("binary", "numbers", "signs", "positive", "small")


@pytest.mark.parametrize(("kind", "name", "options"), CASES, ids=IDS)
def test_compute_is_keras(kind, name, options, rng, ctx):
    shapes = [(N, C), (N, 4, C)]
    if "Focal" not in name and not options:
        shapes += [(N, 1), (1, C)]
    for shape in shapes:
        if shape[-1] == 1 and not kind.startswith(ONE_COLUMN):
            continue
        if options.get("ignore_class") and shape[0] == 1:
            continue  # a batch of ignored samples only has its own test
        y, p = make_data(kind, shape, rng)
        compare(name, options, y, p, ctx)


@pytest.mark.parametrize(
    ("case", "reduction"),
    # Every reduction with one loss, and every loss with one reduction.
    [(CASES[0], reduction) for reduction in REDUCTIONS]
    + [(CASES[i], REDUCTIONS[i % 4]) for i in range(1, len(CASES))],
    ids=[f"{IDS[0]}-{reduction}" for reduction in REDUCTIONS] + IDS[1:],
)
def test_weights_masks_and_reductions(case, reduction, rng, ctx):
    kind, name, options = case
    y, p = make_data(kind, (N, 4, C), rng)
    options = {**options, "reduction": reduction}
    values = getattr(losses, name)(**options).call(y, p).shape
    if len(values) < 2:  # Dice and Tversky over the whole batch
        weights = rng.random(N).astype(np.float32)
        compare(name, options, y, p, ctx, weights if values == () else None)
        return
    weights = rng.random(values).astype(np.float32)
    compare(name, options, y, p, ctx, weights)
    if "ignore_class" in options:
        return  # Keras joins the two masks elsewhere
    mask = rng.random(values) < 0.6
    compare(name, options, y, p, ctx, weights[:, :1], mask)
    if case is CASES[0]:
        compare(name, options, y, p, ctx, weights[:, :1])
        compare(name, options, y, p, ctx, mask=mask)
    # Keras takes weights of samples for weights of steps; that is an error here.
    if values[0] != values[1]:
        with pytest.raises(DataError, match="one value for each entry"):
            losses.get({"class_name": name, "config": options}).compute(
                y, p, ctx, sample_weight=weights[:, 0]
            )


@pytest.mark.parametrize(("kind", "name", "options"), CASES, ids=IDS)
def test_flat_predictions_with_weights(kind, name, options, rng, ctx):
    if "axis" in options or name in ("Dice", "Tversky"):
        pytest.skip("needs two axes")
    y, p = make_data(kind, (N, C), rng)
    weights = rng.random(N).astype(np.float32)
    if "ignore_class" in options:
        compare(name, options, y, p, ctx, weights[:, None])
        return
    mask = rng.random(N) < 0.5
    compare(name, options, y, p, ctx, weights[:, None], mask)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("binary", "BinaryCrossentropy"),
        ("categorical", "CategoricalCrossentropy"),
        ("sparse", "SparseCategoricalCrossentropy"),
        ("binary", "BinaryFocalCrossentropy"),
        ("categorical", "CategoricalFocalCrossentropy"),
        ("shares", "KLDivergence"),
    ],
)
def test_clipped_probabilities_get_no_gradient(kind, name, rng, ctx):
    y, p = make_data(kind, (64, 3), rng)
    p = np.where(rng.random(p.shape) < 0.3, np.float32(0), p)
    p = np.where(rng.random(p.shape) < 0.2, np.float32(1), p)
    p = np.where(rng.random(p.shape) < 0.2, np.float32(1e-7), p)
    p = np.where(rng.random(p.shape) < 0.2, np.float32(1 - 1e-7), p)
    p[:, 0] = np.where(p.sum(-1) == 0, np.float32(0.5), p[:, 0])
    if kind != "binary":
        p[:8] = np.eye(3, dtype=np.float32)[rng.integers(0, 3, 8)]
        if kind == "sparse":
            y[:8] = p[:8].argmax(-1)
    compare(name, {}, y, p, ctx)


def test_extreme_logits(rng, ctx):
    for kind, name in [
        ("binary_logits", "BinaryCrossentropy"),
        ("categorical_logits", "CategoricalCrossentropy"),
        ("sparse_logits", "SparseCategoricalCrossentropy"),
        ("binary_logits", "BinaryFocalCrossentropy"),
        ("categorical_logits", "CategoricalFocalCrossentropy"),
    ]:
        y, z = make_data(kind, (N, C), rng, scale=60.0)
        compare(name, {"from_logits": True}, y, z, ctx)


def test_probabilities_need_not_sum_to_one(rng, ctx):
    y, p = make_data("categorical", (N, C), rng)
    p = (p * rng.random((N, 1)) * 3).astype(np.float32)
    compare("CategoricalCrossentropy", {}, y, p, ctx)
    compare("SparseCategoricalCrossentropy", {}, y.argmax(-1), p, ctx)


def test_classes_on_another_axis(rng, ctx):
    y, p = make_data("categorical", (N, 4, C), rng)
    turned_y, turned_p = np.moveaxis(y, -1, 1), np.moveaxis(p, -1, 1)
    compare("CategoricalCrossentropy", {"axis": 1}, turned_y, turned_p, ctx)
    usual = losses.SparseCategoricalCrossentropy()
    value, slope = usual.compute(y.argmax(-1), p, ctx)
    loss = losses.SparseCategoricalCrossentropy(axis=1)
    other, turned = loss.compute(y.argmax(-1), turned_p, Context(generator(0)))
    assert other == value
    assert np.array_equal(turned, np.moveaxis(slope, -1, 1))


RANKS = [
    ((N,), (N, 1)),
    ((N, 1), (N,)),
    ((N,), (N,)),
    ((N, 4), (N, 4, 1)),
    ((N, 4, 1), (N, 4)),
    ((N, 4), (N, 4)),
]


@pytest.mark.parametrize(("true", "pred"), RANKS)
@pytest.mark.parametrize(
    "name", ["MeanSquaredError", "MeanAbsoluteError", "Huber", "BinaryCrossentropy"]
)
def test_ranks_that_differ_by_a_last_axis_of_one(name, true, pred, rng, ctx):
    y = rng.integers(0, 2, true)
    p = rng.random(pred).astype(np.float32)
    compare(name, {}, y, p, ctx)
    if len(true) < 3:
        compare(name, {}, y, p, ctx, rng.random(N).astype(np.float32))
    received = getattr(losses, name)()(y, p)
    assert received == pytest.approx(float(getattr(keras.losses, name)()(y, p)), 1e-6)


def test_sparse_targets_of_any_type(rng, ctx):
    y, p = make_data("sparse", (N, C), rng)
    for dtype in (np.int8, np.uint8, np.int32, np.int64, np.float32, np.float64):
        for target in (y.astype(dtype), y.astype(dtype)[:, None]):
            compare("SparseCategoricalCrossentropy", {}, target, p, ctx)


@pytest.mark.parametrize(("kind", "name", "options"), CASES, ids=IDS)
def test_call_and_no_reduction(kind, name, options, rng):
    y, p = make_data(kind, (N, 4, C), rng)
    loss, reference = getattr(losses, name), getattr(keras.losses, name)
    assert loss(**options)(y, p) == pytest.approx(
        float(reference(**options)(y, p)), rel=2e-6
    )
    for reduction in ("none", None):
        every = {**options, "reduction": reduction}
        expected = reference(**every)(y, p)
        assert np.allclose(loss(**every)(y, p), expected, rtol=2e-6, atol=1e-7)
        weights = rng.random(expected.shape).astype(np.float32)
        assert np.allclose(
            loss(**every)(y, p, weights),
            reference(**every)(y, p, weights),
            rtol=2e-6,
            atol=1e-7,
        )


@pytest.mark.parametrize(("kind", "name", "options"), CASES, ids=IDS)
def test_functions_are_those_of_keras(kind, name, options, rng):
    y, p = make_data(kind, (N, 4, C), rng)
    function = snake_case(name)
    expected = getattr(keras.losses, function)(
        y if kind.startswith("sparse") else jnp.asarray(y), jnp.asarray(p), **options
    )
    received = getattr(losses, function)(y, p, **options)
    assert np.allclose(received, expected, rtol=2e-6, atol=1e-7)
    assert type(losses.get(getattr(losses, function))) is getattr(losses, name)


@pytest.mark.parametrize(("kind", "name", "options"), CASES, ids=IDS)
def test_gradient_agrees_with_difference_quotients(kind, name, options, rng):
    y, p = make_data(kind, (4, 3, C), rng)
    loss = getattr(losses, name)(**options, dtype="float64")
    p = p.astype(np.float64)
    weights = rng.random(loss.call(y, p).shape)

    def value(x):
        return loss.compute(y, x, Context(generator(0)), sample_weight=weights)[0]

    _, dy = loss.compute(y, p, Context(generator(0)), sample_weight=weights)
    assert dy.dtype == np.float64
    check_gradient(value, p, dy, rng, what=name)


@pytest.mark.parametrize(("kind", "name", "options"), CASES, ids=IDS)
def test_steady_batches_reuse_their_memory(kind, name, options, rng):
    loss, ctx = getattr(losses, name)(**options), Context(generator(0))
    first = make_data(kind, (N, 4, C), rng)
    _, dy = loss.compute(*first, ctx)
    expected = dy.copy()
    loss.compute(*make_data(kind, (5, 4, C), rng), ctx)  # a last, smaller batch
    _, again = loss.compute(*first, ctx)
    assert again is not expected
    assert np.array_equal(again, expected)
    if options.get("axis") in (None, (0,)):
        assert np.shares_memory(again, dy)


def test_factor_scales_the_derivative_only(rng, ctx):
    y, p = make_data("sparse", (N, C), rng)
    loss = losses.SparseCategoricalCrossentropy()
    value, dy = loss.compute(y, p, ctx)
    dy = dy.copy()
    other, scaled = loss.compute(y, p, ctx, factor=0.25)
    assert other == value
    assert np.allclose(scaled, 0.25 * dy, rtol=1e-6)
    _, scaled = loss.compute(y, p, ctx, sample_weight=np.ones(N), factor=0.25)
    assert np.allclose(scaled, 0.25 * dy, rtol=1e-6)


def test_nothing_counts(rng, ctx):
    y, p = make_data("numbers", (N, 3, C), rng)
    loss = losses.MeanSquaredError()
    value, dy = loss.compute(y, p, ctx, mask=np.zeros((N, 3), bool))
    assert value == 0
    assert not dy.any()
    y, p = make_data("sparse", (N, C), rng)
    ignoring = losses.SparseCategoricalCrossentropy(ignore_class=0)
    value, dy = ignoring.compute(np.zeros_like(y), p, ctx)
    assert value == 0
    assert not dy.any()


def test_nan_predictions_give_nan(rng):
    for kind, name, options in CASES:
        y, p = make_data(kind, (N, C), rng)
        p[3] = np.nan
        value, _ = getattr(losses, name)(**options).compute(y, p, Context(generator(0)))
        if "ignore_class" not in options:
            assert np.isnan(value), name


def test_training_needs_one_number(ctx):
    loss = losses.MeanSquaredError(reduction="none")
    with pytest.raises(OptionError, match="sum_over_batch_size"):
        loss.compute(np.zeros((2, 1)), np.zeros((2, 1)), ctx)


# ---------------------------------------------------------------- errors


def error(name, y, shape, **options):
    loss = losses.get({"class_name": name, "config": options})
    with pytest.raises(DataError) as caught:
        loss.check(np.asarray(y), shape, 'output "main"')
    text = str(caught.value)
    assert text.startswith('output "main": ')
    return text


def test_labels_outside_the_classes():
    text = error("SparseCategoricalCrossentropy", [0, 3, 10, 11], (None, 10))
    assert "0 .. 9" in text
    assert "Received 10 in sample 2" in text
    assert "12 units" in text
    text = error("SparseCategoricalCrossentropy", [1, 2, 3], (None, 3))
    assert "subtract 1" in text
    text = error("SparseCategoricalCrossentropy", [[0, 1], [2, -1]], (None, 2, 3))
    assert "Received -1 in sample 1" in text
    ignoring = losses.SparseCategoricalCrossentropy(ignore_class=-1)
    ignoring.check(np.array([0, -1]), (None, 3), "here")


def test_labels_that_are_no_class_numbers():
    text = error("SparseCategoricalCrossentropy", [0, 1.5], (None, 3))
    assert "Received 1.5 in sample 1" in text
    assert "mean_squared_error" in text


def test_one_hot_given_to_sparse_and_the_reverse():
    text = error("SparseCategoricalCrossentropy", np.eye(3), (None, 3))
    assert "categorical_crossentropy" in text
    assert "argmax" in text
    for y in ([0, 1, 2], [[0], [1], [2]]):
        text = error("CategoricalCrossentropy", y, (None, 3))
        assert "sparse_categorical_crossentropy" in text
        assert "to_categorical" in text


def test_wrong_number_of_units():
    assert "4 units" in error("CategoricalCrossentropy", np.eye(4), (None, 3))
    text = error("CategoricalCrossentropy", np.zeros((4, 1)), (None, 1))
    assert "binary_crossentropy" in text
    text = error("SparseCategoricalCrossentropy", [0, 1], (None, 1))
    assert "binary_crossentropy" in text
    text = error("BinaryCrossentropy", [0, 1], (None, 3))
    assert "1 unit with a sigmoid" in text
    assert "2 unit" in error("MeanSquaredError", np.zeros((3, 2)), (None, 1))
    assert "reshape" in error("MeanSquaredError", np.zeros((3, 4, 2)), (None, 8))


def test_axes_that_predictions_do_not_have():
    for name in (
        "BinaryCrossentropy",
        "CategoricalCrossentropy",
        "CategoricalFocalCrossentropy",
        "SparseCategoricalCrossentropy",
        "CosineSimilarity",
        "Dice",
    ):
        text = error(name, np.zeros((4, 3)), (None, 3), axis=2)
        assert "axis 2" in text
        with pytest.raises(DataError, match="axis 2"):
            losses.get({"class_name": name, "config": {"axis": 2}}).call(
                np.zeros((4, 3)), np.zeros((4, 3))
            )


def test_values_that_are_no_probabilities():
    text = error("BinaryCrossentropy", [[0], [2]], (None, 1))
    assert "Received 2 in sample 1" in text
    assert "sparse_categorical_crossentropy" in text
    assert "-1 and 1" in error("BinaryCrossentropy", [-1, 1, 1], (None, 1))
    assert "Scale" in error("BinaryCrossentropy", [0.1, 1.2], (None, 1))


def test_targets_that_are_no_numbers():
    for name in LOSSES:
        assert "'cat'" in error(name, ["cat", "dog"], (None, 1))
        text = error(name, [0.0, np.nan], (None, 1))
        assert "nan in sample 1" in text


def test_good_targets_pass():
    for name, y, shape in [
        ("MeanSquaredError", np.zeros(4), (None, 1)),
        ("MeanSquaredError", np.zeros((4, 7, 2)), (None, None, 2)),
        ("BinaryCrossentropy", np.array([True, False]), (None, 1)),
        ("CategoricalCrossentropy", np.eye(3), (None, 3)),
        ("SparseCategoricalCrossentropy", np.array([[0], [2]]), (None, 3)),
        ("SparseCategoricalCrossentropy", np.zeros((4, 7)), (None, None, 3)),
    ]:
        losses.get(name).check(y, shape, "here")


def test_shapes_that_do_not_fit_are_errors_when_computing_too(ctx):
    for name in LOSSES:
        with pytest.raises(DataError):
            losses.get(name).compute(np.zeros((4, 3)), np.ones((4, 2)), ctx)
        with pytest.raises(DataError):
            losses.get(name).compute(
                np.zeros((5, 2), np.float32), np.ones((4, 2), np.float32), ctx
            )


# ----------------------------------------------------- names and configs


def test_names_of_keras():
    for name in LOSSES:
        cls = LOSSES.get(name)
        reference = getattr(keras.losses, name)
        assert type(losses.get(name)) is cls
        assert losses.get(cls).name == reference().name
        assert losses.get(name).name == reference().name
    for alias in ("mse", "MSE", "mean_squared_error", "MeanSquaredError"):
        assert type(losses.get(alias)) is losses.MeanSquaredError
    for alias in ("mae", "MAE", "mean_absolute_error"):
        assert type(losses.get(alias)) is losses.MeanAbsoluteError
    for alias in ("bce", "BCE", "binary_crossentropy"):
        assert type(losses.get(alias)) is losses.BinaryCrossentropy


def test_config_is_that_of_keras():
    for name in LOSSES:
        loss, reference = losses.get(name), getattr(keras.losses, name)()
        assert losses.serialize(loss) == keras.losses.serialize(reference)


@pytest.mark.parametrize(("kind", "name", "options"), CASES, ids=IDS)
def test_config_round_trip_also_through_keras(kind, name, options):
    loss = getattr(losses, name)(**options, reduction="sum", name="mine")
    config = json.loads(json.dumps(losses.serialize(loss)))
    assert losses.deserialize(config).get_config() == loss.get_config()
    theirs = keras.losses.deserialize(config)
    assert theirs.name == "mine"
    back = losses.deserialize(keras.losses.serialize(theirs))
    if name not in ("Huber", "CosineSimilarity"):  # Keras forgets delta and axis
        assert back.get_config() == loss.get_config()


def test_positional_arguments_are_those_of_keras():
    import inspect

    for name in LOSSES:
        theirs = inspect.signature(getattr(keras.losses, name))
        ours = inspect.signature(LOSSES.get(name))
        assert list(ours.parameters) == list(theirs.parameters), name
        for key in set(ours.parameters) - {"dtype"}:
            assert ours.parameters[key].default == theirs.parameters[key].default


def test_shortest_source():
    assert losses.Huber(delta=2.0).source("keras.losses.") == (
        "keras.losses.Huber(delta=2.0)"
    )
    assert losses.MeanSquaredError().changed_options() == {}


def test_crossentropy_is_resolved_by_shape():
    from keras.src.trainers.compile_utils import get_loss

    for true, pred in [
        ((8,), (8, 1)),
        ((8, 1), (8, 1)),
        ((8,), (8, 3)),
        ((8, 1), (8, 3)),
        ((8, 3), (8, 3)),
        ((8, 4), (8, 4, 3)),
        ((8, 4, 3), (8, 4, 3)),
    ]:
        for word in ("crossentropy", "ce"):
            theirs = get_loss(word, np.zeros(true), np.zeros(pred)).fn.__name__
            assert losses.resolve(word, true, pred).name == theirs
    assert type(losses.resolve("mse", (8,), (8, 1))) is losses.MeanSquaredError


def test_what_is_no_loss():
    with pytest.raises(UnsupportedError, match="mean_squared_error"):
        losses.get("mean_square_error")
    with pytest.raises(OptionError, match="must be a name"):
        losses.get(3)


def test_aliases_are_those_of_keras():
    table = keras.losses.get.__globals__["ALL_OBJECTS_DICT"]
    for name in table:
        if name in ("Loss", "LossFunctionWrapper"):
            continue
        theirs = table[name]
        loss = losses.get(name)
        assert type(loss).__name__ == snake_to_camel(theirs), name


def snake_to_camel(item):
    if isinstance(item, type):
        return item.__name__
    return next(
        cls.__name__
        for f, cls in losses.FUNCTIONS.items()
        if f.__name__ == item.__name__
    )


def test_own_loss_in_one_class(rng, ctx):
    class Cubic(losses.Loss):
        """Mean of absolute cubes."""

        def forward(self, y_true, y_pred, ctx):
            ctx.save(error=y_pred - y_true)
            return np.mean(np.abs(ctx["error"]) ** 3, axis=-1)

        def backward(self, dvalues, ctx):
            error = ctx["error"]
            return (
                3 * error * np.abs(error) * np.expand_dims(dvalues, -1)
            ) / error.shape[-1]

    try:
        y, p = make_data("numbers", (N, C), rng)
        loss = losses.get("cubic")
        assert loss.name == "cubic"
        value, dy = loss.compute(y, p, ctx, sample_weight=np.ones(N))
        assert value == pytest.approx(np.mean(np.abs(p - y) ** 3), rel=1e-5)
        assert dy.shape == p.shape
    finally:
        LOSSES.remove("Cubic")


def test_a_loss_without_derivative_can_judge_but_not_train(rng, ctx):
    class Odd(losses.Loss, registers=False):
        """No derivative."""

        def forward(self, y_true, y_pred, ctx):
            return np.abs(y_true - y_pred)[..., 0]

    y, p = make_data("numbers", (N, 1), rng)
    assert Odd()(y, p) > 0
    with pytest.raises(UnsupportedError, match="backward"):
        Odd().compute(y, p, ctx)


def test_every_option_is_documented():
    for name in LOSSES:
        for opt in LOSSES.get(name).options.values():
            assert opt.doc.endswith("."), (name, opt.name)
            assert opt.default is not REQUIRED
