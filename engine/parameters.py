"""Weights: named variables whose arrays come into being when first needed.

A variable knows its shape, initializer and seed at once; its array is made at the first
access. So a program can count the parameters of a model at every key stroke without
allocating them, and the values do not depend on the order of access.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.array_operators import ArrayOperators
from engine.autodiff import current, note_assignment, untraced
from engine.constraints import Constraint
from engine.errors import ShapeError, UnsupportedError
from engine.initializers import Initializer
from engine.initializers import get as get_initializer
from engine.regularizers import Regularizer
from engine.types import Array, dtype_name, size_of


class Variable(ArrayOperators):
    """A weight of a layer or a state of an optimizer or metric.

    Parameters
    ----------
    initializer : str, Initializer, callable or array-like
        First values, or where they come from.
    shape : tuple of int, optional
        Shape; only for an initializer.
    dtype : str, optional
        Dtype; that of the values, but no more than 32 bits, when missing.
    trainable : bool, default=True
        Whether training may change it.
    autocast, aggregation, synchronization : object
        Keras' words for other dtypes and several devices; without a meaning here.
    name : str, default="variable"
        Name within its owner, such as ``"kernel"``.
    seed : int, optional
        Seed for `initializer`.
    regularizer : Regularizer, optional
        Penalty added to the loss.
    constraint : Constraint, optional
        What the values are brought back to after each training step.
    owner : str, default=""
        Name of the layer, for `path`.
    """

    def __init__(
        self,
        initializer: Any,
        shape: Sequence[int] | None = None,
        dtype: str | None = None,
        trainable: bool = True,
        autocast: bool = True,
        aggregation: str = "none",
        synchronization: str = "auto",
        name: str | None = None,
        *,
        seed: int | None = None,
        regularizer: Regularizer | None = None,
        constraint: Constraint | None = None,
        owner: str = "",
    ) -> None:
        del autocast, aggregation, synchronization
        self.name = name or "variable"
        self._value: Array | None = None
        if callable(initializer) or isinstance(initializer, str):
            if shape is None:
                raise ShapeError(
                    "Weight {name}: an initializer needs a shape. Give shape=(...).",
                    name=self.name,
                )
            self.initializer: Initializer | None = get_initializer(initializer)
            self.dtype = dtype_name(dtype or "float32")
        else:
            self.initializer = None
            self._value = _new_array(initializer, dtype)
            self.dtype, shape = dtype_name(self._value.dtype), self._value.shape
        self.shape = tuple(int(d) for d in shape)
        self.trainable = trainable
        self.regularizer = regularizer
        self.constraint = constraint
        self.owner = owner
        self._seed = seed

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
            assert self.initializer is not None
            made = self.initializer(self.shape, self.dtype, self._seed)
            # Not ascontiguousarray: that gives a single number an axis.
            self._value = np.asarray(made, order="C")
        return self._value

    @property
    def is_materialized(self) -> bool:
        """Whether the array exists already."""
        return self._value is not None

    def numpy(self) -> Array:
        """Return a copy of the values."""
        return self.value.copy()

    def assign(self, value: npt.ArrayLike) -> Array:
        """Set all values and return them.

        Raises
        ------
        ShapeError
            If the shape differs.
        """
        value = current(value)
        array = np.asarray(untraced(value))
        self.check(array)
        note_assignment(self, value)
        if self._value is None:
            self._value = np.array(array, self.dtype, order="C")
        else:
            self._value[...] = array
        return self._value

    def assign_add(self, value: npt.ArrayLike) -> Array:
        """Add to all values and return them."""
        return self.assign(self + current(value))

    def assign_sub(self, value: npt.ArrayLike) -> Array:
        """Subtract from all values and return them."""
        return self.assign(self - current(value))

    def check(self, array: Array) -> None:
        """Raise a `ShapeError` unless `array` can be assigned."""
        if array.dtype.kind not in "biuf":
            raise ShapeError(
                "Weight {path}: values must be numbers. Received {dtype}.",
                path=self.path,
                dtype=array.dtype,
            )
        if array.shape != self.shape:
            raise ShapeError(
                "Weight {path}: shape must be {expected}. Received {received}.",
                path=self.path,
                expected=self.shape,
                received=array.shape,
            )

    def bind(self, view: Array) -> None:
        """Move the values into `view`, a part of a larger buffer, and use that."""
        view[...] = self.value
        self._value = view

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        """Return the values for NumPy functions."""
        value = self.value if dtype is None else self.value.astype(dtype, copy=False)
        return value.copy() if copy else value

    def __repr__(self) -> str:
        text = f"path={self.path}, shape={self.shape}, dtype={self.dtype}"
        if self._value is not None:
            text += f", value={self._value}"
        return f"<Variable {text}>"


def _new_array(values: npt.ArrayLike, dtype: str | None) -> Array:
    """Return a copy of values in a dtype of Keras' on JAX: 32 bits unless asked for."""
    array = np.array(values, order="C")
    if dtype is None:
        short = {"float64": "float32", "int64": "int32"}
        dtype = short.get(array.dtype.name, array.dtype.name)
    return array.astype(dtype)


class FlatParameters:
    """All trainable weights of a model in one buffer, and their gradients in another.

    One buffer makes an optimizer one pass over memory instead of one for each weight.
    The variables stay what they are: their values become parts of the buffer.

    Parameters
    ----------
    variables : list of Variable
        Trainable variables in the order of the model, each once.

    Attributes
    ----------
    values : ndarray of shape (size,)
        All values.
    gradients : ndarray of shape (size,)
        All gradients, zero at first.
    gradient_views : list of ndarray
        The part of `gradients` of each variable, in its shape.

    Raises
    ------
    UnsupportedError
        If the variables differ in dtype.
    """

    def __init__(self, variables: list[Variable]) -> None:
        self.variables = list(variables)
        dtype = common_dtype(self.variables)
        size = sum(v.size for v in self.variables)
        self.values: Array = np.empty(size, dtype)
        self.gradients: Array = np.zeros(size, dtype)
        self._value_views = split_flat(self.values, self.variables)
        self.gradient_views = split_flat(self.gradients, self.variables)
        self.bind()

    def bind(self) -> None:
        """Make the buffer hold the values again where another model has taken them.

        A layer in two models has its weights in the buffer of the model that was set up
        last; call this before training goes on with the other.
        """
        for variable, view in zip(self.variables, self._value_views, strict=True):
            if variable.value is not view:
                variable.bind(view)


def split_flat(buffer: Array, variables: list[Variable]) -> list[Array]:
    """Return the part of a flat buffer that belongs to each variable, in its shape.

    Parameters
    ----------
    buffer : ndarray of shape (size,)
        As long as all variables together.
    variables : list of Variable
        In the order in which they lie in the buffer.
    """
    views = []
    start = 0
    for variable in variables:
        stop = start + variable.size
        views.append(buffer[start:stop].reshape(variable.shape))
        start = stop
    return views


def common_dtype(variables: list[Variable]) -> str:
    """Return the dtype that all variables have, or raise an `UnsupportedError`."""
    if not variables:
        return "float32"
    for variable in variables:
        if variable.dtype != variables[0].dtype:
            raise UnsupportedError(
                "Weights trained together must be of one dtype: {first} is {dtype}, "
                "{other} is {other_dtype}. Give all layers the same dtype.",
                first=variables[0].path,
                dtype=variables[0].dtype,
                other=variable.path,
                other_dtype=variable.dtype,
            )
    return variables[0].dtype
