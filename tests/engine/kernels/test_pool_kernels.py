"""Pools and enlarged images against their definitions."""

import itertools
from typing import Any

import numpy as np
import pytest

from engine.kernels.pool import (
    adaptive_max_pool,
    adaptive_max_pool_backward,
    average_pool,
    average_pool_backward,
    global_max_backward,
    max_pool,
    max_pool_backward,
)
from engine.kernels.resize import (
    METHODS,
    parts,
    repeat,
    repeat_adjoint,
    resize,
    weights,
)
from engine.kernels.windows import Windows, windows_on
from engine.types import Array

CASES = [
    ((6,), (2,), (2,), "valid"),
    ((7,), (3,), (1,), "same"),
    ((1,), (7,), (2,), "same"),
    ((5,), (1,), (1,), "valid"),
    ((5,), (1,), (3,), "same"),
    ((4, 6), (2, 2), (2, 2), "valid"),
    ((5, 7), (2, 3), (2, 2), "same"),
    ((5, 7), (3, 3), (1, 2), "valid"),
    ((5, 4), (2, 1), (1, 1), "same"),
    ((5, 4), (1, 3), (1, 1), "valid"),
    ((3, 4, 5), (2, 2, 3), (1, 2, 2), "same"),
]
each_case = pytest.mark.parametrize(("sizes", "pool", "strides", "padding"), CASES)


class Memory:
    """Named memory, full of rubbish at first, as that of a context."""

    def __init__(self) -> None:
        self.kept: dict[str, Array] = {}

    def __call__(self, name: str, shape: tuple[int, ...], dtype: Any) -> Array:
        found = self.kept.get(name)
        if found is None or found.shape != shape:
            found = self.kept[name] = np.full(shape, np.nan, dtype)
        return found


def windows_and_values(windows: Windows) -> Any:
    """Each window's index, and the places of its elements that are inside, in order."""
    for at in itertools.product(*map(range, windows.count)):
        starts = [
            o * s - b
            for o, s, b in zip(at, windows.strides, windows.before, strict=True)
        ]
        ranges = [
            [p for p in range(start, start + k) if 0 <= p < size]
            for start, k, size in zip(
                starts, windows.kernel, windows.large, strict=True
            )
        ]
        yield at, list(itertools.product(*ranges))


@each_case
def test_max_pool(
    sizes: Any, pool: Any, strides: Any, padding: str, rng: np.random.Generator
) -> None:
    """Few different values, so that many are largest together: the first one counts."""
    windows = windows_on(sizes, pool, strides, (1,) * len(sizes), padding)
    x = rng.integers(0, 3, (3, *sizes, 2)).astype(float)
    dy = rng.standard_normal((3, *windows.count, 2))
    expected, expected_dx = np.zeros_like(dy), np.zeros_like(x)
    for at, places in windows_and_values(windows):
        for n, c in np.ndindex(3, 2):
            values = [x[(n, *place, c)] for place in places]
            largest = int(np.argmax(values))
            expected[(n, *at, c)] = values[largest]
            expected_dx[(n, *places[largest], c)] += dy[(n, *at, c)]
    y, dx, memory = np.full_like(dy, np.nan), np.full_like(x, np.nan), Memory()
    stages = max_pool(x, windows, y, memory)
    np.testing.assert_array_equal(y, expected)
    max_pool_backward(dy, stages, windows, dx, memory)
    np.testing.assert_allclose(dx, expected_dx, atol=1e-12)


@each_case
def test_average_pool(
    sizes: Any, pool: Any, strides: Any, padding: str, rng: np.random.Generator
) -> None:
    windows = windows_on(sizes, pool, strides, (1,) * len(sizes), padding)
    x = rng.standard_normal((3, *sizes, 2))
    dy = rng.standard_normal((3, *windows.count, 2))
    expected, expected_dx = np.zeros_like(dy), np.zeros_like(x)
    for at, places in windows_and_values(windows):
        here = (slice(None), *at)
        for place in places:
            expected[here] += x[(slice(None), *place)] / len(places)
            expected_dx[(slice(None), *place)] += dy[here] / len(places)
    y, dx, memory = np.full_like(dy, np.nan), np.full_like(x, np.nan), Memory()
    average_pool(x, windows, y, memory)
    np.testing.assert_allclose(y, expected)
    average_pool_backward(dy, windows, dx, memory)
    np.testing.assert_allclose(dx, expected_dx)


