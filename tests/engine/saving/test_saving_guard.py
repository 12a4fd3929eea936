"""Hostile and damaged files: refused with a reason, without effects."""

from __future__ import annotations

import io
import json
import random
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from engine.errors import FileError
from engine.saving.guard import (
    child,
    open_hdf5,
    read_array,
    read_bytes,
    read_json,
    read_texts,
    read_zip,
    walk_datasets,
)


def zip_of(fill: Callable[[zipfile.ZipFile], None], compression: int = 0) -> io.BytesIO:
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of duplicate names
        with zipfile.ZipFile(stream, "w", compression) as archive:
            fill(archive)
    return stream


def hdf5_of(fill: Callable[[h5py.File], object]) -> bytes:
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        fill(file)
    return stream.getvalue()


# ------------------------------------------------------------------------ zip


def test_zip_gives_its_members() -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("a.json", b"1")
        archive.writestr("runs/", b"")
        archive.writestr("runs/b.json", b"2" * 1000, zipfile.ZIP_DEFLATED)

    stream = zip_of(fill)
    assert read_zip(stream, "f") == {"a.json": b"1", "runs/b.json": b"2" * 1000}
    assert read_zip(stream, "f", names=("a.json",)) == {"a.json": b"1"}


@pytest.mark.parametrize(
    "name", ["../a", "/etc/passwd", "a/../../b", "C:/x", "a\\b", "..", "a\\..\\b"]
)
def test_zip_names_that_lead_out(name: str) -> None:
    stream = zip_of(lambda archive: archive.writestr("x", b""))
    data = stream.getvalue()
    stream = zip_of(lambda archive: archive.writestr(name, b""))
    assert read_zip(io.BytesIO(data), "f") == {"x": b""}
    with pytest.raises(FileError, match=r"m\.keras: is refused: .*leads out"):
        read_zip(stream, "m.keras")


def test_zip_duplicate_members() -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        archive.writestr("config.json", b"1")
        archive.writestr("config.json", b"2")

    with pytest.raises(FileError, match=r"'config\.json' is there twice"):
        read_zip(zip_of(fill), "f")


def test_zip_links_encryption_and_rare_compression() -> None:
    def link(archive: zipfile.ZipFile) -> None:
        entry = zipfile.ZipInfo("a")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")

    with pytest.raises(FileError, match="is a link"):
        read_zip(zip_of(link), "f")
    plain = zip_of(lambda archive: archive.writestr("abc", b"1")).getvalue()
    position = plain.index(b"PK\x01\x02") + 8
    encrypted = plain[:position] + b"\x01" + plain[position + 1 :]
    with pytest.raises(FileError, match="is encrypted"):
        read_zip(io.BytesIO(encrypted), "f")
    lzma = zip_of(lambda a: a.writestr("a", b"1"), zipfile.ZIP_LZMA)
    with pytest.raises(FileError, match="compression 14"):
        read_zip(lzma, "f")


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        with archive.open("config.json", "w", force_zip64=True) as member:
            for _ in range(300):
                member.write(bytes(1 << 20))

    stream = zip_of(fill, zipfile.ZIP_DEFLATED)
    tracemalloc.start()
    try:
        with pytest.raises(FileError, match="would unpack to"):
            read_zip(stream, "f")
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_zip_with_too_many_members() -> None:
    stream = zip_of(lambda a: [a.writestr(f"{i}", b"") for i in range(11)] and None)
    assert len(read_zip(stream, "f", max_members=11)) == 11
    with pytest.raises(FileError, match="11 members, more than 10"):
        read_zip(stream, "f", max_members=10)


def test_zip_cut_short_or_with_flipped_bytes_never_gives_wrong_content() -> None:
    members = {"a.json": b'{"a": 1}' * 20, "w.h5": bytes(range(256))}

    def fill(archive: zipfile.ZipFile) -> None:
        for name, content in members.items():
            archive.writestr(name, content)

    data = zip_of(fill).getvalue()
    for length in range(0, len(data), 7):
        with pytest.raises(FileError):
            read_zip(io.BytesIO(data[:length]), "f")
    rng = random.Random(0)
    for _ in range(300):
        position = rng.randrange(len(data))
        flipped = bytearray(data)
        flipped[position] ^= 1 << rng.randrange(8)
        try:
            found = read_zip(io.BytesIO(bytes(flipped)), "f")
        except FileError:
            continue
        # Names and dates have no checksum; contents have.
        assert all(content in members.values() for content in found.values())


