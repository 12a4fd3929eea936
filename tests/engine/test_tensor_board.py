"""TensorBoard: files of events, read back by hand and by TensorBoard itself."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from engine.callbacks import TensorBoard
from engine.callbacks.event_file import EventFile, buckets, crc32c
from engine.errors import OptionError

RNG = np.random.default_rng(6)
X = RNG.normal(size=(12, 3)).astype("float32")
Y = X.sum(1, keepdims=True)


def fields(message: bytes) -> dict[int, list[Any]]:
    """Return the fields of a protocol buffer by their numbers."""
    found: dict[int, list[Any]] = {}
    place = 0

    def varint() -> int:
        nonlocal place
        value, shift = 0, 0
        while True:
            byte = message[place]
            place += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while place < len(message):
        key = varint()
        if key & 7 == 0:
            value: Any = varint()
        elif key & 7 == 1:
            value = struct.unpack("<d", message[place : place + 8])[0]
            place += 8
        else:
            assert key & 7 == 2
            size = varint()
            value = message[place : place + size]
            place += size
        found.setdefault(key >> 3, []).append(value)
    return found


def masked(data: bytes) -> int:
    value = crc32c(data)
    return ((value >> 15 | value << 17) + 0xA282EAD8) & 0xFFFFFFFF


def events(folder: Path) -> list[dict[int, list[Any]]]:
    """Return all events of the files in a folder; checksums must be right."""
    found = []
    for path in sorted(folder.iterdir()):
        if "tfevents" not in path.name:
            continue
        data = path.read_bytes()
        while data:
            (size,) = struct.unpack("<Q", data[:8])
            assert struct.unpack("<I", data[8:12])[0] == masked(data[:8])
            record, data = data[12 : 12 + size], data[12 + size :]
            assert struct.unpack("<I", data[:4])[0] == masked(record)
            data = data[4:]
            found.append(fields(record))
    assert found[0][3] == [b"brain.Event:2"]
    return found[1:]


def values(folder: Path) -> dict[str, list[tuple[int, str, Any]]]:
    """Return steps, plugins and contents by tag."""
    found: dict[str, list[tuple[int, str, Any]]] = {}
    for event in events(folder):
        (value,) = fields(event[5][0])[1]
        parts = fields(value)
        plugin = fields(fields(parts[9][0])[1][0])[1][0].decode()
        tensor = fields(parts[8][0])
        sizes = [fields(size)[1][0] for size in fields(tensor[2][0]).get(2, [])]
        content: Any
        if tensor[1] == [7]:
            content = tensor[8]
        else:
            dtype = {1: "<f4", 2: "<f8"}[tensor[1][0]]
            content = np.frombuffer(tensor[4][0], dtype).reshape(sizes)
        step = event[2][0]
        found.setdefault(parts[1][0].decode(), []).append((step, plugin, content))
    return found


def trained(folder: Path, **options: Any) -> Any:
    engine.utils.clear_session()
    i = engine.Input((3,))
    model = engine.Model(i, engine.layers.Dense(1)(engine.layers.Dense(4)(i)))
    model.compile("sgd", "mse", metrics=["mae"])
    model.fit(
        *(X, Y),
        epochs=2,
        batch_size=4,
        validation_data=(X, Y),
        verbose=0,
        callbacks=[TensorBoard(folder, **options)],
    )
    return model


def test_checksums() -> None:
    # RFC 3720, B.4
    assert crc32c(bytes(32)) == 0x8A9136AA
    assert crc32c(b"\xff" * 32) == 0x62A8AB43
    assert crc32c(bytes(range(32))) == 0x46DD794E


def test_curves_have_the_names_and_steps_of_keras(tmp_path: Path) -> None:
    model = trained(tmp_path)
    train, judged = values(tmp_path / "train"), values(tmp_path / "validation")
    assert sorted(train) == ["epoch_learning_rate", "epoch_loss", "epoch_mae", "keras"]
    assert sorted(judged) == [
        *("epoch_loss", "epoch_mae"),
        *("evaluation_loss_vs_iterations", "evaluation_mae_vs_iterations"),
    ]
    history = model.history.history
    for run, prefix in ((train, ""), (judged, "val_")):
        for name in ("loss", "mae"):
            curve = run[f"epoch_{name}"]
            assert [step for step, _, _ in curve] == [0, 1]
            assert {plugin for _, plugin, _ in curve} == {"scalars"}
            np.testing.assert_allclose(
                [value for _, _, value in curve], history[prefix + name], rtol=1e-6
            )
    steps = [step for step, _, _ in judged["evaluation_loss_vs_iterations"]]
    assert steps == [3, 6]
    ((step, plugin, (text,)),) = train["keras"]
    assert (step, plugin) == (0, "graph_keras_model")
    assert text.decode() == model.to_json()


def test_values_of_batches(tmp_path: Path) -> None:
    trained(tmp_path, update_freq=2, write_graph=False, write_steps_per_second=True)
    train = values(tmp_path / "train")
    assert [step for step, _, _ in train["batch_loss"]] == [2, 4, 6]
    assert len(train["batch_steps_per_second"]) == 3
    assert len(train["epoch_steps_per_second"]) == 2
    assert "keras" not in train
    trained(tmp_path / "all", update_freq="batch")
    assert len(values(tmp_path / "all" / "train")["batch_mae"]) == 6


def test_weights_as_histograms_and_pictures(tmp_path: Path) -> None:
    model = trained(tmp_path, histogram_freq=1, write_images=True)
    train = values(tmp_path / "train")
    for weight in model.weights:
        (_, _, _), (step, plugin, rows) = train[f"{weight.path}/histogram"]
        assert (step, plugin) == (1, "histograms")
        np.testing.assert_array_equal(rows, buckets(weight.value))
        assert rows[:, 2].sum() == weight.size
        if weight.size == 1:  # as in Keras
            assert f"{weight.path}/image" not in train
            continue
        _, plugin, (width, height, *pictures) = train[f"{weight.path}/image"][0]
        assert plugin == "images"
        assert sorted([int(width), int(height)]) == sorted([1, *weight.shape])[-2:]
        assert all(picture.startswith(b"\x89PNG\r\n\x1a\n") for picture in pictures)


def test_intervals_of_histograms() -> None:
    rows = buckets(np.array([0.0, 1.0, 3.0, 3.0, np.nan]))
    assert rows.shape == (30, 3)
    assert rows[0].tolist() == [0.0, 0.1, 1.0]
    assert rows[-1, 1:].tolist() == [3.0, 2.0]
    assert rows[:, 2].sum() == 4
    same = buckets(np.full((2, 3), 7.0))
    assert same[:, :2].tolist() == [[7.0, 7.0]] * 30
    assert same[-1, 2] == same[:, 2].sum() == 6
    assert not buckets(np.empty(0)).any()


def test_pictures_hold_the_values(tmp_path: Path) -> None:
    file = EventFile(str(tmp_path))
    image = np.array([[0.0, 0.5, 1.0], [-1.0, 2.0, np.nan]])
    file.images("p", np.stack([image] * 5)[..., None], -1)
    file.flush()
    ((step, _, (width, height, *pictures)),) = values(tmp_path)["p"]
    assert step == 2**64 - 1  # -1 in two's complement
    assert (width, height, len(pictures)) == (b"3", b"2", 3)
    start = pictures[0].index(b"IDAT")
    (size,) = struct.unpack(">I", pictures[0][start - 4 : start])
    rows = zlib.decompress(pictures[0][start + 4 : start + 4 + size])
    assert list(rows) == [0, 0, 127, 255, 0, 0, 255, 0]


def test_embeddings_for_the_projector(tmp_path: Path) -> None:
    i = engine.Input((2,), dtype="int32")
    layer = engine.layers.Embedding(5, 3, name="words")
    model = engine.Model(i, engine.layers.Flatten()(layer(i)))
    model.compile("sgd", "mse")
    options: dict[str, Any] = {"embeddings_freq": 1, "write_graph": False}
    callback = TensorBoard(tmp_path, embeddings_metadata={"words": "w.tsv"}, **options)
    x = np.zeros((4, 2), int)
    model.fit(x, np.zeros((4, 6)), verbose=0, callbacks=[callback])
    text = (tmp_path / "projector_config.pbtxt").read_text()
    assert text.splitlines() == [
        "embeddings {",
        '  tensor_name: "layer_with_weights-0/embeddings/.ATTRIBUTES/VARIABLE_VALUE"',
        '  metadata_path: "w.tsv"',
        "}",
    ]
    assert (tmp_path / "train" / "keras_embedding.ckpt-0.weights.h5").exists()
    wrong = TensorBoard(tmp_path, embeddings_metadata={"other": "w.tsv"}, **options)
    with pytest.raises(OptionError, match="names other, and the model has no such"):
        wrong.set_model(model)


def test_evaluations_are_written_too(tmp_path: Path) -> None:
    model = trained(tmp_path / "first")
    callback = TensorBoard(tmp_path / "second", write_graph=False)
    model.evaluate(X, Y, verbose=0, callbacks=[callback])
    judged = values(tmp_path / "second" / "validation")
    ((step, _, _),) = judged["evaluation_loss_vs_iterations"]
    assert step == 6


def test_options_that_have_no_meaning() -> None:
    with pytest.raises(OptionError, match="profile_batch is not supported: leave it"):
        TensorBoard(profile_batch=2)
    with pytest.raises(OptionError, match='must be "batch", "epoch" or a number'):
        TensorBoard(update_freq="step")
    with pytest.raises(OptionError, match="must be a path, or a dict of paths"):
        TensorBoard(embeddings_metadata=3)


def test_tensorboard_reads_the_files(tmp_path: Path) -> None:
    accumulator = pytest.importorskip(
        "tensorboard.backend.event_processing.event_accumulator"
    )
    tensors = pytest.importorskip("tensorboard.util.tensor_util")
    histograms = pytest.importorskip("tensorboard.plugins.histogram.summary_v2")
    model = trained(tmp_path, histogram_freq=1, write_images=True)
    events = accumulator.EventAccumulator(str(tmp_path / "train"))
    events.Reload()
    loss = [
        float(tensors.make_ndarray(event.tensor_proto))
        for event in events.Tensors("epoch_loss")
    ]
    np.testing.assert_allclose(loss, model.history.history["loss"], rtol=1e-6)
    weight = model.weights[0]
    theirs = histograms.histogram_pb("t", weight.value)
    np.testing.assert_allclose(
        tensors.make_ndarray(
            events.Tensors(f"{weight.path}/histogram")[-1].tensor_proto
        ),
        tensors.make_ndarray(theirs.value[0].tensor),
    )
