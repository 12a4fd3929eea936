"""LSTM: both loops, dropout as in Keras, masks, memory, and errors."""

from typing import Any

import numpy as np
import pytest

from engine.activations import Activation, tanh
from engine.errors import OptionError, ShapeError
from engine.graph.context import Context, Gradients
from engine.kernels.lstm import LstmLoop
from engine.kernels.lstm_general import GeneralLstmLoop
from engine.layers import LSTM, Embedding, Input
from engine.random import generator


def same_but_unusual() -> Activation:
    """Tanh under another name, so that the general loop is taken."""
    return Activation("other", "Tanh.", tanh.forward, tanh.backward)


def cell_of(context: Context) -> Context:
    """Where the cell keeps what it needs within a call of its layer."""
    found: Context = context["inner"]
    return found


class Run:
    """One training step of a layer, with everything it gives."""

    def __init__(
        self,
        layer: LSTM,
        weights: Any,
        *,
        shape: tuple[int, int, int] = (4, 5, 3),
        mask: Any = None,
        context: Context | None = None,
    ) -> None:
        layer.ensure_built((None, *shape[1:]))
        if weights is not None:
            layer.set_weights(weights)
        if context is None:
            views = [np.empty_like(v.value) for v in layer.weights]
            context = Context(layer.make_generator(3), Gradients(layer.weights, views))
            context.training = True
        self.context = context
        gradients = context.gradients
        assert gradients is not None
        context.mask = mask
        x = generator(1).standard_normal(shape).astype(layer.dtype)
        y = layer.forward(x, context)
        self.outputs = [a.copy() for a in (y if isinstance(y, list) else [y])]
        rng = generator(2)
        dys = [rng.standard_normal(a.shape).astype(a.dtype) for a in self.outputs]
        gradients.begin()
        dx = layer.backward(dys if layer.return_state else dys[0], context)
        assert dx is not None
        self.all = [*self.outputs, dx.copy(), *(gradients[v] for v in layer.weights)]
        self.all = [a.copy() for a in self.all]

    def assert_same_as(self, other: "Run", rtol: float = 1e-10) -> None:
        for one, two in zip(self.all, other.all, strict=True):
            np.testing.assert_allclose(one, two, rtol=rtol, atol=rtol)


