"""Model and Sequential: structure, names, calls, freezing, weights, as in Keras."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
from with_keras import (
    Cases,
    assert_close,
    assert_same,
    outcome,
    set_same_weights,
)

import engine
from engine import layers
from engine.errors import (
    DataError,
    GraphError,
    NotBuiltError,
    OptionError,
    ShapeError,
)

X = np.random.default_rng(0).normal(size=(10, 4)).astype("float32")
X2 = np.random.default_rng(1).normal(size=(10, 3)).astype("float32")
Y = (X.sum(1, keepdims=True) > 0).astype("float32")


def names(model: Any) -> list[str]:
    return [layer.name for layer in model.layers]


def chain(k: Any) -> tuple[Any, Any, Any, Any]:
    i = k.Input((4,), name="i")
    h = k.layers.Dense(5, activation="relu", name="h")(i)
    g = k.layers.Dense(6, name="g")(h)
    return i, h, g, k.layers.Dense(1, name="o")(g)


def small(k: Any) -> Any:
    i, _, _, o = chain(k)
    return k.Model(i, o)


def two_inputs(k: Any, structure: str = "list") -> Any:
    a, b = k.Input((4,), name="zz"), k.Input((3,), name="aa")
    inputs: dict[str, Any] = {
        "list": [a, b],
        "tuple": (a, b),
        "dict": {"zz": a, "aa": b},
        "sorted dict": {"aa": b, "zz": a},
    }
    return k.Model(inputs[structure], k.layers.concatenate([a, b]))


def branches(k: Any) -> Any:
    """Shared layers, several ends and paths of different lengths."""
    a, b = k.Input((4,), name="a"), k.Input((3,), name="b")
    x = k.layers.Dense(5, name="x")(a)
    y = k.layers.Dense(5, name="y")(b)
    z = k.layers.add([y, x])
    w = k.layers.Dense(5, name="w")(z)
    u = k.layers.Dense(2, name="u")(x)
    v = k.layers.concatenate([u, w])
    shared = k.layers.Dense(5, name="sh")
    o = shared(shared(k.layers.Dense(5, name="t")(v)))
    return k.Model([b, a], [o, u])


# ------------------------------------------------------------------ functional


def describe(model: Any) -> dict[str, Any]:
    classes = [type(layer).__name__ for layer in model.layers]
    told = {
        "name": model.name,
        "layers": names(model),
        "classes": [name.replace("Functional", "Model") for name in classes],
        "shapes": [tuple(v.shape) for v in model.weights],
        "parameters": model.count_params(),
        "trained": len(model.trainable_weights),
        "input_shape": model.input_shape,
        "output_shape": model.output_shape,
        "inputs": [tuple(t.shape) for t in model.inputs],
        "built": model.built,
    }
    if type(model).__name__ != "Sequential":
        told["output_names"] = list(model.output_names)
    return told


def nested(k: Any) -> Any:
    i = k.Input((4,), name="i")
    first = k.layers.Dense(3, name="d1")(i)
    inner = k.Model(i, [first, k.layers.Dense(2, name="d0")(i)], name="inner")
    j = k.Input((4,), name="j")
    a, b = inner(j)
    return k.Model(j, {"a": k.layers.Dense(1, name="d2")(a), "b": b})


structure = Cases()
structure["chain"] = small
structure["branches"] = branches
structure["inner model"] = nested


@structure
def identity(k: Any) -> Any:
    i = k.Input((4,))
    return k.Model(i, i)


@structure
def an_input_is_an_output(k: Any) -> Any:
    i = k.Input((4,))
    return k.Model(i, [i, k.layers.Dense(2)(i)])


@structure
def an_output_twice(k: Any) -> Any:
    i = k.Input((4,))
    o = k.layers.Dense(2)(i)
    return k.Model(i, [o, o])


@structure
def an_input_not_used(k: Any) -> Any:
    i = k.Input((4,))
    return k.Model([i, k.Input((3,))], k.layers.Dense(2)(i))


@structure
def dict_of_outputs(k: Any) -> Any:
    i = k.Input((4,))
    return k.Model(i, {"z": k.layers.Dense(2)(i), "a": k.layers.Dense(3)(i)})


@structure
def dict_of_inputs(k: Any) -> Any:
    return two_inputs(k, "dict")


@structure
def without_the_head(k: Any) -> Any:
    _, h, _, o = chain(k)
    return k.Model(h, o)


@structure
def without_the_tail(k: Any) -> Any:
    model = small(k)
    return k.Model(model.input, model.get_layer("g").output)


@structure
def the_middle_alone(k: Any) -> Any:
    model = small(k)
    return k.Model(model.get_layer("h").output, model.get_layer("g").output)


@structure
def one_input_in_the_middle(k: Any) -> Any:
    b = k.Input((3,))
    h = k.layers.Dense(5)(k.Input((4,)))
    return k.Model([h, b], k.layers.Dense(2)(k.layers.concatenate([h, b])))


@structure
def fixed_batch(k: Any) -> Any:
    i = k.Input(batch_shape=(3, 4))
    return k.Model(i, k.layers.Dense(2)(i))


@pytest.mark.parametrize("case", structure)
def test_structure_is_that_of_keras(case: str) -> None:
    def run(k: Any) -> Any:
        told = describe(structure[case](k))
        # Keras counts the tensors of Inputs, too: keras_tensor_2CLONE.
        told["layers"] = [
            "clone" if name.endswith("CLONE") else name for name in told["layers"]
        ]
        return told

    assert_same(run)


CALLS: dict[str, Callable[[Any], Any]] = {
    "array": lambda k: np.shape(small(k)(X)),
    "list of one": lambda k: np.shape(small(k)([X])),
    "training": lambda k: np.shape(small(k)(X, training=True)),
    "list": lambda k: np.shape(two_inputs(k)([X, X2])),
    "tuple": lambda k: np.shape(two_inputs(k)((X, X2))),
    "dict by name": lambda k: np.shape(two_inputs(k)({"aa": X2, "zz": X})),
    "dict with more than needed": lambda k: np.shape(
        two_inputs(k)({"aa": X2, "zz": X, "more": X})
    ),
    "dict of a dict": lambda k: np.shape(two_inputs(k, "dict")({"aa": X2, "zz": X})),
    "list for a sorted dict": lambda k: np.shape(two_inputs(k, "sorted dict")([X2, X])),
    "symbol": lambda k: small(k)(k.Input((4,))).shape,
    "symbols by name": lambda k: (
        two_inputs(k)({"aa": k.Input((3,)), "zz": k.Input((4,))}).shape
    ),
    "another batch size": lambda k: small(k)(k.Input(batch_shape=(7, 4))).shape,
    "column without its axis": lambda k: (
        lambda i: k.Model(i, k.layers.Dense(2)(i)).predict(X[:, 0], verbose=0).shape
    )(k.Input((1,))),
    "an axis of size 1 too many": lambda k: (
        small(k).predict(X[..., None], verbose=0).shape
    ),
}


@pytest.mark.parametrize("case", CALLS)
def test_calls_take_what_keras_takes(case: str) -> None:
    assert_same(CALLS[case])


def test_arrays_given_by_name_reach_their_inputs() -> None:
    model = two_inputs(engine)
    expected = np.concatenate([X, X2], axis=1)
    for x in ([X, X2], {"aa": X2, "zz": X}):
        np.testing.assert_array_equal(model(x), expected)
        np.testing.assert_array_equal(model.predict(x, verbose=0), expected)
    outer = {
        name: engine.Input(t.shape[1:])
        for name, t in zip(("zz", "aa"), model.inputs, strict=True)
    }
    around = engine.Model(outer, model({"aa": outer["aa"], "zz": outer["zz"]}))
    np.testing.assert_array_equal(
        around.predict({"aa": X2, "zz": X}, verbose=0), expected
    )


@pytest.mark.parametrize(
    "structure", ["list", "tuple", "dict", "list of one", "nested"]
)
def test_outputs_have_the_structure_given(structure: str) -> None:
    def run(k: Any) -> Any:
        i = k.Input((4,))
        a, b = k.layers.Dense(2)(i), k.layers.Dense(3)(i)
        outputs = {
            "list": [a, b],
            "tuple": (a, b),
            "dict": {"b": b, "a": a},
            "list of one": [a],
            "nested": [a, {"deep": b}],
        }[structure]
        model = k.Model(i, outputs)
        predicted = model.predict(X, verbose=0)
        return (
            outline(predicted),
            outline(model.predict_on_batch(X)),
            outline(model(X)),
            outline(model(k.Input((4,)))),
        )

    def outline(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: outline(value[key]) for key in sorted(value)}
        if isinstance(value, list | tuple):
            return [type(value).__name__, *map(outline, value)]
        return tuple(value.shape)

    assert_same(run)


def test_an_inner_model_is_trained_like_its_layers() -> None:
    """Gradients flow through an inner model, to it and to what comes before it."""

    def run(k: Any) -> Any:
        i, j = k.Input((5,)), k.Input((4,))
        inner = k.Model(i, k.layers.Dense(3, activation="tanh")(i))
        first = k.layers.Dense(5, activation="tanh")(j)
        both = k.layers.add([inner(first), inner(k.layers.Dense(5)(first))])
        model = k.Model(j, k.layers.Dense(1)(both))
        set_same_weights(model)
        model.compile(k.optimizers.SGD(0.1), "mse")
        model.fit(X, Y, epochs=3, batch_size=4, shuffle=False, verbose=0)
        return [np.asarray(w) for w in model.get_weights()]

    assert_close(run)


def test_masks_pass_through_inner_models() -> None:
    words = np.array([[1, 2, 0, 0, 0], [1, 2, 3, 4, 5], [3, 0, 0, 0, 0]])

    def run(k: Any) -> Any:
        i = k.Input((5,), dtype="int32")
        table = k.layers.Embedding(7, 3, mask_zero=True)(i)
        encoder = k.Model(i, k.layers.LSTM(4, return_sequences=True)(table))
        s = k.Input((5, 4))
        reader = k.Model(s, k.layers.LSTM(3)(s))
        j = k.Input((5,), dtype="int32")
        model = k.Model(j, k.layers.Dense(1)(reader(encoder(j))))
        set_same_weights(model)
        model.compile("sgd", "mse")
        predicted = np.asarray(model.predict(words, verbose=0))
        model.train_on_batch(words, Y[:3])
        return [predicted, *map(np.asarray, model.get_weights())]

    assert_close(run)


def test_a_models_mask_is_its_graphs() -> None:
    i = engine.Input((5,), dtype="int32")
    inner = engine.Model(i, layers.Embedding(7, 3, mask_zero=True)(i))
    assert inner.makes_mask
    plain = engine.Model(i, layers.Embedding(7, 3)(i))
    assert not plain.makes_mask
    # A mask given once must not be there in the next call.
    s = engine.Input((5, 3))
    reader = engine.Model(s, layers.LSTM(2)(s))
    x = np.random.default_rng(0).normal(size=(2, 5, 3)).astype("float32")
    mask = np.array([[True, False, False, True, False]] * 2)
    without = reader(x)
    assert np.abs(reader(x, mask=mask) - without).max() > 1e-4
    np.testing.assert_array_equal(reader(x), without)


def test_models_share_the_weights_of_their_layers() -> None:
    i, h, _, o = chain(engine)
    model, both = engine.Model(i, o), engine.Model(i, [h, o])
    part = engine.Model(model.get_layer("h").output, o)
    model.compile("sgd", "mse")
    before = both.predict(X, verbose=0)
    model.fit(X, Y, verbose=0)
    hidden, predicted = both.predict(X, verbose=0)
    assert not np.allclose(predicted, before[1])
    np.testing.assert_allclose(predicted, model.predict(X, verbose=0), rtol=1e-6)
    np.testing.assert_allclose(
        part.predict(hidden, verbose=0), predicted, rtol=1e-5, atol=1e-6
    )


def test_models_with_common_layers_train_in_turns() -> None:
    """Each step goes on from the weights that the other model has left."""

    def run(k: Any) -> Any:
        i = k.Input((4,))
        trunk = k.layers.Dense(3, kernel_initializer="ones")(i)
        heads = [
            k.Model(i, k.layers.Dense(n, kernel_initializer="ones")(trunk))
            for n in (1, 2)
        ]
        for model in heads:
            model.compile("sgd", "mse")
        targets = (Y, np.ones((10, 2), "float32"))
        return [
            model.train_on_batch(X, y)
            for _ in range(3)
            for model, y in zip(heads, targets, strict=True)
        ]

    assert_close(run)


def test_outputs_of_layers() -> None:
    layer = layers.Dense(3, name="d")
    with pytest.raises(AttributeError, match='Dense "d": has no input or output yet'):
        _ = layer.output
    a, b = engine.Input((4,)), engine.Input((4,))
    first, second = layer(a), layer(b)
    assert layer.output is first
    assert layer.input is a
    assert second is not first
    joined = layers.Concatenate()
    joined([first, second])
    assert joined.input == [first, second]
    del first, second, a, b, joined


# ------------------------------------------------------------------ sequential


sequential = Cases()


def dense(k: Any, *units: int) -> list[Any]:
    return [k.layers.Dense(n) for n in units]


@sequential
def with_input(k: Any) -> Any:
    return describe(k.Sequential([k.Input((4,)), *dense(k, 3, 2)]))


@sequential
def with_input_layer(k: Any) -> Any:
    return describe(k.Sequential([k.layers.InputLayer(shape=(4,)), *dense(k, 3)]))


@sequential
def not_built(k: Any) -> Any:
    model = k.Sequential(dense(k, 3, 2))
    return (
        *(model.built, names(model), model.name, model.weights, model.get_weights()),
        model.compute_output_shape((None, 7)),
    )


@sequential
def built_by_hand(k: Any) -> Any:
    model = k.Sequential(dense(k, 3))
    model.build((None, 6))
    model.build((None, 6))
    return describe(model)


@sequential
def built_on_a_symbol(k: Any) -> Any:
    model = k.Sequential(dense(k, 3))
    return model(k.Input((4,))).shape, model.built, model.input_shape


@sequential
def add_and_pop(k: Any) -> Any:
    model = k.Sequential()
    seen: list[Any] = []
    for layer in (k.Input((4,)), *dense(k, 3, 2)):
        model.add(layer)
    seen.append((model.output_shape, names(model)))
    seen.append((model.pop().name, model.output_shape, model.count_params()))
    model.add(k.layers.Dense(5))
    return [*seen, describe(model)]


@sequential
def only_an_input(k: Any) -> Any:
    model = k.Sequential([k.Input((4,))])
    return model.built, names(model)


@sequential
def popped_to_the_input(k: Any) -> Any:
    model = k.Sequential([k.Input((4,)), *dense(k, 3)])
    seen = model.pop().name, model.built, names(model)
    model.add(k.layers.Dense(2))
    return seen, describe(model)


@sequential
def one_layer_twice(k: Any) -> Any:
    layer = k.layers.Dense(4)
    model = k.Sequential([k.Input((4,)), layer, layer])
    return names(model), model.count_params(), model.output_shape


@sequential
def begins_with_a_chain(k: Any) -> Any:
    inner = k.Sequential([k.Input((4,)), *dense(k, 3)])
    return describe(k.Sequential([inner, *dense(k, 2)]))


@sequential
def begins_with_a_model(k: Any) -> Any:
    return describe(k.Sequential([small(k), *dense(k, 2)]))


@sequential
def default_names(k: Any) -> Any:
    models = k.Sequential(), k.Sequential(), k.Sequential(name="q")
    return [model.name for model in models]


@sequential
def frozen(k: Any) -> Any:
    model = k.Sequential([k.Input((4,)), *dense(k, 3)], trainable=False)
    return len(model.trainable_weights), len(model.non_trainable_weights)


@sequential
def layers_by_name_and_place(k: Any) -> Any:
    model = k.Sequential([k.Input((4,)), *dense(k, 3, 2)])
    found = (
        model.get_layer(index=0),
        model.get_layer("dense_1"),
        model.get_layer(index=-1),
    )
    return [layer.name for layer in found]


@sequential
def any_number_of_steps(k: Any) -> Any:
    return describe(k.Sequential([k.Input((None, 4)), k.layers.LSTM(3)]))


@pytest.mark.parametrize("case", sequential)
def test_sequential_is_that_of_keras(case: str) -> None:
    assert_same(sequential[case])


@pytest.mark.parametrize(
    "first", ["fit", "predict", "evaluate", "call", "train_on_batch"]
)
def test_sequential_is_built_by_the_first_data(first: str) -> None:
    engine.utils.clear_session()
    model = engine.Sequential([layers.Dense(3), layers.Dense(1, name="last")])
    model.compile("sgd", "mse", metrics={"last": ["mae"]})
    assert not model.built
    actions: dict[str, Callable[[], Any]] = {
        "fit": lambda: model.fit(X, Y, verbose=0),
        "predict": lambda: model.predict(X.tolist(), verbose=0),
        "evaluate": lambda: model.evaluate([X], Y, verbose=0),
        "call": lambda: model(X),
        "train_on_batch": lambda: model.train_on_batch(X, Y),
    }
    actions[first]()
    assert model.built
    assert model.input_shape == (None, 4)
    assert model.count_params() == 19
    assert sorted(model.evaluate(X, Y, verbose=0, return_dict=True)) == ["loss", "mae"]


def test_sequential_trains_as_the_same_graph() -> None:
    def run(k: Any) -> Any:
        model = k.Sequential([k.layers.Dense(4, activation="relu"), k.layers.Dense(1)])
        model.build((None, 4))
        set_same_weights(model)
        model.compile("adam", "mse")
        history = model.fit(X, Y, epochs=3, batch_size=4, shuffle=False, verbose=0)
        return [history.history["loss"], *map(np.asarray, model.get_weights())]

    assert_close(run)


def test_a_layer_added_after_compile_is_trained_after_the_next() -> None:
    model = engine.Sequential([engine.Input((4,)), layers.Dense(2, name="a")])
    model.compile("sgd", "mse")
    model.add(layers.Dense(1, name="b"))
    model.fit(X, Y, verbose=0)
    model.add(layers.Dense(1, name="c"))
    with pytest.raises(OptionError, match="Compile the model with a new optimizer"):
        model.fit(X, Y, verbose=0)
    model.compile("sgd", "mse")
    assert np.isfinite(model.fit(X, Y, verbose=0).history["loss"][0])


def test_a_layer_that_does_not_fit_leaves_the_chain_alone() -> None:
    model = engine.Sequential([engine.Input((4,)), layers.Dense(2, name="a")])
    with pytest.raises(ShapeError):
        model.add(layers.LSTM(3))
    with pytest.raises(GraphError):
        model.add(layers.Dense(2, name="a"))
    assert names(model) == ["a"]
    assert model.output_shape == (None, 2)
    assert model.predict(X, verbose=0).shape == (10, 2)


def test_sequential_not_built_says_so() -> None:
    model = engine.Sequential([layers.Dense(2)], name="s")
    for name in ("inputs", "outputs", "input", "output", "input_shape", "network"):
        with pytest.raises(AttributeError, match='Sequential "s": has no inputs'):
            getattr(model, name)
    with pytest.raises(NotBuiltError, match=r"Begin with keras.Input\(shape=...\)"):
        model.count_params()
    assert not hasattr(model, "inputs")


# -------------------------------------------------------------------- freezing


def changes(model: Any, act: Callable[[], Any]) -> list[bool]:
    before = model.get_weights()
    act()
    after = model.get_weights()
    return [not np.allclose(a, b) for a, b in zip(before, after, strict=True)]


def fit_changes(model: Any) -> list[bool]:
    return changes(model, lambda: model.fit(X, Y, verbose=0))


freezing = Cases()


@freezing
def layer_before_compile(k: Any) -> Any:
    model = small(k)
    model.get_layer("h").trainable = False
    model.compile("sgd", "mse")
    counts = len(model.trainable_weights), len(model.non_trainable_weights)
    return fit_changes(model), counts


@freezing
def layer_between_compile_and_fit(k: Any) -> Any:
    model = small(k)
    model.compile("sgd", "mse")
    model.get_layer("h").trainable = False
    return fit_changes(model)


@freezing
def layer_after_fit_with_compile(k: Any) -> Any:
    model = small(k)
    model.compile("sgd", "mse")
    model.fit(X, Y, verbose=0)
    model.get_layer("h").trainable = False
    model.compile("sgd", "mse")
    return fit_changes(model)


@freezing
def inner_model(k: Any) -> Any:
    return frozen_inner(k, whole=True)


@freezing
def layer_of_an_inner_model(k: Any) -> Any:
    return frozen_inner(k, whole=False)


def frozen_inner(k: Any, *, whole: bool) -> Any:
    i, j = k.Input((4,)), k.Input((4,))
    inner = k.Model(i, k.layers.Dense(3)(k.layers.Dense(3)(i)))
    model = k.Model(j, k.layers.Dense(1)(inner(j)))
    (inner if whole else inner.layers[1]).trainable = False
    model.compile("sgd", "mse")
    flags = [layer.trainable for layer in inner.layers[1:]]
    return fit_changes(model), flags, model.trainable


@freezing
def whole_model(k: Any) -> Any:
    model = small(k)
    model.trainable = False
    model.compile("sgd", "mse")
    return [layer.trainable for layer in model.layers], fit_changes(model)


@freezing
def model_thaws_all_its_layers(k: Any) -> Any:
    model = small(k)
    model.layers[1].trainable = False
    model.trainable = True
    return [layer.trainable for layer in model.layers]


@freezing
def frozen_model_with_a_thawed_layer(k: Any) -> Any:
    model = small(k)
    model.trainable = False
    model.layers[1].trainable = True
    flags = [layer.trainable for layer in model.layers]
    return len(model.trainable_weights), flags


@freezing
def by_the_constructor(k: Any) -> Any:
    i, _, _, o = chain(k)
    model = k.Model(i, o, trainable=False)
    return model.trainable, len(model.trainable_weights), model.layers[1].trainable


@freezing
def whole_chain(k: Any) -> Any:
    model = k.Sequential([k.Input((4,)), *dense(k, 3, 1)])
    model.trainable = False
    return [layer.trainable for layer in model.layers]


@freezing
def layer_of_a_chain_not_built(k: Any) -> Any:
    model = k.Sequential(dense(k, 3, 1))
    model.layers[0].trainable = False
    model.compile("sgd", "mse")
    model.fit(X, Y, verbose=0)
    return len(model.trainable_weights)


@freezing
def config_keeps_a_frozen_layer(k: Any) -> Any:
    model = small(k)
    model.layers[1].trainable = False
    copy = k.Model.from_config(model.get_config())
    return [layer.trainable for layer in copy.layers[1:]]


@freezing
def frozen_in_one_model_and_not_in_another(k: Any) -> Any:
    i, j = k.Input((4,)), k.Input((4,))
    judge = k.Model(i, k.layers.Dense(1)(i))
    judge.compile("sgd", "mse")
    judge.trainable = False
    model = k.Model(j, judge(k.layers.Dense(4)(j)))
    model.compile("sgd", "mse")
    seen = fit_changes(model)
    judge.trainable = True
    judge.compile("sgd", "mse")
    return seen, fit_changes(judge)


@pytest.mark.parametrize("case", freezing)
def test_freezing_is_that_of_keras(case: str) -> None:
    assert_same(freezing[case])


@pytest.mark.parametrize("frozen_first", [True, False])
def test_freezing_after_training_needs_compile(frozen_first: bool) -> None:
    def run(k: Any) -> None:
        model = small(k)
        model.layers[1].trainable = not frozen_first
        model.compile("sgd", "mse")
        model.fit(X, Y, verbose=0)
        model.layers[1].trainable = frozen_first
        model.fit(X, Y, verbose=0)

    for k in (engine, keras):
        with pytest.raises(ValueError):
            outcome(run, k)
    with pytest.raises(OptionError, match="Compile the model with a new optimizer"):
        run(engine)


# --------------------------------------------------------------------- weights


def test_weights_are_set_in_the_order_of_get_weights() -> None:
    model = small(engine)
    values = [np.full(w.shape, i, "float32") for i, w in enumerate(model.get_weights())]
    model.set_weights(values)
    for i, layer in enumerate(model.layers[1:]):
        assert np.all(layer.get_weights()[0] == 2 * i)
        assert np.all(layer.get_weights()[1] == 2 * i + 1)
    copies = model.get_weights()
    copies[0][:] = -1
    assert np.all(model.get_weights()[0] == 0)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda w: w[:-1], 'Model "functional": has 6 weights. Received 5 arrays.'),
        (
            lambda w: [*w[:2], w[2].T, *w[3:]],
            r"Weight g/kernel: shape must be \(5, 6\). Received \(6, 5\).",
        ),
        (lambda w: ["a", *w[1:]], "Weight h/kernel: values must be numbers."),
    ],
)
def test_wrong_weights_change_nothing(
    spoil: Callable[[list[Any]], list[Any]], message: str
) -> None:
    engine.utils.clear_session()
    model = small(engine)
    before = model.get_weights()
    with pytest.raises(ShapeError, match=message):
        model.set_weights(spoil([w + 1 for w in before]))
    for a, b in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)


# ---------------------------------------------------------------------- config


@pytest.mark.parametrize("make", [small, branches, nested])
def test_config_makes_an_equal_model(make: Callable[[Any], Any]) -> None:
    model = set_same_weights(make(engine))
    for copy in (
        engine.Model.from_config(model.get_config()),
        engine.models.model_from_json(model.to_json()),
    ):
        copy.set_weights(model.get_weights())
        assert describe(copy) == describe(model)
        x = [X2, X] if len(model.inputs) > 1 else X
        ours, again = model.predict(x, verbose=0), copy.predict(x, verbose=0)
        for a, b in zip(_leaves(ours), _leaves(again), strict=True):
            np.testing.assert_array_equal(a, b)


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value[key] for key in sorted(value)]
    return value if isinstance(value, list) else [value]


def test_compile_config_writes_functions_and_classes_by_name() -> None:
    model = small(engine)
    model.compile(
        "sgd",
        engine.losses.mean_squared_error,
        metrics=[engine.metrics.MeanAbsoluteError, engine.metrics.mean_squared_error],
    )
    config = model.get_compile_config()
    assert config is not None
    assert config["loss"] == "mean_squared_error"
    assert config["metrics"] == ["MeanAbsoluteError", "mean_squared_error"]


# ---------------------------------------------------------------------- errors


def _dense(units: int = 2, **options: Any) -> Any:
    return layers.Dense(units, **options)


ERRORS: dict[str, tuple[Callable[[], Any], type[Exception], str]] = {
    "nothing given": (
        lambda: engine.Model(),
        OptionError,
        r"Model: give inputs and outputs, as in Model\(inputs=\[a\], outputs=\[b\]\).",
    ),
    "input missing": (
        lambda: (lambda i, j: engine.Model(i, layers.concatenate([i, j])))(
            engine.Input((4,)), engine.Input((3,), name="other")
        ),
        GraphError,
        'The outputs depend on input "other", which is not among the inputs of the '
        r"model. Add it to inputs=\[...\].",
    ),
    "no output": (
        lambda: engine.Model(engine.Input((4,)), []),
        GraphError,
        "A model needs at least one of: outputs.",
    ),
    "array as output": (
        lambda: engine.Model(engine.Input((4,)), X),
        GraphError,
        "The outputs of a model must be symbolic tensors.*Received ndarray.",
    ),
    "layer as output": (
        lambda: engine.Model(engine.Input((4,)), _dense()),
        GraphError,
        "Received Dense.",
    ),
    "two layers of one name": (
        lambda: (lambda i: engine.Model(i, _dense(name="x")(_dense(name="x")(i))))(
            engine.Input((4,))
        ),
        GraphError,
        'The name "x" is used by two layers. Rename one of them.',
    ),
    "one input twice": (
        lambda: (lambda i: engine.Model([i, i], _dense()(i)))(
            engine.Input((4,), name="x")
        ),
        GraphError,
        "The inputs of a model must be different tensors. Received x, x.",
    ),
    "slash in the name": (
        lambda: (lambda i: engine.Model(i, _dense()(i), name="a/b"))(
            engine.Input((4,))
        ),
        OptionError,
        'Model "a/b": a name cannot contain "/". Use another sign.',
    ),
    "no such layer": (
        lambda: small(engine).get_layer("hh"),
        GraphError,
        'get_layer: there is no layer "hh". Did you mean "h"\\? Layers: i, h, g, o.',
    ),
    "no such place": (
        lambda: small(engine).get_layer(index=9),
        GraphError,
        "get_layer: the model has 4 layers. Received index 9.",
    ),
    "neither name nor place": (
        lambda: small(engine).get_layer(),
        GraphError,
        "get_layer: give either the name or the index of a layer.",
    ),
    "called on too few": (
        lambda: two_inputs(engine)([engine.Input((4,))]),
        DataError,
        r"The model has 2 inputs \(zz, aa\): give a list of 2 arrays or a dict by "
        "name. Received 1 arrays.",
    ),
    "called on another shape": (
        lambda: engine.Model(*chain(engine)[::3], name="m")(engine.Input((7,))),
        ShapeError,
        r'Model "m": input "i" has shape \(None, 4\). Received \(None, 7\).',
    ),
    "called on arrays of another shape": (
        lambda: small(engine)(X2),
        DataError,
        r'Data of input "i": each sample must have shape \(4,\). Received \(3,\)',
    ),
    "called on symbols and arrays": (
        lambda: two_inputs(engine)([engine.Input((4,)), X2]),
        GraphError,
        "takes symbolic tensors or arrays, not both at once",
    ),
    "called by a wrong name": (
        lambda: two_inputs(engine)({"zz": X, "aaa": X2}),
        DataError,
        'There is no array for input "aa". Is "aaa" meant to be "aa"\\? '
        "Received zz, aaa.",
    ),
    "list for a dict in another order": (
        lambda: two_inputs(engine, "dict")([X, X2]),
        DataError,
        r"The model names its input data in a dict \(zz, aa\): give a dict",
    ),
    "masks for some inputs": (
        lambda: two_inputs(engine)([X, X2], mask=[None]),
        ShapeError,
        "needs one mask for each of its 2 inputs. Received 1.",
    ),
    "unknown argument of a call": (
        lambda: small(engine)(X, trainig=True),
        OptionError,
        'Model: there is no argument "trainig". Did you mean "training"\\?',
    ),
    "length of a symbol": (
        lambda: len(engine.Input((4,), name="t")),
        GraphError,
        'Tensor "t" of shape .* is symbolic: it has no length.',
    ),
    "chain with an Input inside": (
        lambda: engine.Sequential(
            [_dense(), engine.Input((4,), name="late")], name="s"
        ),
        GraphError,
        'Sequential "s": an Input can only be the first. Received "late".',
    ),
    "chain of something else": (
        lambda: engine.Sequential(["dense"]),
        OptionError,
        "Sequential.add: needs a layer. Received 'dense'.",
    ),
    "chain of a class": (
        lambda: engine.Sequential([layers.Dense]),
        OptionError,
        "Sequential.add: needs a layer. Received <class 'engine.layers.dense.Dense'>",
    ),
    "chain begins with two inputs": (
        lambda: engine.Sequential([two_inputs(engine)], name="s"),
        GraphError,
        'Sequential "s": a chain has one input, and model "functional.*" has 2.',
    ),
    "chain without layers": (
        lambda: engine.Sequential(name="s").predict(X),
        GraphError,
        r'Sequential "s": has no layers. Call add\(layer\) first.',
    ),
    "pop of nothing": (
        lambda: engine.Sequential(name="s").pop(),
        GraphError,
        'Sequential "s": there is no layer to pop.',
    ),
    "built for another shape": (
        lambda: (lambda m: (m.build((None, 6)), m.build((None, 7))))(
            engine.Sequential([_dense()], name="s")
        ),
        GraphError,
        r'Sequential "s": was built for inputs of shape \(None, 6\). '
        r"Received \(None, 7\). Make a new model for other inputs.",
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_errors_say_what_to_do(case: str) -> None:
    act, kind, message = ERRORS[case]
    with pytest.raises(kind, match=message):
        act()