def test_no_zip_at_all(tmp_path: Path) -> None:
    for data in (b"", b"hello", b"PK\x03\x04"):
        with pytest.raises(FileError, match="damaged or no zip archive"):
            read_zip(io.BytesIO(data), "f")
    with pytest.raises(FileError, match="there is no such file"):
        read_bytes(tmp_path / "none")
    with pytest.raises(FileError, match="is a folder"):
        read_bytes(tmp_path)


# ----------------------------------------------------------------------- JSON


def test_json_values() -> None:
    value = {"a": [1, 2.5, None, True, "ä\u2028"], "b": {}}
    assert read_json(json.dumps(value).encode(), "f") == value
    assert read_json(json.dumps(value), "f") == value
    assert read_json(b"\xef\xbb\xbf[1]", "f") == [1]
    assert read_json("[NaN, -Infinity]", "f", allow_nan=True)[1] == -np.inf


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[NaN]", "NaN is not allowed"),
        ("[-Infinity]", "-Infinity is not allowed"),
        ("[1e999]", "too large"),
        ("[" + "9" * 5000 + "]", "too large"),
        ('{"a": 1, "a": 2}', "'a' is there twice"),
        ("[" * 100000 + "]" * 100000, "too deep"),
        ("[" * 300 + "]" * 300, "too deep"),
        ('{"a":' * 300 + "1" + "}" * 300, "too deep"),
        ("{'a': 1}", "cannot be read"),
        ("", "cannot be read"),
        ("[1", "cannot be read"),
    ],
)
def test_json_refused(text: str, words: str) -> None:
    with pytest.raises(FileError, match=words) as caught:
        read_json(text, "m.keras: config.json")
    assert str(caught.value).startswith("m.keras: config.json: ")


def test_json_that_is_no_text_or_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        read_json(b"\xff\xfe[1]", "f")
    monkeypatch.setattr("engine.saving.guard.MAX_JSON_BYTES", 10)
    with pytest.raises(FileError, match="has 11 bytes, more than 10"):
        read_json(" " * 10 + "1", "f")


# ----------------------------------------------------------------------- HDF5


def test_hdf5_arrays_by_path() -> None:
    arrays = {
        "layers/dense/vars/0": np.arange(6, dtype=np.float32).reshape(2, 3),
        "layers/dense/vars/1": np.int64(7),
        "empty": np.zeros((0, 3)),
    }

    def fill(file: h5py.File) -> None:
        for name, array in arrays.items():
            file.create_dataset(name, data=array)
        file.create_dataset("packed", data=np.ones(1000), compression="gzip")
        file.create_group("nothing")

    found = walk_datasets(hdf5_of(fill), "f")
    assert set(found) == {*arrays, "packed"}
    for name, array in arrays.items():
        np.testing.assert_array_equal(found[name], array)
        assert found[name].dtype == array.dtype


def both_ways(data: bytes, path: str, words: str) -> None:
    """Reading everything and reading one path both refuse."""
    with pytest.raises(FileError, match=words):
        walk_datasets(data, "f")

    def read_one() -> None:
        with open_hdf5(data, "f") as file:
            found = child(file, path, "f")
            assert found is not None
            read_array(found, "f")

    with pytest.raises(FileError, match=words):
        read_one()


def test_hdf5_links_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.h5"
    with h5py.File(secret, "w") as file:
        file["vars/0"] = np.ones(3)

    def external(file: h5py.File) -> None:
        file["layers/a"] = h5py.ExternalLink(str(secret), "/vars")

    def external_array(file: h5py.File) -> None:
        file.create_group("layers/a")["0"] = h5py.ExternalLink(str(secret), "/vars/0")

    def soft(file: h5py.File) -> None:
        file["real/0"] = np.ones(3)
        file["layers/a"] = h5py.SoftLink("/real")

    def dangling(file: h5py.File) -> None:
        file.create_group("layers/a")["0"] = h5py.SoftLink("/nowhere")

    for fill in (external, external_array, soft, dangling):
        both_ways(hdf5_of(fill), "layers/a/0", "is a link")


