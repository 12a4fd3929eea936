"""Convolutions, pools and their kin: what the examples of the layers do not show."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import engine
from engine import layers
from engine.errors import OptionError, ShapeError
from engine.layers import Input
from engine.layers.spatial import Spatial
from engine.registry import LAYERS
from tests.engine.with_keras import assert_close, set_same_weights

FAMILY = [
    cls
    for _, cls in LAYERS.items()
    if issubclass(cls, Spatial)
    and cls.category != "Recurrent"  # they need all sizes for their states
    and cls.__module__.startswith("engine.layers.")
]
each_layer = pytest.mark.parametrize("cls", FAMILY, ids=lambda c: c.__name__)


# ------------------------------------------------------------------- shapes


@each_layer
def test_unknown_sizes_stay_unknown(cls: type[Spatial]) -> None:
    for example in cls.examples:
        ours = cls(**example.options)
        config = ours.get_config()
        theirs = getattr(keras.layers, cls.__name__).from_config(config)
        (sample,) = example.input_shapes
        channel = 0 if ours.channels_first else len(sample) - 1
        for unknown in range(len(sample)):
            if unknown == channel:
                continue
            shape: list[int | None] = [None, *sample]
            shape[unknown + 1] = None
            expected = tuple(theirs.compute_output_shape(tuple(shape)))
            assert ours.compute_output_shape(tuple(shape)) == expected


def test_images_of_any_size_go_through_one_model() -> None:
    def run(k: Any) -> Any:
        x = k.Input((None, None, 2))
        y = k.layers.Conv2D(3, 3, padding="same", strides=2)(x)
        y = k.layers.MaxPooling2D(2, padding="same")(y)
        y = k.layers.UpSampling2D(2)(y)
        y = k.layers.Conv2DTranspose(2, 3)(y)
        y = k.layers.ZeroPadding2D((0, 1))(y)
        y = k.layers.Cropping2D(1)(y)
        model = k.Model(x, k.layers.GlobalAveragePooling2D()(y))
        set_same_weights(model)
        rng = np.random.default_rng(0)
        images = [rng.normal(size=(2, *size, 2)) for size in [(5, 7), (8, 3), (5, 7)]]
        return [model.predict(image, verbose=0) for image in images]

    assert_close(run)


def test_a_window_that_does_not_fit_is_explained() -> None:
    layer = layers.Conv2D(4, 5, name="eyes")
    with pytest.raises(ShapeError) as caught:
        layer(Input((3, 28, 1)))
    assert str(caught.value) == (
        'Conv2D "eyes": a window of 5x5 does not fit an input of 3x28. '
        'Use padding="same" or a smaller window.'
    )
    with pytest.raises(ShapeError, match="window of 3 does not fit an input of 2"):
        layers.MaxPooling1D(3)(Input((2, 1)))
    with pytest.raises(ShapeError, match="window of 5x1 does not fit"):
        layers.DepthwiseConv2D((3, 1), dilation_rate=2)(Input((4, 4, 1)))


def test_a_window_that_does_not_fit_is_found_while_running() -> None:
    x = Input((None, 2))
    model = engine.Model(x, layers.Conv1D(3, 4, name="wide")(x))
    assert model.predict(np.zeros((2, 4, 2)), verbose=0).shape == (2, 1, 3)
    with pytest.raises(ShapeError, match='Conv1D "wide": a window of 4 does not fit'):
        model.predict(np.zeros((2, 3, 2)), verbose=0)
    crop = engine.Model(x, layers.Cropping1D(2)(x))
    with pytest.raises(ShapeError, match="leaves nothing of an input"):
        crop.predict(np.zeros((2, 3, 2)), verbose=0)


@pytest.mark.parametrize(
    ("layer", "shape", "advice"),
    [
        (layers.Conv2D(1, 1), (28, 28), "Reshape((28, 28, 1))"),
        (
            layers.Conv2D(1, 1, data_format="channels_first"),
            (28, 28),
            "Reshape((1, 28, 28))",
        ),
        (layers.MaxPooling2D(), (784,), "a shape such as (28, 28, 3)"),
        (layers.Conv1D(1, 1), (8, 8, 3), "a shape such as (28, 3)"),
        (layers.GlobalMaxPooling3D(), (8, 8), "a shape such as (16, 28, 28, 3)"),
    ],
)
def test_a_wrong_rank_comes_with_a_way_out(
    layer: Spatial, shape: Any, advice: str
) -> None:
    with pytest.raises(ShapeError, match=re.escape(advice)):
        layer(Input(shape))


@pytest.mark.parametrize(
    ("layer", "shape", "text"),
    [
        (layers.Conv2D(4, 1, groups=2), (4, 4, 3), "3 channels and groups=2"),
        (layers.Conv2D(4, 1), (4, 4, None), "must be known"),
        (layers.Cropping2D(((1, 2), (0, 0))), (3, 9, 1), "((1, 2), (0, 0)) leaves"),
        (
            layers.Conv1DTranspose(1, 2, padding="same", output_padding=0),
            (1, 1),
            "nothing is left",
        ),
    ],
)
def test_inputs_that_do_not_fit_the_options(
    layer: Spatial, shape: Any, text: str
) -> None:
    with pytest.raises(ShapeError, match=re.escape(text)):
        layer(Input(shape))


def test_a_shared_layer_keeps_its_channels() -> None:
    for layer in [
        layers.Conv1D(2, 1, name="a"),
        layers.Conv1DTranspose(2, 1, name="a"),
        layers.DepthwiseConv1D(1, name="a"),
        layers.SeparableConv1D(2, 1, name="a"),
    ]:
        layer(Input((4, 3)))
        layer(Input((9, 3)))
        with pytest.raises(ShapeError, match='"a": is shared and was built for 3'):
            layer(Input((4, 2)))


# ------------------------------------------------------------------ options


def test_sizes_are_one_number_or_one_for_each_axis() -> None:
    layer = layers.Conv2D(4, 3, strides=(2, 1))
    assert (layer.kernel_size, layer.strides, layer.rank) == ((3, 3), (2, 1), 2)
    assert layers.Conv1D(4, [3]).kernel_size == (3,)
    assert layers.Conv3D(4, np.int64(2)).kernel_size == (2, 2, 2)
    assert layers.ZeroPadding2D((1, 2)).padding == ((1, 1), (2, 2))
    assert layers.ZeroPadding1D((1, 2)).padding == (1, 2)
    assert layers.Cropping3D(((1, 0), 2, (0, 3))).cropping == ((1, 0), (2, 2), (0, 3))


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: layers.Conv2D(4, (3, 3, 3)), "must be a whole number, or 2 of them"),
        (lambda: layers.Conv1D(4, (3, 3)), "must be a whole number"),
        (lambda: layers.Conv2D(4, 0), "at least 1"),
        (lambda: layers.Conv2D(4, 3, padding="causal"), "one of valid, same"),
        (lambda: layers.Conv2D(4, 3, groups=3), "must be a multiple of groups"),
        (lambda: layers.Conv2D(4, 3, strides=2, dilation_rate=(1, 2)), "both be above"),
        (lambda: layers.Conv2DTranspose(4, 3, output_padding=1), "below strides"),
        (lambda: layers.ZeroPadding2D((1, 2, 3)), "2 of them, or 2 pairs"),
        (lambda: layers.Cropping1D(-1), "at least 0"),
        (lambda: layers.AveragePooling2D(), "pool_size is missing"),
        (lambda: layers.UpSampling2D(interpolation="linear"), "bilinear"),
        (lambda: layers.Conv2D(4, 3, border_mode="same"), 'called "padding" today'),
        (lambda: layers.Conv2D(nb_filter=4), 'called "filters" today'),
    ],
)
def test_options_that_cannot_be(make: Any, text: str) -> None:
    with pytest.raises(OptionError, match=text):
        make()


def test_words_may_be_written_in_capitals_and_formats_left_open() -> None:
    layer = layers.Conv2D(1, 1, padding="SAME", data_format=None)
    assert (layer.padding, layer.data_format) == ("same", "channels_last")
    assert layers.UpSampling2D(interpolation="Bilinear").interpolation == "bilinear"
    pool = layers.MaxPooling2D(data_format="Channels_First")
    assert pool.data_format == "channels_first"


def test_configs_of_keras_2_hold_options_without_effect() -> None:
    unused = {"groups": 1, "kernel_initializer": None, "kernel_constraint": None}
    for cls in [layers.DepthwiseConv2D, layers.SeparableConv2D]:
        config = cls(**cls.examples[0].options, name="a").get_config()
        assert cls.from_config({**config, **unused}).get_config() == config
        with pytest.raises(OptionError, match='no option "kernel_constraint"'):
            cls(**cls.examples[0].options, kernel_constraint=None)
    transposed = layers.Conv2DTranspose(2, 3, name="a").get_config()
    twin = layers.Conv2DTranspose.from_config({**transposed, "groups": 1})
    assert twin.get_config() == transposed
    with pytest.raises(OptionError, match='no option "groups"'):
        layers.Conv2DTranspose.from_config({**transposed, "groups": 2})


def test_source_leaves_out_what_goes_without_saying() -> None:
    pool = layers.MaxPooling2D(3, name="p")
    assert pool.strides == (3, 3)
    assert pool.source() == "MaxPooling2D(pool_size=(3, 3), name='p')"
    assert pool.changed_options() == {"pool_size": [3, 3], "name": "p"}
    pool = layers.MaxPooling2D(3, strides=1, name="p")
    assert pool.changed_options()["strides"] == [1, 1]
    padding = layers.ZeroPadding2D(((1, 1), (1, 1)), name="z")
    assert padding.source() == "ZeroPadding2D(name='z')"


def test_other_names_of_keras() -> None:
    """Every name that Keras has for one of these classes means the same here."""
    ours = {cls.__name__ for cls in FAMILY}
    names = {
        name: cls.__name__
        for name, cls in vars(keras.layers).items()
        if isinstance(cls, type) and cls.__name__ in ours
    }
    assert names["MaxPool2D"] == "MaxPooling2D"
    assert {name: getattr(layers, name).__name__ for name in names} == names


def test_costs_count_products() -> None:
    """By hand: windows times filters times the elements of a window."""

    def cost(layer: Spatial, *sample: int) -> int:
        layer(Input(sample))
        return layer.multiply_adds((None, *sample))

    assert cost(layers.Conv2D(8, 3), 10, 10, 4) == 8 * 8 * 8 * 9 * 4
    assert cost(layers.Conv2D(8, 3, groups=4), 10, 10, 4) == 8 * 8 * 8 * 9
    assert cost(layers.Conv1DTranspose(8, 3, strides=2), 10, 4) == 10 * 8 * 3 * 4
    assert cost(layers.DepthwiseConv1D(3, depth_multiplier=2), 10, 4) == 8 * 3 * 4 * 2
    assert cost(layers.SeparableConv1D(5, 3), 10, 4) == 8 * (3 * 4 + 4 * 5)
    assert cost(layers.MaxPooling2D(), 4, 6, 3) == 2 * 3 * 3 * 4
    assert cost(layers.ZeroPadding1D(), 4, 6) == 0


# ------------------------------------------------------------------ numbers


def test_causal_convolution_does_not_look_ahead(rng: np.random.Generator) -> None:
    layer = layers.Conv1D(2, 3, padding="causal", dilation_rate=2)
    x = rng.normal(size=(1, 8, 3)).astype("f4")
    y = layer(x)
    x[:, 5:] = 9
    np.testing.assert_array_equal(layer(x)[:, :5], y[:, :5])
    assert not np.array_equal(layer(x)[:, 5:], y[:, 5:])


@pytest.mark.parametrize(
    "make",
    [
        lambda k: k.layers.MaxPooling2D(2),
        lambda k: k.layers.MaxPooling2D((3, 2), strides=1, padding="same"),
        lambda k: k.layers.MaxPooling2D(3, strides=2),
        lambda k: k.layers.GlobalMaxPooling2D(),
    ],
)
def test_gradients_where_several_are_largest(
    make: Any, rng: np.random.Generator
) -> None:
    """The first one of a window takes it all, the largest of everything share."""
    import jax

    from engine.graph.context import Context

    x = rng.integers(0, 2, (2, 7, 6, 3)).astype("f4")
    ours, theirs = make(engine), make(keras)
    context = Context(rng)
    dy = rng.normal(size=ours.forward(x, context).shape).astype("f4")
    _, pull_back = jax.vjp(lambda x: theirs(x), x)
    np.testing.assert_allclose(
        ours.backward(dy, context), pull_back(dy)[0], rtol=1e-5, atol=1e-6
    )


def test_means_of_the_steps_that_count() -> None:
    def run(k: Any) -> Any:
        x = k.Input((5,), dtype="int32")
        y = k.layers.Embedding(6, 3, mask_zero=True)(x)
        y = k.layers.GlobalAveragePooling1D()(y)
        model = set_same_weights(k.Model(x, y))
        tokens = np.array([[1, 2, 0, 0, 0], [3, 4, 5, 1, 0], [0, 0, 2, 0, 1]])
        return model.predict(tokens, verbose=0)

    assert_close(run)


def test_means_of_no_steps_are_not_numbers() -> None:
    layer = layers.GlobalAveragePooling1D()
    x = np.ones((2, 3, 1), "f4")
    mask = np.array([[True, False, True], [False] * 3])
    y = np.ravel(layer(x, mask=mask))
    assert y[0] == 1
    assert np.isnan(y[1])


def test_masks_end_at_a_convolution() -> None:
    x = Input((4, 2))
    y = layers.Conv1D(2, 2, padding="same")(layers.Masking()(x))
    model = engine.Model(x, layers.LSTM(3)(y))
    tokens = np.ones((1, 4, 2))
    tokens[:, 2:] = 0
    unmasked = engine.Model(x, layers.LSTM(3)(layers.Conv1D(2, 2, padding="same")(x)))
    unmasked.set_weights(model.get_weights())
    np.testing.assert_array_equal(
        model.predict(tokens, verbose=0), unmasked.predict(tokens, verbose=0)
    )


def network(k: Any) -> Any:
    """A bit of everything."""
    x = k.Input((8, 8, 2))
    y = k.layers.Conv2D(4, 3, activation="relu", padding="same")(x)
    y = k.layers.MaxPooling2D(2)(y)
    y = k.layers.SeparableConv2D(4, 3, activation="tanh")(y)
    y = k.layers.Conv2DTranspose(2, 2, strides=2, activation="elu")(y)
    y = k.layers.DepthwiseConv2D(2, depth_multiplier=2)(y)
    y = k.layers.AveragePooling2D(2, strides=1, padding="same")(y)
    y = k.layers.Reshape((9, 4))(y)
    y = k.layers.Conv1D(4, 3, padding="causal", activation="relu", groups=2)(y)
    y = k.layers.GlobalMaxPooling1D()(y)
    return set_same_weights(k.Model(x, k.layers.Dense(1)(y)))


def test_a_network_learns_the_same() -> None:
    def run(k: Any) -> Any:
        model = network(k)
        model.compile(k.optimizers.SGD(0.05), "mse")
        rng = np.random.default_rng(0)
        x, y = rng.normal(size=(10, 8, 8, 2)), rng.normal(size=(10, 1))
        history = model.fit(x, y, batch_size=5, epochs=3, shuffle=False, verbose=0)
        return [*history.history["loss"], *model.get_weights()]

    assert_close(run)


def test_files_of_a_network_both_ways(tmp_path: Path) -> None:
    x = np.random.default_rng(0).normal(size=(2, 8, 8, 2))
    for source, other in [(engine, keras), (keras, engine)]:
        model = network(source)
        path = tmp_path / f"{source.__name__}.keras"
        model.save(path)
        twin = other.models.load_model(path)
        np.testing.assert_allclose(
            twin.predict(x, verbose=0),
            model.predict(x, verbose=0),
            rtol=1e-4,
            atol=1e-5,
        )