def test_equal_values_share_the_gradient_of_a_global_maximum() -> None:
    x = np.array([[[1.0], [3], [3], [0]]])
    dx = np.empty_like(x)
    global_max_backward(np.array([[[4.0]]]), x, np.array([[[3.0]]]), dx)
    assert dx.ravel().tolist() == [0, 2, 2, 0]


@pytest.mark.parametrize("times", [(3,), (2, 3), (2, 1, 2)])
def test_repetition_and_its_adjoint(
    times: tuple[int, ...], rng: np.random.Generator
) -> None:
    x = rng.standard_normal((2, *range(2, 2 + len(times)), 3))
    expected = x
    for axis, count in enumerate(times, start=1):
        expected = np.repeat(expected, count, axis=axis)
    y, dx = np.empty_like(expected), np.empty_like(x)
    repeat(x, times, y)
    np.testing.assert_array_equal(y, expected)
    dy = rng.standard_normal(y.shape)
    repeat_adjoint(dy, times, dx)
    assert np.sum(dx * x) == pytest.approx(np.sum(dy * y))


@pytest.mark.parametrize("method", METHODS)
def test_interpolation_and_its_adjoint(method: str, rng: np.random.Generator) -> None:
    x, dy = rng.standard_normal((2, 3, 4, 2)), rng.standard_normal((2, 6, 12, 2))
    y, dx = np.empty_like(dy), np.empty_like(x)
    resize(x, y, method, Memory())
    resize(dy, dx, method, Memory(), adjoint=True)
    assert np.sum(dx * x) == pytest.approx(np.sum(dy * y))
    np.testing.assert_allclose(weights(4, 12, method).sum(axis=0), 1)
    flat = np.ones((1, 3, 4, 1))
    enlarged = np.empty((1, 6, 12, 1))
    resize(flat, enlarged, method, Memory())
    np.testing.assert_allclose(enlarged, 1)


@pytest.mark.parametrize(("old", "new"), [(7, 3), (4, 4), (3, 5), (8, 1)])
def test_parts_cover_an_axis(old: int, new: int) -> None:
    pieces = [list(range(part.start, part.stop)) for part in parts(old, new)]
    assert len(pieces) == new
    assert sorted({place for piece in pieces for place in piece}) == list(range(old))
    shares = weights(old, new, "mean")
    assert [np.flatnonzero(column).tolist() for column in shares.T] == pieces
    np.testing.assert_allclose(shares.sum(axis=0), 1)


def test_largest_values_of_parts(rng: np.random.Generator) -> None:
    """Of rows first, and of those of columns; the first of equal ones counts."""
    x = rng.integers(0, 3, (2, 5, 4, 2)).astype(float)
    y, dx = np.full((2, 3, 2, 2), np.nan), np.full_like(x, np.nan)
    dy, memory = rng.standard_normal(y.shape), Memory()
    stages = adaptive_max_pool(x, y, memory)
    adaptive_max_pool_backward(dy, stages, dx, memory)
    expected_dx = np.zeros_like(x)
    for row, rows in enumerate(parts(5, 3)):
        for column, columns in enumerate(parts(4, 2)):
            for n, c in np.ndindex(2, 2):
                part = x[n, rows, columns, c]
                assert y[n, row, column, c] == part.max()
                # Rows were reduced first: the first column that holds a largest one.
                at = int(np.argmax(part.max(axis=0)))
                first = int(np.argmax(part[:, at]))
                place = (n, rows.start + first, columns.start + at, c)
                expected_dx[place] += dy[n, row, column, c]
    np.testing.assert_allclose(dx, expected_dx, atol=1e-12)