OPTIONS: list[dict[str, Any]] = [
    {},
    {"return_sequences": True},
    {"return_sequences": True, "return_state": True, "go_backwards": True},
    {"return_state": True, "use_bias": False},
    {"dropout": 0.5, "go_backwards": True},
    {"return_sequences": True, "zero_output_for_mask": True},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("features", [3, 300], ids=["narrow", "wide"])
def test_both_loops_agree(options: dict[str, Any], masked: bool, features: int) -> None:
    mask = None
    if masked:
        mask = generator(5).random((4, 5)) < 0.6
    usual = LSTM(3, dtype="float64", **options)
    general = LSTM(3, activation=same_but_unusual(), dtype="float64", **options)
    shape = (4, 5, features)
    one = Run(usual, None, shape=shape, mask=mask)
    two = Run(general, usual.get_weights(), shape=shape, mask=mask)
    assert isinstance(cell_of(one.context)["loop"], LstmLoop)
    assert isinstance(cell_of(two.context)["loop"], GeneralLstmLoop)
    one.assert_same_as(two)


@pytest.mark.parametrize("make", [LstmLoop, GeneralLstmLoop])
def test_initial_states_and_their_gradients(make: Any) -> None:
    """The loop started half way gives what the whole loop gives."""
    rng = generator(7)
    n, steps, features, units = 3, 6, 4, 2
    x = rng.standard_normal((n, steps, features))
    weights = [
        rng.standard_normal(shape)
        for shape in ((features, 4 * units), (units, 4 * units), (4 * units,))
    ]

    def loop(length: int) -> Any:
        extra: dict[str, Any] = {"keeps_history": True, "keeps_sequence": False}
        if make is GeneralLstmLoop:
            from engine.activations import sigmoid

            extra = {"activation": tanh, "recurrent_activation": sigmoid}
        shape = (n, length, features)
        memory = Context(rng).buffer
        return make(memory, shape, units, np.float64, reverse=False, **extra)

    dh, dc = rng.standard_normal((2, n, units))
    whole = loop(steps)
    whole.forward(x, *weights)
    whole.backward(weights[1], None, [dh, dc])
    first, second = loop(2), loop(4)
    first.forward(x[:, :2], *weights)
    second.forward(x[:, 2:], *weights, None, first.last)
    np.testing.assert_allclose(second.last, whole.last)
    second.backward(weights[1], None, [dh, dc])
    first.backward(weights[1], None, second.initial_gradient())
    parts = [part.input_gradient(weights[0]) for part in (first, second)]
    np.testing.assert_allclose(
        np.concatenate(parts, axis=1), whole.input_gradient(weights[0])
    )


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("n", [1, 3])
def test_predictions_without_history_are_the_same(
    options: dict[str, Any], n: int
) -> None:
    """A context that nobody derives keeps less, and gives the same numbers."""
    layer = LSTM(3, **options)
    layer.ensure_built((None, 6, 2))
    x = generator(1).standard_normal((n, 6, 2), dtype=np.float32)
    mask = generator(2).random((n, 6)) < 0.6
    keeping, bare = Context(generator(0)), Context(generator(0))
    bare.input_wanted = [False]
    for m in (None, mask):
        keeping.mask = bare.mask = m
        one, other = layer.forward(x, keeping), layer.forward(x, bare)
        for a, b in zip(
            one if isinstance(one, list) else [one],
            other if isinstance(other, list) else [other],
            strict=True,
        ):
            np.testing.assert_array_equal(a, b)
    kept = cell_of(bare)._memory["c"].size
    assert kept < cell_of(keeping)._memory["c"].size


def test_lengths_and_batches_may_change_from_call_to_call() -> None:
    layer = LSTM(3, return_sequences=True)
    fresh = {}
    shapes = [(4, 5, 2), (2, 5, 2), (4, 9, 2), (1, 1, 2), (4, 5, 2)]
    Run(layer, None, shape=shapes[0])
    weights = layer.get_weights()
    for shape in shapes:
        fresh[shape] = Run(layer, weights, shape=shape)
    context = fresh[shapes[0]].context
    for length in range(1, 14):  # more shapes than are kept
        Run(layer, weights, shape=(2, length, 2), context=context)
    for shape in shapes:
        again = Run(layer, weights, shape=shape, context=context)
        again.assert_same_as(fresh[shape], rtol=0)


def test_a_mask_that_leaves_nothing_out_changes_nothing() -> None:
    layer = LSTM(3, return_sequences=True)
    plain = Run(layer, None)
    masked = Run(layer, layer.get_weights(), mask=np.ones((4, 5), bool))
    masked.assert_same_as(plain, rtol=0)


def test_masked_steps_are_as_if_they_were_not_there() -> None:
    layer = LSTM(3)
    layer.ensure_built((None, 6, 2))
    x = generator(1).standard_normal((1, 6, 2), dtype=np.float32)
    mask = np.array([[True, False, True, True, False, False]])
    context = Context(generator(0))
    context.mask = mask
    short = layer.forward(x[:, mask[0]], Context(generator(0)))
    np.testing.assert_allclose(layer.forward(x, context), short, rtol=1e-6)
    x[:, ~mask[0]] = np.nan
    np.testing.assert_allclose(layer.forward(x, context), short, rtol=1e-6)


def test_masks_go_on_with_sequences_only() -> None:
    mask = np.ones((2, 3), bool)
    assert LSTM(2).compute_mask(None, mask) is None
    assert LSTM(2, return_sequences=True).compute_mask(None, mask) is mask
    both = LSTM(2, return_sequences=True, return_state=True)
    assert both.compute_mask(None, mask) == [mask, None, None]


@pytest.mark.parametrize(
    ("dropout", "recurrent_dropout"), [(0.5, 0.0), (0.0, 0.5), (0.4, 0.6)]
)
def test_dropout_is_where_keras_has_it(
    dropout: float, recurrent_dropout: float
) -> None:
    """From the same patterns: the same outputs and gradients as Keras in training."""
    keras = pytest.importorskip("keras")
    jax = pytest.importorskip("jax")
    layer = LSTM(
        3, dropout=dropout, recurrent_dropout=recurrent_dropout, return_sequences=True
    )
    ours = Run(layer, None)
    memory = cell_of(ours.context)._memory
    theirs = keras.layers.LSTM.from_config(layer.get_config())
    theirs.build((None, 5, 3))
    theirs.set_weights(layer.get_weights())
    if recurrent_dropout:
        shape = (4, 4, 3)
        state = list(memory["state_factors"].reshape(shape))
        input_ = list(memory["input_factors"].reshape(shape)) if dropout else None
    else:
        state, input_ = None, memory["input_factors"].reshape(4, 3)
    x = generator(1).standard_normal((4, 5, 3)).astype(np.float32)
    dy = generator(2).standard_normal((4, 5, 3)).astype(np.float32)

    def forward(weights: Any, x: Any) -> Any:
        # Keras draws patterns once a call and keeps them there; ours take their place.
        theirs.cell._dropout_mask = input_
        theirs.cell._recurrent_dropout_mask = state
        states = [v.value for v in theirs.non_trainable_variables]
        return theirs.stateless_call(weights, states, x, training=True)[0]

    weights = [v.value for v in theirs.trainable_variables]
    y, pull_back = jax.vjp(forward, weights, x)
    dw, dx = pull_back(dy)
    for one, other in zip(ours.all, [y, dx, *dw], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)
    zeros = memory["state_factors" if recurrent_dropout else "input_factors"] == 0
    assert zeros.any()


def test_patterns_of_dropout_are_the_same_at_all_steps() -> None:
    layer = LSTM(2, dropout=0.5)
    run = Run(layer, None, shape=(6, 7, 5))
    dropped = cell_of(run.context)["x"] == 0
    assert dropped.any()
    assert (dropped == dropped[:, :1]).all()


def test_one_is_the_first_bias_of_the_forget_gate() -> None:
    layer = LSTM(2, bias_initializer="zeros")
    layer.ensure_built((None, 3, 1))
    np.testing.assert_array_equal(layer.cell.bias.value, [0, 0, 1, 1, 0, 0, 0, 0])
    other = LSTM(2, unit_forget_bias=False)
    other.ensure_built((None, 3, 1))
    assert not other.cell.bias.value.any()


@pytest.mark.parametrize("shape", [(None, 4), (None, 3, 4, 5)])
def test_inputs_that_are_no_sequences(shape: Any) -> None:
    with pytest.raises(ShapeError) as caught:
        LSTM(2, name="l").compute_output_shape(shape)
    assert str(caught.value) == (
        f'LSTM "l": needs an input with 2 axes per sample. Received shape {shape}. Its '
        "axes are steps and features; put a Reshape or an Embedding before it."
    )


def test_options_of_keras_that_change_no_number() -> None:
    layer = LSTM(2, unroll=True, use_cudnn="auto", implementation=1, stateful=False)
    assert "unroll" not in layer.get_config()
    with pytest.raises(OptionError, match="by position"):
        LSTM(2, *[None] * 22)


def test_cost_counts_every_step() -> None:
    layer = LSTM(32)
    layer(Embedding(10, 512)(Input((100,), dtype="int32")))
    assert layer.multiply_adds((None, 100, 512)) == 100 * (512 + 32) * 128
