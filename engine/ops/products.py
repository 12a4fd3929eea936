"""Products of matrices and tensors."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np

from engine.ops.arrays import plain, promote, tensor
from engine.ops.operation import NUMPY, operation


def _pair(x1: Any, x2: Any) -> list[Any]:
    return [tensor(x) for x in promote(x1, x2)]


@operation(NUMPY)
def matmul(x1: Any, x2: Any) -> Any:
    """Return the product of matrices in the last two axes."""
    return anp.matmul(*_pair(x1, x2))


@operation(NUMPY)
def dot(x1: Any, x2: Any) -> Any:
    """Return products of the last axis of `x1` and the last but one of `x2`."""
    x1, x2 = _pair(x1, x2)
    if x1.ndim == 0 or x2.ndim == 0:
        return x1 * x2
    return anp.tensordot(x1, x2, axes=[[-1], [-2 if x2.ndim > 1 else -1]])


@operation(NUMPY)
def inner(x1: Any, x2: Any) -> Any:
    """Return sums of products over the last axes."""
    x1, x2 = _pair(x1, x2)
    if x1.ndim == 0 or x2.ndim == 0:
        return x1 * x2
    return anp.tensordot(x1, x2, axes=[[-1], [-1]])


@operation(NUMPY)
def vdot(x1: Any, x2: Any) -> Any:
    """Return the sum of the products of all elements."""
    x1, x2 = _pair(x1, x2)
    return anp.sum(anp.conj(anp.ravel(x1)) * anp.ravel(x2))


@operation(NUMPY)
def outer(x1: Any, x2: Any) -> Any:
    """Return the products of all elements of `x1` with all of `x2`."""
    x1, x2 = _pair(x1, x2)
    return anp.ravel(x1)[:, None] * anp.ravel(x2)[None, :]


@operation(NUMPY, "axes")
def tensordot(x1: Any, x2: Any, axes: Any = 2) -> Any:
    """Return sums of products over some axes of both."""
    if isinstance(axes, list | tuple):
        axes = [one if isinstance(one, list | tuple) else [one] for one in axes]
    return anp.tensordot(*_pair(x1, x2), axes=axes)


@operation(NUMPY, "subscripts")
def einsum(subscripts: str, *operands: Any, **kwargs: Any) -> Any:
    """Return sums of products in the notation of Einstein: ``"ij,jk->ik"``."""
    del kwargs
    given = [tensor(x) for x in promote(*operands)]
    return anp.einsum(subscripts, *given)


@operation(NUMPY, "axisa", "axisb", "axisc", "axis")
def cross(
    x1: Any,
    x2: Any,
    axisa: int = -1,
    axisb: int = -1,
    axisc: int = -1,
    axis: int | None = None,
) -> Any:
    """Return vectors at right angles to pairs of vectors."""
    if axis is not None:
        axisa = axisb = axisc = axis
    x1, x2 = _pair(x1, x2)
    a, b = anp.moveaxis(x1, axisa, -1), anp.moveaxis(x2, axisb, -1)
    flat = a.shape[-1] == 2 and b.shape[-1] == 2
    ax, ay, bx, by = a[..., 0], a[..., 1], b[..., 0], b[..., 1]
    z = ax * by - ay * bx
    if flat:
        return z
    az = a[..., 2] if a.shape[-1] == 3 else 0 * ax
    bz = b[..., 2] if b.shape[-1] == 3 else 0 * bx
    parts = [ay * bz - az * by, az * bx - ax * bz, z]
    return anp.stack(parts, axis=axisc if axisc < 0 else axisc - z.ndim - 1)


@operation(NUMPY)
def kron(x1: Any, x2: Any) -> Any:
    """Return blocks: `x2` times each element of `x1`."""
    x1, x2 = _pair(x1, x2)
    rank = max(x1.ndim, x2.ndim)
    a_shape = (1,) * (rank - x1.ndim) + x1.shape
    b_shape = (1,) * (rank - x2.ndim) + x2.shape
    a = anp.reshape(x1, [s for size in a_shape for s in (size, 1)])
    b = anp.reshape(x2, [s for size in b_shape for s in (1, size)])
    sizes = [i * j for i, j in zip(a_shape, b_shape, strict=True)]
    return anp.reshape(a * b, sizes)


@operation(NUMPY)
def i0(x: Any) -> Any:
    """Return the modified Bessel function of order 0 of each element."""
    bare = plain(x)
    return np.i0(bare).astype(bare.dtype if bare.dtype.kind == "f" else np.float32)
