"""Whole files: hostile and damaged ones are refused, failed saves lose nothing."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from saving_models import assert_close, headlines, plain

import engine
from engine import saving
from engine.errors import (
    EngineError,
    FileError,
    NotBuiltError,
    UnsupportedError,
)

Members = dict[str, bytes]


@pytest.fixture
def members(tmp_path: Path) -> Members:
    path = tmp_path / "good.keras"
    headlines(engine).save(path)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, members: Members) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def changed(data: bytes, change: Callable[[h5py.File], object]) -> bytes:
    stream = io.BytesIO(data)
    with h5py.File(stream, "r+") as file:
        change(file)
    return stream.getvalue()


def refused(
    path: Path, words: str, error: type[EngineError] | tuple[Any, ...] = FileError
) -> None:
    with pytest.raises(error, match=words) as caught:
        saving.load_model(path)
    assert str(caught.value).startswith(f"{path}: ")


# ------------------------------------------------------------------- hostile


def test_weights_behind_links(tmp_path: Path, members: Members) -> None:
    secret = tmp_path / "secret.h5"
    with h5py.File(secret, "w") as file:
        file["vars/0"] = np.ones((9, 9), np.float32)
        file["vars/1"] = np.ones(9, np.float32)
    raw = tmp_path / "secret.bin"
    raw.write_bytes(b"top secret " * 100)
    good = members["model.weights.h5"]

    def external_group(file: h5py.File) -> None:
        del file["layers/dense/vars"]
        file["layers/dense/vars"] = h5py.ExternalLink(str(secret), "/vars")

    def soft_group(file: h5py.File) -> None:
        file.move("layers/dense", "elsewhere")
        file["layers/dense"] = h5py.SoftLink("/elsewhere")

    def external_data(file: h5py.File) -> None:
        group = file["layers/dense/vars"]
        del group["1"]
        group.create_dataset("1", (9,), "f4", external=[(str(raw), 0, 36)])

    def virtual(file: h5py.File) -> None:
        group = file["layers/dense/vars"]
        del group["1"]
        layout = h5py.VirtualLayout((9,), "f4")
        layout[:] = h5py.VirtualSource(str(secret), "vars/1", shape=(9,))
        group.create_virtual_dataset("1", layout)

    for change, words in (
        (external_group, "is a link"),
        (soft_group, "is a link"),
        (external_data, "data in another file"),
        (virtual, "data from other files"),
    ):
        path = tmp_path / "m.keras"
        data = changed(good, change)
        refused(packed(path, {**members, "model.weights.h5": data}), words)
        weights = tmp_path / "m.weights.h5"
        weights.write_bytes(data)
        with pytest.raises(FileError, match=words):
            headlines(engine).load_weights(weights)


def test_huge_shapes_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    """A model of terabytes with a file that claims them: nothing is allocated."""
    units = 1 << 20
    a = engine.Input((units,))
    model = engine.Model(a, engine.layers.Dense(units, name="d")(a))
    model.compile("adam", "mse")
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        group = file.create_group("layers/dense/vars")
        group.create_dataset("0", (units, units), "f4", chunks=(1024, 1024))
        group.create_dataset("1", (units,), "f4", chunks=(1024,))
    config = model.to_json().encode()
    path = packed(
        tmp_path / "m.keras",
        {"metadata.json": b"{}", "config.json": config, "model.weights.h5": b""},
    )
    refused(path, "HDF5")
    data = stream.getvalue()
    assert len(data) < 100_000
    packed(path, {"config.json": config, "model.weights.h5": data})
    refused(path, "claims 4398046511104 bytes")


def test_weights_of_other_shapes_kinds_and_numbers(
    tmp_path: Path, members: Members
) -> None:
    good = members["model.weights.h5"]

    def replace(value: Any, **options: Any) -> Callable[[h5py.File], None]:
        def change(file: h5py.File) -> None:
            del file["layers/dense/vars/0"]
            file["layers/dense/vars"].create_dataset("0", data=value, **options)

        return change

    def drop(file: h5py.File) -> None:
        del file["layers/dense/vars/0"]

    def add(file: h5py.File) -> None:
        file["layers/dense/vars/2"] = np.ones(3)

    def group(file: h5py.File) -> None:
        del file["layers/dense/vars/0"]
        file.create_group("layers/dense/vars/0")

    for change, words in (
        (replace(np.ones((9, 8), np.float32)), r"\(9, 8\) in the file and \(9, 9\)"),
        (replace(np.float32(1)), r"shape \(\) in the file"),
        (replace([b"x"] * 3), "no plain numbers"),
        (drop, 'has 1 weights for Dense "shared"'),
        (add, 'has 3 weights for Dense "shared"'),
        (group, "no array /layers/dense/vars/0"),
    ):
        path = tmp_path / "m.keras"
        data = changed(good, change)
        refused(packed(path, {**members, "model.weights.h5": data}), words)


def test_extra_groups_are_ignored(tmp_path: Path, members: Members) -> None:
    """Some versions of Keras write the state of random layers, too."""

    def change(file: h5py.File) -> None:
        file["layers/dropout/seed_generator/vars/0"] = np.ones(2, np.uint32)
        file["layers/not_equal/vars/0"] = np.ones(2)
        file["future"] = 1

    data = changed(members["model.weights.h5"], change)
    path = packed(tmp_path / "m.keras", {**members, "model.weights.h5": data})
    assert saving.load_model(path).name == "headlines"


def test_weights_of_keras_2_13(tmp_path: Path) -> None:
    path = tmp_path / "m.weights.h5"
    model, other = plain(engine), plain(engine)
    model.save_weights(path)
    data = changed(
        path.read_bytes(),
        lambda file: file.move("layers", "_layer_checkpoint_dependencies"),
    )
    path.write_bytes(data)
    other.load_weights(path)
    assert_close(other.get_weights(), model.get_weights(), 0)


def test_configs_in_archives(tmp_path: Path, members: Members) -> None:
    path = tmp_path / "m.keras"
    for text, words in (
        (b'{"class_name": NaN}', "NaN is not allowed"),
        (b"[" * 100_000, "too deep"),
        (b'{"a": 1, "a": 2}', "'a' is there twice"),
        (b"\xff", "cannot be read"),
        (b"[]", "describes no model"),
        (b"{}", "class_name must be a text"),
    ):
        refused(packed(path, {**members, "config.json": text}), words)
    config = json.loads(members["config.json"])
    layer = next(e for e in config["config"]["layers"] if e["name"] == "between")
    layer["class_name"] = "Lambda"
    data = json.dumps(config).encode()
    packed(path, {**members, "config.json": data})
    refused(path, "Lambda, which runs code", UnsupportedError)
    with pytest.raises(UnsupportedError, match="Lambda, which runs code"):
        saving.load_model(path, safe_mode=False)


def test_archives_themselves(tmp_path: Path, members: Members) -> None:
    path = tmp_path / "m.keras"
    archive = zipfile.ZipFile(packed(path, members), "a")
    with pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("config.json", b"{}")
    archive.close()
    refused(path, "'config.json' is there twice")
    refused(packed(path, {**members, "../evil": b""}), "leads out of the archive")
    assert not (tmp_path.parent / "evil").exists()
    for name in ("config.json", "model.weights.h5"):
        rest = {k: v for k, v in members.items() if k != name}
        refused(packed(path, rest), f"{name} is missing")
    path.write_bytes(b"")
    refused(path, "is no model")
    path.write_bytes(b"hello, world")
    refused(path, "is no model")
    refused(tmp_path / "none.keras", "there is no such file")
    refused(tmp_path, "is a folder")


def test_a_file_cut_short_anywhere_is_refused(tmp_path: Path, members: Members) -> None:
    whole = packed(tmp_path / "whole.keras", members).read_bytes()
    legacy = tmp_path / "whole.h5"
    headlines(engine).save(legacy)
    path = tmp_path / "cut"
    for data in (whole, legacy.read_bytes()):
        for length in range(0, len(data) - 1, 1024):
            path.write_bytes(data[:length])
            with pytest.raises(FileError):
                saving.load_model(path)


def test_flipped_bits_never_go_unnoticed_in_archives(
    tmp_path: Path, members: Members
) -> None:
    data = packed(tmp_path / "m.keras", members).read_bytes()
    expected = saving.load_model(tmp_path / "m.keras").get_weights()
    rng = random.Random(3)
    for _ in range(60):
        flipped = bytearray(data)
        flipped[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        (tmp_path / "m.keras").write_bytes(bytes(flipped))
        try:
            model = saving.load_model(tmp_path / "m.keras")
        except (FileError, UnsupportedError):
            continue
        assert_close(model.get_weights(), expected, 0)


def test_legacy_files_get_the_same_treatment(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    plain(engine).save(path)
    good = path.read_bytes()

    def attribute(name: str, value: Any) -> Callable[[h5py.File], None]:
        return lambda file: file.attrs.__setitem__(name, value)

    def external(file: h5py.File) -> None:
        del file["model_weights/first"]
        file["model_weights/first"] = h5py.ExternalLink("/etc/x.h5", "/")

    def lie(file: h5py.File) -> None:
        file["model_weights/first"].attrs["weight_names"] = [b"../secret", b"x"]

    def fewer(file: h5py.File) -> None:
        file["model_weights"].attrs["layer_names"] = [b"first"]

    lambda_config = json.loads(plain(engine).to_json())
    lambda_config["config"]["layers"][1]["class_name"] = "Lambda"
    for change, words in (
        (attribute("model_config", "{"), "model_config: its text cannot be read"),
        (attribute("model_config", 3), "is no text"),
        (attribute("model_config", json.dumps(lambda_config)), "Lambda, which runs"),
        (attribute("training_config", "[NaN]"), "NaN is not allowed"),
        (external, "is a link"),
        (lie, "lists an array"),
        (fewer, "has weights for 1 layers"),
    ):
        path.write_bytes(changed(good, change))
        refused(path, words, (FileError, UnsupportedError))


# ------------------------------------------------------------------- compile


def test_what_compile_cannot_do_is_said_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "m.keras"
    model = plain(engine)
    model.compile("adam", "mse", metrics=["mae"])
    model.save(path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for key, value in (
        ("optimizer", {"class_name": "NoSuchOptimizer", "config": {}}),
        ("optimizer", {"class_name": "Adam", "config": {"no_such_option": 1}}),
        ("loss", "no_such_loss"),
        ("loss", {"class_name": "function", "module": "os", "config": "system"}),
        ("metrics", [{"class_name": "NoSuchMetric", "config": {}}]),
        ("weighted_metrics", ["no_such_metric"]),
    ):
        config = json.loads(members["config.json"])
        config["compile_config"][key] = value
        data = json.dumps(config).encode()
        packed(path, {**members, "config.json": data})
        refused(path, "Load it with compile=False", UnsupportedError)
        assert not saving.load_model(path, compile=False).compiled


def test_state_of_another_optimizer_begins_anew(tmp_path: Path) -> None:
    x, y = np.ones((8, 6), np.float32), np.ones((8, 3), np.float32)
    model, other = plain(engine), plain(engine)
    model.compile("adam", "mse")
    model.fit(x, y, verbose=0)
    path = tmp_path / "m.weights.h5"
    model.save_weights(path)
    other.compile("rmsprop", "mse")
    with pytest.warns(UserWarning, match="new state"):
        other.load_weights(path)
    assert_close(other.get_weights(), model.get_weights(), 0)
    third = plain(engine)
    third.compile("adam", "mse")
    third.load_weights(path)
    third.fit(x, y, verbose=0)
    model.fit(x, y, verbose=0)
    assert_close(third.get_weights(), model.get_weights(), 0)


# -------------------------------------------------------------------- saving


@pytest.mark.parametrize("name", ["m.keras", "m.h5", "m.weights.h5"])
def test_a_failed_save_leaves_the_old_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    model = plain(engine)
    save = model.save_weights if "weights" in name else model.save
    save(path)
    old = path.read_bytes()
    model.set_weights([w + 1 for w in model.get_weights()])
    for step in ("fsync", "replace", "open"):

        def fail(*args: Any, **kwargs: Any) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, step, fail)
            with pytest.raises(FileError, match="disk is full"):
                save(path)
        assert path.read_bytes() == old
        assert [p.name for p in tmp_path.iterdir()] == [name]
    save(path)
    assert path.read_bytes() != old


def test_killed_while_saving(tmp_path: Path) -> None:
    code = """
    import os, signal, sys
    import numpy as np
    import engine
    a = engine.Input((3,))
    model = engine.Model(a, engine.layers.Dense(2)(a))
    setattr(os, sys.argv[2], lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
    model.save(sys.argv[1])
    """
    path = tmp_path / "m.keras"
    plain(engine).save(path)
    old = path.read_bytes()
    for step in ("fsync", "replace"):
        result = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code), str(path), step],
            check=False,
            cwd=Path(__file__).parents[3],
        )
        assert result.returncode == -signal.SIGKILL
        assert path.read_bytes() == old
        assert saving.load_model(path).name == "plain"


def test_a_failed_load_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.weights.h5"
    model = plain(engine)
    model.save_weights(path)

    def change(file: h5py.File) -> None:
        del file["layers/dense_1/vars/1"]

    path.write_bytes(changed(path.read_bytes(), change))
    other = plain(engine)
    before = other.get_weights()
    with pytest.raises(FileError, match='1 weights for Dense "second"'):
        other.load_weights(path)
    assert_close(other.get_weights(), before, 0)
    other.load_weights(path, skip_mismatch=True)
    assert_close(other.get_weights()[:2], model.get_weights()[:2], 0)
    assert_close(other.get_weights()[2:], before[2:], 0)


def test_names_of_files_and_models_that_are_not_ready(tmp_path: Path) -> None:
    model = plain(engine)
    for name in ("m", "m.txt", "m.weights.h5"):
        with pytest.raises(FileError, match=r"must end in \.keras"):
            model.save(tmp_path / name)
    with pytest.raises(FileError, match=r"must end in \.weights\.h5"):
        model.save_weights(tmp_path / "m.keras")
    path = tmp_path / "m.keras"
    model.save(path)
    with pytest.raises(FileError, match="exists already"):
        model.save(path, overwrite=False)
    model.save(tmp_path / "n.keras", overwrite=False)
    unbuilt = engine.Sequential([engine.layers.Dense(2)])
    with pytest.raises(NotBuiltError, match="cannot be saved"):
        unbuilt.save(path)
    with pytest.raises(NotBuiltError, match="cannot load weights"):
        saving.load_weights(unbuilt, path)
    assert saving.load_model(path).name == "plain"


def test_the_same_functions_where_keras_has_them(tmp_path: Path) -> None:
    path = tmp_path / "m.keras"
    model = plain(engine)
    engine.models.save_model(model, path)
    assert engine.models.load_model(path).name == "plain"
    assert engine.saving.load_model(path).name == "plain"
    assert engine.models.model_from_json(model.to_json()).name == "plain"
