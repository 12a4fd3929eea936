"""Penalties on weights and on what layers return, added to the loss."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.autodiff import differentiate, plain_errors
from engine.errors import ShapeError, UnsupportedError
from engine.family import Family, FromFunction, Piece, enter, is_own
from engine.options import option, register_kind
from engine.registry import REGULARIZERS
from engine.types import Array, Json


class Regularizer(Piece):
    """Base of all regularizers; call one with an array to get the penalty.

    A subclass of one's own needs ``__call__`` only, written with NumPy or `engine.ops`.

    References
    ----------
    .. [1] ``keras.regularizers``.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        enter(REGULARIZERS, cls)

    def __call__(self, x: Array) -> Any:
        """Return the penalty of an array."""
        raise NotImplementedError

    def gradient(self, x: Array) -> Array:
        """Return the derivative of the penalty by the array."""
        with plain_errors(type(self).__name__):
            (value,), pull_back = differentiate(lambda arrays: [self(arrays[0])], [x])
            return np.asarray(pull_back([np.ones_like(value)])[0], x.dtype)

    def get_config(self) -> dict[str, Json]:
        """Return the options."""
        if not self.options and not is_own(type(self)):
            raise UnsupportedError(
                "The regularizer {name} cannot be written to a config. Give it a "
                "get_config() that returns the arguments of its constructor.",
                name=type(self).__name__,
            )
        return super().get_config()


class FunctionRegularizer(FromFunction, Regularizer):
    """A user's function, or an object of a class of its own, as regularizer."""

    def __call__(self, x: Array) -> Any:
        """Return what the function returns."""
        return self.function(x)


REGULARIZERS.remove("FunctionRegularizer")


class L1(Regularizer):
    """``l1 * sum(abs(x))``."""

    l1: float = option(default=0.01, doc="Factor.", min=0.0)

    def __call__(self, x: Array) -> float:
        """Return the penalty."""
        return self.l1 * float(np.abs(x).sum())

    def gradient(self, x: Array) -> Array:
        """Return ``l1 * sign(x)``."""
        return np.asarray(np.sign(x) * x.dtype.type(self.l1))


class L2(Regularizer):
    """``l2 * sum(x ** 2)``."""

    l2: float = option(default=0.01, doc="Factor.", min=0.0)

    def __call__(self, x: Array) -> float:
        """Return the penalty."""
        return self.l2 * float(np.square(x).sum())

    def gradient(self, x: Array) -> Array:
        """Return ``2 * l2 * x``."""
        return np.asarray(x * x.dtype.type(2 * self.l2))


class L1L2(Regularizer):
    """``l1 * sum(abs(x)) + l2 * sum(x ** 2)``."""

    l1: float = option(default=0.0, doc="Factor of the absolute values.", min=0.0)
    l2: float = option(default=0.0, doc="Factor of the squares.", min=0.0)

    def __call__(self, x: Array) -> float:
        """Return the penalty."""
        return self.l1 * float(np.abs(x).sum()) + self.l2 * float(np.square(x).sum())

    def gradient(self, x: Array) -> Array:
        """Return the sum of both derivatives."""
        number = x.dtype.type
        return np.asarray(np.sign(x) * number(self.l1) + x * number(2 * self.l2))


class OrthogonalRegularizer(Regularizer):
    """Mean size of the cosines between the rows, or the columns, of a matrix.

    References
    ----------
    .. [1] ``keras.regularizers.OrthogonalRegularizer``.
    """

    factor: float = option(default=0.01, doc="Factor.", min=0.0)
    mode: Literal["rows", "columns"] = option(
        default="rows", doc="What is to be orthogonal."
    )

    def __call__(self, x: Array) -> float:
        """Return the penalty."""
        _, cosines, _ = self._cosines(x)
        return self._share(len(cosines)) * float(np.abs(cosines).sum())

    def gradient(self, x: Array) -> Array:
        """Return the derivative."""
        unit, cosines, norms = self._cosines(x)
        dunit = 2 * self._share(len(cosines)) * (np.sign(cosines) @ unit)
        along = np.sum(dunit * unit, axis=1, keepdims=True)
        # What is divided by the smallest norm keeps its length out of the derivative.
        along[norms <= _SMALLEST_NORM] = 0
        dx = (dunit - along * unit) / norms
        return np.asarray(dx if self.mode == "rows" else dx.T, x.dtype)

    def _share(self, count: int) -> float:
        """Return the factor of each cosine, of which every pair has two."""
        pairs = count * (count - 1) / 2
        return 0.5 * self.factor / pairs if pairs else float("nan")

    def _cosines(self, x: Array) -> tuple[Array, Array, Array]:
        """Return vectors of length 1 as rows, their products, and their lengths."""
        if x.ndim != 2:
            raise ShapeError(
                "OrthogonalRegularizer: the weight must have two axes. Received shape "
                "{shape}.",
                shape=x.shape,
            )
        rows = x if self.mode == "rows" else x.T
        norms = np.sqrt(np.sum(np.square(rows), axis=1, keepdims=True))
        norms = np.maximum(norms, x.dtype.type(_SMALLEST_NORM))
        unit = rows / norms
        cosines = unit @ unit.T
        np.fill_diagonal(cosines, 0)
        return unit, cosines, norms


_SMALLEST_NORM = 1e-12
"""Keras' limit below which a vector is not normalized."""

l1 = L1
l2 = L2
l1_l2 = L1L2
orthogonal_regularizer = OrthogonalRegularizer
REGULARIZERS.add("L1L2", L1L2, "l1_l2")

_FAMILY = Family(Regularizer, REGULARIZERS, FunctionRegularizer)
get = _FAMILY.get
serialize = _FAMILY.serialize
deserialize = _FAMILY.deserialize
register_kind(Regularizer, _FAMILY.kind())
