"""The inputs, or outputs, of a model: the names that data go by, and their order."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from numbers import Number
from typing import Any

import numpy as np

from engine.errors import DataError, Text, did_you_mean
from engine.graph.structure import flatten, map_structure
from engine.graph.symbolic import KerasTensor

INPUT = Text("input")
OUTPUT = Text("output")


class Ends:
    """Inputs or outputs of a model.

    Parameters
    ----------
    kind : Text
        `INPUT` or `OUTPUT`.
    structure : KerasTensor, or list, tuple or dict of KerasTensor
        As the model was given them.

    Attributes
    ----------
    tensors : list of KerasTensor
        All of them; a dict in the order of its sorted keys.
    names : list of str
        Names of their layers.
    keys : list of str
        What data in a dict, losses and logs are named by: the keys of a dict, else the
        names, each once.
    """

    def __init__(self, kind: Text, structure: Any) -> None:
        self.kind = kind
        self.structure = structure
        self.tensors: list[KerasTensor] = flatten(structure)
        self.names = [tensor.producer.layer.name for tensor in self.tensors]
        parts = structure.values() if isinstance(structure, dict) else structure
        self._is_flat = isinstance(structure, KerasTensor) or all(
            isinstance(part, KerasTensor) for part in parts
        )
        if isinstance(structure, dict) and self._is_flat:
            self.keys = sorted(structure)
        else:
            self.keys = _each_once(self.names)

    def __len__(self) -> int:
        return len(self.tensors)

    @property
    def is_keyed(self) -> bool:
        """Whether the model was given a dict."""
        return isinstance(self.structure, dict)

    @property
    def nesting(self) -> Any:
        """The structure with the position of each tensor, None if it is a flat one."""
        if self._is_flat:
            return None
        positions = {id(tensor): index for index, tensor in enumerate(self.tensors)}
        return map_structure(lambda tensor: positions[id(tensor)], self.structure)

    @property
    def is_flat(self) -> bool:
        """Whether no list or dict stands within another."""
        return self._is_flat

    def arrange(self, given: Any) -> list[Any]:
        """Return what was given for each of them, in the order of `tensors`.

        Parameters
        ----------
        given : object
            A leaf, or a list, tuple or dict of leaves; further entries of a dict of
            inputs do no harm, as in Keras.

        Raises
        ------
        DataError
            If the number or a name is wrong.
        """
        if not self._is_flat:
            return self._in_structure(self.structure, given)
        if isinstance(given, Mapping):
            return self._by_key(given)
        if isinstance(given, list | tuple):
            if len(self) == 1:
                return [self._single(given)]
            if len(given) == len(self):
                self._require_clear_order()
                return list(given)
            raise self._miscounted(given)
        if len(self) == 1:
            return [given]
        raise self._miscounted(given)

    def _by_key(self, given: Mapping[Any, Any]) -> list[Any]:
        missing = [key for key in self.keys if key not in given]
        unknown = [str(key) for key in given if key not in self.keys]
        if missing:
            raise DataError(
                'There is no array for {what} "{name}".{hint} Received {received}.',
                what=self.kind,
                name=missing[0],
                hint=_mistyped(missing[0], unknown),
                received=", ".join(map(str, given)) or Text("nothing"),
            )
        if unknown and self.kind is OUTPUT:
            raise self.unknown(unknown[0])
        return [given[key] for key in self.keys]

    def unknown(self, key: str) -> DataError:
        """Return the error for a name that is none of them."""
        return DataError(
            'The model has no {what} called "{name}".{hint} It has: {names}.',
            what=self.kind,
            name=key,
            hint=did_you_mean(key, self.keys),
            names=", ".join(self.keys),
        )

    def _single(self, given: list[Any] | tuple[Any, ...]) -> Any:
        """Take the only array out of a list, unless the list is the data itself."""
        if len(given) > 1 and all(
            isinstance(part, np.ndarray) and part.ndim > 1 for part in given
        ):
            raise self._miscounted(given)
        return unlisted(given)

    def _require_clear_order(self) -> None:
        if isinstance(self.structure, dict) and list(self.structure) != self.keys:
            raise DataError(
                "The model names its {what} data in a dict ({names}): give a dict, a "
                "list has no clear order.",
                what=self.kind,
                names=", ".join(self.structure),
            )

    def _in_structure(self, structure: Any, given: Any) -> list[Any]:
        """Return leaves of a deeper structure that `given` repeats."""
        if isinstance(structure, KerasTensor):
            return [given]
        if isinstance(structure, dict):
            if isinstance(given, Mapping) and set(given) == set(structure):
                keys = sorted(structure)
                pairs = [(structure[key], given[key]) for key in keys]
                return [leaf for pair in pairs for leaf in self._in_structure(*pair)]
        elif isinstance(given, list | tuple) and len(given) == len(structure):
            both = zip(structure, given, strict=True)
            return [leaf for pair in both for leaf in self._in_structure(*pair)]
        raise DataError(
            "The {what} data must be nested like the model's: {structure}.",
            what=self.kind,
            structure=_outline(self.structure),
        )

    def _miscounted(self, given: Any) -> DataError:
        received = (
            Text("{count} arrays", count=len(given))
            if isinstance(given, list | tuple)
            else type(given).__name__
        )
        return DataError(
            "The model has {count} inputs ({names}): give a list of {count} arrays or "
            "a dict by name. Received {received}."
            if self.kind is INPUT
            else "The model has {count} outputs ({names}): give a list of {count} "
            "arrays or a dict by name. Received {received}.",
            count=len(self),
            names=", ".join(self.keys),
            received=received,
        )


def unlisted(given: Any) -> Any:
    """Return the only array of a list; a list that is the data itself as it is."""
    if (
        isinstance(given, list | tuple)
        and len(given) == 1
        and not isinstance(given[0], list | tuple | Number)
    ):
        return given[0]
    return given


def _each_once(names: list[str]) -> list[str]:
    """Return names with ``_1``, ``_2``, ... behind those seen before."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        count = seen.get(name, 0)
        seen[name] = count + 1
        result.append(f"{name}_{count}" if count else name)
    return result


def _mistyped(wanted: str, unknown: list[str]) -> str:
    """Return the hint that one of the names given was meant to be `wanted`."""
    near = difflib.get_close_matches(wanted, unknown, n=1)
    if not near:
        return ""
    return Text(' Is "{name}" meant to be "{wanted}"?', name=near[0], wanted=wanted)


def _outline(structure: Any) -> str:
    if isinstance(structure, dict):
        parts = (f"{key!r}: {_outline(part)}" for key, part in structure.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(structure, list | tuple):
        return "[" + ", ".join(_outline(part) for part in structure) + "]"
    return str(structure.producer.layer.name)
