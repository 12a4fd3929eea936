"""Graphs: order, calls of layers, mistakes, models cut out of others."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import numpy as np
import pytest

import engine
from engine import layers
from engine.errors import GraphError
from engine.graph.cutting import begins_within, cut
from engine.graph.network import Network
from engine.graph.symbolic import KerasTensor, call_at


def test_nodes_run_after_those_they_need() -> None:
    a, b = engine.Input((4,)), engine.Input((4,))
    h = layers.Dense(4)(a)
    both = layers.add([h, layers.multiply([h, b])])
    out = layers.Dense(4)(layers.add([both, a]))
    network = Network([b, a], [out, h])
    place = {id(node): i for i, node in enumerate(network.nodes)}
    for node in network.nodes:
        for parent in node.parents:
            assert place[id(parent)] < place[id(node)]
    assert len(network.nodes) == 7


def test_calls_of_a_shared_layer_are_numbered_in_the_graph() -> None:
    shared = layers.Dense(4)
    a = engine.Input((4,))
    elsewhere = shared(engine.Input((4,)))
    first, second = shared(a), shared(layers.Dense(4)(a))
    network = Network(a, [second, first])
    assert elsewhere.producer not in network.nodes_of(shared)
    assert [network.call_index(t.producer) for t in (first, second)] == [0, 1]
    assert network.layers.count(shared) == 1


def test_graphs_of_thousands_of_layers() -> None:
    a = engine.Input((2,))
    x: Any = a
    for _ in range(3000):
        x = layers.Activation("relu")(x)
    network = Network(a, x)
    assert len(network.layers) == 3001


def test_a_cycle_is_found() -> None:
    a = engine.Input((4,))
    first = layers.Dense(4, name="first")
    out = layers.Dense(4)(first(a))
    # Calling layers cannot make one; a damaged graph may have one.
    call_at(first, 0).inputs[0] = out
    with pytest.raises(GraphError, match='The graph has a cycle through layer "'):
        Network(a, out)


def test_a_tensor_from_nowhere() -> None:
    lost = KerasTensor((None, 4), name="lost")
    message = r'Tensor "lost" does not come from a layer. .* keras.Input\(shape=...\)'
    with pytest.raises(GraphError, match=message):
        Network(engine.Input((4,)), layers.Dense(2)(lost))


def test_outputs_apart_from_the_inputs() -> None:
    a = engine.Input((4,), name="a")
    other = layers.Dense(2)(engine.Input((4,), name="b"))
    with pytest.raises(GraphError, match='depend on input "b", which is not among'):
        Network(a, other)


def test_a_graph_cannot_begin_at_one_output_and_use_another() -> None:
    sequence = engine.Input((5, 3))
    recurrent = layers.LSTM(4, return_state=True, name="lstm")
    output, state, _ = recurrent(sequence)
    with pytest.raises(GraphError, match='depend on input "lstm"'):
        Network(output, layers.add([output, state]))


def test_cutting_copies_the_calls_behind_the_cut() -> None:
    a, b = engine.Input((4,)), engine.Input((4,), name="b")
    h = layers.Dense(4, name="h")(a)
    shared = layers.Dense(4, name="s")
    out = shared(layers.add([shared(h), b], name="sum"))
    whole = Network([h, b], [out])
    assert begins_within(whole)
    made: list[KerasTensor] = []

    def make_input(tensor: KerasTensor) -> KerasTensor:
        made.append(tensor)
        return engine.Input(batch_shape=tensor.shape, name="cut")

    part = Network(*cut(whole, make_input))
    assert made == [h]
    assert not begins_within(part)
    assert [layer.name for layer in part.layers] == ["cut", "s", "b", "sum"]
    assert part.inputs[1] is b
    assert part.layers[1] is shared
    assert not begins_within(Network([a, b], [out]))


def test_a_cut_in_the_middle_gives_the_numbers_of_the_whole() -> None:
    x = np.random.default_rng(0).normal(size=(3, 4)).astype("float32")
    a = engine.Input((4,))
    h = layers.Dense(5, activation="tanh")(a)
    k = layers.Dense(5)(h)
    out = layers.Dense(2)(layers.add([h, k]))
    whole = engine.Model(a, [h, k, out])
    hidden, second, expected = whole.predict(x, verbose=0)
    tail = engine.Model([h, k], out)
    np.testing.assert_allclose(tail.predict([hidden, second], verbose=0), expected)
    assert tail.count_params() == 12


def test_layers_keep_nothing_of_their_calls() -> None:
    layer = layers.Dense(2)
    a = engine.Input((4,))
    node = weakref.ref(layer(a).producer)
    gc.collect()
    assert node() is None
    with pytest.raises(AttributeError):
        call_at(layer, 0)
    model = engine.Model(a, layer(a))
    assert layer.output is model.output
    alive = weakref.ref(layer)
    del layer, model
    gc.collect()
    assert alive() is None
