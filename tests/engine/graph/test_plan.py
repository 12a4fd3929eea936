"""Plans: order, gradients that are added up or not needed, memory that is kept."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest

import engine
from engine import layers
from engine.errors import ShapeError
from engine.graph.context import Context, Gradients
from engine.graph.network import Network
from engine.graph.plan import Plan
from engine.random import generator


def numeric(network: Network, x: Any, weights: Any, dy: Any) -> Any:
    """Return central differences of ``sum(dy * outputs)`` by one array."""
    result = np.zeros_like(weights)
    for place in np.ndindex(weights.shape):
        values = []
        for step in (1e-6, -1e-6):
            before = weights[place]
            weights[place] = before + step
            outputs = Plan(network, seed=0).forward([a.copy() for a in x])
            values.append(
                sum(float((d * o).sum()) for d, o in zip(dy, outputs, strict=True))
            )
            weights[place] = before
        result[place] = (values[0] - values[1]) / 2e-6
    return result


def tangled() -> Network:
    """Shared layers and models, one tensor used thrice and given out, too."""
    options = {"dtype": "float64"}
    a = engine.Input((3,), dtype="float64")
    b = engine.Input((3,), dtype="float64")
    shared = layers.Dense(3, activation="tanh", **options)
    i = engine.Input((3,), dtype="float64")
    inner = engine.Model(i, shared(layers.Dense(3, activation="sigmoid", **options)(i)))
    h = shared(a)
    mixed = layers.Add(**options)([h, inner(b), inner(h)])
    out = layers.Concatenate(**options)([layers.Multiply(**options)([mixed, h]), b])
    return Network([a, b], [out, h, layers.Dense(2, **options)(mixed)])


def test_gradients_of_a_tangled_graph(rng: np.random.Generator) -> None:
    network = tangled()
    variables = list(
        {id(v): v for layer in network.layers for v in layer.weights}.values()
    )
    for variable in variables:
        variable.assign(rng.normal(size=variable.shape))
    views = [np.full(v.shape, np.nan) for v in variables]
    gradients = Gradients(variables, views)
    plan = Plan(network, gradients, wants_input_gradients=True, seed=0)
    x = [rng.normal(size=(4, 3)) for _ in range(2)]
    for _ in range(2):  # the second pass uses the memory of the first
        outputs = plan.forward(x)
        dy = [rng.normal(size=o.shape) for o in outputs]
        gradients.begin()
        dx = plan.backward([d.copy() for d in dy])
        gradients.finish()
        for variable, view in zip(variables, views, strict=True):
            expected = numeric(network, x, variable.value, dy)
            np.testing.assert_allclose(view, expected, rtol=1e-6, atol=1e-8)
        for array, found in zip(x, dx, strict=True):
            expected = numeric(network, x, array, dy)
            np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-8)


def test_an_output_without_loss_gives_no_gradient(rng: np.random.Generator) -> None:
    network = tangled()
    unused = network.outputs[2].producer.layer
    gradients = Gradients(
        unused.weights, [np.full(v.shape, np.nan) for v in unused.weights]
    )
    plan = Plan(network, gradients, seed=0)
    outputs = plan.forward([rng.normal(size=(4, 3)) for _ in range(2)])
    gradients.begin()
    plan.backward([np.ones_like(outputs[0]), None, None])
    gradients.finish()
    for variable in unused.weights:
        assert np.all(gradients[variable] == 0)


def test_backward_runs_only_where_it_is_needed() -> None:
    ran: list[str] = []

    class Spy(layers.Dense, registers=False):
        def backward(self, dy: Any, ctx: Any) -> Any:
            ran.append(self.name)
            assert ctx.input_wanted == [self.name != "second"]
            return super().backward(dy, ctx)

    a = engine.Input((3,))
    first, second = Spy(3, name="first"), Spy(3, name="second")
    third = Spy(3, name="third")
    model = engine.Model(a, third(second(first(a))))
    first.trainable = False
    model.compile("sgd", "mse")
    x = np.ones((2, 3), "float32")
    model.train_on_batch(x, x)
    assert ran == ["third", "second"]


def test_a_pass_that_broke_off_leaves_nothing_behind() -> None:
    """What a shared layer has written, but nobody collected, must not be added."""
    shared = layers.Dense(3, use_bias=False)
    a = engine.Input((3,))
    out = shared(shared(a))
    model = engine.Model(a, out)
    [kernel] = model.weights
    gradients = Gradients([kernel], [np.zeros((3, 3), "float32")])
    gradients.begin()
    gradients.target(kernel)
    scratch = gradients.target(kernel)
    assert scratch is not None
    scratch.fill(1e9)
    gradients.begin()
    first = gradients.target(kernel)
    assert first is not None
    first.fill(1.0)
    gradients.collect()
    assert np.all(gradients[kernel] == 1)


def test_values_of_tensors_can_be_looked_at() -> None:
    a = engine.Input((3,))
    h = layers.Dense(4)(a)
    model = engine.Model(a, layers.Dense(1)(h))
    plan = Plan(model.network, seed=0)
    x = np.ones((2, 3), "float32")
    plan.forward([x])
    np.testing.assert_array_equal(plan.value_of(a), x)
    assert plan.value_of(h).shape == (2, 4)
    with pytest.raises(ShapeError, match="is not part of this graph"):
        plan.value_of(engine.Input((3,)))


def test_masks_are_those_of_the_present_pass() -> None:
    a = engine.Input((4, 2))
    plan = Plan(Network(a, layers.Activation("tanh")(a)), seed=0)
    x = np.ones((1, 4, 2), "float32")
    mask = np.array([[True, False, True, False]])
    plan.forward([x], [mask])
    np.testing.assert_array_equal(plan.output_masks[0], mask)
    plan.forward([x])
    assert plan.output_masks == [None]


def test_buffers_are_the_same_memory_at_every_pass() -> None:
    context = Context(generator(0))
    first = context.buffer("y", (8, 4))
    assert context.buffer("y", (8, 4)) is first
    smaller = context.buffer("y", (3, 4))
    assert np.shares_memory(smaller, first)
    larger = context.buffer("y", (9, 4))
    assert not np.shares_memory(larger, first)
    assert np.shares_memory(context.buffer("y", (8, 4)), larger)
    assert context.buffer("y", (8, 4), np.float64).dtype == np.float64
    assert not np.shares_memory(context.buffer("z", (8, 4)), larger)


def test_a_steady_step_of_training_allocates_no_arrays() -> None:
    """Of an MLP: nothing of the size of a batch or a weight, step after step."""
    a = engine.Input((256,))
    h = layers.Dense(256, activation="relu")(a)
    h = layers.Dense(256, activation="tanh")(h)
    model = engine.Model(a, layers.Dense(10, activation="softmax")(h))
    model.compile("adam", "sparse_categorical_crossentropy")
    rng = np.random.default_rng(0)
    x = rng.normal(size=(640, 256)).astype("float32")
    y = rng.integers(0, 10, 640)
    sizes: list[int] = []

    class Watch(engine.callbacks.Callback):
        def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
            tracemalloc.reset_peak()
            self.before = tracemalloc.get_traced_memory()[0]

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            sizes.append(tracemalloc.get_traced_memory()[1] - self.before)

    model.fit(x, y, batch_size=128, verbose=0)
    tracemalloc.start()
    try:
        model.fit(x, y, batch_size=128, epochs=2, verbose=0, callbacks=[Watch()])
    finally:
        tracemalloc.stop()
    assert len(sizes) == 10
    # NumPy buffers 8192 numbers at a time where it converts; the rest is Python's.
    numpy_buffer = 8192 * 4
    activations = 128 * 256 * 4
    del sizes[::5]  # the first step of an epoch puts the samples in order
    assert max(sizes) < numpy_buffer + 4096 < activations / 3
