"""Recurrent layers, cells and wrappers: the same lines on the engine and on Keras."""

from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import DataError, OptionError, ShapeError
from engine.graph.context import Context, Gradients
from engine.kernels.gru import GruLoop
from engine.layers import GRU, LSTM, RNN, Bidirectional, LSTMCell, SimpleRNN
from engine.layers.layer import Example, Layer
from engine.layers.time_distributed import TimeDistributed
from engine.random import generator
from engine.testing import check_layer
from tests.engine.with_keras import Cases, assert_close, assert_same, set_same_weights

keras = pytest.importorskip("keras")
jax = pytest.importorskip("jax")

same = Cases()
rng = np.random.default_rng(5)
X = rng.normal(size=(4, 5, 3)).astype(np.float32)
H = rng.normal(size=(4, 2)).astype(np.float32)
C = rng.normal(size=(4, 2)).astype(np.float32)
# One full row, one padded at the end, one with holes, one masked altogether.
MASK = np.array(
    [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [0, 1, 0, 1, 0], [0, 0, 0, 0, 0]], bool
)
FAMILIES = ["SimpleRNN", "GRU", "LSTM"]


def arrays(structure: Any) -> list[Any]:
    return [np.asarray(leaf) for leaf in keras.tree.flatten(structure)]


def weighted(layer: Any, *inputs: Any, **kwargs: Any) -> Any:
    """A layer that was called once and has the same weights in both."""
    layer(*inputs, **kwargs)
    return set_same_weights(layer)


def set_weights(model: Any) -> None:
    """Give both the same weights; a variance is none if it is negative."""
    set_same_weights(model)
    for variable in model.weights:
        if variable.name == "moving_variance":
            variable.assign(np.abs(np.asarray(variable)))


def trained(k: Any, model: Any, x: Any, steps: int = 3) -> Any:
    """Losses and weights of some steps, and what the model predicts then."""
    set_weights(model)
    model.compile(k.optimizers.SGD(0.1), "mse")
    y = [np.ones((4, *t.shape[1:]), np.float32) for t in model.outputs]
    losses = [model.train_on_batch(x, y) for _ in range(steps)]
    losses = [np.ravel(loss)[0] for loss in losses]
    return [losses, model.get_weights(), arrays(model.predict(x, verbose=0))]


# ------------------------------------------------------------------- cells


@same
def cells_on_arrays(k: Any) -> Any:
    L = k.layers
    results = []
    for cell, states in (
        (L.SimpleRNNCell(2), [H]),
        (L.SimpleRNNCell(2, activation="relu", use_bias=False), H),
        (L.GRUCell(2), [H]),
        (L.GRUCell(2, reset_after=False), H),
        (L.LSTMCell(2), [H, C]),
        (L.LSTMCell(2, activation="sigmoid"), (H, C)),
        (L.StackedRNNCells([L.GRUCell(2), L.LSTMCell(2)]), [H, [H, C]]),
    ):
        weighted(cell, X[:, 0], states)
        y, after = cell(X[:, 0], states)
        results += [arrays(y), arrays(after)]
    return results


@same
def cells_train_in_graphs(k: Any) -> Any:
    L = k.layers
    x, h, c = k.Input((3,)), k.Input((2,)), k.Input((2,))
    cell = L.LSTMCell(2)
    y, states = cell(x, [h, c])
    y, states = cell(x, states)
    z, state = L.GRUCell(2)(y, h)
    w, _ = L.SimpleRNNCell(2)(z, [state])
    return trained(k, k.Model([x, h, c], [w, states[1]]), [X[:, 0], H, C])


@same
def states_of_cells(k: Any) -> Any:
    L = k.layers
    stack = L.StackedRNNCells([L.LSTMCell(2), L.GRUCell(3)])
    return [
        arrays(L.LSTMCell(2).get_initial_state(batch_size=3)),
        arrays(stack.get_initial_state(batch_size=3)),
        [L.LSTMCell(2).state_size, stack.state_size[0], stack.output_size],
    ]


