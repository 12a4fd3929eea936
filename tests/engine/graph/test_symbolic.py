"""Symbolic tensors say plainly what they cannot do."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import GraphError

OPERATORS: dict[str, Callable[[Any], Any]] = {
    "+": lambda t: t + 1,
    "1 +": lambda t: 1 + t,
    "-": lambda t: t - t,
    "*": lambda t: 2 * t,
    "/": lambda t: t / 2,
    "@": lambda t: t @ np.ones((4, 2)),
    "array @": lambda t: np.ones((4, 2)) @ t,
    "array +": lambda t: np.ones(4) + t,
    "**": lambda t: t**2,
    "negative": operator.neg,
    "abs": abs,
    "[]": lambda t: t[:, 0],
}


@pytest.mark.parametrize("name", OPERATORS)
def test_operators_point_to_layers(name: str) -> None:
    tensor = engine.Input((4,), name="t")
    message = (
        r'Tensor "t" of shape \(None, 4\) is symbolic: operators such as \+ and \[\] '
        r"do not work on it. Use a layer, such as layers.Add\(\)\(\[a, b\]\)."
    )
    with pytest.raises(GraphError, match=message):
        OPERATORS[name](tensor)


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
