"""Data sets are read as Keras reads them, from where Keras keeps them."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import engine
from engine.errors import FileError, OptionError

RNG = np.random.default_rng(5)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keras' folder of data sets, empty; both frameworks find files in it."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    place = tmp_path / "datasets"
    place.mkdir()

    def get_file(fname: str, *args: Any, **options: Any) -> str:
        return str(tmp_path / options.get("cache_subdir", "datasets") / fname)

    # Keras would compare checksums with those of the real files and download them.
    for module in (
        *("mnist", "fashion_mnist", "cifar10", "cifar100", "imdb", "reuters"),
        *("boston_housing", "california_housing"),
    ):
        monkeypatch.setattr(f"keras.src.datasets.{module}.get_file", get_file)
    return place


def assert_same_data(ours: Any, theirs: Any) -> None:
    for mine, real in zip(ours, theirs, strict=True):
        for a, b in zip(mine, real, strict=True):
            assert a.dtype == b.dtype
            assert a.shape == b.shape
            assert a.tolist() == b.tolist()


def texts(count: int) -> Any:
    made = np.empty(count, object)
    for row in range(count):
        made[row] = RNG.integers(1, 40, RNG.integers(2, 9)).tolist()
    return made


def write_words(place: Path) -> None:
    np.savez(
        place / "imdb.npz",
        x_train=texts(12),
        y_train=np.arange(12) % 2,
        x_test=texts(7),
        y_test=np.arange(7) % 2,
    )
    np.savez(place / "reuters.npz", x=texts(20), y=np.arange(20) % 46)


def test_digits_and_clothes(folder: Path) -> None:
    images, labels = RNG.integers(0, 256, (9, 28, 28)), np.arange(9) % 10
    np.savez(
        folder / "mnist.npz",
        x_train=images[:6].astype("uint8"),
        y_train=labels[:6].astype("uint8"),
        x_test=images[6:].astype("uint8"),
        y_test=labels[6:].astype("uint8"),
    )
    assert_same_data(
        engine.datasets.mnist.load_data(), keras.datasets.mnist.load_data()
    )
    (folder / "fashion-mnist").mkdir()
    for part, rows in (("train", slice(6)), ("t10k", slice(6, None))):
        for kind, header, values in (
            ("images-idx3", 16, images),
            ("labels-idx1", 8, labels),
        ):
            content = bytes(header) + values[rows].astype("uint8").tobytes()
            name = f"{part}-{kind}-ubyte.gz"
            (folder / "fashion-mnist" / name).write_bytes(gzip.compress(content))
    ours = engine.datasets.fashion_mnist.load_data()
    assert_same_data(ours, keras.datasets.fashion_mnist.load_data())
    again = engine.datasets.fashion_mnist.load_data(str(folder / "fashion-mnist"))
    assert_same_data(again, ours)


def test_houses(folder: Path) -> None:
    for name in ("boston_housing", "california_housing"):
        np.savez(folder / f"{name}.npz", x=RNG.normal(size=(700, 3)), y=np.arange(700))
        for options in ({}, {"test_split": 0.3, "seed": 7}, {"test_split": 0}):
            assert_same_data(
                getattr(engine.datasets, name).load_data(**options),
                getattr(keras.datasets, name).load_data(**options),
            )
    assert_same_data(
        engine.datasets.california_housing.load_data("small"),
        keras.datasets.california_housing.load_data("small"),
    )


@pytest.mark.parametrize("name", ["imdb", "reuters"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"num_words": 20},
        {"num_words": 20, "skip_top": 6, "oov_char": None},
        {"start_char": None, "index_from": 5, "seed": 4},
        {"start_char": None, "index_from": None},
        {"maxlen": 7, "oov_char": 99, "skip_top": 10},
    ],
)
def test_texts(folder: Path, name: str, options: dict[str, Any]) -> None:
    write_words(folder)
    ours = getattr(engine.datasets, name).load_data(**options)
    assert_same_data(ours, getattr(keras.datasets, name).load_data(**options))


def test_words_and_topics(folder: Path) -> None:
    for name in ("imdb", "reuters"):
        (folder / f"{name}_word_index.json").write_text('{"the": 1, "öl": 2}', "utf-8")
        index = getattr(engine.datasets, name).get_word_index()
        assert index == {"the": 1, "öl": 2}
    assert (
        engine.datasets.reuters.get_label_names()
        == keras.datasets.reuters.get_label_names()
    )


def write_pictures(place: Path, names: list[str], labels: list[str], rows: int) -> None:
    place.mkdir(parents=True)
    for name in names:
        batch = {b"data": RNG.integers(0, 256, (rows, 3072)).astype("uint8")}
        for label in labels:
            batch[label.encode()] = RNG.integers(0, 10, rows).tolist()
        # As Python 2 wrote them; a newer protocol would name numpy._core.
        (place / name).write_bytes(pickle.dumps(batch, protocol=4))


def test_pictures_of_100_classes(folder: Path, tmp_path: Path) -> None:
    kept = folder / "cifar-100-python-target" / "cifar-100-python"
    write_pictures(kept, ["train", "test"], ["fine_labels", "coarse_labels"], 4)
    for mode in ("fine", "coarse"):
        ours = engine.datasets.cifar100.load_data(mode)
        theirs = keras.datasets.cifar100.load_data(mode)
        assert_same_data(ours, theirs)
    archive = tmp_path / "own.tar.gz"
    with tarfile.open(archive, "w:gz") as file:
        file.add(kept, "cifar-100-python")
    assert_same_data(engine.datasets.cifar100.load_data("coarse", str(archive)), theirs)


def test_pictures_of_10_classes(folder: Path) -> None:
    kept = folder / "cifar-10-batches-py"
    names = [*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]
    write_pictures(kept, names, ["labels"], 3)
    (x_train, y_train), (x_test, y_test) = engine.datasets.cifar10.load_data()
    assert x_train.shape == (15, 32, 32, 3)
    assert x_test.shape == (3, 32, 32, 3)
    assert y_train.shape == (15, 1)
    assert y_train.dtype == y_test.dtype == x_train.dtype == "uint8"
    batch = pickle.loads((kept / "data_batch_2").read_bytes())
    picture = batch[b"data"][1].reshape(3, 32, 32).transpose(1, 2, 0)
    np.testing.assert_array_equal(x_train[4], picture)
    assert y_train[4, 0] == batch[b"labels"][1]


# ------------------------------------------------------------------- hostile files


class Bomb:
    """What a hostile pickle makes Python call."""

    def __init__(self, call: Callable[..., Any], *arguments: Any) -> None:
        self.call, self.arguments = call, arguments

    def __reduce__(self) -> Any:
        return self.call, self.arguments


def hostile(content: bytes) -> bytes:
    """Return an .npy file of objects with another pickle in it."""
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.array([[1], [2, 3]], object))
    whole = stream.getvalue()
    return whole[: whole.index(b"\x80", 8)] + content


def write_hostile(place: Path, content: bytes) -> None:
    with zipfile.ZipFile(place, "w") as file:
        for name in ("x_train", "y_train", "x_test", "y_test"):
            file.writestr(f"{name}.npy", hostile(content))


def evil_dtype() -> bytes:
    """A type of objects that says it has none, so that bytes become addresses."""
    return (
        b"\x80\x02cnumpy\ndtype\nq\x00X\x02\x00\x00\x00O8q\x01K\x00K\x01\x87q\x02Rq\x03"
        b"(K\x03X\x01\x00\x00\x00|q\x04NNNK\x08K\x08K\x00tq\x05bq\x06."
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pickle.dumps(Bomb(os.system, "true")), "asks for posix.system|nt.system"),
        (pickle.dumps(Bomb(eval, "1+1")), "asks for builtins.eval"),
        (pickle.dumps(Bomb(np.load, "x")), "asks for numpy.load"),
        (pickle.dumps(Bomb(np.ndarray, (1 << 60,))), "takes no arguments|_Marker"),
        (pickle.dumps(Bomb(getattr, [], "append")), "asks for builtins.getattr"),
        (pickle.dumps([Bomb]), "asks for .*Bomb"),
        (pickle.dumps(3), "must hold lists of whole numbers"),
        (pickle.dumps(np.array([["a"], [1]], object)), "must hold lists of whole"),
        (pickle.dumps(np.array([[1.5], [1, 2]], object)), "must hold lists of whole"),
        (evil_dtype(), "must hold lists of whole numbers"),
        (b"\x80\x04\x95", "is damaged"),
        (b"", "is damaged"),
    ],
)
def test_hostile_files_are_refused(folder: Path, content: bytes, reason: str) -> None:
    write_hostile(folder / "imdb.npz", content)
    with pytest.raises(FileError, match=reason):
        engine.datasets.imdb.load_data()


def test_arrays_of_arrays_and_of_columns_are_read(folder: Path) -> None:
    rows = np.empty(2, object)
    rows[0], rows[1] = np.array([1, 2, 3]), np.asfortranarray([4, 5])
    write_hostile(folder / "imdb.npz", pickle.dumps(rows))
    (x, _), _ = engine.datasets.imdb.load_data(start_char=None, index_from=0, seed=1)
    # Numbers from the greatest on are unknown words, as in Keras: 5 became 2.
    assert sorted(map(list, x)) == [[1, 2, 3], [4, 2]]


def test_hostile_pictures_are_refused(folder: Path) -> None:
    kept = folder / "cifar-100-python"
    kept.mkdir()
    for content in (
        pickle.dumps(Bomb(os.system, "true")),
        pickle.dumps({b"data": np.zeros((1, 3072), object), b"fine_labels": [1]}),
        pickle.dumps({b"data": np.zeros((1, 10), "uint8"), b"fine_labels": [1]}),
        pickle.dumps({b"data": np.zeros((1, 3072), "uint8"), b"fine_labels": ["a"]}),
        pickle.dumps([1, 2]),
    ):
        for name in ("train", "test"):
            (kept / name).write_bytes(content)
        with pytest.raises(FileError, match=r"train: (holds something|must hold pict)"):
            engine.datasets.cifar100.load_data()


# ------------------------------------------------------------------------ errors


def test_missing_files_are_named_with_where_they_are_published(folder: Path) -> None:
    for name, file in (
        ("mnist", "mnist.npz"),
        ("imdb", "imdb.npz"),
        ("cifar10", "cifar-10-python.tar.gz"),
        ("fashion_mnist", "train-images-idx3-ubyte.gz"),
        ("boston_housing", "boston_housing.npz"),
    ):
        with pytest.raises(FileError, match=f"{file}: there is no such file") as error:
            getattr(engine.datasets, name).load_data()
        assert "Download https://" in str(error.value)
        assert str(folder) in str(error.value)
    with pytest.raises(FileError, match=r"elsewhere.npz: there is no such file"):
        engine.datasets.mnist.load_data("elsewhere.npz")


def test_files_elsewhere_are_read(folder: Path, tmp_path: Path) -> None:
    del folder
    np.savez(tmp_path / "own.npz", x=np.ones((10, 2)), y=np.arange(10))
    (x, _), _ = engine.datasets.boston_housing.load_data(str(tmp_path / "own.npz"))
    assert x.shape == (8, 2)


def test_damaged_files_and_wrong_options(folder: Path) -> None:
    (folder / "mnist.npz").write_bytes(b"no archive")
    with pytest.raises(FileError, match=r"mnist.npz: cannot be read"):
        engine.datasets.mnist.load_data()
    np.savez(folder / "mnist.npz", x=np.ones(3))
    with pytest.raises(FileError, match=r"has no array called x_train. It has: x.npy"):
        engine.datasets.mnist.load_data()
    np.savez(folder / "boston_housing.npz", x=np.ones(3), y=np.ones(3))
    with pytest.raises(OptionError, match="test_split must be at least 0 and less"):
        engine.datasets.boston_housing.load_data(test_split=1)
    with pytest.raises(OptionError, match='label_mode must be "fine" or "coarse"'):
        engine.datasets.cifar100.load_data("rough")
    with pytest.raises(OptionError, match='version must be "large" or "small"'):
        engine.datasets.california_housing.load_data("huge")
    write_words(folder)
    with pytest.raises(OptionError, match="no text has fewer than maxlen=2 words"):
        engine.datasets.imdb.load_data(maxlen=2)
