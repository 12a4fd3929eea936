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
