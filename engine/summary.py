"""The table that ``model.summary()`` prints, the same that Keras prints.

The engine does without the library that draws Keras' tables; the rules for the widths
of columns and for breaking lines are written anew here.
"""

from __future__ import annotations

import math
import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from engine.errors import OptionError
from engine.graph.network import Network
from engine.graph.structure import flatten_shapes
from engine.layers.layer import Layer
from engine.models import Functional, Model, Sequential
from engine.parameters import Variable
from engine.types import Shape

Alignment = Literal["left", "center", "right"]


@dataclass(frozen=True)
class _Look:
    """What is shown of each layer."""

    network: Network | None
    is_chain: bool
    expands: bool
    shows_trainable: bool


@dataclass(frozen=True)
class _Column:
    title: str
    alignment: Alignment
    width: int


def summary_text(
    model: Model,
    line_length: int | None = None,
    positions: Sequence[float] | None = None,
    expand_nested: bool = False,
    show_trainable: bool = False,
    layer_range: Sequence[str] | None = None,
) -> str:
    """Return a table of the layers of a model, with their shapes and parameters.

    Parameters
    ----------
    model : Model
        The model.
    line_length : int, optional
        Width in characters; as wide as Keras' tables, or the terminal, when missing.
    positions : sequence of float, optional
        Right ends of the columns as shares of the width.
    expand_nested : bool, default=False
        Whether the layers of inner models get rows of their own.
    show_trainable : bool, default=False
        Whether a column says which layers are trained.
    layer_range : sequence of two str, optional
        Patterns of the names of the first and the last layer shown.

    Returns
    -------
    str
        Several lines, without a line break at the end.

    Raises
    ------
    OptionError
        If the table does not fit the width, or no layer fits `layer_range`.
    """
    network = model.network if model.built else None
    look = _Look(
        network,
        isinstance(model, Sequential)
        or not isinstance(model, Functional)
        or network is None
        or _is_chain(network),
        expand_nested,
        show_trainable,
    )
    columns = _columns(look, line_length, positions)
    layers = model.layers
    if isinstance(model, Functional) and not isinstance(model, Sequential):
        layers = model.operations
    rows: list[list[str]] = []
    for layer in layers[_range(layers, layer_range)]:
        rows += _rows(layer, look, network, 0)
    return "\n".join(
        [f'Model: "{model.name}"', *_table(columns, rows), *_totals(model)]
    )


# ------------------------------------------------------------------ content


def _is_chain(network: Network) -> bool:
    """Whether each node takes what the one before gives, and nothing else."""
    nodes = network.nodes
    if not network.is_end(nodes[0]) or len(network.layers) < len(nodes):
        return False
    return all(
        len(node.inputs) == 1 and node.inputs[0].producer is before
        for before, node in pairwise(nodes)
    )


def _range(layers: list[Layer], wanted: Sequence[str] | None) -> slice:
    if wanted is None:
        return slice(None)
    if len(wanted) != 2 or not all(isinstance(name, str) for name in wanted):
        raise OptionError(
            "summary: layer_range must be two names, the first and the last layer. "
            "Received {received!r}.",
            received=wanted,
        )
    first, last = (
        [i for i, layer in enumerate(layers) if re.match(name, layer.name)]
        for name in wanted
    )
    if not first or not last:
        raise OptionError(
            "summary: no layer fits layer_range {received!r}. Layers: {names}.",
            received=wanted,
            names=", ".join(layer.name for layer in layers),
        )
    if min(first) > max(last):
        return slice(min(last), max(first) + 1)
    return slice(min(first), max(last) + 1)


def _rows(
    layer: Layer, look: _Look, network: Network | None, depth: int
) -> list[list[str]]:
    prefix = "   " * depth + "└ " if depth else ""
    cells = [
        f"{prefix}{layer.name} ({class_title(layer)})",
        _output_shape(layer, network),
        _parameters(layer),
    ]
    if not look.is_chain:
        # Calls are numbered within the whole model: inner layers have none in it.
        cells.append(_sources(layer, look.network) if depth == 0 else "-")
    if look.shows_trainable:
        cells.append(_trainable(layer))
    rows = [cells]
    if look.expands and isinstance(layer, Functional):
        inner = layer.network if layer.built else None
        for part in layer.layers:
            rows += _rows(part, look, inner, depth + 1)
    return rows


