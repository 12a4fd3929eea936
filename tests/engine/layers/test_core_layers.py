"""Simple layers: numbers by hand, dtypes, and their errors."""

from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import DataError, OptionError, ShapeError, UnsupportedError
from engine.graph.context import Context, Gradients
from engine.layers import (
    Activation,
    ActivityRegularization,
    Dense,
    Flatten,
    Identity,
    Input,
    InputLayer,
    Layer,
    Masking,
    Permute,
    RepeatVector,
    Rescaling,
    Reshape,
)
from engine.random import generator


def test_dense_by_hand() -> None:
    layer = Dense(2, activation="relu")
    layer.ensure_built((None, 2))
    layer.set_weights([[[1.0, 2.0], [3.0, -4.0]], [0.5, -0.5]])
    gradients = Gradients(
        layer.weights, [np.empty_like(v.value) for v in layer.weights]
    )
    context = Context(generator(0), gradients)
    x = np.array([[1, 1], [2, 0]], np.float32)
    np.testing.assert_array_equal(layer.forward(x, context), [[4.5, 0], [2.5, 3.5]])
    dx = layer.backward(np.array([[1, 1], [10, 100]], np.float32), context)
    np.testing.assert_array_equal(dx, [[1, 3], [210, -370]])
    np.testing.assert_array_equal(gradients[layer.kernel], [[21, 200], [1, 0]])
    np.testing.assert_array_equal(gradients[layer.bias], [11, 100])


def test_dense_takes_gradients_that_are_parts_of_larger_arrays() -> None:
    """Concatenate hands out views; results must not depend on the memory layout."""
    layer = Dense(3)
    layer.ensure_built((None, 2))
    gradients = Gradients(
        layer.weights, [np.empty_like(v.value) for v in layer.weights]
    )
    context = Context(generator(0), gradients)
    rng = generator(1)
    layer.forward(rng.standard_normal((4, 2), dtype=np.float32), context)
    wide = rng.standard_normal((4, 8), dtype=np.float32)
    results = []
    for dy in (wide[:, 3:6], wide[:, 3:6].copy()):
        gradients.begin()
        dx = layer.backward(dy, context)
        results.append([dx.copy(), *(gradients[v].copy() for v in layer.weights)])
    for one, other in zip(*results, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)


def test_linear_is_no_activation() -> None:
    assert Dense(3, activation="linear").activation is None
    assert Dense(3, "linear", name="d").source() == "Dense(3, name='d')"


@pytest.mark.parametrize(
    ("layer", "shape", "text"),
    [
        (
            Dense(3, name="d"),
            (None,),
            'Dense "d": needs an input with at least 1 axis per sample. Received shape '
            "(None,). Give Input a shape with a size, such as (1,).",
        ),
        (
            Dense(3, name="d"),
            (None, 4, None),
            'Dense "d": the size of axis -1 of its input must be known. Received shape '
            "(None, 4, None). Give Input a full shape.",
        ),
        (
            Reshape((2, 5), name="r"),
            (None, 12),
            'Reshape "r": 12 numbers a sample do not fit target_shape (2, 5), which '
            "takes 10. Received shape (None, 12). Choose sizes whose product is 12.",
        ),
        (
            Reshape((-1, 5), name="r"),
            (None, 3, 4),
            'Reshape "r": 12 numbers a sample do not fit target_shape (-1, 5), which '
            "takes a multiple of 5. Received shape (None, 3, 4). Choose sizes whose "
            "product is 12.",
        ),
        (
            Masking(name="m"),
            (None,),
            'Masking "m": needs an input with at least 1 axis per sample. Received '
            "shape (None,). Its axes are steps and features; put a Reshape before it.",
        ),
        (
            Permute((2, 1), name="p"),
            (None, 4),
            'Permute "p": needs an input with 2 axes per sample. Received shape (None, '
            "4). Give dims as many axes as it has.",
        ),
        (
            RepeatVector(3, name="v"),
            (None, 4, 2),
            'RepeatVector "v": needs an input with 1 axis per sample. Received shape '
            "(None, 4, 2). Put a Flatten before it to get one axis.",
        ),
        (
            Rescaling([1, 2], name="s"),
            (None, 3),
            'Rescaling "s": scale or offset of shape (2,) does not fit the input. '
            "Received shape (None, 3). Give one number, or one for each size of the "
            "last axis.",
        ),
    ],
)
def test_shapes_that_do_not_fit(layer: Layer, shape: Any, text: str) -> None:
    with pytest.raises(ShapeError) as caught:
        layer.compute_output_shape(shape)
    assert str(caught.value) == text