# ------------------------------------------------------------------ states


@same
def states_that_are_handed_in(k: Any) -> Any:
    results = []
    for name in FAMILIES:
        layer = weighted(getattr(k.layers, name)(2, return_state=True), X)
        states = [H, C] if name == "LSTM" else [H]
        results += [
            arrays(layer(X, initial_state=states)),
            arrays(layer(X, initial_state=states, mask=MASK)),
        ]
    layer = weighted(k.layers.GRU(2), X)
    results.append(np.asarray(layer(X, initial_state=H)))
    return results


@same
def states_that_are_symbols(k: Any) -> Any:
    """An encoder hands its states to a decoder; both train."""
    L = k.layers
    a, b, s = k.Input((5, 3)), k.Input((4, 3)), k.Input((2,))
    _, h, c = L.LSTM(2, return_state=True)(a)
    y = L.LSTM(2, return_sequences=True)(b, initial_state=[h, c])
    _, state = L.GRU(2, return_state=True, go_backwards=True)(a, initial_state=s)
    z = L.SimpleRNN(2)(y, initial_state=[state])
    model = k.Model([a, b, s], [y, z])
    return trained(k, model, [X, X[:, :4], H])


@same
def nested_states_of_a_stack(k: Any) -> Any:
    L = k.layers
    x = k.Input((5, 3))
    layer = L.RNN([L.LSTMCell(2), L.GRUCell(3)], return_state=True)
    y, (h, c), g = layer(x)
    model = k.Model(x, [y, h, c, g])
    set_same_weights(model)
    # The states of both cells, each with those of its own.
    again = L.RNN([L.LSTMCell(2), L.GRUCell(3)], return_sequences=True)
    z = again(x, initial_state=[[h, c], [g]])
    both = k.Model(x, [y, c, z])
    return [arrays(model(X)), trained(k, both, X)]


def test_constant_states_of_a_symbolic_sequence() -> None:
    for name in FAMILIES:
        layer = getattr(engine.layers, name)(2)
        states = [H, C] if name == "LSTM" else [H]
        x = engine.Input((5, 3))
        model = engine.Model(x, layer(x, initial_state=states))
        np.testing.assert_array_equal(
            model.predict(X, verbose=0), layer(X, initial_state=states)
        )


@pytest.mark.parametrize("cls", [SimpleRNN, GRU, LSTM])
@pytest.mark.parametrize("masked", [False, True])
def test_gradients_of_states_that_are_handed_in(cls: type[Layer], masked: bool) -> None:
    """Also where the loop is another one: activations, dropout, several outputs."""
    states = 2 if cls is LSTM else 1
    mask = [MASK[:3], *[None] * states] if masked else None
    for example in cls.examples:
        shape = (5, example.input_shapes[0][1])
        units = example.options["units"]
        with_states = Example(example.options, (shape, *[(units,)] * states))
        check_layer(cls, with_states, mask=mask, training=True)


def test_states_of_the_wrong_shape() -> None:
    with pytest.raises(ShapeError) as caught:
        LSTM(2, name="l")(X, initial_state=[H])
    assert str(caught.value) == (
        'LSTM "l": initial_state must have the shapes (None, 2), (None, 2). '
        "Received (4, 2)."
    )
    with pytest.raises(ShapeError, match=r"initial_state must have the shapes"):
        GRU(3)(X, initial_state=H)
    with pytest.raises(ShapeError, match=r'"c": needs 2 states of the sizes 2, 2'):
        LSTMCell(2, name="c")(X[:, 0], [H])
    with pytest.raises(ShapeError, match=r"needs the states before it"):
        LSTMCell(2)(X[:, 0])
    with pytest.raises(ShapeError, match=r"call it with one sequence"):
        LSTM(2)([X, H, C])


# ---------------------------------------------------------------- stateful


