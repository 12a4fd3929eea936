"""Operations that Keras writes into graphs to work out masks, recognised.

Where an Embedding or Masking layer marks steps that do not count, Keras adds operations
such as ``NotEqual`` to the graph and hands their results to layers as ``mask``. The
engine passes masks on by itself: such operations are only checked to be what it does,
and left out where nothing else needs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.ops.operation import OPERATIONS
from engine.types import Json

MODULE = "keras.src.ops."
MAX_DEPTH = 200
"""Operations that a mask can pass through."""
_JOINING = frozenset(
    {"Any", "Concatenate", "ConvertToTensor", "ExpandDims", "LogicalOr"}
)
_FILLING = frozenset({"OnesLike", "ZerosLike"})
_COMPARING = "NotEqual"


def is_operation(entry: Mapping[str, Json]) -> bool:
    """Whether an entry of a graph is an operation, not a layer."""
    module = entry.get("module")
    if module is not None:
        return str(module).startswith(MODULE)
    # Old files have no modules; operations have fewer options than layers, and have
    # been there since Keras 3, which lists calls as tables.
    config = entry.get("config")
    nodes = entry.get("inbound_nodes")
    return (
        entry.get("class_name") in OPERATIONS
        and isinstance(config, dict)
        and "trainable" not in config
        and isinstance(nodes, list)
        and all(isinstance(node, dict) for node in nodes)
    )


def is_mask_operation(entry: Mapping[str, Json]) -> bool:
    """Whether an entry of a graph can be part of a mask."""
    return is_operation(entry) and (
        entry.get("class_name") in _JOINING | _FILLING | {_COMPARING}
    )


class MaskOperations:
    """The operations of one graph.

    Parameters
    ----------
    entries : mapping
        Their configs by name.
    makers : mapping
        For each tensor that goes into a layer that makes a mask, the value that the
        layer leaves out; tensors as ``(layer, call, output)``.
    """

    def __init__(
        self,
        entries: Mapping[str, Mapping[str, Json]],
        makers: Mapping[tuple[Any, ...], float],
    ) -> None:
        self._entries = entries
        self._makers = makers
        self._known: dict[str, bool] = {}
        self._depth = 0

    def is_mask_of(self, name: str) -> bool:
        """Whether an operation gives a mask that layers make."""
        entry = self._entries.get(name)
        if entry is None:
            return False
        if name not in self._known:
            self._known[name] = False  # an operation that needs itself is none
            self._depth += 1
            if self._depth <= MAX_DEPTH:
                self._known[name] = self._check(entry)
            self._depth -= 1
        return self._known[name]

    def _check(self, entry: Mapping[str, Json]) -> bool:
        calls = entry.get("inbound_nodes")
        if not isinstance(calls, list) or len(calls) != 1:
            return False
        args = calls[0].get("args") if isinstance(calls[0], dict) else None
        if not isinstance(args, list) or not args:
            return False
        if entry.get("class_name") in _FILLING:
            return True
        if entry.get("class_name") == _COMPARING:
            history = _history(args[0])
            left_out = self._makers.get(tuple(history)) if history else None
            return len(args) == 2 and left_out is not None and args[1] == left_out
        sources = list(_tensors(args))
        return bool(sources) and all(
            self.is_mask_of(str(source[0])) for source in sources
        )


def _tensors(value: Json) -> Iterator[list[Json]]:
    if isinstance(value, list):
        for part in value:
            yield from _tensors(part)
    elif (history := _history(value)) is not None:
        yield history


def _history(value: Json) -> list[Json] | None:
    if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
        config = value.get("config")
        history = config.get("keras_history") if isinstance(config, dict) else None
        if (
            isinstance(history, list)
            and len(history) == 3
            and all(isinstance(part, str | int) for part in history)
        ):
            return history
    return None