def test_a_shared_dense_refuses_other_features() -> None:
    layer = Dense(3, name="d")
    layer(Input((4,)))
    with pytest.raises(ShapeError, match=r"was built for 4 input features\. Received"):
        layer(Input((5,)))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ((-1, -1), "only one size open"),
        ((-1, None), "only one size open"),
        ((0, 3), "at least 1"),
        ((-2,), "at least 1"),
    ],
)
def test_impossible_target_shapes(target: tuple[int, ...], reason: str) -> None:
    with pytest.raises(OptionError, match=reason):
        Reshape(target)


def test_sizes_that_are_not_known_yet() -> None:
    assert Flatten().compute_output_shape((None, None, 3)) == (None, None)
    assert Reshape((-1, 3)).compute_output_shape((None, None, 6)) == (None, None, 3)
    assert Reshape((2, 3)).compute_output_shape((None, None)) == (None, 2, 3)
    assert Permute((2, 1)).compute_output_shape((None, None, 3)) == (None, 3, None)
    open_size = Reshape((None, 3))
    assert open_size.compute_output_shape((None, 6)) == (None, None, 3)
    assert open_size(np.ones((2, 6), "f4")).shape == (2, 2, 3)
    with pytest.raises(ShapeError, match=r"5 numbers a sample do not fit"):
        open_size(np.ones((2, 5), "f4"))


KEEPING_INTEGERS = {
    "Flatten": {},
    "Reshape": {"target_shape": (-1,)},
    "Permute": {"dims": (2, 1)},
    "Identity": {},
    "Masking": {},
    "Dropout": {"rate": 0.5},
    "GaussianNoise": {"stddev": 0.1},
    "ActivityRegularization": {"l1": 0.1},
}
MAKING_FLOATS = {
    "Dense": {"units": 1},
    "Rescaling": {"scale": 2},
    "LeakyReLU": {},
    "ELU": {},
    "PReLU": {},
    "Softmax": {},
}


@pytest.mark.parametrize("dtype", ["int32", "float64"])
def test_dtypes_of_outputs_are_those_of_keras(dtype: str) -> None:
    keras = pytest.importorskip("keras")
    x = np.array([[[0, 1, 2], [3, 4, 5]]]).astype(dtype)
    for name, options in {**KEEPING_INTEGERS, **MAKING_FLOATS}.items():
        ours = getattr(engine.layers, name)(**options)
        got, expected = ours(x), getattr(keras.layers, name)(**options)(x)
        assert got.dtype.name == expected.dtype, name
        assert ours(Input((2, 3), dtype=dtype)).dtype == got.dtype.name, name
        if name != "Dense":  # its weights are random
            np.testing.assert_allclose(got, np.asarray(expected), rtol=1e-6)


def test_random_weights_are_no_whole_numbers() -> None:
    with pytest.raises(OptionError, match="GlorotUniform: random values need a dtype"):
        Dense(1, dtype="int32")(np.ones((1, 2), np.int32))
    zeros = Dense(1, kernel_initializer="zeros", dtype="int32")
    assert zeros(np.ones((1, 2), np.int32)).dtype == np.int32


def test_layers_compute_in_their_own_dtype() -> None:
    x = np.ones((1, 2, 3), np.float32)
    for name, options in {**KEEPING_INTEGERS, **MAKING_FLOATS}.items():
        layer = getattr(engine.layers, name)(**options, dtype="float64")
        assert layer(x).dtype == np.float64, name
    assert Dense(1, dtype=None).dtype == "float32"


