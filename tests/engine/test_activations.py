"""Activations: values and slopes against Keras on JAX, gradients in float64."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import jax
import keras
import numpy as np
import pytest

import engine
from engine import activations
from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.registry import ACTIVATIONS
from engine.testing import check_gradient

NAMES = [name for name, _ in ACTIVATIONS.items()]


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def points(rng, dtype, scale=2.0):
    """Numbers on both sides of, but not at, every kink of any activation."""
    x = rng.standard_normal((6, 7)) * scale
    for kink in (-3, -1, -0.5, 0, 0.5, 1, 3, 6):
        near = np.abs(x - kink) < 1e-3
        x[near] = kink + 0.01
    return x.astype(dtype)


def backward(activation, dy, z, *, in_place=False):
    y = np.empty_like(z)
    activation.forward(z, y)
    given = z if activation.needs_input else np.full_like(z, np.nan)
    out = dy if in_place else np.empty_like(z)
    activation.backward(dy, y, given, out)
    return out


def test_all_names_of_keras_that_keep_the_shape_are_there():
    from keras.src.activations import ALL_OBJECTS_DICT

    assert set(ALL_OBJECTS_DICT) - {"glu", "threshold"} == {
        *NAMES,
        "swish",
        "hard_swish",
    }
    assert activations.get("swish") is activations.silu
    assert activations.get("hard_swish") is activations.hard_silu


@pytest.mark.parametrize("scale", [2.0, 30.0])
@pytest.mark.parametrize("name", NAMES)
def test_values_and_slopes_are_those_of_keras(name, scale, rng):
    z = points(rng, np.float32, scale if name != "exponential" else 2.0)
    dy = rng.standard_normal(z.shape).astype(np.float32)
    reference = keras.activations.get(name)
    expected, pull = jax.vjp(reference, z)
    activation = activations.get(name)
    assert np.allclose(activation(z), expected, rtol=2e-6, atol=2e-7)
    received = backward(activation, dy, z)
    # Slopes near 0 that are differences of numbers near 1 are rounded on both sides.
    assert np.allclose(received, pull(dy)[0], rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("name", ["relu", "relu6", "leaky_relu", "elu", "hard_tanh"])
def test_slope_at_a_kink_is_the_one_of_jax(name):
    z = np.array([-1.0, 0.0, 1.0, 6.0], np.float32)
    if name == "hard_tanh":
        z = np.array([-1.0, 1.0], np.float32)
    _, pull = jax.vjp(keras.activations.get(name), z)
    dy = np.ones_like(z)
    assert np.array_equal(backward(activations.get(name), dy, z), pull(dy)[0])


@pytest.mark.parametrize("name", NAMES)
def test_gradient_agrees_with_difference_quotients(name, rng):
    activation = activations.get(name)
    z = points(rng, np.float64)
    dy = rng.standard_normal(z.shape)
    dz = backward(activation, dy, z)
    assert dz.dtype == np.float64
    check_gradient(lambda x: float(np.sum(activation(x) * dy)), z, dz, rng, what=name)


@pytest.mark.parametrize("name", NAMES)
def test_results_may_replace_their_arguments(name, rng):
    activation = activations.get(name)
    z = points(rng, np.float32)
    dy = rng.standard_normal(z.shape).astype(np.float32)
    y, dz = activation(z), backward(activation, dy, z)
    in_place = z.copy()
    activation.forward(in_place, in_place)
    assert np.array_equal(in_place, y)
    received = backward(activation, dy.copy(), z, in_place=True)
    assert np.allclose(received, dz, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("name", NAMES)
def test_writing_over_another_view_of_dy(name, rng):
    activation = activations.get(name)
    z = points(rng, np.float32)
    dy = rng.standard_normal(z.shape).astype(np.float32)
    expected = backward(activation, dy, z)
    wide = np.concatenate([dy, dy], axis=1)
    activation.backward(wide[:, :7], activation(z), z, wide[:, :7])
    assert np.allclose(wide[:, :7], expected, rtol=1e-5, atol=1e-7)
    assert np.array_equal(wide[:, 7:], dy)


@pytest.mark.parametrize("name", NAMES)
def test_arguments_are_left_alone(name, rng):
    activation = activations.get(name)
    z = points(rng, np.float32)
    dy = rng.standard_normal(z.shape).astype(np.float32)
    y = activation(z)
    before = z.copy(), dy.copy(), y.copy()
    activation.backward(dy, y, z, np.empty_like(z))
    for array, old in zip((z, dy, y), before, strict=True):
        assert np.array_equal(array, old)


@pytest.mark.filterwarnings("ignore:You are using a softmax over axis")
@pytest.mark.parametrize("shape", [(4,), (3, 1), (2, 3, 5), (1, 200), (0, 4)])
@pytest.mark.parametrize("name", ["softmax", "log_softmax", "sparsemax", "relu"])
def test_shapes(name, shape, rng):
    z = rng.standard_normal(shape).astype(np.float32)
    y = activations.get(name)(z)
    assert y.shape == shape
    if 0 not in shape:
        assert np.allclose(y, keras.activations.get(name)(z), rtol=2e-6, atol=1e-6)
    dz = backward(activations.get(name), np.ones_like(z), z)
    assert dz.shape == shape


def test_softmax_of_huge_and_masked_logits():
    z = np.array([[1e4, 0.0], [-1e4, -1e4], [-np.inf, 3.0]], np.float32)
    expected = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    assert np.array_equal(activations.softmax(z), np.array(expected, np.float32))


def test_nan_is_not_hidden():
    z = np.array([[np.nan, 1.0]], np.float32)
    for name in ("relu", "softmax", "sigmoid", "tanh", "gelu"):
        assert np.isnan(activations.get(name)(z)[0, 0]), name


def test_large_array_takes_the_other_way_of_relu(rng):
    z = rng.standard_normal((400, 300)).astype(np.float32)
    assert np.array_equal(activations.relu(z), np.where(z > 0, z, 0))


def test_numbers_become_float32():
    assert activations.relu([-1, 2]).dtype == np.float32


def test_wrong_name_offers_the_nearest():
    with pytest.raises(UnsupportedError, match='Did you mean "relu"'):
        activations.get("rellu")
    with pytest.raises(ValueError, match="name of an activation"):
        activations.get(3)


# ----------------------------------------------------- Keras' further arguments

OPTIONS = [
    ("relu", {"negative_slope": 0.1}),
    ("relu", {"max_value": 6}),
    ("relu", {"max_value": 1.5, "threshold": 0.4}),
    ("relu", {"negative_slope": 0.3, "max_value": 2.0, "threshold": -0.5}),
    ("leaky_relu", {"negative_slope": 0.4}),
    ("elu", {"alpha": 0.5}),
    ("celu", {"alpha": 0.5}),
    ("gelu", {"approximate": True}),
    ("squareplus", {"b": 3}),
    ("soft_shrink", {"threshold": 0.3}),
    ("hard_shrink", {"threshold": 0.3}),
    ("threshold", {"threshold": 0.5, "default_value": 9.0}),
    ("softmax", {"axis": 0}),
    ("log_softmax", {"axis": 0}),
    ("sparsemax", {"axis": 0}),
    ("glu", {}),
    ("glu", {"axis": 0}),
]


@pytest.mark.parametrize(("name", "options"), OPTIONS)
def test_further_arguments_are_those_of_keras(name, options, rng):
    x = points(rng, np.float32)[:, :6]
    ours = getattr(activations, name)(x, **options)
    theirs = getattr(keras.activations, name)(x, **options)
    assert ours.shape == theirs.shape
    assert np.allclose(ours, theirs, rtol=2e-6, atol=1e-6)
    positional = getattr(activations, name)(x, *options.values())
    if name != "relu":
        assert np.array_equal(positional, ours)


def test_on_symbols(rng):
    """Every activation can be part of a graph, with its gradient."""
    x = points(rng, np.float32)[:, :6]
    inputs = engine.Input((6,))
    made = {name: activations.get(name)(inputs) for name in NAMES}
    made["bent"] = activations.relu(inputs, max_value=1.0, negative_slope=0.1)
    made["gated"] = activations.glu(inputs)
    values = engine.Model(inputs, made).predict(x, verbose=0)
    for name in NAMES:
        assert np.allclose(values[name], activations.get(name)(x), rtol=1e-5, atol=1e-6)
    expected = keras.activations.relu(x, max_value=1.0, negative_slope=0.1)
    assert np.allclose(values["bent"], expected, rtol=1e-5)
    assert values["gated"].shape == (6, 3)


def test_names_of_the_public_module():
    for name in dir(keras.activations):
        if not name.startswith("_"):
            assert hasattr(activations, name), name
    assert activations.relu.__name__ == "relu"
    assert activations.get(None) is activations.linear
    for name in ("glu", "threshold"):
        with pytest.raises(
            OptionError, match=f"keras.activations.{name} on the output"
        ):
            engine.layers.Dense(2, activation=name)


# ------------------------------------------------------------ a user's own


def bent(x):
    """Written with operations of Keras' names."""
    return engine.ops.tanh(x) * 2 + engine.ops.where(x > 0, x, 0.1 * x)


