"""fit, evaluate and predict on generators and datasets, and epochs of some steps."""

from __future__ import annotations

import itertools
import re
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from with_keras import Cases, assert_close, assert_same, set_same_weights

import engine
from engine.errors import DataError

RNG = np.random.default_rng(1)
X = RNG.normal(size=(10, 4)).astype("float32")
Y = (X.sum(1, keepdims=True) > 0).astype("float32")
W = np.linspace(0, 2, 10).astype("float32")


def compiled(k: Any, **options: Any) -> Any:
    i = k.Input((4,), name="i")
    model = k.Model(i, k.layers.Dense(1, activation="sigmoid", name="o")(i))
    set_same_weights(model)
    options = {"metrics": ["mae"], "weighted_metrics": ["mse"], **options}
    model.compile(k.optimizers.SGD(0.1), "mse", run_eagerly=True, **options)
    return model


def batches(count: int | None = None, *, parts: int = 2) -> Iterator[Any]:
    """Yield batches of 3 samples: (x,), (x, y) or (x, y, weights)."""
    for number in itertools.count() if count is None else range(count):
        rows = np.arange(number * 3, number * 3 + 3) % 10
        yield (X[rows], Y[rows], W[rows])[:parts]


def dataset(k: Any, count: int = 3, *, parts: int = 2, **options: Any) -> Any:
    """Return a dataset that writes down what it is asked for."""
    told: list[Any] = []

    class Told(k.utils.PyDataset):  # type: ignore[misc, name-defined]
        def __len__(self) -> int:
            return count

        def __getitem__(self, index: int) -> Any:
            rows = np.arange(index * 3, index * 3 + 3) % 10
            told.append(index)
            return (X[rows], Y[rows], W[rows])[:parts]

        def on_epoch_begin(self) -> None:
            told.append("begin")

        def on_epoch_end(self) -> None:
            told.append("end")

    made = Told(**options)
    made.told = told  # type: ignore[attr-defined]
    return made


def recorder(k: Any) -> tuple[Any, list[Any]]:
    calls: list[Any] = []
    hooks = {
        name: (lambda batch, logs=None, name=name: calls.append((name, batch)))
        for name in ("on_train_batch_begin", "on_train_batch_end")
    }
    hooks["on_epoch_begin"] = lambda epoch, logs=None: calls.append(epoch)
    others = {"on_test_batch_end": lambda batch, logs=None: calls.append(("t", batch))}
    return k.callbacks.LambdaCallback(**hooks, **others), calls


def fit(k: Any, x: Any, y: Any = None, **options: Any) -> Any:
    """Return history, weights, hooks, and how often data ran out."""
    model = compiled(k)
    callback, calls = recorder(k)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        history = model.fit(
            *(x, y),
            **{"verbose": 0, "shuffle": False, "callbacks": [callback], **options},
        )
    ran_out = sum("ran out" in str(warning.message) for warning in caught)
    weights = [np.asarray(w) for w in model.get_weights()]
    return history.history, weights, history.params, history.epoch, calls, ran_out


def same_course(run: Any) -> Any:
    """Check that both train alike, step by step."""

    def numbers(k: Any) -> Any:
        return run(k)[:2]

    assert_close(numbers)
    return assert_same(lambda k: run(k)[2:])


courses = Cases()
courses["endless generator"] = lambda k: fit(k, batches(), epochs=3, steps_per_epoch=2)
courses["weights too"] = lambda k: fit(k, batches(parts=3), epochs=2, steps_per_epoch=4)
courses["generator without steps"] = lambda k: fit(k, batches(4), epochs=1)
courses["generator that ends early"] = lambda k: fit(
    k, batches(3), epochs=3, steps_per_epoch=2
)
courses["a second epoch of a generator that has ended"] = lambda k: fit(
    k, batches(3), epochs=2
)
courses["dataset"] = lambda k: fit(k, dataset(k), epochs=2)
courses["dataset, two steps an epoch"] = lambda k: fit(
    k, dataset(k), epochs=3, steps_per_epoch=2
)
courses["dataset, weights of classes"] = lambda k: fit(
    k, dataset(k), class_weight={0: 1.0, 1: 3.0}
)
courses["arrays, steps share them"] = lambda k: fit(
    k, X, Y, epochs=2, steps_per_epoch=4
)
courses["arrays, fewer steps than batches"] = lambda k: fit(
    k, X, Y, epochs=4, steps_per_epoch=2, batch_size=4
)
courses["arrays, more steps than batches"] = lambda k: fit(
    k, X, Y, epochs=2, steps_per_epoch=5, batch_size=4
)
courses["validation by a generator"] = lambda k: fit(
    k, X, Y, epochs=2, validation_data=batches(3)
)
courses["validation by an endless generator"] = lambda k: fit(
    k, X, Y, epochs=2, validation_data=batches(parts=3), validation_steps=3
)
courses["validation by a dataset"] = lambda k: fit(
    k, X, Y, epochs=2, validation_data=dataset(k, parts=3)
)
courses["some steps of validation"] = lambda k: fit(
    k, X, Y, epochs=2, batch_size=3, validation_data=(X, Y), validation_steps=2
)
courses["some steps of a split"] = lambda k: fit(
    k, X, Y, validation_split=0.5, validation_steps=2, validation_batch_size=1
)


