"""Commands: results on one stream, messages on the other, the right exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import main as program
from studio import cli, start
from studio.cli import requirements
from studio.cli.progress import bar_text
from studio.document import edits
from studio.document.changes import SetBinding
from studio.document.model import Document
from studio.document.settings import setting
from studio.examples import examples, load_example
from studio.formats import exports, project
from studio.run.record import Progress
from tests.studio.graphs import graph

ROOT = Path(__file__).parents[2]
IRIS = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)"]
IRIS += ["petal width (cm)"]


class Shell:
    """Runs commands in a folder of its own."""

    def __init__(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        """Run a command; return its status, keep what it wrote."""
        self._capsys.readouterr()
        status = cli.main([str(word) for word in words])
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return status

    def json(self, *words: object) -> Any:
        """Run a command that works; return its result."""
        assert self(*words, "--json") == 0, self.err
        return json.loads(self.out, parse_constant=pytest.fail)


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Shell:
    """Commands run in `tmp_path`."""
    monkeypatch.chdir(tmp_path)
    return Shell(capsys, monkeypatch)


@pytest.fixture
def iris(shell: Shell) -> Path:
    """A project that was trained for two epochs."""
    assert shell("new", "--template", "iris", "-o", "iris.hornbeam") == 0
    assert shell("train", "iris.hornbeam", "--epochs", 2) == 0
    return Path("iris.hornbeam")


def saved(document: Document, path: str = "mine.hornbeam") -> Path:
    """Write a document as a project."""
    project.save(project.Project(document), Path(path))
    return Path(path)


def rows(text: str) -> list[list[str]]:
    """CSV text as lists."""
    return list(csv.reader(io.StringIO(text)))


# --------------------------------------------------------- new, templates, info


def test_templates_are_the_examples(shell: Shell) -> None:
    assert [row["name"] for row in shell.json("templates")] == [
        example.name for example in examples()
    ]
    assert shell("templates") == 0
    assert "iris" in shell.out


def test_new_makes_a_project_and_never_replaces_one_unasked(
    shell: Shell, iris: Path
) -> None:
    before = iris.read_bytes()
    assert shell("new", "--template", "digits", "-o", iris) == 2
    assert "--force" in shell.err
    assert iris.read_bytes() == before
    assert shell("new", "--template", "digits", "-o", iris, "--force") == 0
    assert project.load(iris).document == load_example("digits")
    assert shell.json("new", "-o", "plain")["file"] == "plain.hornbeam"
    assert Path("plain.hornbeam").exists()


def test_info_tells_what_is_in_a_project(shell: Shell, iris: Path) -> None:
    facts = shell.json("info", iris)
    assert facts["inputs"] == [
        {
            "name": "measurements",
            "columns": IRIS,
            "shape": [4],
            "dtype": "float32",
        }
    ]
    assert facts["outputs"][0]["loss"] == "sparse_categorical_crossentropy"
    assert facts["outputs"][0]["shape"] == [3]
    assert (facts["parameters"], facts["trained_epochs"]) == (131, 2)
    assert facts["data"] == {"title": "Iris flowers", "rows": 150}
    assert facts["problems"] == []
    assert facts["runs"][0]["status"] == "done"
    assert facts["runs"][0]["last"]["val_accuracy"] > 0.3
    assert shell("info", iris) == 0
    assert 'Model: "iris"' in shell.out
    assert "Total params: 131" in shell.out
    assert "Trained: 2 epochs" in shell.out
    assert "Run 1: done, 2 epochs  loss" in shell.out


def test_info_shows_problems(shell: Shell) -> None:
    document, _ = graph([("x", "Input", {"shape": [4]}, [])])
    path = saved(document)
    facts = shell.json("info", path)
    assert facts["problems"]
    assert {p["severity"] for p in facts["problems"]} & {"error"}
    assert shell("info", path) == 0
    assert "Error: " in shell.out
    assert "Trained: not yet" in shell.out


# -------------------------------------------------------------------- training


def test_training_goes_on_and_keeps_the_settings(shell: Shell, iris: Path) -> None:
    facts = shell.json("train", iris, "--epochs", 3, "--batch-size", 8)
    assert facts["status"] == "done"
    assert (facts["epochs"], facts["trained_epochs"]) == (3, 5)
    assert set(facts["values"]) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert re.findall(r"epoch (\d/\d)", shell.err) == ["3/5", "4/5", "5/5"]
    opened = project.load(iris)
    assert opened.document == load_example("iris")
    assert opened.runs[1].settings["training"]["epochs"] == 3
    assert [run.title for run in opened.runs] == ["Run 1", "Run 2"]


def test_results_and_progress_have_a_stream_each(shell: Shell, iris: Path) -> None:
    assert shell("train", iris, "--epochs", 1) == 0
    assert shell.out.splitlines()[-1] == "saved iris.hornbeam"
    assert re.search(r"^val_accuracy +0\.\d+$", shell.out, re.M)
    assert "epoch" not in shell.out
    assert "saved" not in shell.err


def test_equal_seeds_give_equal_weights(shell: Shell) -> None:
    weights = {}
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        saved(load_example("iris"), f"{name}.hornbeam")
        assert shell("train", f"{name}.hornbeam", "--epochs", 1, "--seed", seed) == 0
        state = project.load(Path(f"{name}.hornbeam")).trained
        assert state is not None
        weights[name] = [a.tolist() for part in state.weights.values() for a in part]
    assert weights["a"] == weights["b"]
    assert weights["a"] != weights["c"]


def test_fresh_forgets_and_output_leaves_the_file(shell: Shell, iris: Path) -> None:
    before = iris.read_bytes()
    facts = shell.json("train", iris, "--epochs", 1, "--fresh", "-o", "other")
    assert facts["file"] == "other.hornbeam"
    assert facts["trained_epochs"] == 1
    assert iris.read_bytes() == before


def test_requirements_decide_the_status(shell: Shell, iris: Path) -> None:
    good = ("--require", "val_loss<=100", "--require", "accuracy > 0")
    assert shell("train", iris, "--epochs", 1, *good) == 0
    assert shell("train", iris, "--epochs", 1, "--require", "accuracy>=1.1") == 1
    assert re.search(r"accuracy is 0\.\d+, required >= 1\.1", shell.err)
    assert project.load(iris).trained.epochs == 4  # type: ignore[union-attr]
    assert shell("evaluate", iris, "--require", "accuracy<0") == 1
    assert shell("evaluate", iris, "--require", "acuracy>0") == 2
    assert 'Did you mean "accuracy"?' in shell.err


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("a>=0.5", 0.5, 0),
        ("a > 0.5", 0.5, 1),
        ("a<=1e-3", 0.0005, 0),
        ("a<-1", -2.0, 0),
        ("a>=0", float("nan"), 1),
        ("a<=0", float("nan"), 1),
    ],
)
def test_requirements_compare(text: str, value: float, status: int) -> None:
    wanted = [requirements.parse(text)]
    if status:
        with pytest.raises(cli.errors.WorkError):
            requirements.check(wanted, {"a": value})
    else:
        requirements.check(wanted, {"a": value})


def test_nan_fails_and_keeps_the_last_good_model(shell: Shell, iris: Path) -> None:
    opened = project.load(iris)
    rate = {"class_name": "SGD", "config": {"learning_rate": 1e30}}
    opened.document.apply(edits.set_setting(opened.document, "optimizer", rate))
    project.save(opened, iris)
    assert shell("train", iris, "--epochs", 5) == 1
    assert "The loss became" in shell.err
    after = project.load(iris)
    assert after.runs[-1].status == "failed"
    assert after.trained is not None
    assert all(
        np.isfinite(a).all() for part in after.trained.weights.values() for a in part
    )


def test_what_cannot_be_trained_leaves_the_file(shell: Shell) -> None:
    document, _ = graph([("x", "Input", {"shape": [4]}, [])])
    path = saved(document)
    before = path.read_bytes()
    assert shell("train", path) == 2
    assert shell.err.startswith("hornbeam: ")
    assert path.read_bytes() == before
    unbound = load_example("iris")
    node = unbound.nodes_of_type("Input")[0]
    unbound.apply(SetBinding(node.id, node.binding, None))
    assert shell("train", saved(unbound)) == 2
    assert 'Input "measurements": no data is bound to it' in shell.err


def test_a_place_that_cannot_be_written_is_found_before_training(
    shell: Shell, iris: Path
) -> None:
    Path("folder.hornbeam").mkdir()
    for target, text in (
        ("missing/x.hornbeam", "does not exist"),
        ("folder.hornbeam", "is a folder"),
    ):
        assert shell("train", iris, "-o", target) == 2
        assert text in shell.err
        assert "epoch" not in shell.err


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_what_was_trained_is_saved_elsewhere_if_need_be(
    shell: Shell, iris: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only for root does /proc look writable")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert shell("train", iris, "--epochs", 1, "-o", "/proc/x.hornbeam") == 2
    rescued = re.search(r"is not lost: (\S+)", shell.err)
    assert rescued is not None
    assert project.load(Path(rescued[1])).trained is not None


# -------------------------------------------------------- evaluate and predict


def test_evaluate_splits(shell: Shell, iris: Path) -> None:
    validation = shell.json("evaluate", iris)
    assert validation == shell.json("evaluate", iris, "--split", "validation")
    assert validation == pytest.approx(
        {
            name.removeprefix("val_"): value
            for name, value in project.load(iris).runs[-1].epochs[-1].values.items()
            if name.startswith("val_")
        },
        rel=1e-5,
    )
    assert shell.json("evaluate", iris, "--split", "all") != validation
    assert shell("evaluate", iris, "--split", "test") == 2
    assert 'The split "test" has no rows' in shell.err


def test_predict_writes_csv_json_and_npz(shell: Shell, iris: Path) -> None:
    assert shell("predict", iris) == 0
    header, *lines = rows(shell.out)
    kinds = ["setosa", "versicolor", "virginica"]
    assert header == ["species", *(f"species_{kind}" for kind in kinds)]
    assert len(lines) == 150
    for line in lines:
        values = [float(text) for text in line[1:]]
        assert line[0] == kinds[int(np.argmax(values))]
        assert sum(values) == pytest.approx(1, abs=1e-5)
    facts = shell.json("predict", iris)
    assert facts["classes"] == {"species": kinds}
    assert np.shape(facts["outputs"]["species"]) == (150, 3)
    assert shell("predict", iris, "-o", "out.csv") == 0
    assert shell.out == "150 rows written to out.csv\n"
    assert rows(Path("out.csv").read_text("utf-8-sig")) == [header, *lines]
    assert shell.json("predict", iris, "-o", "out.npz")["rows"] == 150
    stored = np.load("out.npz")["species"]
    assert np.allclose(stored, facts["outputs"]["species"])


def test_predict_for_rows_of_a_file(shell: Shell, iris: Path) -> None:
    Path("rows.csv").write_text(",".join(IRIS) + "\n5,3.4,1.5,0.2\n6.5,3,5.6,2.1\n")
    assert shell("predict", iris, "--data", "rows.csv") == 0
    by_name = shell.out
    assert [line[0] for line in rows(by_name)[1:]] == ["setosa", "virginica"]
    Path("other.csv").write_text("a,b,c,d\n5,3.4,1.5,0.2\n6.5,3,5.6,2.1\n")
    assert shell("predict", iris, "--data", "other.csv") == 2
    assert 'has no column "sepal length (cm)"' in shell.err
    # Named for one Input, columns go by their order.
    assert shell("predict", iris, "--data", "measurements=other.csv") == 0
    assert shell.out == by_name


def test_data_for_two_inputs_from_two_files(shell: Shell) -> None:
    path = saved(load_example("headlines"))
    small = {"epochs": 1, "batch_size": 64}
    document = project.load(path).document
    document.apply(edits.set_setting(document, "training", small))
    source = {**setting(document, "source"), "rows": 60}
    document.apply(edits.set_setting(document, "source", source))
    saved(document)
    assert shell("train", path) == 0, shell.err
    rng = np.random.default_rng(0)
    tokens = rng.integers(1, 10000, (7, 100)).astype("int32")
    features = rng.normal(size=(7, 5)).astype("float32")
    np.savez("words.npz", anything=tokens)
    np.savez("rest.npz", aux=features)
    given = ("--data", "main_input=words.npz", "--data", "aux_input=rest.npz")
    outputs = shell.json("predict", path, *given)["outputs"]
    assert {name: np.shape(v) for name, v in outputs.items()} == {
        "main_output": (7, 1),
        "aux_output": (7, 1),
    }
    np.savez("whole.npz", tokens=tokens, aux=features)
    assert shell.json("predict", path, "--data", "whole.npz")["outputs"] == outputs
    np.savez("short.npz", aux=features[:3])
    given = ("--data", "main_input=words.npz", "--data", "aux_input=short.npz")
    assert shell("predict", path, *given) == 2
    assert "same number of rows" in shell.err


def test_predictions_are_in_the_units_of_the_data(shell: Shell) -> None:
    rng = np.random.default_rng(1)
    x = rng.uniform(0, 10, 200)
    lines = [f"{a:.6f},{1000 + 50 * a:.6f}" for a in x]
    Path("line.csv").write_text("x,y\n" + "\n".join(lines) + "\n")
    bound = {"scale": "standardize", "encoding": "auto"}
    document, _ = graph(
        [
            ("in", "Input", {"shape": [1]}, [], {"columns": ["x"], **bound}),
            ("dense", "Dense", {"units": 1}, ["in"]),
            ("out", "Output", {"loss": "mean_squared_error"}, ["dense"],
             {"columns": ["y"], **bound}),
        ],
        source={"kind": "csv", "path": "line.csv"},
        optimizer={"class_name": "Adam", "config": {"learning_rate": 0.05}},
    )  # fmt: skip
    path = saved(document)
    assert shell("train", path, "--epochs", 40) == 0, shell.err
    assert shell("predict", path) == 0
    predicted = [float(line[0]) for line in rows(shell.out)[1:]]
    assert predicted == pytest.approx(list(1000 + 50 * x), abs=20)


# --------------------------------------------------------------------- exports


@pytest.mark.parametrize("kind", exports.KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_export(shell: Shell, iris: Path, kind: exports.Kind) -> None:
    files = shell.json("export", iris, "--to", kind.name, "-o", "out")["files"]
    assert files[0] == f"out{kind.suffix}"
    assert all(Path(name).stat().st_size > 300 for name in files)
    assert ("out_data.npz" in files) == kind.needs_data
    begins = {
        ".png": b"\x89PNG",
        ".pdf": b"%PDF",
        ".dot": b"digraph",
        ".keras": b"PK",
        ".h5": b"\x89HDF",
        ".weights.h5": b"\x89HDF",
    }
    assert Path(files[0]).read_bytes().startswith(begins.get(kind.suffix, b""))
    assert shell("export", iris, "--to", kind.name, "-o", f"b{kind.suffix}") == 0
    assert shell.out.splitlines()[0] == f"b{kind.suffix}"


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_pictures_without_graphviz(
    qapp: object, shell: Shell, iris: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setenv("PATH", str(Path.cwd()))
    assert shell("export", iris, "--to", suffix, "-o", "model") == 0, shell.err
    assert Path(f"model.{suffix}").stat().st_size > 1000


def test_fresh_weights_and_stand_in_data_are_told(shell: Shell) -> None:
    path = saved(load_example("iris"))
    assert shell("export", path, "--to", "weights", "-o", "w") == 0
    assert "not trained yet: the weights are fresh" in shell.err
    document = load_example("iris")
    gone = {"kind": "csv", "path": "gone.csv"}
    document.apply(edits.set_setting(document, "source", gone))
    path = saved(document)
    assert shell("export", path, "--to", "keras-script", "-o", "s") == 0
    assert "gone.csv" in shell.err
    assert "random numbers" in shell.err
    assert shell("export", path, "--to", "dot", "-o", "d") == 0
    assert shell.err == ""


def test_a_script_finds_the_data_of_the_user(shell: Shell) -> None:
    folder = Path("work")
    folder.mkdir()
    lines = [f"{i % 7},{i % 2}" for i in range(40)]
    (folder / "rows.csv").write_text("a,b\n" + "\n".join(lines) + "\n")
    document, _ = graph(
        [
            ("in", "Input", {"shape": [1]}, [], {"columns": ["a"]}),
            ("dense", "Dense", {"units": 1}, ["in"]),
            ("out", "Output", {"loss": "mean_squared_error"}, ["dense"],
             {"columns": ["b"]}),
        ],
        source={"kind": "csv", "path": "rows.csv"},
    )  # fmt: skip
    path = saved(document, "work/p.hornbeam")
    assert shell("train", path, "--epochs", 1) == 0, shell.err
    files = shell.json("export", path, "--to", "keras-script", "-o", "work/p.py")
    assert files["files"] == ["work/p.py"]
    assert shell.err == ""
    text = (folder / "p.py").read_text()
    assert '"rows.csv"' in text
    assert "stand in" not in text.lower()


# ---------------------------------------------------------------------- errors


def future(path: str) -> None:
    """Write a project of a later program."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", '{"format": 99}')
        archive.writestr("document.json", "{}")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("", "required: COMMAND"),
        ("train", "required: FILE"),
        ("frobnicate x", "invalid choice"),
        ("info gone.hornbeam", "gone.hornbeam: there is no such file"),
        ("info gone", "there is no such file. Give a file ending in .hornbeam"),
        ("info notes.txt", "notes.txt: is no project"),
        ("info text.hornbeam", "no zip archive"),
        ("info future.hornbeam", "made by a newer Hornbeam (format 99"),
        ("info .", "is no project"),
        ("new --template irs -o x", 'Did you mean "iris"?'),
        ("new --template iris", "required: -o/--output"),
        ("new -o missing/x", "the folder does not exist"),
        ("train iris.hornbeam --epochs 0", "of at least 1. Received '0'"),
        ("train iris.hornbeam --epochs -2", "of at least 1. Received '-2'"),
        ("train iris.hornbeam --epochs 1.5", "Received '1.5'"),
        ("train iris.hornbeam --seed 99999999999", "from 0 to 2147483647"),
        ("train iris.hornbeam --require accuracy", "something like val_accuracy>=0.9"),
        ("train iris.hornbeam --require accuracy>=x", "something like"),
        ("train iris.hornbeam --require a>=nan", "something like"),
        ("train iris.hornbeam --data gone.csv", '"gone.csv" does not exist'),
        ("predict iris.hornbeam --data notes.md", 'type ".md" cannot be read'),
        ("predict iris.hornbeam --data few.csv", 'no column "petal width (cm)"'),
        ("predict iris.hornbeam --data measurements=few.csv", "needs the columns"),
        ("predict iris.hornbeam --data mesurements=few.csv", "There are measurements"),
        ("predict iris.hornbeam --data few.csv --data few.csv", "received 2"),
        ("predict iris.hornbeam -o out.txt", "end in .csv or .npz"),
        ("predict iris.hornbeam -o missing/out.csv", "does not exist"),
        ("evaluate iris.hornbeam --data few.csv", "has no column"),
        ("evaluate iris.hornbeam --split some", "invalid choice"),
        ("evaluate fresh.hornbeam", "not trained yet. Run: hornbeam train"),
        ("predict fresh.hornbeam", "not trained yet"),
        ("export iris.hornbeam --to bmp -o x", "invalid choice: 'bmp'"),
        ("export iris.hornbeam --to svg -o x.png", "ends in .svg, not in .png"),
        ("export iris.hornbeam --to weights -o x.h5", "ends in .weights.h5, not in"),
        ("export iris.hornbeam --to h5 -o x.weights.h5", "ends in .h5, not in"),
        ("export iris.hornbeam --to keras -o y.hornbeam", "not in .hornbeam"),
        ("export iris.hornbeam --to json -o missing/x", "folder does not exist"),
        ("export iris.hornbeam --to png -o missing/x", "folder does not exist"),
        ("export broken.hornbeam --to dot -o x", "Output"),
    ],
)
def test_bad_use_gets_one_clear_message(
    shell: Shell, iris: Path, words: str, text: str
) -> None:
    Path("text.hornbeam").write_text("hello")
    Path("notes.txt").write_text("hello")
    Path("notes.md").write_text("hello")
    Path("few.csv").write_text(",".join(IRIS[:3]) + "\n1,2,3\n")
    future("future.hornbeam")
    saved(load_example("iris"), "fresh.hornbeam")
    saved(graph([("x", "Input", {"shape": [4]}, [])])[0], "broken.hornbeam")
    before = iris.read_bytes()
    assert shell(*words.split()) == 2
    assert text in shell.err
    assert len([line for line in shell.err.splitlines() if "hornbeam: " in line]) <= 1
    assert shell.out == ""
    assert iris.read_bytes() == before