def test_flatten_with_channels_first_ends_with_the_channels() -> None:
    x = np.arange(12, dtype=np.float32).reshape(1, 2, 2, 3)
    flat = Flatten(data_format="channels_first")(x)
    np.testing.assert_array_equal(flat[0], [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11])


def test_masking_marks_and_clears_steps() -> None:
    layer = Masking(mask_value=-1)
    x = np.array([[[-1, -1], [-1, 2], [0, 0]]], np.float32)
    np.testing.assert_array_equal(layer(x), [[[0, 0], [-1, 2], [0, 0]]])
    np.testing.assert_array_equal(layer.compute_mask(x, None), [[False, True, True]])
    assert layer.makes_mask


def test_steps_are_masked_by_the_exact_value() -> None:
    x = np.array([[[0, 0], [0, 1]]], np.int32)
    np.testing.assert_array_equal(Masking(0.5).compute_mask(x, None), [[True, True]])
    np.testing.assert_array_equal(Masking(0).compute_mask(x, None), [[False, True]])
    single = Masking(0.1)
    x = np.array([[0.1, 0.1], [0.1, 0]], np.float32)
    np.testing.assert_array_equal(single.compute_mask(x, None), [False, True])
    np.testing.assert_array_equal(single(x), [[0, 0], x[1]])


def test_identity_takes_what_it_is_given() -> None:
    a, b = Input((2,)), Input((3,), dtype="int32")
    one, two = Identity()([a, b])
    assert (one.shape, two.shape, two.dtype) == ((None, 2), (None, 3), "int32")
    model = engine.Model([a, b], [one, two])
    arrays = [np.ones((4, 2), np.float32), np.ones((4, 3), np.int32)]
    for got, expected in zip(model.predict(arrays, verbose=0), arrays, strict=True):
        np.testing.assert_array_equal(got, expected)


def test_rows_of_numbers_have_one_length() -> None:
    with pytest.raises(OptionError, match="must hold rows of the same length"):
        Rescaling([[1], [1, 2]])
    array = {"class_name": "__numpy__", "config": {"value": [1, 2], "dtype": "int64"}}
    assert Rescaling.from_config({"scale": array}).scale == [1, 2]
    assert Rescaling(np.array([0.5, 2.0])).get_config()["scale"] == [0.5, 2.0]
    shown = Rescaling(0.5, offset=(1, 2), name="s").source()
    assert shown == "Rescaling(0.5, offset=[1.0, 2.0], name='s')"


@pytest.mark.parametrize("dims", [(0, 1), (1, 1), (2,), (1, 3)])
def test_permutations_that_are_none(dims: Any) -> None:
    with pytest.raises(OptionError, match="must hold each of 1, 2"):
        Permute(dims)


def fitted(keras_like: Any, make: Any) -> Any:
    """Loss of a training step, and weights after it."""
    keras_like.utils.clear_session()
    x = np.arange(12, dtype=np.float32).reshape(4, 3) / 10
    model = keras_like.Sequential([keras_like.Input((3,)), *make(keras_like.layers)])
    model.compile(keras_like.optimizers.SGD(0.1), "mse")
    model.set_weights([np.full(w.shape, 0.5, "f4") for w in model.get_weights()])
    loss = model.train_on_batch(x, np.ones((4, 2)))
    return [np.asarray(loss), *model.get_weights()]


@pytest.mark.parametrize(
    "make",
    [
        lambda k: [k.Dense(2), k.ActivityRegularization(l1=0.1, l2=0.2)],
        lambda k: [
            k.Dense(2, activity_regularizer="l1", kernel_constraint="unit_norm")
        ],
    ],
)
def test_penalties_and_constraints_act_as_in_keras(make: Any) -> None:
    keras = pytest.importorskip("keras")
    for ours, theirs in zip(fitted(engine, make), fitted(keras, make), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5)


def test_a_penalty_has_one_place() -> None:
    with pytest.raises(OptionError, match=r'"p": its penalty is made of l1 and l2'):
        ActivityRegularization(l1=0.1, activity_regularizer="l2", name="p")


