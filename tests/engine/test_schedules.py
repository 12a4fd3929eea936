"""Schedules of learning rates: step by step beside Keras, and those of one's own."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import json

import keras
import numpy as np
import pytest

import engine
from engine.errors import OptionError, UnsupportedError
from engine.optimizers import schedules
from engine.registry import SCHEDULES

FALL = {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.9}
CASES = [
    ("ExponentialDecay", FALL),
    ("ExponentialDecay", {**FALL, "staircase": True}),
    ("InverseTimeDecay", FALL),
    ("InverseTimeDecay", {**FALL, "decay_steps": 7.5, "staircase": True}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10}),
    (
        "PolynomialDecay",
        {
            "initial_learning_rate": 0.1,
            "decay_steps": 10,
            "end_learning_rate": 0.01,
            "power": 0.5,
            "cycle": True,
        },
    ),
    (
        "PiecewiseConstantDecay",
        {"boundaries": [5, 9, 20], "values": [1.0, 0.5, 0.1, 0.01]},
    ),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 30, "alpha": 0.1}),
    (
        "CosineDecay",
        {
            "initial_learning_rate": 0.01,
            "decay_steps": 30,
            "warmup_target": 0.2,
            "warmup_steps": 10,
        },
    ),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 7}),
    (
        "CosineDecayRestarts",
        {
            "initial_learning_rate": 0.1,
            "first_decay_steps": 10,
            "t_mul": 1.5,
            "m_mul": 0.8,
            "alpha": 0.05,
        },
    ),
    (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.1, "first_decay_steps": 10, "t_mul": 1.0},
    ),
]
STEPS = [*range(23), 24, 29, 30, 31, 40, 49, 50, 70, 71, 100]
FEW = [0, 3, 7, 10, 20, 21, 49]
"""Where cosine waves begin anew; Keras compiles something for each of them."""


@pytest.mark.parametrize(("name", "options"), CASES)
def test_rates_and_configs_are_those_of_keras(name, options):
    ours = getattr(schedules, name)(**options)
    theirs = getattr(keras.optimizers.schedules, name)(**options)
    steps = FEW if name.startswith("Cosine") else STEPS
    rates = [ours(step) for step in steps]
    assert all(isinstance(rate, np.float32) for rate in rates)
    expected = [float(theirs(step)) for step in steps]
    assert np.allclose(rates, expected, rtol=1e-6, atol=1e-8)
    assert np.array_equal(ours(np.array(steps)), rates)  # many at once, for plots
    config = schedules.serialize(ours)
    assert config == keras.optimizers.schedules.serialize(theirs)
    again = schedules.deserialize(json.loads(json.dumps(config)))
    assert again.get_config() == ours.get_config()
    source = ours.source("schedules.")
    assert eval(source, {"schedules": schedules}).get_config() == ours.get_config()


def test_wrong_options_are_named():
    with pytest.raises(OptionError, match="decay_steps must be larger than 0"):
        schedules.ExponentialDecay(0.1, 0, 0.9)
    with pytest.raises(OptionError, match="one more value than boundaries"):
        schedules.PiecewiseConstantDecay([1, 2], [0.1, 0.2])
    with pytest.raises(OptionError, match="larger than the one before"):
        schedules.PiecewiseConstantDecay([2, 1], [0.1, 0.2, 0.3])
    with pytest.raises(OptionError, match="lists of numbers"):
        schedules.PiecewiseConstantDecay(3, [0.1, 0.2])
    with pytest.raises(UnsupportedError, match='Did you mean "cosine_decay"'):
        schedules.deserialize("cosine_decai")
    with pytest.raises(OptionError, match="must be a LearningRateSchedule"):
        schedules.get(lambda step: 0.1)


@pytest.fixture
def halving():
    class Halving(schedules.LearningRateSchedule):
        """Written as in Keras' documentation."""

        def __init__(self, start):
            self.start = start

        def __call__(self, step):
            return self.start / (step + 1)

    yield Halving
    SCHEDULES.remove("Halving")


def test_a_schedule_of_ones_own(halving):
    model = engine.Sequential([engine.Input((1,)), engine.layers.Dense(1)])
    optimizer = engine.optimizers.SGD(halving(0.5))
    model.compile(optimizer, "mse")
    model.fit(np.ones((4, 1)), np.ones((4, 1)), batch_size=1, verbose=0)
    assert optimizer.learning_rate == np.float32(0.1)
    with pytest.raises(UnsupportedError, match="Halving cannot be written"):
        optimizer.get_config()
    halving.get_config = lambda self: {"start": self.start}
    config = engine.optimizers.serialize(optimizer)
    assert config["config"]["learning_rate"]["registered_name"] == "Halving"
    SCHEDULES.remove("Halving")
    with pytest.raises(UnsupportedError, match="Halving"):
        engine.optimizers.deserialize(config)
    with engine.saving.custom_object_scope({"Halving": halving}):
        again = engine.optimizers.deserialize(config)
    assert again.learning_rate == 0.5
    with pytest.raises(NotImplementedError, match="needs __call__"):
        schedules.LearningRateSchedule()(0)
