"""Runs: going on, stopping, pausing, NaN, equal seeds, plain reasons for failures."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.data import open_source
from studio.document import edits
from studio.document.changes import AddNode
from studio.document.model import Document
from studio.document.settings import setting
from studio.examples import load_example
from studio.run.record import RunRecord
from studio.run.trainer import TrainingRun, evaluate, predict


def short(name: str = "iris", **training: object) -> Document:
    document = load_example(name)
    changed = {**setting(document, "training"), "epochs": 2, **training}
    document.apply(edits.set_setting(document, "training", changed))
    return document


def run_of(document: Document, state: object = None) -> TrainingRun:
    spec = setting(document, "source")
    dataset = open_source(spec) if spec else None
    return TrainingRun.create(document, dataset, state, "Run")  # type: ignore[arg-type]


def test_equal_seeds_give_bit_equal_weights() -> None:
    states = [run_of(short("digits")).run() for _ in range(2)]
    assert states[0] is not None
    assert states[1] is not None
    for key, arrays in states[0].weights.items():
        for a, b in zip(arrays, states[1].weights[key], strict=True):
            assert np.array_equal(a, b)
    other = run_of(short("digits", seed=1)).run()
    assert other is not None
    assert not np.array_equal(
        other.weights["hidden_1"][0], states[0].weights["hidden_1"][0]
    )


def test_a_second_run_goes_on_from_the_first() -> None:
    document = short()
    first = run_of(document)
    state = first.run()
    assert state is not None
    second = run_of(document, state)
    after = second.run()
    assert after is not None
    assert second.record.first_epoch == 2
    assert [row.epoch for row in second.record.epochs] == [3, 4]
    assert after.epochs == 4
    assert (
        second.record.epochs[0].values["loss"] < first.record.epochs[0].values["loss"]
    )
    assert int(np.asarray(after.optimizer["0"])) == 2 * int(
        np.asarray(state.optimizer["0"])
    )


def test_weights_of_changed_layers_are_new_and_the_others_stay() -> None:
    document = short()
    state = run_of(document).run()
    assert state is not None
    document.apply(edits.set_option(document, "scores", "units", 5))
    after = run_of(document, state).run()
    assert after is not None
    assert after.weights["scores"][0].shape == (16, 5)


def test_points_are_means_over_stretches() -> None:
    run = run_of(short("digits"))
    run.run()
    points = run.record.points
    assert [p.x for p in points] == sorted(p.x for p in points)
    assert points[-1].x == pytest.approx(2.0)
    first = [p for p in points if p.x <= 1.0]
    ends = [0.0, *(p.x for p in first)]
    widths = np.diff(ends)
    mean = sum(p.values["loss"] * w for p, w in zip(first, widths, strict=True))
    assert mean == pytest.approx(run.record.epochs[0].values["loss"], rel=1e-5)


def in_thread(run: TrainingRun) -> threading.Thread:
    thread = threading.Thread(target=run.run)
    thread.start()
    return thread


def wait_for(condition: object, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        threading.Event().wait(0.005)


def test_pause_halts_and_resume_goes_on() -> None:
    run = run_of(short("digits", epochs=4))
    plain = run_of(short("digits", epochs=4))
    reference = plain.run()
    run.control.pause()
    thread = in_thread(run)
    run.control.step()
    run.control.step()
    wait_for(lambda: len(run.record.points) == 2)
    threading.Event().wait(0.1)
    assert len(run.record.points) == 2
    run.control.resume()
    thread.join(30)
    assert run.record.status == "done"
    assert run.record.epochs[-1].values == plain.record.epochs[-1].values
    assert reference is not None


def test_stop_keeps_the_model() -> None:
    run = run_of(short("digits", epochs=1000))
    thread = in_thread(run)
    wait_for(lambda: len(run.record.epochs) >= 1)
    run.control.stop()
    thread.join(30)
    assert run.record.status == "stopped"
    assert 1 <= len(run.record.epochs) < 1000


def test_nan_stops_with_a_reason_and_the_last_good_weights() -> None:
    document = short("el-nino")
    config = {"class_name": "SGD", "config": {"learning_rate": 1e30}}
    document.apply(edits.set_setting(document, "optimizer", config))
    run = run_of(document)
    state = run.run()
    assert run.record.status == "failed"
    assert "epoch 1, batch" in run.record.error
    assert "learning rate" in run.record.error
    assert state is None or all(
        np.isfinite(a).all() for arrays in state.weights.values() for a in arrays
    )


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda d: edits.set_setting(d, "source", None), "There is no data"),
        (lambda d: edits.bind(d, "species", None), "no data is bound"),
        (
            lambda d: edits.bind(d, "species", {"columns": ["colour"]}),
            'no column "colour"',
        ),
        (lambda d: edits.set_option(d, "scores", "units", 2), "out of range"),
        (lambda d: edits.remove(d, ["hidden"]), "nothing is wired"),
        (lambda d: edits.remove(d, ["species"]), "no Output"),
        (
            lambda d: edits.set_setting(d, "split", {"validation": 0.001}),
            "zero rows are left for validation",
        ),
        (
            lambda d: edits.set_setting(
                d, "callbacks", [{"class_name": "EarlyStopping", "config": {}}]
            ),
            "",
        ),
    ],
)
def test_what_is_wrong_is_said(edit: object, message: str) -> None:
    document = short()
    document.apply(edit(document))  # type: ignore[operator]
    run = run_of(document)
    run.run()
    if message:
        assert run.record.status == "failed"
        assert message in run.record.error
    else:
        assert run.record.status == "done"


def test_early_stopping_needs_validation() -> None:
    document = short()
    callbacks = [{"class_name": "EarlyStopping", "config": {}}]
    document.apply(edits.set_setting(document, "callbacks", callbacks))
    document.apply(edits.set_setting(document, "split", {"validation": 0.0}))
    run = run_of(document)
    run.run()
    assert "EarlyStopping watches val_loss" in run.record.error


def test_predictions_use_the_scales_of_training() -> None:
    document = short(epochs=30)
    run = run_of(document)
    state = run.run()
    assert state is not None
    assert run.dataset is not None
    scores = predict(document, run.dataset, state)["species"]
    assert scores.shape == (150, 3)
    right = scores.argmax(1) == run.dataset.column("species")
    assert right.mean() > 0.9
    logs = evaluate(document, run.dataset, state, "all")
    assert logs["accuracy"] == pytest.approx(right.mean())


def test_records_survive_json() -> None:
    run = run_of(short())
    run.run()
    again = RunRecord.from_json(run.record.to_json())
    assert again == replace(run.record)


def test_an_empty_document_is_refused() -> None:
    run = TrainingRun.create(Document(), None, None, "Run")
    run.run()
    assert run.record.status == "failed"
    document = Document()
    document.apply(AddNode(edits.make_node(document, "Input")))
    run = TrainingRun.create(document, None, None, "Run")
    run.run()
    assert run.record.status == "failed"


def test_checkpoints_are_written_beside_the_project(tmp_path: Path) -> None:
    import engine

    document = short()
    config = {"filepath": "best.keras", "save_best_only": True}
    callbacks = [{"class_name": "ModelCheckpoint", "config": config}]
    document.apply(edits.set_setting(document, "callbacks", callbacks))
    unsaved = run_of(document)
    unsaved.run()
    assert "Save the project first" in unsaved.record.error
    run = TrainingRun.create(document, unsaved.dataset, None, "Run", tmp_path)
    run.run()
    assert run.record.status == "done", run.record.error
    assert engine.models.load_model(tmp_path / "best.keras").count_params() == 131
