"""Project files hold everything, refuse what is damaged, keep the old file."""

from __future__ import annotations

import errno
import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest

from engine.errors import FileError
from studio.document.changes import AddNode
from studio.document.model import Node
from studio.examples import examples, load_example
from studio.formats import project
from studio.run.record import EpochRow, Point, RunRecord
from studio.run.state import TrainedState


def whole_project(rng: np.random.Generator) -> project.Project:
    """A project with all parts filled."""
    document = load_example("headlines")
    document.apply(
        AddNode(Node("future", "HyperDense", "层 1", {"units": 3, "deep": [1, None]}))
    )
    record = RunRecord("abc", "Run 1", "2026-01-01T00:00:00+00:00", ["y"], {"a": 1})
    record.points = [Point(0.5, {"loss": 0.25}), Point(1.0, {"loss": float("nan")})]
    record.add_epoch(EpochRow(1, {"loss": 0.5, "val_loss": 0.75}))
    record.status = "done"
    state = TrainedState(
        weights={
            "lstm": [rng.normal(size=(4, 8)).astype("float32") for _ in range(12)],
            "dense_1": [rng.normal(size=(3, 2)).astype("float32")],
        },
        optimizer={"iteration": np.array(7), "m/0": rng.normal(size=5)},
        optimizer_class="Adam",
        epochs=9,
        transforms={"inputs": {}, "outputs": {}},
        fingerprint="00ff",
        best_weights={"lstm": [np.ones(2, "float32")]},
        best_epoch=4,
    )
    return project.Project(document, state, [record])


def test_everything_is_back_after_save_and_load(
    tmp_path: Path, rng: np.random.Generator
) -> None:
    path = tmp_path / "项目 😀.hornbeam"
    saved = whole_project(rng)
    project.save(saved, path)
    loaded = project.load(path)
    assert loaded.document == saved.document
    assert list(loaded.document.nodes) == list(saved.document.nodes)
    assert loaded.trained is not None
    assert saved.trained is not None
    for name in (
        "optimizer_class",
        "epochs",
        "transforms",
        "fingerprint",
        "best_epoch",
    ):
        assert getattr(loaded.trained, name) == getattr(saved.trained, name)
    for group in ("weights", "best_weights"):
        mine, theirs = getattr(saved.trained, group), getattr(loaded.trained, group)
        assert set(mine) == set(theirs)
        for key, arrays in mine.items():
            assert all(
                np.array_equal(a, b) for a, b in zip(arrays, theirs[key], strict=True)
            )
    assert np.array_equal(
        loaded.trained.optimizer["m/0"], saved.trained.optimizer["m/0"]
    )
    run, original = loaded.runs[0], saved.runs[0]
    assert run.epochs == original.epochs
    assert run.points[0] == original.points[0]
    assert np.isnan(run.points[1].values["loss"])
    assert run.best_epoch == 1


def test_format_one_stays_readable() -> None:
    loaded = project.load(Path(__file__).parents[2] / "data" / "format-1.hornbeam")
    assert [n.type for n in loaded.document][:1] == ["Input"]
    assert loaded.trained is not None
    assert loaded.trained.epochs == 2
    assert loaded.runs[0].epochs[-1].epoch == 2


def rewritten(data: bytes, name: str, content: bytes | None, *, fix: bool) -> bytes:
    """The same archive with one member replaced or left out."""
    import hashlib

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    if content is None:
        del members[name]
    else:
        members[name] = content
        if fix and name != "manifest.json":
            manifest = json.loads(members["manifest.json"])
            manifest["sha256"][name] = hashlib.sha256(content).hexdigest()
            members["manifest.json"] = json.dumps(manifest).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("member", "content", "fix", "message"),
    [
        ("manifest.json", b'{"format": 99}', True, "newer Hornbeam"),
        ("manifest.json", b"{}", True, "no format number"),
        ("manifest.json", b"[1", True, "cannot be read"),
        ("document.json", b"{}", False, "checksum"),
        ("document.json", b"{}", True, "damaged"),
        ("document.json", b'{"nodes": [{"id": 3}]}', True, "damaged"),
        ("document.json", None, False, "not a Hornbeam project"),
        ("weights.h5", None, False, "missing"),
        ("weights.h5", b"no hdf5", True, "weights.h5"),
        ("state.json", b'{"epochs": "many"}', True, "training state"),
        ("runs/abc.json", b"{}", True, "a run in it"),
    ],
)
def test_damaged_files_are_refused_with_a_reason(
    tmp_path: Path,
    rng: np.random.Generator,
    member: str,
    content: bytes | None,
    fix: bool,
    message: str,
) -> None:
    data = project.to_bytes(whole_project(rng))
    path = tmp_path / "bad.hornbeam"
    path.write_bytes(rewritten(data, member, content, fix=fix))
    with pytest.raises(FileError, match=message) as caught:
        project.load(path)
    assert str(path) in str(caught.value)


def test_other_files_are_refused(tmp_path: Path) -> None:
    for name, content in (("empty", b""), ("text", b"hello"), ("zip", b"PK\x03\x04")):
        path = tmp_path / f"{name}.hornbeam"
        path.write_bytes(content)
        with pytest.raises(FileError):
            project.load(path)
    with pytest.raises(FileError, match="no such file"):
        project.load(tmp_path / "nowhere.hornbeam")


def test_truncated_files_are_refused_at_every_length(rng: np.random.Generator) -> None:
    data = project.to_bytes(whole_project(rng))
    for length in range(0, len(data) - 1, max(1, len(data) // 60)):
        with pytest.raises(FileError):
            project.read(io.BytesIO(data[:length]), "cut")


def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.hornbeam"
    first = whole_project(rng)
    project.save(first, path)
    before = path.read_bytes()

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match=r"(?i)space"):
        project.save(project.Project(load_example("iris")), path)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith("work")) == [
        "work.hornbeam"
    ]


def test_the_file_before_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "work.hornbeam"
    project.save(project.Project(load_example("iris")), path)
    first = path.read_bytes()
    project.save(project.Project(load_example("digits")), path)
    assert (tmp_path / "work.hornbeam.bak").read_bytes() == first


@pytest.mark.parametrize("name", [e.name for e in examples()])
def test_examples_are_what_their_script_writes(name: str, tmp_path: Path) -> None:
    from resources.examples import make

    make.write(tmp_path)
    example = next(e for e in examples() if e.name == name)
    assert (tmp_path / example.file).read_text("utf-8") == (
        make.FOLDER / example.file
    ).read_text("utf-8")