def class_title(layer: Layer) -> str:
    """Return Keras' name of the class of a layer."""
    if isinstance(layer, Functional) and not isinstance(layer, Sequential):
        return "Functional"
    return type(layer).__name__


def _output_shape(layer: Layer, network: Network | None) -> str:
    if network is not None and layer in network.layers:
        outputs = network.nodes_of(layer)[-1].outputs
        shapes = [_shape(tensor.shape) for tensor in outputs]
    else:
        build = layer.get_build_config()
        if build is None:
            return "?"
        # Within the `call` of another there are no tensors to look at.
        given = layer.compute_output_shape(build["input_shape"])
        shapes = [_shape(shape) for shape in flatten_shapes(given)]
    return shapes[0] if len(shapes) == 1 else f"[{', '.join(shapes)}]"


def _shape(shape: Shape) -> str:
    return f"({', '.join(str(size) for size in shape)})"


def _parameters(layer: Layer) -> str:
    if isinstance(layer, Functional) and not layer.built:
        return "0 (unbuilt)"
    if not layer.built and type(layer).build is not Layer.build:
        return "0 (unbuilt)"
    return f"{_count(layer.weights):,}"


def _sources(layer: Layer, network: Network | None) -> str:
    if network is None:
        return "-"
    names = [
        f"{tensor.producer.layer.name}[{network.call_index(tensor.producer)}]"
        f"[{tensor.index}]"
        for node in network.nodes_of(layer)
        if not network.is_end(node)
        for tensor in node.inputs
    ]
    return ", ".join(names) or "-"


def _trainable(layer: Layer) -> str:
    has_weights = layer.built and bool(layer.weights)
    return ("Y" if layer.trainable else "N") if has_weights else "-"


def _totals(model: Model) -> list[str]:
    trainable = model.trainable_weights
    trained = {id(v) for v in trainable}
    weights = {id(v): v for layer in model.layers if layer.built for v in layer.weights}
    frozen = [v for key, v in weights.items() if key not in trained]
    optimizer = model.optimizer
    state = optimizer.variables if optimizer is not None and optimizer.built else []
    lines: list[tuple[str, list[Variable]]] = [
        ("Total params", [*trainable, *frozen, *state]),
        ("Trainable params", trainable),
        ("Non-trainable params", frozen),
    ]
    if state:
        lines.append(("Optimizer params", state))
    return [
        f" {title}: {_count(several):,} ({_memory(several)})"
        for title, several in lines
    ]


def _count(variables: Iterable[Variable]) -> int:
    return sum(variable.size for variable in variables)


def _memory(variables: Iterable[Variable]) -> str:
    size: float = sum(v.size * np.dtype(v.dtype).itemsize for v in variables)
    units = ["B", "KB", "MB", "GB", "TB", "PB"]
    while size >= 1024 and len(units) > 1:
        size /= 1024
        units.pop(0)
    return f"{size:.2f} {units[0]}"


# ------------------------------------------------------------------- layout


def _columns(
    look: _Look, line_length: int | None, positions: Sequence[float] | None
) -> list[_Column]:
    titles = ["Layer (type)", "Output Shape", "Param #"]
    alignments: list[Alignment] = ["left", "left", "right"]
    ends, usual = [0.45, 0.80, 1.0], 88
    if not look.is_chain:
        titles.append("Connected to")
        alignments.append("left")
        ends, usual = [0.3, 0.56, 0.74, 1.0], 108
    if positions:
        ends = list(positions)
    if look.shows_trainable:
        titles.append("Trainable")
        alignments.append("center")
        ends = [*(end * 0.90 for end in ends), 1.0]
        usual += 12
    if len(ends) != len(titles):
        raise OptionError(
            "summary: positions must have one number for each of the columns {titles}. "
            "Received {received}.",
            titles=", ".join(titles),
            received=positions,
        )
    length = line_length or min(usual, shutil.get_terminal_size().columns - 4)
    widths = _widths(ends, length)
    return [
        _Column(title, alignment, width)
        for title, alignment, width in zip(titles, alignments, widths, strict=True)
    ]


