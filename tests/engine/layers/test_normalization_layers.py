"""Normalization in training, in files and under masks, beside Keras."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import DataError, OptionError, ShapeError, UnsupportedError
from engine.graph.context import Context, Gradients
from engine.layers import (
    BatchNormalization,
    Dense,
    GroupNormalization,
    LayerNormalization,
    Normalization,
    RMSNormalization,
    SpectralNormalization,
    UnitNormalization,
)
from engine.random import generator
from engine.training.py_dataset import PyDataset

keras = pytest.importorskip("keras")

RNG = np.random.default_rng(5)
X = RNG.normal(1.5, 2, (40, 6, 4)).astype("f4")
Y = RNG.normal(0, 1, (40, 2)).astype("f4")


def same_weights(ours: Any, theirs: Any, seed: int = 3) -> None:
    """Give both the same random weights; variances and deviations are positive."""
    rng = np.random.default_rng(seed)
    values = [
        rng.normal(0, 0.5, v.shape)
        if not v.name.endswith(("variance", "stddev"))
        else rng.uniform(0.5, 2, v.shape)
        for v in theirs.weights
    ]
    assert [v.path for v in ours.weights] == [v.path for v in theirs.weights]
    ours.set_weights(values)
    theirs.set_weights(values)


def train(model: Any, x: Any = X, y: Any = Y) -> list[float]:
    """Ten steps."""
    losses: list[float] = model.fit(
        x, y, batch_size=8, epochs=2, shuffle=False, verbose=0
    ).history["loss"]
    return losses


def assert_same_model(ours: Any, theirs: Any, x: Any = X, atol: float = 1e-4) -> None:
    np.testing.assert_allclose(
        ours.predict(x, verbose=0), theirs.predict(x, verbose=0), rtol=1e-4, atol=atol
    )


def every_kind(k: Any) -> Any:
    """A model with every normalizing layer, each after the other."""
    inputs = k.Input((6, 4))
    h = k.layers.Dense(6)(inputs)
    h = k.layers.BatchNormalization(
        momentum=0.7, gamma_regularizer="l2", beta_constraint="non_neg", name="batch"
    )(h)
    h = k.layers.LayerNormalization(gamma_constraint="max_norm", name="layer")(h)
    h = k.layers.BatchNormalization(
        axis=1,
        renorm=True,
        renorm_clipping={"rmax": 1.5, "rmin": 0.5, "dmax": 0.3},
        renorm_momentum=0.8,
        name="renorm",
    )(h)
    h = k.layers.GroupNormalization(3, name="group")(h)
    h = k.layers.UnitNormalization(name="unit")(h)
    h = k.layers.RMSNormalization(name="rms")(h)
    h = k.layers.Flatten()(h)
    h = k.layers.BatchNormalization(scale=False, trainable=False, name="frozen")(h)
    model = k.Model(inputs, k.layers.Dense(2)(h))
    model.compile(k.optimizers.SGD(0.05), "mse")
    return model


@pytest.fixture(scope="module")
def trained() -> tuple[Any, Any]:
    """The model of the engine and that of Keras, trained alike."""
    engine.utils.clear_session()
    keras.utils.clear_session()
    ours, theirs = every_kind(engine), every_kind(keras)
    same_weights(ours, theirs)
    np.testing.assert_allclose(train(ours), train(theirs), rtol=1e-4)
    return ours, theirs


def test_ten_steps_give_the_weights_and_statistics_of_keras(
    trained: tuple[Any, Any],
) -> None:
    ours, theirs = trained
    for v, real in zip(ours.weights, theirs.weights, strict=True):
        np.testing.assert_allclose(
            v.numpy(), np.asarray(real), rtol=1e-4, atol=1e-5, err_msg=real.path
        )
    assert_same_model(ours, theirs)
    assert ours.evaluate(X, Y, verbose=0) == pytest.approx(
        theirs.evaluate(X, Y, verbose=0), rel=1e-4
    )


@pytest.mark.parametrize("ending", ["keras", "h5"])
@pytest.mark.filterwarnings("ignore")
def test_files_of_either_are_read_by_the_other(
    trained: tuple[Any, Any], ending: str, tmp_path: Path
) -> None:
    ours, theirs = trained
    ours.save(tmp_path / f"ours.{ending}")
    theirs.save(tmp_path / f"theirs.{ending}")
    assert_same_model(ours, keras.models.load_model(tmp_path / f"ours.{ending}"))
    assert_same_model(engine.models.load_model(tmp_path / f"theirs.{ending}"), theirs)


def test_a_frozen_layer_keeps_its_statistics(trained: tuple[Any, Any]) -> None:
    ours, _ = trained
    frozen = ours.get_layer("frozen")
    assert frozen.trainable_weights == []
    before = frozen.get_weights()
    train(ours)
    for old, new in zip(before, frozen.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_fine_tuning_with_frozen_batch_normalization() -> None:
    """Frozen after training: statistics are used and not moved, the rest learns."""

    def tune(k: Any) -> Any:
        base = k.Sequential(
            [k.Input((4,)), k.layers.Dense(3), k.layers.BatchNormalization()]
        )
        model = k.Sequential([k.Input((4,)), base, k.layers.Dense(2)])
        rng = np.random.default_rng(1)
        model.set_weights([rng.uniform(0.5, 1, w.shape) for w in model.get_weights()])
        model.compile(k.optimizers.SGD(0.1), "mse")
        losses = train(model, X[:, 0])
        base.trainable = False
        model.compile(k.optimizers.SGD(0.1), "mse")
        statistics = [np.array(w) for w in base.get_weights()]
        losses += train(model, X[:, 0])
        for old, new in zip(statistics, base.get_weights(), strict=True):
            np.testing.assert_array_equal(old, new)
        return [losses, model.predict(X[:, 0], verbose=0)]

    ours, theirs = tune(engine), tune(keras)
    np.testing.assert_allclose(ours[0], theirs[0], rtol=1e-4)
    np.testing.assert_allclose(ours[1], theirs[1], rtol=1e-4, atol=1e-5)


def test_shared_masked_and_channels_first_in_one_model() -> None:
    def build(k: Any) -> Any:
        numbers, words = k.Input((6, 4)), k.Input((4,), dtype="int32")
        shared = k.layers.BatchNormalization(momentum=0.8)
        h = k.layers.Dense(5, use_bias=False)(k.layers.Flatten()(numbers))
        h = shared(k.layers.Dense(5, use_bias=False)(shared(h)))
        e = k.layers.Embedding(9, 5, mask_zero=True)(words)
        e = k.layers.LSTM(5)(k.layers.BatchNormalization(momentum=0.6)(e))
        z = k.layers.BatchNormalization(axis=1, momentum=0.6)(numbers)
        z = k.layers.Flatten()(k.layers.GroupNormalization(groups=-1)(z))
        model = k.Model(
            [numbers, words], k.layers.Dense(2)(k.layers.Concatenate()([h, e, z]))
        )
        model.compile(k.optimizers.SGD(0.02), "mse")
        return model

    words = RNG.integers(1, 9, (40, 4))
    words[:, 2:] *= RNG.random((40, 2)) < 0.5
    engine.utils.clear_session()
    keras.utils.clear_session()
    ours, theirs = build(engine), build(keras)
    same_weights(ours, theirs)
    np.testing.assert_allclose(
        train(ours, [X, words]), train(theirs, [X, words]), rtol=1e-4
    )
    for v, real in zip(ours.weights, theirs.weights, strict=True):
        np.testing.assert_allclose(
            v.numpy(), np.asarray(real), rtol=1e-4, atol=1e-5, err_msg=real.path
        )
    assert_same_model(ours, theirs, [X, words])


# ------------------------------------------------------ batch normalization


def test_mean_and_variance_of_a_batch() -> None:
    layer = BatchNormalization(momentum=0.9, epsilon=0)
    y = layer(np.array([[1.0, -2.0], [3.0, 2.0]]), training=True)
    np.testing.assert_allclose(y, [[-1, -1], [1, 1]], rtol=1e-6)
    np.testing.assert_allclose(layer.moving_mean.numpy(), [0.2, 0.0], atol=1e-7)
    np.testing.assert_allclose(layer.moving_variance.numpy(), [1.0, 1.3], rtol=1e-6)
    layer(np.zeros((3, 2)))  # a prediction moves nothing
    np.testing.assert_allclose(layer.moving_mean.numpy(), [0.2, 0.0], atol=1e-7)


def test_digits_survive_a_large_mean() -> None:
    x = (10000 + RNG.normal(0, 1, (3000, 3))).astype("f4")
    y = BatchNormalization(epsilon=0)(x, training=True)
    exact = x.astype("f8")
    expected = (exact - exact.mean(axis=0)) / exact.std(axis=0)
    np.testing.assert_allclose(y, expected, atol=1e-2)  # float32 has 7 digits


@pytest.mark.parametrize("shape", [(7, 5), (4, 3, 5), (4, 3, 2, 5), (3, 2, 3, 2, 5)])
def test_every_axis_is_like_moving_it_to_the_end(shape: tuple[int, ...]) -> None:
    x = RNG.normal(2, 3, shape)
    for axis in range(1, len(shape)):
        layer = BatchNormalization(axis=axis, dtype="float64")
        last = BatchNormalization(dtype="float64")
        y = layer(x, training=True)
        moved = last(np.moveaxis(x, axis, -1), training=True)
        np.testing.assert_allclose(np.moveaxis(y, axis, -1), moved, rtol=1e-10)
        for ours, others in zip(layer.weights, last.weights, strict=True):
            np.testing.assert_allclose(ours.numpy(), others.numpy(), rtol=1e-10)


@pytest.mark.parametrize("axis", [-1, 1])
def test_masked_steps_do_not_count(axis: int) -> None:
    x = RNG.normal(1, 2, (4, 3, 3)).astype("f4")
    mask = np.array([[1, 1, 1], [1, 0, 0], [0, 0, 0], [1, 1, 0]], bool)
    ours = BatchNormalization(axis=axis)
    theirs = keras.layers.BatchNormalization(axis=axis)
    y = ours(x, training=True, mask=mask)
    y_keras = theirs(x, training=True, mask=mask)
    np.testing.assert_allclose(y, y_keras, rtol=1e-5, atol=1e-6)
    for v, real in zip(ours.weights, theirs.weights, strict=True):
        np.testing.assert_allclose(v.numpy(), np.asarray(real), rtol=1e-5, atol=1e-7)


def test_what_a_masked_step_holds_makes_no_difference() -> None:
    x = RNG.normal(1, 2, (4, 3, 2)).astype("f4")
    mask = np.array([[1, 1, 1], [1, 0, 0], [1, 1, 0], [1, 1, 0]], bool)
    layer = BatchNormalization()
    counted = layer(x, training=True, mask=mask)[mask]
    broken = np.where(mask[..., None], x, np.nan).astype("f4")
    again = BatchNormalization()(broken, training=True, mask=mask)[mask]
    np.testing.assert_array_equal(counted, again)


def test_renorm_moves_all_its_statistics() -> None:
    """Three steps, without limits and with some, have the numbers of Keras."""
    for limits in (None, {"rmax": 1.2}, {"rmin": 0.8, "dmax": 0.1}):
        options = {"renorm": True, "renorm_clipping": limits, "momentum": 0.8}
        ours = BatchNormalization(**options)
        theirs = keras.layers.BatchNormalization(**options)
        for step in range(3):
            x = (X[:8, step] * (step + 1)).astype("f4")
            y, y_keras = ours(x, training=True), theirs(x, training=True)
            np.testing.assert_allclose(y, y_keras, rtol=1e-5, atol=1e-5)
        assert [v.name for v in ours.weights] == [v.name for v in theirs.weights]
        for v, real in zip(ours.weights, theirs.weights, strict=True):
            np.testing.assert_allclose(
                v.numpy(), np.asarray(real), rtol=1e-5, atol=1e-6, err_msg=v.name
            )


@pytest.mark.parametrize(
    "limits", [{"rmin": 2, "rmax": 1}, {"largest": 1}, {"dmax": -1}, {"dmax": "a"}, [1]]
)
def test_limits_that_make_no_sense(limits: Any) -> None:
    with pytest.raises(OptionError, match="renorm_clipping must"):
        BatchNormalization(renorm=True, renorm_clipping=limits)


def test_files_of_keras_2_have_the_axis_in_a_list() -> None:
    config = {**BatchNormalization(axis=3).get_config(), "axis": [3]}
    assert BatchNormalization.from_config(config).axis == 3


def test_synchronized_is_taken_and_forgotten() -> None:
    assert "synchronized" not in BatchNormalization(synchronized=True).get_config()


# ------------------------------------------------------------- other layers


def test_known_values() -> None:
    x = np.array([[3.0, 4.0, 0.0, 0.0]])
    np.testing.assert_allclose(UnitNormalization()(x), [[0.6, 0.8, 0, 0]], rtol=1e-6)
    np.testing.assert_allclose(
        RMSNormalization(epsilon=0)(x), [[1.2, 1.6, 0, 0]], rtol=1e-6
    )
    y = LayerNormalization(epsilon=0)(np.array([[1.0, 3.0, 1.0, 3.0]]))
    np.testing.assert_allclose(y, [[-1, 1, -1, 1]], rtol=1e-6)
    y = GroupNormalization(2, epsilon=0)(np.array([[1.0, 3.0, 10.0, 30.0]]))
    np.testing.assert_allclose(y, [[-1, 1, -1, 1]], rtol=1e-6)


def test_a_vector_of_zeros_stays_one_and_gets_no_gradient() -> None:
    x = np.array([[0.0, 0.0], [3.0, 4.0]])
    layer = UnitNormalization(dtype="float64")
    context = Context(generator(1), Gradients([], []), 1)
    np.testing.assert_allclose(layer.forward(x, context), [[0, 0], [0.6, 0.8]])
    dx = layer.backward(np.ones((2, 2)), context)
    np.testing.assert_array_equal(dx[0], [0, 0])
    assert np.all(dx[1] != 0)


def test_axes_of_a_layer_can_be_named_in_any_order() -> None:
    x = RNG.normal(0, 1, (2, 3, 4, 5))
    first = LayerNormalization(axis=[1, 3], dtype="float64")(x)
    for axis in ([3, 1], [-1, 1], [-3, -1], (-1, -3)):
        layer = LayerNormalization(axis=axis, dtype="float64")
        np.testing.assert_allclose(layer(x), first, rtol=1e-12)


def test_as_many_groups_as_channels_is_instance_normalization() -> None:
    x = RNG.normal(3, 2, (2, 5, 6, 4))
    y = GroupNormalization(groups=-1, epsilon=0, dtype="float64")(x)
    np.testing.assert_allclose(y.mean(axis=(1, 2)), 0, atol=1e-12)
    np.testing.assert_allclose(y.var(axis=(1, 2)), 1, rtol=1e-12)


# ---------------------------------------------------- spectral normalization


def test_ten_steps_with_divided_kernels(tmp_path: Path) -> None:
    def build(k: Any) -> Any:
        inputs = k.Input((4,))
        inner = k.layers.Dense(5, activation="tanh")
        h = k.layers.SpectralNormalization(inner, power_iterations=2)(inputs)
        outputs = k.layers.SpectralNormalization(k.layers.Dense(2))(h)
        model = k.Model(inputs, outputs)
        model.compile(k.optimizers.SGD(0.1), "mse")
        return model

    engine.utils.clear_session()
    keras.utils.clear_session()
    ours, theirs = build(engine), build(keras)
    same_weights(ours, theirs)
    x = X[:, 0]
    np.testing.assert_allclose(train(ours, x), train(theirs, x), rtol=1e-4)
    for v, real in zip(ours.weights, theirs.weights, strict=True):
        np.testing.assert_allclose(v.numpy(), np.asarray(real), rtol=1e-4, atol=1e-6)
    ours.save(tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    assert_same_model(ours, keras.models.load_model(tmp_path / "ours.keras"), x)
    assert_same_model(engine.models.load_model(tmp_path / "theirs.keras"), theirs, x)


def test_called_on_arrays_the_kernel_stays_divided() -> None:
    ours = SpectralNormalization(Dense(3), power_iterations=100)
    ours(X[:, 0])
    ours(X[:, 0], training=True)
    norm = np.linalg.svd(ours.kernel.numpy(), compute_uv=False)[0]
    assert norm == pytest.approx(1, rel=1e-4)
    ours.kernel.assign(np.zeros((4, 3)))  # nothing to divide
    np.testing.assert_array_equal(ours(X[:, 0], training=True), np.zeros((40, 3)))


def test_a_layer_without_kernel_cannot_be_divided() -> None:
    with pytest.raises(UnsupportedError, match="kernel or embeddings"):
        SpectralNormalization(UnitNormalization())(X)


# ------------------------------------------------------ statistics of data


class Batches(PyDataset):
    """Three batches of different sizes, with targets."""

    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> Any:
        return BATCHES[index], np.zeros(len(BATCHES[index]))


DATA = RNG.normal(3, 4, (23, 3, 2)).astype("f4")
BATCHES = [DATA[:5], DATA[5:20], DATA[20:]]


@pytest.mark.parametrize("axis", [-1, 1, (1, 2), None])
def test_adapt_finds_mean_and_variance(axis: Any) -> None:
    """From an array, a list of batches, a generator with targets and a dataset."""
    theirs = keras.layers.Normalization(axis=axis)
    theirs.adapt(DATA)
    expected = np.asarray(theirs(DATA))
    sources = [
        DATA,
        BATCHES,
        ((batch, None) for batch in BATCHES),
        Batches(),
        (DATA * 1000).astype("i4") / 1000,
    ]
    for source in sources:
        ours = Normalization(axis=axis)
        ours.adapt(source)
        np.testing.assert_allclose(ours(DATA), expected, rtol=1e-4, atol=2e-4)
        assert [v.shape for v in ours.weights] == [
            tuple(v.shape) for v in theirs.weights
        ]
        assert [v.name for v in ours.weights] == ["mean", "variance", "count"]
        back = Normalization(axis=axis, invert=True)
        back.adapt(source if source is not sources[2] else DATA)
        np.testing.assert_allclose(back(ours(DATA)), DATA, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("ending", ["keras", "h5"])
@pytest.mark.filterwarnings("ignore")
def test_what_was_adapted_is_in_files(ending: str, tmp_path: Path) -> None:
    def build(k: Any) -> Any:
        layer = k.layers.Normalization()
        layer.adapt(DATA)
        inputs = k.Input((3, 2))
        h = layer(inputs)
        h = k.layers.Normalization(axis=1, mean=[1.0, 2.0, 3.0], variance=[1, 2, 4])(h)
        return k.Model(inputs, h)

    ours, theirs = build(engine), build(keras)
    assert_same_model(ours, theirs, DATA)
    ours.save(tmp_path / f"ours.{ending}")
    theirs.save(tmp_path / f"theirs.{ending}")
    read = engine.models.load_model(tmp_path / f"theirs.{ending}")
    assert_same_model(read, theirs, DATA)
    assert_same_model(ours, keras.models.load_model(tmp_path / f"ours.{ending}"), DATA)


def test_training_leaves_adapted_statistics_alone() -> None:
    layer = Normalization()
    layer.adapt(X)
    before = layer.get_weights()
    model = engine.Sequential([engine.Input((6, 4)), layer, Dense(2)])
    model.compile("sgd", "mse")
    model.fit(X, np.zeros((40, 6, 2)), verbose=0)
    for old, new in zip(before, layer.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_data_that_adapt_cannot_take() -> None:
    for data, words in [
        ([], "received no data"),
        (np.zeros((0, 2)), "received no data"),
        ([1.0, 2.0], "arrays of numbers"),
        ("text", "batches of arrays"),
        (3, "batches of arrays"),
        (np.array(["a"]), "arrays of numbers"),
        ([np.zeros((2, 3)), np.zeros((2, 3, 3))], "batches of one shape"),
    ]:
        with pytest.raises(DataError, match=words):
            Normalization(name="norm").adapt(data)
    layer = Normalization(name="norm")
    layer.adapt(np.ones((2, 3)))
    with pytest.raises(ShapeError, match=r'Normalization "norm".*built for'):
        layer.adapt(np.ones((2, 4)))
    with pytest.raises(DataError, match="given mean"):
        Normalization(mean=1.0, variance=1.0, axis=None).adapt(np.ones((2, 3)))


def test_given_statistics_must_fit() -> None:
    with pytest.raises(OptionError, match="together"):
        Normalization(mean=1.0)
    with pytest.raises(OptionError, match="same shape"):
        Normalization(mean=[1.0], variance=[1.0, 2.0])
    with pytest.raises(OptionError, match="Name more axes"):
        Normalization(axis=None, mean=[1.0], variance=[1.0])
    with pytest.raises(OptionError, match="one number for each position"):
        Normalization(mean=[1.0, 2.0], variance=[1.0, 2.0])(np.zeros((2, 3)))


# ------------------------------------------------------------------ errors


@pytest.mark.parametrize(
    ("layer", "shape", "words"),
    [
        (BatchNormalization(axis=3), (4,), "no axis 3"),
        (BatchNormalization(axis=0), (4,), "that of the samples"),
        (BatchNormalization(), (), "1 axis per sample"),
        (BatchNormalization(), (None,), "must be known"),
        (LayerNormalization(axis=[1, -1]), (4,), "twice"),
        (LayerNormalization(axis=-3), (4,), "no axis -3"),
        (GroupNormalization(3), (4,), "4 channels do not make 3 groups"),
        (GroupNormalization(), (4,), "divisor of 4"),
        (RMSNormalization(axis=1), (3, 2), "last axes"),
        (UnitNormalization(axis=5), (3, 2), "no axis 5"),
    ],
)
def test_inputs_that_do_not_fit(layer: Any, shape: Any, words: str) -> None:
    with pytest.raises(ShapeError, match=words) as caught:
        layer(engine.Input(shape))
    assert layer.name in str(caught.value)


@pytest.mark.parametrize(
    "layer",
    [
        BatchNormalization(),
        LayerNormalization(),
        GroupNormalization(1),
        RMSNormalization(),
    ],
)
def test_a_shared_layer_keeps_its_size(layer: Any) -> None:
    layer(np.zeros((2, 4)))
    with pytest.raises(ShapeError, match="is shared and was built for"):
        layer(np.zeros((2, 5)))


def test_a_mask_of_the_wrong_rank_is_named() -> None:
    with pytest.raises(ShapeError, match="one axis less"):
        BatchNormalization()(np.zeros((2, 3, 4)), training=True, mask=np.ones((2,)))


def test_groups_are_counted() -> None:
    with pytest.raises(OptionError, match="groups"):
        GroupNormalization(0)