@pytest.mark.parametrize("case", courses)
def test_epochs_have_the_steps_of_keras(case: str) -> None:
    same_course(courses[case])


def test_datasets_are_told_what_keras_tells_them() -> None:
    def run(k: Any) -> Any:
        trained, judged = dataset(k), dataset(k, 2)
        fit(k, trained, epochs=2, validation_data=judged)
        # Keras first takes a look at a batch, to make its metrics.
        looked = trained.told.index("end")
        return trained.told[looked:], judged.told

    trained, judged = assert_same(run)
    assert trained == ["end", *(["begin", 0, 1, 2, "end"] * 2)]
    assert judged == ["end", "begin", 0, 1, "end"] * 2


def test_evaluate_and_predict() -> None:
    def run(k: Any) -> Any:
        model = compiled(k)
        quiet = {"verbose": 0}
        return (
            model.evaluate(dataset(k, parts=3), **quiet),
            model.evaluate(batches(), steps=3, **quiet),
            model.evaluate(X, Y, batch_size=3, steps=2, return_dict=True, **quiet),
            model.predict(dataset(k, parts=1), **quiet),
            model.predict(batches(parts=2), steps=2, **quiet),
            model.predict(X, batch_size=3, steps=2, **quiet),
            model.predict(X, steps=3, **quiet),
        )

    ours = assert_close(run)
    assert [len(rows) for rows in ours[3:]] == [9, 6, 6, 10]