def _widths(ends: Sequence[float], length: int) -> list[int]:
    """Return the room for text in each column, so that the table fits the width."""
    wanted: list[int] = []
    for end in ends:
        width = int(end * length) - sum(wanted)
        if width < 4:
            raise OptionError(
                "summary: {length} characters are too few for the table. Use a greater "
                "line_length.",
                length=length,
            )
        wanted.append(width)
    room = length - len(wanted) - 1  # lines between and around the columns
    widths = [min(width + 2, room) for width in wanted]  # a space on both sides
    excess = sum(widths) - room
    if excess > 0:
        # Take the same from each; earlier columns get what rounding leaves.
        for index, left in enumerate(range(len(widths), 0, -1)):
            cut = min(widths[index], round(excess / left))
            widths[index] -= cut
            excess -= cut
    else:
        missing, shares = -excess, sum(widths)
        for index, width in enumerate(list(widths)):
            added = math.ceil(width * missing / shares)
            widths[index] += added
            missing -= added
            shares -= width
    if min(widths) < 4:
        raise OptionError(
            "summary: {length} characters are too few for the table. Use a greater "
            "line_length.",
            length=length,
        )
    return [width - 2 for width in widths]


def _table(columns: list[_Column], rows: list[list[str]]) -> list[str]:
    lines = [_rule(columns, "┏━┳┓")]
    lines += _row(columns, [column.title for column in columns], "┃", at_bottom=True)
    lines.append(_rule(columns, "┡━╇┩"))
    for position, row in enumerate(rows):
        if position:
            lines.append(_rule(columns, "├─┼┤"))
        lines += _row(columns, row, "│")
    lines.append(_rule(columns, "└─┴┘"))
    return lines


def _rule(columns: list[_Column], signs: str) -> str:
    left, line, cross, right = list(signs)
    return left + cross.join(line * (c.width + 2) for c in columns) + right


def _row(
    columns: list[_Column], texts: list[str], edge: str, *, at_bottom: bool = False
) -> list[str]:
    cells = [
        [_aligned(line, column) for line in _broken(text, column.width)]
        for column, text in zip(columns, texts, strict=True)
    ]
    height = max(len(lines) for lines in cells)
    for lines, column in zip(cells, columns, strict=True):
        missing = [" " * column.width] * (height - len(lines))
        lines[:] = [*missing, *lines] if at_bottom else [*lines, *missing]
    return [
        edge + edge.join(f" {part} " for part in parts) + edge
        for parts in zip(*cells, strict=True)
    ]


def _broken(text: str, width: int) -> list[str]:
    """Break a text between words; words that are too long are not broken."""
    lines: list[str] = []
    for given in text.split("\n"):
        start, used = 0, 0
        for match in re.finditer(r"\s*\S+\s*", given):
            word = match.group()
            fits = _cells(word.rstrip()) <= width - used
            if fits:
                used += _cells(word)
                continue
            if match.start() and (used or _cells(word.rstrip()) > width):
                lines.append(given[start : match.start()])
                start = match.start()
            used = _cells(word)
        lines.append(given[start:])
    return lines


def _aligned(text: str, column: _Column) -> str:
    """Return a line with exactly the width of the column, cut with … if need be."""
    width = column.width
    if column.alignment == "left":
        # Spaces after the last word count only where they fit.
        spare = len(text) - len(text.rstrip())
        text = text[: len(text) - min(spare, max(0, len(text) - width))]
    else:
        text = text.rstrip()
    if _cells(text) > width:
        text = _cut(text, width - 1) + "…"
    missing = width - _cells(text)
    before = {"left": 0, "center": missing // 2, "right": missing}[column.alignment]
    return " " * before + text + " " * (missing - before)


def _cut(text: str, width: int) -> str:
    used = 0
    for position, sign in enumerate(text):
        size = _cells(sign)
        if used + size > width:
            # A sign of double width that does not fit leaves a gap.
            return text[:position] + " " * (width - used)
        used += size
    return text


def _cells(text: str) -> int:
    """Return how many places of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(sign) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(sign) in "WF"
        else 1
        for sign in text
    )
