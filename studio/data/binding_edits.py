"""Changes of a document that bind data columns to its Inputs and Outputs.

A column brings more than its name: an Input takes its shape and dtype, an Output its
loss and metrics, and the layer in front of it its units and activation. What a user has
chosen and fits is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.registry import LOSSES
from engine.types import Json
from studio.data.binding import Binding
from studio.data.dataset import Dataset
from studio.data.proposals import propose_input, propose_output
from studio.data.transforms import class_codes, fit_end
from studio.document import edits
from studio.document.analysis import NodeInfo, analyse
from studio.document.changes import Change, Composite
from studio.document.model import Document, Node
from studio.document.nodes import INPUT, OutputNode, node_type

_NO_ACTIVATION = "linear"
_SHAPED = ("Core", "Activation")


def bind_columns(
    document: Document, node_id: str, dataset: Dataset, columns: Sequence[str]
) -> Change:
    """Return the change that binds columns and sets what they bring.

    Parameters
    ----------
    document : Document
        Where the node is.
    node_id : str
        Id of an Input or Output.
    dataset : Dataset
        Data that have the columns.
    columns : sequence of str
        Names of columns in order; none unbinds the node.

    Raises
    ------
    DataError
        If the columns cannot feed such a node; the text says why.
    """
    if not columns:
        return edits.bind(document, node_id, None)
    node = document.nodes[node_id]
    if node.type == INPUT:
        proposal = propose_input(dataset, columns, node.name)
        binding = Binding(tuple(columns), proposal["scale"], proposal["encoding"])
        return _bind_input(document, node, dataset, binding)
    return _bind_output(document, node, dataset, tuple(columns))


def set_binding(
    document: Document, node_id: str, dataset: Dataset, binding: Binding
) -> Change:
    """Return the change of a binding's scale or encoding, with the shape it leads to.

    Parameters
    ----------
    document : Document
        Where the node is.
    node_id : str
        Id of an Input or Output.
    dataset : Dataset
        Data that have the columns.
    binding : Binding
        What is wanted.

    Raises
    ------
    DataError
        If the columns cannot be treated like that; the text says why.
    """
    node = document.nodes[node_id]
    if node.type == INPUT:
        return _bind_input(document, node, dataset, binding)
    end = fit_end(dataset, "Output", node.name, binding, _all_rows(dataset))
    changes = [edits.bind(document, node_id, binding.to_json())]
    loss = _loss_of(node)
    is_one_hot = any(column.mode == "one_hot" for column in end.columns)
    if is_one_hot and loss == "sparse_categorical_crossentropy":
        changes += _set_options(document, node, {"loss": "categorical_crossentropy"})
    elif not is_one_hot and loss == "categorical_crossentropy" and end.classes:
        wanted = {"loss": "sparse_categorical_crossentropy"}
        changes += _set_options(document, node, wanted)
    return Composite(tuple(changes))


def _bind_input(
    document: Document, node: Node, dataset: Dataset, binding: Binding
) -> Change:
    end = fit_end(dataset, "Input", node.name, binding, _all_rows(dataset))
    wanted = {"shape": list(end.shape), "dtype": end.dtype}
    return Composite(
        (
            *_set_options(document, node, wanted),
            edits.bind(document, node.id, binding.to_json()),
        )
    )


def _bind_output(
    document: Document, node: Node, dataset: Dataset, columns: tuple[str, ...]
) -> Change:
    proposal = propose_output(dataset, columns, node.name)
    binding = Binding(columns, proposal["scale"], proposal["encoding"])
    units = _units_of(document, node)
    kept = _kept_encoding(node, units, dataset, columns, proposal)
    changes: list[Change] = []
    if kept is None:
        loss = str(OutputNode(loss=proposal["loss"]).loss)
        wanted: dict[str, Json] = {"loss": loss, "metrics": proposal["metrics"]}
        changes += _set_options(document, node, wanted)
        changes += _shape_layer(document, node, proposal)
    else:
        binding = replace(binding, encoding=kept)
        if not node.options.get("metrics"):
            wanted = {"metrics": proposal["metrics"]}
            changes += _set_options(document, node, wanted)
    changes.append(edits.bind(document, node.id, binding.to_json()))
    return Composite(tuple(changes))


def _kept_encoding(
    node: Node,
    units: int | None,
    dataset: Dataset,
    columns: tuple[str, ...],
    proposal: Mapping[str, Any],
) -> Any:
    """Find the encoding with which loss and layer fit as they are, None if they do not.

    Two classes can be one unit with a sigmoid or two with a softmax: both are right,
    and the user's choice stays.
    """
    loss = _loss_of(node)
    proposed = str(OutputNode(loss=proposal["loss"]).loss)
    targets = LOSSES.get(loss).targets
    has_classes = targets in ("class_numbers", "one_hot")
    if has_classes and proposal["encoding"] == "index" and len(columns) == 1:
        count = len(class_codes(dataset, columns[0], "Output")[0])
        if units == count:
            return "index" if targets == "class_numbers" else "one_hot"
        return None
    is_number = proposal["activation"] == _NO_ACTIVATION
    is_alike = loss == proposed or (is_number and targets == "numbers")
    if is_alike and units == proposal["units"]:
        return proposal["encoding"]
    return None


def _loss_of(node: Node) -> str:
    return str(OutputNode(loss=node.options.get("loss", OutputNode().loss)).loss)


def _units_of(document: Document, node: Node) -> int | None:
    """Size of the last axis of what is wired to an Output."""
    info = analyse(document).nodes.get(node.id)
    if info is None or not info.input_shapes or not info.input_shapes[0]:
        return None
    return info.input_shapes[0][-1]


def _shape_layer(
    document: Document, node: Node, proposal: Mapping[str, Any]
) -> list[Change]:
    """Give the last layers in front of an Output its units and activation.

    Only layers that serve this Output alone are changed: others are the user's affair,
    and the problems list says what does not fit.
    """
    changes: list[Change] = []
    shapes = analyse(document).nodes
    wanted = {"units": proposal["units"], "activation": proposal["activation"]}
    if node.options.get("from_logits"):
        wanted["activation"] = _NO_ACTIVATION
    current = node
    while wanted:
        links = document.links_into(current.id)
        if len(links) != 1:
            break
        current = document.nodes[links[0].source]
        kind = node_type(current.type)
        serves_others = len(document.links_from(current.id)) > 1
        is_shared = len(document.twins_of(current.id)) > 1
        if serves_others or is_shared or kind.max_inputs != 1:
            break
        if wanted.keys() & kind.options.keys():
            if kind.category not in _SHAPED:
                break  # an LSTM has units, too, but its activation is its own
        elif not _keeps_size(shapes.get(current.id)):
            break
        for name in list(wanted):
            if name in kind.options:
                value = wanted.pop(name)
                if value == _NO_ACTIVATION and kind.options[name].optional:
                    value = None  # None and "linear" mean the same
                changes += _set_options(document, current, {name: value})
        if "units" not in wanted:
            break
    return changes


def _keeps_size(info: NodeInfo | None) -> bool:
    """Whether a layer gives as many values as it gets, as Dropout does."""
    if info is None or not info.output_shapes or not info.input_shapes:
        return False
    given, got = info.output_shapes[0], info.input_shapes[0]
    return bool(given and got and given[-1] == got[-1])


def _set_options(
    document: Document, node: Node, values: Mapping[str, Json]
) -> list[Change]:
    """Set those options that do not have their value yet."""
    changes: list[Change] = []
    for name, value in values.items():
        change = edits.set_option(document, node.id, name, value)
        if change != change.inverse():
            changes.append(change)
    return changes


def _all_rows(dataset: Dataset) -> Any:
    return np.arange(dataset.n_rows)
