"""Layers that only say how to compute, with `call`: run, traced, derived.

A layer written the Keras way has a method `call` that uses `engine.ops` and other
layers. Its gradient comes from autograd; a layer within it is one step of the trace,
with the gradient of its own.
"""

from __future__ import annotations

import functools
import inspect
import threading
import weakref
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from autograd.extend import defvjp_argnums, primitive

from engine.autodiff import (
    assignments,
    current,
    differentiate,
    is_traced,
    plain_errors,
    untraced,
)
from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.graph.context import Context, Gradients
from engine.graph.structure import flatten, is_nested, map_structure, pack_as
from engine.graph.symbolic import is_symbolic
from engine.naming import name_scope
from engine.parameters import Variable
from engine.random import generator
from engine.types import Array

if TYPE_CHECKING:
    from engine.layers.layer import Layer

ARGUMENTS = "tensor arguments"
"""Key of the names of arguments in `Context.call_options`, if there are several."""
_SIZES = (2, 3)
"""Batch sizes, and sizes of other open axes, that shapes are worked out with."""


class Scope:
    """What layers called within a `call` take over from the call around them.

    Attributes
    ----------
    layer : Layer
        The outer layer.
    context : Context
        Of its call.
    losses : list
        What `Layer.add_loss` was given.
    """

    def __init__(self, layer: Layer, context: Context) -> None:
        self.layer = layer
        self.context = context
        self.losses: list[Any] = []
        self._count = 0
        # Arrays cannot carry masks: they are found by identity, and kept alive for it.
        self._masks: dict[int, tuple[Any, Any]] = {}

    def mask_of(self, tensor: Any) -> Any:
        """Return the mask that came with a tensor, None if there was none."""
        return self._masks.get(id(tensor), (None, None))[1]

    def remember(self, tensors: Any, masks: Any) -> None:
        """Keep the masks of what a layer gave."""
        leaves = flatten(tensors)
        given = flatten(masks) if is_nested(masks) else [masks] * len(leaves)
        for tensor, mask in zip(leaves, given, strict=False):
            if mask is not None:
                self._masks[id(tensor)] = (tensor, mask)

    def next_call(self, layer: Layer, inputs: Any, options: dict[str, Any]) -> _Call:
        """Return the call of a layer that comes next, the same at every pass.

        So its memory is the same at every pass, too.
        """
        calls: list[_Call] = self.context.child("calls", list)
        number, self._count = self._count, self._count + 1
        if number < len(calls) and calls[number].is_of(layer, inputs):
            calls[number].context.call_options = options
            return calls[number]
        del calls[number:]
        calls.append(_Call(layer, self, inputs, options))
        return calls[number]

    def check_new(self, inner: Layer) -> None:
        """Raise if a layer that was just built is made anew at every call."""
        if not inner.weights:
            return
        known = _parts.get(self.layer) or _all_within(self.layer)
        if not any(one is inner for one in known):
            raise UnsupportedError(
                "{where}: its method call makes a {inner}, whose weights would be new "
                "at every call and never be trained. Make it in __init__, as in "
                "self.part = {inner}(...), and call that.",
                where=self.layer.where(),
                inner=type(inner).__name__,
            )

    def check_new_weight(self, owner: Layer, name: str | None) -> None:
        """Raise if a weight is declared by a `call` that has run before."""
        if owner is self.layer and owner in _parts:
            raise UnsupportedError(
                '{where}: its method call declares the weight "{name}" at every call. '
                "Declare weights in build, as in self.w = self.add_weight(...).",
                where=owner.where(),
                name=name or "variable",
            )


_parts: weakref.WeakKeyDictionary[Layer, list[Layer]] = weakref.WeakKeyDictionary()
"""The layers within a layer as they were when its `call` had run for the first time."""


def _all_within(layer: Layer) -> list[Layer]:
    return [part for one in layer.sublayers for part in (one, *_all_within(one))]


class _Scopes(threading.local):
    def __init__(self) -> None:
        self.stack: list[Scope] = []


