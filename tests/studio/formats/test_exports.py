"""Exports: names of files, what real Keras reads of them, predictions as CSV."""

from __future__ import annotations

import csv
import io
import os
import stat
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.diagram import Diagram
from engine.errors import FileError, UnsupportedError
from studio.data import open_source
from studio.document import edits
from studio.document.model import Document
from studio.document.settings import setting
from studio.examples import load_example
from studio.formats import exports, keras_script
from studio.run.state import TrainedState
from studio.run.trainer import TrainingRun, predict, prepare_data, restored_model


@pytest.fixture(scope="module")
def trained() -> tuple[Document, TrainedState]:
    """The example with two inputs and two outputs after two epochs."""
    document = load_example("digits-two-inputs")
    settings = {**setting(document, "training"), "epochs": 2, "batch_size": 128}
    document.apply(edits.set_setting(document, "training", settings))
    run = TrainingRun.create(document, data(document), None, "Run 1")
    state = run.run()
    assert state is not None, run.record.error
    return document, state


def data(document: Document) -> Any:
    """The data of a document."""
    return open_source(setting(document, "source"))


def export(name: str, path: Path, made: tuple[Document, TrainedState]) -> list[Path]:
    """Write an export of a trained document."""
    document, state = made
    return exports.export(name, document, state, data(document), path)


# ------------------------------------------------------------ what Keras reads


@pytest.mark.parametrize(("kind", "suffix"), [("keras", ".keras"), ("h5", ".h5")])
def test_keras_opens_the_model_and_predicts_the_same(
    tmp_path: Path, trained: tuple[Document, TrainedState], kind: str, suffix: str
) -> None:
    keras = pytest.importorskip("keras")
    document, state = trained
    (path,) = export(kind, tmp_path / f"model{suffix}", trained)
    model = keras.models.load_model(path)
    part = prepare_data(document, data(document)).validation
    ours = predict(document, data(document), state)
    theirs = model.predict(part.x, verbose=0)
    for name, values in zip(model.output_names, theirs, strict=True):
        assert np.abs(ours[name][part.rows] - values).max() < 1e-5


def test_keras_loads_the_weights(
    tmp_path: Path, trained: tuple[Document, TrainedState]
) -> None:
    keras = pytest.importorskip("keras")
    document, state = trained
    (weights,) = export("weights", tmp_path / "model", trained)
    (architecture,) = export("json", tmp_path / "model", trained)
    assert weights.name == "model.weights.h5"
    model = keras.models.model_from_json(architecture.read_text("utf-8"))
    model.load_weights(weights)
    built, left_out = restored_model(document, state)
    assert not left_out
    for ours, theirs in zip(
        built.model.get_weights(), model.get_weights(), strict=True
    ):
        assert np.array_equal(ours, theirs)


def test_the_summary_names_the_model_as_the_script_does() -> None:
    document = load_example("iris")
    document.apply(edits.set_setting(document, "title", "My / 鸢尾花 model"))
    first = exports.summary(document).splitlines()[0]
    assert first == 'Model: "My_鸢尾花_model"'
    assert "name='My_鸢尾花_model'" in keras_script.write(document).replace('"', "'")


# ----------------------------------------------------------- files and endings


@pytest.mark.parametrize("kind", exports.KINDS, ids=lambda kind: kind.name)
def test_endings(tmp_path: Path, kind: exports.Kind) -> None:
    document = load_example("iris")

    def written(name: str) -> str:
        return exports.export(kind.name, document, None, None, tmp_path / name)[0].name

    for given in ("model", "my.model", "模型"):
        assert written(given) == f"{given}{kind.suffix}"
    assert written(f"model{kind.suffix}") == f"model{kind.suffix}"
    before = sorted(tmp_path.iterdir())
    for other in {k.suffix for k in exports.KINDS} - {kind.suffix}:
        with pytest.raises(FileError, match="name of this kind of file ends in"):
            written(f"x{other}")
    with pytest.raises(FileError, match=r"not in \.hornbeam"):
        written("x.hornbeam")
    assert sorted(tmp_path.iterdir()) == before


