"""Gradients of functions that come without one, by HIPS autograd.

Built-in layers have gradients of their own. Functions that users write with
`engine.ops` - losses, layers with only a `call`, activations - are traced while they
run: their arrays are boxes that remember what was done with them.

References
----------
.. [1] Maclaurin, Duvenaud & Adams, "Autograd: effortless gradients in NumPy", ICML
   workshop on AutoML, 2015.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from autograd import builtins
from autograd.core import make_vjp
from autograd.tracer import Box, getval, isbox

from engine.types import Array


class Traceable:
    """Base of what holds an array that functions read without being handed it.

    Attributes
    ----------
    traced : box or None
        What stands for the array while a function that reads it is derived.
    """

    traced: Any = None

    @property
    def value(self) -> Array:
        """The array."""
        raise NotImplementedError


PullBack = Callable[[Sequence[Any]], list[Any]]


def is_traced(value: Any) -> bool:
    """Whether a value is a box of autograd."""
    return bool(isbox(value))


def untraced(value: Any) -> Any:
    """Return the array in a box; anything else as it is."""
    while isinstance(value, Box):
        value = getval(value)
    return value


def current(value: Any) -> Any:
    """Return what to compute with: for a variable its array or the box of it."""
    if not isinstance(value, Traceable):
        return value
    return value.value if value.traced is None else value.traced


def differentiate(
    function: Callable[[list[Any]], Sequence[Any]],
    arrays: Sequence[Array],
    variables: Sequence[Traceable] = (),
) -> tuple[list[Any], PullBack]:
    """Run a function and return its results and what derives them.

    Parameters
    ----------
    function : callable
        Takes a list of arrays, or boxes of them, and returns a sequence of such.
    arrays : sequence of ndarray
        What it is called with; of floating dtype.
    variables : sequence of Traceable
        Weights that it reads and that are derived by, too.

    Returns
    -------
    results : list of ndarray
        What the function returned.
    pull_back : callable
        Takes the derivative of the loss by each result; returns the derivatives by
        `arrays`, then by `variables`.
    """
    before = [variable.traced for variable in variables]

    def traced(values: Any) -> Any:
        boxes = [values[i] for i in range(len(arrays) + len(variables))]
        for variable, box in zip(variables, boxes[len(arrays) :], strict=True):
            variable.traced = box
        try:
            results = [current(result) for result in function(boxes[: len(arrays)])]
        finally:
            for variable, box in zip(variables, before, strict=True):
                variable.traced = box
        return builtins.tuple(tuple(results))

    start = (*arrays, *(variable.value for variable in variables))
    vjp, results = make_vjp(traced, start)

    def pull_back(derivatives: Sequence[Any]) -> list[Any]:
        return list(vjp(tuple(derivatives)))

    return [np.asarray(untraced(result)) for result in results], pull_back