def bent_with_numpy(x):
    return np.tanh(x) * 2 + np.where(x > 0, x, 0.1 * x)


def bent_with_activations(x):
    return activations.tanh(x) * 2 + activations.leaky_relu(x, 0.1)


def bent_in_keras(x):
    return keras.ops.tanh(x) * 2 + keras.ops.where(x > 0, x, 0.1 * x)


@pytest.mark.parametrize("function", [bent, bent_with_numpy, bent_with_activations])
def test_a_function_of_ones_own(function, rng):
    activation = activations.get(function)
    assert activations.get(activation) is activation
    z = points(rng, np.float32)
    dy = rng.standard_normal(z.shape).astype(np.float32)
    expected, pull = jax.vjp(bent_in_keras, z)
    assert np.allclose(activation(z), expected, rtol=1e-5, atol=1e-6)
    assert np.allclose(backward(activation, dy, z), pull(dy)[0], rtol=1e-4, atol=1e-5)
    y = np.empty_like(z)
    in_place = z.copy()
    activation.forward(in_place, in_place)
    activation.forward(z, y)
    assert np.array_equal(in_place, y)
    config = activations.serialize(activation)
    assert config["class_name"] == "function"
    assert config["config"] == function.__name__
    again = activations.deserialize(config, {function.__name__: function})
    assert again.function is function
    with pytest.raises(UnsupportedError, match=function.__name__):
        activations.deserialize(config)


