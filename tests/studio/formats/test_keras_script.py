"""Exported scripts: what they say, that real Keras runs them, that names stay names."""

from __future__ import annotations

import ast
import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.registry import LOSSES
from engine.summary import summary_text
from studio.data import Binding, Dataset, Split, open_source, prepare
from studio.document import edits
from studio.document.build import build_model
from studio.document.changes import RemoveLink
from studio.document.errors import DocumentError
from studio.document.model import Document
from studio.document.nodes import INPUT, OUTPUT, OutputNode
from studio.formats import keras_script
from tests.studio.graphs import graph, headlines, iris, twins

COLUMNS = 112  # wide enough for Keras' own width of summaries

Made = tuple[Document, dict[str, str]]


def opened(document: Document, base: Path | None = None) -> Dataset | None:
    """Open the data that a document names."""
    spec = document.settings.get("source")
    return open_source(spec, base) if spec else None


def exported(
    document: Document, path: Path, base: Path | None = None, target: Any = "keras"
) -> str:
    """Write a script with its data and return its text."""
    dataset = opened(document, base)
    text = keras_script.write(
        document, dataset=dataset, path=path, base=base, target=target
    )
    path.write_text(text, encoding="utf-8")
    keras_script.write_data(document, dataset, path, base=base)
    return text


def bound(document: Document) -> tuple[dict[str, Binding], dict[str, Binding]]:
    """Return the bindings by name."""
    found: dict[str, dict[str, Binding]] = {INPUT: {}, OUTPUT: {}}
    for node in document:
        if node.type in found and node.binding:
            found[node.type][node.name] = Binding.from_json(node.binding)
    return found[INPUT], found[OUTPUT]


# ------------------------------------------------------- documents with files


def table(folder: Path, text: str, name: str = "rows.csv") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def csv_numbers(folder: Path) -> Made:
    """A table with two targets in one output, and a class among the inputs."""
    rng = np.random.default_rng(0)
    lines = ["size;colour;weight;hot;price;tax"]
    for _ in range(40):
        a, b, c = rng.normal(size=3)
        colour = rng.choice(["red", "green", "blue"])
        lines.append(f"{a:.3f};{colour};{b:.3f};{rng.choice(['yes', 'no'])};{c:.3f};1")
    table(folder, "\n".join(lines))
    return graph(
        [
            (
                "thing",
                "Input",
                {"shape": [5]},
                [],
                {"columns": ["size", "colour", "weight"], "scale": "minmax"},
            ),
            ("dense", "Dense", {"units": 2}, ["thing"]),
            (
                "price",
                "Output",
                {"metrics": ["mean_absolute_error"]},
                ["dense"],
                {"columns": ["price", "tax"]},
            ),
            ("yes", "Dense", {"units": 1, "activation": "sigmoid"}, ["thing"]),
            (
                "hot",
                "Output",
                {"loss": "binary_crossentropy"},
                ["yes"],
                {"columns": ["hot"]},
            ),
        ],
        source={"kind": "csv", "path": "rows.csv"},
        training={"epochs": 1},
    )


def npz_sequences(folder: Path) -> Made:
    """Arrays of the user's own, the last rows held out, in order."""
    rng = np.random.default_rng(1)
    np.savez(
        folder / "arrays.npz",
        series=rng.normal(size=(30, 6, 2)),
        following=rng.normal(size=30).astype(np.float32),
    )
    return graph(
        [
            (
                "series",
                "Input",
                {"shape": [6, 2]},
                [],
                {"columns": ["series"], "scale": "standardize"},
            ),
            ("lstm", "LSTM", {"units": 3}, ["series"]),
            ("dense", "Dense", {"units": 1}, ["lstm"]),
            ("following", "Output", {}, ["dense"], {"columns": ["following"]}),
        ],
        title="Series",
        source={"kind": "npz", "path": "arrays.npz"},
        split={"validation": 0.25, "method": "last", "shuffle": False},
        training={"epochs": 1, "shuffle": False},
        callbacks=[{"class_name": "EarlyStopping", "config": {"patience": 2}}],
        optimizer={
            "class_name": "SGD",
            "config": {"learning_rate": 0.05, "momentum": 0.9},
        },
    )


