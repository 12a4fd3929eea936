"""Entries of a graph that are operations, such as additions, not layers."""

from __future__ import annotations

from collections.abc import Mapping

from engine.ops.operation import OPERATIONS
from engine.types import Json

MODULE = "keras.src.ops."


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
