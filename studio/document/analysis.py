"""What a document means: shapes on every port, parameters, and problems.

`Analyzer.analyse` is called after every change. Each node is worked out from its
options and input shapes alone, and remembered under these, so that a key stroke costs
one layer and not the whole model.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from engine.errors import EngineError
from engine.graph.symbolic import KerasTensor, shapes_of
from engine.random import isolated_seeds
from engine.types import Shape
from studio.document import edits
from studio.document.changes import Composite, RemoveLink, SetOption
from studio.document.model import Document, Link, Node
from studio.document.nodes import (
    INPUT,
    OUTPUT,
    InputNode,
    OutputNode,
    call_layer,
    make_layer,
    node_type,
)
from studio.document.outputs import used_nodes
from studio.document.problems import Fix, Problem


class FieldLike(Protocol):
    """What the analysis asks of a data column."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of one row."""

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes; empty for numbers."""


@dataclass(frozen=True)
class NodeInfo:
    """What was worked out about a node.

    Attributes
    ----------
    input_shapes : tuple
        Shapes at the input ports, None where unknown.
    output_shapes : tuple
        Shapes at the output ports, with the batch axis; empty when unknown.
    dtype : str
        Dtype of the outputs.
    parameters : int
        Number of weights' elements; a twin after the first counts 0.
    multiply_adds : int
        Multiply-adds of one sample.
    """

    input_shapes: tuple[Shape | None, ...] = ()
    output_shapes: tuple[Shape, ...] = ()
    dtype: str = "float32"
    parameters: int = 0
    multiply_adds: int = 0


@dataclass(frozen=True)
class Analysis:
    """Result for a whole document.

    Attributes
    ----------
    nodes : mapping
        `NodeInfo` by node id.
    problems : tuple of Problem
        Errors first.
    order : tuple of str
        Ids of all nodes in an order of computation; without those on cycles.
    parameters : int
        Number of parameters of the model.
    """

    nodes: Mapping[str, NodeInfo] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    order: tuple[str, ...] = ()
    parameters: int = 0

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that stop training."""
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def is_valid(self) -> bool:
        """Whether the model can be built."""
        return not self.errors

    def problems_of(self, node_id: str) -> tuple[Problem, ...]:
        """Problems that belong to a node."""
        return tuple(p for p in self.problems if p.node == node_id)

    def problems_of_link(self, link_id: str) -> tuple[Problem, ...]:
        """Problems that belong to a wire."""
        return tuple(p for p in self.problems if p.link == link_id)

    def shape_of(self, link: Link) -> Shape | None:
        """Shape that flows through a wire, None when unknown."""
        shapes = self.nodes.get(link.source, NodeInfo()).output_shapes
        return shapes[link.source_port] if link.source_port < len(shapes) else None


@dataclass(frozen=True)
class _Result:
    info: NodeInfo
    template: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


class Analyzer:
    """Analyses a document again and again, remembering what did not change."""

    def __init__(self) -> None:
        self._known: dict[str, _Result] = {}

    def analyse(
        self, document: Document, fields: Mapping[str, FieldLike] | None = None
    ) -> Analysis:
        """Work out shapes, parameters and problems.

        Parameters
        ----------
        document : Document
            The document.
        fields : mapping, optional
            Columns of the data source by name; None when no data is bound or it could
            not be opened.
        """
        if len(self._known) > 20_000:
            self._known.clear()
        order, cyclic = sort_nodes(document)
        problems = [*_structure_problems(document), *_cycle_problems(document, cyclic)]
        infos: dict[str, NodeInfo] = {}
        counted: set[str] = set()
        built_for: dict[str, tuple[str, Any]] = {}
        for node_id in order:
            node = document.nodes[node_id]
            result = self._node(document, node, infos)
            info = result.info
            if result.template:
                problems.append(_located(document, node, result))
            if node.layer_id in counted:
                info = NodeInfo(
                    info.input_shapes,
                    info.output_shapes,
                    info.dtype,
                    0,
                    info.multiply_adds,
                )
                problems += _twin_problems(node, info, built_for.get(node.layer_id))
            elif info.output_shapes:
                counted.add(node.layer_id)
                built_for[node.layer_id] = (node.name, info.input_shapes)
            infos[node_id] = info
        for node_id in cyclic:
            infos[node_id] = NodeInfo()
        problems += _data_problems(document, infos, fields)
        rank = {"error": 0, "warning": 1, "info": 2}
        return Analysis(
            infos,
            tuple(sorted(problems, key=lambda p: rank[p.severity])),
            tuple(order),
            sum(info.parameters for info in infos.values()),
        )

    def _node(
        self, document: Document, node: Node, infos: Mapping[str, NodeInfo]
    ) -> _Result:
        shapes: list[Shape | None] = []
        dtypes: list[str] = []
        for link in document.links_into(node.id):
            source = infos.get(link.source, NodeInfo())
            given = source.output_shapes
            known = link.source_port < len(given)
            shapes.append(given[link.source_port] if known else None)
            dtypes.append(source.dtype)
        key = json.dumps(
            [node.type, node.name, dict(node.options), shapes, dtypes], sort_keys=True
        )
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _work_out(node, shapes, dtypes)
        return found


