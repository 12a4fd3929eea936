"""Symbolic tensors say plainly what they cannot do."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import GraphError

OPERATORS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "+": (lambda t: t + 1, "add"),
    "1 +": (lambda t: 1 + t, "add"),
    "-": (lambda t: t - t, "subtract"),
    "*": (lambda t: 2 * t, "multiply"),
    "/": (lambda t: t / 2, "true_divide"),
    "//": (lambda t: 2 // t, "floor_divide"),
    "%": (lambda t: t % 2, "mod"),
    "@": (lambda t: t @ np.ones((4, 2)), "matmul"),
    "array +": (lambda t: np.ones(4) + t, "add"),
    "**": (lambda t: t**2, "power"),
    "negative": (operator.neg, "negative"),
    "abs": (abs, "absolute"),
    "round": (round, "round"),
    "[]": (lambda t: t[:, 0], "get_item"),
    "<": (lambda t: t < 1, "less"),
    "<=": (lambda t: t <= t, "less_equal"),
    ">": (lambda t: t > 1, "greater"),
    ">=": (lambda t: t >= 1, "greater_equal"),
    "!=": (lambda t: t != 1, "not_equal"),
    "&": (lambda t: t & t, "logical_and"),
    "|": (lambda t: True | t, "logical_or"),
    "^": (lambda t: t ^ t, "logical_xor"),
    "~": (operator.invert, "logical_not"),
    "reshape": (lambda t: t.reshape((2, 2)), "reshape"),
    "squeeze": (lambda t: t[:, :1].squeeze(1), "squeeze"),
}


@pytest.mark.parametrize("name", OPERATORS)
def test_operators_leave_operations_in_the_graph(name: str) -> None:
    operate, expected = OPERATORS[name]
    layer = operate(engine.Input((4,))).producer.layer
    assert layer.name.rstrip("_0123456789") == expected


def test_symbols_are_equal_to_themselves_only() -> None:
    a, b = engine.Input((4,)), engine.Input((4,))
    assert a == a
    assert a in [b, a]
    assert len({a, b}) == 2


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (np.asarray, r"symbolic and has no values. Build a Model and call predict"),
        (bool, "Python cannot branch on its values"),
        (list, "Python cannot loop over it"),
    ],
)
def test_values_are_not_there(act: Callable[[Any], Any], message: str) -> None:
    with pytest.raises(GraphError, match=message):
        act(engine.Input((4,)))


def test_symbols_look_like_those_of_keras() -> None:
    tensor = engine.Input((4,), dtype="int32", name="words")
    assert repr(tensor) == (
        "<KerasTensor shape=(None, 4), dtype=int32, sparse=False, ragged=False, "
        "name=words>"
    )
    assert tensor.ndim == 2
    assert len({tensor, engine.Input((4,))}) == 2
