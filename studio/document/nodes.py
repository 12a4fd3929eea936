"""Types of nodes: Input, Output and all layers of the engine, as their options say.

This is where the program asks what can stand on the canvas. No reader of it knows any
layer by name.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import engine.layers
import engine.losses
import engine.metrics  # noqa: F401 - these three fill the registries
from engine.errors import EngineError
from engine.graph.structure import flatten
from engine.graph.symbolic import KerasTensor
from engine.layers.layer import Layer
from engine.options import (
    REQUIRED,
    Configurable,
    DType,
    Kind,
    Option,
    ShapeOption,
    option,
    register_kind,
)
from engine.registry import LAYERS, LOSSES, METRICS, snake_case
from engine.types import Json

INPUT = "Input"
OUTPUT = "Output"


LossName = Annotated[str, "loss"]
"""Annotation of an option that is the name of a loss."""
MetricNames = Annotated[tuple[str, ...], "metrics"]
"""Annotation of an option that is a list of names of metrics."""


def _loss_name(value: object) -> str:
    return snake_case(LOSSES.name_of(str(value)))


def _metric_names(value: object) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else value
    if not isinstance(names, list | tuple):
        raise ValueError("must be a list of names of metrics")
    return tuple(
        str(name) if name in SHORT_METRICS else snake_case(METRICS.name_of(str(name)))
        for name in names
    )


SHORT_METRICS = ("accuracy",)
"""Names that Keras resolves by the shapes of labels and predictions."""

register_kind(
    LossName,
    Kind("loss", _loss_name, names=lambda: tuple(snake_case(n) for n in LOSSES)),
)
register_kind(
    MetricNames,
    Kind(
        "metrics",
        _metric_names,
        serialize=list,
        source=lambda names: repr(list(names)),
        short=list,
        names=lambda: (
            *SHORT_METRICS,
            *(
                snake_case(name)
                for name, cls in METRICS.items()
                if snake_case(name) not in SHORT_METRICS
                # Mean averages values; it cannot compare targets and predictions.
                and "y_true" in inspect.signature(cls.update_state).parameters
                # By its name alone: without options, for one number.
                and cls.is_single
                and not any(option.is_required for option in cls.options.values())
            ),
        ),
    ),
)


class InputNode(Configurable):
    """Entry of the model: the shape of one sample and the data it reads."""

    category: ClassVar[str] = "Inputs & outputs"

    shape: ShapeOption = option(
        doc="Shape of one sample, without the batch size.", suggest=[4]
    )
    dtype: DType = option(default="float32", doc="Type of the numbers.")


class OutputNode(Configurable):
    """Exit of the model: what is predicted, and how it is judged."""

    category: ClassVar[str] = "Inputs & outputs"

    loss: LossName = option(
        default="mean_squared_error", doc="What training makes small."
    )
    loss_weight: float = option(
        default=1.0, doc="Share of this output in the total loss.", min=0.0
    )
    metrics: MetricNames = option(
        default=(), doc="What is measured beside the loss, such as accuracy."
    )
    from_logits: bool = option(
        default=False,
        doc="Whether the output is raw scores, without sigmoid or softmax.",
        advanced=True,
    )


@dataclass(frozen=True)
class NodeType:
    """What the program knows about a type of node.

    Attributes
    ----------
    name : str
        Type name, such as ``"Dense"``.
    category : str
        Group in the palette.
    doc : str
        First paragraph of the class' docstring, one line.
    options : mapping
        Declared options, without the name of the layer.
    min_inputs : int
        Number of input ports at least.
    max_inputs : int or None
        Number of input ports at most; None is any number.
    outputs : int
        Number of output ports with default options.
    is_known : bool
        False for a type from a file that this program does not have.
    """

    name: str
    category: str
    doc: str
    options: Mapping[str, Option]
    min_inputs: int
    max_inputs: int | None
    outputs: int = 1
    is_known: bool = True

    @property
    def default_name(self) -> str:
        """First choice for the name of a new node."""
        return snake_case(self.name)

    @property
    def family(self) -> str:
        """Family that gives the colour: the category, but exits have their own."""
        return "Outputs" if self.outputs == 0 else self.category

    @property
    def is_layer(self) -> bool:
        """Whether it is a layer of the engine (not Input, Output or unknown)."""
        return self.is_known and self.name not in (INPUT, OUTPUT)

    @property
    def can_be_placed(self) -> bool:
        """Whether a new node can be made without asking for anything first."""
        return not any(
            opt.default is REQUIRED and opt.suggest is None
            for opt in self.options.values()
        )

    def suggested_options(self) -> dict[str, Json]:
        """Return values for the required options, for a new node."""
        return {
            name: opt.suggest
            for name, opt in self.options.items()
            if opt.default is REQUIRED and opt.suggest is not None
        }


CATEGORIES = (
    "Inputs & outputs",
    "Core",
    "Recurrent",
    "Convolution",
    "Pooling",
    "Attention",
    "Merge",
    "Normalization",
    "Regularization",
    "Activation",
    "Reshaping",
    "Preprocessing",
)
"""Known groups of the palette in their order; others follow by name."""


def node_types() -> list[NodeType]:
    """Return all types that can be placed, in the order of the palette."""
    types = [node_type(INPUT), node_type(OUTPUT)]
    layers = [
        node_type(name)
        for name, cls in LAYERS.items()
        if cls.stands_alone and name != "InputLayer"
    ]
    types += [kind for kind in layers if kind.can_be_placed]
    rank = {category: i for i, category in enumerate(CATEGORIES)}
    return sorted(types, key=lambda t: (rank.get(t.category, len(rank)), t.category))


def node_type(name: str) -> NodeType:
    """Return what is known about a type; unknown ones get a placeholder."""
    if name == INPUT:
        return _special(InputNode, INPUT, 0, 0, 1)
    if name == OUTPUT:
        return _special(OutputNode, OUTPUT, 1, 1, 0)
    if name not in LAYERS or name not in dict(LAYERS.items()):
        return NodeType(
            name,
            "Unknown",
            "A layer that this version does not have.",
            {},
            0,
            None,
            is_known=False,
        )
    cls: type[Layer] = LAYERS.get(name)
    options = {k: v for k, v in cls.options.items() if k != "name"}
    return NodeType(
        name,
        cls.category,
        first_paragraph(cls),
        options,
        cls.min_inputs,
        cls.max_inputs,
    )


def _special(
    cls: type[Configurable], name: str, low: int, high: int, outputs: int
) -> NodeType:
    category: str = cls.category  # type: ignore[attr-defined]
    return NodeType(
        name, category, first_paragraph(cls), cls.options, low, high, outputs
    )


def first_paragraph(cls: type) -> str:
    """Return the first paragraph of a docstring as one line, without markup."""
    doc = inspect.getdoc(cls) or ""
    return " ".join(doc.split("\n\n")[0].split()).replace("``", "")


def make_layer(type_name: str, name: str, options: Mapping[str, Json]) -> Layer:
    """Make the engine's layer for a node.

    Raises
    ------
    EngineError
        If an option is wrong; the text names it.
    """
    layer: Layer = LAYERS.get(type_name)(name=name, **options)
    return layer


def call_arguments(
    type_name: str, inputs: Sequence[Any]
) -> tuple[list[Any], dict[str, Any]]:
    """Return the arguments of a call of a layer; see ``Layer.arguments_of``."""
    cls: type[Layer] = LAYERS.get(type_name)
    return cls.arguments_of(inputs)


def call_layer(layer: Layer, tensors: Sequence[KerasTensor]) -> list[KerasTensor]:
    """Call a layer on the tensors at its ports; return what it gives.

    Raises
    ------
    EngineError
        If they do not fit.
    """
    args, kwargs = layer.arguments_of(tensors)
    return flatten(layer(*args, **kwargs))


def check_option(
    type_name: str, name: str, option_name: str, value: Json
) -> str | None:
    """Return why `value` cannot be the option, as a text, or None if it can.

    Parameters
    ----------
    type_name, name : str
        Type and name of the node, for the message.
    option_name : str
        Name of the option.
    value : JSON value
        The value in question.
    """
    declared = node_type(type_name).options.get(option_name)
    if declared is None:
        return None
    try:
        declared.convert(value, f'{type_name} "{name}"')
    except EngineError as error:
        return str(error)
    return None