_scopes = _Scopes()


def scope() -> Scope | None:
    """Return the scope of the `call` that is running in this thread, if one is."""
    return _scopes.stack[-1] if _scopes.stack else None


# --------------------------------------------------------------- arguments


class ByArgument(dict[str, Any]):
    """Shapes of several tensor arguments, by the names of these."""


def by_argument(shapes: Any, options: Mapping[str, Any]) -> Any:
    """Return shapes of a call; as `ByArgument` if it has several tensor arguments."""
    return ByArgument(shapes) if ARGUMENTS in options else shapes


def with_shapes(method: Callable[..., Any], shapes: Any) -> Any:
    """Call `build` or `compute_output_shape` as Keras does.

    Of several tensor arguments each has its own, such as ``a_shape``, if the method
    takes more than one; else it gets the shape of the first.
    """
    if not isinstance(shapes, ByArgument):
        return method(shapes)
    named = _shapes_by_name(method, shapes)
    return method(next(iter(shapes.values()))) if named is None else method(**named)


def _shapes_by_name(
    method: Callable[..., Any], shapes: ByArgument
) -> dict[str, Any] | None:
    taken = inspect.signature(method).parameters
    if len(taken) == 1:
        return None
    return {f"{k}_shape": v for k, v in shapes.items() if f"{k}_shape" in taken}


def build_config(layer: Layer, shapes: Any) -> dict[str, Any]:
    """Return the shapes that a layer was built for as Keras writes them."""
    if not isinstance(shapes, ByArgument):
        return {"input_shape": shapes}
    named = _shapes_by_name(layer.build, shapes)
    if named is None:
        return {"input_shape": next(iter(shapes.values()))}
    return {"shapes_dict": named}


