"""Noise while training: its distribution, its pattern, that it repeats."""

import math
from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import OptionError, ShapeError
from engine.graph.context import Context
from engine.layers import (
    AlphaDropout,
    Dropout,
    GaussianDropout,
    GaussianNoise,
    Input,
    Layer,
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
)
from engine.random import generator

MAKERS: dict[str, Any] = {
    "GaussianNoise": lambda **o: GaussianNoise(0.5, **o),
    "GaussianDropout": lambda **o: GaussianDropout(0.5, **o),
    "AlphaDropout": lambda **o: AlphaDropout(0.5, **o),
    "Dropout": lambda **o: Dropout(0.5, **o),
    "SpatialDropout1D": lambda **o: SpatialDropout1D(0.5, **o),
}
each = pytest.mark.parametrize("name", MAKERS)


def training_context(layer: Layer, seed: int = 1) -> Context:
    context = Context(layer.make_generator(seed))
    context.training = True
    return context


@pytest.mark.parametrize("stddev", [0.1, 0.5, 1.0])
def test_noise_is_normal(stddev: float) -> None:
    layer = GaussianNoise(stddev)
    x = np.full((200, 500), 3, np.float32)
    noise = (layer.forward(x, training_context(layer)) - x).astype(np.float64)
    n = x.size
    assert abs(noise.mean()) < 4 * stddev / math.sqrt(n)
    assert noise.var() == pytest.approx(stddev**2, rel=4 * math.sqrt(2 / n))
    assert (np.abs(noise) < stddev).mean() == pytest.approx(0.6827, abs=0.006)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.8])
def test_factors_are_normal_with_the_variance_of_dropout(rate: float) -> None:
    layer = GaussianDropout(rate)
    x = np.full((200, 500), 2, np.float32)
    context = training_context(layer)
    factors = (layer.forward(x, context) / 2).astype(np.float64)
    variance = rate / (1 - rate)
    n = x.size
    assert factors.mean() == pytest.approx(1, abs=4 * math.sqrt(variance / n))
    assert factors.var() == pytest.approx(variance, rel=4 * math.sqrt(2 / n))
    dx = layer.backward(np.ones_like(x), context)
    np.testing.assert_allclose(dx, factors, rtol=1e-6)


@pytest.mark.parametrize("rate", [0.05, 0.3, 0.7])
def test_alpha_dropout_keeps_mean_and_variance(rate: float) -> None:
    layer = AlphaDropout(rate)
    x = generator(2).standard_normal((300, 500), dtype=np.float32)
    context = training_context(layer)
    y = layer.forward(x, context)
    n = x.size
    assert abs(float(y.mean(dtype=np.float64))) < 6 / math.sqrt(n)
    assert float(y.var(dtype=np.float64)) == pytest.approx(1, abs=0.02)
    # All that is dropped becomes one number, the least of selu, shifted and scaled.
    values, counts = np.unique(y, return_counts=True)
    assert counts.max() / n == pytest.approx(rate, abs=4 * math.sqrt(0.25 / n))
    floor = -1.6732632423543772 * 1.0507009873554805
    a = ((1 - rate) * (1 + rate * floor**2)) ** -0.5
    assert values[counts.argmax()] == pytest.approx(a * floor * (1 - rate), rel=1e-5)
    dx = layer.backward(np.ones_like(x), context)
    dropped = y == values[counts.argmax()]
    assert not dx[dropped].any()
    np.testing.assert_allclose(dx[~dropped], a, rtol=1e-6)


@pytest.mark.parametrize(
    ("layer", "shape", "repeated"),
    [
        (SpatialDropout1D(0.5), (40, 6, 5), (1,)),
        (SpatialDropout2D(0.5), (40, 3, 4, 5), (1, 2)),
        (SpatialDropout2D(0.5, "channels_first"), (40, 5, 3, 4), (2, 3)),
        (SpatialDropout3D(0.5), (40, 2, 3, 4, 5), (1, 2, 3)),
        (SpatialDropout3D(0.5, "channels_first"), (40, 5, 2, 3, 4), (2, 3, 4)),
        (AlphaDropout(0.5, (None, 1, None)), (40, 6, 5), (1,)),
    ],
)
def test_patterns_repeat_along_axes(layer: Layer, shape: Any, repeated: Any) -> None:
    y = layer.forward(np.ones(shape, np.float32), training_context(layer))
    one = y[tuple(slice(1) if i in repeated else slice(None) for i in range(y.ndim))]
    np.testing.assert_array_equal(y, np.broadcast_to(one, shape))
    assert one.size == 200
    largest = one == one.max()
    assert abs(largest.mean() - 0.5) < 4 * math.sqrt(0.25 / one.size)
    assert len(np.unique(one)) == 2


