"""Operations on arrays give Keras' values, shapes and dtypes."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from engine import ops
from engine.graph.structure import flatten
from tests.engine.ops.operation_cases import VALUES, cases, in_groups

keras = pytest.importorskip("keras")

_PYTHON_NUMBERS = ("shape(", "while_loop(", "fori_loop(", "ndim(", "size(")


def _evaluate(module: ModuleType, call: str) -> list[Any]:
    names = {name: getattr(module, name) for name in dir(module) if name[0] != "_"}
    return [
        leaf if isinstance(leaf, str) else np.asarray(leaf)
        for leaf in flatten(eval(call, names | VALUES))
    ]


def _difference(call: str) -> str:
    """Return what differs between the engine and Keras, or nothing."""
    ours, theirs = _evaluate(ops, call), _evaluate(keras.ops, call)
    if len(ours) != len(theirs):
        return f"{len(ours)} results, not {len(theirs)}"
    for mine, other in zip(ours, theirs, strict=True):
        if isinstance(other, str):
            if mine != other:
                return f"{mine}, not {other}"
            continue
        if mine.shape != other.shape:
            return f"shape {mine.shape}, not {other.shape}"
        if mine.dtype != other.dtype and not call.startswith(_PYTHON_NUMBERS):
            return f"{mine.dtype}, not {other.dtype}"
        if not np.allclose(mine, other, rtol=2e-5, atol=2e-6, equal_nan=True):
            return f"{mine}, not {other}"
    return ""


def _first_of_each() -> list[str]:
    return list({call.partition("(")[0]: call for call in reversed(cases())}.values())


def _check(calls: list[str]) -> None:
    different = {call: text for call in calls if (text := _difference(call))}
    assert not different


@pytest.mark.parametrize("calls", in_groups(_first_of_each()), ids=lambda c: c[0])
def test_functions_give_what_keras_gives(calls: list[str]) -> None:
    _check(calls)


@pytest.mark.slow
@pytest.mark.parametrize("calls", in_groups(cases()), ids=lambda c: c[0])
def test_all_calls_give_what_keras_gives(calls: list[str]) -> None:
    _check(calls)