def test_arguments_of_inputs() -> None:
    assert Input((3,), 8, "int32").shape == (8, 3)
    assert Input(batch_shape=(4, None)).shape == (4, None)
    layer = InputLayer((3,), optional=True)
    assert InputLayer.from_config(layer.get_config()).optional
    with pytest.raises(OptionError, match="sparse must be False: arrays are dense"):
        Input((3,), sparse=True)
    with pytest.raises(OptionError, match="ragged must be False: arrays are dense"):
        Input((3,), ragged=True)
    with pytest.raises(UnsupportedError, match="cannot start at a tensor"):
        Input(tensor=Input((3,)))


def test_activation_none_is_linear() -> None:
    x = np.array([[-1.5, 2.0]], np.float32)
    np.testing.assert_array_equal(Activation(None)(x), x)


def test_options_of_keras_that_cannot_matter_are_taken() -> None:
    layer = Dense(2, kernel_constraint=None, lora_rank=None)
    assert "lora_rank" not in layer.get_config()
    with pytest.raises(UnsupportedError) as caught:
        Dense(2, name="d", lora_rank=4)
    assert str(caught.value) == (
        'Dense "d": option lora_rank can only be None here. Received 4. Leave it out.'
    )


def test_options_of_old_keras_say_what_to_do() -> None:
    with pytest.raises(OptionError, match=r"Put keras\.Input\(shape=\.\.\.\) before"):
        Dense(2, input_shape=(4,))
    for old, new in [
        ({"output_dim": 2}, "units"),
        ({"units": 2, "init": "uniform"}, "kernel_initializer"),
        ({"units": 2, "bias": False}, "use_bias"),
        ({"units": 2, "W_constraint": "unitnorm"}, "kernel_constraint"),
    ]:
        with pytest.raises(OptionError, match=f'called "{new}" today'):
            Dense(**old)
    with pytest.raises(OptionError, match=r"Call set_weights\(\[\.\.\.\]\) on"):
        Dense(2, weights=[np.ones((3, 2))])


def test_tensors_in_further_arguments_are_refused() -> None:
    with pytest.raises(UnsupportedError, match="Received some in extra, too"):
        Dense(2)(Input((3,)), extra=Input((3,)))


def test_layers_are_made_from_their_configs() -> None:
    keras = pytest.importorskip("keras")
    for config in (
        engine.layers.serialize(Dense(3, name="d")),
        keras.layers.serialize(keras.layers.Dense(3, name="d")),
    ):
        made = engine.layers.deserialize(config)
        assert isinstance(made, Dense)
        assert (made.units, made.name) == (3, "d")
    theirs = keras.layers.deserialize(engine.layers.serialize(Permute((2, 1))))
    assert tuple(theirs.dims) == (2, 1)
    with pytest.raises(UnsupportedError, match='no layer called "Dence"'):
        engine.layers.deserialize({"class_name": "Dence", "config": {}})
    with pytest.raises(OptionError, match="a config is a dict such as"):
        engine.layers.deserialize("Dense")


def test_own_layers_are_given_by_name() -> None:
    class Doubled(Layer, registers=False):
        def call(self, inputs: Any) -> Any:
            return inputs * 2

    config = engine.layers.serialize(Doubled(name="d"))
    with pytest.raises(UnsupportedError, match="Doubled"):
        engine.layers.deserialize(config)
    made = engine.layers.deserialize(config, {"Doubled": Doubled})
    assert type(made) is Doubled


def test_own_layers_take_tensors_by_position() -> None:
    class Shifted(Layer, registers=False):
        def call(self, x: Any, shift: Any = None) -> Any:
            return x * 2 if shift is None else x * 2 + shift

    a, b = Input((2,)), Input((2,), optional=True, name="shift")
    model = engine.Model([a, b], Shifted()(a, b))
    ones = np.ones((3, 2), np.float32)
    np.testing.assert_array_equal(model([ones, ones]), 3 * ones)
    np.testing.assert_array_equal(Shifted()(ones), 2 * ones)
    with pytest.raises(DataError, match='input "shift": must be an array of numbers'):
        model.predict([ones, None], verbose=0)
