"""What compile, fit, evaluate and predict take and return, as in Keras."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from with_keras import Cases, assert_close, set_same_weights

import engine
from engine.errors import DataError, EngineError, OptionError, UnsupportedError

RNG = np.random.default_rng(0)
X = RNG.normal(size=(10, 4)).astype("float32")
X2 = RNG.normal(size=(10, 3)).astype("float32")
Y = (X.sum(1, keepdims=True) > 0).astype("float32")
CLASSES = RNG.integers(0, 3, 10)
ONE_HOT = np.eye(3, dtype="float32")[CLASSES]
WEIGHTS = np.linspace(0, 2, 10)
LOSSES = {"zz": "binary_crossentropy", "cc": "sparse_categorical_crossentropy"}


def single(k: Any, units: int = 1, activation: str = "sigmoid") -> Any:
    i = k.Input((4,), name="i")
    layer = k.layers.Dense(units, activation=activation, name="o")
    return set_same_weights(k.Model(i, layer(i)))


def double(k: Any, outputs: str = "list") -> Any:
    a, b = k.Input((4,), name="a"), k.Input((3,), name="b")
    h = k.layers.Dense(5, activation="relu")(k.layers.concatenate([a, b]))
    o1 = k.layers.Dense(1, activation="sigmoid", name="zz")(h)
    o2 = k.layers.Dense(3, activation="softmax", name="cc")(h)
    structure: Any = {
        "list": [o1, o2],
        "tuple": (o1, o2),
        "dict": {"zz": o1, "cc": o2},
        "other keys": {"p": o1, "q": o2},
    }[outputs]
    return set_same_weights(k.Model([a, b], structure))


# --------------------------------------------------- names and order of results


def results(
    model: Any, loss: Any, metrics: Any, y: Any, weights: Any = None, x: Any = None
) -> Any:
    """Return everything that names or orders values, and the values."""
    # Compiled by JAX, each case would take seconds.
    model.compile("sgd", loss, weights, metrics, run_eagerly=True)
    x = [X, X2] if x is None else x
    options = {"shuffle": False, "batch_size": 4, "verbose": 0}
    history = model.fit(x, y, epochs=2, validation_data=(x, y), **options)
    judged = model.evaluate(x, y, batch_size=4, verbose=0, return_dict=True)
    listed = model.evaluate(x, y, batch_size=4, verbose=0)
    return (
        history.history,
        judged,
        listed if isinstance(listed, list) else [listed],
        model.train_on_batch(x, y, return_dict=True),
        np.ravel(model.train_on_batch(x, y)),
        model.test_on_batch(x, y, return_dict=True),
        np.ravel(model.test_on_batch(x, y)),
    )


BOTH = [Y, CLASSES]
naming = Cases()
naming["dicts"] = lambda k: results(
    double(k), LOSSES, {"zz": ["accuracy"], "cc": ["accuracy"]}, BOTH
)
naming["lists"] = lambda k: results(
    double(k), list(LOSSES.values()), ["accuracy", "accuracy"], BOTH
)
naming["lists in a list"] = lambda k: results(
    double(k),
    list(LOSSES.values()),
    [["accuracy"], ["accuracy", "sparse_categorical_crossentropy"]],
    BOTH,
)
naming["metrics of one output"] = lambda k: results(
    double(k), LOSSES, {"zz": ["accuracy", "mse"]}, {"zz": Y, "cc": CLASSES}
)
naming["tuple of outputs"] = lambda k: results(
    double(k, "tuple"), LOSSES, None, (Y, CLASSES)
)
naming["dict of outputs"] = lambda k: results(
    double(k, "dict"),
    LOSSES,
    {"zz": ["accuracy"], "cc": "accuracy"},
    {"zz": Y, "cc": CLASSES},
)
naming["dict of outputs, other keys"] = lambda k: results(
    double(k, "other keys"),
    {"p": LOSSES["zz"], "q": LOSSES["cc"]},
    {"p": ["accuracy"]},
    {"p": Y, "q": CLASSES},
)
naming["dict of outputs, one loss"] = lambda k: results(
    double(k, "dict"), "mse", None, {"zz": Y, "cc": ONE_HOT}
)
naming["dict of outputs, one without loss"] = lambda k: results(
    double(k, "dict"), {"zz": LOSSES["zz"]}, None, {"zz": Y, "cc": CLASSES}
)
naming["one loss for all"] = lambda k: results(double(k), "mse", None, [Y, ONE_HOT])
naming["one output without loss"] = lambda k: results(
    double(k), [LOSSES["zz"], None], None, BOTH
)
naming["one output without loss and target"] = lambda k: results(
    double(k), [LOSSES["zz"], None], None, [Y]
)
naming["loss weights in a list"] = lambda k: results(
    double(k), list(LOSSES.values()), None, BOTH, [1.0, 0.2]
)
naming["loss weights in a dict"] = lambda k: results(
    double(k), LOSSES, None, BOTH, {"zz": 1.0, "cc": 0.2}
)
naming["a metric twice"] = lambda k: results(
    double(k), LOSSES, {"zz": ["accuracy", "accuracy"]}, BOTH
)
naming["metric objects"] = lambda k: results(
    double(k),
    LOSSES,
    {"zz": [k.metrics.BinaryAccuracy(), k.metrics.MeanSquaredError(name="own")]},
    BOTH,
)
naming["inputs by name"] = lambda k: results(
    double(k), LOSSES, None, BOTH, x={"b": X2, "a": X, "more": X}
)
naming["inputs in a tuple"] = lambda k: results(
    double(k), LOSSES, None, BOTH, x=(X, X2)
)


@pytest.mark.parametrize("case", naming)
def test_values_have_the_names_and_order_of_keras(case: str) -> None:
    if case == "a metric twice":  # Keras' list repeats the first of them
        outcome = naming[case](engine)
        assert list(outcome[1]) == [
            *("cc_loss", "loss", "zz_accuracy", "zz_accuracy_1", "zz_loss")
        ]
        assert len(outcome[2]) == 5
        return
    assert_close(naming[case])


one_output = Cases()
one_output["loss only"] = lambda k: results(single(k), "mse", None, Y, x=X)
one_output["metrics"] = lambda k: results(single(k), "mse", ["mae", "accuracy"], Y, x=X)
one_output["dicts"] = lambda k: results(
    single(k), {"o": "mse"}, {"o": ["accuracy"]}, Y, x=X
)
one_output["lists"] = lambda k: results(single(k), ["mse"], [["accuracy"]], [Y], x=[X])
one_output["no loss"] = lambda k: results(single(k), None, ["accuracy"], Y, x=X)
one_output["nothing"] = lambda k: results(single(k), None, None, Y, x=X)
one_output["weight"] = lambda k: results(single(k), "mse", ["mse"], Y, 2.0, X)
one_output["weight in a list"] = lambda k: results(
    single(k), "mse", ["mse"], Y, [2.0], X
)
one_output["names as given"] = lambda k: results(
    single(k),
    "mean_squared_error",
    ["mse", "MeanSquaredError", k.metrics.MeanAbsoluteError()],
    Y,
    x=X,
)
one_output["function of a loss"] = lambda k: results(
    single(k), k.losses.binary_crossentropy, None, Y, x=X
)
one_output["class of a loss"] = lambda k: results(
    single(k), k.losses.BinaryCrossentropy, None, Y, x=X
)
one_output["loss object"] = lambda k: results(
    single(k, activation="linear"),
    k.losses.BinaryCrossentropy(from_logits=True),
    None,
    Y,
    x=X,
)
one_output["crossentropy of numbers"] = lambda k: results(
    single(k, 3, "softmax"), "crossentropy", ["accuracy"], CLASSES, x=X
)
one_output["crossentropy of columns"] = lambda k: results(
    single(k, 3, "softmax"), "crossentropy", ["acc"], ONE_HOT, x=X
)
one_output["crossentropy of one"] = lambda k: results(
    single(k), "crossentropy", ["accuracy"], Y, x=X
)


@pytest.mark.parametrize("case", one_output)
def test_one_output_gives_the_values_of_keras(case: str) -> None:
    assert_close(one_output[case])


def test_more_than_keras_takes() -> None:
    """Where Keras refuses, though it is clear what is meant."""
    model = double(engine)
    model.compile("sgd", {"zz": "mse"}, {"zz": 2.0}, {"cc": "accuracy"})
    logs = model.fit([X, X2], {"zz": Y, "cc": CLASSES}, verbose=0).history
    assert list(logs) == ["cc_accuracy", "loss"]
    model = single(engine)
    model.compile("sgd", "mse", metrics="mae")
    assert list(model.fit(X, {"o": Y}, verbose=0).history) == ["loss", "mae"]


# -------------------------------------------------------------------- data


def fit(k: Any, x: Any, y: Any, **options: Any) -> Any:
    model = single(k)
    model.compile("sgd", "mse")
    history = model.fit(
        x, y, **{"verbose": 0, "shuffle": False, "batch_size": 4, **options}
    )
    return history.history, [np.asarray(w) for w in model.get_weights()]


data = Cases()
data["tables"] = lambda k: fit(k, pd.DataFrame(X), pd.DataFrame(Y))
data["column of a table"] = lambda k: fit(k, pd.DataFrame(X), pd.Series(Y[:, 0]))
data["targets without their axis"] = lambda k: fit(k, X, Y[:, 0])
data["doubles"] = lambda k: fit(k, X.astype("float64"), Y.astype("float64"))
data["whole numbers"] = lambda k: fit(k, np.ones((10, 4), int), Y > 0)
data["views"] = lambda k: fit(k, np.asfortranarray(X)[::-1], Y[::-1])
data["too large a batch"] = lambda k: fit(k, X, Y, batch_size=1000)
data["one sample a batch"] = lambda k: fit(k, X, Y, batch_size=1)
data["epochs of NumPy"] = lambda k: fit(k, X, Y, epochs=np.int64(2))
data["split"] = lambda k: fit(k, X, Y, epochs=2, validation_split=0.25)
data["least split"] = lambda k: fit(k, X, Y, validation_split=0.05)
data["validation wins"] = lambda k: fit(
    k, X, Y, validation_data=(X[:3], Y[:3]), validation_split=0.5
)
data["validation in a list"] = lambda k: fit(k, X, Y, validation_data=[X, Y])
data["weighted validation"] = lambda k: fit(
    k, X, Y, validation_data=(X, Y, WEIGHTS), validation_batch_size=3
)
data["weights"] = lambda k: fit(k, X, Y, sample_weight=WEIGHTS)
data["weights in a column"] = lambda k: fit(k, X, Y, sample_weight=WEIGHTS[:, None])
data["weights of classes"] = lambda k: fit(k, X, Y, class_weight={0: 1.0, 1: 3.5})


@pytest.mark.parametrize("case", data)
def test_data_is_taken_as_in_keras(case: str) -> None:
    assert_close(data[case])


def test_weights_of_several_outputs() -> None:
    def run(k: Any) -> Any:
        model = double(k)
        model.compile("sgd", list(LOSSES.values()), [1.0, 0.3])
        model.fit(
            [X, X2], BOTH, sample_weight=WEIGHTS, shuffle=False, verbose=0, batch_size=4
        )
        judge = model.evaluate
        options = {"batch_size": 4, "verbose": 0}
        return (
            judge([X, X2], BOTH, sample_weight=WEIGHTS, **options),
            judge([X, X2], BOTH, sample_weight=[WEIGHTS, WEIGHTS[::-1]], **options),
            judge([X, X2], BOTH, sample_weight=[WEIGHTS, None], **options),
            model.train_on_batch([X, X2], BOTH, sample_weight=[None, WEIGHTS]),
        )

    ours = assert_close(run)
    assert ours[0] != ours[1]


def test_the_loss_can_be_computed_alone() -> None:
    def run(k: Any) -> Any:
        i = k.Input((4,))
        layer = k.layers.Dense(1, kernel_regularizer="l2", name="o")
        model = set_same_weights(k.Model(i, layer(i)))
        model.compile("sgd", k.losses.Huber(), run_eagerly=True)
        both = double(k)
        both.compile("sgd", list(LOSSES.values()), [1.0, 0.3], run_eagerly=True)
        columns = np.full((10, 3), 1 / 3, "float32")
        return (
            model.compute_loss(y=Y, y_pred=X[:, :1]),
            model.compute_loss(X, Y, X[:, 1:2], WEIGHTS.astype("float32")),
            both.compute_loss(y=[Y, CLASSES], y_pred=[Y * 0.5 + 0.1, columns]),
        )

    assert_close(run)


def test_penalties_count_in_training_and_evaluation() -> None:
    def run(k: Any) -> Any:
        i = k.Input((4,))
        h = k.layers.Dense(3, activity_regularizer="l1", kernel_regularizer="l2")(i)
        inner = k.Sequential([k.Input((3,)), k.layers.ActivityRegularization(0.1)])
        frozen = k.layers.Dense(1, kernel_regularizer="l1", trainable=False)
        model = set_same_weights(k.Model(i, frozen(inner(h))))
        # Not eagerly: Keras then tells losses by id(), which Python gives out again.
        model.compile("sgd", "mse")
        options = {"batch_size": 4, "verbose": 0}
        history = model.fit(X, Y, epochs=2, shuffle=False, **options)
        weights = [np.asarray(w) for w in model.get_weights()]
        return history.history, model.evaluate(X, Y, **options), weights

    assert_close(run)


def test_steps_of_ones_own_are_refused() -> None:
    class Own(engine.Model):
        def train_step(self, data: Any) -> Any:
            return {}

    i = engine.Input((4,))
    model = Own(i, engine.layers.Dense(1)(i))
    with pytest.raises(UnsupportedError, match="Own: a method train_step of your own"):
        model.compile("sgd", "mse")


def test_weights_by_name_are_those_in_a_list() -> None:
    model = double(engine)
    model.compile("sgd", LOSSES)
    y = {"cc": CLASSES, "zz": Y}
    expected = model.evaluate([X, X2], BOTH, sample_weight=[None, WEIGHTS], verbose=0)
    assert expected == model.evaluate(
        [X, X2], y, sample_weight={"cc": WEIGHTS}, verbose=0
    )


def test_weights_of_classes_for_columns_and_for_a_step() -> None:
    def run(k: Any) -> Any:
        model = single(k, 3, "softmax")
        model.compile("sgd", "categorical_crossentropy")
        table = {0: 0.5, 2: 4.0}
        return (
            model.train_on_batch(X, ONE_HOT, class_weight=table),
            model.fit(X, ONE_HOT, class_weight=table, verbose=0).history,
        )

    assert_close(run)


def test_several_fits_go_on_with_the_optimizer() -> None:
    def run(k: Any) -> Any:
        model = single(k)
        model.compile("adam", "mse")
        options = {"shuffle": False, "verbose": 0, "batch_size": 4}
        for epochs in (2, 1):
            model.fit(X, Y, epochs=epochs, **options)
        steps = [int(np.asarray(model.optimizer.iterations))]
        model.fit(X, Y, epochs=5, initial_epoch=3, **options)
        steps.append(int(np.asarray(model.optimizer.iterations)))
        weights = [np.asarray(w) for w in model.get_weights()]
        model.compile("adam", "mse")
        steps.append(int(np.asarray(model.optimizer.iterations)))
        return steps, weights

    steps, _ = assert_close(run)
    assert steps == [9, 15, 0]


def test_training_in_parts_is_training_at_once() -> None:
    def train(*parts: int) -> list[Any]:
        model = single(engine)
        model.compile(engine.optimizers.RMSprop(momentum=0.5), "mse")
        for epochs in parts:
            model.fit(X, Y, epochs=epochs, shuffle=False, verbose=0, batch_size=3)
        return model.get_weights()

    for one, other in zip(train(3), train(1, 2), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_step_is_an_epoch_of_one_batch() -> None:
    ours, other = single(engine), single(engine)
    for model in (ours, other):
        model.compile("sgd", "mse", metrics=["mae"])
    logs = ours.fit(X, Y, batch_size=10, shuffle=False, verbose=0).history
    step = other.train_on_batch(X, Y, return_dict=True)
    assert {name: [value] for name, value in step.items()} == logs
    for one, two in zip(ours.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("batch_size", [1, 3, 4, 10, 64])
def test_predictions_do_not_depend_on_the_batch(batch_size: int) -> None:
    model = double(engine)
    expected = model.predict_on_batch([X, X2])
    for one, two in zip(expected, model.predict([X, X2], batch_size, 0), strict=True):
        np.testing.assert_allclose(two, one, rtol=1e-6)
    expected[0][:] = 7
    assert model.predict_on_batch([X, X2])[0].max() <= 1


def test_memory_of_a_large_prediction_is_given_back() -> None:
    i = engine.Input((64,))
    model = engine.Model(i, engine.layers.Dense(1)(engine.layers.Dense(256)(i)))
    x = np.ones((2000, 64), "float32")
    for act in (model.predict_on_batch, model, lambda x: model.predict(x, 2000, 0)):
        tracemalloc.start()
        try:
            act(x)
            kept, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most > 2000 * 256 * 4 > 20 * kept


def test_deeper_structures_of_inputs() -> None:
    def run(k: Any) -> Any:
        a, b = k.Input((4,), name="a"), k.Input((3,), name="b")
        inputs = [a, {"deep": b}]
        model = set_same_weights(
            k.Model(inputs, k.layers.Dense(1)(k.layers.concatenate([a, b])))
        )
        model.compile("sgd", "mse", run_eagerly=True)
        x = [X, {"deep": X2}]
        model.fit(x, Y, verbose=0, shuffle=False)
        return np.asarray(model(x)), model.predict(x, verbose=0)

    assert_close(run)
    a, b = engine.Input((4,), name="a"), engine.Input((3,), name="b")
    model = engine.Model([a, {"deep": b}], engine.layers.concatenate([a, b]))
    message = r"The input data must be nested like the model's: \[a, \{'deep': b\}\]\."
    for wrong in ([X, X2], [X], {"deep": X2}, X):
        with pytest.raises(DataError, match=message):
            model.predict(wrong)


@pytest.mark.parametrize("shuffle", [True, "batch"])
def test_every_sample_is_seen_once_an_epoch(shuffle: Any) -> None:
    rows = np.arange(1.0, 11.0, dtype="float32")[:, None]
    i = engine.Input((1,))
    seen: list[Any] = []

    class Spy(engine.layers.Layer, registers=False):
        def forward(self, x: Any, ctx: Any) -> Any:
            if ctx.training:
                seen.append(x[:, 0].copy())
            return x

        def backward(self, dy: Any, ctx: Any) -> Any:
            return dy

    model = engine.Model(i, engine.layers.Dense(1)(Spy()(i)))
    model.compile("sgd", "mse")
    model.fit(rows, rows, epochs=2, batch_size=4, shuffle=shuffle, verbose=0)
    epochs = [np.concatenate(seen[:3]), np.concatenate(seen[3:])]
    for order in epochs:
        np.testing.assert_array_equal(np.sort(order), rows[:, 0])
        assert not np.array_equal(order, rows[:, 0])
    assert not np.array_equal(*epochs)
    if shuffle == "batch":
        for batch, first in zip(seen, [0, 4, 8, 0, 4, 8], strict=True):
            np.testing.assert_array_equal(np.sort(batch), rows[first : first + 4, 0])


# ------------------------------------------------------------------------ errors


def on(make: Callable[[Any], Any], act: Callable[[Any], Any], **options: Any) -> Any:
    """Return a function that compiles a new model and does something with it."""

    def run() -> None:
        model = make(engine)
        model.compile("sgd", **{"loss": "mse", **options})
        act(model)

    return run


def softmax(k: Any) -> Any:
    return single(k, 3, "softmax")


SPARSE = "sparse_categorical_crossentropy"
ERRORS: dict[str, tuple[Callable[[], Any], type[EngineError], str]] = {
    "not compiled": (
        lambda: single(engine).fit(X, Y),
        DataError,
        r"fit: the model is not compiled. Call model.compile\(optimizer=..., loss=",
    ),
    "evaluated before compile": (
        lambda: single(engine).evaluate(X, Y),
        DataError,
        "evaluate: the model is not compiled.",
    ),
    "no data": (
        on(single, lambda m: m.fit()),
        DataError,
        "There is no data. Give the inputs as x.",
    ),
    "no targets": (
        on(single, lambda m: m.fit(X)),
        DataError,
        "fit and evaluate need targets. Give them as y.",
    ),
    "shape": (
        on(single, lambda m: m.predict(X2)),
        DataError,
        r'Data of input "i": each sample must have shape \(4,\). Received \(3,\) '
        r"\(10 samples\).",
    ),
    "one sample": (
        on(single, lambda m: m.predict(X[0])),
        DataError,
        r"received a single sample of shape \(4,\). Give it a first axis",
    ),
    "rank": (
        on(single, lambda m: m.predict(np.ones((2, 3, 4)))),
        DataError,
        r"each sample must have shape \(4,\). Received \(3, 4\)",
    ),
    "lengths": (
        on(single, lambda m: m.fit(X, Y[:5])),
        DataError,
        "All arrays must have the same number of samples. Received i: 10, o: 5.",
    ),
    "empty": (
        on(single, lambda m: m.fit(X[:0], Y[:0])),
        DataError,
        "The data has no samples. Give at least one row.",
    ),
    "NaN": (
        on(single, lambda m: m.fit(np.where(X > 2, np.nan, X) * np.nan, Y)),
        DataError,
        'Data of input "i": sample 0 has a value that is NaN or infinite '
        r"\(40 such values in all\). Remove or fill them.",
    ),
    "too large for float32": (
        on(single, lambda m: m.predict(np.full((2, 4), 1e300))),
        DataError,
        'Data of input "i": sample 0 has a value that is NaN or infinite',
    ),
    "NaN in targets": (
        on(single, lambda m: m.fit(X, np.where(Y > 0, np.inf, Y))),
        DataError,
        'Data of output "o": sample . has a value',
    ),
    "text": (
        on(single, lambda m: m.fit(np.full((10, 4), "red"), Y)),
        DataError,
        "Data of input \"i\": must be numbers. Received text, such as 'red'. Turn",
    ),
    "text among numbers": (
        on(
            single,
            lambda m: m.predict(np.array([[1, 2, 3, 4], [1, "b", 3, 4]], object)),
        ),
        DataError,
        "Data of input \"i\": must be numbers. Received 'b' in sample 1.",
    ),
    "text in targets": (
        on(single, lambda m: m.fit(X, ["a"] * 10)),
        DataError,
        'Data of output "o": must be numbers. Received text',
    ),
    "rows of different lengths": (
        on(single, lambda m: m.fit([[1, 2], [1]], Y[:2])),
        DataError,
        'Data of input "i": rows have different lengths. Pad them to one length.',
    ),
    "dates": (
        on(
            single,
            lambda m: m.fit(np.full((10, 4), np.datetime64("2020-01-01")), Y),
        ),
        DataError,
        "must be numbers. Received dtype datetime64",
    ),
    "masked": (
        on(single, lambda m: m.fit(np.ma.array(X, mask=X > 1), Y)),
        DataError,
        r'Data of input "i": has masked values. Fill them, as in x.filled\(0\).',
    ),
    "generator": (
        on(single, lambda m: m.fit((row for row in X), Y)),
        DataError,
        "fit: y must not be given along with a generator, which yields it itself",
    ),
    "a number": (
        on(single, lambda m: m.predict(3.0)),
        DataError,
        "must have one row for each sample. Received a single number.",
    ),
    "a symbol": (
        on(single, lambda m: m.predict(engine.Input((4,)))),
        DataError,
        'Data of input "i": is a symbolic tensor, without numbers. Call the model on',
    ),
    "numbers beyond the dtype": (
        lambda: engine.Model(
            *(lambda i: (i, engine.layers.Flatten()(engine.layers.Embedding(5, 2)(i))))(
                engine.Input((4,), dtype="int32", name="w")
            )
        ).predict(np.full((3, 4), 2**40)),
        DataError,
        'Data of input "w": values must lie in -2147483648 .. 2147483647 .int32.. '
        "Received 1099511627776.",
    ),
    "labels beyond the classes": (
        on(
            softmax,
            lambda m: m.fit(X, np.full(10, 7)),
            loss=SPARSE,
        ),
        DataError,
        'output "o": the loss sparse_categorical_crossentropy has predictions for 3 '
        "classes: targets must lie in 0 .. 2. Received 7 in sample 0.",
    ),
    "negative labels": (
        on(
            softmax,
            lambda m: m.fit(X, np.full(10, -1)),
            loss=SPARSE,
        ),
        DataError,
        "targets must lie in 0 .. 2. Received -1 in sample 0",
    ),
    "columns for numbers": (
        on(softmax, lambda m: m.fit(X, ONE_HOT), loss=SPARSE),
        DataError,
        "For one-hot targets use categorical_crossentropy",
    ),
    "numbers for columns": (
        on(
            softmax,
            lambda m: m.fit(X, CLASSES),
            loss="categorical_crossentropy",
        ),
        DataError,
        "For class numbers use sparse_categorical_crossentropy",
    ),
    "shape of targets": (
        on(single, lambda m: m.fit(X, np.zeros((10, 5)))),
        DataError,
        r"Received targets of shape \(10, 5\) for predictions of shape \(None, 1\).",
    ),
    "too few inputs": (
        on(double, lambda m: m.fit([X], BOTH)),
        DataError,
        r"The model has 2 inputs \(a, b\): give a list of 2 arrays or a dict by name. "
        "Received 1 arrays.",
    ),
    "too many inputs": (
        on(single, lambda m: m.predict([X, X])),
        DataError,
        r"The model has 1 inputs \(i\)",
    ),
    "one array for two inputs": (
        on(double, lambda m: m.fit(X, BOTH)),
        DataError,
        "Received ndarray.",
    ),
    "too few targets": (
        on(double, lambda m: m.fit([X, X2], [Y])),
        DataError,
        r"The model has 2 outputs \(zz, cc\): give a list of 2 arrays",
    ),
    "mistyped input": (
        on(double, lambda m: m.fit({"a": X, "bb": X2}, BOTH)),
        DataError,
        'There is no array for input "b". Is "bb" meant to be "b"\\? Received a, bb.',
    ),
    "mistyped target": (
        on(double, lambda m: m.fit([X, X2], {"zz": Y, "ccc": CLASSES})),
        DataError,
        'There is no array for output "cc". Is "ccc" meant to be "cc"\\?',
    ),
    "one target too many": (
        on(double, lambda m: m.fit([X, X2], {"zz": Y, "cc": CLASSES, "c": Y})),
        DataError,
        'The model has no output called "c". Did you mean "cc"\\? It has: zz, cc.',
    ),
    "swapped inputs": (
        on(double, lambda m: m.predict([X2, X])),
        DataError,
        r'Data of input "a": each sample must have shape \(4,\). Received \(3,\)',
    ),
    "lengths of inputs": (
        on(double, lambda m: m.predict([X, X2[:5]])),
        DataError,
        "Received a: 10, b: 5.",
    ),
    "split leaves nothing": (
        on(single, lambda m: m.fit(X, Y, validation_split=0.95)),
        DataError,
        "validation_split=0.95 of 10 samples leaves none for training.",
    ),
    "split of more than all": (
        on(single, lambda m: m.fit(X, Y, validation_split=1.5)),
        DataError,
        "validation_split must lie between 0 and 1. Received 1.5.",
    ),
    "split of text": (
        on(single, lambda m: m.fit(X, Y, validation_split="half")),
        DataError,
        "validation_split must lie between 0 and 1. Received 'half'.",
    ),
    "validation without targets": (
        on(single, lambda m: m.fit(X, Y, validation_data=X)),
        DataError,
        r"fit: validation_data must be \(x, y\) or \(x, y, sample_weight\). Received",
    ),
    "validation of another shape": (
        on(single, lambda m: m.fit(X, Y, validation_data=(X2, Y))),
        DataError,
        'validation_data: Data of input "i": each sample must have shape',
    ),
    "batch of nothing": (
        on(single, lambda m: m.fit(X, Y, batch_size=0)),
        DataError,
        "fit: batch_size must be a whole number of at least 1. Received 0.",
    ),
    "batch of text": (
        on(single, lambda m: m.predict(X, batch_size="4")),
        DataError,
        "predict: batch_size must be a whole number of at least 1. Received '4'.",
    ),
    "half an epoch": (
        on(single, lambda m: m.fit(X, Y, epochs=1.5)),
        DataError,
        "fit: epochs must be a whole number of at least 0. Received 1.5.",
    ),
    "validation never": (
        on(single, lambda m: m.fit(X, Y, validation_freq=0)),
        DataError,
        "fit: validation_freq must be a whole number of at least 1. Received 0.",
    ),
    "shuffle": (
        on(single, lambda m: m.fit(X, Y, shuffle="yes")),
        OptionError,
        "fit: shuffle must be True, False or \"batch\". Received 'yes'.",
    ),
    "verbose": (
        on(single, lambda m: m.fit(X, Y, verbose="loud")),
        OptionError,
        "verbose must be 0, 1, 2 or \"auto\". Received 'loud'.",
    ),
    "weights of another length": (
        on(single, lambda m: m.fit(X, Y, sample_weight=WEIGHTS[:4])),
        DataError,
        "Received i: 10, o: 10, sample_weight: 4.",
    ),
    "weights of text": (
        on(single, lambda m: m.fit(X, Y, sample_weight=["a"] * 10)),
        DataError,
        'Data of sample weights of output "o": must be numbers.',
    ),
    "weights of an unknown output": (
        on(double, lambda m: m.fit([X, X2], BOTH, sample_weight={"c": WEIGHTS})),
        DataError,
        'The model has no output called "c". Did you mean "cc"\\?',
    ),
    "too few weights": (
        on(double, lambda m: m.fit([X, X2], BOTH, sample_weight=[WEIGHTS])),
        DataError,
        r"The model has 2 outputs \(zz, cc\)",
    ),
    "one table of weights for two outputs": (
        on(
            double,
            lambda m: m.fit([X, X2], [Y, ONE_HOT], sample_weight=np.ones((10, 3))),
        ),
        DataError,
        r"sample_weight: one array for several outputs must have one number for each "
        r"sample. Received shape \(10, 3\).",
    ),
    "two kinds of weights": (
        on(
            single,
            lambda m: m.fit(X, Y, sample_weight=WEIGHTS, class_weight={0: 1.0}),
        ),
        DataError,
        "fit: give sample_weight or class_weight, not both.",
    ),
    "weights of classes for two outputs": (
        on(
            double,
            lambda m: m.fit([X, X2], [Y, ONE_HOT], class_weight={0: 1.0}),
        ),
        DataError,
        "class_weight works for models with one output. Use sample_weight",
    ),
    "weights of classes in a list": (
        on(single, lambda m: m.fit(X, Y, class_weight=[1.0, 2.0])),
        DataError,
        r"class_weight must be a dict of numbers such as \{0: 1.0, 1: 3.5\}. Received",
    ),
    "too few losses": (
        lambda: double(engine).compile("sgd", ["mse"]),
        OptionError,
        r"compile: loss must have one entry for each of the 2 outputs \(zz, cc\). "
        "Received 1.",
    ),
    "loss of an unknown output": (
        lambda: double(engine).compile("sgd", {"zz": "mse", "ccc": "mse"}),
        OptionError,
        'compile: loss names "ccc", which is no output. Did you mean "cc"\\? Outputs: ',
    ),
    "metrics of an unknown output": (
        lambda: double(engine).compile("sgd", "mse", metrics={"z": ["mse"]}),
        OptionError,
        'compile: metrics names "z", which is no output. Did you mean "zz"\\?',
    ),
    "loss weight of text": (
        lambda: double(engine).compile("sgd", "mse", [1.0, "a"]),
        OptionError,
        "compile: the loss weight of output \"cc\" must be a number. Received 'a'.",
    ),
    "mistyped loss": (
        lambda: single(engine).compile("sgd", "mean_squared_eror"),
        UnsupportedError,
        'There is no loss called "mean_squared_eror". Did you mean "mean_squared_err',
    ),
    "mistyped metric": (
        lambda: single(engine).compile("sgd", "mse", metrics=["acuracy"]),
        UnsupportedError,
        'There is no metric called "acuracy". Did you mean "accuracy"',
    ),
    "mistyped optimizer": (
        lambda: single(engine).compile("adm", "mse"),
        UnsupportedError,
        'There is no optimizer called "adm". Did you mean "adam"',
    ),
    "mistyped weighted metric": (
        lambda: single(engine).compile("sgd", "mse", weighted_metrics=["acuracy"]),
        UnsupportedError,
        'There is no metric called "acuracy". Did you mean "accuracy"',
    ),
    "weighted metrics of an unknown output": (
        lambda: double(engine).compile("sgd", "mse", weighted_metrics={"z": ["mse"]}),
        OptionError,
        'compile: weighted_metrics names "z", which is no output. Did you mean "zz"',
    ),
    "steps of nothing": (
        on(single, lambda m: m.fit(X, Y, steps_per_epoch=0)),
        DataError,
        "fit: steps_per_epoch must be a whole number of at least 1. Received 0.",
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_errors_say_what_to_do(case: str) -> None:
    act, kind, message = ERRORS[case]
    with pytest.raises(kind, match=message):
        act()


def test_a_wrong_compile_leaves_the_model_as_it_was() -> None:
    model = single(engine)
    model.compile("sgd", "mse")
    before = model.optimizer
    with pytest.raises(UnsupportedError):
        model.compile("sgd", "mistake")
    assert model.optimizer is before
    assert model.fit(X, Y, verbose=0).history["loss"]


def test_a_failed_fit_trains_nothing() -> None:
    model = single(engine)
    model.compile("sgd", "mse")
    before = model.get_weights()
    with pytest.raises(DataError):
        model.fit(X, Y, validation_data=(X, Y[:3]), verbose=0)
    for one, two in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)
