"""Constraints: what weights are brought back to after each training step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.options import Configurable, Ints, Kind, option, register_kind
from engine.registry import CONSTRAINTS
from engine.types import Array, Json

EPSILON = 1e-7
"""Keras' ``backend.epsilon()``, added to norms that are divided by."""


class Constraint(Configurable):
    """Base of all constraints; call one with an array to get the constrained one.

    References
    ----------
    .. [1] ``keras.constraints.Constraint``.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        CONSTRAINTS.add(cls.__name__, cls)

    def __call__(self, w: Array) -> Array:
        """Return a weight as it may be; the array given stays as it is."""
        raise NotImplementedError


def _norm(w: Array, axis: tuple[int, ...]) -> Array:
    return np.asarray(np.sqrt(np.sum(np.square(w), axis=axis, keepdims=True)))


class MaxNorm(Constraint):
    """Norms of at most `max_value`: longer vectors are scaled down.

    References
    ----------
    .. [1] Srivastava et al., "Dropout", JMLR 15, 2014.
    .. [2] ``keras.constraints.MaxNorm``.
    """

    max_value: float = option(default=2, doc="Largest norm.", min=0.0)
    axis: Ints = option(default=0, doc="Axes that a norm is taken over.")

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

    axis: Ints = option(default=0, doc="Axes that a norm is taken over.")

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
    axis: Ints = option(default=0, doc="Axes that a norm is taken over.")

    def __call__(self, w: Array) -> Array:
        """Return `w` with norms moved towards the limits."""
        norms = _norm(w, self.axis)
        inside = np.clip(norms, self.min_value, self.max_value)
        wanted = self.rate * inside + (1 - self.rate) * norms
        return np.asarray(w * (wanted / (EPSILON + norms)), w.dtype)


CONSTRAINTS.add("MaxNorm", MaxNorm, "max_norm", "maxnorm")
CONSTRAINTS.add("NonNeg", NonNeg, "non_neg", "nonneg")
CONSTRAINTS.add("UnitNorm", UnitNorm, "unit_norm", "unitnorm")
CONSTRAINTS.add("MinMaxNorm", MinMaxNorm, "min_max_norm", "minmaxnorm")


def get(value: Any) -> Constraint:
    """Return the constraint for a name, a config or a constraint."""
    if isinstance(value, Constraint):
        return value
    if isinstance(value, str):
        found: Constraint = CONSTRAINTS.get(value)()
        return found
    if isinstance(value, Mapping) and "class_name" in value:
        made: Constraint = CONSTRAINTS.get(str(value["class_name"])).from_config(
            value.get("config") or {}
        )
        return made
    raise ValueError("must be the name of a constraint or a Constraint")


def serialize(constraint: Constraint) -> Json:
    """Return the config of a constraint as Keras writes it."""
    return {
        "module": CONSTRAINTS.module,
        "class_name": type(constraint).__name__,
        "config": constraint.get_config(),
        "registered_name": None,
    }


def _short(constraint: Constraint) -> Json:
    if constraint.changed_options():
        return serialize(constraint)
    return type(constraint).__name__


register_kind(
    Constraint,
    Kind(
        "constraint",
        get,
        serialize,
        lambda c: c.source("keras.constraints."),
        _short,
        lambda: tuple(name for name, _ in CONSTRAINTS.items()),
    ),
)
