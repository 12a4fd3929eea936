"""Functions of two arrays, element by element."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np

from engine.ops.arrays import is_weak, plain, promote, promote_floats, tensor
from engine.ops.operation import NUMPY, operation
from engine.types import Array


@operation(NUMPY, elementwise=True)
def add(x1: Any, x2: Any) -> Any:
    """Return x1 + x2."""
    return anp.add(*promote(x1, x2))


@operation(NUMPY, elementwise=True)
def subtract(x1: Any, x2: Any) -> Any:
    """Return x1 - x2."""
    return anp.subtract(*promote(x1, x2))


@operation(NUMPY, elementwise=True)
def multiply(x1: Any, x2: Any) -> Any:
    """Return x1 * x2."""
    return anp.multiply(*promote(x1, x2))


@operation(NUMPY, elementwise=True)
def divide(x1: Any, x2: Any) -> Any:
    """Return x1 / x2, a float also of whole numbers."""
    return anp.true_divide(*promote_floats(x1, x2))


@operation(NUMPY, elementwise=True)
def true_divide(x1: Any, x2: Any) -> Any:
    """Return x1 / x2, a float also of whole numbers."""
    return anp.true_divide(*promote_floats(x1, x2))


@operation(NUMPY, elementwise=True)
def floor_divide(x1: Any, x2: Any) -> Any:
    """Return the largest whole number that is not above x1 / x2."""
    return anp.floor_divide(*promote(x1, x2))


@operation(NUMPY, elementwise=True)
def mod(x1: Any, x2: Any) -> Any:
    """Return the rest of x1 / x2, with the sign of x2."""
    return anp.mod(*promote(x1, x2))


@operation(NUMPY, elementwise=True)
def maximum(x1: Any, x2: Any) -> Any:
    """Return the larger of each pair."""
    return anp.maximum(*promote(x1, x2))


@operation(NUMPY, elementwise=True)
def minimum(x1: Any, x2: Any) -> Any:
    """Return the smaller of each pair."""
    return anp.minimum(*promote(x1, x2))


@operation(NUMPY, elementwise=True)
def fmax(x1: Any, x2: Any) -> Any:
    """Return the larger of each pair; a number rather than NaN."""
    return anp.fmax(*promote(x1, x2))


@operation(NUMPY, elementwise=True)
def fmin(x1: Any, x2: Any) -> Any:
    """Return the smaller of each pair; a number rather than NaN."""
    return anp.fmin(*promote(x1, x2))


@operation(NUMPY, elementwise=True)
def arctan2(x1: Any, x2: Any) -> Any:
    """Return the angle of the point (x2, x1)."""
    return anp.arctan2(*promote_floats(x1, x2))


@operation(NUMPY, elementwise=True)
def hypot(x1: Any, x2: Any) -> Any:
    """Return the length of the vector (x1, x2)."""
    return anp.hypot(*promote_floats(x1, x2))


@operation(NUMPY, elementwise=True)
def logaddexp(x1: Any, x2: Any) -> Any:
    """Return log(exp(x1) + exp(x2)) without overflow."""
    return anp.logaddexp(*promote_floats(x1, x2))


@operation(NUMPY, elementwise=True)
def logaddexp2(x1: Any, x2: Any) -> Any:
    """Return the logarithm to base 2 of 2^x1 + 2^x2."""
    return anp.logaddexp2(*promote_floats(x1, x2))


@operation(NUMPY, elementwise=True)
def nextafter(x1: Any, x2: Any) -> Any:
    """Return the next float after x1 in the direction of x2."""
    return np.nextafter(*_plain_pair(x1, x2))


@operation(NUMPY, elementwise=True)
def heaviside(x1: Any, x2: Any) -> Any:
    """Return 0 where x1 is negative, 1 where positive, x2 where 0."""
    return np.heaviside(*map(plain, promote_floats(x1, x2)))


@operation(NUMPY, elementwise=True)
def gcd(x1: Any, x2: Any) -> Any:
    """Return the greatest common divisor of each pair."""
    return np.gcd(*_plain_pair(x1, x2))


@operation(NUMPY, elementwise=True)
def lcm(x1: Any, x2: Any) -> Any:
    """Return the least common multiple of each pair."""
    return np.lcm(*_plain_pair(x1, x2))


@operation(NUMPY, elementwise=True)
def equal(x1: Any, x2: Any) -> Any:
    """Return whether the elements of each pair are equal."""
    return np.equal(*_plain_pair(x1, x2))


@operation(NUMPY, elementwise=True)
def not_equal(x1: Any, x2: Any) -> Any:
    """Return whether the elements of each pair differ."""
    return np.not_equal(*_plain_pair(x1, x2))


@operation(NUMPY, elementwise=True)
def greater(x1: Any, x2: Any) -> Any:
    """Return whether x1 > x2."""
    return np.greater(*_plain_pair(x1, x2))


@operation(NUMPY, elementwise=True)
def greater_equal(x1: Any, x2: Any) -> Any:
    """Return whether x1 >= x2."""
    return np.greater_equal(*_plain_pair(x1, x2))


@operation(NUMPY, elementwise=True)
def less(x1: Any, x2: Any) -> Any:
    """Return whether x1 < x2."""
    return np.less(*_plain_pair(x1, x2))


@operation(NUMPY, elementwise=True)
def less_equal(x1: Any, x2: Any) -> Any:
    """Return whether x1 <= x2."""
    return np.less_equal(*_plain_pair(x1, x2))


@operation(NUMPY, elementwise=True)
def logical_and(x1: Any, x2: Any) -> Any:
    """Return whether both of each pair are true."""
    return np.logical_and(plain(x1), plain(x2))


@operation(NUMPY, elementwise=True)
def logical_or(x1: Any, x2: Any) -> Any:
    """Return whether one of each pair is true."""
    return np.logical_or(plain(x1), plain(x2))


@operation(NUMPY, elementwise=True)
def logical_xor(x1: Any, x2: Any) -> Any:
    """Return whether exactly one of each pair is true."""
    return np.logical_xor(plain(x1), plain(x2))


@operation(NUMPY, elementwise=True)
def bitwise_and(x: Any, y: Any) -> Any:
    """Return the bits that are set in both."""
    return np.bitwise_and(*_plain_pair(x, y))


@operation(NUMPY, elementwise=True)
def bitwise_or(x: Any, y: Any) -> Any:
    """Return the bits that are set in one of both."""
    return np.bitwise_or(*_plain_pair(x, y))


@operation(NUMPY, elementwise=True)
def bitwise_xor(x: Any, y: Any) -> Any:
    """Return the bits that are set in exactly one."""
    return np.bitwise_xor(*_plain_pair(x, y))


@operation(NUMPY, elementwise=True)
def bitwise_left_shift(x: Any, y: Any) -> Any:
    """Return x with its bits moved up by y places."""
    return np.left_shift(*_plain_pair(x, y))


@operation(NUMPY, elementwise=True)
def left_shift(x: Any, y: Any) -> Any:
    """Return x with its bits moved up by y places."""
    return np.left_shift(*_plain_pair(x, y))


@operation(NUMPY, elementwise=True)
def bitwise_right_shift(x: Any, y: Any) -> Any:
    """Return x with its bits moved down by y places."""
    return np.right_shift(*_plain_pair(x, y))


@operation(NUMPY, elementwise=True)
def right_shift(x: Any, y: Any) -> Any:
    """Return x with its bits moved down by y places."""
    return np.right_shift(*_plain_pair(x, y))


@operation(NUMPY, elementwise=True)
def fmod(x1: Any, x2: Any) -> Any:
    """Return the rest of x1 / x2, with the sign of x1."""
    x1, x2 = promote(x1, x2)
    return x1 - x2 * plain(np.trunc(plain(x1) / plain(x2))).astype(tensor(x1).dtype)


@operation(NUMPY, elementwise=True)
def power(x1: Any, x2: Any) -> Any:
    """Return x1 to the power of x2."""
    x1, x2 = promote(x1, x2)
    if is_weak(x2) and x2 == 2:
        return x1 * x1
    return anp.power(x1, x2)


@operation(NUMPY, elementwise=True)
def divide_no_nan(x1: Any, x2: Any) -> Any:
    """Return x1 / x2, and 0 where x2 is 0."""
    x1, x2 = promote_floats(x1, x2)
    is_zero = plain(x2) == 0
    return anp.where(is_zero, 0 * x1, x1 / anp.where(is_zero, 1 + 0 * x2, x2))


@operation(NUMPY, elementwise=True)
def ldexp(x1: Any, x2: Any) -> Any:
    """Return x1 * 2^x2 for whole numbers x2."""
    return promote_floats(x1, 1.0)[0] * np.ldexp(np.float32(1), plain(x2))


@operation(NUMPY, "equal_nan", elementwise=True)
def isclose(
    x1: Any, x2: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> Any:
    """Return whether the elements of each pair differ by little."""
    return np.isclose(plain(x1), plain(x2), rtol, atol, equal_nan)


@operation(NUMPY, "rtol", "atol", "equal_nan", class_name="AllClose")
def allclose(
    x1: Any, x2: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> Any:
    """Return whether the elements of all pairs differ by little."""
    return np.asarray(np.allclose(plain(x1), plain(x2), rtol, atol, equal_nan))


def _plain_pair(x1: Any, x2: Any) -> list[Array]:
    return [plain(x) for x in promote(x1, x2)]
