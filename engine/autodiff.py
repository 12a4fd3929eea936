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

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import autograd.numpy
import numpy as np
from autograd import builtins
from autograd.core import VJPNode, backward_pass
from autograd.numpy.numpy_boxes import ArrayBox
from autograd.tracer import Box, getval, isbox, new_box, trace_stack

from engine.errors import UnsupportedError
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


class _Assigned(threading.local):
    def __init__(self) -> None:
        self.logs: list[list[tuple[Traceable, Array, Any]]] = []


_assigned = _Assigned()


@contextmanager
def assignments(*, undone: bool = False) -> Iterator[None]:
    """Let values assigned meanwhile be derived like any others, until the end of it.

    Parameters
    ----------
    undone : bool, default=False
        Whether variables are to have their former values again in the end.
    """
    log: list[tuple[Traceable, Array, Any]] = []
    _assigned.logs.append(log)
    try:
        yield
    finally:
        _assigned.logs.pop()
        if _assigned.logs:
            _assigned.logs[-1].extend(log)
        for variable, before, traced in reversed(log):
            variable.traced = traced
            if undone:
                variable.value[...] = before


def note_assignment(variable: Traceable, value: Any) -> None:
    """Note that a variable is about to be given a value, which may be a box."""
    if _assigned.logs:
        _assigned.logs[-1].append((variable, variable.value.copy(), variable.traced))
        variable.traced = value if is_traced(value) else None


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


def all_current(values: Any) -> Any:
    """Return arguments of a function with variables as in `current`; lists, too."""
    if isinstance(values, list | tuple):
        return type(values)(all_current(value) for value in values)
    return current(values)


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
    # Not autograd's make_vjp: that warns where nothing depends on what is derived by.
    with trace_stack.new_trace() as level:
        end = traced(new_box(start, level, VJPNode.new_root()))
    node = end._node if isbox(end) else None
    results = [np.asarray(untraced(result)) for result in untraced(end)]

    def pull_back(derivatives: Sequence[Any]) -> list[Any]:
        if node is None:
            return [np.zeros_like(array) for array in start]
        with np.errstate(all="ignore"):
            return list(backward_pass(tuple(derivatives), node))

    return results, pull_back


@contextmanager
def plain_errors(where: str) -> Iterator[None]:
    """Say in plain words what autograd could not do; other errors go through.

    Parameters
    ----------
    where : str
        Start of the message, such as ``'Loss "mine"'``.
    """
    try:
        yield
    except (NotImplementedError, TypeError) as error:
        text = str(error).rstrip(".")
        if not any(word in text for word in _WORDS_OF_AUTOGRAD):
            raise
        raise UnsupportedError(
            "{where}: a step of the function has no derivative here: {reason}. Compute "
            "with operators and functions of engine.ops; arrays cannot be written to.",
            where=where,
            reason=text,
        ) from error


_WORDS_OF_AUTOGRAD = ("ArrayBox", "VJP", "Gradient of")


def _array_function(box: Any, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
    """Take functions such as ``numpy.where`` to autograd; it does so for ufuncs only.

    Without it NumPy would compute with arrays of boxes, and the gradient would be zero.
    """
    del box, types
    home = autograd.numpy
    for part in function.__module__.split(".")[1:]:
        home = getattr(home, part, home)
    known = getattr(home, function.__name__, None)
    return NotImplemented if known is None else known(*all_current(args), **kwargs)


def _array_ufunc(box: Any, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
    """Let weights beside a box be traced, too; they would be constants otherwise."""
    return _ufunc_of_autograd(box, ufunc, method, *all_current(inputs), **kwargs)


if "__array_function__" not in vars(ArrayBox):
    _ufunc_of_autograd = ArrayBox.__array_ufunc__
    ArrayBox.__array_function__ = _array_function
    ArrayBox.__array_ufunc__ = _array_ufunc