def test_hdf5_data_in_other_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.bin"
    secret.write_bytes(b"top secret " * 10)

    def external(file: h5py.File) -> None:
        file.create_dataset("a/0", (8,), "u1", external=[(str(secret), 0, 8)])

    both_ways(hdf5_of(external), "a/0", "keeps its data in another file")

    def virtual(file: h5py.File) -> None:
        layout = h5py.VirtualLayout((3,), "f4")
        layout[:] = h5py.VirtualSource(str(tmp_path / "x.h5"), "d", shape=(3,))
        file.create_virtual_dataset("a/0", layout)

    both_ways(hdf5_of(virtual), "a/0", "takes its data from other files")


def test_hdf5_claims_more_than_it_holds() -> None:
    def huge(file: h5py.File) -> None:
        file.create_dataset("a/0", (1 << 40,), "f4", chunks=(1024,), fillvalue=1)

    def block(file: h5py.File) -> None:
        file.create_dataset(
            "a/0", (1,), "f4", maxshape=(None,), chunks=(1 << 29,), compression="gzip"
        )

    for fill in (huge, block):
        both_ways(hdf5_of(fill), "a/0", "claims")


def test_many_small_claims_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.saving.guard.FREE_BYTES", 1 << 20)
    monkeypatch.setattr("engine.saving.guard.MAX_FILLING", 10)

    def fill(file: h5py.File) -> None:
        for i in range(8):
            file.create_dataset(f"{i}", (1 << 18,), "f4", chunks=(1024,))

    with pytest.raises(FileError, match="the arrays before claim"):
        walk_datasets(hdf5_of(fill), "f")


def test_hdf5_kinds_of_values() -> None:
    def objects(file: h5py.File) -> None:
        file.create_dataset("a/0", data=["x", "y"], dtype=h5py.string_dtype())

    def references(file: h5py.File) -> None:
        group = file.create_group("a")
        group.create_dataset("0", data=np.array([group.ref], h5py.ref_dtype))

    def records(file: h5py.File) -> None:
        file.create_dataset("a/0", data=np.zeros(2, [("x", "f4"), ("y", "i4")]))

    for fill in (objects, references, records):
        both_ways(hdf5_of(fill), "a/0", "holds no plain numbers")

    def empty(file: h5py.File) -> None:
        file["a/0"] = h5py.Empty("f4")

    both_ways(hdf5_of(empty), "a/0", "is empty")


def test_hdf5_group_that_contains_itself() -> None:
    def loop(file: h5py.File) -> None:
        group = file.create_group("a")
        group["again"] = group

    with pytest.raises(FileError, match="is there twice"):
        walk_datasets(hdf5_of(loop), "f")


def test_hdf5_shape_must_be_the_one_expected() -> None:
    data = hdf5_of(lambda file: file.create_dataset("a", data=np.zeros((2, 3))))
    with open_hdf5(data, "m.h5") as file:
        dataset = child(file, "a", "m.h5")
        assert read_array(dataset, "m.h5", shape=(2, 3)).shape == (2, 3)
        with pytest.raises(
            FileError, match=r"/a must have shape \(3, 2\). Received \(2"
        ):
            read_array(dataset, "m.h5", shape=(3, 2))
        assert child(file, "b", "m.h5") is None
        assert child(file, "a/b", "m.h5") is None
        assert child(file, "", "m.h5") is None


def test_hdf5_damaged_anywhere_is_a_clear_error_or_no_difference() -> None:
    array = np.arange(50, dtype=np.float32)
    data = hdf5_of(lambda file: file.create_dataset("layers/a/0", data=array))
    for length in range(0, len(data) - 1, 97):
        with pytest.raises(FileError):
            walk_datasets(data[:length], "f")
    rng = random.Random(1)
    for _ in range(200):
        flipped = bytearray(data)
        flipped[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        try:
            walk_datasets(bytes(flipped), "f")
        except FileError:
            continue


def test_hdf5_texts() -> None:
    def fill(file: h5py.File) -> None:
        file.attrs["names"] = [b"a", b"b\xc3\xa4"]
        file.attrs["text"] = "x" * 100_000
        file.attrs["bytes"] = np.bytes_(b"{}")
        file.attrs["number"] = 3
        file.attrs["reference"] = file.ref

    with open_hdf5(hdf5_of(fill), "f") as file:
        assert read_texts(file, "names", "f") == ["a", "bä"]
        assert read_texts(file, "text", "f") == ["x" * 100_000]
        assert read_texts(file, "bytes", "f") == ["{}"]
        assert read_texts(file, "missing", "f") is None
        for name in ("number", "reference"):
            with pytest.raises(FileError, match="is no text"):
                read_texts(file, name, "f")