def test_a_script_comes_with_its_data(tmp_path: Path) -> None:
    document = load_example("iris")
    files = exports.export(
        "keras-script", document, None, data(document), tmp_path / "a"
    )
    assert [path.name for path in files] == ["a.py", "a_data.npz"]
    assert "a_data.npz" in files[0].read_text("utf-8")
    files = exports.export("engine-script", document, None, None, tmp_path / "b")
    assert [path.name for path in files] == ["b.py"]
    assert "import engine as keras" in files[0].read_text("utf-8")


def test_a_name_too_strange_for_dot_is_no_trouble(tmp_path: Path) -> None:
    document = load_example("iris")
    node = document.nodes_of_type("Dense")[0]
    document.apply(edits.rename(document, node.id, 'a:b"<>&层'))
    (path,) = exports.export("dot", document, None, None, tmp_path / "a")
    assert 'a:b"&lt;&gt;&amp;层' in path.read_text("utf-8").replace("&quot;", '"')


# ------------------------------------------------------------------- pictures


def fake_dot(folder: Path, script: str) -> None:
    """Put a program called dot into a folder."""
    path = folder / "dot"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


def test_a_dot_that_fails_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Path] = []

    def draw(diagram: Diagram, path: Path) -> None:
        assert diagram.boxes()[0].name == "measurements"
        drawn.append(path)

    fake_dot(tmp_path, "echo 'Format: \"png\" not recognized.' >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    document = load_example("iris")
    path = tmp_path / "a.png"
    assert exports.export("png", document, None, None, path, draw) == [path]
    assert drawn == [path]
    with pytest.raises(UnsupportedError, match="not recognized"):
        exports.export("png", document, None, None, path)


def test_a_picture_that_dot_draws_is_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_dot(tmp_path, "cat > /dev/null; echo picture")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin:/usr/bin")
    path = tmp_path / "a.svg"
    exports.export(
        "svg", load_example("iris"), None, None, path, lambda *_: pytest.fail("drawn")
    )
    assert path.read_text() == "picture\n"


def test_no_picture_without_dot_and_without_a_drawer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnsupportedError, match=r"apt install graphviz.*\.dot"):
        exports.export("svg", load_example("iris"), None, None, tmp_path / "a.svg")


# ----------------------------------------------------------------- predictions


def table(text: str) -> list[list[str]]:
    """CSV text as rows."""
    return list(csv.reader(io.StringIO(text)))


def test_predictions_of_all_kinds() -> None:
    outputs = {
        "kind": np.array([[0.1, 0.7, 0.2], [0.5, 0.25, 0.25]], "float32"),
        "even": np.array([[0.9], [0.25]], "float32"),
        "level": np.array([[1.5], [-2e10]], "float32"),
        "pair": np.array([[1.0, 2.0], [3.0, 4.0]], "float32"),
    }
    classes = {"kind": ("a", "b", "c"), "even": ("no", "yes")}
    assert table(exports.predictions_csv(outputs, classes)) == [
        [
            "kind",
            "kind_a",
            "kind_b",
            "kind_c",
            "even",
            "even_score",
            "level",
            "pair_0",
            "pair_1",
        ],
        ["b", "0.1", "0.7", "0.2", "yes", "0.9", "1.5", "1", "2"],
        ["a", "0.5", "0.25", "0.25", "no", "0.25", "-2e+10", "3", "4"],
    ]


def test_no_text_of_a_table_is_a_formula() -> None:
    outputs = {"=x": np.array([[0.9], [0.1]], "float32")}
    text = exports.predictions_csv(outputs, {"=x": ("-1", "@sum")})
    assert table(text) == [
        ["'=x", "'=x_score"],
        ["'@sum", "0.9"],
        ["'-1", "0.1"],
    ]


def test_predictions_of_other_shapes_and_classes_that_are_missing(
    tmp_path: Path,
) -> None:
    outputs = {"y": np.arange(12, dtype="float32").reshape(2, 3, 2)}
    header, first, _ = table(exports.predictions_csv(outputs, {}))
    assert header == [f"y_{i}" for i in range(6)]
    assert first == [str(i) for i in range(6)]
    few = {"y": np.array([[0.1, 0.9]], "float32")}
    assert table(exports.predictions_csv(few, {"y": ("only",)}))[1][0] == ""
    exports.write_predictions(tmp_path / "p.NPZ", outputs, {})
    with np.load(tmp_path / "p.NPZ") as stored:
        assert np.array_equal(stored["y"], outputs["y"])
