"""Changes built out of what a user wants to do: add, connect, delete, paste, ...

Functions here read a document and return a `Change`; they never apply it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from engine.errors import Text
from engine.types import Json
from studio.document.changes import (
    AddLink,
    AddNode,
    Change,
    Composite,
    MoveNodes,
    RemoveLink,
    RemoveNode,
    RenameNode,
    SetBinding,
    SetLayer,
    SetOption,
    SetSetting,
)
from studio.document.errors import DocumentError
from studio.document.model import (
    Document,
    Link,
    Node,
    link_from_json,
    link_to_json,
    new_id,
    node_from_json,
    node_to_json,
)
from studio.document.nodes import node_type

CLIPBOARD_MARK = "hornbeam-nodes"


def make_node(
    document: Document,
    type_name: str,
    x: float = 0.0,
    y: float = 0.0,
    *,
    name: str = "",
    options: Mapping[str, Json] | None = None,
) -> Node:
    """Return a new node with a free name and values for its required options."""
    kind = node_type(type_name)
    return Node(
        id=new_id(),
        type=type_name,
        name=document.free_name(name or kind.default_name),
        options={**kind.suggested_options(), **(options or {})},
        x=x,
        y=y,
    )


def why_not_connect(
    document: Document, source: str, target: str, target_port: int | None = None
) -> Text | None:
    """Return why a wire from one node to another is impossible, or None if it is.

    Shapes are not asked here: a wire with a wrong shape can be drawn and is marked.
    """
    if source == target or document.is_upstream(target, source):
        return Text(
            "This wire would close a cycle; a model is read from inputs to outputs."
        )
    if source not in document.nodes or target not in document.nodes:
        return Text("The node is gone.")
    kind = node_type(document.nodes[target].type)
    if kind.is_known and kind.max_inputs == 0:
        return Text("{name} has no input.", name=document.nodes[target].name)
    if node_type(document.nodes[source].type).outputs == 0:
        return Text("{name} has no output.", name=document.nodes[source].name)
    if (
        target_port is not None
        and kind.max_inputs is not None
        and kind.is_known
        and target_port >= kind.max_inputs
    ):
        return Text("{name} has no such port.", name=document.nodes[target].name)
    return None


def free_port(document: Document, target: str) -> int:
    """Return the input port a new wire to a node should take.

    That is the first free one; a full node with a fixed number of ports gives its last
    port, whose wire is then replaced.
    """
    used = {link.target_port for link in document.links_into(target)}
    kind = node_type(document.nodes[target].type)
    port = 0
    while port in used:
        port += 1
    if kind.is_known and kind.max_inputs is not None:
        port = min(port, max(kind.max_inputs - 1, 0))
    return port


def connect(
    document: Document,
    source: str,
    target: str,
    target_port: int | None = None,
    source_port: int = 0,
) -> Change:
    """Return the change that draws a wire, replacing one that holds the port.

    Raises
    ------
    DocumentError
        If the wire is impossible.
    """
    reason = why_not_connect(document, source, target, target_port)
    if reason is not None:
        raise DocumentError(reason.template, **reason.values)
    port = free_port(document, target) if target_port is None else target_port
    changes: list[Change] = [
        RemoveLink(link)
        for link in document.links_into(target)
        if link.target_port == port
    ]
    changes.append(AddLink(Link(new_id(), source, target, source_port, port)))
    return changes[0] if len(changes) == 1 else Composite(tuple(changes))


def remove(
    document: Document, nodes: Iterable[str] = (), links: Iterable[str] = ()
) -> Change:
    """Return the change that removes nodes with their wires, and further wires.

    Wires of merging nodes close ranks, so that no gap stays between their ports.
    """
    doomed_nodes = [n for n in document.nodes if n in set(nodes)]
    doomed = {link.id: link for link in document.links_of(set(doomed_nodes))}
    doomed.update({i: document.links[i] for i in links if i in document.links})
    changes: list[Change] = [RemoveLink(link) for link in doomed.values()]
    for target in dict.fromkeys(link.target for link in doomed.values()):
        if target not in doomed_nodes:
            changes += _close_ranks(document, target, set(doomed))
    places = {node_id: place for place, node_id in enumerate(document.nodes)}
    changes += [
        RemoveNode(document.nodes[n], places[n] - removed)
        for removed, n in enumerate(doomed_nodes)
    ]
    return Composite(tuple(changes))


def _close_ranks(document: Document, target: str, doomed: set[str]) -> list[Change]:
    if node_type(document.nodes[target].type).max_inputs is not None:
        return []
    changes: list[Change] = []
    staying = [link for link in document.links_into(target) if link.id not in doomed]
    for port, link in enumerate(staying):
        if link.target_port != port:
            changes.append(RemoveLink(link))
            changes.append(AddLink(replace(link, target_port=port)))
    return changes


def remove_and_heal(document: Document, node_id: str) -> Change:
    """Return the change that removes a node and joins its neighbours."""
    incoming = document.links_into(node_id)
    outgoing = document.links_from(node_id)
    removal = remove(document, [node_id])
    if len(incoming) != 1 or not outgoing:
        return removal
    source = incoming[0]
    joined = tuple(
        AddLink(
            Link(
                new_id(), source.source, link.target, source.source_port,
                link.target_port,
            )
        )
        for link in outgoing
    )  # fmt: skip
    # Ports must be free again before they are wired, so ranks are not closed here.
    cut = tuple(RemoveLink(link) for link in (*incoming, *outgoing))
    place = list(document.nodes).index(node_id)
    return Composite((*cut, RemoveNode(document.nodes[node_id], place), *joined))


def insert_on_link(document: Document, node: Node, link_id: str) -> Change:
    """Return the change that adds a node in the middle of a wire."""
    link = document.links[link_id]
    return Composite(
        (
            RemoveLink(link),
            AddNode(node),
            AddLink(Link(new_id(), link.source, node.id, link.source_port, 0)),
            AddLink(Link(new_id(), node.id, link.target, 0, link.target_port)),
        )
    )


def set_option(document: Document, node_id: str, name: str, value: Json) -> Change:
    """Return the change that sets an option; a default value unsets it."""
    node = document.nodes[node_id]
    declared = node_type(node.type).options.get(name)
    is_default = declared is not None and (
        not declared.is_required and _is_default(declared, value)
    )
    return SetOption(
        node_id,
        name,
        node.options.get(name),
        None if is_default else value,
        name in node.options,
        not is_default,
    )


def _is_default(declared: Any, value: Json) -> bool:
    if declared.default is None or value is None:
        return declared.default is value
    try:
        kind = declared.kind
        return bool(
            kind.serialize(kind.convert(value))
            == kind.serialize(kind.convert(declared.default))
        )
    except (ValueError, TypeError):
        return False


def rename(document: Document, node_id: str, name: str) -> Change:
    """Return the change that renames a layer.

    Raises
    ------
    DocumentError
        If the name is empty, contains a slash, or another layer has it.
    """
    node = document.nodes[node_id]
    name = " ".join(name.split())
    if not name:
        raise DocumentError("A name cannot be empty. Type a name such as dense_1.")
    if "/" in name:
        raise DocumentError('A name cannot contain "/". Received "{name}".', name=name)
    if len(name) > 200:
        raise DocumentError("A name can have 200 characters. Shorten it.")
    for other in document:
        if other.name == name and other.layer_id != node.layer_id:
            raise DocumentError(
                'There is already a layer called "{name}". Choose another name.',
                name=name,
            )
    return RenameNode(node_id, node.name, name)


def move(document: Document, positions: Mapping[str, tuple[float, float]]) -> Change:
    """Return the change that moves nodes to new positions."""
    old = {i: (document.nodes[i].x, document.nodes[i].y) for i in positions}
    return MoveNodes(old, dict(positions))


def bind(
    document: Document, node_id: str, binding: Mapping[str, Json] | None
) -> Change:
    """Return the change that binds an Input or Output to data columns."""
    return SetBinding(node_id, document.nodes[node_id].binding, binding)


def set_setting(document: Document, key: str, value: Json) -> Change:
    """Return the change of a setting; None sets the default."""
    return SetSetting(key, document.settings.get(key), value)


def make_unique(document: Document, node_id: str) -> Change:
    """Return the change that gives a twin weights and a name of its own."""
    node = document.nodes[node_id]
    twins = [n for n in document.twins_of(node_id) if n.id != node_id]
    changes: list[Change] = []
    if not node.layer and twins:
        # The others point at this node's id: they must get a common id of their own.
        common = new_id()
        changes += [SetLayer(twin.id, twin.layer, common) for twin in twins]
    elif node.layer:
        changes.append(SetLayer(node_id, node.layer, ""))
    changes.append(RenameNode(node_id, node.name, document.free_name(node.name)))
    return Composite(tuple(changes))


# ---------------------------------------------------------------- clipboard


def copy(document: Document, node_ids: Iterable[str]) -> str:
    """Return nodes and the wires between them as clipboard text (JSON)."""
    chosen = set(node_ids)
    return json.dumps(
        {
            CLIPBOARD_MARK: 1,
            "nodes": [node_to_json(n) for n in document if n.id in chosen],
            "links": [
                link_to_json(link)
                for link in document.links.values()
                if link.source in chosen and link.target in chosen
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def is_pastable(text: str) -> bool:
    """Whether a clipboard text may hold nodes."""
    return f'"{CLIPBOARD_MARK}"' in text[:200]


def paste(
    document: Document,
    text: str,
    offset: tuple[float, float] = (40.0, 40.0),
    *,
    as_twins: bool = False,
) -> tuple[Change, list[str]]:
    """Return the change that adds copied nodes, and their new ids.

    Parameters
    ----------
    document : Document
        Where to paste.
    text : str
        What `copy` returned, here or in another window.
    offset : tuple of float
        How far from the originals.
    as_twins : bool
        Whether layers are shared with the originals, where these still exist.

    Raises
    ------
    DocumentError
        If the text does not hold nodes.
    """
    try:
        data = json.loads(text)
        nodes = [node_from_json(n) for n in data["nodes"]]
        links = [link_from_json(one) for one in data["links"]]
        if CLIPBOARD_MARK not in data:
            raise KeyError(CLIPBOARD_MARK)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DocumentError("The clipboard does not hold layers to paste.") from error
    ids = {node.id: new_id() for node in nodes}
    taken: set[str] = set()
    changes: list[Change] = []
    shared: dict[str, tuple[str, str]] = {}
    for node in nodes:
        layer_id, name = "", node.name
        if as_twins and node.id in document.nodes:
            layer_id = document.nodes[node.id].layer_id
        elif node.layer_id in shared:
            layer_id, name = shared[node.layer_id]
        if not layer_id:
            name = document.free_name(node.name, taken=taken)
            shared[node.layer_id] = (ids[node.id], name)
        taken.add(name)
        changes.append(
            AddNode(
                replace(
                    node,
                    id=ids[node.id],
                    name=name,
                    layer=layer_id,
                    x=node.x + offset[0],
                    y=node.y + offset[1],
                )
            )
        )
    changes += [
        AddLink(
            replace(link, id=new_id(), source=ids[link.source], target=ids[link.target])
        )
        for link in links
        if link.source in ids and link.target in ids
    ]
    return Composite(tuple(changes)), list(ids.values())