def small(folder: Path) -> Made:
    """One input, one output, options of many kinds, no data."""
    del folder
    return graph(
        [
            ("x", "Input", {"shape": [3, 4]}, []),
            ("flatten", "Flatten", {}, ["x"]),
            (
                "dense",
                "Dense",
                {
                    "units": 6,
                    "activation": "relu",
                    "use_bias": False,
                    "kernel_initializer": {
                        "class_name": "RandomNormal",
                        "config": {"stddev": 0.1},
                    },
                    "kernel_regularizer": {"class_name": "L2", "config": {"l2": 1e-4}},
                },
                ["flatten"],
            ),
            ("reshape", "Reshape", {"target_shape": [2, -1]}, ["dense"]),
            ("dense_1", "Dense", {"units": 3}, ["reshape"]),
            (
                "y",
                "Output",
                {"loss": "sparse_categorical_crossentropy", "from_logits": True},
                ["dense_1"],
            ),
        ],
        training={"epochs": 1},
    )


MAKERS: dict[str, Callable[[Path], Made]] = {
    "headlines": lambda folder: headlines(),
    "iris": lambda folder: iris(),
    "twins": lambda folder: twins(),
    "small": small,
    "csv": csv_numbers,
    "npz": npz_sequences,
}


# -------------------------------------------------------------- in real Keras

DRIVER = """
import contextlib, io, json, runpy, sys
found = {}
for path in sys.argv[1:]:
    if "keras" in sys.modules:
        sys.modules["keras"].utils.clear_session()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        names = runpy.run_path(path, run_name="__main__")
    model = names["model"]
    found[path] = {
        "printed": printed.getvalue(),
        "names": [layer.name for layer in model.layers],
        "outputs": list(model.output_names),
        "losses": {k: len(v) for k, v in names["history"].history.items()},
        "params": model.count_params(),
    }
json.dump(found, sys.stderr)
"""


