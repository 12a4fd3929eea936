"""What stands on a card: title, one line with the telling options, and a chip."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from engine.options import Option
from engine.types import Json, Shape
from studio.document.analysis import NodeInfo
from studio.document.model import Node
from studio.document.nodes import INPUT, OUTPUT, NodeType

SEPARATOR = " · "
MINUS = "−"
UNKNOWN = "?"

_SHORT_WORDS = {
    "binary": "bin.",
    "categorical": "cat.",
    "logarithmic": "log.",
    "percentage": "perc.",
}


@dataclass(frozen=True)
class Caption:
    """Texts of a card.

    Attributes
    ----------
    title : str
        The name a user gave; else the type.
    number : str
        Which one of its type it is, for layers that were named by the program.
    line : str
        The options that tell most.
    chip : str
        Shape of the output without the batch axis; weight of the loss of an Output.
    note : str
        Further text beside the chip.
    """

    title: str
    number: str = ""
    line: str = ""
    chip: str = ""
    note: str = ""


class Captions(QObject):
    """Makes the texts of cards."""

    def caption(self, node: Node, kind: NodeType, info: NodeInfo) -> Caption:
        """Return the texts of a card.

        Parameters
        ----------
        node : Node
            What is shown.
        kind : NodeType
            Its type.
        info : NodeInfo
            What is known about its shapes.
        """
        title, number = title_of(node, kind)
        if node.type == INPUT:
            return Caption(
                title, number, self._input_line(node, kind), _chip(info, kind)
            )
        if node.type == OUTPUT:
            return Caption(
                title,
                number,
                loss_words(str(_value(node, kind, "loss"))),
                "×" + number_text(_value(node, kind, "loss_weight")),
                self._columns(node),
            )
        parts = telling_options(kind.options, node.options)
        if title != node.type:
            parts.insert(0, node.type)
        if not parts:
            parts = [node.name]
        return Caption(title, number, SEPARATOR.join(parts), _chip(info, kind))

    def _input_line(self, node: Node, kind: NodeType) -> str:
        columns = self._columns(node)
        if not columns:
            columns = self.tr("no data")
        return SEPARATOR.join((str(_value(node, kind, "dtype")), columns))

    def _columns(self, node: Node) -> str:
        columns = columns_of(node)
        if len(columns) > 1:
            return self.tr("{count} columns").format(count=len(columns))
        return columns[0] if columns else ""


def columns_of(node: Node) -> list[str]:
    """Return the names of the data columns bound to a node."""
    columns = (node.binding or {}).get("columns", ())
    return [str(c) for c in columns] if isinstance(columns, list | tuple) else []


def title_of(node: Node, kind: NodeType) -> tuple[str, str]:
    """Return title and number: ``dense_2`` is the layer Dense, number 2."""
    automatic = re.fullmatch(rf"{re.escape(kind.default_name)}(?:_(\d+))?", node.name)
    if automatic is None:
        return node.name, ""
    return kind.name, automatic[1] or ""


def loss_words(name: str) -> str:
    """Return the name of a loss in short words, such as ``bin. crossentropy``."""
    return " ".join(_SHORT_WORDS.get(word, word) for word in name.split("_"))


def shape_text(shape: Shape) -> str:
    """Return a shape without its batch axis, such as ``(100, 512)``."""
    sizes = [UNKNOWN if size is None else str(size) for size in shape[1:]]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def number_text(value: object) -> str:
    """Return a number in the least letters, with a true minus sign."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, float) and value.is_integer() and "e" not in text:
        text += ".0"
    return text.replace("-", MINUS)


def telling_options(
    declared: Mapping[str, Option], given: Mapping[str, Json]
) -> list[str]:
    """Return the options that tell layers of one type apart, in few words.

    These are what must be given, the activation, and everything plain that is not at
    its default; if there is none of these, the first number.
    """
    required = [o for o in declared.values() if o.is_required]
    parts = _required_parts(required, given)
    activation = next(
        (o for o in declared.values() if o.kind.name == "activation"), None
    )
    if activation is not None and not activation.is_required:
        value = given.get(activation.name, activation.default)
        if value is not None and value != "linear":
            parts.append(value_text(value))
    for opt in declared.values():
        if opt.is_required or opt is activation or opt.advanced:
            continue
        value = given.get(opt.name)
        if value is not None and value != opt.default:
            parts += _named_part(opt, value)
    if not parts:
        for opt in declared.values():
            if opt.kind.name in ("int", "float") and not opt.advanced:
                value = given.get(opt.name, opt.default)
                if value is not None:
                    return [f"{_words(opt.name)} {number_text(value)}"]
    return parts


def _required_parts(required: list[Option], given: Mapping[str, Json]) -> list[str]:
    values = [(o, given.get(o.name, o.suggest)) for o in required]
    sizes = {o.name.split("_")[0]: v for o, v in values if o.kind.name == "int"}
    if len(values) == 2 and sizes.keys() == {"input", "output"}:
        return [f"{sizes['input']} → {sizes['output']}"]
    parts = []
    for opt, value in values:
        if value is None:
            parts.append(UNKNOWN)
        elif opt.kind.name == "float":
            parts.append(f"{_words(opt.name)} {number_text(value)}")
        else:
            parts.append(value_text(value))
    return parts


def _named_part(opt: Option, value: Json) -> list[str]:
    if isinstance(value, bool):
        words = _words(opt.name).removeprefix("use ")
        return [words if value else f"no {words}"]
    if opt.kind.name in ("int", "float"):
        return [f"{_words(opt.name)} {number_text(value)}"]
    if opt.kind.name in ("choice", "ints", "shape"):
        return [value_text(value)]
    return []


def value_text(value: Json) -> str:
    """Return a value as it is written on a card."""
    if isinstance(value, list | tuple):
        texts = [UNKNOWN if v is None else number_text(v) for v in value]
        return f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"
    if isinstance(value, Mapping):
        return str(value.get("class_name", UNKNOWN))
    return number_text(value)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _value(node: Node, kind: NodeType, name: str) -> Json:
    return node.options.get(name, kind.options[name].default)


def _chip(info: NodeInfo, kind: NodeType) -> str:
    if not info.output_shapes:
        return UNKNOWN if kind.outputs else ""
    text = shape_text(info.output_shapes[0])
    return f"{text} …" if len(info.output_shapes) > 1 else text
