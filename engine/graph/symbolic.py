"""Symbolic tensors and nodes: what calling a layer on a symbol leaves behind.

A `Node` is one *call* of a layer, never the layer: a layer called twice is one set of
weights and two nodes. Layers know nothing of the nodes they appear in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, WeakSet

from engine.errors import GraphError
from engine.graph.structure import flatten, map_structure
from engine.naming import auto_name
from engine.types import Array, Shape, as_shape

if TYPE_CHECKING:
    from engine.layers.layer import Layer

_order = count()
# Weak on both sides: neither a layer nor its calls live longer for being listed here.
_calls: WeakKeyDictionary[Layer, WeakSet[Node]] = WeakKeyDictionary()


class KerasTensor:
    """A tensor without values: the promise of what a node will give.

    Parameters
    ----------
    shape : sequence of int or None
        Shape with the batch axis.
    dtype : str, default="float32"
        Dtype.
    name : str, optional
        Name; automatic when missing.
    """

    __array_ufunc__ = None  # NumPy must not take a symbol apart

    def __init__(
        self, shape: Any, dtype: str = "float32", name: str | None = None
    ) -> None:
        self.shape: Shape = as_shape(shape)
        self.dtype = dtype
        self.name = name or auto_name("keras_tensor")
        self.node: Node | None = None
        self.index = 0
        self.mask: KerasTensor | None = None
        """What says which steps count, if that is known; comes with the tensor."""

    @property
    def ndim(self) -> int:
        """Number of axes, with the batch axis."""
        return len(self.shape)

    @property
    def producer(self) -> Node:
        """The node that gives this tensor."""
        if self.node is None:
            raise GraphError(
                'Tensor "{name}" does not come from a layer. '
                "Start the graph with keras.Input(shape=...).",
                name=self.name,
            )
        return self.node

    def __array__(self, *_: Any, **__: Any) -> Array:
        raise GraphError(
            'Tensor "{name}" of shape {shape} is symbolic and has no values. '
            "Build a Model and call predict to get numbers.",
            name=self.name,
            shape=self.shape,
        )

    def __bool__(self) -> bool:
        raise GraphError(
            'Tensor "{name}" is symbolic: Python cannot branch on its values.',
            name=self.name,
        )

    def __iter__(self) -> Any:
        raise GraphError(
            'Tensor "{name}" is symbolic: Python cannot loop over it.', name=self.name
        )

    def __len__(self) -> int:
        raise GraphError(
            'Tensor "{name}" of shape {shape} is symbolic: it has no length. Read the '
            "sizes of its shape.",
            name=self.name,
            shape=self.shape,
        )

    # ---------------------------------------------------------- arithmetic

    def __add__(self, other: Any) -> Any:
        return _operate("add", self, other)

    def __radd__(self, other: Any) -> Any:
        return _operate("add", other, self)

    def __sub__(self, other: Any) -> Any:
        return _operate("subtract", self, other)

    def __rsub__(self, other: Any) -> Any:
        return _operate("subtract", other, self)

    def __mul__(self, other: Any) -> Any:
        return _operate("multiply", self, other)

    def __rmul__(self, other: Any) -> Any:
        return _operate("multiply", other, self)

    def __truediv__(self, other: Any) -> Any:
        return _operate("true_divide", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _operate("true_divide", other, self)

    def __floordiv__(self, other: Any) -> Any:
        return _operate("floor_divide", self, other)

    def __rfloordiv__(self, other: Any) -> Any:
        return _operate("floor_divide", other, self)

    def __mod__(self, other: Any) -> Any:
        return _operate("mod", self, other)

    def __rmod__(self, other: Any) -> Any:
        return _operate("mod", other, self)

    def __matmul__(self, other: Any) -> Any:
        return _operate("matmul", self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return _operate("matmul", other, self)

    def __pow__(self, other: Any) -> Any:
        return _operate("power", self, other)

    def __rpow__(self, other: Any) -> Any:
        return _operate("power", other, self)

    def __neg__(self) -> Any:
        return _operate("negative", self)

    def __abs__(self) -> Any:
        return _operate("absolute", self)

    def __round__(self, ndigits: int | None = None) -> Any:
        return _operate("round", self, ndigits or 0)

    def __lt__(self, other: Any) -> Any:
        return _operate("less", self, other)

    def __le__(self, other: Any) -> Any:
        return _operate("less_equal", self, other)

    def __gt__(self, other: Any) -> Any:
        return _operate("greater", self, other)

    def __ge__(self, other: Any) -> Any:
        return _operate("greater_equal", self, other)

    def __ne__(self, other: object) -> Any:
        # As in Keras; == stays identity, so that symbols can stand in sets.
        return _operate("not_equal", self, other)

    def __and__(self, other: Any) -> Any:
        return _operate("logical_and", self, other)

    def __rand__(self, other: Any) -> Any:
        return _operate("logical_and", other, self)

    def __or__(self, other: Any) -> Any:
        return _operate("logical_or", self, other)

    def __ror__(self, other: Any) -> Any:
        return _operate("logical_or", other, self)

    def __xor__(self, other: Any) -> Any:
        return _operate("logical_xor", self, other)

    def __rxor__(self, other: Any) -> Any:
        return _operate("logical_xor", other, self)

    def __invert__(self) -> Any:
        return _operate("logical_not", self)

    def __getitem__(self, key: Any) -> Any:
        return _operate("get_item", self, key)

    def reshape(self, newshape: Any) -> Any:
        """Return the tensor in another shape."""
        return _operate("reshape", self, newshape)

    def squeeze(self, axis: Any = None) -> Any:
        """Return the tensor without axes of size 1."""
        return _operate("squeeze", self, axis)

    def __repr__(self) -> str:
        return (
            f"<KerasTensor shape={self.shape}, dtype={self.dtype}, "
            f"sparse=False, ragged=False, name={self.name}>"
        )


# The operations lie above this module: they hand themselves in when they are loaded.
_operations: dict[str, Callable[..., Any]] = {}


def use_operations(functions: dict[str, Callable[..., Any]]) -> None:
    """Make arithmetic on symbols call these functions.

    Parameters
    ----------
    functions : dict
        By Keras' names: ``"add"``, ``"get_item"``, ...
    """
    _operations.update(functions)


def _operate(name: str, *args: Any) -> Any:
    return _operations[name](*args)


@dataclass
class Call:
    """What a layer was called with.

    Attributes
    ----------
    args, kwargs : tuple, dict
        The arguments as they were written, for files.
    inputs : tensor, or list or dict of tensors
        The tensors that the layer computes with; see ``Layer.arrange_call``.
    options : dict
        What is no tensor.
    mask : tensor, or list of tensors, optional
        Mask that was handed in instead of the one that comes with the inputs.
    """

    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    inputs: Any = None
    options: dict[str, Any] = field(default_factory=dict)
    mask: Any = None

    def map(self, function: Callable[[Any], Any]) -> Call:
        """Return the call with `function` applied to every leaf of its arguments."""
        return Call(
            map_structure(function, self.args),
            map_structure(function, self.kwargs),
            map_structure(function, self.inputs),
            self.options,
            map_structure(function, self.mask),
        )


class Node:
    """One call of a layer.

    Parameters
    ----------
    layer : Layer
        The layer called.
    call : Call
        What it was called with; without tensors for an Input.
    outputs : list of KerasTensor
        What the call gives; each is told that this node is its producer.

    Attributes
    ----------
    inputs : list of KerasTensor
        All tensors of the arguments, in the order in which they were written.
    order : int
        Grows from call to call: files and summaries number the calls of a layer by it.
    """

    def __init__(self, layer: Layer, call: Call, outputs: list[KerasTensor]) -> None:
        self.order = next(_order)
        self.layer = layer
        self.call = call
        self.inputs: list[KerasTensor] = [
            leaf
            for leaf in flatten([call.args, call.kwargs])
            if isinstance(leaf, KerasTensor)
        ]
        self.outputs = outputs
        for index, tensor in enumerate(outputs):
            tensor.node = self
            tensor.index = index
        _calls.setdefault(layer, WeakSet()).add(self)

    @property
    def is_input(self) -> bool:
        """Whether this is the node of an Input."""
        return not self.inputs

    @property
    def parents(self) -> list[Node]:
        """Nodes that give the inputs, in order, with repetitions."""
        return [tensor.producer for tensor in self.inputs]

    def __repr__(self) -> str:
        return f"<Node layer={self.layer.name}>"


def call_at(layer: Layer, index: int) -> Node:
    """Return one of the calls of a layer that are still in use, for ``layer.output``.

    Parameters
    ----------
    layer : Layer
        The layer.
    index : int
        Which call, counted from 0 in the order of time.

    Raises
    ------
    AttributeError
        If there is none at all, as in Keras.
    GraphError
        If there are not so many.
    """
    calls = sorted(_calls.get(layer, ()), key=lambda node: node.order)
    if not calls:
        raise AttributeError(
            f"{layer.where()}: has no input or output yet. Call it on a tensor first."
        )
    if not 0 <= index < len(calls):
        raise GraphError(
            "{where}: was called {count} times; there is no call {index}. Calls are "
            "counted from 0.",
            where=layer.where(),
            count=len(calls),
            index=index,
        )
    return calls[index]


def is_symbolic(structure: Any) -> bool:
    """Whether any leaf is a `KerasTensor`."""
    return any(isinstance(leaf, KerasTensor) for leaf in flatten(structure))


def shapes_of(structure: Any) -> Any:
    """Return the same structure with shapes in place of tensors or arrays."""
    return map_structure(lambda leaf: as_shape(leaf.shape), structure)
