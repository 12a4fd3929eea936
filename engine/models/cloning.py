"""``clone_model``: the same layers once more, with new weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine import optimizers
from engine.errors import GraphError, OptionError
from engine.graph.structure import flatten, map_structure
from engine.graph.symbolic import KerasTensor, Node
from engine.layers.input_layer import Input
from engine.layers.layer import Layer
from engine.metrics import Metric
from engine.models.functional import Functional
from engine.models.model import Model
from engine.models.sequential import Sequential
from engine.ops.operation import Operation

CloneFunction = Callable[[Any], Any]


def clone_model(
    model: Model,
    input_tensors: Any = None,
    clone_function: CloneFunction | None = None,
    call_function: Callable[..., Any] | None = None,
    recursive: bool = False,
) -> Model:
    """Return a model of new layers with new weights, compiled like the one given.

    Parameters
    ----------
    model : Model
        What is copied.
    input_tensors : KerasTensor or structure of them, optional
        What the new model begins with; new Inputs when missing.
    clone_function : callable, optional
        Takes a layer and returns the one that stands for it; copies it with its config
        when missing.
    call_function : callable, optional
        Takes a new layer and the arguments of its call, and returns the result; calls
        the layer when missing. Not for a `Sequential`.
    recursive : bool, default=False
        Whether inner models are copied layer by layer, with the same functions.

    Raises
    ------
    OptionError
        If an argument has no meaning for this model.

    References
    ----------
    .. [1] ``keras.models.clone_model``.
    """
    for name, function in (
        ("clone_function", clone_function),
        ("call_function", call_function),
    ):
        if function is not None and not callable(function):
            raise OptionError(
                "clone_model: {name} must be a function. Received {received!r}.",
                name=name,
                received=function,
            )
    if not isinstance(model, Functional):
        if input_tensors is None and clone_function is None and call_function is None:
            return _recompiled(model, _copied(model))
        raise OptionError(
            "clone_model: input_tensors, clone_function and call_function are for "
            "models of a graph, and {cls} computes in its method call.",
            cls=type(model).__name__,
        )
    if isinstance(model, Sequential) and call_function is not None:
        raise OptionError(
            "clone_model: call_function is for models made of inputs and outputs. The "
            "layers of a Sequential are not called one by one: use clone_function."
        )
    cloner = _Cloner(clone_function, call_function, recursive)
    return cloner.clone(model, input_tensors)


class _Cloner:
    """Copies models; a layer that occurs twice is copied once."""

    def __init__(
        self,
        clone_function: CloneFunction | None,
        call_function: Callable[..., Any] | None,
        recursive: bool,
    ) -> None:
        self._function = clone_function or _copied
        self._call = call_function
        self._recursive = recursive
        self._copies: dict[int, Any] = {}

    def clone(self, model: Functional, input_tensors: Any = None) -> Model:
        made: Model
        if isinstance(model, Sequential):
            made = self._chain(model, input_tensors)
        else:
            made = self._graph(model, input_tensors)
        return _recompiled(model, made)

    def _chain(self, model: Sequential, input_tensors: Any) -> Sequential:
        layers = [self._layer(layer) for layer in model.layers]
        given = flatten(input_tensors) if input_tensors is not None else []
        if len(given) > 1 or not all(isinstance(t, KerasTensor) for t in given):
            raise _not_symbolic(input_tensors)
        if given:
            begin = Input(batch_shape=given[0].shape, dtype=given[0].dtype)
            layers.insert(0, begin)
        elif model.built:
            layers.insert(0, _new_input(model.inputs[0]))
        return Sequential(layers, name=model.name, trainable=model.trainable)

    def _graph(self, model: Functional, input_tensors: Any) -> Functional:
        network = model.network
        inputs = input_tensors
        if inputs is None:
            inputs = map_structure(_new_input, network.input_structure)
        leaves = flatten(inputs)
        if not all(isinstance(leaf, KerasTensor) for leaf in leaves):
            raise _not_symbolic(inputs)
        if len(leaves) != len(network.inputs):
            raise GraphError(
                "clone_model: the model has {count} inputs. Received {received} "
                "input_tensors.",
                count=len(network.inputs),
                received=len(leaves),
            )
        known = {
            id(tensor): leaf
            for tensor, leaf in zip(network.inputs, leaves, strict=True)
        }
        for node in network.nodes:
            if network.is_end(node):
                continue
            results = self._called(node, known)
            for tensor, result in zip(node.outputs, results, strict=True):
                known[id(tensor)] = result
        outputs = map_structure(lambda t: known[id(t)], network.output_structure)
        is_plain = type(model).__init__ is Functional.__init__
        cls = type(model) if is_plain else Functional
        return cls(inputs, outputs, name=model.name, trainable=model.trainable)

    def _called(self, node: Node, known: dict[int, KerasTensor]) -> list[Any]:
        def replaced(leaf: Any) -> Any:
            return known[id(leaf)] if isinstance(leaf, KerasTensor) else leaf

        layer = self._layer(node.layer)
        args = map_structure(replaced, node.call.args)
        kwargs = map_structure(replaced, node.call.kwargs)
        if self._call is None:
            return flatten(layer(*args, **kwargs))
        return flatten(self._call(layer, *args, **kwargs))

    def _layer(self, layer: Layer) -> Any:
        if isinstance(layer, Operation):
            return layer  # arithmetic: nothing of it is to be new
        if id(layer) not in self._copies:
            if self._recursive and isinstance(layer, Functional):
                copy: Any = self.clone(layer)
            else:
                copy = self._function(layer)
            if not isinstance(copy, Layer):
                raise OptionError(
                    "clone_model: clone_function must return a layer. "
                    "Received {received!r} for {layer}.",
                    received=copy,
                    layer=layer.where(),
                )
            self._copies[id(layer)] = copy
        return self._copies[id(layer)]


def _copied(layer: Any) -> Any:
    return type(layer).from_config(layer.get_config())


def _new_input(tensor: KerasTensor) -> KerasTensor:
    name = tensor.producer.layer.name
    return Input(batch_shape=tensor.shape, dtype=tensor.dtype, name=name)


def _not_symbolic(given: Any) -> GraphError:
    return GraphError(
        "clone_model: input_tensors must be symbolic, as keras.Input(shape=...) gives "
        "them, one for each input. Received {received!r}.",
        received=given,
    )


def _recompiled(model: Model, copy: Model) -> Model:
    """Compile a copy with an optimizer and metrics of its own."""
    if model.optimizer is not None and not copy.compiled:
        arguments = map_structure(_fresh, model.compile_arguments)
        optimizer = optimizers.deserialize(optimizers.serialize(model.optimizer))
        copy.compile(optimizer=optimizer, **arguments)
    return copy


def _fresh(value: Any) -> Any:
    return _copied(value) if isinstance(value, Metric) else value
