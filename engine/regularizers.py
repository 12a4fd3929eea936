"""Penalties on weights that are added to the loss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.options import Configurable, Kind, option, register_kind
from engine.registry import REGULARIZERS
from engine.types import Array, Json


class Regularizer(Configurable):
    """Base of all regularizers; call one with an array to get the penalty."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        REGULARIZERS.add(cls.__name__, cls)

    def __call__(self, w: Array) -> float:
        """Return the penalty of a weight, >= 0."""
        raise NotImplementedError

    def gradient(self, w: Array) -> Array:
        """Return the derivative of the penalty by the weight."""
        raise NotImplementedError


class L1(Regularizer):
    """``l1 * sum(abs(w))``."""

    l1: float = option(default=0.01, doc="Factor.", min=0.0)

    def __call__(self, w: Array) -> float:
        """Return the penalty."""
        return self.l1 * float(np.abs(w).sum())

    def gradient(self, w: Array) -> Array:
        """Return ``l1 * sign(w)``."""
        return np.asarray(np.sign(w) * w.dtype.type(self.l1))


class L2(Regularizer):
    """``l2 * sum(w ** 2)``."""

    l2: float = option(default=0.01, doc="Factor.", min=0.0)

    def __call__(self, w: Array) -> float:
        """Return the penalty."""
        return self.l2 * float(np.square(w).sum())

    def gradient(self, w: Array) -> Array:
        """Return ``2 * l2 * w``."""
        return np.asarray(w * w.dtype.type(2 * self.l2))


class L1L2(Regularizer):
    """``l1 * sum(abs(w)) + l2 * sum(w ** 2)``."""

    l1: float = option(default=0.0, doc="Factor of the absolute values.", min=0.0)
    l2: float = option(default=0.0, doc="Factor of the squares.", min=0.0)

    def __call__(self, w: Array) -> float:
        """Return the penalty."""
        return self.l1 * float(np.abs(w).sum()) + self.l2 * float(np.square(w).sum())

    def gradient(self, w: Array) -> Array:
        """Return the sum of both derivatives."""
        number = w.dtype.type
        return np.asarray(np.sign(w) * number(self.l1) + w * number(2 * self.l2))


REGULARIZERS.add("L1", L1, "l1")
REGULARIZERS.add("L2", L2, "l2")
REGULARIZERS.add("L1L2", L1L2, "l1_l2", "l1l2")


def get(value: Any) -> Regularizer:
    """Return the regularizer for a name, a config or a regularizer."""
    if isinstance(value, Regularizer):
        return value
    if isinstance(value, str):
        found: Regularizer = REGULARIZERS.get(value)()
        return found
    if isinstance(value, Mapping) and "class_name" in value:
        made: Regularizer = REGULARIZERS.get(str(value["class_name"])).from_config(
            value.get("config") or {}
        )
        return made
    raise ValueError("must be the name of a regularizer or a Regularizer")


def serialize(regularizer: Regularizer) -> Json:
    """Return the config of a regularizer as Keras writes it."""
    return {
        "module": REGULARIZERS.module,
        "class_name": type(regularizer).__name__,
        "config": regularizer.get_config(),
        "registered_name": None,
    }


def _short(regularizer: Regularizer) -> Json:
    if regularizer.changed_options():
        return serialize(regularizer)
    return type(regularizer).__name__.lower()


register_kind(
    Regularizer,
    Kind(
        "regularizer",
        get,
        serialize,
        lambda r: r.source("keras.regularizers."),
        _short,
        lambda: tuple(name for name, _ in REGULARIZERS.items()),
    ),
)
