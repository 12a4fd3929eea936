"""Sums of rows, of repeated axes and of rows of a table."""

from typing import Any

import numpy as np
import pytest

from engine.kernels.embedding import first_outside, look_up, sum_by_row
from engine.kernels.reduction import ones, sum_rows, sum_to_shape


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rows", [1, 7, 3000])
def test_sum_rows(dtype: Any, rows: int, rng: np.random.Generator) -> None:
    x = rng.standard_normal((rows, 5)).astype(dtype)
    out = np.empty(5, dtype)
    sum_rows(x, out)
    np.testing.assert_allclose(out, x.astype("f8").sum(axis=0), rtol=1e-4, atol=1e-4)


def test_ones_are_kept_and_protected() -> None:
    assert ones(10, np.dtype("f4")).base is ones(900, np.dtype("f4")).base
    with pytest.raises(ValueError, match="read-only"):
        ones(10, np.dtype("f4"))[0] = 2


@pytest.mark.parametrize("shape", [(2, 3, 4), (2, 1, 4), (2, 1, 1), (3, 1), (4,), ()])
def test_sum_to_shape_undoes_broadcasting(
    shape: tuple[int, ...], rng: np.random.Generator
) -> None:
    """The adjoint: <broadcast(x), dy> equals <x, sum(dy)>."""
    x, dy = rng.standard_normal(shape), rng.standard_normal((2, 3, 4))
    result = sum_to_shape(dy, shape)
    assert result.shape == shape
    assert np.sum(np.broadcast_to(x, dy.shape) * dy) == pytest.approx(
        np.sum(x * result)
    )


@pytest.mark.parametrize("rows", [4, 300, 65536, 65537, 10**6])
@pytest.mark.parametrize("count", [0, 1, 500])
def test_gradients_are_added_up_by_row(
    rows: int, count: int, rng: np.random.Generator
) -> None:
    indices = np.minimum(rng.zipf(1.3, count) - 1, rows - 1).astype(np.intp)
    dy = rng.standard_normal((count, 3))
    touched, sums = sum_by_row(indices, dy, rows)
    expected = np.zeros((rows, 3))
    np.add.at(expected, indices, dy)
    np.testing.assert_array_equal(touched, np.unique(indices))
    np.testing.assert_allclose(sums, expected[touched], atol=1e-12)


def test_memory_for_the_sums_is_used(rng: np.random.Generator) -> None:
    indices, dy = np.array([2, 0, 2]), rng.standard_normal((3, 4))
    work = np.empty((3, 4))
    _, sums = sum_by_row(indices, dy, 3, work)
    assert np.shares_memory(sums, work)
    np.testing.assert_array_equal(sums, [dy[1], dy[0] + dy[2]])


def test_look_up(rng: np.random.Generator) -> None:
    table = rng.standard_normal((5, 2))
    out = np.empty((3, 2))
    look_up(table, np.array([4, 0, 4]), out)
    np.testing.assert_array_equal(out, table[[4, 0, 4]])


@pytest.mark.parametrize(
    ("indices", "expected"),
    [([[0, 1], [2, 3]], None), ([[0, 1], [4, -1]], 2), ([[0, -1]], 1), ([], None)],
)
def test_the_first_index_outside(indices: Any, expected: int | None) -> None:
    assert first_outside(np.array(indices, np.intp), 4) == expected
