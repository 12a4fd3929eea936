"""Linear algebra: what Keras has in ``keras.ops.linalg``."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np

from engine.errors import OptionError, ShapeError
from engine.ops.arrays import axes, floats, plain, promote
from engine.ops.operation import LINALG, MATH, NUMPY, operation


def _square(x: Any, name: str) -> Any:
    x = floats(x)
    if x.ndim < 2 or x.shape[-1] != x.shape[-2]:
        raise ShapeError(
            "ops.{name}: needs square matrices. Received shape {shape}.",
            name=name,
            shape=x.shape,
        )
    return x


def _turned(x: Any) -> Any:
    return anp.swapaxes(x, -1, -2)


@operation(LINALG)
def det(x: Any) -> Any:
    """Return the determinants of matrices."""
    return anp.linalg.det(_square(x, "det"))


@operation(LINALG)
def inv(x: Any) -> Any:
    """Return the inverses of matrices."""
    return anp.linalg.inv(_square(x, "inv"))


def _factor(x: Any) -> Any:
    """Return lower triangles; both halves of the matrix count, as in JAX."""
    return anp.linalg.cholesky((x + _turned(x)) / 2)


@operation(LINALG, "upper")
def cholesky(x: Any, upper: bool = False) -> Any:
    """Return triangular matrices whose squares are the given ones."""
    lower = _factor(_square(x, "cholesky"))
    return _turned(lower) if upper else lower


@operation(LINALG, "upper")
def cholesky_inverse(x: Any, upper: bool = False) -> Any:
    """Return the inverses of the matrices whose Cholesky factors are given."""
    factor = _square(x, "cholesky_inverse")
    lower = _turned(factor) if upper else factor
    return anp.linalg.inv(anp.matmul(lower, _turned(lower)))


@operation(LINALG)
def solve(a: Any, b: Any) -> Any:
    """Return x so that a x = b."""
    a, b = promote(_square(a, "solve"), floats(b))
    if b.ndim == a.ndim - 1:
        return anp.linalg.solve(a, b[..., None])[..., 0]
    return anp.linalg.solve(a, b)


@operation(LINALG, "lower")
def solve_triangular(a: Any, b: Any, lower: bool = False) -> Any:
    """Return x so that a x = b, where only a triangle of `a` counts."""
    a = _square(a, "solve_triangular")
    triangle = np.tri(a.shape[-1], dtype=bool)
    seen = triangle if lower else triangle.T
    return solve(anp.where(seen, a, a.dtype.type(0)), b)


@operation(LINALG, "mode")
def qr(x: Any, mode: str = "reduced") -> Any:
    """Return orthogonal and upper triangular matrices whose product is given."""
    if mode not in ("reduced", "complete"):
        raise OptionError(
            "ops.qr: mode must be reduced or complete. Received {mode!r}.", mode=mode
        )
    return tuple(np.linalg.qr(plain(floats(x)), mode))  # type: ignore[call-overload]


@operation(LINALG, "full_matrices", "compute_uv", class_name="SVD")
def svd(x: Any, full_matrices: bool = True, compute_uv: bool = True) -> Any:
    """Return the parts u, s, v of matrices: u diag(s) v."""
    x = floats(x)
    if not compute_uv:
        return np.linalg.svd(plain(x), full_matrices, False)
    if full_matrices:  # no derivative there
        return tuple(np.linalg.svd(plain(x), True))
    u, s, v = anp.linalg.svd(x, full_matrices=False)
    return u, s, v


@operation(LINALG)
def eigh(x: Any) -> Any:
    """Return eigenvalues and eigenvectors of symmetric matrices."""
    values, vectors = anp.linalg.eigh(_square(x, "eigh"))
    return values, vectors


@operation(LINALG)
def eig(x: Any) -> Any:
    """Return eigenvalues and eigenvectors of matrices, as complex numbers."""
    values, vectors = np.linalg.eig(plain(_square(x, "eig")))
    kind = np.result_type(values, np.complex64)
    return values.astype(kind), vectors.astype(kind)


@operation(LINALG, "ord", "axis", "keepdims")
def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """Return lengths of vectors or norms of matrices along axes."""
    x = floats(x)
    along = axes(axis)
    if ord is None and axis is None:
        shape = (1,) * x.ndim if keepdims else ()
        return anp.reshape(anp.sqrt(anp.sum(x * x)), shape)
    several = range(x.ndim) if axis is None else along
    is_matrix = not isinstance(several, int) and len(several) == 2
    if ord is None or (is_matrix and ord == "fro") or (not is_matrix and ord == 2):
        return anp.sqrt(anp.sum(x * x, axis=along, keepdims=keepdims))
    if is_matrix:
        return _matrix_norm(x, ord, tuple(several), keepdims)
    size = anp.abs(x)
    if ord == np.inf:
        return anp.max(size, axis=along, keepdims=keepdims)
    if ord == -np.inf:
        return anp.min(size, axis=along, keepdims=keepdims)
    if ord == 0:
        kept = np.sum(plain(x) != 0, axis=along, keepdims=keepdims)
        return kept.astype(x.dtype)
    if ord == 1:
        return anp.sum(size, axis=along, keepdims=keepdims)
    total = anp.sum(size**ord, axis=along, keepdims=keepdims)
    return total ** (1 / ord)


def _matrix_norm(x: Any, ord: Any, axis: tuple[int, ...], keepdims: bool) -> Any:
    rows, columns = (one % x.ndim for one in axis)
    if ord in (1, -1, np.inf, -np.inf):
        inner, outer = (rows, columns) if ord in (1, -1) else (columns, rows)
        sums = anp.sum(anp.abs(x), axis=inner, keepdims=True)
        choose = anp.max if ord > 0 else anp.min
        y = choose(sums, axis=outer, keepdims=True)
    elif ord in (2, -2, "nuc"):
        last = anp.moveaxis(x, (rows, columns), (-2, -1))
        _, values, _ = anp.linalg.svd(last, full_matrices=False)
        choose = {2: anp.max, -2: anp.min, "nuc": anp.sum}[ord]
        y = anp.expand_dims(choose(values, axis=-1), (rows, columns))
    else:
        raise OptionError(
            "ops.norm: there is no norm of matrices called {ord!r}. Use fro, nuc, 1, "
            "-1, 2, -2, inf or -inf.",
            ord=ord,
        )
    return y if keepdims else anp.squeeze(y, axis=(rows, columns))


@operation(LINALG, "rcond")
def lstsq(a: Any, b: Any, rcond: float | None = None) -> Any:
    """Return x for which the squares of a x - b have the smallest sum."""
    a, b = promote(floats(a), floats(b))
    return np.linalg.lstsq(plain(a), plain(b), rcond)[0]


@operation(LINALG, "tol")
def matrix_rank(x: Any, tol: float | None = None) -> Any:
    """Return the number of independent rows of matrices."""
    return np.asarray(np.linalg.matrix_rank(plain(floats(x)), tol), np.int32)


@operation(LINALG, "rcond")
def pinv(x: Any, rcond: float | None = None) -> Any:
    """Return the pseudo-inverses of matrices."""
    x = floats(x)
    if rcond is None:
        rcond = 10 * max(x.shape[-2:]) * float(np.finfo(x.dtype).eps)
    u, s, v = anp.linalg.svd(x, full_matrices=False)
    sizes = plain(s)
    is_kept = sizes > rcond * np.max(sizes, axis=-1, keepdims=True)
    inverse = anp.where(is_kept, 1 / anp.where(is_kept, s, 1), 0)
    return anp.matmul(_turned(v) * inverse[..., None, :], _turned(u))


@operation(MATH)
def logdet(x: Any) -> Any:
    """Return the logarithms of the determinants of positive definite matrices."""
    factor = _factor(_square(x, "logdet"))
    size = np.arange(factor.shape[-1])
    return 2 * anp.sum(anp.log(factor[..., size, size]), axis=-1)


@operation(NUMPY)
def slogdet(x: Any) -> Any:
    """Return sign and logarithm of the size of determinants."""
    sign, logarithm = anp.linalg.slogdet(_square(x, "slogdet"))
    return sign, logarithm