def arrange(
    layer: Layer, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[Any, dict[str, Any]]:
    """Return inputs and options of a call, by the signature of the layer's `call`.

    Raises
    ------
    OptionError
        If the arguments do not fit it.
    """
    signature = _signature(type(layer).call)
    extra = {}
    if "training" in kwargs and "training" not in signature.parameters:
        extra["training"] = kwargs["training"]
        kwargs = {k: v for k, v in kwargs.items() if k != "training"}
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError as error:
        raise OptionError(
            "{where}: was called with arguments that its method call{signature} does "
            "not take: {reason}.",
            where=layer.where(),
            signature=signature,
            reason=error,
        ) from error
    given = _by_name(bound)
    if not given:
        raise ShapeError(
            '{layer} "{name}": call it with an input.',
            layer=type(layer).__name__,
            name=layer.name,
        )
    first = next(iter(given))
    tensors = [
        name for name, value in given.items() if name == first or _holds_tensor(value)
    ]
    options = {k: v for k, v in given.items() if k not in tensors} | extra
    if len(tensors) == 1:
        return given[first], options
    return {name: given[name] for name in tensors}, {**options, ARGUMENTS: tensors}


def arguments_by_name(
    function: Callable[..., Any],
    owner: Any,
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the arguments of a method by their names, its owner first."""
    return _by_name(inspect.signature(function).bind(owner, *args, **kwargs))


@functools.lru_cache(maxsize=1000)
def _signature(function: Callable[..., Any]) -> inspect.Signature:
    """Return the signature of a method without its owner."""
    full = inspect.signature(function)
    return full.replace(parameters=list(full.parameters.values())[1:])


def _by_name(bound: inspect.BoundArguments) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, value in bound.arguments.items():
        kind = bound.signature.parameters[name].kind
        if kind is inspect.Parameter.VAR_KEYWORD:
            given.update(value)
        elif kind is inspect.Parameter.VAR_POSITIONAL:
            given.update({f"{name}{i}": v for i, v in enumerate(value)})
        else:
            given[name] = value
    return given


def _holds_tensor(value: Any) -> bool:
    return is_symbolic(value) or any(
        isinstance(leaf, np.ndarray) or is_traced(leaf) for leaf in flatten(value)
    )


def _invoke(layer: Layer, x: Any, ctx: Context) -> Any:
    """Call `call` with the arguments that it takes."""
    signature = _signature(type(layer).call)
    options = dict(ctx.call_options)
    names = options.pop(ARGUMENTS, None)
    options = {k: v for k, v in options.items() if k in signature.parameters} | (
        {}
        if names is None
        else {name: x[name] for name in names if name in signature.parameters}
    )
    if "training" in signature.parameters:
        options["training"] = ctx.training
    if "mask" in signature.parameters and "mask" not in options:
        options["mask"] = ctx.mask
    return layer.call(**options) if names else layer.call(x, **options)


# ------------------------------------------------------ forward, backward


def call_forward(layer: Layer, x: Any, ctx: Context) -> Any:
    """Run `call`, traced if anybody needs the gradient; see ``Layer.forward``."""
    inner = Scope(layer, ctx)
    leaves = flatten(x)
    masks = ctx.mask if is_nested(ctx.mask) else [ctx.mask] * len(leaves)
    structure: list[Any] = []

    def compute(values: Any) -> list[Any]:
        inner.remember(values, masks)
        _scopes.stack.append(inner)
        try:
            with name_scope(layer, layer.name):
                result = _invoke(layer, pack_as(x, values), ctx)
        finally:
            _scopes.stack.pop()
        if layer not in _parts:
            _parts[layer] = _all_within(layer)
        structure[:] = [map_structure(current, result)]
        results = flatten(structure[0])
        for result in results:
            _check_result(layer, result)
        return results

    if ctx.gradients is None and not any(ctx.input_wanted):
        # Copies: for tensors of Keras "x += 1" makes a new one.
        with assignments():
            outputs = [np.asarray(v) for v in compute([np.array(v) for v in leaves])]
        ctx.penalty += sum(float(loss) for loss in inner.losses)
        return pack_as(structure[0], outputs)

    derived = [i for i, leaf in enumerate(leaves) if leaf.dtype.kind == "f"]
    variables = _wanted(layer, ctx)

    def function(boxes: list[Any]) -> list[Any]:
        values: list[Any] = [
            None if i in derived else np.array(v) for i, v in enumerate(leaves)
        ]
        for position, box in zip(derived, boxes, strict=True):
            values[position] = box
        return [*compute(values), *(current(loss) for loss in inner.losses)]

    with plain_errors(layer.where()), assignments():
        results, pull_back = differentiate(
            function, [leaves[position] for position in derived], variables
        )
    count = len(flatten(structure[0]))
    losses = results[count:]
    ctx.penalty += sum(float(loss) for loss in losses)
    ctx.save(
        where=layer.where(),
        pull_back=pull_back,
        variables=variables,
        derived=derived,
        inputs=len(leaves),
        losses=losses,
    )
    return pack_as(structure[0], results[:count])


def call_backward(dy: Any, ctx: Context) -> list[Any]:
    """Derive what `call_forward` has run; see ``Layer.backward``."""
    derived = ctx["derived"]
    ones = [np.ones_like(loss) for loss in ctx["losses"]]
    with plain_errors(ctx["where"]):
        found = ctx["pull_back"]([*flatten(dy), *ones])
    for variable, gradient in zip(ctx["variables"], found[len(derived) :], strict=True):
        if (target := ctx.gradient(variable)) is not None:
            np.copyto(target, gradient, casting="same_kind")
    dx: list[Any] = [None] * ctx["inputs"]
    for position, gradient in zip(derived, found, strict=False):
        dx[position] = gradient
    return dx


def _check_result(layer: Layer, result: Any) -> None:
    if is_traced(result) or np.asarray(result).dtype.kind in "biuf":
        return
    raise UnsupportedError(
        "{where}: its method call must return a tensor, or a list, tuple or dict of "
        "tensors. Received {received}. End it with a return of what it has computed.",
        where=layer.where(),
        received=f"array of {result.dtype}"
        if isinstance(result, np.ndarray)
        else type(result).__name__,
    )


def _wanted(layer: Layer, ctx: Context) -> list[Variable]:
    gradients = ctx.gradients
    if gradients is None:
        return []
    found: list[Variable] = ctx.child(
        "wanted", lambda: [v for v in layer.trainable_weights if gradients.wants(v)]
    )
    return found


# ----------------------------------------------------- layers within layers


def call_within(
    layer: Layer, outer: Scope, inputs: Any, options: dict[str, Any], mask: Any
) -> Any:
    """Run a layer that is called by the `call` of another.

    Parameters
    ----------
    layer : Layer
        The inner layer, built.
    outer : Scope
        The scope of the outer one.
    inputs : ndarray, box, or list or dict of such
        Its inputs.
    options : dict
        Further arguments of its call.
    mask : ndarray or list, optional
        A mask that was handed in.
    """
    leaves = flatten(inputs)
    call = outer.next_call(layer, inputs, options)
    context, variables = call.context, call.variables
    context.penalty = 0.0
    context.input_wanted = [is_traced(leaf) for leaf in leaves]
    asked = options.get("training")
    context.training = outer.context.training if asked is None else bool(asked)
    if mask is None:
        given = [outer.mask_of(leaf) for leaf in leaves]
        mask = given if is_nested(inputs) else given[0]
        if is_nested(mask) and all(one is None for one in mask):
            mask = None
    context.mask = mask
    if any(context.input_wanted) or variables:
        boxes = _step(call, *leaves, *(v.traced for v in variables))
        outputs = [boxes[i] for i in range(len(flatten(call.structure)))]
    else:
        outputs = [
            y.copy() if any(np.may_share_memory(y, x) for x in leaves) else y
            for y in call.run(leaves)
        ]
    outer.context.penalty += context.penalty
    result = pack_as(call.structure, outputs)
    outer.remember(result, call.mask)
    return result


class _Call:
    """One call of a layer as a step of a trace."""

    def __init__(
        self, layer: Layer, outer: Scope, inputs: Any, options: dict[str, Any]
    ) -> None:
        self.layer = layer
        self.variables = [v for v in layer.trainable_weights if v.traced is not None]
        gradients = Gradients(
            self.variables, [np.empty_like(v.value) for v in self.variables]
        )
        rng = outer.context.child(
            f"generator of {id(layer)}",
            lambda: layer.make_generator(int(outer.context.rng.integers(0, 2**31))),
        )
        self.context = Context(rng, gradients, len(flatten(inputs)), options)
        self.structure: Any = None
        self.mask: Any = None
        self._inputs = map_structure(lambda _: None, inputs)

    def is_of(self, layer: Layer, inputs: Any) -> bool:
        """Whether this is a call of a layer on inputs of such a structure."""
        return self.layer is layer and self._inputs == map_structure(
            lambda _: None, inputs
        )

    def run(self, leaves: list[Any]) -> tuple[Any, ...]:
        def cast(leaf: Any) -> Array:
            array = np.asarray(leaf)
            dtype = self.layer.cast_for(array.dtype.name)
            return array if dtype is None else array.astype(dtype)

        x = pack_as(self._inputs, [cast(leaf) for leaf in leaves])
        y = self.layer.run(x, self.context)
        self.mask = self.layer.mask_after(x, self.context)
        self.structure = y
        return tuple(flatten(y))

    def derive(self, dys: Any) -> list[Any]:
        gradients = self.context.gradients
        assert gradients is not None
        gradients.begin()
        outputs = flatten(self.structure)
        given = [
            np.zeros_like(y) if dy is None else np.asarray(dy, y.dtype)
            for dy, y in zip(dys, outputs, strict=True)
        ]
        dx = self.layer.run_back(pack_as(self.structure, given), self.context)
        gradients.collect()
        gradients.finish()
        parts = list(dx) if isinstance(dx, list | tuple) else [dx]
        return [*parts, *(gradients[v] for v in self.variables)]


@primitive  # type: ignore[untyped-decorator]
def _step(call: _Call, *values: Any) -> tuple[Any, ...]:
    return call.run(list(values[: len(values) - len(call.variables)]))


def _derive_step(argnums: Any, ans: Any, args: Any, kwargs: Any) -> Any:
    del ans, kwargs

    def pull_back(dys: Any) -> list[Any]:
        found = args[0].derive(dys)
        return [
            np.zeros_like(args[i]) if found[i - 1] is None else np.array(found[i - 1])
            for i in argnums
        ]

    return pull_back


defvjp_argnums(_step, _derive_step)


class _Base:
    """The layer of the engine that a layer with a `call` of its own extends."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._class: Any = next(
            cls
            for cls in type(layer).__mro__
            if "forward" in vars(cls) and not vars(cls).get("has_call")
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._layer, name)

    def run(self, x: Any, ctx: Context) -> Any:
        return self._class.forward(self._layer, x, ctx)

    def run_back(self, dy: Any, ctx: Context) -> Any:
        return self._class.backward(self._layer, dy, ctx)

    def arrange(self, args: Any, kwargs: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        arranged = self._class.arrange_call(self._layer, *args, **kwargs)
        return arranged[0], arranged[1]


def call_base(
    layer: Layer, outer: Scope, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """Run what a layer extends, from within its own `call`.

    Parameters
    ----------
    layer : Layer
        A layer with a `call` whose base has a `forward`.
    outer : Scope
        The scope of that `call`.
    args, kwargs : object
        What ``super().call`` was given.
    """
    base: Any = outer.context.child("base", lambda: _Base(layer))
    mask = kwargs.pop("mask", None)
    inputs, options = base.arrange(args, kwargs)
    inputs = map_structure(as_value, inputs)
    return call_within(base, outer, inputs, options, mask)


# ------------------------------------------------------------------ shapes


def infer_outputs(layer: Layer, shapes: Any, dtypes: Any, options: Any) -> Any:
    """Return what a `call` gives, worked out by running it on zeros twice.

    Parameters
    ----------
    layer : Layer
        A layer with `call`.
    shapes : structure of tuple
        Input shapes; open axes are None.
    dtypes : structure of str
        Their dtypes.
    options : dict
        Further arguments of the call.

    Returns
    -------
    structure of (shape, dtype)
        Axes that differ between the runs are open.
    """
    leaf_shapes, leaf_dtypes = shapes, flatten(dtypes)
    results = []
    for size in _SIZES:
        zeros = [
            np.zeros([size if d is None else d for d in shape], dtype)
            for shape, dtype in zip(leaf_shapes, leaf_dtypes, strict=True)
        ]
        context = Context(generator(0), None, len(zeros), options)
        context.input_wanted = [False] * len(zeros)
        # Zeros may be divided by; what is counted counts real calls only.
        with np.errstate(all="ignore"), assignments(undone=True):
            results.append(call_forward(layer, pack_as(dtypes, zeros), context))

    def join(first: Array, second: Array) -> tuple[tuple[int | None, ...], str]:
        shape = tuple(
            a if a == b else None
            for a, b in zip(first.shape, second.shape, strict=True)
        )
        return shape, first.dtype.name

    seconds = iter(flatten(results[1]))
    return map_structure(
        lambda first: Inferred(*join(first, next(seconds))), results[0]
    )


def as_value(leaf: Any) -> Any:
    """Return a tensor of a call within a call: an array, or a box of one."""
    value = current(leaf)
    return value if is_traced(value) else np.asarray(value)


class Inferred:
    """Shape and dtype of one output."""

    def __init__(self, shape: tuple[int | None, ...], dtype: str) -> None:
        self.shape = shape
        self.dtype = dtype


def value_in(loss: Any) -> Any:
    """Return a loss that `add_loss` was given as a scalar that can be derived."""
    value = current(loss)
    if np.ndim(untraced(value)):
        return value.mean()
    return value
