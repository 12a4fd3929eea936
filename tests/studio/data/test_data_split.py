"""Bindings and splits: JSON round trips, and what a split promises about rows."""

import json
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studio.data import Binding, DataError, Split

bindings = st.builds(
    Binding,
    columns=st.lists(st.text()).map(tuple),
    scale=st.sampled_from(["none", "standardize", "minmax"]),
    encoding=st.sampled_from(["auto", "index", "one_hot"]),
)


@st.composite
def splits(draw):
    validation = draw(st.floats(0, 0.6))
    return Split(
        validation=validation,
        test=draw(st.floats(0, 0.39)),
        shuffle=draw(st.booleans()),
        seed=draw(st.integers(0, 2**32 - 1)),
        method=draw(st.sampled_from(["random", "last"])),
    )


@given(bindings)
def test_bindings_survive_json(binding):
    assert Binding.from_json(json.loads(json.dumps(binding.to_json()))) == binding


@given(splits())
def test_splits_survive_json(split):
    assert Split.from_json(json.loads(json.dumps(split.to_json()))) == split


def test_defaults_may_be_absent():
    assert Binding.from_json({"columns": ["a"]}) == Binding(("a",), "none", "auto")
    assert Split.from_json({}) == Split(0.2, 0.0, True, 0, "random")


def test_a_list_of_columns_becomes_a_tuple():
    binding = Binding(["a", "b"])
    assert binding.columns == ("a", "b")
    assert hash(binding) == hash(Binding(("a", "b")))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (None, "received None"),
        ([], "expected columns"),
        ({}, "expected columns"),
        ({"columns": "abc"}, "expected columns"),
        ({"columns": [1]}, "columns must be a list of names"),
        ({"columns": ["a"], "scale": "log"}, '"none", "standardize", "minmax"'),
        ({"columns": ["a"], "scale": None}, "scale must be one of"),
        ({"columns": ["a"], "encoding": ["x"]}, "encoding must be one of"),
        ({"columns": ["a"], "extra": 1}, "expected columns"),
    ],
)
def test_wrong_bindings(data, text):
    with pytest.raises(DataError) as caught:
        Binding.from_json(data)
    assert text in str(caught.value)


def test_a_bare_name_is_not_a_list_of_columns():
    with pytest.raises(DataError, match="must be a list of names"):
        Binding("abc")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (None, "received None"),
        ({"validaton": 0.1}, "validation"),
        ({"validation": -0.1}, "validation must be a number from 0"),
        ({"validation": 1}, "validation must be a number from 0"),
        ({"validation": True}, "received True"),
        ({"validation": float("nan")}, "received nan"),
        ({"test": "0.1"}, "test must be a number"),
        ({"validation": 0.5, "test": 0.5}, "Together they must be less than 1"),
        ({"shuffle": 1}, "shuffle must be true or false"),
        ({"seed": -1}, "seed must be a whole number"),
        ({"seed": 1.0}, "seed must be a whole number"),
        ({"seed": 2**32}, "seed must be a whole number"),
        ({"method": "first"}, '"random", "last"'),
    ],
)
def test_wrong_splits(data, text):
    with pytest.raises(DataError) as caught:
        Split.from_json(data)
    assert text in str(caught.value)


@given(splits(), st.integers(1, 500))
def test_parts_are_disjoint_complete_and_seeded(split, count):
    try:
        rows = split.rows(count)
    except DataError:
        assume(False)
    together = np.concatenate(rows)
    assert np.array_equal(np.sort(together), np.arange(count))
    assert len(rows.train) >= 1
    assert abs(len(rows.validation) - split.validation * count) <= 0.5
    assert abs(len(rows.test) - split.test * count) <= 0.5
    assert (len(rows.validation) > 0) == (split.validation > 0)
    assert (len(rows.test) > 0) == (split.test > 0)
    assert np.array_equal(rows.validation, np.sort(rows.validation))
    assert np.array_equal(rows.test, np.sort(rows.test))
    for part, again in zip(rows, split.rows(count), strict=True):
        assert np.array_equal(part, again)
    if split.method == "last":
        assert np.array_equal(
            np.sort(together), [*np.sort(rows.train), *together[len(rows.train) :]]
        )
    if not split.shuffle:
        assert np.array_equal(rows.train, np.sort(rows.train))


def test_other_seeds_choose_other_rows():
    one, two = Split(seed=1).rows(100), Split(seed=2).rows(100)
    assert not np.array_equal(one.validation, two.validation)
    assert not np.array_equal(one.train, two.train)


def test_shuffling_does_not_change_which_rows_are_in_a_part():
    mixed, ordered = Split(shuffle=True).rows(50), Split(shuffle=False).rows(50)
    assert not np.array_equal(mixed.train, ordered.train)
    assert np.array_equal(np.sort(mixed.train), ordered.train)
    assert np.array_equal(mixed.validation, ordered.validation)


def test_the_last_rows():
    rows = Split(validation=0.2, test=0.1, method="last", shuffle=False).rows(10)
    assert [part.tolist() for part in rows] == [list(range(7)), [7, 8], [9]]


@pytest.mark.parametrize(
    ("split", "count", "text"),
    [
        (Split(), 2, "zero rows are left for validation: 0.2 of 2 rows"),
        (Split(validation=0, test=0.1), 3, "zero rows are left for test"),
        (Split(validation=0.6), 1, "no rows are left for training: 1 rows, 1 for"),
        (Split(validation=0), 0, "no rows are left for training"),
    ],
)
def test_parts_without_rows_are_refused(split, count, text):
    with pytest.raises(DataError) as caught:
        split.rows(count)
    assert text in str(caught.value)


def test_split_fields_are_what_json_has():
    assert asdict(Split()) == Split().to_json()
