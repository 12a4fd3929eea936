"""Files go both ways between the engine and real Keras."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from saving_models import (
    CASES,
    Case,
    assert_close,
    compile_case,
    headlines,
    plain,
    tables,
    targets,
)

import engine
from engine import saving

keras = pytest.importorskip("keras")
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
both_formats = pytest.mark.parametrize(
    ("case", "ending"),
    [
        *((case, ".keras") for case in CASES),
        # The old format shares all but the container: the hard cases are enough.
        *((case, ".h5") for case in CASES if case.make in (headlines, tables)),
    ],
    ids=lambda value: getattr(value, "name", value),
)


def randomize(model: Any, rng: np.random.Generator) -> None:
    """Move all weights away from zeros, which would hide mistakes."""
    model.set_weights(
        [rng.normal(0, 0.4, w.shape).astype(w.dtype) for w in model.get_weights()]
    )


@both_formats
def test_engine_to_keras_and_back(
    case: Case, ending: str, tmp_path: Path, rng: np.random.Generator
) -> None:
    path = tmp_path / f"模型{ending}"
    ours = case.make(engine)
    randomize(ours, rng)
    x = case.inputs(rng)
    expected = ours.predict(x, verbose=0)
    ours.save(path)
    theirs = keras.models.load_model(path)
    assert_close(theirs(x, training=False), expected)
    assert theirs.name == ours.name
    assert theirs.get_config()["trainable"] is True
    theirs.save(path)
    again = saving.load_model(path)
    assert_close(again.predict(x, verbose=0), expected)
    assert [layer.name for layer in again.layers] == [
        layer.name for layer in ours.layers
    ]


@both_formats
def test_keras_to_engine_and_back(
    case: Case, ending: str, tmp_path: Path, rng: np.random.Generator
) -> None:
    path = tmp_path / f"model{ending}"
    theirs = case.make(keras)
    randomize(theirs, rng)
    x = case.inputs(rng)
    expected = theirs(x, training=False)
    theirs.save(path)
    ours = saving.load_model(path)
    assert_close(ours.predict(x, verbose=0), expected)
    assert ours.name == theirs.name
    ours.save(path)
    assert_close(keras.models.load_model(path)(x, training=False), expected)


@cases
def test_weight_files(case: Case, tmp_path: Path, rng: np.random.Generator) -> None:
    ours, theirs, third = case.make(engine), case.make(keras), case.make(engine)
    for ending in (".weights.h5", ".keras", ".h5"):
        path = tmp_path / f"a{ending}"
        randomize(ours, rng)
        (ours.save_weights if "weights" in ending else ours.save)(path)
        theirs.load_weights(path)
        assert_close(theirs.get_weights(), ours.get_weights(), 0)
        randomize(theirs, rng)
        (theirs.save_weights if "weights" in ending else theirs.save)(path)
        third.load_weights(path)
        assert_close(third.get_weights(), theirs.get_weights(), 0)


@cases
def test_json_both_ways(case: Case, rng: np.random.Generator) -> None:
    ours = case.make(engine)
    randomize(ours, rng)
    x = case.inputs(rng)
    theirs = keras.models.model_from_json(ours.to_json())
    theirs.set_weights(ours.get_weights())
    again = saving.model_from_json(theirs.to_json())
    again.set_weights(ours.get_weights())
    assert_close(again.predict(x, verbose=0), ours.predict(x, verbose=0))


@cases
def test_same_paths_and_shapes_as_keras(case: Case, tmp_path: Path) -> None:
    found = []
    for k, name in ((engine, "ours"), (keras, "theirs")):
        path = tmp_path / f"{name}.weights.h5"
        case.make(k).save_weights(path)
        items: dict[str, Any] = {}
        with h5py.File(path) as file:
            file.visititems(
                lambda place, item, items=items: items.update(
                    {place: getattr(item, "shape", item.attrs.get("name"))}
                )
            )
        # Operations of masks have no weights, only empty groups.
        operations = ("not_equal", "any", "logical_or", "expand_dims", "zeros_like")
        found.append(
            {
                place: value
                for place, value in items.items()
                if not any(f"layers/{name}" in place for name in operations)
                and not (case.name == "masked_branches" and "concatenate" in place)
            }
        )
    ours, theirs = found
    assert {p: v for p, v in ours.items() if isinstance(v, tuple)} == {
        p: v for p, v in theirs.items() if isinstance(v, tuple)
    }
    assert set(ours) == set(theirs)
    names = {p: v for p, v in ours.items() if isinstance(v, str) and "cell" not in p}
    assert names == {p: theirs[p] for p in names}


@pytest.mark.parametrize(
    "case", [case for case in CASES if "masked" in case.name], ids=lambda c: c.name
)
def test_masks_in_old_files(
    case: Case, tmp_path: Path, rng: np.random.Generator
) -> None:
    """Keras writes operations to these files that it cannot read again itself."""
    theirs = case.make(keras)
    path = tmp_path / "m.h5"
    theirs.save(path)
    x = case.inputs(rng)
    ours = saving.load_model(path)
    assert_close(ours.predict(x, verbose=0), theirs(x, training=False))


OPTIMIZERS = {
    "sgd": lambda k: k.optimizers.SGD(0.1),
    "momentum": lambda k: k.optimizers.SGD(0.05, momentum=0.9, nesterov=True),
    "rmsprop": lambda k: k.optimizers.RMSprop(0.01),
    "centered": lambda k: k.optimizers.RMSprop(0.01, momentum=0.5, centered=True),
    "adam": lambda k: k.optimizers.Adam(0.01),
    "amsgrad": lambda k: k.optimizers.Adam(0.01, amsgrad=True, clipnorm=1.0),
    "decay": lambda k: k.optimizers.Adam(0.01, weight_decay=0.01),
}


def case_for(name: str) -> Case:
    """Several inputs, outputs and inner models for one optimizer, less for others."""
    make = headlines if name == "rmsprop" else plain
    return next(case for case in CASES if case.make is make)


def train(model: Any, x: Any, y: Any, steps: int = 3) -> None:
    model.fit(x, y, epochs=steps, batch_size=8, shuffle=False, verbose=0)


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_training_goes_on_in_keras(
    name: str, tmp_path: Path, rng: np.random.Generator
) -> None:
    case = case_for(name)
    ours = case.make(engine)
    compile_case(case, ours, OPTIMIZERS[name](engine))
    x = case.inputs(rng)
    y = targets(case, ours, x, rng)
    train(ours, x, y)
    path = tmp_path / "half.keras"
    ours.save(path)
    theirs = keras.models.load_model(path)
    train(theirs, x, y)
    train(ours, x, y)
    assert_close(ours.get_weights(), theirs.get_weights(), 1e-4)
    assert int(theirs.optimizer.iterations.numpy()) == 6


@pytest.mark.parametrize(
    ("name", "ending"), [*((name, ".keras") for name in OPTIMIZERS), ("adam", ".h5")]
)
def test_training_goes_on_in_the_engine(
    name: str, ending: str, tmp_path: Path, rng: np.random.Generator
) -> None:
    case = case_for(name)
    theirs = case.make(keras)
    compile_case(case, theirs, OPTIMIZERS[name](keras))
    x = case.inputs(rng)
    y = targets(case, theirs, x, rng)
    train(theirs, x, y)
    path = tmp_path / f"half{ending}"
    theirs.save(path)
    ours = saving.load_model(path)
    train(ours, x, y)
    train(theirs, x, y)
    assert_close(ours.get_weights(), theirs.get_weights(), 1e-4)


@pytest.mark.parametrize(
    # Keras has one name for the losses of all outputs of one layer.
    "case",
    [case for case in CASES if case.name != "states"],
    ids=lambda case: case.name,
)
def test_compiled_models_keep_losses_and_metrics(
    case: Case, tmp_path: Path, rng: np.random.Generator
) -> None:
    ours = case.make(engine)
    compile_case(case, ours, "adam")
    x = case.inputs(rng)
    y = targets(case, ours, x, rng)
    expected = ours.evaluate(x, y, verbose=0, return_dict=True)
    path = tmp_path / "m.keras"
    ours.save(path)
    theirs = keras.models.load_model(path)
    again = saving.load_model(path)
    for model in (theirs, again):
        received = model.evaluate(x, y, verbose=0, return_dict=True)
        assert set(received) == set(expected)
        for name, value in expected.items():
            assert received[name] == pytest.approx(value, rel=1e-4, abs=1e-6)
    theirs.save(path)
    back = saving.load_model(path).evaluate(x, y, verbose=0, return_dict=True)
    assert back == pytest.approx(expected, rel=1e-4, abs=1e-6)
    assert not saving.load_model(path, compile=False).compiled


def test_loss_and_metric_objects_keep_their_options(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    x, y = rng.random((8, 6), np.float32), rng.random((8, 3), np.float32)
    for k, other in ((engine, keras), (keras, engine)):
        model = CASES[0].make(k)
        model.compile(
            k.optimizers.SGD(0.5, momentum=0.25),
            k.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.25),
            metrics=[k.metrics.BinaryAccuracy(name="above", threshold=0.25)],
        )
        expected = model.evaluate(x, y, verbose=0, return_dict=True)
        assert set(expected) == {"loss", "above"}
        for ending in (".keras", ".h5"):
            path = tmp_path / f"m{ending}"
            model.save(path)
            loaded = other.models.load_model(path)
            received = loaded.evaluate(x, y, verbose=0, return_dict=True)
            assert received == pytest.approx(expected, rel=1e-4)
            assert loaded.optimizer.momentum == 0.25
            assert float(loaded.optimizer.learning_rate) == 0.5


def test_archive_looks_like_that_of_keras(tmp_path: Path) -> None:
    path = tmp_path / "m.keras"
    CASES[0].make(engine).save(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [
            "metadata.json",
            "config.json",
            "model.weights.h5",
        ]
        assert {entry.compress_type for entry in archive.infolist()} == {0}
        metadata = json.loads(archive.read("metadata.json"))
    assert metadata["keras_version"] == "3.15.1"
    assert len(metadata["date_saved"]) == len("2026-11-20@10:18:46")


def test_a_layer_in_two_models_stays_one(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    shared = engine.layers.Dense(4, name="shared")
    i = engine.Input((4,), name="i")
    inner = engine.Model(i, shared(i), name="inner")
    a = engine.Input((4,), name="a")
    model = engine.Model(a, [inner(a), shared(a)], name="outer")
    x = rng.random((3, 4), np.float32)
    path = tmp_path / "m.keras"
    model.save(path)
    loaded = saving.load_model(path)
    inner = loaded.get_layer("inner")
    assert inner.get_layer("shared") is loaded.get_layer("shared")
    assert_close(loaded.predict(x, verbose=0), model.predict(x, verbose=0))
    # Keras makes two layers of it, but with the same weights.
    theirs = keras.models.load_model(path)
    assert_close(theirs(x, training=False), model.predict(x, verbose=0))


def test_the_end_of_another_model(tmp_path: Path, rng: np.random.Generator) -> None:
    whole = headlines(engine)
    start = whole.get_layer("join").output
    tail = engine.Model(start, whole.get_layer("main_output").output, name="tail")
    path = tmp_path / "tail.keras"
    tail.save(path)
    x = rng.random((4, 9), np.float32)
    expected = tail.predict(x, verbose=0)
    assert_close(keras.models.load_model(path)(x, training=False), expected)
    assert_close(saving.load_model(path).predict(x, verbose=0), expected)


def test_float64_and_frozen_model(tmp_path: Path, rng: np.random.Generator) -> None:
    path = tmp_path / "m.keras"
    model = engine.Sequential(
        [engine.Input((3,)), engine.layers.Dense(2, dtype="float64", name="d")]
    )
    model.trainable = False
    model.save(path)
    again = saving.load_model(path)
    assert again.trainable is False
    assert again.trainable_weights == []
    assert again.get_weights()[0].dtype == np.float64
    np.testing.assert_array_equal(again.get_weights()[0], model.get_weights()[0])
    path = tmp_path / "n.keras"
    model = next(case for case in CASES if case.make is tables).make(engine)
    model.get_layer("inner").trainable = False
    model.save(path)
    names = [v.path for v in keras.models.load_model(path).trainable_weights]
    assert names == [v.path for v in saving.load_model(path).trainable_weights] == []


def test_half_of_the_format_that_keras_tolerates(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    """Names of functions, compressed archives, extra members, missing extras."""
    theirs = CASES[0].make(keras)
    theirs.compile(
        "sgd",
        keras.losses.mean_squared_error,
        metrics=[keras.metrics.mean_absolute_error],
    )
    path = tmp_path / "m.keras"
    theirs.save(path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    config = json.loads(members["config.json"])
    for layer in config["config"]["layers"]:
        layer.pop("build_config", None)
        if "dtype" in layer["config"]:
            layer["config"]["dtype"] = "float32"
    members["config.json"] = json.dumps(config).encode()
    members["assets/x.txt"] = b"extra"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    ours = saving.load_model(path)
    x = rng.random((4, 6), np.float32)
    assert_close(ours.predict(x, verbose=0), theirs(x, training=False))
    y = rng.random((4, 3), np.float32)
    assert ours.evaluate(x, y, verbose=0)[0] == pytest.approx(
        theirs.evaluate(x, y, verbose=0)[0], rel=1e-4
    )
