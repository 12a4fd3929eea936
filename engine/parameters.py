"""Weights: named variables whose arrays come into being when first needed.

A variable knows its shape, initializer and seed at once; its array is made at the first
access. So a program can count the parameters of a model at every key stroke without
allocating them, and the values do not depend on the order of access.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.errors import ShapeError
from engine.initializers import Initializer
from engine.regularizers import Regularizer
from engine.types import Array, size_of


class Variable:
    """A weight of a layer or a state of an optimizer or metric.

    Parameters
    ----------
    name : str
        Name within its owner, such as ``"kernel"``.
    shape : tuple of int
        Shape.
    initializer : Initializer
        Where first values come from.
    dtype : str, default="float32"
        Dtype.
    trainable : bool, default=True
        Whether training may change it.
    seed : int, optional
        Seed for `initializer`.
    regularizer : Regularizer, optional
        Penalty added to the loss.
    owner : str, default=""
        Name of the layer, for `path`.
    """

    def __init__(
        self,
        name: str,
        shape: tuple[int, ...],
        initializer: Initializer,
        *,
        dtype: str = "float32",
        trainable: bool = True,
        seed: int | None = None,
        regularizer: Regularizer | None = None,
        owner: str = "",
    ) -> None:
        self.name = name
        self.shape = tuple(int(d) for d in shape)
        self.dtype = dtype
        self.trainable = trainable
        self.initializer = initializer
        self.regularizer = regularizer
        self.owner = owner
        self._seed = seed
        self._value: Array | None = None

    @property
    def path(self) -> str:
        """Name with its owner, such as ``"dense/kernel"``."""
        return f"{self.owner}/{self.name}" if self.owner else self.name

    @property
    def size(self) -> int:
        """Number of elements."""
        return size_of(self.shape)

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    @property
    def value(self) -> Array:
        """The array itself, not a copy: the engine computes with it."""
        if self._value is None:
            self._value = np.ascontiguousarray(
                self.initializer(self.shape, self.dtype, self._seed)
            )
        return self._value

    @property
    def is_materialized(self) -> bool:
        """Whether the array exists already."""
        return self._value is not None

    def numpy(self) -> Array:
        """Return a copy of the values."""
        return self.value.copy()

    def assign(self, value: npt.ArrayLike) -> None:
        """Set all values.

        Raises
        ------
        ShapeError
            If the shape differs.
        """
        array = np.asarray(value)
        if array.shape != self.shape:
            raise ShapeError(
                "Weight {path}: shape must be {expected}. Received {received}.",
                path=self.path,
                expected=self.shape,
                received=array.shape,
            )
        if self._value is None:
            self._value = np.array(array, self.dtype, order="C")
        else:
            self._value[...] = array

    def bind(self, view: Array) -> None:
        """Move the values into `view`, a part of a larger buffer, and use that."""
        view[...] = self.value
        self._value = view

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        """Return the values for NumPy functions."""
        value = self.value if dtype is None else self.value.astype(dtype, copy=False)
        return value.copy() if copy else value

    def __repr__(self) -> str:
        return f"<Variable path={self.path} shape={self.shape} dtype={self.dtype}>"