@each
def test_predictions_are_the_input_itself(name: str) -> None:
    layer = MAKERS[name]()
    x = np.ones((3, 4, 2), np.float32)
    context = Context(generator(1))
    assert layer.forward(x, context) is x
    assert layer.backward(x, context) is x
    assert layer.behaves_differently_in_training
    whole = np.ones((3, 4, 2), np.int32)
    assert layer(whole).dtype == np.int32
    assert layer(whole, training=True).dtype == np.float32


@each
def test_seeds_repeat_and_differ(name: str) -> None:
    x = np.ones((4, 3, 5), np.float32)

    def run(of_the_plan: int, **options: Any) -> Any:
        layer = MAKERS[name](**options)
        context = training_context(layer, of_the_plan)
        return [layer.forward(x, context).copy() for _ in range(2)]

    first, second = run(1)
    assert not np.array_equal(first, second), "every pass has noise of its own"
    np.testing.assert_array_equal(run(1), [first, second])
    assert not np.array_equal(run(2)[0], first)
    np.testing.assert_array_equal(run(1, seed=9), run(2, seed=9))
    assert not np.array_equal(run(1, seed=9), run(1, seed=10))


@each
def test_noise_is_there_in_fit_only(name: str) -> None:
    x = Input((3, 2))
    model = engine.Model(x, MAKERS[name](seed=1)(x))
    data = np.ones((5, 3, 2), np.float32)
    np.testing.assert_array_equal(model.predict(data, verbose=0), data)
    model.compile("sgd", "mse")
    assert model.train_on_batch(data, data) > 0
    assert model.test_on_batch(data, data) == 0


@pytest.mark.parametrize("cls", [GaussianDropout, AlphaDropout])
def test_noise_without_limit_is_refused(cls: Any) -> None:
    with pytest.raises(OptionError, match=r"rate must be less than 1\. Received 1"):
        cls(1.0)


@pytest.mark.parametrize(
    ("cls", "old"),
    [(GaussianNoise, "sigma"), (GaussianDropout, "p"), (AlphaDropout, "p")],
)
def test_former_names_of_options(cls: Any, old: str) -> None:
    new = "stddev" if old == "sigma" else "rate"
    with pytest.raises(OptionError, match=f'option "{old}" is called "{new}" today'):
        cls(**{old: 0.5})


def test_channels_need_positions() -> None:
    with pytest.raises(ShapeError) as caught:
        SpatialDropout2D(0.5, name="s")(Input((4, 3)))
    assert str(caught.value) == (
        'SpatialDropout2D "s": needs an input with 3 axes per sample. Received shape '
        "(None, 4, 3). Its axes are positions and channels; use Dropout otherwise."
    )


def test_configs_hold_what_keras_takes() -> None:
    keras = pytest.importorskip("keras")
    for name, options in [
        ("SpatialDropout1D", {"rate": 0.2}),
        ("SpatialDropout2D", {"rate": 0.2, "data_format": "channels_first"}),
        ("SpatialDropout3D", {"rate": 0.2, "seed": 3}),
        ("AlphaDropout", {"rate": 0.2, "noise_shape": (None, 1)}),
    ]:
        ours = getattr(engine.layers, name)(**options, name="d").get_config()
        theirs = getattr(keras.layers, name)(**options, name="d").get_config()
        theirs = {k: list(v) if isinstance(v, tuple) else v for k, v in theirs.items()}
        assert ours == theirs
    of_keras_2 = {"rate": 0.2, "noise_shape": None, "seed": None, "trainable": True}
    assert SpatialDropout1D.from_config(of_keras_2).rate == 0.2
