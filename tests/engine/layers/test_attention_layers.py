"""Attention under masks, in training and in files, beside Keras."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import OptionError, ShapeError
from engine.graph.context import Context, Gradients
from engine.layers import (
    AdditiveAttention,
    Attention,
    GroupQueryAttention,
    MultiHeadAttention,
)
from engine.layers.layer import Example, Layer
from engine.random import generator
from engine.testing import check_layer

keras = pytest.importorskip("keras")

RNG = np.random.default_rng(9)
Q = RNG.normal(0, 1, (2, 4, 8)).astype("f4")
V = RNG.normal(0, 1, (2, 5, 8)).astype("f4")
K = RNG.normal(0, 1, (2, 5, 8)).astype("f4")
Q_MASK = np.array([[1, 1, 0, 1], [1, 1, 1, 1]], bool)
V_MASK = np.array([[1, 0, 1, 0, 0], [1, 1, 1, 1, 0]], bool)
SEEN = RNG.random((2, 4, 5)) < 0.6
SEEN[0, 1] = False  # a query that may see nothing

HEADS = {"num_heads": 2, "key_dim": 3}
GROUPS = {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}


def as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def assert_close(ours: Any, theirs: Any) -> None:
    for one, other in zip(as_list(ours), as_list(theirs), strict=True):
        np.testing.assert_allclose(one, np.asarray(other), rtol=1e-5, atol=1e-6)


def same_weights(ours: Any, theirs: Any, seed: int = 3) -> None:
    rng = np.random.default_rng(seed)
    assert [(v.name, v.shape) for v in ours.weights] == [
        (v.name, tuple(v.shape)) for v in theirs.weights
    ]
    values = [rng.normal(0.1, 0.5, v.shape) for v in theirs.weights]
    ours.set_weights(values)
    theirs.set_weights(values)


# -------------------------------------------------- arguments of one call


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("MultiHeadAttention", HEADS),
        ("MultiHeadAttention", {**HEADS, "dropout": 0.5, "sliding_window": 2}),
        ("GroupQueryAttention", GROUPS),
    ],
)
def test_arguments_of_a_call_with_heads(name: str, options: dict[str, Any]) -> None:
    ours = getattr(engine.layers, name)(**options)
    theirs = getattr(keras.layers, name)(**options)
    ours(Q, V)
    theirs(Q, V)
    same_weights(ours, theirs)
    shares = {"return_attention_scores": True}
    for given in (
        {"key": K},
        {"value_mask": V_MASK},
        {"key": K, "key_mask": V_MASK, **shares},
        {"query_mask": Q_MASK},
        {"query_mask": Q_MASK, "value_mask": V_MASK, **shares},
        {"attention_mask": SEEN},
        {"attention_mask": SEEN.astype("f4"), **shares},
        {"attention_mask": SEEN[:, None]},
        {"use_causal_mask": True},
        {"use_causal_mask": True, "attention_mask": SEEN, "value_mask": V_MASK},
        {"use_causal_mask": True, **shares},
        {"return_attention_scores": False, "training": False},
    ):
        assert_close(ours(Q, V, **given), theirs(Q, V, **given))
    assert_close(ours(Q, V, K), theirs(Q, V, K))
    assert_close(ours(query=Q, value=V), theirs(query=Q, value=V))
    assert_close(ours([Q, V]), ours(Q, V))  # one list is taken, too


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("Attention", {"use_scale": True}),
        ("Attention", {"score_mode": "concat", "use_scale": True}),
        ("AdditiveAttention", {}),
    ],
)
def test_arguments_of_a_call_without_heads(name: str, options: dict[str, Any]) -> None:
    ours = getattr(engine.layers, name)(**options)
    theirs = getattr(keras.layers, name)(**options)
    ours([Q, V])
    theirs([Q, V])
    same_weights(ours, theirs)
    shares = {"return_attention_scores": True}
    for given in (
        {"mask": [Q_MASK, V_MASK]},
        {"mask": [None, V_MASK], **shares},
        {"mask": [Q_MASK, None], "use_causal_mask": True},
        {"mask": [Q_MASK, V_MASK], "use_causal_mask": True, **shares},
        {"use_causal_mask": True},
        shares,
    ):
        assert_close(ours([Q, V], **given), theirs([Q, V], **given))
    assert_close(ours([Q, V, K]), theirs([Q, V, K]))
    masks = [Q_MASK, V_MASK, None]
    assert_close(ours([Q, V, K], mask=masks), theirs([Q, V, K], mask=masks))


def test_attention_along_several_axes() -> None:
    x = RNG.normal(0, 1, (2, 3, 2, 4, 6)).astype("f4")
    y = RNG.normal(0, 1, (2, 3, 2, 4, 5)).astype("f4")
    for axes in (None, (1, 3), [-2], (2, 1)):
        ours = MultiHeadAttention(2, 3, attention_axes=axes)
        theirs = keras.layers.MultiHeadAttention(2, 3, attention_axes=axes)
        ours(x, y)
        theirs(x, y)
        same_weights(ours, theirs)
        asked = {"return_attention_scores": True}
        assert_close(ours(x, y, **asked), theirs(x, y, **asked))


@pytest.mark.parametrize(
    ("cls", "options"),
    [
        (MultiHeadAttention, {**HEADS, "use_gate": True, "value_dim": 2}),
        (GroupQueryAttention, GROUPS),
        (Attention, {"score_mode": "concat"}),
        (AdditiveAttention, {}),
    ],
)
@pytest.mark.parametrize("training", [False, True])
def test_gradients_with_shares_as_a_second_output(
    cls: type[Layer], options: dict[str, Any], training: bool
) -> None:
    """The contract of gradients, with options that only a call has."""

    class Asked(cls, registers=False):  # type: ignore[misc, valid-type]
        def compute_output_shape(self, input_shape: Any) -> Any:
            return list(self.call_output_shape(input_shape, {SHARES: True}))

        def call_output_shape(self, input_shape: Any, asked: Any) -> Any:
            output = super().compute_output_shape(input_shape)
            query, key = input_shape[0], input_shape[-1]
            if hasattr(self, "_heads"):
                return output, self._scores_shape(query, key)
            del asked
            return output, (*query[:-1], key[-2])

        def forward(self, x: Any, ctx: Context) -> Any:
            ctx.call_options = {SHARES: True, "use_causal_mask": True}
            return list(super().forward(x, ctx))

    example = Example({**options, "dropout": 0.3}, ((3, 4), (4, 4), (4, 4)))
    mask = [None, np.array([[1, 1, 0, 1]] * 3, bool), None]
    check_layer(Asked, example, training=training)
    check_layer(Asked, example, training=training, mask=mask)


SHARES = "return_attention_scores"


# ---------------------------------------------------------------- dropout


@pytest.mark.parametrize("cls", [MultiHeadAttention, Attention])
def test_dropout_drops_the_share_that_it_says(cls: Any) -> None:
    layer = cls(1, 64, dropout=0.3, seed=4) if cls is MultiHeadAttention else None
    layer = layer or Attention(dropout=0.3, seed=4)
    x = RNG.normal(0, 0.1, (8, 50, 16)).astype("f4")
    inputs = (x, x) if cls is MultiHeadAttention else ([x, x],)
    layer(*inputs)
    context = Context(layer.make_generator(1), Gradients([], []), 2)
    context.training = True
    layer.forward([x, x], context)
    factors = context["factors"]
    assert np.mean(factors == 0) == pytest.approx(0.3, abs=0.02)
    np.testing.assert_allclose(factors[factors != 0], 1 / 0.7, rtol=1e-6)
    trained = np.mean([layer(*inputs, training=True) for _ in range(20)], axis=0)
    np.testing.assert_allclose(trained, layer(*inputs), atol=0.05)


def test_shares_of_heads_are_those_before_dropout() -> None:
    """As in Keras: with heads the shares are whole, without they are what is left."""
    ask = {SHARES: True, "training": True}
    _, shares = MultiHeadAttention(1, 4, dropout=0.5)(Q, V, **ask)
    np.testing.assert_allclose(shares.sum(axis=-1), 1, rtol=1e-5)
    _, shares = Attention(dropout=0.5)([Q, V], **ask)
    assert np.any(shares == 0)


# ----------------------------------------------------------- whole models


def transformer(k: Any) -> Any:
    """Two blocks over a sequence with padding, a decoder that looks at it."""
    tokens = k.Input((6,), dtype="int32", name="tokens")
    others = k.Input((5, 8), name="others")
    x = k.layers.Embedding(20, 8, mask_zero=True)(tokens)
    for block in range(2):
        found = k.layers.MultiHeadAttention(
            2,
            3,
            activity_regularizer="l2" if block else None,
            kernel_constraint="max_norm",
        )(x, x)
        x = k.layers.LayerNormalization()(k.layers.Add()([x, found]))
    crossed, shares = k.layers.MultiHeadAttention(
        2, 4, use_gate=True, output_shape=(7,), name="crossed"
    )(others, x, key=x, use_causal_mask=True, return_attention_scores=True)
    grouped = k.layers.GroupQueryAttention(3, 4, 2)(crossed, crossed)
    dotted = k.layers.Attention(use_scale=True)([grouped, crossed])
    added = k.layers.AdditiveAttention()([dotted, crossed], use_causal_mask=True)
    read = k.layers.LSTM(3)(x)
    pooled = k.layers.Concatenate()([k.layers.Flatten()(added), read])
    outputs = [k.layers.Dense(2)(pooled), k.layers.Dense(2)(x), shares]
    model = k.Model([tokens, others], outputs)
    model.compile(k.optimizers.SGD(0.02), ["mse", "mse", None])
    return model


TOKENS = RNG.integers(1, 20, (40, 6))
TOKENS[:, 3:] *= RNG.random((40, 3)) < 0.6
X = [TOKENS, RNG.normal(0, 1, (40, 5, 8)).astype("f4")]
Y = [
    RNG.normal(0, 1, (40, 2)).astype("f4"),
    RNG.normal(0, 1, (40, 6, 2)).astype("f4"),
    np.zeros((40, 2, 5, 6), "f4"),
]


@pytest.fixture(scope="module")
def trained() -> tuple[Any, Any, list[float], list[float]]:
    """The model of the engine and that of Keras, trained alike for ten steps."""
    models, losses = [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for k in (engine, keras):
            k.utils.clear_session()
            models.append(transformer(k))
        same_weights(*models)
        for model in models:
            history = model.fit(
                X, Y, batch_size=8, epochs=2, shuffle=False, verbose=0
            ).history
            losses.append(history["loss"])
    return models[0], models[1], losses[0], losses[1]


def test_ten_steps_with_padding_are_those_of_keras(trained: Any) -> None:
    ours, theirs, losses, expected = trained
    np.testing.assert_allclose(losses, expected, rtol=1e-5)
    for v, real in zip(ours.weights, theirs.weights, strict=True):
        assert v.path == real.path
        np.testing.assert_allclose(
            v.numpy(), np.asarray(real), rtol=1e-4, atol=1e-5, err_msg=real.path
        )
    predicted = ours.predict(X, verbose=0), theirs.predict(X, verbose=0)
    for one, other in zip(*predicted, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
def test_files_of_either_are_read_by_the_other(trained: Any, tmp_path: Path) -> None:
    ours, theirs, _, _ = trained
    expected = theirs.predict(X, verbose=0)
    theirs.save(tmp_path / "theirs.keras")
    ours.save(tmp_path / "ours.keras")
    read = (
        engine.models.load_model(tmp_path / "theirs.keras"),
        keras.models.load_model(tmp_path / "ours.keras"),
    )
    for model in read:
        for one, other in zip(model.predict(X, verbose=0), expected, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)
    theirs.save_weights(tmp_path / "theirs.weights.h5")
    read[0].set_weights([np.zeros(v.shape) for v in read[0].weights])
    read[0].load_weights(tmp_path / "theirs.weights.h5")
    for one, other in zip(read[0].predict(X, verbose=0), expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@pytest.mark.filterwarnings("ignore")
def test_old_files_both_ways(tmp_path: Path) -> None:
    def build(k: Any) -> Any:
        x = k.Input((4, 8))
        h = k.layers.MultiHeadAttention(2, 3)(x, x)
        # Keras cannot read Attention: it takes score_mode="dot" for a function.
        return k.Model(x, k.layers.AdditiveAttention()([h, x]))

    ours, theirs = build(engine), build(keras)
    same_weights(ours, theirs)
    ours.save(tmp_path / "ours.h5")
    theirs.save(tmp_path / "theirs.h5")
    assert_close(ours.predict(Q, verbose=0), theirs.predict(Q, verbose=0))
    read = engine.models.load_model(tmp_path / "theirs.h5")
    assert_close(read.predict(Q, verbose=0), theirs.predict(Q, verbose=0))
    read = keras.models.load_model(tmp_path / "ours.h5")
    assert_close(ours.predict(Q, verbose=0), read.predict(Q, verbose=0))


def test_a_mask_that_is_a_tensor_and_one_that_is_constant() -> None:
    """As an input of the model, and as an array that belongs to the call."""
    layer = MultiHeadAttention(**HEADS)
    x, seen = engine.Input((4, 8)), engine.Input((4, 4), dtype="bool")
    triangle = np.tril(np.ones((1, 4, 4), bool))
    by_input = engine.Model([x, seen], layer(x, x, attention_mask=seen))
    by_array = engine.Model(x, layer(x, x, attention_mask=triangle))
    expected = layer(Q, Q, use_causal_mask=True)
    given = [Q, np.repeat(triangle, 2, axis=0)]
    assert_close(by_input.predict(given, verbose=0), expected)
    assert_close(by_array.predict(Q, verbose=0), expected)


def test_freezing_reaches_the_projections() -> None:
    layer = MultiHeadAttention(**HEADS)
    layer(Q, V)
    assert len(layer.trainable_weights) == 8
    layer.trainable = False
    assert layer.trainable_weights == []
    assert not layer.query_dense.trainable
    assert layer.count_params() == sum(v.size for v in layer.weights)


def test_shapes_of_symbols_are_those_of_arrays() -> None:
    for layer in (
        MultiHeadAttention(**HEADS, output_shape=(2, 3)),
        GroupQueryAttention(**GROUPS),
    ):
        symbols = layer(engine.Input((4, 8)), engine.Input((5, 8)), **{SHARES: True})
        arrays = layer(Q, V, **{SHARES: True})
        for symbol, array in zip(symbols, arrays, strict=True):
            assert symbol.shape == (None, *array.shape[1:])
    symbols = Attention()(
        [engine.Input((4, 8)), engine.Input((5, 8))], **{SHARES: True}
    )
    assert [s.shape for s in symbols] == [(None, 4, 8), (None, 4, 5)]


def test_steps_can_be_unknown() -> None:
    x = engine.Input((None, 8))
    h = MultiHeadAttention(**HEADS)(x, x, use_causal_mask=True)
    model = engine.Model(x, Attention()([h, x]))
    assert model.predict(Q, verbose=0).shape == (2, 4, 8)
    assert model.predict(V, verbose=0).shape == (2, 5, 8)


# ------------------------------------------------------------------ errors


def test_calls_that_do_not_fit() -> None:
    heads = MultiHeadAttention(**HEADS, name="heads")
    for call, words in [
        (lambda: heads(Q), "query and a value"),
        (lambda: heads(Q, V, nonsense=1), "nonsense"),
        (lambda: heads(Q[0], V), "as many axes|2 axes per sample"),
        (lambda: heads(Q, V, V[:, :3]), "same steps"),
        (lambda: heads(Q, V, attention_mask=np.ones((2, 3, 3))), "masks of shape"),
        (lambda: heads(engine.Input((None,)), engine.Input((None,))), "2 axes"),
        (lambda: heads(engine.Input((4, 8)), V), "both"),
    ]:
        with pytest.raises((ShapeError, OptionError), match=words) as caught:
            call()
        assert 'MultiHeadAttention "heads"' in str(caught.value)
    plain = Attention(name="plain")
    for call, words in [
        (lambda: plain(Q), "takes at least 2 input|2 .* input|list"),
        (lambda: plain([Q]), "input"),
        (lambda: plain([Q, V[..., :3]]), "as many features"),
        (lambda: plain([Q, V, K[:, :2]]), "same steps"),
        (lambda: plain([Q, V], nonsense=1), "nonsense"),
    ]:
        with pytest.raises((ShapeError, OptionError), match=words) as caught:
            call()
        assert 'Attention "plain"' in str(caught.value)


def test_options_that_do_not_fit() -> None:
    with pytest.raises(OptionError, match="multiple of num_key_value_heads"):
        GroupQueryAttention(2, 4, 3)
    with pytest.raises(ShapeError, match="attention_axes"):
        MultiHeadAttention(1, 2, attention_axes=(3,))(Q, V)
    with pytest.raises(ShapeError, match="as many features"):
        GroupQueryAttention(**GROUPS)(Q, V[..., :5])


def test_flash_attention_is_taken_and_forgotten() -> None:
    layer = MultiHeadAttention(1, 2, flash_attention=True)
    assert layer(Q, V).shape == Q.shape


def test_each_call_draws_its_own_dropout() -> None:
    layer = MultiHeadAttention(1, 2, dropout=0.5)
    first = np.array(layer(Q, V, training=True))
    assert not np.array_equal(first, layer(Q, V, training=True))
    rng = generator(1)
    assert rng.bit_generator.random_raw() >= 0
