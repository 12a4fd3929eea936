"""Products over labelled axes against NumPy's own."""

import numpy as np
import pytest

from engine.kernels.einsum import contract
from engine.random import generator

SIZES = dict(zip("abcdef", (2, 3, 4, 5, 1, 6), strict=True))


@pytest.mark.parametrize(
    "equation",
    [
        "ab,bc->ac",
        "ab,bc->ca",
        "ab,cb->ac",
        "abc,cd->abd",
        "abc,bcd->abd",
        "abcd,adbf->abcf",
        "abc,abc->a",
        "ab,ab->ba",
        "abc,cd->ad",  # b is added up by itself
        "ab,cd->ac",  # b and d are
        "abc,ac->b",
        "ab,cd->abcd",
        "a,b->",
        "abe,ed->abd",
        "ab,ac->cab",
    ],
)
def test_products_are_those_of_numpy(equation: str) -> None:
    factors, result = equation.split("->")
    left, right = factors.split(",")
    rng = generator(1)
    a, b = (rng.standard_normal([SIZES[i] for i in labels]) for labels in (left, right))
    out = np.full([SIZES[label] for label in result], np.nan)
    contract(left, right, result, a, b, out)
    np.testing.assert_allclose(out, np.einsum(equation, a, b), rtol=1e-12, atol=1e-12)


def test_results_repeat_along_labels_that_no_factor_has() -> None:
    a, b = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)
    out = np.empty((2, 5, 4))
    contract("ab", "bc", "adc", a, b, out)
    np.testing.assert_array_equal(out, np.broadcast_to((a @ b)[:, None], out.shape))


def test_results_can_go_into_parts_of_larger_arrays() -> None:
    a, b = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)
    whole = np.zeros((2, 8))
    contract("ab", "bc", "ac", a, b, whole[:, 2:6])
    np.testing.assert_array_equal(whole[:, 2:6], a @ b)
    assert not whole[:, :2].any()
