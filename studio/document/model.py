"""The document and its records.

A `Document` is data: nodes, links and settings with ids, no layer objects and no Qt.
`Document.apply` is the only writer; everything else reads, or subscribes to the stream
of changes.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.types import Json

if TYPE_CHECKING:
    from studio.document.changes import Change


def new_id() -> str:
    """Return a new unique id."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Node:
    """One call of a layer, or an Input or Output.

    Attributes
    ----------
    id : str
        Unique id.
    type : str
        ``"Input"``, ``"Output"`` or the name of a layer class; a type the program does
        not know keeps its options and is shown as a placeholder.
    name : str
        Name, unique among layers.
    options : mapping
        Options that were set, in short JSON form; the others have their defaults.
    x, y : float
        Top left corner on the canvas, in scene units.
    layer : str
        Id of the layer. Nodes with the same one are twins: one layer called twice.
    binding : mapping or None
        Which data columns an Input or Output reads; see `studio.data.Binding`.
    """

    id: str
    type: str
    name: str
    options: Mapping[str, Json] = field(default_factory=dict)
    x: float = 0.0
    y: float = 0.0
    layer: str = ""
    binding: Mapping[str, Json] | None = None

    @property
    def layer_id(self) -> str:
        """Id of the layer: the node's own unless it is a twin."""
        return self.layer or self.id


@dataclass(frozen=True, slots=True)
class Link:
    """A wire from an output port to an input port.

    Attributes
    ----------
    id : str
        Unique id.
    source, target : str
        Ids of the nodes.
    source_port, target_port : int
        Ports, counted from 0 from the top.
    """

    id: str
    source: str
    target: str
    source_port: int = 0
    target_port: int = 0


Listener = Callable[["Change"], None]


class Document:
    """A graph with its settings.

    Attributes
    ----------
    nodes : dict
        Nodes by id, in order of creation.
    links : dict
        Links by id, in order of creation.
    settings : dict
        JSON-able settings by key; see `studio.document.settings`.
    """

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.links: dict[str, Link] = {}
        self.settings: dict[str, Json] = {}
        self._listeners: list[Listener] = []
        self.revision = 0

    def apply(self, change: Change) -> None:
        """Carry out a change and tell all subscribers.

        Raises
        ------
        DocumentError
            If the change does not fit; the document is then as it was.
        """
        change.apply_to(self)
        self.revision += 1
        for listener in list(self._listeners):
            listener(change)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every change; returns a function that ends that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    # -------------------------------------------------------------- readers

    def links_into(self, node_id: str) -> list[Link]:
        """Return the links that end at a node, in order of their ports."""
        found = [link for link in self.links.values() if link.target == node_id]
        return sorted(found, key=lambda link: link.target_port)

    def links_from(self, node_id: str) -> list[Link]:
        """Return the links that start at a node, in order of creation."""
        return [link for link in self.links.values() if link.source == node_id]

    def links_of(self, node_ids: set[str]) -> list[Link]:
        """Return the links that touch any of the nodes."""
        return [
            link
            for link in self.links.values()
            if link.source in node_ids or link.target in node_ids
        ]

    def twins_of(self, node_id: str) -> list[Node]:
        """Return all nodes that call the same layer as this one, with itself."""
        layer = self.nodes[node_id].layer_id
        return [node for node in self.nodes.values() if node.layer_id == layer]

    def nodes_of_type(self, type_name: str) -> list[Node]:
        """Return the nodes of a type, in order of creation."""
        return [node for node in self.nodes.values() if node.type == type_name]

    def is_upstream(self, node_id: str, of: str) -> bool:
        """Whether `node_id` is `of` or feeds it, directly or through others."""
        sources: dict[str, list[str]] = {}
        for link in self.links.values():
            sources.setdefault(link.target, []).append(link.source)
        stack, seen = [of], set[str]()
        while stack:
            current = stack.pop()
            if current == node_id:
                return True
            if current not in seen:
                seen.add(current)
                stack.extend(sources.get(current, ()))
        return False

    def free_name(self, wanted: str, *, taken: set[str] | None = None) -> str:
        """Return `wanted`, with ``_1``, ``_2``, ... appended if it is taken."""
        names = {node.name for node in self.nodes.values()} | (taken or set())
        if wanted not in names:
            return wanted
        count = 1
        while f"{wanted}_{count}" in names:
            count += 1
        return f"{wanted}_{count}"

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes.values())

    # ----------------------------------------------------------------- data

    def to_json(self) -> dict[str, Json]:
        """Return the document as JSON-able data."""
        return {
            "nodes": [node_to_json(node) for node in self.nodes.values()],
            "links": [link_to_json(link) for link in self.links.values()],
            "settings": dict(self.settings),
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and (
            self.nodes == other.nodes
            and self.links == other.links
            and self.settings == other.settings
        )

    __hash__ = None  # type: ignore[assignment]


def node_to_json(node: Node) -> dict[str, Json]:
    """Return a node as JSON-able data."""
    data: dict[str, Json] = {
        "id": node.id,
        "type": node.type,
        "name": node.name,
        "options": dict(node.options),
        "position": [node.x, node.y],
    }
    if node.layer:
        data["layer"] = node.layer
    if node.binding is not None:
        data["binding"] = dict(node.binding)
    return data


def link_to_json(link: Link) -> dict[str, Json]:
    """Return a link as JSON-able data."""
    return {
        "id": link.id,
        "source": [link.source, link.source_port],
        "target": [link.target, link.target_port],
    }


def node_from_json(data: Any) -> Node:
    """Make a node from JSON data; TypeError, KeyError or ValueError if it is odd."""
    x, y = data["position"]
    options = data.get("options") or {}
    binding = data.get("binding")
    return Node(
        id=_text(data["id"]),
        type=_text(data["type"]),
        name=_text(data["name"]),
        options=dict(options),
        x=float(x),
        y=float(y),
        layer=_text(data.get("layer", "")),
        binding=None if binding is None else dict(binding),
    )


def link_from_json(data: Any) -> Link:
    """Make a link from JSON data; TypeError, KeyError or ValueError if it is odd."""
    source, source_port = data["source"]
    target, target_port = data["target"]
    return Link(
        id=_text(data["id"]),
        source=_text(source),
        target=_text(target),
        source_port=int(source_port),
        target_port=int(target_port),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, received {value!r}")
    return value
