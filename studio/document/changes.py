"""Change records: everything that can happen to a document, with its inverse.

Undo, the canvas, the dirty flag and all other views read this one stream. A change is
plain data; building changes out of a user's wishes is the job of
`studio.document.edits`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.types import Json
from studio.document.errors import DocumentError
from studio.document.model import Document, Link, Node

UNSET: Any = None
"""Value of an option or setting that is not set: the default holds."""


class Change(ABC):
    """Base of all changes."""

    @abstractmethod
    def apply_to(self, document: Document) -> None:
        """Carry the change out; raise `DocumentError` without effect if it cannot."""

    @abstractmethod
    def inverse(self) -> Change:
        """Return the change that takes this one back."""

    def leaves(self) -> Iterator[Change]:
        """Yield the elementary changes in order."""
        yield self


@dataclass(frozen=True, slots=True)
class AddNode(Change):
    """A node appears.

    Attributes
    ----------
    node : Node
        The node.
    index : int
        Its place in the order of nodes, which seeds and lists follow; -1 is the end.
    """

    node: Node
    index: int = -1

    def apply_to(self, document: Document) -> None:
        """Add the node."""
        if self.node.id in document.nodes:
            raise DocumentError("There is already a node {id}.", id=self.node.id)
        if self.index < 0 or self.index >= len(document.nodes):
            document.nodes[self.node.id] = self.node
            return
        ordered = list(document.nodes.values())
        ordered.insert(self.index, self.node)
        document.nodes.clear()
        document.nodes.update({node.id: node for node in ordered})

    def inverse(self) -> Change:
        """Return the removal."""
        return RemoveNode(self.node, self.index)


@dataclass(frozen=True, slots=True)
class RemoveNode(Change):
    """A node without links disappears; `index` is the place it had."""

    node: Node
    index: int = -1

    def apply_to(self, document: Document) -> None:
        """Remove the node."""
        _node(document, self.node.id)
        if document.links_of({self.node.id}):
            raise DocumentError(
                'Node "{name}" still has wires. Remove them first.', name=self.node.name
            )
        del document.nodes[self.node.id]

    def inverse(self) -> Change:
        """Return the addition."""
        return AddNode(self.node, self.index)


@dataclass(frozen=True, slots=True)
class AddLink(Change):
    """A wire appears."""

    link: Link

    def apply_to(self, document: Document) -> None:
        """Add the link."""
        link = self.link
        if link.id in document.links:
            raise DocumentError("There is already a wire {id}.", id=link.id)
        _node(document, link.source)
        _node(document, link.target)
        for other in document.links_into(link.target):
            if other.target_port == link.target_port:
                raise DocumentError(
                    'Port {port} of "{name}" already has a wire.',
                    port=link.target_port,
                    name=document.nodes[link.target].name,
                )
        document.links[link.id] = link

    def inverse(self) -> Change:
        """Return the removal."""
        return RemoveLink(self.link)


@dataclass(frozen=True, slots=True)
class RemoveLink(Change):
    """A wire disappears."""

    link: Link

    def apply_to(self, document: Document) -> None:
        """Remove the link."""
        if self.link.id not in document.links:
            raise DocumentError("There is no wire {id}.", id=self.link.id)
        del document.links[self.link.id]

    def inverse(self) -> Change:
        """Return the addition."""
        return AddLink(self.link)


@dataclass(frozen=True, slots=True)
class SetOption(Change):
    """An option of a layer changes, in all of its twins.

    Attributes
    ----------
    node : str
        Id of one node of the layer.
    option : str
        Name of the option.
    old, new : JSON value
        Values in short form; `UNSET` means the default.
    old_is_set, new_is_set : bool
        Whether the value is set at all (None can be a value).
    """

    node: str
    option: str
    old: Json
    new: Json
    old_is_set: bool = True
    new_is_set: bool = True

    def apply_to(self, document: Document) -> None:
        """Set the option in the node and its twins."""
        _node(document, self.node)
        for node in document.twins_of(self.node):
            options = dict(node.options)
            if self.new_is_set:
                options[self.option] = self.new
            else:
                options.pop(self.option, None)
            document.nodes[node.id] = replace(node, options=options)

    def inverse(self) -> Change:
        """Return the change back."""
        return SetOption(
            self.node,
            self.option,
            self.new,
            self.old,
            self.new_is_set,
            self.old_is_set,
        )


@dataclass(frozen=True, slots=True)
class RenameNode(Change):
    """A layer gets another name, in all of its twins."""

    node: str
    old: str
    new: str

    def apply_to(self, document: Document) -> None:
        """Set the name."""
        _node(document, self.node)
        for node in document.twins_of(self.node):
            document.nodes[node.id] = replace(node, name=self.new)

    def inverse(self) -> Change:
        """Return the change back."""
        return RenameNode(self.node, self.new, self.old)


@dataclass(frozen=True, slots=True)
class MoveNodes(Change):
    """Nodes move on the canvas.

    Attributes
    ----------
    old, new : mapping
        Positions by node id.
    """

    old: Mapping[str, tuple[float, float]]
    new: Mapping[str, tuple[float, float]]

    def apply_to(self, document: Document) -> None:
        """Set the positions."""
        for node_id in self.new:
            _node(document, node_id)
        for node_id, (x, y) in self.new.items():
            document.nodes[node_id] = replace(document.nodes[node_id], x=x, y=y)

    def inverse(self) -> Change:
        """Return the move back."""
        return MoveNodes(self.new, self.old)


@dataclass(frozen=True, slots=True)
class SetBinding(Change):
    """An Input or Output is bound to other data columns."""

    node: str
    old: Mapping[str, Json] | None
    new: Mapping[str, Json] | None

    def apply_to(self, document: Document) -> None:
        """Set the binding."""
        node = _node(document, self.node)
        document.nodes[self.node] = replace(node, binding=self.new)

    def inverse(self) -> Change:
        """Return the change back."""
        return SetBinding(self.node, self.new, self.old)


@dataclass(frozen=True, slots=True)
class SetLayer(Change):
    """A node becomes a twin of another layer, or a layer of its own."""

    node: str
    old: str
    new: str

    def apply_to(self, document: Document) -> None:
        """Set the id of the layer."""
        node = _node(document, self.node)
        document.nodes[self.node] = replace(node, layer=self.new)

    def inverse(self) -> Change:
        """Return the change back."""
        return SetLayer(self.node, self.new, self.old)


@dataclass(frozen=True, slots=True)
class SetSetting(Change):
    """A setting of the document changes; None means its default."""

    key: str
    old: Json
    new: Json

    def apply_to(self, document: Document) -> None:
        """Set the setting."""
        if self.new is None:
            document.settings.pop(self.key, None)
        else:
            document.settings[self.key] = self.new

    def inverse(self) -> Change:
        """Return the change back."""
        return SetSetting(self.key, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Composite(Change):
    """Several changes that are one step for the user."""

    changes: tuple[Change, ...]

    def apply_to(self, document: Document) -> None:
        """Carry all out; on an error those already done are taken back."""
        done: list[Change] = []
        try:
            for change in self.changes:
                change.apply_to(document)
                done.append(change)
        except DocumentError:
            for change in reversed(done):
                change.inverse().apply_to(document)
            raise

    def inverse(self) -> Change:
        """Return the inverses in reverse order."""
        return Composite(tuple(c.inverse() for c in reversed(self.changes)))

    def leaves(self) -> Iterator[Change]:
        """Yield the elementary changes in order."""
        for change in self.changes:
            yield from change.leaves()


def _node(document: Document, node_id: str) -> Node:
    node = document.nodes.get(node_id)
    if node is None:
        raise DocumentError("There is no node {id}.", id=node_id)
    return node