def analyse(
    document: Document, fields: Mapping[str, FieldLike] | None = None
) -> Analysis:
    """Analyse a document once; see `Analyzer.analyse`."""
    return Analyzer().analyse(document, fields)


def sort_nodes(document: Document) -> tuple[list[str], list[str]]:
    """Return node ids in an order of computation, and those on or behind cycles."""
    waiting = dict.fromkeys(document.nodes, 0)
    targets: dict[str, list[str]] = {}
    for link in document.links.values():
        waiting[link.target] += 1
        targets.setdefault(link.source, []).append(link.target)
    ready = [node_id for node_id, count in waiting.items() if count == 0]
    order: list[str] = []
    for node_id in ready:
        order.append(node_id)
        for target in targets.get(node_id, ()):
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    placed = set(order)
    return order, [node_id for node_id in document.nodes if node_id not in placed]


def _work_out(node: Node, shapes: list[Shape | None], dtypes: list[str]) -> _Result:
    kind = node_type(node.type)
    known = tuple(shapes)
    if not kind.is_known:
        return _Result(
            NodeInfo(known),
            '{type} "{name}": this version does not have such a layer. It is kept as '
            "it is; replace it to train the model.",
            {"type": node.type, "name": node.name},
        )
    try:
        if node.type == INPUT:
            entry = InputNode(**node.options)
            shape = (None, *entry.shape)
            return _check_input(node, NodeInfo((), (shape,), entry.dtype))
        if node.type == OUTPUT:
            OutputNode(**node.options)
            dtype = dtypes[0] if dtypes else "float32"
            return _Result(NodeInfo(known, (), dtype))
        layer = make_layer(node.type, node.name, node.options)
    except EngineError as error:
        return _Result(NodeInfo(known), error.template, error.values)
    if len(shapes) < kind.min_inputs:
        return _Result(NodeInfo(known))
    if any(shape is None for shape in shapes):
        return _Result(NodeInfo(known))  # told at the node where it went wrong
    try:
        given = [
            KerasTensor(shape, dtype)
            for shape, dtype in zip(shapes, dtypes, strict=True)
        ]
        with isolated_seeds(0):  # counting must not use up seeds of a training run
            outputs = call_layer(layer, given)
    except EngineError as error:
        return _Result(NodeInfo(known), error.template, error.values)
    inputs = shapes_of(outputs[0].producer.call.inputs)
    return _Result(
        NodeInfo(
            known,
            tuple(tensor.shape for tensor in outputs),
            outputs[0].dtype,
            sum(v.size for v in layer.weights),
            int(layer.multiply_adds(inputs)),
        )
    )


def _check_input(node: Node, info: NodeInfo) -> _Result:
    if any(size is not None and size < 1 for size in info.output_shapes[0][1:]):
        return _Result(
            NodeInfo(),
            'Input "{name}": sizes of the shape must be at least 1. Received {shape}.',
            {"name": node.name, "shape": info.output_shapes[0][1:]},
        )
    return _Result(info)


def _located(document: Document, node: Node, result: _Result) -> Problem:
    """Return the problem of a node; a wrong shape is shown on its wire, too."""
    links = document.links_into(node.id)
    shapes_known = bool(result.info.input_shapes) and all(
        shape is not None for shape in result.info.input_shapes
    )
    on_wire = links[-1].id if links and shapes_known and not _is_option(result) else ""
    return Problem(result.template, result.values, node=node.id, link=on_wire)


