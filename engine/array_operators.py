"""Operators of weights: they give arrays and leave the weight as it is, as in Keras."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.autodiff import Traceable, all_current, current


class ArrayOperators(Traceable):
    """Lets what holds an array be computed with, compared and indexed like one.

    Two of them are equal where their numbers are; as keys of a dict they are told apart
    by identity.
    """

    __array_priority__ = 1000.0
    """Makes NumPy arrays on the left leave an operator to this class."""
    __hash__ = object.__hash__

    def __array_ufunc__(
        self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any
    ) -> Any:
        """Compute functions such as ``numpy.add`` with the array, or its trace."""
        return getattr(ufunc, method)(*all_current(inputs), **kwargs)

    def __array_function__(
        self, function: Any, types: Any, args: Any, kwargs: Any
    ) -> Any:
        """Compute functions such as ``numpy.dot`` with the array, or its trace."""
        del types
        return function(*all_current(args), **kwargs)

    def __getitem__(self, index: Any) -> Any:
        return current(self)[index]

    def __len__(self) -> int:
        return len(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __float__(self) -> float:
        return float(self.value)

    def __int__(self) -> int:
        return int(self.value)

    def __index__(self) -> int:
        return self.value.__index__()

    def __round__(self, digits: int = 0) -> Any:
        return np.round(self.value, digits)

    def __format__(self, spec: str) -> str:
        return format(self.value.item() if self.value.ndim == 0 else str(self), spec)

    def __neg__(self) -> Any:
        return -current(self)

    def __pos__(self) -> Any:
        return +current(self)

    def __abs__(self) -> Any:
        return abs(current(self))

    def __invert__(self) -> Any:
        return ~current(self)

    def __eq__(self, other: object) -> Any:
        return current(self) == current(other)

    def __ne__(self, other: object) -> Any:
        return current(self) != current(other)

    def __lt__(self, other: Any) -> Any:
        return current(self) < current(other)

    def __le__(self, other: Any) -> Any:
        return current(self) <= current(other)

    def __gt__(self, other: Any) -> Any:
        return current(self) > current(other)

    def __ge__(self, other: Any) -> Any:
        return current(self) >= current(other)

    def __add__(self, other: Any) -> Any:
        return current(self) + current(other)

    def __radd__(self, other: Any) -> Any:
        return current(other) + current(self)

    def __sub__(self, other: Any) -> Any:
        return current(self) - current(other)

    def __rsub__(self, other: Any) -> Any:
        return current(other) - current(self)

    def __mul__(self, other: Any) -> Any:
        return current(self) * current(other)

    def __rmul__(self, other: Any) -> Any:
        return current(other) * current(self)

    def __truediv__(self, other: Any) -> Any:
        return current(self) / current(other)

    def __rtruediv__(self, other: Any) -> Any:
        return current(other) / current(self)

    def __floordiv__(self, other: Any) -> Any:
        return current(self) // current(other)

    def __rfloordiv__(self, other: Any) -> Any:
        return current(other) // current(self)

    def __mod__(self, other: Any) -> Any:
        return current(self) % current(other)

    def __rmod__(self, other: Any) -> Any:
        return current(other) % current(self)

    def __pow__(self, other: Any) -> Any:
        return current(self) ** current(other)

    def __rpow__(self, other: Any) -> Any:
        return current(other) ** current(self)

    def __matmul__(self, other: Any) -> Any:
        return current(self) @ current(other)

    def __rmatmul__(self, other: Any) -> Any:
        return current(other) @ current(self)

    def __and__(self, other: Any) -> Any:
        return current(self) & current(other)

    def __rand__(self, other: Any) -> Any:
        return current(other) & current(self)

    def __or__(self, other: Any) -> Any:
        return current(self) | current(other)

    def __ror__(self, other: Any) -> Any:
        return current(other) | current(self)

    def __xor__(self, other: Any) -> Any:
        return current(self) ^ current(other)

    def __rxor__(self, other: Any) -> Any:
        return current(other) ^ current(self)
