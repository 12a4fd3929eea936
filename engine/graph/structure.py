"""Nested structures of tensors: lists, tuples and dicts, flattened as Keras does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def flatten(structure: Any) -> list[Any]:
    """Return the leaves in order; dicts are read in the order of their sorted keys."""
    if isinstance(structure, dict):
        return [leaf for key in sorted(structure) for leaf in flatten(structure[key])]
    if isinstance(structure, list | tuple):
        return [leaf for item in structure for leaf in flatten(item)]
    return [structure]


def is_nested(structure: Any) -> bool:
    """Whether a structure is a list, tuple or dict, not one leaf."""
    return isinstance(structure, list | tuple | dict)


def map_structure(function: Callable[[Any], Any], structure: Any) -> Any:
    """Return the same structure with `function` applied to each leaf."""
    if isinstance(structure, dict):
        return {k: map_structure(function, v) for k, v in structure.items()}
    if isinstance(structure, list | tuple):
        return type(structure)(map_structure(function, v) for v in structure)
    return function(structure)


def pack_as(structure: Any, leaves: list[Any]) -> Any:
    """Return `structure` with its leaves replaced, in the order of `flatten`."""
    iterator = iter(leaves)

    def fill(part: Any) -> Any:
        if isinstance(part, dict):
            filled = {key: fill(part[key]) for key in sorted(part)}
            return {key: filled[key] for key in part}
        if isinstance(part, list | tuple):
            return type(part)(fill(item) for item in part)
        return next(iterator)

    return fill(structure)


def unpack_single(structure: Any) -> Any:
    """Return the only item of a list or tuple of one, anything else as it is.

    Keras' models give an array, not a list, where their outputs are a list of one.
    """
    if isinstance(structure, list | tuple) and len(structure) == 1:
        return structure[0]
    return structure


def flatten_shapes(structure: Any) -> list[Any]:
    """Return the shapes in a structure in the order of `flatten`.

    Parameters
    ----------
    structure : shape, or list, tuple or dict of shapes
        A sequence of whole numbers and None is a shape.
    """
    if isinstance(structure, dict):
        return [s for key in sorted(structure) for s in flatten_shapes(structure[key])]
    if isinstance(structure, list | tuple) and not _is_shape(structure):
        return [s for item in structure for s in flatten_shapes(item)]
    return [tuple(structure)]


def map_shapes(function: Callable[[Any], Any], structure: Any) -> Any:
    """Return a structure of shapes with `function` applied to each shape.

    Parameters
    ----------
    function : callable
        Takes a shape.
    structure : shape, or list, tuple or dict of shapes
        A sequence of whole numbers and None is a shape.
    """
    if isinstance(structure, dict):
        return {key: map_shapes(function, part) for key, part in structure.items()}
    if isinstance(structure, list | tuple) and not _is_shape(structure):
        return type(structure)(map_shapes(function, part) for part in structure)
    return function(tuple(structure))


def _is_shape(value: list[Any] | tuple[Any, ...]) -> bool:
    return all(size is None or isinstance(size, int) for size in value)
