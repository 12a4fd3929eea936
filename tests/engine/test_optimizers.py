"""Optimizers: fifty steps against Keras, flat steps, state, configs, errors."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import inspect
import json
import tracemalloc

import keras
import numpy as np
import pytest

import engine
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

FTRL = {
    "learning_rate": 0.1,
    "learning_rate_power": -0.7,
    "l1_regularization_strength": 0.2,
    "l2_regularization_strength": 0.1,
    "l2_shrinkage_regularization_strength": 0.05,
    "beta": 0.1,
}
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
    ("AdamW", {}),
    ("AdamW", {"weight_decay": 0.2, "amsgrad": True}),
    ("Adagrad", {}),
    ("Adagrad", {"learning_rate": 0.5, "initial_accumulator_value": 0.0}),
    ("Adadelta", {}),
    ("Adadelta", {"learning_rate": 1.0, "rho": 0.8, "epsilon": 1e-5}),
    ("Adamax", {}),
    ("Adamax", {"learning_rate": 0.05, "beta_1": 0.7, "beta_2": 0.9}),
    ("Nadam", {}),
    ("Nadam", {"learning_rate": 0.02, "beta_1": 0.8, "epsilon": 1e-3}),
    ("Ftrl", {"learning_rate": 0.1}),
    ("Ftrl", {"learning_rate_power": 0.0, "initial_accumulator_value": 0.5}),
    ("Ftrl", FTRL),
    ("Lion", {}),
    ("Lion", {"learning_rate": 0.01, "beta_1": 0.6, "weight_decay": 0.3}),
    ("ScheduleFreeAdamW", {"warmup_steps": 10}),
    ("Adam", {"use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 7}),
    (
        "Nadam",
        {
            "gradient_accumulation_steps": 3,
            "use_ema": True,
            "clipnorm": 2.0,
            "weight_decay": 0.1,
        },
    ),
]
"""Optimizers that are one formula for every number."""
BY_WEIGHT = [
    ("Adafactor", {}),
    ("Adafactor", {"learning_rate": 0.5, "relative_step": False, "epsilon_2": 0.1}),
    ("Lamb", {}),
    ("Lamb", {"learning_rate": 0.05, "beta_1": 0.7, "weight_decay": 0.1}),
    ("Muon", {"adam_lr_ratio": 0.5}),
    ("Muon", {"exclude_layers": ["table"], "nesterov": False, "rms_rate": None}),
    ("Adafactor", {"use_ema": True, "clipvalue": 0.5}),
]
"""Those that look at a whole weight at a time."""
ALL = CASES + BY_WEIGHT


def every(cases):
    ids = [f"{name}{options or ''}" for name, options in cases]
    return pytest.mark.parametrize(("name", "options"), cases, ids=ids)


@pytest.fixture
def rng():
    return np.random.default_rng(17)


def make_variables(rng, dtype="float32", shapes=SHAPES):
    variables = []
    for name, shape in shapes.items():
        variable = Variable(Zeros(), shape, dtype, name=name, owner="layer")
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


@every(ALL)
def test_fifty_steps_are_those_of_keras(name, options, rng):
    # Keras compiles something at every step with accumulated gradients.
    steps = 4 if "gradient_accumulation_steps" in options else STEPS
    variables = make_variables(rng)
    ours = getattr(optimizers, name)(**options)
    theirs = getattr(keras.optimizers, name)(**options)
    twins = [keras.Variable(v.numpy(), name=v.name) for v in variables]
    flat = FlatParameters(variables)
    ours.build(variables)
    theirs.build(twins)
    for step in range(steps):
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
        assert numberless(mine.name.removeprefix("layer_")) == numberless(
            reference.name.removeprefix("layer_")
        )
        assert np.allclose(mine.value, reference.numpy(), rtol=1e-5, atol=1e-6)
    assert int(ours.iterations) == int(theirs.iterations)
    assert int(ours.variables[0]) == steps


def numberless(name):
    """Keras counts the variables that it gives no name."""
    return "variable" if name.startswith("variable_") else name


@pytest.mark.parametrize("sign", [1, -1])
def test_bias_correction_of_adam_is_rounded_as_in_keras(sign):
    """Tiny steps on a zero weight show the correction itself, to the last digits."""
    variable = Variable(np.zeros(1), name="w")
    twin = keras.Variable(np.zeros(1, np.float32))
    ours, theirs = optimizers.Adam(), keras.optimizers.Adam()
    for _ in range(STEPS):
        variable.assign([0.0])
        twin.assign([0.0])
        ours.apply([np.float32([sign])], [variable])
        theirs.apply([np.float32([sign])], [twin])
        assert np.allclose(variable.value, twin.numpy(), rtol=1e-6, atol=0)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@every(ALL)
def test_flat_update_equals_apply(name, options, dtype, rng):
    flat_variables = make_variables(rng, dtype)
    variables = [Variable(Zeros(), v.shape, dtype, name=v.name) for v in flat_variables]
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


@every(CASES)
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


@every(ALL)
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
        Variable(Zeros(), v.shape, name=v.name, owner=v.path.rsplit("/", 1)[0])
        for v in model.trainable_variables
    ]
    for name, options in ALL:
        theirs = getattr(keras.optimizers, name)(**options, name="o")
        theirs.build(model.trainable_variables)
        ours = getattr(optimizers, name)(**options, name="o")
        ours.build(variables)
        assert [v.path for v in ours.variables] == [
            numberless(v.path) for v in theirs.variables
        ]


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
    with pytest.raises(OptionError, match="learning_rate must be a number"):
        optimizer.learning_rate = "fast"
    with pytest.raises(OptionError, match="learning_rate"):
        optimizers.SGD(learning_rate=-0.1)
    with pytest.raises(OptionError, match="learning_rate must be a number"):
        optimizers.SGD(learning_rate=True)
    optimizer.learning_rate.assign(0.5)
    assert optimizer.learning_rate.numpy() == 0.5
    assert float(optimizer.learning_rate * 2) == 1.0
    assert optimizer.get_config()["learning_rate"] == 0.5


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
    variables.append(Variable(Zeros(), (3,), "float64", name="odd", owner="other"))
    with pytest.raises(UnsupportedError, match=r"other/odd is float64"):
        FlatParameters(variables)


def test_nothing_to_train():
    flat = FlatParameters([])
    optimizer = optimizers.Adam()
    optimizer.update(flat)
    assert int(optimizer.iterations) == 1


# --------------------------------------------------------- names and configs


@every(ALL)
def test_config_round_trip_also_through_keras(name, options):
    ours = getattr(optimizers, name)(**options)
    config = json.loads(json.dumps(optimizers.serialize(ours)))
    assert optimizers.deserialize(config).get_config() == ours.get_config()
    theirs = keras.saving.deserialize_keras_object(json.loads(json.dumps(config)))
    reference = keras.optimizers.serialize(theirs)
    assert reference["config"].keys() == config["config"].keys()
    assert list(reference["config"])[:11] == list(config["config"])[:11]
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
    with pytest.raises(OptionError, match="gradient_accumulation_steps must be at"):
        optimizers.Adam(gradient_accumulation_steps=1)
    with pytest.raises(OptionError, match="weight_decay must be a number"):
        optimizers.AdamW(weight_decay=None)
    with pytest.raises(OptionError, match="beta_1 must be larger than 0"):
        optimizers.Lion(beta_1=0)
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


# ------------------------------------------------------- options of all of them


def test_excluded_weights_do_not_decay(rng):
    """Whole runs of weights, single ones, and blocks in between."""
    shapes = {"a": (4,), "bias": (3,), "b": (BLOCK + 2,), "c": (2,)}
    for name, options in (("AdamW", {}), ("SGD", {"weight_decay": 0.5}), ("Muon", {})):
        variables = make_variables(rng, shapes=shapes)
        twins = [keras.Variable(v.numpy(), name=v.name) for v in variables]
        ours = getattr(optimizers, name)(learning_rate=0.1, **options)
        theirs = getattr(keras.optimizers, name)(learning_rate=0.1, **options)
        ours.exclude_from_weight_decay([variables[3]], ["bias", "gamma"])
        theirs.exclude_from_weight_decay([twins[3]], ["bias", "gamma"])
        flat = FlatParameters(variables)
        flat.gradients[...] = rng.standard_normal(flat.gradients.size)
        theirs.apply([view.copy() for view in flat.gradient_views], twins)
        ours.update(flat)
        for variable, twin in zip(variables, twins, strict=True):
            assert np.allclose(variable.value, twin.numpy(), rtol=1e-6, atol=1e-7)
        with pytest.raises(OptionError, match="before the optimizer is used"):
            ours.exclude_from_weight_decay(var_names=["a"])


def test_averages_take_the_place_of_the_weights_at_the_end():
    x = np.random.default_rng(3).standard_normal((12, 3)).astype("float32")
    y = x[:, :2] * 2
    results = []
    for k in (engine, keras):
        model = k.Sequential([k.Input((3,)), k.layers.Dense(2, "tanh")])
        model.set_weights([np.full((3, 2), 0.1), np.zeros(2)])
        model.compile(k.optimizers.SGD(0.5, use_ema=True, ema_momentum=0.5), "mse")
        model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0)
        results.append(model.get_weights())
    for mine, reference in zip(*results, strict=True):
        assert np.allclose(mine, reference, rtol=1e-5, atol=1e-6)
    optimizers.SGD(use_ema=True).finalize_variable_values([])  # nothing was trained


def test_constraints_hold_after_each_step():
    x = np.random.default_rng(3).standard_normal((12, 3)).astype("float32")
    results = []
    for k in (engine, keras):
        model = k.Sequential(
            [
                k.Input((3,)),
                k.layers.Dense(
                    4, kernel_constraint="max_norm", bias_constraint="non_neg"
                ),
                k.layers.Dense(2, kernel_constraint=k.constraints.UnitNorm(axis=1)),
            ]
        )
        rng = np.random.default_rng(4)
        model.set_weights([3 * rng.standard_normal(w.shape) for w in model.weights])
        model.compile(k.optimizers.Adam(0.1), "mse")
        model.fit(x, -x[:, :2], epochs=3, batch_size=4, shuffle=False, verbose=0)
        results.append(model.get_weights())
    for mine, reference in zip(*results, strict=True):
        assert np.allclose(mine, reference, rtol=1e-4, atol=1e-5)
    assert results[0][1].min() >= 0
    assert np.linalg.norm(results[0][0], axis=0).max() <= 2 + 1e-6


def test_scaled_gradients_are_scaled_back(rng):
    variables, alone = make_variables(rng), make_variables(np.random.default_rng(17))
    gradients = make_gradients(variables, rng, 0)
    scaled = optimizers.SGD(0.1, loss_scale_factor=1024.0, clipvalue=0.5)
    assert scaled.scale_loss(2.0) == 2048.0
    assert optimizers.SGD().scale_loss(2.0) == 2.0
    scaled.apply([g * 1024 for g in gradients], variables)
    optimizers.SGD(0.1, clipvalue=0.5).apply(gradients, alone)
    for variable, twin in zip(variables, alone, strict=True):
        assert np.allclose(variable.value, twin.value, rtol=1e-6, atol=1e-7)


def test_accumulated_gradients_are_those_of_a_larger_batch():
    x = np.random.default_rng(3).standard_normal((12, 3)).astype("float32")
    weights = []
    for size, options in ((12, {}), (4, {"gradient_accumulation_steps": 3})):
        model = engine.Sequential([engine.Input((3,)), engine.layers.Dense(2)])
        model.set_weights([np.full((3, 2), 0.1), np.zeros(2)])
        model.compile(optimizers.Adam(0.1, **options), "mse")
        model.fit(x, x[:, :2], epochs=4, batch_size=size, shuffle=False, verbose=0)
        assert int(model.optimizer.iterations) == 4
        weights.append(model.get_weights())
    for mine, reference in zip(*weights, strict=True):
        assert np.allclose(mine, reference, rtol=1e-5, atol=1e-6)


# ------------------------------------------------------------ a user's own


def heavy_of(k):
    """Momentum, written the Keras way for either of the frameworks."""

    class Heavy(k.optimizers.Optimizer):
        def __init__(self, learning_rate=0.01, momentum=0.9, **kwargs):
            super().__init__(learning_rate=learning_rate, **kwargs)
            self.momentum = momentum

        def build(self, variables):
            super().build(variables)
            self.moving = [
                self.add_variable_from_reference(
                    reference_variable=variable, name="moving"
                )
                for variable in variables
            ]

        def update_step(self, gradient, variable, learning_rate):
            moving = self.moving[self._get_variable_index(variable)]
            self.assign(moving, moving * self.momentum - gradient * learning_rate)
            self.assign_add(variable, moving)

        def get_config(self):
            config = super().get_config()
            config.update({"momentum": self.momentum})
            return config

    return Heavy


@pytest.fixture
def heavy():
    ours, theirs = heavy_of(engine), heavy_of(keras)
    yield ours, theirs
    OPTIMIZERS.remove("Heavy")


def test_an_optimizer_written_the_keras_way(heavy, rng):
    options = {"learning_rate": 0.1, "weight_decay": 0.01, "clipnorm": 1.0}
    ours, theirs = (cls(**options) for cls in heavy)
    variables = make_variables(rng)
    twins = [keras.Variable(v.numpy(), name=v.name) for v in variables]
    flat = FlatParameters(variables)
    for step in range(5):
        gradients = make_gradients(variables, rng, step)
        for view, grad in zip(flat.gradient_views, gradients, strict=True):
            view[...] = grad
        ours.update(flat)
        theirs.apply(gradients, twins)
    for mine, reference in zip(
        [*variables, *ours.variables], [*twins, *theirs.variables], strict=True
    ):
        assert np.allclose(mine.value, reference.numpy(), rtol=1e-5, atol=1e-6)
    config = optimizers.serialize(ours)
    assert config["registered_name"] == "Heavy"
    assert config["module"] == __name__
    assert (
        config["config"].keys() == keras.optimizers.serialize(theirs)["config"].keys()
    )
    OPTIMIZERS.remove("Heavy")
    with pytest.raises(UnsupportedError, match="Heavy"):
        optimizers.deserialize(config)
    back = optimizers.deserialize(config, custom_objects={"Heavy": heavy[0]})
    assert back.get_config() == ours.get_config()


def test_a_model_is_trained_by_an_optimizer_of_ones_own(heavy):
    x = np.random.default_rng(3).standard_normal((8, 3)).astype("float32")
    results = []
    for k, cls in zip((engine, keras), heavy, strict=True):
        model = k.Sequential([k.Input((3,)), k.layers.Dense(2)])
        model.set_weights([np.full((3, 2), 0.1), np.zeros(2)])
        model.compile(cls(0.05), "mse")
        model.fit(x, x[:, :2], epochs=3, batch_size=4, shuffle=False, verbose=0)
        model.fit(x, x[:, :2], epochs=1, batch_size=4, shuffle=False, verbose=0)
        results.append(model.get_weights())
    for mine, reference in zip(*results, strict=True):
        assert np.allclose(mine, reference, rtol=1e-5, atol=1e-6)


def test_a_file_with_an_optimizer_of_ones_own(heavy, tmp_path):
    x = np.random.default_rng(3).standard_normal((8, 3)).astype("float32")
    ours, theirs = heavy
    OPTIMIZERS.remove("Heavy")
    path = str(tmp_path / "m.keras")
    model = engine.Sequential([engine.Input((3,)), engine.layers.Dense(2)])
    model.compile(ours(0.05), "mse")
    train(model, x).save(path)
    onward = [
        train(k.models.load_model(path, custom_objects={"Heavy": cls}), x)
        for k, cls in ((engine, ours), (keras, theirs))
    ]
    train(model, x)
    for other in onward:
        for mine, reference in zip(
            [*other.weights, *other.optimizer.variables],
            [*model.weights, *model.optimizer.variables],
            strict=True,
        ):
            assert np.allclose(mine.numpy(), reference.numpy(), rtol=1e-4, atol=1e-6)
    with pytest.raises(UnsupportedError, match="Heavy"):
        engine.models.load_model(path)


def test_a_step_of_a_built_in_one_can_be_changed(rng):
    class Doubled(optimizers.Nadam, registers=False):
        def update_step(self, gradient, variable, learning_rate):
            super().update_step(2 * gradient, variable, learning_rate)

    variables, alone = make_variables(rng), make_variables(np.random.default_rng(17))
    mine, reference = Doubled(0.1), optimizers.Nadam(0.1)
    for step in range(3):
        gradients = make_gradients(variables, rng, step)
        mine.apply(gradients, variables)
        reference.apply([2 * g for g in gradients], alone)
    for variable, twin in zip(variables, alone, strict=True):
        assert np.array_equal(variable.value, twin.value)


def test_an_optimizer_without_a_step_says_so(rng):
    class Lazy(optimizers.Optimizer, registers=False):
        pass

    with pytest.raises(NotImplementedError, match="update_step"):
        Lazy(0.1).apply([np.ones(())], [Variable(0.0, name="w")])


def test_arrays_of_state_in_a_store(rng):
    variables = make_variables(rng)
    first, second = optimizers.Adam(0.1), optimizers.Adam(0.2)
    first.apply(make_gradients(variables, rng, 0), variables)
    second.build(variables)
    store = {}
    first.save_own_variables(store)
    second.load_own_variables(store)
    assert second.learning_rate == np.float32(0.1)
    assert int(second.iterations) == 1
    with pytest.warns(UserWarning, match="is not read"):
        optimizers.SGD().load_own_variables(store)
    second.set_weights([v.numpy() for v in first.variables])
    with pytest.raises(ShapeError):
        second.set_weights([np.zeros(3)])


# ------------------------------------------------------- learning rates


def test_steps_with_a_schedule_and_with_a_function(rng):
    def rate():
        return 0.01

    for make in (
        lambda k: k.optimizers.schedules.ExponentialDecay(0.1, 3, 0.5),
        lambda k: rate,
    ):
        variables = make_variables(rng)
        twins = [keras.Variable(v.numpy(), name=v.name) for v in variables]
        ours = optimizers.Adam(make(engine), weight_decay=0.1)
        theirs = keras.optimizers.Adam(make(keras), weight_decay=0.1)
        for step in range(6):
            gradients = make_gradients(variables, rng, step)
            ours.apply(gradients, variables)
            theirs.apply(gradients, twins)
            assert np.float32(ours.learning_rate) == np.float32(theirs.learning_rate)
        for mine, reference in zip(
            [*variables, *ours.variables], [*twins, *theirs.variables], strict=True
        ):
            assert np.allclose(mine.value, reference.numpy(), rtol=1e-5, atol=1e-6)
        with pytest.raises(OptionError, match="cannot be set"):
            ours.learning_rate = 0.1


def test_a_schedule_may_take_the_place_of_a_number(rng):
    variables = make_variables(rng)
    optimizer = optimizers.SGD(0.5)
    optimizer.build(variables)
    assert len(optimizer.variables) == 2
    optimizer.learning_rate = optimizers.schedules.CosineDecay(0.25, 10)
    assert optimizer.learning_rate == 0.25
    assert [v.name for v in optimizer.variables] == ["iteration"]
    config = json.loads(json.dumps(optimizers.serialize(optimizer)))
    assert optimizers.deserialize(config).get_config() == optimizer.get_config()
    assert keras.optimizers.deserialize(config).learning_rate == 0.25
    text = optimizer.source("optimizers.")
    assert eval(text, {"optimizers": optimizers, "keras": engine}).learning_rate == 0.25
    assert text.count("CosineDecay(") == 1


def test_schedules_count_batches_also_with_accumulated_gradients(rng):
    variables = make_variables(rng)
    decay = {"initial_learning_rate": 0.1, "decay_steps": 1, "decay_rate": 0.5}
    optimizer = optimizers.SGD(
        optimizers.schedules.ExponentialDecay(**decay), gradient_accumulation_steps=2
    )
    for step in range(4):
        optimizer.apply(make_gradients(variables, rng, step), variables)
    assert optimizer.learning_rate == np.float32(0.1 * 0.5**4)
    assert int(optimizer.iterations) == 2


# ------------------------------------------------------- files of Keras


def train(model, x):
    model.fit(x, x[:, :2], epochs=1, batch_size=2, shuffle=False, verbose=0)
    return model


FILES = [
    ("SGD", {"momentum": 0.9}),
    ("RMSprop", {"centered": True, "momentum": 0.5}),
    ("Adam", {"amsgrad": True}),
    ("AdamW", {"use_ema": True}),
    ("Adagrad", {}),
    ("Adadelta", {"learning_rate": 1.0}),
    ("Adafactor", {}),
    ("Adamax", {}),
    ("Nadam", {}),
    ("Ftrl", {"learning_rate": 0.1}),
    ("Lion", {}),
    ("Lamb", {}),
    ("Muon", {}),
    ("ScheduleFreeAdamW", {}),
    ("SGD", {"learning_rate": "schedule"}),
]


@every(FILES)
def test_training_goes_on_after_files_in_both_directions(name, options, tmp_path):
    def made(k):
        given = dict(options)
        if given.get("learning_rate") == "schedule":
            decay = k.optimizers.schedules.InverseTimeDecay(0.1, 2, 0.5)
            given["learning_rate"] = decay
        model = k.Sequential([k.Input((3,)), k.layers.Dense(2, name="d")])
        model.set_weights([np.full((3, 2), 0.1), np.zeros(2)])
        model.compile(getattr(k.optimizers, name)(**given), "mse")
        return model

    x = np.random.default_rng(3).standard_normal((6, 3)).astype("float32")
    path = str(tmp_path / "m.keras")
    train(made(engine), x).save(path)
    onward = train(keras.models.load_model(path), x)
    train(made(keras), x).save(path)
    straight = train(keras.models.load_model(path), x)
    back = train(engine.models.load_model(path), x)
    for other in (onward, back):
        for mine, reference in zip(
            [*other.weights, *other.optimizer.variables],
            [*straight.weights, *straight.optimizer.variables],
            strict=True,
        ):
            assert np.allclose(mine.numpy(), reference.numpy(), rtol=1e-4, atol=1e-6)