@same
def states_that_are_kept(k: Any) -> Any:
    results = []
    for name in FAMILIES:
        layer = getattr(k.layers, name)(2, stateful=True, return_sequences=True)
        weighted(layer, X)
        layer.reset_state()
        results += [np.asarray(layer(X)), np.asarray(layer(X, mask=MASK))]
        results.append(arrays([s.numpy() for s in layer.states]))
        layer.reset_state()
        results.append(np.asarray(layer(X)))
    wrapped = k.layers.Bidirectional(k.layers.GRU(2, stateful=True))
    weighted(wrapped, X)
    wrapped.reset_state()
    return [*results, np.asarray(wrapped(X)), np.asarray(wrapped(X))]


def test_states_go_from_batch_to_batch_in_predict_and_fit() -> None:
    x = engine.Input(batch_shape=(4, 5, 3))
    layer = LSTM(2, stateful=True)
    model = engine.Model(x, layer(x))
    long = np.concatenate([X, X[::-1]], axis=1)
    whole = LSTM(2)
    whole.ensure_built((None, 10, 3))
    whole.set_weights(layer.get_weights())
    parts = model.predict(np.concatenate([X, X[::-1]]), batch_size=4, verbose=0)
    np.testing.assert_allclose(parts[4:], whole(long), rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(parts[4:], layer.states[0].numpy())
    layer.reset_state()
    assert not layer.states[0].numpy().any()
    model.compile("sgd", "mse")
    model.fit(X, np.zeros((4, 2)), batch_size=4, epochs=2, shuffle=False, verbose=0)
    assert layer.states[0].numpy().any()
    assert [v.name for v in layer.weights] == ["kernel", "recurrent_kernel", "bias"]


def test_kept_states_need_one_size_of_batch() -> None:
    with pytest.raises(ShapeError, match=r'"l": is stateful, so it needs a fixed'):
        LSTM(2, stateful=True, name="l")(engine.Input((5, 3)))
    layer = LSTM(2, stateful=True, name="l")
    layer(X)
    with pytest.raises(DataError, match=r"batches of 4 samples\. Received one of 3"):
        layer(X[:3])


# ------------------------------------------------------------------- masks


@same
def masks_of_all_kinds(k: Any) -> Any:
    """Full, padded, with holes, and nothing at all."""
    L = k.layers
    both = {"return_sequences": True, "return_state": True}
    layers = [
        L.SimpleRNN(2, go_backwards=True, return_sequences=True),
        L.GRU(2, return_sequences=True, zero_output_for_mask=True),
        L.LSTM(2, zero_output_for_mask=True, return_state=True),
        L.RNN([L.GRUCell(2), L.LSTMCell(3)], return_sequences=True),
        L.Bidirectional(L.LSTM(2, **both), merge_mode="sum"),
        L.Bidirectional(L.GRU(2, **both), merge_mode=None),
        L.Bidirectional(L.SimpleRNN(2), merge_mode="ave"),
    ]
    return [arrays(weighted(layer, X)(X, mask=MASK)) for layer in layers]


@same
def masks_go_on(k: Any) -> Any:
    L = k.layers
    x = k.Input((5,), dtype="int32")
    y = L.Embedding(9, 3, mask_zero=True)(x)
    y = L.Bidirectional(L.GRU(2, return_sequences=True))(y)
    y = L.TimeDistributed(L.Dense(3))(y)
    y = L.Bidirectional(L.LSTM(2, return_sequences=True), merge_mode="sum")(y)
    y = L.RNN(L.SimpleRNNCell(3))(y)
    tokens = np.array([[1, 2, 3, 4, 5], [6, 7, 0, 0, 0], [8, 0, 1, 0, 0], [0] * 5])
    return trained(k, k.Model(x, y), tokens)


def test_a_mask_of_the_wrong_shape() -> None:
    with pytest.raises(ShapeError, match=r'GRU "g": the mask must have one entry'):
        GRU(2, name="g")(X, mask=MASK[:, :3])


# ----------------------------------------------------------------- dropout


@pytest.mark.parametrize(
    ("name", "rates", "after"),
    [
        ("SimpleRNN", (0.4, 0.6), True),
        ("GRU", (0.5, 0.0), True),
        ("GRU", (0.4, 0.6), True),
        ("GRU", (0.0, 0.5), False),
    ],
)
def test_dropout_is_where_keras_has_it(
    name: str, rates: tuple[float, float], after: bool
) -> None:
    """From the same patterns: the same outputs and gradients as Keras in training."""
    options: dict[str, Any] = {"dropout": rates[0], "recurrent_dropout": rates[1]}
    if name == "GRU":
        options["reset_after"] = after
    ours = getattr(engine.layers, name)(3, return_sequences=True, **options)
    ours.ensure_built((None, 5, 3))
    set_same_weights(ours)
    views = [np.empty_like(v.value) for v in ours.weights]
    gradients = Gradients(ours.weights, views)
    context = Context(generator(3), gradients)
    context.training = True
    y = ours.forward(X, context)
    dy = np.random.default_rng(2).normal(size=y.shape).astype(np.float32)
    gradients.begin()
    dx = ours.backward(dy, context)

    theirs = getattr(keras.layers, name).from_config(ours.get_config())
    theirs.build((None, 5, 3))
    theirs.set_weights(ours.get_weights())
    memory = context["inner"]._memory
    gates = ours.cell.gates if rates[1] else 1

    def pattern(buffer: str) -> Any:
        if buffer not in memory:
            return None
        parts = memory[buffer].reshape(gates, 4, 3)
        return list(parts) if len(parts) > 1 else parts[0]

    def forward(weights: Any, x: Any) -> Any:
        # Keras draws patterns once a call and keeps them there; ours take their place.
        theirs.cell._dropout_mask = pattern("input_factors")
        theirs.cell._recurrent_dropout_mask = pattern("state_factors")
        states = [v.value for v in theirs.non_trainable_variables]
        return theirs.stateless_call(weights, states, x, training=True)[0]

    weights = [v.value for v in theirs.trainable_variables]
    expected, pull_back = jax.vjp(forward, weights, X)
    dw, expected_dx = pull_back(dy)
    found = [y, dx, *(gradients[v] for v in ours.weights)]
    for one, other in zip(found, [expected, expected_dx, *dw], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("cls", [SimpleRNN, GRU, LSTM])
def test_share_of_what_is_dropped(cls: Any) -> None:
    layer = cls(50, dropout=0.3, recurrent_dropout=0.6)
    layer.ensure_built((None, 2, 40))
    context = Context(generator(1))
    context.training = True
    layer.forward(np.ones((60, 2, 40), np.float32), context)
    memory = context["inner"]._memory
    for name, rate in (("input_factors", 0.3), ("state_factors", 0.6)):
        factors = memory[name]
        assert np.mean(factors == 0) == pytest.approx(rate, abs=0.03)
        np.testing.assert_allclose(factors[factors > 0], 1 / (1 - rate), rtol=1e-6)


@same
def a_rate_of_one(k: Any) -> Any:
    """An LSTM takes it for none, in Keras, too."""
    results = []
    for name in ("SimpleRNN", "LSTM"):
        layer = weighted(getattr(k.layers, name)(2, dropout=1.0), X)
        results.append(np.asarray(layer(X, training=True)))
    return results


def test_seeds_repeat_what_is_dropped() -> None:
    for make in (
        lambda: GRU(3, dropout=0.5, seed=3),
        lambda: RNN([LSTMCell(2), LSTMCell(3, dropout=0.5, seed=3)]),
        lambda: Bidirectional(LSTM(3, dropout=0.5, seed=4)),
    ):
        one, two = (set_same_weights(built(make())) for _ in range(2))
        np.testing.assert_array_equal(one(X, training=True), two(X, training=True))


def built(layer: Any) -> Any:
    layer(X)
    return layer


# ------------------------------------------------------- cells of one's own


def minimal_cell(k: Any) -> Any:
    class MinimalCell(k.layers.Layer):
        def __init__(self, units: int, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units
            self.state_size = units

        def build(self, input_shape: Any) -> None:
            self.kernel = self.add_weight(
                shape=(input_shape[-1], self.units), name="kernel"
            )
            self.recurrent_kernel = self.add_weight(
                shape=(self.units, self.units), name="recurrent_kernel"
            )

        def call(self, inputs: Any, states: Any) -> Any:
            h = k.ops.matmul(inputs, self.kernel)
            output = h + k.ops.matmul(states[0], self.recurrent_kernel)
            return output, [output]

    return MinimalCell


def two_state_cell(k: Any) -> Any:
    class TwoStates(k.layers.Layer):
        def __init__(self, units: int, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.state_size = [units, units]
            self.output_size = units
            self.dense = k.layers.Dense(units, activation="tanh")

        def build(self, input_shape: Any) -> None:
            self.dense.build((None, input_shape[-1] + self.output_size))

        def call(self, x: Any, states: Any, training: bool = False) -> Any:
            h, c = states
            y = self.dense(k.ops.concatenate([x, h], axis=-1))
            return y, [y, c * 0.5 + y]

        def get_initial_state(self, batch_size: int | None = None) -> Any:
            shape = (batch_size, self.output_size)
            return [k.ops.ones(shape), k.ops.zeros(shape)]

    return TwoStates


@same
def cells_of_ones_own(k: Any) -> Any:
    L = k.layers
    results = []
    for options in (
        {},
        {"return_sequences": True, "return_state": True, "go_backwards": True},
    ):
        for make in (
            lambda: minimal_cell(k)(2),
            lambda: [L.LSTMCell(2), minimal_cell(k)(3), two_state_cell(k)(2)],
        ):
            layer = weighted(L.RNN(make(), **options), X)
            for mask in (None, MASK):
                results += arrays(layer(X, mask=mask))
            results.append([tuple(v.shape) for v in layer.weights])
    return results


@same
def cells_of_ones_own_train(k: Any) -> Any:
    L = k.layers
    x, h = k.Input((5, 3)), k.Input((2,))
    y = L.RNN([minimal_cell(k)(3), two_state_cell(k)(2)], return_sequences=True)(x)
    y = L.Bidirectional(L.RNN(L.GRUCell(2), return_sequences=True))(y)
    z = L.RNN(minimal_cell(k)(2))(y, initial_state=[h])
    return trained(k, k.Model([x, h], z), [X, H])


def test_a_cell_with_its_own_backward() -> None:
    """The engine's way of writing a layer, step by step, with a mask."""

    class Leaky(Layer, registers=False):
        state_size = 3

        def build(self, input_shape: Any) -> None:
            self.rate = self.add_weight((3,), "ones", name="rate")

        def arrange_call(self, inputs: Any, states: Any) -> Any:
            return [inputs, *states], {}

        def compute_output_shape(self, input_shape: Any) -> Any:
            return [input_shape[0], input_shape[0]]

        def forward(self, x: Any, ctx: Context) -> Any:
            ctx.save(h=x[1])
            y = x[0] + self.rate.value * x[1]
            return [y, y]

        def backward(self, dy: Any, ctx: Context) -> Any:
            total = dy[0] + dy[1]
            if (target := ctx.gradient(self.rate)) is not None:
                np.copyto(target, (total * ctx["h"]).sum(axis=0))
            return [total, total * self.rate.value]

    layer = RNN(Leaky(), return_sequences=True)
    weighted(layer, X)
    y = np.asarray(layer(X))
    np.testing.assert_allclose(y[:, 1], X[:, 1] + layer.cell.rate.value * X[:, 0])


def test_what_a_cell_must_have() -> None:
    class Bare(Layer, registers=False):
        def call(self, inputs: Any, states: Any) -> Any:
            return inputs, states

    with pytest.raises(OptionError, match=r'Bare "b": a cell needs the attribute'):
        RNN(Bare(name="b"))

    class Wrong(Bare, registers=False):
        state_size = 2

        def call(self, inputs: Any, states: Any) -> Any:
            return inputs, [inputs]

    with pytest.raises(ShapeError, match=r"must return its output and states"):
        RNN(Wrong())(X)


# ---------------------------------------------------------------- wrappers


@same
def both_directions_train(k: Any) -> Any:
    L = k.layers
    x = k.Input((5, 3))
    outputs = []
    for mode in ("sum", "mul", "concat", "ave", None):
        y = L.Bidirectional(L.LSTM(2, return_sequences=True), merge_mode=mode)(x)
        outputs += arrays_or_one(y)
    outputs.append(L.Bidirectional(L.GRU(2))(L.Concatenate()(outputs)))
    return trained(k, k.Model(x, outputs), X, 2)


def arrays_or_one(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


@same
def both_directions_with_states(k: Any) -> Any:
    L = k.layers
    x, h, c = k.Input((5, 3)), k.Input((2,)), k.Input((2,))
    layer = L.Bidirectional(
        L.LSTM(2, return_state=True),
        backward_layer=L.LSTM(
            2, return_state=True, go_backwards=True, activation="relu"
        ),
    )
    y, *states = layer(x, initial_state=[h, c, c, h])
    return trained(k, k.Model([x, h, c], [y, *states]), [X, H, C])


@same
def names_of_both_directions(k: Any) -> Any:
    layer = k.layers.Bidirectional(k.layers.LSTM(2, name="x"), name="b")
    layer(X)
    plain = k.layers.LSTM(2, name="l")
    stack = k.layers.RNN([k.layers.GRUCell(2), k.layers.GRUCell(2)], name="r")
    inner = k.layers.TimeDistributed(k.layers.Dense(2, name="d"), name="t")
    for one in (plain, stack, inner):
        one(X)
    return [
        [layer.forward_layer.name, layer.backward_layer.name],
        [layer.forward_layer.go_backwards, layer.backward_layer.go_backwards],
        [v.path for one in (layer, plain, stack, inner) for v in one.weights],
    ]


def test_what_cannot_be_wrapped() -> None:
    with pytest.raises(OptionError, match=r"must be recurrent ones, such as LSTM"):
        Bidirectional(engine.layers.Dense(3))
    with pytest.raises(OptionError, match=r"must have go_backwards=True"):
        Bidirectional(LSTM(2), backward_layer=LSTM(2))
    with pytest.raises(OptionError, match=r"the same return_sequences"):
        Bidirectional(
            LSTM(2), backward_layer=LSTM(2, return_sequences=True, go_backwards=True)
        )
    layer = Bidirectional(
        LSTM(2), merge_mode="sum", backward_layer=LSTM(3, go_backwards=True)
    )
    with pytest.raises(OptionError, match=r"outputs of different shapes"):
        layer(X)
    with pytest.raises(ShapeError, match=r"Its first axis is that of the steps"):
        TimeDistributed(engine.layers.Dense(3))(H)


@same
def a_model_at_every_step(k: Any) -> Any:
    L = k.layers
    a = k.Input((3,))
    inner = k.Model(a, L.Dense(2)(L.BatchNormalization()(L.Dense(4)(a))))
    x = k.Input((5, 3))
    y = L.TimeDistributed(inner)(x)
    y = L.TimeDistributed(k.Sequential([L.Dense(2)]))(y)
    return trained(k, k.Model(x, y), X)


@same
def batch_normalization_at_every_step(k: Any) -> Any:
    """Statistics are those of each step, one after the other."""
    layer = k.layers.TimeDistributed(k.layers.BatchNormalization())
    layer(X)
    set_weights(layer)
    results = [np.asarray(layer(X, training=True)), layer.get_weights()]
    return [*results, np.asarray(layer(X))]


@same
def sequences_of_sequences(k: Any) -> Any:
    L = k.layers
    x = k.Input((2, 5, 3))
    y = L.TimeDistributed(L.LSTM(3, return_sequences=True))(x)
    y = L.TimeDistributed(L.Bidirectional(L.GRU(2)))(y)
    z = L.SimpleRNN(2)(y)
    return trained(k, k.Model(x, [y, z]), np.stack([X, X[::-1]], axis=1))


@same
def tokens_at_every_step(k: Any) -> Any:
    L = k.layers
    x = k.Input((2, 3), dtype="int32")
    y = L.TimeDistributed(L.Embedding(7, 2))(x)
    tokens = np.arange(24).reshape(4, 2, 3) % 7
    return trained(k, k.Model(x, L.Dense(1)(L.Flatten()(y))), tokens)


# ----------------------------------------------------------------- weights


@same
def constraints_and_penalties(k: Any) -> Any:
    L = k.layers
    options = {
        "kernel_constraint": k.constraints.MaxNorm(0.7),
        "recurrent_constraint": "unit_norm",
        "bias_constraint": "non_neg",
        "kernel_regularizer": "l2",
        "recurrent_regularizer": "l1",
        "activity_regularizer": k.regularizers.L2(0.1),
    }
    x = k.Input((5, 3))
    y = L.LSTM(2, return_sequences=True, **options)(x)
    y = L.Bidirectional(L.GRU(2, return_sequences=True, **options))(y)
    options.pop("activity_regularizer")  # Keras forgets that of a SimpleRNN
    return trained(k, k.Model(x, L.SimpleRNN(2, **options)(y)), X)


@same
def frozen_layers(k: Any) -> Any:
    L = k.layers
    layer = L.Bidirectional(L.GRU(2))
    weighted(layer, X)
    counts = [len(layer.trainable_weights)]
    layer.trainable = False
    counts += [len(layer.trainable_weights), len(layer.non_trainable_weights)]
    layer.forward_layer.trainable = True
    counts.append(len(layer.trainable_weights))
    return [counts, len(L.LSTM(2, trainable=False).trainable_weights)]


def test_steps_of_the_gated_unit_by_hand() -> None:
    """One unit, one feature, two steps, from the definition."""
    k, r, b = [0.5, -0.3, 0.8], [0.2, 0.4, -0.6], [0.1, 0.2, 0.3]
    x, h = [0.7, -1.1], 0.0
    for value in x:
        z, reset = (
            1 / (1 + np.exp(-(value * k[i] + h * r[i] + b[i]))) for i in range(2)
        )
        g = np.tanh(value * k[2] + reset * h * r[2] + b[2])
        h = z * h + (1 - z) * g
    for after in (False, True):
        from engine.activations import sigmoid, tanh

        loop = GruLoop(
            Context(generator(0)).buffer,
            (1, 2, 1),
            1,
            np.float64,
            reverse=False,
            activation=tanh,
            recurrent_activation=sigmoid,
            reset_after=after,
        )
        bias = np.array([b, [0.0] * 3]) if after else np.array(b)
        loop.forward(np.array([[[x[0]], [x[1]]]]), np.array([k]), np.array([r]), bias)
        np.testing.assert_allclose(loop.last[0], [[h]], rtol=1e-12)


# Combinations of what shorter tests and the examples of the layers show, too.
LONG = {both_directions_train, sequences_of_sequences, tokens_at_every_step}


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(run, id=name, marks=[pytest.mark.slow] if run in LONG else [])
        for name, run in same.items()
    ],
)
def test_the_same_as_keras(run: Any) -> None:
    if run is names_of_both_directions:
        assert_same(run)
    else:
        assert_close(run, rtol=1e-4, atol=2e-5)