def test_a_mistake_in_the_program_is_told_calmly(
    shell: Shell, iris: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("studio.cli.commands.predict", broken)
    assert shell("predict", iris) == 1
    assert "something went wrong inside the program: ZeroDivisionError: oh" in shell.err
    monkeypatch.setenv(cli.DEBUG, "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["predict", str(iris)])


def test_help_names_every_command(shell: Shell) -> None:
    assert shell("--help") == 0
    for name in cli.command_names():
        assert re.search(rf"^    {name}\b", shell.out, re.M)
    for name in cli.command_names():
        assert shell(name, "--help") == 0
        assert "--json" in shell.out


def test_version_is_that_of_the_package(shell: Shell) -> None:
    assert shell("--version") == 0
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert shell.out == f"Hornbeam {config['project']['version']}\n"


# -------------------------------------------------------- as a user starts them


def started(*words: object, **options: Any) -> subprocess.Popen[str]:
    """Start the program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **options,
    )


def test_installed_command_and_main_are_one() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for scripts in (config["project"]["scripts"], config["project"]["gui-scripts"]):
        assert set(scripts.values()) == {"studio.start:main"}
    assert program.main is start.main


def test_control_c_stops_and_keeps_the_model(tmp_path: Path) -> None:
    path = saved(load_example("digits"), str(tmp_path / "d.hornbeam"))
    process = started("train", path, "--epochs", 100000)
    assert process.stderr is not None
    lines = [process.stderr.readline() for _ in range(3)]
    assert lines[2].startswith("epoch      3/100000  loss ")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopping; the model is kept" in err
    assert "the model is saved" in err
    assert f"saved {path}" in out
    opened = project.load(path)
    assert opened.trained is not None
    assert opened.trained.epochs >= 3
    assert opened.runs[0].status == "stopped"


def test_control_c_twice_leaves_the_file(tmp_path: Path) -> None:
    path = saved(load_example("headlines"), str(tmp_path / "h.hornbeam"))
    before = path.read_bytes()
    # Such a batch lasts long enough for the second signal.
    process = started("train", path, "--epochs", 1000, "--batch-size", 1600)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("epoch")
    process.send_signal(signal.SIGINT)
    assert "Stopping" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.strip() == "hornbeam: interrupted"
    assert path.read_bytes() == before


def test_a_reader_that_goes_away_is_no_error_to_report(
    shell: Shell, tmp_path: Path
) -> None:
    path = saved(load_example("digits"), str(tmp_path / "d.hornbeam"))
    assert shell("train", path, "--epochs", 1) == 0
    process = started("predict", path)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    process.wait(60)
    assert process.stderr.read() == ""
    process.stderr.close()


def test_words_that_are_no_command(tmp_path: Path) -> None:
    cases = {
        "tempaltes": 'Did you mean "templates"?',
        "gone.hornbeam": "there is no file and no command 'gone.hornbeam'",
        "--frobnicate": "hornbeam: error",
    }
    for word, text in cases.items():
        process = started(word, cwd=tmp_path)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 2
        assert text in err
        assert "Traceback" not in err


def test_texts_survive_any_locale(tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    environment |= {"PYTHONUTF8": "0"}
    path = saved(load_example("iris"), str(tmp_path / "名.hornbeam"))
    process = started("info", path, env=environment)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "━━━" in out


def test_commands_never_load_qt(tmp_path: Path) -> None:
    path = saved(load_example("iris"), str(tmp_path / "i.hornbeam"))
    code = f"""
import sys
from studio.start import main
assert main(["train", {str(path)!r}, "--epochs", "1"]) == 0
assert main(["predict", {str(path)!r}, "-o", {str(tmp_path / "p.csv")!r}]) == 0
assert main(["export", {str(path)!r}, "--to", "keras", "-o", {str(path)[:-9]!r}]) == 0
sys.exit("loaded" if "PySide6" in sys.modules else 0)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_a_picture_without_graphviz_and_without_qt(tmp_path: Path) -> None:
    path = saved(load_example("iris"), str(tmp_path / "i.hornbeam"))
    code = f"""
import os, sys
sys.modules["PySide6"] = None
os.environ["PATH"] = {str(tmp_path)!r}
from studio.start import main
sys.exit(main(["export", {str(path)!r}, "--to", "png", "-o", {str(path)[:-9]!r}]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "the program dot of Graphviz is missing, and Qt cannot be" in done.stderr
    assert "apt install graphviz" in done.stderr
    assert not (tmp_path / "i.png").exists()


# -------------------------------------------------------------------- progress


def test_the_bar_says_how_far_and_how_long() -> None:
    progress = Progress(3, 4, 50, 100, 1234.5, 75.2)
    text = bar_text(progress)
    assert text.startswith("epoch 3/4  ")
    assert text.count("█") == 15
    assert text.count("░") == 9
    assert text.endswith("1,234 samples/s  1:15 left")
    assert "#" * 15 + "-" * 9 in bar_text(progress, "ascii")
    assert "samples" not in bar_text(Progress(1, 4, 0, 100))
    assert "1:00:05 left" in bar_text(replace(progress, seconds_left=3605.0))


def test_a_terminal_gets_a_bar_that_is_cleared(
    shell: Shell, iris: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert cli.main(["train", str(iris), "--epochs", "2"]) == 0
    text = terminal.getvalue()
    assert "█" in text
    # What stays on each line is what came after the last return to its start.
    kept = [line.rpartition("\r")[2] for line in text.split("\n")]
    assert [line.split("  ")[0] for line in kept[:2]] == ["epoch 3/4", "epoch 4/4"]
    assert "█" not in "".join(kept)
    widths = [len(part) for line in text.split("\n") for part in line.split("\r")[:-1]]
    assert max(widths) < 80
