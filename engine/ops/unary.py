"""Functions of one array, element by element."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np

from engine.autodiff import is_traced
from engine.ops import derivable
from engine.ops.arrays import floats, plain, promote, tensor
from engine.ops.operation import NUMPY, operation


@operation(NUMPY, elementwise=True)
def exp(x: Any) -> Any:
    """Return e to the power of each element."""
    return anp.exp(floats(x))


@operation(NUMPY, elementwise=True)
def exp2(x: Any) -> Any:
    """Return 2 to the power of each element."""
    return anp.exp2(floats(x))


@operation(NUMPY, elementwise=True)
def expm1(x: Any) -> Any:
    """Return exp(x) - 1, accurate for small x."""
    return anp.expm1(floats(x))


@operation(NUMPY, elementwise=True)
def log(x: Any) -> Any:
    """Return the natural logarithm of each element."""
    return anp.log(floats(x))


@operation(NUMPY, elementwise=True)
def log10(x: Any) -> Any:
    """Return the logarithm to base 10 of each element."""
    return anp.log10(floats(x))


@operation(NUMPY, elementwise=True)
def log1p(x: Any) -> Any:
    """Return log(1 + x), accurate for small x."""
    return anp.log1p(floats(x))


@operation(NUMPY, elementwise=True)
def log2(x: Any) -> Any:
    """Return the logarithm to base 2 of each element."""
    return anp.log2(floats(x))


@operation(NUMPY, elementwise=True)
def sqrt(x: Any) -> Any:
    """Return the square root of each element."""
    return anp.sqrt(floats(x))


@operation(NUMPY, elementwise=True)
def cbrt(x: Any) -> Any:
    """Return the cube root of each element."""
    return derivable.cbrt(floats(x))


@operation(NUMPY, elementwise=True)
def sin(x: Any) -> Any:
    """Return the sine of each element."""
    return anp.sin(floats(x))


@operation(NUMPY, elementwise=True)
def cos(x: Any) -> Any:
    """Return the cosine of each element."""
    return anp.cos(floats(x))


@operation(NUMPY, elementwise=True)
def tan(x: Any) -> Any:
    """Return the tangent of each element."""
    return anp.tan(floats(x))


@operation(NUMPY, elementwise=True)
def arcsin(x: Any) -> Any:
    """Return the inverse sine of each element."""
    return anp.arcsin(floats(x))


@operation(NUMPY, elementwise=True)
def arccos(x: Any) -> Any:
    """Return the inverse cosine of each element."""
    return anp.arccos(floats(x))


@operation(NUMPY, elementwise=True)
def arctan(x: Any) -> Any:
    """Return the inverse tangent of each element."""
    return anp.arctan(floats(x))


@operation(NUMPY, elementwise=True)
def sinh(x: Any) -> Any:
    """Return the hyperbolic sine of each element."""
    return anp.sinh(floats(x))


@operation(NUMPY, elementwise=True)
def cosh(x: Any) -> Any:
    """Return the hyperbolic cosine of each element."""
    return anp.cosh(floats(x))


@operation(NUMPY, elementwise=True)
def tanh(x: Any) -> Any:
    """Return the hyperbolic tangent of each element."""
    return anp.tanh(floats(x))


@operation(NUMPY, elementwise=True)
def arcsinh(x: Any) -> Any:
    """Return the inverse hyperbolic sine of each element."""
    return anp.arcsinh(floats(x))


@operation(NUMPY, elementwise=True)
def arccosh(x: Any) -> Any:
    """Return the inverse hyperbolic cosine of each element."""
    return anp.arccosh(floats(x))


@operation(NUMPY, elementwise=True)
def arctanh(x: Any) -> Any:
    """Return the inverse hyperbolic tangent of each element."""
    return anp.arctanh(floats(x))


@operation(NUMPY, elementwise=True)
def sinc(x: Any) -> Any:
    """Return sin(pi x) / (pi x), 1 at 0."""
    return anp.sinc(floats(x))


@operation(NUMPY, elementwise=True)
def deg2rad(x: Any) -> Any:
    """Return degrees as radians."""
    return anp.deg2rad(floats(x))


@operation(NUMPY, elementwise=True)
def rad2deg(x: Any) -> Any:
    """Return radians as degrees."""
    return anp.rad2deg(floats(x))


@operation(NUMPY, elementwise=True)
def floor(x: Any) -> Any:
    """Return the largest whole number that is not above each element."""
    return anp.floor(floats(x))


@operation(NUMPY, elementwise=True)
def ceil(x: Any) -> Any:
    """Return the smallest whole number that is not below each element."""
    return anp.ceil(floats(x))


@operation(NUMPY, elementwise=True)
def fabs(x: Any) -> Any:
    """Return the size of each element as a float."""
    return anp.abs(floats(x))


@operation(NUMPY, elementwise=True)
def reciprocal(x: Any) -> Any:
    """Return 1 / x."""
    return anp.true_divide(1, floats(x))


@operation(NUMPY, elementwise=True)
def negative(x: Any) -> Any:
    """Return -x."""
    return anp.negative(tensor(x))


@operation(NUMPY, elementwise=True)
def square(x: Any) -> Any:
    """Return the square of each element."""
    return _square(tensor(x))


@operation(NUMPY, elementwise=True)
def sign(x: Any) -> Any:
    """Return -1, 0 or 1 by the sign of each element."""
    return anp.sign(tensor(x))


@operation(NUMPY, elementwise=True)
def absolute(x: Any) -> Any:
    """Return the size of each element."""
    return anp.abs(tensor(x))


@operation(NUMPY, elementwise=True)
def conjugate(x: Any) -> Any:
    """Return the complex conjugate of each element."""
    return anp.conj(tensor(x))


@operation(NUMPY, elementwise=True)
def real(x: Any) -> Any:
    """Return the real part of each element."""
    return anp.real(tensor(x))


@operation(NUMPY, elementwise=True)
def imag(x: Any) -> Any:
    """Return the imaginary part of each element."""
    return anp.imag(tensor(x))


@operation(NUMPY, elementwise=True)
def copy(x: Any) -> Any:
    """Return a copy of an array."""
    return tensor(x) + 0 if is_traced(x) else np.array(tensor(x))


@operation(NUMPY, elementwise=True)
def isfinite(x: Any) -> Any:
    """Return whether each element is neither infinite nor NaN."""
    return anp.isfinite(plain(x))


@operation(NUMPY, elementwise=True)
def isinf(x: Any) -> Any:
    """Return whether each element is infinite."""
    return np.isinf(plain(x))


@operation(NUMPY, elementwise=True)
def isnan(x: Any) -> Any:
    """Return whether each element is NaN."""
    return np.isnan(plain(x))


@operation(NUMPY, elementwise=True)
def isneginf(x: Any) -> Any:
    """Return whether each element is minus infinity."""
    return np.isneginf(plain(x))


@operation(NUMPY, elementwise=True)
def isposinf(x: Any) -> Any:
    """Return whether each element is plus infinity."""
    return np.isposinf(plain(x))


@operation(NUMPY, elementwise=True)
def isreal(x: Any) -> Any:
    """Return whether each element has no imaginary part."""
    return np.isreal(plain(x))


@operation(NUMPY, elementwise=True)
def signbit(x: Any) -> Any:
    """Return whether each element has the sign minus."""
    return np.signbit(plain(x))


@operation(NUMPY, elementwise=True)
def logical_not(x: Any) -> Any:
    """Return whether each element is 0 or False."""
    return np.logical_not(plain(x))


@operation(NUMPY, elementwise=True)
def bitwise_not(x: Any) -> Any:
    """Return whole numbers with all bits turned over."""
    return np.invert(plain(x))


@operation(NUMPY, elementwise=True)
def bitwise_invert(x: Any) -> Any:
    """Return whole numbers with all bits turned over."""
    return np.invert(plain(x))


abs = absolute
conj = conjugate


@operation(NUMPY, elementwise=True)
def angle(x: Any) -> Any:
    """Return the angle of each complex element."""
    return np.angle(floats(plain(x)))


@operation(NUMPY, elementwise=True)
def trunc(x: Any) -> Any:
    """Return each element without what follows the point."""
    x = tensor(x)
    return anp.trunc(x) if x.dtype.kind == "f" else x


@operation(NUMPY, "decimals", elementwise=True)
def round(x: Any, decimals: int = 0) -> Any:
    """Return each element rounded to a number of decimals; halves to even numbers."""
    return anp.round(tensor(x), decimals)


@operation(NUMPY, "x_min", "x_max", elementwise=True)
def clip(x: Any, x_min: Any, x_max: Any) -> Any:
    """Return each element, moved to the nearest limit where it lies outside."""
    x, low, high = promote(x, x_min, x_max)
    return anp.clip(tensor(x), low, high)


@operation(NUMPY, "nan", "posinf", "neginf", elementwise=True)
def nan_to_num(
    x: Any, nan: float = 0.0, posinf: float | None = None, neginf: float | None = None
) -> Any:
    """Return numbers in place of NaN and infinities."""
    x = tensor(x)
    if x.dtype.kind != "f":
        return x
    limits = np.finfo(x.dtype)
    high = limits.max if posinf is None else posinf
    low = limits.min if neginf is None else neginf
    bare = plain(x)
    is_number = np.isfinite(bare)
    filled = np.where(np.isnan(bare), nan, np.where(bare > 0, high, low))
    return anp.where(is_number, x, filled.astype(x.dtype))


def _square(x: Any) -> Any:
    return anp.square(x) if x.dtype.kind == "f" else x * x