def test_a_short_batch_and_the_end_of_a_generator() -> None:
    def run(k: Any) -> Any:
        given = (part for part in ((X[:4],), (X[4:],)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # both say that the data ran out
            return compiled(k).predict(given, verbose=0)

    assert len(assert_close(run)) == 10


def test_inputs_and_outputs_in_dicts() -> None:
    def run(k: Any) -> Any:
        a, b = k.Input((4,), name="a"), k.Input((4,), name="b")
        h = k.layers.concatenate([a, b])
        model = k.Model(
            {"a": a, "b": b},
            {"p": k.layers.Dense(1)(h), "q": k.layers.Dense(1)(h)},
        )
        set_same_weights(model)
        model.compile(
            "sgd", {"p": "mse", "q": "mae"}, {"p": 1.0, "q": 0.5}, run_eagerly=True
        )
        given = (
            ({"a": X, "b": X[::-1]}, {"p": Y, "q": 1 - Y}, {"p": W, "q": W[::-1]})
            for _ in itertools.count()
        )
        history = model.fit(given, steps_per_epoch=2, epochs=2, verbose=0, shuffle=0)
        return history.history, [np.asarray(w) for w in model.get_weights()]

    assert_close(run)


def test_batches_come_in_a_new_order_each_epoch() -> None:
    made = dataset(engine, 8)
    engine.utils.set_random_seed(3)
    compiled(engine).fit(made, epochs=2, verbose=0)
    epochs = [made.told[2:10], made.told[12:20]]
    for order in epochs:
        assert sorted(order) == list(range(8))
        assert order != list(range(8))
    assert epochs[0] != epochs[1]


def test_threads_make_batches_ahead_in_order() -> None:
    names: set[str] = set()

    class Slow(engine.utils.Sequence):
        def __len__(self) -> int:
            return 6

        def __getitem__(self, index: int) -> Any:
            names.add(threading.current_thread().name)
            return X[index : index + 2], Y[index : index + 2]

    plain, ahead = compiled(engine), compiled(engine)
    plain.fit(Slow(), epochs=2, verbose=0, shuffle=False)
    assert names == {"MainThread"}
    ahead.fit(Slow(workers=3, max_queue_size=2), epochs=2, verbose=0, shuffle=False)
    assert len(names) > 1
    for one, two in zip(plain.get_weights(), ahead.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)


def test_training_can_stop_within_an_endless_generator() -> None:
    model = compiled(engine)
    seen: list[int] = []

    def stop(batch: int, logs: Any) -> None:
        seen.append(batch)
        model.stop_training = batch == 4

    model.fit(
        batches(),
        verbose=0,
        epochs=9,
        callbacks=[engine.callbacks.LambdaCallback(on_train_batch_end=stop)],
    )
    assert seen == [0, 1, 2, 3, 4]


def test_a_dataset_without_end() -> None:
    class Endless(engine.utils.PyDataset):
        num_batches = None  # type: ignore[assignment]

        def __getitem__(self, index: int) -> Any:
            return X, Y

    made = Endless()
    assert len(list(itertools.islice(made, 5))) == 5
    history = compiled(engine).fit(made, steps_per_epoch=3, epochs=2, verbose=0)
    assert history.epoch == [0, 1]


def test_a_chain_gets_its_shapes_from_the_first_batch() -> None:
    def run(k: Any) -> Any:
        model = k.Sequential([k.layers.Dense(2), k.layers.Dense(1)])
        model.compile("sgd", "mse", run_eagerly=True)
        model.fit(batches(parts=2), steps_per_epoch=1, verbose=0, shuffle=False)
        return [w.shape for w in model.get_weights()]

    assert assert_same(run) == [(4, 2), (2,), (2, 1), (1,)]


def test_hooks_once_in_several_steps() -> None:
    model = compiled(engine, steps_per_execution=2)
    callback, calls = recorder(engine)
    model.fit(X, Y, batch_size=2, verbose=0, callbacks=[callback])
    begun = [batch for call in calls[1:] for name, batch in [call] if "begin" in name]
    ended = [batch for call in calls[1:] for name, batch in [call] if "end" in name]
    assert begun == [0, 2, 4]
    assert ended == [1, 3, 5]
    assert int(np.asarray(model.optimizer.iterations)) == 5


# ------------------------------------------------------------------------ errors


class Wrong(engine.utils.PyDataset):
    """A dataset that gives what it was told to give."""

    def __init__(self, given: Any, length: int = 2) -> None:
        self.given, self.length = given, length  # without super().__init__()

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> Any:
        return self.given


def of(*given: Any) -> Iterator[Any]:
    yield from given


ERRORS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "nothing": (of(), {}, "The generator yields nothing. It must yield at least one"),
    "an array": (of(X), {}, "must yield tuples: (x,), (x, y) or (x, y, sample_weight)"),
    "a list": (of([X, Y]), {}, "Received list(2) as batch 0."),
    "four parts": (of((X, Y, W, W)), {}, "Received tuple(4) as batch 0."),
    "None": (of(None), {}, "Received NoneType as batch 0."),
    "a later batch": (
        of((X, Y), (X, Y), (X[:, :3], Y)),
        {},
        'Batch 2 of the generator: Data of input "i": each sample must have shape (4,)',
    ),
    "no samples": (
        of((X, Y), (X[:0], Y[:0])),
        {},
        "Batch 1 of the generator: The data has no samples.",
    ),
    "no targets": (of((X,)), {}, "Batch 0 of the generator: fit and evaluate need"),
    "NaN": (of((X * np.nan, Y)), {}, "sample 0 has a value that is NaN or infinite"),
    "another length": (of((X, Y[:3])), {}, "Received i: 10, o: 3."),
    "text": (of((X.astype(str), Y)), {}, "must be numbers. Received text"),
    "dataset of nothing": (Wrong((X, Y), 0), {}, "Wrong: has no batches, its length"),
    "dataset of None": (Wrong(None), {}, "Wrong: __getitem__ must return a tuple"),
    "dataset of four": (Wrong([X, Y, W, W]), {}, "Received tuple(4) as batch 0."),
    "dataset of another shape": (
        Wrong((X[:, :2], Y)),
        {},
        'Batch 0 of the Wrong: Data of input "i"',
    ),
    "split": (
        of((X, Y)),
        {"validation_split": 0.2},
        "fit: validation_split works with arrays only. Give validation_data.",
    ),
    "targets too": (of((X, Y)), {"y": Y}, "fit: y must not be given along with"),
    "weights too": (
        Wrong((X, Y)),
        {"sample_weight": W},
        "fit: sample_weight must not be given along with a Wrong, which yields it",
    ),
    "two kinds of weights": (
        of((X, Y, W)),
        {"class_weight": {0: 1.0}},
        "give sample_weight or class_weight, not both.",
    ),
    "no steps": (
        of((X, Y)),
        {"steps_per_epoch": 0},
        "fit: steps_per_epoch must be a whole number of at least 1. Received 0.",
    ),
    "validation of another shape": (
        of((X, Y)),
        {"validation_data": of((X[:, :2], Y))},
        "validation_data: Batch 0 of the generator: Data of input",
    ),
    "an empty validation": (
        of((X, Y)),
        {"validation_data": of()},
        "validation_data: The generator yields nothing.",
    ),
}


@pytest.mark.parametrize("case", ERRORS)
@pytest.mark.filterwarnings("ignore:The data ran out")
def test_errors_say_what_to_do(case: str) -> None:
    x, options, message = ERRORS[case]
    with pytest.raises(DataError, match=re.escape(message)):
        compiled(engine).fit(x, verbose=0, shuffle=False, **options)


def test_datasets_that_are_not_complete_say_so() -> None:
    class Bare(engine.utils.PyDataset):
        pass

    with pytest.raises(NotImplementedError, match="Bare: write __len__"):
        compiled(engine).fit(Bare())
    with pytest.raises(NotImplementedError, match="write __getitem__"):
        Bare()[0]


def test_predictions_of_different_shapes_are_not_joined() -> None:
    i = engine.Input((None, 2))
    model = engine.Model(i, engine.layers.Activation("relu")(i))
    given = of((np.ones((1, 3, 2)),), (np.ones((1, 4, 2)),))
    with (
        pytest.warns(UserWarning, match="The data ran out"),
        pytest.raises(DataError, match=r"different shapes \(\(3, 2\) and \(4, 2\)\)"),
    ):
        model.predict(given, verbose=0)