def _is_option(result: _Result) -> bool:
    return "option" in result.values


# ----------------------------------------------------------------- structure


def _structure_problems(document: Document) -> list[Problem]:
    problems: list[Problem] = []
    inputs = document.nodes_of_type(INPUT)
    outputs = document.nodes_of_type(OUTPUT)
    if not document.nodes:
        return [
            Problem("The canvas is empty. Drag an Input from the palette to begin.")
        ]
    if not inputs:
        problems.append(Problem("There is no Input. Drag one from the palette."))
    if not outputs:
        problems.append(
            Problem(
                "There is no Output. Drag one from the palette and wire the last layer "
                "to it."
            )
        )
    names: dict[str, Node] = {}
    for node in document:
        other = names.setdefault(node.name, node)
        if other.layer_id != node.layer_id:
            problems.append(
                Problem(
                    'The name "{name}" is used twice. Rename one of the layers.',
                    {"name": node.name},
                    node=node.id,
                    fixes=(
                        Fix(
                            'Rename to "{new}"',
                            edits.rename(
                                document, node.id, document.free_name(node.name)
                            ),
                            {"new": document.free_name(node.name)},
                        ),
                    ),
                )
            )
    for node in document:
        problems += _port_problems(document, node)
    problems += _unused_problems(document)
    return problems


def _port_problems(document: Document, node: Node) -> list[Problem]:
    kind = node_type(node.type)
    if not kind.is_known:
        return []
    count = len(document.links_into(node.id))
    if count >= kind.min_inputs:
        return []
    if kind.min_inputs == 1:
        return [
            Problem(
                '{type} "{name}": nothing is wired to its input. Draw a wire to it.',
                {"type": node.type, "name": node.name},
                node=node.id,
            )
        ]
    return [
        Problem(
            '{type} "{name}": needs at least {needed} inputs. Received {received}. '
            "Draw more wires to it.",
            {
                "type": node.type,
                "name": node.name,
                "needed": kind.min_inputs,
                "received": count,
            },
            node=node.id,
        )
    ]


def _unused_problems(document: Document) -> list[Problem]:
    """Name the ends of branches that lead nowhere, not every layer on the way."""
    if not document.nodes_of_type(OUTPUT):
        return []
    used = used_nodes(document)
    return [
        Problem(
            '{type} "{name}": leads to no Output and is left out of the model.',
            {"type": node.type, "name": node.name},
            severity="warning",
            node=node.id,
        )
        for node in document
        if node.id not in used and not document.links_from(node.id)
    ]


def _cycle_problems(document: Document, cyclic: list[str]) -> list[Problem]:
    inside = set(cyclic)
    for link in document.links.values():
        if (
            link.source in inside
            and link.target in inside
            and document.is_upstream(link.target, link.source)
        ):
            return [
                Problem(
                    'The wire from "{source}" to "{target}" closes a cycle. Remove it.',
                    {
                        "source": document.nodes[link.source].name,
                        "target": document.nodes[link.target].name,
                    },
                    node=link.target,
                    link=link.id,
                    fixes=(Fix("Remove the wire", Composite((RemoveLink(link),))),),
                )
            ]
    return []


def _twin_problems(
    node: Node, info: NodeInfo, first: tuple[str, Any] | None
) -> list[Problem]:
    if (
        first is None
        or not info.input_shapes
        or _same_features(info.input_shapes, first[1])
    ):
        return []
    return [
        Problem(
            '{type} "{name}": shares its weights with another node, whose input is '
            "{expected}. Received {received}. Give both the same size or make it "
            "unique.",
            {
                "type": node.type,
                "name": node.name,
                "expected": first[1][0],
                "received": info.input_shapes[0],
            },
            node=node.id,
        )
    ]


def _same_features(a: tuple[Shape | None, ...], b: tuple[Shape | None, ...]) -> bool:
    """Whether weights made for one input fit the other: the last sizes agree."""
    return [s[-1] if s else None for s in a] == [s[-1] if s else None for s in b]


# ---------------------------------------------------------------------- data


