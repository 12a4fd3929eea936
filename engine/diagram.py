"""Diagrams of models in Keras' look: plain data, Graphviz text, pictures.

A `Diagram` is plain: boxes with texts, frames around boxes, arrows. It can be made of a
model (`diagram_of`) or by a program from what a user has drawn so far, and be drawn by
Graphviz (`to_dot`, `write_picture`) or by other means.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Literal

import pydot

from engine.activations import Activation
from engine.errors import FileError, NotBuiltError, OptionError, UnsupportedError
from engine.graph.structure import map_structure, unpack_single
from engine.graph.symbolic import KerasTensor
from engine.layers.input_layer import InputLayer
from engine.layers.layer import Layer
from engine.models import Functional, Model, Sequential
from engine.saving.atomic import write_atomically
from engine.summary import class_title

PICTURE_FORMATS = ("png", "svg", "pdf", "jpg", "gif", "ps", "eps")
"""Endings of files that the program `dot` draws."""

_GRAPHVIZ_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "{}|\\"})

Color = Literal["black", "white", "forestgreen", "firebrick"]


@dataclass(frozen=True)
class Cell:
    """A field of a box.

    Attributes
    ----------
    text : str
        Shown before `strong`, in normal weight.
    strong : str
        Shown in bold.
    after : str
        Shown after `strong`, in normal weight.
    background : str
        Color; the text is white unless this is white.
    is_wide : bool
        Whether the cell is as wide as the box.
    """

    text: str
    strong: str
    after: str = ""
    background: Color = "white"
    is_wide: bool = False


@dataclass(frozen=True)
class Box:
    """A layer of a diagram; what is None is not known and shown as ``?``.

    Attributes
    ----------
    id : str
        Any text that no other box has; edges name it.
    class_name, name : str
        Class and name of the layer.
    input_shape, output_shape : tuple, list or dict of tuple, or None
        Shapes with the batch axis.
    activation : str or None
        Name of the activation; None if the layer has none.
    dtype : str, list or dict of str, or None
        Dtype of the output.
    trainable : bool or None
        None if the layer has no weights.
    is_input : bool
        Whether the box stands for an Input, which has no input shape.
    """

    id: str
    class_name: str
    name: str
    input_shape: Any = None
    output_shape: Any = None
    activation: str | None = None
    dtype: Any = None
    trainable: bool | None = None
    is_input: bool = False


@dataclass(frozen=True)
class Frame:
    """A dashed frame with a title around the boxes of an inner model."""

    title: str
    items: tuple[Box | Frame, ...]


@dataclass(frozen=True)
class Look:
    """What is shown and how; the options of Keras' ``plot_model``.

    Attributes
    ----------
    show_shapes, show_dtype, show_layer_names : bool
        Show shapes, dtypes, names of layers.
    show_layer_activations, show_trainable : bool
        Show activations, and whether layers are trained.
    rankdir : str
        Direction from inputs to outputs: ``"TB"``, ``"LR"``, ``"BT"`` or ``"RL"``.
    dpi : int
        Resolution of pictures.
    splines : str
        How Graphviz draws arrows: ``"ortho"``, ``"spline"``, ``"polyline"``, ...
    """

    show_shapes: bool = False
    show_dtype: bool = False
    show_layer_names: bool = True
    show_layer_activations: bool = False
    show_trainable: bool = False
    rankdir: str = "TB"
    dpi: int = 200
    splines: str = "ortho"

    def __post_init__(self) -> None:
        if self.rankdir not in ("TB", "LR", "BT", "RL"):
            raise OptionError(
                'plot_model: rankdir must be "TB", "LR", "BT" or "RL". '
                "Received {value!r}.",
                value=self.rankdir,
            )
        if not re.fullmatch(r"[a-z]+", str(self.splines)):
            raise OptionError(
                'plot_model: splines must be a word such as "ortho". '
                "Received {value!r}.",
                value=self.splines,
            )
        if not 1 <= self.dpi <= 2400:
            raise OptionError(
                "plot_model: dpi must lie between 1 and 2400. Received {value!r}.",
                value=self.dpi,
            )


@dataclass(frozen=True)
class Diagram:
    """Boxes and arrows.

    Attributes
    ----------
    items : tuple of Box or Frame
        What is drawn, in order.
    edges : tuple of (str, str)
        Arrows from box to box, by id; those with unknown ends are left out.
    look : Look
        What is shown of the boxes.
    """

    items: tuple[Box | Frame, ...]
    edges: tuple[tuple[str, str], ...] = ()
    look: Look = field(default_factory=Look)

    def boxes(self) -> list[Box]:
        """Return all boxes, also those in frames."""
        return list(_boxes(self.items))

    def cells(self, box: Box) -> list[list[Cell]]:
        """Return what is shown of a box: rows of cells, the first one is the title."""
        return _cells(box, self.look)


def _boxes(items: tuple[Box | Frame, ...]) -> Iterator[Box]:
    for item in items:
        if isinstance(item, Frame):
            yield from _boxes(item.items)
        else:
            yield item


def _cells(box: Box, look: Look) -> list[list[Cell]]:
    if look.show_layer_names:
        title = Cell("", box.name, f" ({box.class_name})", "black", is_wide=True)
    else:
        title = Cell("", box.class_name, background="black", is_wide=True)
    rows = [[title]]
    if look.show_layer_activations and box.activation is not None:
        rows.append([Cell("Activation: ", box.activation, is_wide=True)])
    last: list[Cell] = []
    if look.show_shapes:
        if not box.is_input:
            last.append(Cell("Input shape: ", _shape_text(box.input_shape)))
        last.append(Cell("Output shape: ", _shape_text(box.output_shape)))
    if look.show_dtype:
        last.append(Cell("Output dtype: ", str(box.dtype or "?")))
    if look.show_trainable and box.trainable is not None:
        last.append(
            Cell("", "Trainable", background="forestgreen")
            if box.trainable
            else Cell("", "Non-trainable", background="firebrick")
        )
    if last:
        rows.append(last)
    return rows


def _shape_text(shape: Any) -> str:
    if shape is None:
        return "?"
    if isinstance(shape, dict):
        return ", ".join(f"{name}: {part}" for name, part in shape.items())
    return str(shape)


# --------------------------------------------------------------- of a model


def diagram_of(
    model: Model,
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = True,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int = 200,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
) -> Diagram:
    """Return the diagram of a model.

    Parameters
    ----------
    model : Model
        A model whose shapes are known.
    show_shapes, show_dtype, show_layer_names, rankdir, dpi, splines
        See `Look`.
    expand_nested : bool, default=False
        Draw the layers of inner models, in a frame.
    show_layer_activations, show_trainable
        See `Look`.

    Raises
    ------
    NotBuiltError
        If the model has no input shape yet.
    """
    if not model.built:
        raise NotBuiltError(
            "{where}: cannot be drawn before its shapes are known. Begin with "
            "keras.Input(shape=...) or call build(input_shape).",
            where=model.where(),
        )
    look = Look(
        show_shapes,
        show_dtype,
        show_layer_names,
        show_layer_activations,
        show_trainable,
        rankdir,
        dpi,
        splines,
    )
    items, edges = _content(model, expand_nested)
    return Diagram(items, tuple(dict.fromkeys(edges)), look)


def _content(
    model: Model, expands: bool
) -> tuple[tuple[Box | Frame, ...], list[tuple[str, str]]]:
    if not isinstance(model, Functional):
        return (_box(model, model),), []  # what its method call does is not drawn
    items: list[Box | Frame] = []
    edges: list[tuple[str, str]] = []
    layers = model.layers
    if not isinstance(model, Sequential):
        layers = model.operations
    shown = {id(layer) for layer in layers}
    for layer in layers:
        if expands and isinstance(layer, Functional):
            inner, inner_edges = _content(layer, expands)
            items.append(Frame(layer.name, inner))
            edges += inner_edges
        else:
            items.append(_box(layer, model))
    for layer in layers:
        for node in model.network.nodes_of(layer):
            if model.network.is_end(node):
                continue
            for position, tensor in enumerate(node.inputs):
                if id(tensor.producer.layer) not in shown:
                    continue  # the Input of a Sequential has no box
                source = _producing_layer(tensor) if expands else tensor.producer.layer
                target = _receiving_layer(layer, position) if expands else layer
                edges.append((str(id(source)), str(id(target))))
    return tuple(items), edges


def _producing_layer(tensor: KerasTensor) -> Layer:
    """Return the layer within inner models that gives a tensor."""
    layer = tensor.producer.layer
    while isinstance(layer, Functional):
        tensor = layer.outputs[tensor.index]
        layer = tensor.producer.layer
    return layer


def _receiving_layer(layer: Layer, position: int) -> Layer:
    """Return the layer within inner models that gets an input."""
    while isinstance(layer, Functional):
        if isinstance(layer, Sequential):
            layer = layer.layers[0]
        else:
            layer = layer.inputs[position].producer.layer
    return layer


def _box(layer: Layer, model: Model) -> Box:
    inputs: Any
    outputs: Any
    if isinstance(layer, Functional) or layer is model:
        assert isinstance(layer, Model)
        inputs, outputs = layer.input, layer.output
        class_name = class_title(layer)
    else:
        # A shared layer shows its first call, with all tensors it got, as in Keras.
        node = model.network.nodes_of(layer)[0]
        inputs = unpack_single(list(node.inputs)) if node.inputs else None
        outputs = node.outputs[0] if len(node.outputs) == 1 else list(node.outputs)
        class_name = type(layer).__name__
    has_weights = bool(layer.weights)
    return Box(
        id=str(id(layer)),
        class_name=class_name,
        name=layer.name,
        input_shape=None if inputs is None else map_structure(_shape, inputs),
        output_shape=map_structure(_shape, outputs),
        activation=_activation(layer),
        dtype=map_structure(lambda tensor: tensor.dtype, outputs),
        trainable=layer.trainable if has_weights else None,
        is_input=isinstance(layer, InputLayer),
    )


def _shape(tensor: KerasTensor) -> Any:
    return tensor.shape


def _activation(layer: Layer) -> str | None:
    option = layer.options.get("activation")
    if option is None or option.kind.name != "activation":
        return None
    value: Activation | None = layer.activation  # type: ignore[attr-defined]
    return "linear" if value is None else value.name


# ---------------------------------------------------------------- Graphviz


def to_dot(diagram: Diagram) -> pydot.Dot:
    """Return a diagram as a Graphviz graph.

    Names of layers only stand in escaped labels; the nodes are called ``n0``, ``n1``,
    ..., because neither pydot nor Graphviz takes every text for a name.
    """
    look = diagram.look
    graph = pydot.Dot()
    graph.set("rankdir", look.rankdir)
    graph.set("concentrate", "true")
    graph.set("dpi", str(look.dpi))
    graph.set("splines", look.splines)
    graph.set_node_defaults(shape="record")
    _add_content(graph, diagram)
    return graph


def _add_content(graph: pydot.Graph, diagram: Diagram) -> None:
    names: dict[str, str] = {}
    _add_items(graph, diagram.items, diagram.look, names, count())
    for source, target in dict.fromkeys(diagram.edges):
        if source in names and target in names:
            edge = pydot.Edge(names[source], names[target])
            edge.set("penwidth", "2")
            graph.add_edge(edge)


def _add_items(
    graph: pydot.Graph,
    items: tuple[Box | Frame, ...],
    look: Look,
    names: dict[str, str],
    numbers: Iterator[int],
) -> None:
    for item in items:
        if isinstance(item, Frame):
            frame: Any = _frame(f"f{next(numbers)}", item.title)
            graph.add_subgraph(frame)
            _add_items(frame, item.items, look, names, numbers)
            continue
        if item.id in names:
            continue  # a layer that an inner model shares is drawn once
        names[item.id] = f"n{len(names)}"
        node = pydot.Node(names[item.id], label=_label(item, look))
        node.set("fontname", "Helvetica")
        node.set("border", "0")
        node.set("margin", "0")
        graph.add_node(node)


def _frame(name: str, title: str) -> pydot.Cluster:
    frame = pydot.Cluster(name, style="dashed")
    frame.set("label", f"<{_escaped(title) or ' '}>")
    frame.set("labeljust", "l")
    return frame


def _label(box: Box, look: Look) -> str:
    rows = _cells(box, look)
    width = max(1, 2 * look.show_shapes + look.show_dtype + look.show_trainable)
    table = '<<table border="0" cellborder="1" bgcolor="black" cellpadding="10">'
    for position, row in enumerate(rows):
        table += "<tr>"
        for cell in row:
            span = f' colspan="{width}"' if cell.is_wide else ""
            size = 14 if position else 16
            color = "" if cell.background == "white" else ' color="white"'
            strong = f"<b>{_escaped(cell.strong)}</b>" if cell.strong else ""
            table += (
                f'<td{span} bgcolor="{cell.background}">'
                f'<font point-size="{size}"{color}>'
                f"{_escaped(cell.text)}{strong}{_escaped(cell.after)}"
                "</font></td>"
            )
        table += "</tr>"
    return table + "</table>>"


def _escaped(text: str) -> str:
    """Return a text for an HTML label; signs that XML does not know become U+FFFD."""
    allowed = "".join(
        sign if sign.isprintable() else " " if sign.isspace() else "\ufffd"
        for sign in text
    )
    # Graphviz takes braces, bars and backslashes for its own, even within HTML.
    return html.escape(allowed, quote=False).translate(_GRAPHVIZ_SIGNS)


def has_dot() -> bool:
    """Whether the program `dot` of Graphviz is installed."""
    return shutil.which("dot") is not None


def picture(diagram: Diagram, format: str = "png") -> bytes:
    """Return a diagram as a picture drawn by the program `dot`.

    Parameters
    ----------
    diagram : Diagram
        What to draw.
    format : str, default="png"
        One of `PICTURE_FORMATS`.

    Raises
    ------
    UnsupportedError
        If the format is not known, or `dot` is missing or fails.
    """
    if format not in PICTURE_FORMATS:
        raise UnsupportedError(
            "plot_model: there is no picture format {format!r}. Use one of {formats}, "
            "or .dot.",
            format=format,
            formats=", ".join(f".{name}" for name in PICTURE_FORMATS),
        )
    program = shutil.which("dot")
    if program is None:
        raise UnsupportedError(
            "plot_model: the program dot of Graphviz is missing. Install graphviz "
            "(apt install graphviz, dnf install graphviz, brew install graphviz, or "
            "https://graphviz.org/download), or write a .dot file."
        )
    try:
        result = subprocess.run(
            [program, f"-T{format}"],
            input=to_dot(diagram).to_string().encode("utf-8", "replace"),
            capture_output=True,
            timeout=120,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnsupportedError(
            "plot_model: the program dot of Graphviz did not finish ({reason}). Write "
            "a .dot file, or try splines='line'.",
            reason=error,
        ) from error
    if result.returncode or not result.stdout:
        raise UnsupportedError(
            "plot_model: the program dot of Graphviz failed: {reason} Write a .dot "
            "file instead.",
            reason=result.stderr.decode("utf-8", "replace").strip()[:500],
        )
    return result.stdout


def write_picture(diagram: Diagram, path: str | os.PathLike[str]) -> None:
    """Write a diagram to a file; the ending says whether as text or as a picture.

    Parameters
    ----------
    diagram : Diagram
        What to draw.
    path : path
        File ending in ``.dot``, ``.gv`` or one of `PICTURE_FORMATS`; ``.png`` is added
        if it has no ending.

    Raises
    ------
    FileError
        If the file cannot be written.
    UnsupportedError
        If the picture cannot be drawn.
    """
    target = Path(path)
    if not target.name:
        raise FileError("plot_model: give a file name such as model.png.")
    ending = target.suffix.lower().lstrip(".")
    if not ending:
        ending = "png"
        target = target.with_name(f"{target.name}.png")
    if ending in ("dot", "gv"):
        text = to_dot(diagram).to_string()
        write_atomically(target, text.encode("utf-8", "replace"))
    else:
        write_atomically(target, picture(diagram, ending))


def model_to_dot(
    model: Model,
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = True,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int = 200,
    subgraph: bool = False,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
    **kwargs: Any,
) -> pydot.Dot | pydot.Cluster:
    """Return a model as a Graphviz graph; arguments as in Keras, see `diagram_of`.

    Parameters
    ----------
    model : Model
        A model whose shapes are known.
    show_shapes, show_dtype, show_layer_names, rankdir, expand_nested, dpi
        See `diagram_of`.
    subgraph : bool, default=False
        Return a frame to be put into another graph.
    show_layer_activations, show_trainable, splines
        See `diagram_of`.
    **kwargs : object
        Nothing: for the error text of options that Keras has dropped.
    """
    _refuse(kwargs)
    diagram = diagram_of(
        model,
        show_shapes=show_shapes,
        show_dtype=show_dtype,
        show_layer_names=show_layer_names,
        rankdir=rankdir,
        expand_nested=expand_nested,
        dpi=dpi,
        show_layer_activations=show_layer_activations,
        show_trainable=show_trainable,
        splines=splines,
    )
    if not subgraph:
        return to_dot(diagram)
    frame = _frame("model", model.name)
    _add_content(frame, diagram)
    return frame


def plot_model(
    model: Model,
    to_file: str | os.PathLike[str] = "model.png",
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = False,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int = 200,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
    **kwargs: Any,
) -> None:
    """Draw a model to a file; arguments as in Keras, see `diagram_of`.

    Parameters
    ----------
    model : Model
        A model whose shapes are known.
    to_file : path, default="model.png"
        File to write; see `write_picture`.
    show_shapes, show_dtype, show_layer_names, rankdir, expand_nested, dpi
        See `diagram_of`.
    show_layer_activations, show_trainable, splines
        See `diagram_of`.
    **kwargs : object
        Nothing: for the error text of options that Keras has dropped.
    """
    _refuse(kwargs)
    diagram = diagram_of(
        model,
        show_shapes=show_shapes,
        show_dtype=show_dtype,
        show_layer_names=show_layer_names,
        rankdir=rankdir,
        expand_nested=expand_nested,
        dpi=dpi,
        show_layer_activations=show_layer_activations,
        show_trainable=show_trainable,
        splines=splines,
    )
    write_picture(diagram, to_file)


def _refuse(kwargs: dict[str, Any]) -> None:
    if kwargs.pop("layer_range", None) is not None:
        raise OptionError(
            "plot_model: layer_range is no longer supported, as in Keras 3. "
            "summary() still has it."
        )
    if kwargs:
        raise OptionError(
            "plot_model: there is no option {names}.", names=", ".join(kwargs)
        )
