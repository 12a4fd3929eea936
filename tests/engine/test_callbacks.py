"""Callbacks: hooks, what they are told, and what each callback does, as in Keras."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from with_keras import Cases, assert_close, assert_same, outcome, set_same_weights

import engine
from engine.callbacks import (
    Callback,
    EarlyStopping,
    History,
    LambdaCallback,
    ModelCheckpoint,
    ProgbarLogger,
    TerminateOnNaN,
)
from engine.errors import OptionError

X = np.random.default_rng(0).normal(size=(10, 4)).astype("float32")
Y = (X.sum(1, keepdims=True) > 0).astype("float32")
HOOKS = [
    f"on_{phase}_{moment}"
    for phase in (
        *("train", "test", "predict", "epoch"),
        *("train_batch", "test_batch", "predict_batch"),
    )
    for moment in ("begin", "end")
]


def compiled(k: Any) -> Any:
    i = k.Input((4,))
    model = k.Model(i, k.layers.Dense(1, activation="sigmoid")(i))
    model.compile("sgd", "mse", metrics=["mae", "accuracy"])
    return model


# ----------------------------------------------------------------------- hooks


def recorder(
    k: Any, stop: Callable[[str, tuple[Any, ...]], bool] | None = None
) -> tuple[Any, list[Any]]:
    """Return a callback that writes down every call of a hook, and its list."""
    calls: list[Any] = []

    def hook(name: str) -> Callable[..., None]:
        def called(self: Any, *args: Any, logs: Any = None) -> None:
            if args and isinstance(args[-1], dict):
                *args, logs = args  # type: ignore[assignment]
            calls.append((name, tuple(args), list(logs or ())))
            if stop is not None and stop(name, tuple(args)):
                self.model.stop_training = True
                self.model.stop_evaluating = True
                self.model.stop_predicting = True

        return called

    kind = type("Recorder", (k.callbacks.Callback,), {h: hook(h) for h in HOOKS})
    return kind(), calls


def fit(k: Any, stop: Any = None, **options: Any) -> Any:
    callback, calls = recorder(k, stop)
    model = compiled(k)
    history = model.fit(X, Y, batch_size=4, callbacks=[callback], verbose=0, **options)
    return calls, callback.params, history.params, history.epoch, list(history.history)


sequences = Cases()
sequences["no validation"] = lambda k: fit(k, epochs=2)
sequences["split"] = lambda k: fit(k, epochs=2, validation_split=0.3)
sequences["every second"] = lambda k: fit(
    k, epochs=4, validation_data=(X, Y), validation_freq=2
)
sequences["some epochs"] = lambda k: fit(
    k, epochs=4, validation_data=(X, Y), validation_freq=[1, 4]
)
sequences["from the middle"] = lambda k: fit(k, epochs=4, initial_epoch=2)
sequences["no epoch"] = lambda k: fit(k, epochs=0)
sequences["begun after the end"] = lambda k: fit(k, epochs=1, initial_epoch=5)
STOPS: dict[str, Callable[[str, tuple[Any, ...]], bool]] = {
    "in an epoch": lambda hook, args: hook == "on_train_batch_end" and args[0] == 1,
    "before a batch": lambda hook, args: (
        hook == "on_train_batch_begin" and args[0] == 1
    ),
    "at the beginning": lambda hook, _: hook == "on_train_begin",
    "before an epoch": lambda hook, _: hook == "on_epoch_begin",
    "after an epoch": lambda hook, args: hook == "on_epoch_end" and args[0] == 1,
    "in validation": lambda hook, _: hook == "on_test_batch_end",
}


@pytest.mark.parametrize("case", sequences)
def test_hooks_run_as_in_keras(case: str) -> None:
    assert_same(sequences[case])


@pytest.mark.parametrize("moment", STOPS)
def test_stopping_runs_the_hooks_of_keras(moment: str) -> None:
    assert_same(lambda k: fit(k, STOPS[moment], epochs=4, validation_data=(X, Y)))


@pytest.mark.parametrize("what", ["evaluate", "predict"])
@pytest.mark.parametrize("stops", [False, True])
def test_hooks_of_evaluate_and_predict(what: str, stops: bool) -> None:
    def run(k: Any) -> Any:
        stop = (lambda hook, _: hook.endswith("_batch_end")) if stops else None
        callback, calls = recorder(k, stop)
        model = set_same_weights(compiled(k))
        if what == "evaluate":
            model.evaluate(X, Y, batch_size=4, callbacks=[callback], verbose=0)
            return calls, callback.params
        rows = model.predict(X, batch_size=4, callbacks=[callback], verbose=0)
        return calls, callback.params, rows.shape

    assert_same(run)


def test_batches_are_told_the_numbers_of_keras() -> None:
    def run(k: Any) -> Any:
        told: list[Any] = []
        model = set_same_weights(compiled(k))
        callback = k.callbacks.LambdaCallback(
            on_train_batch_end=lambda batch, logs: told.append({**logs, "b": batch}),
            on_test_batch_end=lambda batch, logs: told.append({**logs, "b": batch}),
            on_epoch_end=lambda epoch, logs: told.append({**logs, "e": epoch}),
        )
        model.fit(
            *(X, Y),
            batch_size=4,
            epochs=2,
            shuffle=False,
            verbose=0,
            validation_data=(X, Y),
            callbacks=[callback],
        )
        model.predict(
            X, 4, 0,
            callbacks=[
                k.callbacks.LambdaCallback(
                    on_predict_batch_end=lambda batch, logs: told.append(
                        np.asarray(logs["outputs"])
                    )
                )
            ],
        )  # fmt: skip
        return told

    told = assert_close(run)
    assert len(told) == 2 * (3 + 3 + 1) + 3


def test_former_names_of_the_batch_hooks() -> None:
    def run(k: Any) -> Any:
        seen: list[Any] = []

        class Old(k.callbacks.Callback):  # type: ignore[misc, name-defined]
            def on_batch_begin(self, batch: int, logs: Any = None) -> None:
                seen.append(batch)

            def on_batch_end(self, batch: int, logs: Any = None) -> None:
                seen.append((batch, list(logs)))

        compiled(k).fit(X, Y, batch_size=5, verbose=0, callbacks=[Old()])
        return seen

    assert len(assert_same(run)) == 4


def test_callbacks_may_leave_the_base_class_unprepared() -> None:
    class Careless(Callback):
        def __init__(self, limit: int) -> None:
            self.limit = limit

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            self.model.stop_training = epoch >= self.limit

    history = compiled(engine).fit(X, Y, epochs=9, verbose=0, callbacks=Careless(2))
    assert history.epoch == [0, 1, 2]


def test_an_exception_ends_fit_and_leaves_a_model_that_works() -> None:
    def run(k: Any) -> Any:
        ended: list[int] = []

        def fail(batch: int, logs: Any) -> None:
            if batch == 1:
                raise RuntimeError("stop here")

        model = set_same_weights(compiled(k))
        callback = k.callbacks.LambdaCallback(
            on_train_batch_end=fail, on_train_end=lambda logs: ended.append(1)
        )
        options = {"batch_size": 4, "shuffle": False, "verbose": 0}
        with pytest.raises(RuntimeError, match="stop here"):
            model.fit(X, Y, callbacks=[callback], **options)
        assert not ended
        steps = [int(np.asarray(model.optimizer.iterations))]
        history = model.fit(X, Y, epochs=2, **options)
        steps.append(int(np.asarray(model.optimizer.iterations)))
        return steps, history.history["loss"], model.predict(X, verbose=0)

    steps, _, _ = assert_close(run)
    assert steps == [2, 8]


# --------------------------------------------------------------------- History


def test_history_of_several_fits() -> None:
    def run(k: Any) -> Any:
        model = compiled(k)
        first = model.fit(X, Y, epochs=2, verbose=0)
        second = model.fit(X, Y, epochs=3, verbose=0)
        own = k.callbacks.History()
        third = model.fit(X, Y, epochs=1, verbose=0, callbacks=[own])
        fourth = model.fit(X, Y, epochs=2, verbose=0, callbacks=[own])
        return (
            [first is second, third is own, fourth is own, model.history is own],
            [len(h.history["loss"]) for h in (first, second, own)],
            [h.epoch for h in (first, second, own)],
            first.params,
        )

    assert_same(run)


# --------------------------------------------------------------- EarlyStopping


class Scripted:
    """Lets EarlyStopping see losses that are written down, epoch by epoch."""

    def __init__(self, k: Any, values: list[float], **options: Any) -> None:
        self.model = compiled(k)
        self.stopped = k.callbacks.EarlyStopping(**options)
        self.marks: list[float] = []
        model = self.model

        def show(epoch: int, logs: dict[str, float]) -> None:
            model.set_weights([np.full(w.shape, epoch) for w in model.get_weights()])
            logs[self.stopped.monitor] = values[epoch]

        first = k.callbacks.LambdaCallback(on_epoch_end=show)
        self.history = self.model.fit(
            *(X, Y),
            epochs=len(values),
            verbose=0,
            validation_data=(X, Y),
            callbacks=[first, self.stopped],
        )

    def seen(self) -> Any:
        return (
            self.history.epoch,
            self.stopped.stopped_epoch,
            self.stopped.best_epoch,
            self.stopped.best,
            float(self.model.get_weights()[1][0]),
        )


FALLING = [5.0, 4.0, 4.5, 4.2, 3.9, 3.8, 3.85, 3.79, 3.9, 4.0, 4.1, 4.2]
RISING = [0.1, 0.5, 0.4, 0.6, 0.6, 0.55, 0.7, 0.2, 0.2, 0.2, 0.2, 0.2]
STOPPING: dict[str, tuple[list[float], dict[str, Any]]] = {
    "defaults": (FALLING, {}),
    "patience": (FALLING, {"patience": 2}),
    "more patience": (FALLING, {"patience": 4}),
    "smallest change": (FALLING, {"patience": 2, "min_delta": 0.3}),
    "negative change": (FALLING, {"patience": 2, "min_delta": -0.3}),
    "best weights": (FALLING, {"patience": 3, "restore_best_weights": True}),
    "best weights at the end": (
        FALLING,
        {"patience": 99, "restore_best_weights": True},
    ),
    "baseline": (FALLING, {"patience": 3, "baseline": 3.85}),
    "baseline not reached": (
        FALLING,
        {"patience": 3, "baseline": 1.0, "restore_best_weights": True},
    ),
    "from a later epoch": (FALLING, {"patience": 1, "start_from_epoch": 5}),
    "rising": (RISING, {"monitor": "val_accuracy", "patience": 2}),
    "rising, by mode": (RISING, {"patience": 3, "mode": "max"}),
    "falling, by mode": (FALLING, {"monitor": "mae", "mode": "min", "patience": 1}),
    "first epoch": (FALLING, {"monitor": "loss"}),
}


@pytest.mark.parametrize("case", STOPPING)
def test_early_stopping_is_that_of_keras(case: str) -> None:
    values, options = STOPPING[case]
    assert_same(lambda k: Scripted(k, values, **options).seen())


def test_early_stopping_takes_keras_order_of_options() -> None:
    ours = EarlyStopping("loss", 0.1, 3, True, "min", 2.0, True, 1)
    theirs = keras.callbacks.EarlyStopping("loss", 0.1, 3, True, "min", 2.0, True, 1)
    for name in EarlyStopping.options:
        assert getattr(ours, name) == getattr(theirs, name), name


def test_early_stopping_can_be_used_again() -> None:
    callback = EarlyStopping("loss", patience=0, min_delta=100.0)
    model = compiled(engine)
    for _ in range(2):
        history = model.fit(X, Y, epochs=5, verbose=0, callbacks=[callback])
        assert history.epoch == [0, 1]


def test_direction_of_a_value_comes_from_its_metric() -> None:
    i = engine.Input((4,))
    outputs = [engine.layers.Dense(1, name=name)(i) for name in ("a", "b")]
    model = engine.Model(i, outputs)
    wanted = engine.metrics.BinaryAccuracy(name="share")
    model.compile("sgd", ["mse", "mae"], metrics={"a": [wanted, "mse"]})
    model.evaluate(X, [Y, Y], verbose=0)
    for name, direction in {
        "loss": "down",
        "val_loss": "down",
        "val_a_loss": "down",
        "b_loss": "down",
        "a_share": "up",
        "val_a_share": "up",
        "a_mse": "down",
        "share": None,
        "val_other": None,
    }.items():
        assert model.metric_direction(name) == direction, name


def test_a_value_of_unknown_direction_needs_a_mode() -> None:
    def run(k: Any) -> Any:
        stopping = k.callbacks.EarlyStopping("speed")
        compiled(k).fit(X, Y, epochs=2, verbose=0, callbacks=[stopping])

    for k in (engine, keras):
        with pytest.raises(ValueError, match="speed"):
            outcome(run, k)
    message = 'speed should rise or fall is not known. Write mode="max" or mode="min"'
    with pytest.raises(OptionError, match=message):
        run(engine)


def test_a_missing_value_warns_and_stops_nothing() -> None:
    stopping = EarlyStopping("val_loss")
    with pytest.warns(UserWarning, match="no value 'val_loss' to watch. Available: ac"):
        history = compiled(engine).fit(X, Y, epochs=3, verbose=0, callbacks=[stopping])
    assert history.epoch == [0, 1, 2]


def test_early_stopping_prints_what_keras_prints() -> None:
    def run(k: Any) -> Any:
        printed = io.StringIO()
        with redirect_stdout(printed):
            Scripted(k, FALLING, patience=1, verbose=1, restore_best_weights=True)
        return printed.getvalue()

    assert "Epoch 3: early stopping" in assert_same(run)


# ------------------------------------------------------------- ModelCheckpoint


def saved(k: Any, folder: Path, name: str, values: list[float], **options: Any) -> Any:
    """Return the files that a checkpoint writes for scripted losses, and its text."""
    folder = folder / k.__name__
    folder.mkdir()
    model = compiled(k)
    callback = k.callbacks.ModelCheckpoint(str(folder / name), **options)

    def show(epoch: int, logs: dict[str, float]) -> None:
        logs[callback.monitor] = values[epoch]

    printed = io.StringIO()
    with redirect_stdout(printed):
        model.fit(
            *(X, Y),
            epochs=len(values),
            batch_size=4,
            verbose=0,
            callbacks=[k.callbacks.LambdaCallback(on_epoch_end=show), callback],
        )
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*"))
    return files, callback.best, printed.getvalue().replace(str(folder), "")


CHECKPOINTS: dict[str, tuple[str, dict[str, Any]]] = {
    "each epoch": ("{epoch:02d}-{val_loss:.2f}.keras", {}),
    "overwritten": ("model.keras", {"verbose": 1}),
    "best": (
        "{epoch}.keras",
        {"save_best_only": True, "verbose": 1},
    ),
    "weights": (
        "w{epoch}.weights.h5",
        {"save_weights_only": True, "save_best_only": True},
    ),
    "old format": ("model.h5", {}),
    "new folder": ("deep/er/{epoch}.keras", {}),
    "threshold": (
        "{epoch}.keras",
        {"save_best_only": True, "initial_value_threshold": 4.1, "verbose": 1},
    ),
    "rising": (
        "{epoch}.keras",
        {"save_best_only": True, "monitor": "val_accuracy"},
    ),
    "by batches": ("{epoch}-{batch}.keras", {"save_freq": 4}),
}


@pytest.mark.parametrize("case", CHECKPOINTS)
def test_checkpoints_are_those_of_keras(case: str, tmp_path: Path) -> None:
    name, options = CHECKPOINTS[case]

    losses = [5.0, 4.0, 4.5, 3.0]
    assert_same(lambda k: saved(k, tmp_path, name, losses, **options))


def test_the_best_checkpoint_gives_back_the_best_model(tmp_path: Path) -> None:
    path = tmp_path / "模型.keras"
    model = compiled(engine)
    kept: list[Any] = []
    model.fit(
        *(X, Y),
        epochs=3,
        verbose=0,
        callbacks=[
            LambdaCallback(on_epoch_end=lambda e, logs: logs.update(best=[3, 1, 2][e])),
            ModelCheckpoint(path, "best", save_best_only=True, mode="min"),
            LambdaCallback(
                on_epoch_end=lambda e, logs: kept.append(model.get_weights())
            ),
        ],
    )
    again = engine.models.load_model(path)
    for expected, found in zip(kept[1], again.get_weights(), strict=True):
        np.testing.assert_array_equal(found, expected)
    assert again.optimizer is not None
    assert int(again.optimizer.iterations) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"filepath": "a.ckpt"}, "filepath must end in .keras or .h5. Received 'a.ck"),
        (
            {"filepath": "a.h5", "save_weights_only": True},
            "filepath must end in .weights.h5. Received 'a.h5'.",
        ),
        (
            {"filepath": "a.keras", "save_freq": "batch"},
            'option save_freq must be "epoch" or a number of batches.',
        ),
        ({"filepath": 3}, "option filepath must be the path of a file. Received 3."),
    ],
)
def test_wrong_checkpoints_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        ModelCheckpoint(**options)


@pytest.mark.parametrize("name", ["{val_los}.keras", "{}.keras", "{epoch.keras"])
def test_a_template_with_an_unknown_field(name: str, tmp_path: Path) -> None:
    callback = ModelCheckpoint(tmp_path / name)
    message = r"cannot be filled in \(.*\). Available: epoch, accuracy, loss, mae."
    with pytest.raises(OptionError, match=message):
        compiled(engine).fit(X, Y, verbose=0, callbacks=[callback])
    assert not list(tmp_path.iterdir())


# ---------------------------------------------------------------------- others


def test_lambda_callback_takes_every_hook() -> None:
    seen: list[str] = []
    functions = {
        name: (lambda *_, name=name: seen.append(name))
        for name in vars(Callback)
        if name.startswith("on_")
    }
    model = compiled(engine)
    callback = LambdaCallback(**functions)
    model.fit(X, Y, verbose=0, validation_data=(X, Y), callbacks=[callback])
    model.predict(X, verbose=0, callbacks=[callback])
    assert set(seen) == set(functions) - {"on_batch_begin", "on_batch_end"}
    with pytest.raises(OptionError, match=r'no hook "on_epoch_ends"\. Did you mean'):
        LambdaCallback(on_epoch_ends=print)


@pytest.mark.parametrize("raises", [False, True])
def test_terminate_on_nan(raises: bool) -> None:
    i = engine.Input((4,))
    model = engine.Model(i, engine.layers.Dense(1)(i))
    model.compile(engine.optimizers.SGD(1e30), "mse")
    printed = io.StringIO()
    callbacks: list[Callback] = [TerminateOnNaN(raise_error=raises)]

    def train() -> History:
        with redirect_stdout(printed), np.errstate(all="ignore"):
            return model.fit(
                X, Y, batch_size=2, epochs=5, verbose=0, callbacks=callbacks
            )

    if raises:
        with pytest.raises(RuntimeError, match=r"The loss became .* in batch"):
            train()
        return
    assert train().epoch == [0]
    assert re.fullmatch(
        r"Batch [12]: Invalid loss, terminating training\n", printed.getvalue()
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["early"], "Received 'early'. Write it as in callbacks="),
        ([EarlyStopping], r"Write it as in callbacks=\[EarlyStopping\(\)\]."),
        ([None], "each must be an object of a Callback class. Received None."),
        (3, "Received 3."),
    ],
)
def test_what_is_no_callback_is_refused(given: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        compiled(engine).fit(X, Y, verbose=0, callbacks=given)


# -------------------------------------------------------------------- progress

TIME = re.compile(r"\d+(:\d\d)*(s|ms|us)/step|\b\d+s\b")
PLAIN = re.compile("\x1b\\[\\d+m")


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(k: Any, what: str, verbose: Any, out: io.StringIO, **options: Any) -> str:
    """Return what a run prints, with times and figures made equal."""
    model = set_same_weights(compiled(k))
    with redirect_stdout(out):
        if what == "fit":
            model.fit(X, Y, batch_size=4, verbose=verbose, shuffle=False, **options)
        elif what == "evaluate":
            model.evaluate(X, Y, batch_size=4, verbose=verbose)
        else:
            model.predict(X, batch_size=4, verbose=verbose)
    return TIME.sub("T", out.getvalue().replace("\b", ""))


@pytest.mark.parametrize("what", ["fit", "evaluate", "predict"])
@pytest.mark.parametrize("verbose", [0, 2])
def test_lines_are_those_of_keras(what: str, verbose: int) -> None:
    options = {"epochs": 2, "validation_split": 0.3} if what == "fit" else {}
    text = assert_same(lambda k: shown(k, what, verbose, io.StringIO(), **options))
    assert bool(text) == bool(verbose)


@pytest.mark.parametrize("what", ["fit", "evaluate", "predict"])
def test_the_finished_bar_is_full(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """How often the bar is painted depends on the speed; its end does not."""
    monkeypatch.setenv("COLUMNS", "200")
    options = {"epochs": 2, "validation_split": 0.3} if what == "fit" else {}
    text = shown(engine, what, "auto", Terminal(), **options)
    lines = [line.split("\r")[-1].rstrip() for line in text.split("\n")]
    assert any("━" * 20 in PLAIN.sub("", line) for line in lines)


def test_outside_a_terminal_the_bar_has_no_colours() -> None:
    text = shown(engine, "fit", 1, io.StringIO(), epochs=1)
    assert not PLAIN.search(text)
    painted = text.split("\r")[1:]
    assert painted[0].startswith("1/3 ━━━━━━────────────── T T - accuracy: ")
    assert painted[-1].startswith("3/3 ━━━━━━━━━━━━━━━━━━━━ T T - accuracy: ")
    assert painted[-1].endswith("\n")


def test_a_long_line_is_cut_at_the_edge_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "48")
    out = Terminal()
    model = compiled(engine)
    with redirect_stdout(out):
        model.fit(X, Y, verbose=1)
    for line in out.getvalue().split("\r"):
        assert len(PLAIN.sub("", line).rstrip("\n")) <= 47


def test_a_bar_of_unknown_length(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a generator: the bar learns its length in the first epoch, as in Keras."""
    monkeypatch.setattr(ProgbarLogger, "interval", 0.0)

    def lines(verbose: int) -> list[str]:
        given = ((X[i : i + 4], Y[i : i + 4]) for i in (0, 4))
        out = io.StringIO()
        model = compiled(engine)
        with (
            redirect_stdout(out),
            pytest.warns(UserWarning, match="The data ran out"),
        ):
            model.fit(given, epochs=2, verbose=verbose)
        return TIME.sub("T", out.getvalue()).split("\n")

    first = lines(1)[1].split("\r")[1:]
    assert first[0].startswith("      1/Unknown T T - accuracy: ")
    assert first[1].startswith("      2/Unknown T T - accuracy: ")
    assert first[2].startswith("2/2 ━━━━━━━━━━━━━━━━━━━━ T T - accuracy: ")
    second = lines(1)[3].split("\r")[1:]
    assert second[0].startswith("1/2 ━━━━━━━━━━────────── T T - accuracy: ")
    assert [line[:14] for line in lines(2)[1::2]] == ["2/2 - T - T - "] * 2


@pytest.mark.parametrize(
    "options",
    [
        {"stateful_metrics": ["acc"]},
        {"stateless_metrics": ["acc"]},
        {"unit_name": "sample", "width": 10},
        {"verbose": 2},
    ],
)
@pytest.mark.parametrize("target", [3, None])
def test_a_bar_of_ones_own(target: Any, options: dict[str, Any]) -> None:
    def run(k: Any) -> Any:
        out = io.StringIO()
        with redirect_stdout(out):
            bar = k.utils.Progbar(target, **{"interval": 0, **options})
            bar.update(1, [("loss", 4.0), ("acc", 1.0)])
            bar.add(2, [("loss", 1.0), ("acc", np.float32(0.0001))])
        text = PLAIN.sub("", out.getvalue().replace("\b", "")).replace("─", "━")
        text = re.sub(r"\d+(s|ms|us)/", "T/", re.sub(r"\b\d+s\b", "T", text))
        return [line.rstrip(" ") for line in text.split("\r")]

    assert_same(run)


def test_a_bar_cannot_have_both_kinds_of_values() -> None:
    with pytest.raises(OptionError, match="stateful_metrics or stateless_metrics"):
        engine.utils.Progbar(3, stateful_metrics=[], stateless_metrics=[])
