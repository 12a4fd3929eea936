"""Constraints: what weights are brought back to after each training step."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import ShapeError
from engine.family import Family, FromFunction, Piece, enter
from engine.options import IntOrInts, option, register_kind
from engine.registry import CONSTRAINTS
from engine.types import Array

EPSILON = 1e-7
"""Keras' ``backend.epsilon()``, added to norms that are divided by."""


class Constraint(Piece):
    """Base of all constraints; call one with an array to get the constrained one.

    The base itself changes nothing.

    References
    ----------
    .. [1] ``keras.constraints.Constraint``.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        enter(CONSTRAINTS, cls)

    def __call__(self, w: Array) -> Array:
        """Return a weight as it may be; the array given stays as it is."""
        return w


class FunctionConstraint(FromFunction, Constraint):
    """A user's function, or an object of a class of its own, as constraint."""

    def __call__(self, w: Array) -> Any:
        """Return what the function returns."""
        return self.function(w)


CONSTRAINTS.remove("FunctionConstraint")


def _norm(w: Array, axis: int | tuple[int, ...]) -> Array:
    axes = axis if isinstance(axis, tuple) else (axis,)
    if any(not -w.ndim <= one < w.ndim for one in axes):
        raise ShapeError(
            "The constraint takes norms over the axes {axis}, which a weight of shape "
            "{shape} does not have. Choose another axis.",
            axis=axis,
            shape=w.shape,
        )
    return np.asarray(np.sqrt(np.sum(np.square(w), axis=axes, keepdims=True)))


class MaxNorm(Constraint):
    """Norms of at most `max_value`: longer vectors are scaled down.

    References
    ----------
    .. [1] Srivastava et al., "Dropout", JMLR 15, 2014.
    .. [2] ``keras.constraints.MaxNorm``.
    """

    max_value: float = option(default=2, doc="Largest norm.", min=0.0)
    axis: IntOrInts = option(default=0, doc="Axes that a norm is taken over.")

    def __call__(self, w: Array) -> Array:
        """Return `w` with norms cut."""
        norms = _norm(w, self.axis)
        wanted = np.clip(norms, 0, self.max_value)
        return np.asarray(w * (wanted / (EPSILON + norms)), w.dtype)


class NonNeg(Constraint):
    """No negative numbers: they become zero.

    References
    ----------
    .. [1] ``keras.constraints.NonNeg``.
    """

    def __call__(self, w: Array) -> Array:
        """Return `w` with zeros for negative numbers."""
        return np.asarray(np.maximum(w, 0), w.dtype)


class UnitNorm(Constraint):
    """Norms of 1.

    References
    ----------
    .. [1] ``keras.constraints.UnitNorm``.
    """

    axis: IntOrInts = option(default=0, doc="Axes that a norm is taken over.")

    def __call__(self, w: Array) -> Array:
        """Return `w` with every vector divided by its norm."""
        return np.asarray(w / (EPSILON + _norm(w, self.axis)), w.dtype)


class MinMaxNorm(Constraint):
    """Norms between two limits, approached at a given rate.

    References
    ----------
    .. [1] ``keras.constraints.MinMaxNorm``.
    """

    min_value: float = option(default=0.0, doc="Smallest norm.", min=0.0)
    max_value: float = option(default=1.0, doc="Largest norm.", min=0.0)
    rate: float = option(
        default=1.0, doc="Share of the way to the limits, at each step.", min=0, max=1
    )
    axis: IntOrInts = option(default=0, doc="Axes that a norm is taken over.")

    def __call__(self, w: Array) -> Array:
        """Return `w` with norms moved towards the limits."""
        norms = _norm(w, self.axis)
        inside = np.clip(norms, self.min_value, self.max_value)
        wanted = self.rate * inside + (1 - self.rate) * norms
        return np.asarray(w * (wanted / (EPSILON + norms)), w.dtype)


max_norm = MaxNorm
non_neg = NonNeg
unit_norm = UnitNorm
min_max_norm = MinMaxNorm

_FAMILY = Family(Constraint, CONSTRAINTS, FunctionConstraint)
get = _FAMILY.get
serialize = _FAMILY.serialize
deserialize = _FAMILY.deserialize
register_kind(Constraint, _FAMILY.kind())
