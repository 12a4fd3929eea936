"""Shapes and dtypes of what operations give, found by trying them on arrays of zeros.

A size that is not known is tried as two different ones: what differs in the result
depends on it and is not known either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import EngineError, ShapeError, Text
from engine.graph.structure import flatten, map_structure, pack_as
from engine.types import Array, Shape, dtype_name

_BATCH = (2, 3)
_OTHER = (12, 24)
"""Sizes that are tried where none is known; the larger ones can be split and pooled."""


@dataclass(frozen=True)
class Place:
    """Where a tensor stands among the arguments of a call."""

    index: int


@dataclass(frozen=True)
class Sample:
    """Shape and dtype of a tensor."""

    shape: Shape
    dtype: str

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)


Run = Callable[[list[Any]], Any]
"""Takes the tensors of a call, runs the operation."""


def by_trial(run: Run, inputs: Sequence[Sample], where: str) -> Any:
    """Return a `Sample` for each result, in the structure of the results.

    Parameters
    ----------
    run : callable
        The operation as a function of a list of arrays.
    inputs : list of Sample
        The tensors.
    where : str
        The operation, for messages.

    Raises
    ------
    ShapeError
        If the operation cannot take such tensors.
    """
    unknown = any(size is None for given in inputs for size in given.shape)
    first = _try(run, inputs, 0, where)
    if not unknown:
        return map_structure(_sample, first)
    second = _try(run, inputs, 1, where)

    def joined(pair: tuple[Array, Array]) -> Sample:
        a, b = pair
        if a.ndim != b.ndim:
            raise ShapeError(
                "{where}: the number of axes of its result is not known. Received "
                "shapes {shapes}. Give Input a full shape.",
                where=where,
                shapes=_listed(inputs),
            )
        shape = tuple(
            i if i == j else None for i, j in zip(a.shape, b.shape, strict=True)
        )
        return Sample(shape, dtype_name(a.dtype))

    pairs = zip(flatten(first), flatten(second), strict=False)
    return pack_as(first, [joined(pair) for pair in pairs])


def elementwise(
    run: Run, inputs: Sequence[Sample], constants: Sequence[Any], where: str
) -> Sample:
    """Return the `Sample` of an operation whose result has the shape of its inputs.

    Parameters
    ----------
    run, inputs, where
        See `by_trial`.
    constants : list
        What else takes part, such as numbers and arrays.
    """
    small = [Sample((1,) * len(given.shape), given.dtype) for given in inputs]
    shapes = [given.shape for given in inputs]
    shapes += [np.shape(c) for c in constants if not isinstance(c, str)]
    dtype = _try(run, small, 0, where, shown=inputs).dtype
    return Sample(broadcast(shapes, where), dtype_name(dtype))


def broadcast(shapes: Sequence[Shape], where: str) -> Shape:
    """Return the shape that all broadcast to.

    Parameters
    ----------
    shapes : list of tuple
        Sizes may be None.
    where : str
        The operation, for messages.

    Raises
    ------
    ShapeError
        If there is none.
    """
    rank = max(len(shape) for shape in shapes)
    sizes: list[int | None] = []
    for column in zip(
        *[(1,) * (rank - len(s)) + tuple(s) for s in shapes], strict=True
    ):
        known = {size for size in column if size is not None and size != 1}
        if len(known) > 1:
            raise ShapeError(
                "{where}: its inputs do not fit each other. Received shapes {shapes}. "
                "Sizes must be equal, or 1.",
                where=where,
                shapes=" and ".join(str(tuple(shape)) for shape in shapes),
            )
        if known:
            sizes.append(known.pop())
        else:
            sizes.append(None if None in column else 1)
    return tuple(sizes)


def _try(
    run: Run,
    inputs: Sequence[Sample],
    attempt: int,
    where: str,
    shown: Sequence[Sample] | None = None,
) -> Any:
    try:
        with np.errstate(all="ignore"):
            result = run([_stand_in(given, attempt) for given in inputs])
    except EngineError:
        raise
    except (ValueError, IndexError, TypeError, np.linalg.LinAlgError) as error:
        raise ShapeError(
            "{where}: cannot take such inputs. Received shapes {shapes}. {reason}",
            where=where,
            shapes=_listed(shown or inputs),
            reason=Text("NumPy says: {error}.", error=str(error).rstrip(".")),
        ) from error
    return map_structure(np.asarray, result)


def _stand_in(given: Sample, attempt: int) -> Array:
    """Return zeros; floats with ones in the diagonal, so that matrices are regular."""
    shape = [
        (_OTHER if axis else _BATCH)[attempt] if size is None else size
        for axis, size in enumerate(given.shape)
    ]
    array = np.zeros(shape, given.dtype)
    if array.ndim > 1 and array.dtype.kind == "f":
        diagonal = np.arange(min(array.shape[-2:]))
        array[..., diagonal, diagonal] = 1
    return array


def _sample(array: Array) -> Sample:
    return Sample(array.shape, dtype_name(array.dtype))


def _listed(inputs: Sequence[Sample]) -> str:
    return ", ".join(str(given.shape) for given in inputs)
