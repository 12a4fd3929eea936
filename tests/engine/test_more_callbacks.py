"""Backup, learning rates, CSV files: callbacks beside those of Keras."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from with_keras import assert_close, assert_same, set_same_weights

import engine
from engine.callbacks import (
    BackupAndRestore,
    Callback,
    CallbackList,
    CSVLogger,
    LambdaCallback,
    LearningRateScheduler,
    ReduceLROnPlateau,
)
from engine.errors import FileError, NotBuiltError, OptionError

RNG = np.random.default_rng(4)
X = RNG.normal(size=(12, 3)).astype("float32")
Y = X.sum(1, keepdims=True)


def compiled(k: Any, optimizer: str = "adam") -> Any:
    i = k.Input((3,), name="i")
    model = set_same_weights(k.Model(i, k.layers.Dense(1, name="o")(i)))
    model.compile(optimizer, "mse", metrics=["mae"], run_eagerly=True)
    return model


def fit(model: Any, *callbacks: Any, **options: Any) -> Any:
    options = {"epochs": 4, "batch_size": 4, "shuffle": False, "verbose": 0, **options}
    return model.fit(X, Y, callbacks=list(callbacks), **options)


def failing(epoch: int, batch: int) -> Callback:
    """A callback that interrupts training at a batch."""
    seen = {"epoch": -1}

    def fail(number: int, logs: Any) -> None:
        if (seen["epoch"], number) == (epoch, batch):
            raise KeyboardInterrupt

    return LambdaCallback(
        on_epoch_begin=lambda number, logs: seen.update(epoch=number),
        on_train_batch_begin=fail,
    )


def weights(model: Any) -> list[Any]:
    return [np.asarray(w) for w in model.get_weights()]


# -------------------------------------------------------------- BackupAndRestore


def test_an_interrupted_training_goes_on_as_if_nothing_had_happened(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "backup"
    whole = compiled(engine)
    fit(whole)
    model = compiled(engine)
    with pytest.raises(KeyboardInterrupt):
        fit(model, BackupAndRestore(folder), failing(2, 1))
    progress = json.loads((folder / "training_metadata.json").read_text())
    assert progress == {"epoch": 2, "batch": 0}
    again = compiled(engine)
    history = fit(again, BackupAndRestore(str(folder)))
    assert history.epoch == [2, 3]
    for one, two in zip(weights(whole), weights(again), strict=True):
        np.testing.assert_array_equal(one, two)
    assert not folder.exists()
    assert fit(again, BackupAndRestore(folder), epochs=1).epoch == [0]


def test_backups_are_those_of_keras(tmp_path: Path) -> None:
    """Each takes up what the other has left."""
    import keras

    first, second = compiled(keras), compiled(engine)
    for model, k, place in ((first, keras, "k"), (second, engine, "e")):
        callback = k.callbacks.BackupAndRestore(
            str(tmp_path / place), delete_checkpoint=False
        )
        fit(model, callback, epochs=2)
    names = [sorted(p.name for p in (tmp_path / d).iterdir()) for d in ("k", "e")]
    assert names[0] == names[1] == ["latest.weights.h5", "training_metadata.json"]
    resumed = []
    for k, place in ((keras, "e"), (engine, "k")):
        model = compiled(k)
        history = fit(
            model, k.callbacks.BackupAndRestore(str(tmp_path / place)), epochs=4
        )
        assert history.epoch == [2, 3]
        resumed.append(weights(model))
    for one, two in zip(*resumed, strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-4)


def test_backups_within_epochs(tmp_path: Path) -> None:
    saved: list[Any] = []

    class Spy(Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            place = tmp_path / "b" / "training_metadata.json"
            if place.exists():
                saved.append(json.loads(place.read_text()))
                place.unlink()

    fit(
        compiled(engine),
        BackupAndRestore(tmp_path / "b", save_freq=2, delete_checkpoint=False),
        Spy(),
    )
    # Three batches an epoch, counted as Keras counts them.
    assert saved[0] == {"epoch": 0, "batch": 1}
    assert all(entry["epoch"] in range(4) for entry in saved)
    assert len(saved) >= 5


def test_a_damaged_backup_gives_way_to_the_one_before(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    keep = {"double_checkpoint": True, "delete_checkpoint": False}
    fit(compiled(engine), BackupAndRestore(folder, **keep), epochs=3)
    assert sorted(p.name for p in folder.iterdir()) == [
        *("latest.weights.h5", "latest.weights.h5.bkp"),
        *("training_metadata.json", "training_metadata.json.bkp"),
    ]
    (folder / "latest.weights.h5").write_bytes(b"nothing")
    history = fit(compiled(engine), BackupAndRestore(folder), epochs=4)
    assert history.epoch == [2, 3]
    assert not folder.exists()


def test_a_damaged_backup_without_another_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    fit(compiled(engine), BackupAndRestore(folder, delete_checkpoint=False), epochs=1)
    (folder / "latest.weights.h5").write_bytes(b"nothing")
    with pytest.raises(FileError, match=r"latest\.weights\.h5"):
        fit(compiled(engine), BackupAndRestore(folder))


def test_a_folder_with_other_files_is_left_standing(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    fit(compiled(engine), BackupAndRestore(tmp_path), epochs=1)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_what_a_backup_needs() -> None:
    model = engine.Sequential([engine.layers.Dense(1)])
    model.compile("sgd", "mse")
    with pytest.raises(OptionError, match="backup_dir is empty"):
        BackupAndRestore("")
    with pytest.raises(OptionError, match='must be "epoch" or a number of batches'):
        BackupAndRestore("x", save_freq="batch")
    callback = BackupAndRestore("x")
    callback.set_model(model)
    with pytest.raises(NotBuiltError, match="the model has no weights yet"):
        callback.on_train_begin()


# -------------------------------------------------------------- ReduceLROnPlateau

PLATEAU = [5.0, 4.0, 4.0, 4.0, 3.99995, 3.9, 3.9, 3.9, 3.9, 3.9, 3.9, 3.9]
PLATEAUS: dict[str, tuple[list[float], dict[str, Any]]] = {
    "defaults": (PLATEAU, {}),
    "patience": (PLATEAU, {"patience": 2}),
    "smallest change": (PLATEAU, {"patience": 2, "min_delta": 0.0}),
    "cooldown": (PLATEAU, {"patience": 1, "cooldown": 2, "factor": 0.5}),
    "smallest rate": (PLATEAU, {"patience": 1, "min_lr": 0.0005, "factor": 0.2}),
    "none": (PLATEAU, {"patience": 0}),
    "rising": (PLATEAU[::-1], {"patience": 2, "mode": "max"}),
    "by name": (PLATEAU, {"patience": 2, "monitor": "mae"}),
}


def scripted(k: Any, values: list[float], callback: Any) -> Any:
    """Let a callback see values that are written down; return what it logs."""
    model = compiled(k)
    told: list[Any] = []

    def show(epoch: int, logs: dict[str, float]) -> None:
        logs[getattr(callback, "monitor", "val_loss")] = values[epoch]

    fit(
        model,
        k.callbacks.LambdaCallback(on_epoch_end=show),
        callback,
        k.callbacks.LambdaCallback(
            on_epoch_end=lambda epoch, logs: told.append(logs["learning_rate"])
        ),
        epochs=len(values),
        batch_size=12,
        validation_data=(X, Y),
    )
    rate = float(np.asarray(model.optimizer.learning_rate))
    return told, rate, list(model.history.history)


@pytest.mark.parametrize("case", PLATEAUS)
def test_learning_rates_fall_as_in_keras(case: str) -> None:
    values, options = PLATEAUS[case]

    def run(k: Any) -> Any:
        callback = k.callbacks.ReduceLROnPlateau(**options)
        told, rate, names = scripted(k, values, callback)
        assert names[-1] == "learning_rate"
        return told, rate, callback.wait, callback.cooldown_counter, callback.best

    assert_close(run, rtol=1e-6, atol=0)


def test_falling_learning_rates_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    def run(k: Any) -> str:
        callback = k.callbacks.ReduceLROnPlateau(patience=2, verbose=1, factor=0.3)
        scripted(k, PLATEAU, callback)
        return capsys.readouterr().out

    text = assert_same(run)
    assert "Epoch 4: ReduceLROnPlateau reducing learning rate to 0.0003" in text


def test_what_a_plateau_needs() -> None:
    with pytest.raises(OptionError, match="option factor must be less than 1"):
        ReduceLROnPlateau(factor=1.0)
    with pytest.raises(OptionError, match='"epsilon" is called "min_delta" today'):
        ReduceLROnPlateau(epsilon=0.1)
    with pytest.warns(UserWarning, match="ReduceLROnPlateau: there is no value 'f1'"):
        fit(compiled(engine), ReduceLROnPlateau("f1", mode="max"), epochs=1)


# ---------------------------------------------------------- LearningRateScheduler

SCHEDULES: dict[str, Callable[..., float]] = {
    "epoch and rate": lambda epoch, rate: rate * math.exp(-0.1) if epoch else rate,
    "epoch alone": lambda epoch: 0.1 / (1 + epoch),
}


@pytest.mark.parametrize("case", SCHEDULES)
def test_scheduled_learning_rates(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(k: Any) -> Any:
        model = compiled(k)
        callback = k.callbacks.LearningRateScheduler(SCHEDULES[case])
        history = fit(model, callback)
        return history.history, weights(model)

    def spoken(k: Any) -> str:
        fit(compiled(k), k.callbacks.LearningRateScheduler(lambda e: 0.5, verbose=1))
        return capsys.readouterr().out

    assert_close(run)
    assert "Epoch 4: LearningRateScheduler setting" in assert_same(spoken)


def test_schedules_must_return_numbers() -> None:
    with pytest.raises(OptionError, match="must return a number"):
        fit(compiled(engine), LearningRateScheduler(lambda epoch: None))
    with pytest.raises(OptionError, match="schedule must be a function"):
        LearningRateScheduler(0.1)  # type: ignore[arg-type]


# -------------------------------------------------------------------- CSVLogger


def numbers(text: str, separator: str = ",") -> list[Any]:
    """Return the cells of a file, numbers rounded."""

    def cell(part: str) -> Any:
        try:
            return float(f"{float(part):.4g}")
        except ValueError:
            return part

    return [[cell(p) for p in line.split(separator)] for line in text.splitlines()]


def test_logs_in_files_are_those_of_keras(tmp_path: Path) -> None:
    def run(k: Any) -> Any:
        place = tmp_path / f"{k.__name__}.csv"
        model = compiled(k)
        fit(model, k.callbacks.CSVLogger(str(place)), epochs=2)
        first = place.read_text()
        more = k.callbacks.CSVLogger(str(place), append=True)
        fit(model, more, epochs=2, validation_data=(X, Y))
        second = place.read_text()
        other = k.callbacks.CSVLogger(str(place), separator=";")
        fit(model, other, epochs=1, validation_data=(X, Y))
        return numbers(first), numbers(second), numbers(place.read_text(), ";")

    first, second, third = assert_same(run)
    assert first[0] == ["epoch", "loss", "mae", "val_loss", "val_mae"]
    assert first[1][3:] == ["NA", "NA"]
    assert len(second) == 5
    assert third[1][0] == 0


def test_values_that_are_lists(tmp_path: Path) -> None:
    def run(k: Any) -> str:
        place = tmp_path / f"{k.__name__}.csv"
        add = k.callbacks.LambdaCallback(
            on_epoch_end=lambda epoch, logs: logs.update(
                loss=1, mae=2, a=[1, 2], b="x,y", c=np.array(3)
            )
        )
        fit(compiled(k), add, k.callbacks.CSVLogger(str(place)), epochs=1)
        return place.read_text()

    assert_same(run)


def test_separators_are_single_characters() -> None:
    with pytest.raises(OptionError, match="separator must be a single character"):
        CSVLogger("x.csv", separator="::")


# --------------------------------------------------------------- lists of callbacks


def test_lists_of_callbacks_can_be_used_alone() -> None:
    def run(k: Any) -> Any:
        model = compiled(k)
        calls: list[Any] = []
        one = k.callbacks.LambdaCallback(
            on_epoch_end=lambda epoch, logs: calls.append((epoch, sorted(logs))),
            on_train_batch_end=lambda batch, logs: calls.append(batch),
        )
        several = k.callbacks.CallbackList(
            [one, k.callbacks.TerminateOnNaN()],
            add_history=True,
            model=model,
            epochs=3,
        )
        several.on_train_begin()
        several.on_epoch_begin(0)
        several.on_train_batch_begin(0)
        several.on_train_batch_end(0, {"loss": 1.0})
        several.on_epoch_end(0, {"loss": 1.0})
        several.on_test_begin()
        several.on_test_batch_begin(0)
        several.on_test_batch_end(0)
        several.on_test_end()
        several.on_predict_begin()
        several.on_predict_batch_begin(0)
        several.on_predict_batch_end(0)
        several.on_predict_end()
        several.on_train_end()
        kinds = [type(callback).__name__ for callback in several.callbacks]
        return calls, kinds, several.params, model.history.history

    calls, *_ = assert_same(run)
    assert calls == [0, (0, ["loss"])]


def test_fit_takes_a_list_made_before() -> None:
    model = compiled(engine)
    seen: list[int] = []
    several = CallbackList(
        LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(epoch)),
        add_history=True,
        model=model,
        epochs=2,
    )
    history = model.fit(X, Y, epochs=2, callbacks=several)
    assert seen == history.epoch == [0, 1]


def test_what_callbacks_add_to_logs_the_next_ones_see_but_not_the_end() -> None:
    def run(k: Any) -> Any:
        told: list[Any] = []
        fit(
            compiled(k),
            k.callbacks.LambdaCallback(
                on_epoch_end=lambda epoch, logs: logs.update(extra=1.0)
            ),
            k.callbacks.LambdaCallback(
                on_epoch_end=lambda epoch, logs: told.append(sorted(logs)),
                on_train_end=lambda logs: told.append(sorted(logs)),
            ),
            epochs=1,
        )
        return told

    assert assert_same(run) == [["extra", "loss", "mae"], ["loss", "mae"]]
