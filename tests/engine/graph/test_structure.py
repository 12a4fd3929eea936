"""Nested structures are flattened and packed as Keras does it."""

from __future__ import annotations

from typing import Any

import pytest
from keras import tree

from engine.graph.structure import (
    flatten,
    flatten_shapes,
    map_structure,
    pack_as,
    unpack_single,
)

STRUCTURES: list[Any] = [
    1,
    [1, 2],
    (1, [2, 3]),
    {"b": 1, "a": [2, {"d": 3, "c": 4}]},
    [],
    {},
    [[[]], [1]],
]


@pytest.mark.parametrize("structure", STRUCTURES, ids=repr)
def test_order_is_that_of_keras(structure: Any) -> None:
    assert flatten(structure) == tree.flatten(structure)
    doubled = map_structure(lambda leaf: leaf * 2, structure)
    assert doubled == tree.map_structure(lambda leaf: leaf * 2, structure)
    leaves = [10 * leaf for leaf in flatten(structure)]
    assert pack_as(structure, leaves) == tree.pack_sequence_as(structure, leaves)


def test_a_dict_keeps_the_order_of_its_keys() -> None:
    packed = pack_as({"b": 0, "a": 0}, ["for a", "for b"])
    assert list(packed.items()) == [("b", "for b"), ("a", "for a")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [([1], 1), ((1,), 1), ([1, 2], [1, 2]), ({"a": 1}, {"a": 1}), (1, 1), ([], [])],
)
def test_lists_of_one_are_unpacked(given: Any, expected: Any) -> None:
    assert unpack_single(given) == expected


@pytest.mark.parametrize(
    ("structure", "shapes"),
    [
        ((None, 3), [(None, 3)]),
        ([None, 3], [(None, 3)]),
        ((), [()]),
        ([(None, 3), (None, 2)], [(None, 3), (None, 2)]),
        (((None, 3), (2, 4)), [(None, 3), (2, 4)]),
        ({"b": (1,), "a": (2,)}, [(2,), (1,)]),
        ([{"x": (None, 3)}, (5,)], [(None, 3), (5,)]),
    ],
)
def test_shapes_are_leaves(structure: Any, shapes: Any) -> None:
    assert flatten_shapes(structure) == shapes
