"""Optimizers: fifty steps against Keras, flat steps, state, configs, errors."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import inspect
import json
import tracemalloc

import keras
import numpy as np
import pytest

from engine import optimizers
from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.initializers import Zeros
from engine.optimizers.optimizer import BLOCK
from engine.parameters import FlatParameters, Variable
from engine.registry import OPTIMIZERS

# Keras 3.15.1 asks its variables for arrays in a way that NumPy 2 reports.
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)

SHAPES = {"kernel": (7, 5), "bias": (5,), "scale": (), "table": (30, 11)}
STEPS = 50

CASES = [
    ("SGD", {}),
    ("SGD", {"learning_rate": 0.3, "momentum": 0.9}),
    ("SGD", {"momentum": 0.9, "nesterov": True}),
    ("RMSprop", {}),
    ("RMSprop", {"learning_rate": 0.01, "rho": 0.8, "momentum": 0.5}),
    ("RMSprop", {"centered": True}),
    ("RMSprop", {"centered": True, "momentum": 0.9, "epsilon": 1e-3}),
    ("Adam", {}),
    ("Adam", {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.9}),
    ("Adam", {"amsgrad": True, "epsilon": 1e-4}),
    ("Adam", {"weight_decay": 0.1}),
    ("SGD", {"weight_decay": 0.1, "momentum": 0.9}),
    ("SGD", {"clipvalue": 0.3}),
    ("Adam", {"clipnorm": 1.5}),
    ("RMSprop", {"global_clipnorm": 2.0}),
]
IDS = [f"{name}{options or ''}" for name, options in CASES]


@pytest.fixture
def rng():
    return np.random.default_rng(17)


def make_variables(rng, dtype="float32", shapes=SHAPES):
    variables = []
    for name, shape in shapes.items():
        variable = Variable(name, shape, Zeros(), dtype=dtype, owner="layer")
        variable.assign(rng.standard_normal(shape))
        variables.append(variable)
    return variables


def make_gradients(variables, rng, step):
    """Gradients with a drift, rare large steps, and zeros as of unused rows."""
    scale = 10.0 if step % 10 == 7 else 1.0
    gradients = []
    for variable in variables:
        grad = scale * (rng.standard_normal(variable.shape) + 0.3)
        if variable.ndim == 2 and step % 3:
            grad[::2] = 0
        gradients.append(np.asarray(grad, variable.dtype))
    return gradients


@pytest.mark.parametrize(("name", "options"), CASES, ids=IDS)
def test_fifty_steps_are_those_of_keras(name, options, rng):
    variables = make_variables(rng)
    ours = getattr(optimizers, name)(**options)
    theirs = getattr(keras.optimizers, name)(**options)
    twins = [keras.Variable(v.numpy(), name=v.name) for v in variables]
    flat = FlatParameters(variables)
    ours.build(variables)
    theirs.build(twins)
    for step in range(STEPS):
        gradients = make_gradients(variables, rng, step)
        for view, grad in zip(flat.gradient_views, gradients, strict=True):
            view[...] = grad
        if step == 20:
            ours.learning_rate = theirs.learning_rate = 0.004
        ours.update(flat)
        theirs.apply(gradients, twins)
        for variable, twin in zip(variables, twins, strict=True):
            assert np.allclose(variable.value, twin.numpy(), rtol=1e-6, atol=1e-6), (
                step,
                variable.name,
            )
    assert len(ours.variables) == len(theirs.variables)
    for mine, reference in zip(ours.variables, theirs.variables, strict=True):
        assert mine.shape == tuple(reference.shape)
        assert mine.dtype == reference.dtype
        # Keras' own variables lie in no layer here, so that only the ends agree.
        assert mine.name.removeprefix("layer_") == reference.name.removeprefix("layer_")
        assert np.allclose(mine.value, reference.numpy(), rtol=1e-5, atol=1e-6)
    assert int(ours.iterations) == STEPS


@pytest.mark.parametrize("sign", [1, -1])
def test_bias_correction_of_adam_is_rounded_as_in_keras(sign):
    """Tiny steps on a zero weight show the correction itself, to the last digits."""
    variable = Variable("w", (1,), Zeros())
    twin = keras.Variable(np.zeros(1, np.float32))
    ours, theirs = optimizers.Adam(), keras.optimizers.Adam()
    for _ in range(STEPS):
        variable.assign([0.0])
        twin.assign([0.0])
        ours.apply([np.float32([sign])], [variable])
        theirs.apply([np.float32([sign])], [twin])
        assert np.allclose(variable.value, twin.numpy(), rtol=1e-6, atol=0)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("name", "options"), CASES, ids=IDS)
def test_flat_update_equals_apply(name, options, dtype, rng):
    flat_variables = make_variables(rng, dtype)
    variables = [
        Variable(v.name, v.shape, Zeros(), dtype=dtype) for v in flat_variables
    ]
    for variable, twin in zip(variables, flat_variables, strict=True):
        variable.assign(twin.value)
    flat = FlatParameters(flat_variables)
    one, other = (getattr(optimizers, name)(**options) for _ in range(2))
    for step in range(5):
        gradients = make_gradients(variables, rng, step)
        kept = [g.copy() for g in gradients]
        for view, grad in zip(flat.gradient_views, gradients, strict=True):
            view[...] = grad
        one.update(flat)
        other.apply_gradients(zip(gradients, variables, strict=True))
        for grad, before in zip(gradients, kept, strict=True):
            assert np.array_equal(grad, before)
    for variable, twin in zip(variables, flat_variables, strict=True):
        assert variable.value.dtype == dtype
        assert np.array_equal(variable.value, twin.value)
    for mine, its in zip(one.variables, other.variables, strict=True):
        assert np.array_equal(mine.value, its.value)


def test_many_blocks_equal_one_by_one(rng):
    shapes = {"a": (BLOCK + 5,), "b": (3,), "c": (2 * BLOCK,)}
    variables = make_variables(rng, shapes=shapes)
    alone = make_variables(rng, shapes=shapes)
    for variable, twin in zip(alone, variables, strict=True):
        variable.assign(twin.value)
    flat = FlatParameters(variables)
    flat.gradients[...] = rng.standard_normal(flat.gradients.size)
    one, other = optimizers.Adam(0.1), optimizers.Adam(0.1)
    one.update(flat)
    other.apply([v.copy() for v in flat.gradient_views], alone)
    for variable, twin in zip(alone, variables, strict=True):
        assert np.array_equal(variable.value, twin.value)


@pytest.mark.parametrize(("name", "options"), CASES, ids=IDS)
def test_a_steady_step_allocates_no_arrays(name, options, rng):
    variables = make_variables(rng, shapes={"w": (300, 400), "b": (400,)})
    flat = FlatParameters(variables)
    flat.gradients[...] = 0.1
    optimizer = getattr(optimizers, name)(**options)
    optimizer.update(flat)
    tracemalloc.start()
    try:
        optimizer.update(flat)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000  # the weights alone take 480 kB


@pytest.mark.parametrize(("name", "options"), CASES, ids=IDS)
def test_state_is_restored_bit_for_bit(name, options, rng):
    def run(optimizer, flat, steps):
        source = np.random.default_rng(steps.start)
        for _ in steps:
            flat.gradients[...] = source.standard_normal(flat.gradients.size)
            optimizer.update(flat)

    make = getattr(optimizers, name)
    flat = FlatParameters(make_variables(rng))
    optimizer = make(**options)
    run(optimizer, flat, range(5))
    optimizer.learning_rate = 0.0123
    state, weights = optimizer.get_state(), flat.values.copy()
    run(optimizer, flat, range(5, 10))
    expected, after = flat.values.copy(), optimizer.get_state()

    resumed = make(**options)
    flat = FlatParameters(make_variables(rng))
    flat.values[...] = weights
    resumed.build(flat.variables)
    resumed.set_state(state)
    assert resumed.learning_rate == 0.0123
    run(resumed, flat, range(5, 10))
    assert np.array_equal(flat.values, expected)
    for key, array in resumed.get_state().items():
        assert array.dtype == after[key].dtype
        assert np.array_equal(array, after[key])


def test_state_that_does_not_fit_changes_nothing(rng):
    variables = make_variables(rng)
    adam, sgd = optimizers.Adam(), optimizers.SGD(momentum=0.5)
    adam.build(variables)
    sgd.build(variables)
    sgd.learning_rate = 0.5
    with pytest.raises(ShapeError, match="Use the state of a SGD"):
        sgd.set_state(adam.get_state())
    state = sgd.get_state()
    state["2"] = np.zeros((3, 3))
    with pytest.raises(ShapeError):
        sgd.set_state(state)
    with pytest.raises(ShapeError, match=r"call build\(variables\) first"):
        optimizers.Adam().set_state(adam.get_state())
    assert sgd.learning_rate == 0.5


def test_order_of_variables_is_that_of_weight_files():
    model = keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)]
    )
    variables = [
        Variable(v.name, tuple(v.shape), Zeros(), owner=v.path.rsplit("/", 1)[0])
        for v in model.trainable_variables
    ]
    for name, options in CASES:
        theirs = getattr(keras.optimizers, name)(**options, name="o")
        theirs.build(model.trainable_variables)
        ours = getattr(optimizers, name)(**options, name="o")
        ours.build(variables)
        assert [v.path for v in ours.variables] == [v.path for v in theirs.variables]


def test_learning_rate():
    optimizer = optimizers.Adam()
    assert optimizer.learning_rate == 0.001
    optimizer.learning_rate = np.float32(0.1)
    assert optimizer.learning_rate == 0.1
    assert optimizer.get_config()["learning_rate"] == 0.1
    optimizer.variables[1].assign(0.25)  # what loading a weight file does
    assert optimizer.learning_rate == 0.25
    for wrong in (-1.0, np.nan, np.inf):
        with pytest.raises(OptionError, match="learning_rate"):
            optimizer.learning_rate = wrong
    with pytest.raises(UnsupportedError, match="schedules"):
        optimizer.learning_rate = keras.optimizers.schedules.CosineDecay(0.1, 10)
    with pytest.raises(OptionError, match="learning_rate"):
        optimizers.SGD(learning_rate=-0.1)


# ------------------------------------------------------- which variables


def test_gradients_that_are_missing(rng):
    variables = make_variables(rng)
    before = variables[1].numpy()
    optimizer = optimizers.SGD()
    gradients = make_gradients(variables, rng, 0)
    gradients[1] = None
    with pytest.warns(UserWarning, match="layer/bias"):
        optimizer.apply(gradients, variables)
    assert np.array_equal(variables[1].value, before)
    with pytest.raises(OptionError, match="no gradient"):
        optimizer.apply([None] * 4, variables)
    optimizer.apply([], [])
    assert int(optimizer.iterations) == 1


def test_other_weights_are_refused(rng):
    optimizer = optimizers.Adam()
    first = FlatParameters(make_variables(rng))
    optimizer.update(first)
    second = FlatParameters(make_variables(rng))
    with pytest.raises(OptionError, match="new optimizer"):
        optimizer.update(second)
    with pytest.raises(OptionError, match="new optimizer"):
        optimizer.build(first.variables[:2])
    with pytest.raises(OptionError, match="does not know"):
        optimizer.apply([np.zeros(5)], [second.variables[1]])
    with pytest.raises(ShapeError, match="as many"):
        optimizer.apply([np.zeros(5)])
    with pytest.raises(ShapeError, match="layer/bias"):
        optimizer.apply([np.zeros(4)], [first.variables[1]])
    with pytest.raises(OptionError, match="build"):
        optimizers.SGD().apply([np.zeros(5)])


def test_a_new_buffer_for_the_same_weights_goes_on(rng):
    variables = make_variables(rng)
    optimizer = optimizers.Adam()
    flat = FlatParameters(variables)
    flat.gradients[...] = 1
    optimizer.update(flat)
    again = FlatParameters(variables)
    again.gradients[...] = 1
    before = variables[0].numpy()
    optimizer.update(again)
    assert int(optimizer.iterations) == 2
    assert not np.array_equal(variables[0].value, before)


# ------------------------------------------------------------ flat buffers


def test_flat_parameters_share_memory(rng):
    variables = make_variables(rng)
    values = [v.numpy() for v in variables]
    flat = FlatParameters(variables)
    assert flat.values.size == flat.gradients.size == sum(v.size for v in variables)
    assert not flat.gradients.any()
    for variable, value, view in zip(
        variables, values, flat.gradient_views, strict=True
    ):
        assert np.array_equal(variable.value, value)
        assert np.shares_memory(variable.value, flat.values)
        assert np.shares_memory(view, flat.gradients)
        assert view.shape == variable.shape
    variables[0].assign(np.ones((7, 5)))
    assert np.array_equal(flat.values[:35], np.ones(35))


def test_weights_taken_by_another_model_are_taken_back(rng):
    variables = make_variables(rng)
    first = FlatParameters(variables)
    FlatParameters(variables[:1])
    variables[0].assign(np.full((7, 5), 3.0))
    assert not np.array_equal(first.values[:35], np.full(35, 3))
    first.bind()
    assert np.array_equal(first.values[:35], np.full(35, 3))
    assert np.shares_memory(variables[0].value, first.values)


def test_several_dtypes_are_named(rng):
    variables = make_variables(rng)
    variables.append(Variable("odd", (3,), Zeros(), dtype="float64", owner="other"))
    with pytest.raises(UnsupportedError, match=r"other/odd is float64"):
        FlatParameters(variables)


def test_nothing_to_train():
    flat = FlatParameters([])
    optimizer = optimizers.Adam()
    optimizer.update(flat)
    assert int(optimizer.iterations) == 1


# --------------------------------------------------------- names and configs


@pytest.mark.parametrize(("name", "options"), CASES, ids=IDS)
def test_config_round_trip_also_through_keras(name, options):
    ours = getattr(optimizers, name)(**options)
    config = json.loads(json.dumps(optimizers.serialize(ours)))
    assert optimizers.deserialize(config).get_config() == ours.get_config()
    theirs = keras.optimizers.deserialize(json.loads(json.dumps(config)))
    reference = keras.optimizers.serialize(theirs)
    assert list(reference["config"]) == list(config["config"])
    rate = reference["config"]["learning_rate"]
    assert np.float32(rate) == np.float32(config["config"]["learning_rate"])
    back = optimizers.deserialize(reference)
    assert np.float32(back.learning_rate) == np.float32(ours.learning_rate)
    assert eval(ours.source("optimizers.")).get_config() == ours.get_config()


def test_names_of_keras():
    for name in OPTIMIZERS:
        for spelling in (name, name.lower(), name.upper()):
            made = optimizers.get(spelling)
            assert type(made).__name__ == name
        reference = getattr(keras.optimizers, name)
        assert made.name == keras.src.utils.naming.to_snake_case(name)
        theirs = list(inspect.signature(reference).parameters)
        ours = list(inspect.signature(type(made)).parameters)
        assert ours == [p for p in theirs if p in ours]
        assert type(optimizers.get(type(made))) is type(made)
        assert optimizers.get(made) is made
        for opt in made.options.values():
            assert opt.doc.endswith("."), opt.name


def test_old_spellings_and_missing_options():
    with pytest.raises(OptionError, match="learning_rate"):
        optimizers.Adam(lr=0.1)
    with pytest.raises(OptionError, match="schedules"):
        optimizers.SGD(decay=0.1)
    with pytest.raises(OptionError, match="not supported"):
        optimizers.Adam(use_ema=True)
    with pytest.raises(UnsupportedError, match="gradient_accumulation_steps"):
        optimizers.Adam.from_config({"gradient_accumulation_steps": 4})
    with pytest.raises(OptionError, match="only one of"):
        optimizers.Adam(clipnorm=1.0, clipvalue=1.0)
    with pytest.raises(UnsupportedError, match='Did you mean "rmsprop"'):
        optimizers.get("rmsprob")
    with pytest.raises(OptionError, match="must be a name"):
        optimizers.get(0.1)


def test_config_of_keras_2():
    config = {
        "class_name": "Custom>Adam",
        "config": {
            "name": "Adam",
            "learning_rate": 0.01,
            "decay": 0.0,
            "jit_compile": True,
            "is_legacy_optimizer": False,
            "ema_momentum": 0.5,
        },
    }
    assert optimizers.get(config).learning_rate == 0.01
