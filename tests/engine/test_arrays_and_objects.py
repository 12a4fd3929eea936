"""Utilities for arrays and for a user's own classes, beside those of Keras."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest

import engine
from engine.errors import DataError, OptionError
from engine.utils import (
    custom_object_scope,
    get_custom_objects,
    get_registered_name,
    get_registered_object,
    normalize,
    pad_sequences,
    register_keras_serializable,
    timeseries_dataset_from_array,
)

# ------------------------------------------------------------------ pad_sequences

SEQUENCES: list[Any] = [[1, 2, 3], [4], [], [5, 6, 7, 8, 9]]
POINTS = [[[1.5, 2], [3, 4]], [[5, 6]], []]
PADDED: list[tuple[Any, dict[str, Any]]] = [
    (SEQUENCES, {}),
    (SEQUENCES, {"maxlen": 3}),
    (SEQUENCES, {"maxlen": 3, "truncating": "post"}),
    (SEQUENCES, {"maxlen": 7, "padding": "post", "value": -1}),
    (SEQUENCES, {"dtype": "float32", "value": 0.5}),
    (POINTS, {"dtype": "float64"}),
    (POINTS, {"maxlen": 1, "padding": "post", "truncating": "post", "dtype": "f4"}),
    ([["a", "bc"], ["d"]], {"dtype": object, "value": "-"}),
    ([["a", "bc"], ["d"]], {"dtype": "U5", "value": "-"}),
    ([np.arange(3), np.arange(5)], {"maxlen": 4}),
    ([(1, 2), (3,)], {}),
]


@pytest.mark.parametrize(("sequences", "options"), PADDED)
def test_sequences_are_padded_as_in_keras(
    sequences: Any, options: dict[str, Any]
) -> None:
    ours = pad_sequences(sequences, **options)
    theirs = keras.utils.pad_sequences(sequences, **options)
    assert ours.dtype == theirs.dtype
    np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(
        engine.preprocessing.sequence.pad_sequences(sequences, **options), theirs
    )


PADDING_ERRORS: dict[str, tuple[Callable[[], Any], str]] = {
    "padding": (
        lambda: pad_sequences([[1]], padding="left"),
        'padding must be "pre" or "post". Received \'left\'.',
    ),
    "truncating": (lambda: pad_sequences([[1]], truncating="no"), "truncating must be"),
    "value": (
        lambda: pad_sequences([["a"]], value="-"),
        "value '-' does not fit dtype int32. Write dtype=object for texts.",
    ),
    "a number": (lambda: pad_sequences([[1], 2]), "Received 2 as sequence 1."),
    "no list": (lambda: pad_sequences(3), "needs a list of sequences. Received int."),
    "none": (lambda: pad_sequences([]), "there are no sequences. Give maxlen."),
    "text": (
        lambda: pad_sequences([["a"]]),
        "sequence 0 cannot be an array of int32",
    ),
    "shapes": (
        lambda: pad_sequences([[[1, 2]], [[1, 2, 3]]]),
        r"those of sequence 1 have shape \(3,\) instead of \(2,\)",
    ),
    "length": (lambda: pad_sequences([[1]], maxlen=-1), "maxlen must be a whole num"),
    "half": (lambda: pad_sequences([[1]], maxlen=1.5), "maxlen must be a whole numbe"),
}


@pytest.mark.parametrize("case", PADDING_ERRORS)
def test_what_cannot_be_padded(case: str) -> None:
    call, message = PADDING_ERRORS[case]
    with pytest.raises((DataError, OptionError), match=message):
        call()


def test_no_sequences_and_no_length() -> None:
    assert pad_sequences([], maxlen=3).shape == (0, 3)
    assert pad_sequences([[1, 2]], maxlen=0).shape == (1, 0)


# ---------------------------------------------------------------------- normalize


@pytest.mark.parametrize("order", [1, 2, np.inf])
@pytest.mark.parametrize("axis", [-1, 1])
def test_vectors_have_length_1_as_in_keras(axis: int, order: Any) -> None:
    x = np.random.default_rng(1).normal(size=(4, 3))
    x[2] = 0
    np.testing.assert_allclose(
        normalize(x, axis, order), keras.utils.normalize(x, axis, order), rtol=1e-6
    )


def test_vectors_along_other_axes() -> None:
    x = np.arange(1.0, 7.0).reshape(2, 3)
    np.testing.assert_allclose(np.linalg.norm(normalize(x, 0), axis=0), 1)
    np.testing.assert_allclose(np.linalg.norm(normalize(x, None, "fro")), 1)
    np.testing.assert_allclose(normalize([[3, 4]]), [[0.6, 0.8]])
    assert normalize(x.astype("float32")).dtype == "float32"
    with pytest.raises(OptionError, match="axis must be one of the 2 axes"):
        normalize(x, 2)
    with pytest.raises(DataError, match="needs an array of numbers"):
        normalize(["a"])


# --------------------------------------------------------------- windows of series


def test_windows_slide_over_a_series() -> None:
    data, targets = np.arange(20.0), np.arange(100, 120)
    made = timeseries_dataset_from_array(
        data, targets, 3, sequence_stride=2, sampling_rate=2, batch_size=4
    )
    assert len(made) == 2
    x, y = made[0]
    np.testing.assert_array_equal(x, [[i, i + 2, i + 4] for i in (0, 2, 4, 6)])
    np.testing.assert_array_equal(y, [100, 102, 104, 106])
    assert [len(batch[0]) for batch in made] == [4, 4]
    model = engine.Sequential([engine.Input((3,)), engine.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(made, epochs=2, verbose=0)


def test_part_of_a_series_without_targets() -> None:
    data = np.random.default_rng(2).normal(size=(12, 2))
    made = timeseries_dataset_from_array(
        data, None, 4, batch_size=None, start_index=2, end_index=9
    )
    (batch,) = made
    np.testing.assert_array_equal(batch, [data[i : i + 4] for i in (2, 3, 4, 5)])
    mixed = timeseries_dataset_from_array(data, None, 4, shuffle=True, seed=1)
    again = timeseries_dataset_from_array(data, None, 4, shuffle=True, seed=1)
    np.testing.assert_array_equal(mixed[0], again[0])
    assert sorted(mixed[0][:, 0, 0]) == sorted(data[:9, 0])
    assert list(mixed[0][:, 0, 0]) != list(data[:9, 0])


def test_windows_that_do_not_exist() -> None:
    data = np.arange(6.0)
    for options, message in (
        ({"sequence_length": 7}, "sequence_length must lie between 1 and 6 for a ser"),
        ({"sequence_length": 2, "sampling_rate": 6}, "sampling_rate must lie between"),
        ({"sequence_length": 2, "sequence_stride": 0}, "sequence_stride must lie"),
        ({"sequence_length": 2, "start_index": 6}, "start_index must lie between 0 a"),
        ({"sequence_length": 2, "end_index": 9}, "end_index must lie between 1 and 6"),
    ):
        with pytest.raises(OptionError, match=message):
            timeseries_dataset_from_array(data, None, **options)
    with pytest.raises(DataError, match="has no window of 4 entries"):
        timeseries_dataset_from_array(data, None, 4, sampling_rate=2)
    with pytest.raises(DataError, match="must have one row for each step"):
        timeseries_dataset_from_array(3.0, None, 1)


# ------------------------------------------------------------------ custom objects


def test_registered_objects_are_known_by_name() -> None:
    def run(k: Any) -> Any:
        @k.utils.register_keras_serializable("pack")
        class Mine(k.layers.Layer):  # type: ignore[misc, name-defined]
            pass

        @k.saving.register_keras_serializable(name="other")
        def function(x: Any) -> Any:
            return x

        table = k.saving.get_custom_objects()
        try:
            return (
                k.saving.get_registered_name(Mine),
                k.utils.get_registered_name(function),
                k.utils.get_registered_name(dict),
                k.saving.get_registered_object("pack>Mine") is Mine,
                k.utils.get_registered_object("Custom>other") is function,
                k.utils.get_registered_object("none"),
                k.utils.get_registered_object("a", {"a": 1}, {"a": 2}),
                k.utils.get_registered_object("a", None, {"a": 2}),
                {"pack>Mine", "Custom>other"} <= set(table),
            )
        finally:
            for name in ("pack>Mine", "Custom>other"):
                table.pop(name)

    assert run(engine) == run(keras)


def test_objects_known_within_a_block() -> None:
    def run(k: Any) -> Any:
        found = k.utils.get_registered_object
        seen = []
        with k.utils.custom_object_scope({"a": 1, "b": 2}):
            seen.append((found("a"), found("b")))
            with k.saving.CustomObjectScope({"a": 3}):
                seen.append((found("a"), found("b")))
            seen.append((found("a"), found("b")))
            assert "a" not in k.utils.get_custom_objects()
        return [*seen, found("a")]

    assert run(engine) == run(keras) == [(1, 2), (3, None), (1, 2), None]


def test_other_threads_know_nothing_of_a_block() -> None:
    seen: list[Any] = []
    with custom_object_scope({"a": 1}):
        thread = threading.Thread(
            target=lambda: seen.append(get_registered_object("a"))
        )
        thread.start()
        thread.join()
    assert seen == [None]


def test_classes_must_be_able_to_describe_themselves() -> None:
    with pytest.raises(OptionError, match="Bare cannot be written to a file"):

        @register_keras_serializable()
        class Bare:
            pass

    assert "Custom>Bare" not in get_custom_objects()
    assert get_registered_name(len) == "len"


# ----------------------------------------------------------------- small helpers


def test_parts_of_batches_are_those_of_keras() -> None:
    def run(k: Any) -> Any:
        pack, unpack = k.utils.pack_x_y_sample_weight, k.utils.unpack_x_y_sample_weight
        return (
            [pack(1), pack([1]), pack((1, 2)), pack(1, 2), pack(1, 2, 3)],
            [unpack(given) for given in (1, (1,), [1, 2], (1, 2, 3), {"a": 1})],
        )

    assert run(engine) == run(keras)
    with pytest.raises(DataError, match="Received 4 parts"):
        engine.utils.unpack_x_y_sample_weight((1, 2, 3, 4))


def test_inputs_of_symbols_are_those_of_keras() -> None:
    def run(k: Any) -> Any:
        a, b, c = (k.Input((2,), name=name) for name in "abc")
        both = k.layers.Add()([k.layers.Dense(2)(b), a])
        out = k.layers.Concatenate()([both, b])
        return (
            sorted(t.name for t in k.utils.get_source_inputs(out)),
            [t.name for t in k.utils.get_source_inputs(c)],
            k.utils.is_keras_tensor(out),
            k.utils.is_keras_tensor(np.ones(2)),
        )

    assert run(engine) == run(keras) == (["a", "b"], ["c"], True, False)