def _data_problems(
    document: Document,
    infos: Mapping[str, NodeInfo],
    fields: Mapping[str, FieldLike] | None,
) -> list[Problem]:
    problems: list[Problem] = []
    for node in document:
        if node.type not in (INPUT, OUTPUT):
            continue
        info = infos.get(node.id, NodeInfo())
        columns = list((node.binding or {}).get("columns", ()))
        if not columns:
            problems.append(
                Problem(
                    '{type} "{name}": no data is bound to it. Drag a column from the '
                    "Data panel onto it.",
                    {"type": node.type, "name": node.name},
                    severity="warning",
                    node=node.id,
                )
            )
            continue
        if fields is None:
            continue
        missing = [c for c in columns if c not in fields]
        if missing:
            problems.append(
                Problem(
                    '{type} "{name}": the data has no column "{column}". Bind another '
                    "one in the Data panel.",
                    {"type": node.type, "name": node.name, "column": missing[0]},
                    node=node.id,
                )
            )
            continue
        if node.type == INPUT:
            problems += _bound_input(node, info, columns, fields)
        else:
            problems += _bound_output(node, info, columns, fields)
    return problems


def _bound_shape(
    columns: list[str], encoding: str, fields: Mapping[str, FieldLike]
) -> Shape:
    """Shape of a row of the bound columns together; see `studio.data.Binding`."""
    shapes: list[tuple[int, ...]] = []
    for column in columns:
        classes = fields[column].classes
        if classes and encoding != "index":
            shapes.append((len(classes),))
        else:
            shapes.append(tuple(fields[column].shape) or (1,))
    if len(shapes) == 1:
        return shapes[0]
    return (sum(math.prod(shape) for shape in shapes),)


def _bound_input(
    node: Node,
    info: NodeInfo,
    columns: list[str],
    fields: Mapping[str, FieldLike],
) -> list[Problem]:
    if not info.output_shapes:
        return []
    encoding = str((node.binding or {}).get("encoding", "auto"))
    given = _bound_shape(columns, encoding, fields)
    wanted = info.output_shapes[0][1:]
    fits = len(given) == len(wanted) and all(
        w is None or g == w for g, w in zip(given, wanted, strict=True)
    )
    if fits:
        return []
    return [
        Problem(
            'Input "{name}": has shape {wanted}, but the data bound to it has {given} '
            "per row. Set its shape to {given}.",
            {"name": node.name, "wanted": wanted, "given": given},
            node=node.id,
            fixes=(
                Fix(
                    "Set shape to {given}",
                    SetOption(node.id, "shape", node.options.get("shape"), list(given)),
                    {"given": given},
                ),
            ),
        )
    ]


def _bound_output(
    node: Node,
    info: NodeInfo,
    columns: list[str],
    fields: Mapping[str, FieldLike],
) -> list[Problem]:
    if not info.input_shapes or info.input_shapes[0] is None:
        return []
    shape = info.input_shapes[0]
    loss = str(node.options.get("loss", OutputNode().loss))
    classes = fields[columns[0]].classes
    units = shape[-1]
    where = {"name": node.name, "units": units, "classes": len(classes)}
    if classes and loss == "sparse_categorical_crossentropy":
        if units is not None and units < len(classes):
            return [
                Problem(
                    'Output "{name}": the data has {classes} classes, but the layer '
                    "before it gives {units} values. Set its units to {classes}.",
                    where,
                    node=node.id,
                )
            ]
        return []
    if classes and len(classes) > 2 and loss == "binary_crossentropy" and units == 1:
        return [
            Problem(
                'Output "{name}": the data has {classes} classes, but binary '
                "crossentropy knows two. Use {classes} units with softmax and "
                "sparse_categorical_crossentropy.",
                where,
                node=node.id,
            )
        ]
    if (
        classes
        and loss == "categorical_crossentropy"
        and (node.binding or {}).get("encoding") != "one_hot"
    ):
        return [
            Problem(
                'Output "{name}": categorical_crossentropy needs one-hot labels, but '
                "the data has class numbers. Use sparse_categorical_crossentropy.",
                where,
                node=node.id,
                fixes=(
                    Fix(
                        "Swap loss to sparse_categorical_crossentropy",
                        SetOption(
                            node.id,
                            "loss",
                            loss,
                            "sparse_categorical_crossentropy",
                        ),
                    ),
                ),
            )
        ]
    return []