@pytest.fixture(scope="module")
def in_keras(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Run the scripts of all documents in real Keras, in one process."""
    paths = {}
    for name, make in MAKERS.items():
        folder = tmp_path_factory.mktemp(name)
        document, _ = make(folder)
        paths[name] = folder / f"{name}.py"
        exported(document, paths[name], base=folder)
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, *map(str, paths.values())],
        capture_output=True,
        text=True,
        cwd=tmp_path_factory.mktemp("elsewhere"),
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path_factory.mktemp("home")),
            "COLUMNS": str(COLUMNS),
            "PYTHONIOENCODING": "utf-8",
            "PYTHONWARNINGS": "ignore",
        },
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stderr.splitlines()[-1])
    return {name: found[str(path)] for name, path in paths.items()}


@pytest.mark.parametrize("name", MAKERS)
def test_real_keras_runs_the_script_and_prints_our_summary(
    name: str,
    in_keras: dict[str, dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document, _ = MAKERS[name](tmp_path)
    model = build_model(document).model
    theirs = in_keras[name]
    assert theirs["names"] == [layer.name for layer in model.layers]
    assert theirs["outputs"] == list(model.output_names)
    assert theirs["params"] == model.count_params()
    assert set(theirs["losses"].values()) == {1}
    assert "val_loss" in theirs["losses"]
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    ours = summary_text(model).splitlines()
    printed = theirs["printed"].splitlines()[: len(ours)]
    assert [line.rstrip() for line in printed] == [line.rstrip() for line in ours]


# ------------------------------------------------------------------ the data


def run_data_part(text: str, path: Path) -> dict[str, Any]:
    """Run what a script does before the model, without Keras; return its names."""
    part = text.split("\n# Model\n")[0]
    source = "\n".join(line for line in part.splitlines() if "keras" not in line)
    names: dict[str, Any] = {"__file__": str(path)}
    exec(compile(source, str(path), "exec"), names)
    if isinstance(names.get("data"), np.lib.npyio.NpzFile):
        names["data"].close()
    return names


@pytest.mark.parametrize("name", ["headlines", "iris", "csv", "npz"])
def test_arrays_are_those_that_the_program_trains_on(name: str, tmp_path: Path) -> None:
    document, _ = MAKERS[name](tmp_path)
    path = tmp_path / "model.py"
    text = exported(document, path, base=tmp_path)
    names = run_data_part(text, path)
    dataset = opened(document, tmp_path)
    assert dataset is not None
    inputs, outputs = bound(document)
    split = Split.from_json(document.settings.get("split", {}))
    prepared = prepare(dataset, inputs, outputs, split)
    parts = {"train": prepared.train, "val": prepared.validation, "test": prepared.test}
    for part, expected in parts.items():
        if not len(expected):
            assert f"x_{part}" not in names
            continue
        for letter, arrays in (("x", expected.x), ("y", expected.y)):
            made = names[f"{letter}_{part}"]
            if len(arrays) == 1:
                made = {next(iter(arrays)): made}
            assert set(made) == set(arrays)
            for key, array in arrays.items():
                assert made[key].shape == array.shape
                # Sums of columns side by side round in another order.
                np.testing.assert_allclose(made[key], array, rtol=1e-6, atol=1e-6)


def test_own_files_are_read_where_they_are(tmp_path: Path) -> None:
    document, _ = csv_numbers(tmp_path)
    text = exported(document, tmp_path / "model.py", base=tmp_path)
    assert 'DATA = Path(__file__).with_name("rows.csv")' in text
    assert 'data = pd.read_csv(DATA, sep=";")' in text
    assert "import pandas as pd" in text
    assert "pip install keras jax pandas" in text
    assert not (tmp_path / "model_data.npz").exists()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    text = exported(document, elsewhere / "model.py", base=tmp_path)
    assert str(tmp_path / "rows.csv") in text


@pytest.mark.parametrize(
    ("content", "reading"),
    [
        ("a,b\n1,2\n3,4\n5,6\n", "pd.read_csv(DATA)"),
        ("1,2\n3,4\n5,6\n", "pd.read_csv(DATA, header=None)"),
        ("a, b\n1, 2\n3, 4\n", "pd.read_csv(DATA, skipinitialspace=True)"),
        ("a  b\n1  2\n3  4\n", 'pd.read_csv(DATA, sep="\\\\s+")'),
        ("a;b\n1,5;2\n3,5;4\n", 'pd.read_csv(DATA, sep=";")'),
        ("größe;café\n1;2\n3;4\n", 'pd.read_csv(DATA, sep=";", encoding="cp1252")'),
    ],
)
def test_tables_of_many_layouts_are_read_by_pandas(
    tmp_path: Path, content: str, reading: str
) -> None:
    encoding = "cp1252" if "cp1252" in reading else "utf-8"
    (tmp_path / "t.csv").write_text(content, encoding=encoding)
    spec = {"kind": "csv", "path": "t.csv"}
    first, second = open_source(spec, tmp_path).names
    document, _ = graph(
        [
            ("x", "Input", {"shape": [1]}, [], {"columns": [first]}),
            ("dense", "Dense", {"units": 1}, ["x"]),
            ("y", "Output", {}, ["dense"], {"columns": [second]}),
        ],
        source=spec,
        split={"validation": 0.0},
    )
    path = tmp_path / "model.py"
    text = exported(document, path, base=tmp_path)
    assert f"data = {reading}" in text
    assert "x_val" not in text
    names = run_data_part(text, path)
    column = open_source(spec, tmp_path).column(first)
    assert sorted(names["x"][:, 0]) == sorted(column.astype(np.float32))


def test_a_table_that_pandas_alone_reads_otherwise_goes_to_a_file(
    tmp_path: Path,
) -> None:
    """Equal names are made different by the program; their order tells them apart."""
    table(tmp_path, "a,a,kind\n1,2, x \n3,4, y \n5,6, x \n7,8, y \n", "t.csv")
    spec = {"kind": "csv", "path": "t.csv"}
    names = open_source(spec, tmp_path).names
    assert names == ("a", "a (2)", "kind")
    document, _ = graph(
        [
            ("x", "Input", {"shape": [2]}, [], {"columns": ["a", "a (2)"]}),
            ("dense", "Dense", {"units": 1, "activation": "sigmoid"}, ["x"]),
            (
                "y",
                "Output",
                {"loss": "binary_crossentropy"},
                ["dense"],
                {"columns": ["kind"]},
            ),
        ],
        source=spec,
        split={"validation": 0.0},
    )
    path = tmp_path / "model.py"
    text = exported(document, path, base=tmp_path)
    assert "data.iloc[:, 1]" in text
    assert 'data["kind"]' in text
    found = run_data_part(text, path)
    assert sorted(found["x"].tolist()) == [[1, 2], [3, 4], [5, 6], [7, 8]]


def test_a_file_beside_the_script_is_small_plain_and_always_the_same(
    tmp_path: Path,
) -> None:
    document, _ = headlines()
    dataset = opened(document)
    first = keras_script.write_data(document, dataset, tmp_path / "a.py")
    second = keras_script.write_data(document, dataset, tmp_path / "b.py")
    assert first == tmp_path / "a_data.npz"
    assert second is not None
    assert first.read_bytes() == second.read_bytes()
    with np.load(first, allow_pickle=False) as archive:
        assert sorted(archive.files) == ["aux", "aux_label", "main_label", "tokens"]
        assert len(archive["tokens"]) == 200


def test_a_missing_file_is_told_in_one_line(tmp_path: Path) -> None:
    document, _ = iris()
    path = tmp_path / "model.py"
    text = exported(document, path)
    (tmp_path / "model_data.npz").unlink()
    with pytest.raises(SystemExit, match=r"model_data\.npz is missing: export"):
        run_data_part(text, path)


def test_data_that_cannot_be_bound_is_replaced_by_random_numbers() -> None:
    document, ids = iris()
    binding = {"columns": ["no such column"], "scale": "none"}
    document.apply(edits.bind(document, ids["flower"], binding))
    text = keras_script.write(document, dataset=opened(document))
    assert 'has no column "no such column"' not in text  # quotes leave comments
    assert "has no column no such column" in re.sub(r"\n# ", " ", text)
    assert 'rng.random((rows, 4), dtype="float32")' in text
    assert 'y = data["species"].reshape(-1, 1)' in text


# ------------------------------------------------------------------ the text


def test_the_script_reads_like_one_by_hand() -> None:
    document, _ = headlines()
    text = keras_script.write(document, dataset=opened(document))
    assert text.startswith('"""news-headlines: a Keras 3 model, drawn in Hornbeam.\n')
    for line in (
        "import keras",
        "from keras import layers",
        "keras.utils.set_random_seed(0)",
        'main_input = keras.Input(shape=(100,), dtype="int32", name="main_input")',
        'aux_input = keras.Input(shape=(5,), name="aux_input")',
        "embedding = layers.Embedding(10000, 512)(main_input)",
        "lstm = layers.LSTM(32)(embedding)",
        'aux_output = layers.Dense(1, activation="sigmoid", name="aux_output")(lstm)',
        "concatenate = layers.Concatenate()([lstm, aux_input])",
        'dense_1 = layers.Dense(64, activation="relu", name="dense_1")(concatenate)',
        "model.summary()",
        "    optimizer=keras.optimizers.RMSprop(),",
        '        "aux_output": 0.2,',
        "    epochs=1,",
        "    validation_data=(x_val, y_val),",
    ):
        assert f"\n{line}\n" in text, line


def test_a_shared_layer_is_made_once_and_called_twice() -> None:
    document, _ = twins()
    text = keras_script.write(document)
    assert text.count("layers.Dense(4") == 1
    assert 'shared_layer = layers.Dense(4, activation="relu", name="shared")' in text
    assert "shared = shared_layer(left)" in text
    assert "shared_2 = shared_layer(right)" in text
    assert "left_out" in text
    assert 'layers.Activation("linear", name="left_out")(shared)' in text


def test_options_and_settings_that_differ_are_written() -> None:
    document, _ = small(Path())
    text = keras_script.write(document)
    assert "    use_bias=False,\n" in text
    assert "keras.initializers.RandomNormal(stddev=0.1)" in text
    assert "keras.regularizers.L2(l2=0.0001)" in text
    assert "SparseCategoricalCrossentropy(from_logits=True)" in text
    assert "rng.integers(3, size=(rows, 2, 1))" in text
    document.apply(
        edits.set_setting(
            document, "callbacks", [{"class_name": "EarlyStopping", "config": {}}]
        )
    )
    document.apply(
        edits.set_setting(document, "training", {"shuffle": False, "seed": 7})
    )
    text = keras_script.write(document)
    assert "callbacks=[keras.callbacks.EarlyStopping()]," in text
    assert "shuffle=False," in text
    assert "keras.utils.set_random_seed(7)" in text


def test_every_loss_and_metric_on_offer_is_one_of_keras() -> None:
    import keras

    options = OutputNode.options
    losses = options["loss"].kind.names()
    metrics = options["metrics"].kind.names()
    assert "binary_crossentropy" in losses
    assert "accuracy" in metrics
    for name in losses:
        cls = LOSSES.get(name)
        if cls.is_found_by_name:
            assert callable(keras.losses.get(name))
        else:
            assert callable(getattr(keras.losses, cls.__name__))
    for name in set(metrics) - {"accuracy"}:
        found = keras.metrics.get(name)
        assert callable(found) or hasattr(found, "update_state")
        if isinstance(found, keras.metrics.Metric):
            assert "y_true" in inspect.signature(found.update_state).parameters


def test_rows_in_their_order_need_no_random_numbers(tmp_path: Path) -> None:
    document, _ = npz_sequences(tmp_path)
    text = exported(document, tmp_path / "model.py", base=tmp_path)
    assert "rng" not in text
    assert "order = np.arange(rows)" in text
    assert "keras.callbacks.EarlyStopping(patience=2)" in text
    assert "keras.optimizers.SGD(learning_rate=0.05, momentum=0.9)" in text


def test_names_that_keras_gives_itself_are_left_out() -> None:
    document, _ = graph(
        [
            ("x", "Input", {"shape": [4]}, []),
            ("dense", "Dense", {"units": 3}, ["x"]),
            ("dense_1", "Dense", {"units": 3}, ["dense"]),
            ("middle", "Dense", {"units": 3}, ["dense_1"]),
            ("dense_3", "Dense", {"units": 3}, ["middle"]),
            ("dense_2", "Dense", {"units": 3}, ["dense_3"]),
            ("y", "Output", {}, ["dense_2"]),
        ]
    )
    text = keras_script.write(document)
    assert "dense = layers.Dense(3)(x_)" in text
    assert "dense_1 = layers.Dense(3)(dense)" in text
    assert 'middle = layers.Dense(3, name="middle")(dense_1)' in text
    assert 'dense_3 = layers.Dense(3, name="dense_3")(middle)' in text
    assert 'y_ = layers.Dense(3, name="y")(dense_3)' in text


def test_a_layer_with_several_outputs_is_indexed() -> None:
    document, ids = graph(
        [
            ("x", "Input", {"shape": [5, 2]}, []),
            ("lstm", "LSTM", {"units": 3, "return_state": True}, ["x"]),
            ("dense", "Dense", {"units": 3}, []),
            ("y", "Output", {}, ["dense"]),
        ]
    )
    change = edits.connect(document, ids["lstm"], ids["dense"], source_port=1)
    document.apply(change)
    assert "(lstm[1])" in keras_script.write(document)


def test_a_document_with_errors_is_refused_with_its_first_problem() -> None:
    document, ids = iris()
    (link,) = document.links_into(ids["hidden"])
    document.apply(RemoveLink(link))
    with pytest.raises(DocumentError, match='"hidden": nothing is wired'):
        keras_script.write(document)


@pytest.mark.parametrize("name", MAKERS)
def test_ruff_would_not_change_a_letter(name: str, tmp_path: Path) -> None:
    document, _ = MAKERS[name](tmp_path)
    for target in ("keras", "engine"):
        exported(document, tmp_path / f"{target}.py", base=tmp_path, target=target)
    ruff = Path(sys.executable).with_name("ruff")
    done = subprocess.run(
        [
            str(ruff), "format", "--diff", "--isolated",
            *(str(p) for p in tmp_path.glob("*.py")),
        ],
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_engine_runs_its_own_script(tmp_path: Path) -> None:
    document, _ = iris()
    path = tmp_path / "iris.py"
    text = exported(document, path, target="engine")
    assert "import engine as keras" in text
    root = Path(keras_script.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "COLUMNS": str(COLUMNS)},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "Total params: 67" in done.stdout
    assert "accuracy" in done.stdout


# ------------------------------------------------------------------ the lines


@pytest.mark.parametrize("name", MAKERS)
def test_every_node_has_its_lines(name: str, tmp_path: Path) -> None:
    document, ids = MAKERS[name](tmp_path)
    script = keras_script.write_with_lines(
        document, dataset=opened(document, tmp_path), base=tmp_path
    )
    lines = script.text.splitlines()
    assert set(script.lines) == set(ids.values())
    for node_id, place in script.lines.items():
        node = document.nodes[node_id]
        block = "\n".join(lines[i] for i in place)
        if node.type == INPUT:
            assert f'name="{node.name}"' in block
        elif node.type == OUTPUT:
            assert node.name in block or "loss=" in block
        else:
            assert f"layers.{node.type}(" in block or "_layer(" in block


def test_lines_of_layers_do_not_overlap() -> None:
    document, ids = twins()
    script = keras_script.write_with_lines(document)
    seen: set[int] = set()
    for node_id in ids.values():
        if document.nodes[node_id].type != OUTPUT:
            assert not seen.intersection(script.lines[node_id])
            seen.update(script.lines[node_id])
    assert len(script.lines[ids["shared"]]) == 2
    assert len(script.lines[ids["shared again"]]) == 1


# ------------------------------------------------------------- hostile names

HOSTILE = st.sampled_from(
    [
        "\n__import__('os')",
        '"""',
        "'''",
        '"); import os; ("',
        "\\",
        "\u2028__import__('os')",
        "\ud800",
        "{DATA}",
        "__import__('os').system('true')",
        "lambda",
        "model",
        "np",
        "主输入",
        "# comment",
        "%s %(a)s {0}",
        "x" * 150,
        "<img src=x>",
        "\x00",
        "‮abc",
    ]
) | st.text(st.characters(exclude_characters="/"), min_size=1, max_size=20)


def named(texts: list[str]) -> tuple[Document, list[str]]:
    """Return a document whose names, title, columns and path are hostile texts."""
    names = []
    for position, text in enumerate(texts[:4]):
        name = text
        while name in names or not name:
            name = f"{name}{position}"
        names.append(name)
    document, ids = graph(
        [
            (names[0], "Input", {"shape": [2]}, [], {"columns": ["a", texts[4]]}),
            (names[1], "Dense", {"units": 2}, [names[0]]),
            (names[2], "Output", {}, [names[1]], {"columns": ["b"]}),
            (names[3], "Output", {}, [names[0]]),
        ],
        title=texts[5],
        source={"kind": "csv", "path": texts[6]},
    )
    assert list(ids) == names
    return document, names


def skeleton(text: str) -> str:
    """Return a script's syntax with every text and every own variable the same."""
    tree = ast.parse(text)
    own: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            own.setdefault(node.targets[0].id, f"v{len(own)}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = "text"
        if isinstance(node, ast.Name):
            node.id = own.get(node.id, node.id)
    return ast.dump(tree)


BENIGN = ["in", "dense_a", "out_a", "out_b", "column", "title", "rows.csv"]


@settings(deadline=None, max_examples=60)
@given(st.lists(HOSTILE, min_size=7, max_size=7))
def test_no_text_of_a_document_becomes_code(texts: list[str]) -> None:
    expected = skeleton(keras_script.write(named(BENIGN)[0]))
    document, names = named(texts)
    text = keras_script.write(document)
    text.encode("utf-8")
    assert skeleton(text) == expected
    constants = {
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {names[0], names[2], names[3]} <= constants
    assert all(len(line.splitlines()) <= 1 for line in text.split("\n"))


@settings(deadline=None, max_examples=25)
@given(st.lists(HOSTILE, min_size=3, max_size=3, unique=True))
def test_no_column_or_class_becomes_code(texts: list[str]) -> None:
    from studio.data.fields import Column

    first, second, label = texts

    def made(a: str, b: str, c: str) -> str:
        columns = {
            a: Column(np.arange(6.0)),
            b: Column(np.arange(6.0)[::-1].copy()),
            c: Column(np.arange(6, dtype=np.int32) % 2, "category", (a, b)),
        }
        document, _ = graph(
            [
                ("in", "Input", {"shape": [2]}, [], {"columns": [a, b]}),
                ("dense", "Dense", {"units": 1, "activation": "sigmoid"}, ["in"]),
                (
                    "out",
                    "Output",
                    {"loss": "binary_crossentropy"},
                    ["dense"],
                    {"columns": [c]},
                ),
            ],
            source={"kind": "builtin", "name": c},
        )
        dataset = Dataset(a, b, columns)
        return keras_script.write(document, dataset=dataset)

    assert skeleton(made(first, second, label)) == skeleton(made("a", "b", "c"))


@settings(deadline=None, max_examples=15)
@given(st.lists(HOSTILE, min_size=7, max_size=7))
def test_ruff_accepts_hostile_names(texts: list[str]) -> None:
    text = keras_script.write(named(texts)[0])
    ruff = Path(sys.executable).with_name("ruff")
    done = subprocess.run(
        [str(ruff), "format", "--diff", "--isolated", "--stdin-filename", "a.py", "-"],
        input=text.encode("utf-8"),
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout.decode()