def test_functions_and_layers_train_as_in_keras(rng):
    x = rng.standard_normal((8, 3)).astype("float32")
    weights = []
    for k, function in ((engine, bent), (keras, bent_in_keras)):
        start = np.random.default_rng(2)
        model = k.Sequential(
            [
                k.Input((3,)),
                k.layers.Dense(4, activation=function),
                k.layers.Dense(4, activation=k.layers.LeakyReLU(negative_slope=0.2)),
                k.layers.Dense(4, activation=k.layers.Softmax()),
                k.layers.Activation(k.activations.mish),
                k.layers.Dense(2, activation=k.activations.silu),
            ]
        )
        model.set_weights([start.standard_normal(w.shape) for w in model.weights])
        model.compile(k.optimizers.SGD(0.05), "mse")
        model.fit(x, x[:, :2], epochs=3, shuffle=False, verbose=0)
        weights.append(model.get_weights())
    for mine, reference in zip(*weights, strict=True):
        assert np.allclose(mine, reference, rtol=1e-4, atol=1e-5)


@pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5")
@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_files_with_functions_and_layers(ending, tmp_path, rng):
    x = rng.standard_normal((5, 3)).astype("float32")
    path = str(tmp_path / f"m{ending}")
    model = engine.Sequential(
        [
            engine.Input((3,)),
            engine.layers.Dense(4, activation=bent),
            engine.layers.Dense(2, activation=engine.layers.LeakyReLU(0.2)),
        ]
    )
    model.save(path)
    again = engine.models.load_model(path, custom_objects={"bent": bent})
    theirs = keras.models.load_model(path, custom_objects={"bent": bent_in_keras})
    expected = model.predict(x, verbose=0)
    assert np.array_equal(again.predict(x, verbose=0), expected)
    assert np.allclose(theirs(x), expected, rtol=1e-5, atol=1e-6)
    theirs.save(path)
    objects = {"bent_in_keras": bent}
    back = engine.models.load_model(path, custom_objects=objects)
    assert np.array_equal(back.predict(x, verbose=0), expected)


def test_a_function_may_look_along_any_axis(rng):
    x = rng.standard_normal((4, 5, 3)).astype("float32")
    weights = []
    for k in (engine, keras):
        start = np.random.default_rng(2)

        def along_time(z, k=k):
            return k.ops.softmax(z, axis=1)

        model = k.Sequential([k.Input((5, 3)), k.layers.Dense(2, along_time)])
        model.set_weights([start.standard_normal(w.shape) for w in model.weights])
        model.compile(k.optimizers.SGD(0.5), "mse")
        model.fit(x, x[:, :, :2], epochs=2, verbose=0)
        weights.append(model.get_weights())
    for mine, reference in zip(*weights, strict=True):
        assert np.allclose(mine, reference, rtol=1e-4, atol=1e-5)


def test_what_cannot_be_an_activation(rng):
    z = rng.standard_normal((2, 4)).astype("float32")
    halved = activations.get(lambda x: x[:, :2])
    with pytest.raises(ShapeError, match=r"keep the shape \(2, 4\). Received \(2, 2\)"):
        halved(z)
    with pytest.raises(UnsupportedError, match='"inner": has weights'):
        activations.get(engine.layers.Dense(4, name="inner"))(z)
    with pytest.raises(ShapeError, match="cannot be the activation"):
        activations.get(engine.layers.Flatten())(z[None])
    with pytest.raises(UnsupportedError, match="lambda"):
        activations.serialize(halved)
    with pytest.raises(OptionError, match="or a function"):
        engine.layers.Dense(2, activation=3)
