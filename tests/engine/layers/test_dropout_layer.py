"""Dropout: what is dropped, how often, and that it repeats."""

from typing import Any

import numpy as np
import pytest

from engine.errors import OptionError, ShapeError
from engine.graph.context import Context
from engine.graph.network import Network
from engine.graph.plan import Plan
from engine.layers import Dropout, Input
from engine.random import generator


def training_context(layer: Dropout, seed: int = 1) -> Context:
    context = Context(layer.make_generator(seed))
    context.training = True
    return context


@pytest.mark.parametrize("rate", [0.1, 0.25, 0.5, 0.9])
def test_share_and_size_of_what_is_kept(rate: float) -> None:
    layer = Dropout(rate)
    x = np.ones((200, 501), np.float32)
    y = layer.forward(x, training_context(layer))
    kept = y != 0
    deviation = np.sqrt(rate * (1 - rate) / x.size)
    assert abs(kept.mean() - (1 - rate)) < 4 * deviation
    np.testing.assert_allclose(y[kept], 1 / (1 - rate), rtol=1e-6)
    # Neighbours share the bits of one draw; they must be independent all the same.
    together = (kept[:, :-1] & kept[:, 1:]).mean()
    assert abs(together - (1 - rate) ** 2) < 6 * deviation


def test_gradients_pass_where_numbers_passed() -> None:
    layer = Dropout(0.4)
    context = training_context(layer)
    y = layer.forward(np.ones((5, 7), np.float32), context)
    np.testing.assert_array_equal(layer.backward(np.ones((5, 7), "f4"), context), y)


@pytest.mark.parametrize("rate", [0.0, 0.5])
def test_predictions_are_the_input_itself(rate: float) -> None:
    layer = Dropout(rate)
    context = Context(generator(1))
    x = np.ones((3, 4), np.float32)
    assert layer.forward(x, context) is x
    assert layer.backward(x, context) is x


def test_everything_is_dropped_at_rate_one() -> None:
    layer = Dropout(1.0)
    context = training_context(layer)
    assert not layer.forward(np.ones((3, 4), np.float32), context).any()
    assert not layer.backward(np.ones((3, 4), np.float32), context).any()


@pytest.mark.parametrize(
    "noise_shape", [(None, 1, None), (None, 1, 3), (32, 1, 3), (1, None), (1,)]
)
def test_patterns_repeat_along_axes_of_size_one(noise_shape: Any) -> None:
    layer = Dropout(0.5, noise_shape=noise_shape)
    y = layer.forward(np.ones((20, 4, 3), np.float32), training_context(layer))
    padded = (1,) * (3 - len(noise_shape)) + noise_shape
    for axis, size in enumerate(padded):
        first = np.take(y, [0], axis=axis)
        assert (y == first).all() == (size == 1)


@pytest.mark.parametrize("noise_shape", [(None, 2, None), (None, None, None, None)])
def test_patterns_that_do_not_fit(noise_shape: Any) -> None:
    with pytest.raises(ShapeError, match=r'Dropout "d": noise_shape .* does not fit'):
        Dropout(0.5, noise_shape=noise_shape, name="d")(Input((4, 3)))


def test_patterns_without_size_are_refused() -> None:
    with pytest.raises(OptionError, match="at least 1"):
        Dropout(0.5, noise_shape=(None, 0))


def run(layer: Dropout, seed: int, passes: int = 3) -> Any:
    x = Input((6,))
    plan = Plan(Network(x, layer(x)), training=True, seed=seed)
    return [plan.forward([np.ones((4, 6), "f4")])[0].copy() for _ in range(passes)]


def test_the_seed_of_the_plan_repeats_all_passes() -> None:
    one, other, different = (run(Dropout(0.5), seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one, other)
    assert not np.array_equal(one, different)
    assert not np.array_equal(one[0], one[1]), "every pass has a pattern of its own"


def test_a_seed_of_its_own_wins() -> None:
    one, other = run(Dropout(0.5, seed=9), seed=3), run(Dropout(0.5, seed=9), seed=4)
    np.testing.assert_array_equal(one, other)
    assert not np.array_equal(one, run(Dropout(0.5, seed=10), seed=3))


def test_the_generator_of_the_call_holds_all_the_state() -> None:
    """A run is resumed bit by bit from the state of ``context.rng``."""
    layer = Dropout(0.5, seed=2)
    context = training_context(layer)
    x = np.ones((3, 5), np.float32)
    layer.forward(x, context)
    state = context.rng.bit_generator.state
    expected = layer.forward(x, context).copy()
    resumed = training_context(layer)
    resumed.rng.bit_generator.state = state
    np.testing.assert_array_equal(layer.forward(x, resumed), expected)
