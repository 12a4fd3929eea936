"""Checks for layers, shipped so that people who write their own can use them.

`check_gradient` compares a gradient with a central difference along a random direction
in float64; it notices an error of 0.1 %. `check_layer` does so for the inputs and all
weights of a layer, and checks the rest of the contract that every layer keeps.

References
----------
.. [1] Chainer's ``gradient_check.check_backward`` has the idea of the one random
   direction with its components kept away from zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.graph.context import Context, Gradients
from engine.graph.structure import flatten, flatten_shapes, map_structure
from engine.layers.layer import Example, Layer
from engine.random import generator
from engine.registry import LAYERS
from engine.types import Array


class CheckFailedError(AssertionError):
    """A contract is broken."""


def random_direction(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Return a unit vector of `shape` with no component near zero."""
    size = max(1, int(np.prod(shape)))
    v = rng.standard_normal(shape)
    floor = 0.1 / np.sqrt(size)
    v = np.where(np.abs(v) < floor, np.where(v < 0, -floor, floor), v)
    return np.asarray(v / np.sqrt(np.sum(v * v)))


def check_gradient(
    function: Callable[[Array], float],
    point: Array,
    gradient: Array,
    rng: np.random.Generator,
    *,
    what: str = "gradient",
    eps: float = 1e-6,
    rtol: float = 1e-5,
    atol: float = 1e-8,
) -> None:
    """Compare a gradient with a central difference along one random direction.

    Parameters
    ----------
    function : callable
        Scalar function of an array of the shape of `point`.
    point : ndarray, float64
        Where to check.
    gradient : ndarray
        The claimed gradient of `function` at `point`.
    rng : numpy.random.Generator
        Source of the direction.
    what : str
        Name for the message.
    eps : float
        Step.
    rtol, atol : float
        Allowed relative and absolute difference.

    Raises
    ------
    CheckFailedError
        If they differ.
    """
    direction = random_direction(point.shape, rng)
    ahead = function(point + eps * direction)
    behind = function(point - eps * direction)
    expected = (ahead - behind) / (2 * eps)
    received = float(np.sum(gradient * direction))
    if not abs(expected - received) <= atol + rtol * max(abs(expected), abs(received)):
        raise CheckFailedError(
            f"{what}: the difference quotient is {expected:.10g}, "
            f"the gradient gives {received:.10g}"
        )


def example_inputs(
    example: Example, batch: int, rng: np.random.Generator
) -> list[Array]:
    """Return random float64 (or integer) inputs for an example of a layer."""
    if example.integer_inputs:
        return [
            rng.integers(0, example.integer_inputs, (batch, *shape)).astype(np.int32)
            for shape in example.input_shapes
        ]
    return [rng.standard_normal((batch, *shape)) for shape in example.input_shapes]


def check_layer(
    make: Callable[..., Layer],
    example: Example,
    *,
    seed: int = 0,
    batch: int = 3,
    mask: Any = None,
    training: bool = False,
) -> None:
    """Check the contract of a layer for one example.

    Symbolic shape equals real shape; inputs and upstream gradients are not written to;
    gradients of all inputs and weights agree with difference quotients; the config
    makes an equal layer; a smaller batch after a larger one gives the same rows.

    Parameters
    ----------
    make : callable
        The class of the layer.
    example : Example
        Options and input shapes.
    seed : int
        Seed of all random numbers.
    batch : int
        Batch size.
    mask : ndarray of bool or list of (ndarray or None), optional
        Mask of the input; a list for layers with several inputs.
    training : bool
        Mode of the pass.

    Raises
    ------
    CheckFailedError
        With the name of what does not hold.
    """
    rng = generator(seed)
    layer = make(**_in_float64(make, example.options))
    inputs = example_inputs(example, batch, rng)
    is_list = len(inputs) > 1 or layer.min_inputs > 1
    argument: Any = list(inputs) if is_list else inputs[0]
    shapes: Any = [(None, *s) for s in example.input_shapes]
    shapes = shapes if is_list else shapes[0]
    claimed = layer.compute_output_shape(shapes)
    layer.ensure_built(shapes)
    for variable in layer.weights:  # away from the zeros that hide errors
        variable.assign(variable.value + 0.1 * rng.standard_normal(variable.shape))
    trainable = layer.trainable_weights
    gradients = Gradients(trainable, [np.empty_like(v.value) for v in trainable])
    context = Context(layer.make_generator(1), gradients, len(inputs))
    context.training = training
    context.mask = mask

    def forward(ctx: Context = context) -> list[Array]:
        ctx.rng = layer.make_generator(1)  # the same random numbers at every pass
        result = layer.forward(argument, ctx)
        return [np.asarray(y) for y in flatten(result)]

    before = [array.copy() for array in inputs]
    outputs = [y.copy() for y in forward()]
    where = f"{type(layer).__name__}({dict(example.options)})"
    claims = flatten_shapes(claimed)
    if len(claims) != len(outputs):
        raise CheckFailedError(
            f"{where}: gives {len(outputs)} outputs, but claims {len(claims)}"
        )
    for y, claim in zip(outputs, claims, strict=True):
        fits = len(y.shape) == len(claim) and all(
            d is None or d == size for d, size in zip(claim, y.shape, strict=True)
        )
        if not fits:
            raise CheckFailedError(f"{where}: shape {y.shape}, but claims {claim}")
    dys = [rng.standard_normal(y.shape) for y in outputs]
    dys_before = [dy.copy() for dy in dys]
    gradients.begin()
    dx = layer.backward(dys if isinstance(claimed, list) else dys[0], context)
    gradients.collect()
    gradients.finish()
    for array, old in zip([*inputs, *dys], [*before, *dys_before], strict=True):
        if not np.array_equal(array, old):
            raise CheckFailedError(f"{where}: writes into an array it was given")
    written = [np.array(gradients[v]) for v in trainable]
    returned = [None if d is None else np.array(d) for d in flatten(dx)]

    def loss() -> float:
        return sum(float(np.sum(y * dy)) for y, dy in zip(forward(), dys, strict=True))

    for variable, dw in zip(trainable, written, strict=True):

        def by_weight(w: Array, variable: Any = variable) -> float:
            old = variable.numpy()
            variable.assign(w)
            value = loss()
            variable.assign(old)
            return value

        check_gradient(
            by_weight, variable.numpy(), dw, rng, what=f"{where}: {variable.name}"
        )
    for position, array in enumerate(inputs):
        if array.dtype.kind != "f" or not layer.has_input_gradient:
            continue
        claimed_dx = returned[position]
        if claimed_dx is None:
            raise CheckFailedError(f"{where}: no gradient of input {position}")

        def by_input(x: Array, array: Array = array) -> float:
            old = array.copy()
            array[...] = x
            value = loss()
            array[...] = old
            return value

        check_gradient(
            by_input, array.copy(), claimed_dx, rng, what=f"{where}: input {position}"
        )
    twin = type(layer).from_config(layer.get_config())
    if twin.get_config() != layer.get_config():
        raise CheckFailedError(f"{where}: from_config(get_config()) differs")
    if not training:
        _check_small_batch(layer, argument, context, mask, outputs, where)


def _in_float64(make: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options with the dtype float64, also for layers that are options."""

    def converted(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [converted(item) for item in value]
        if not isinstance(value, Mapping):
            return value
        inner = LAYERS.get(value["class_name"])
        return {**value, "config": _in_float64(inner, value["config"])}

    changed = {
        name: converted(value)
        if name in make.options and make.options[name].kind.name in ("layer", "layers")
        else value
        for name, value in options.items()
    }
    return {**changed, "dtype": "float64"}


def _check_small_batch(
    layer: Layer,
    argument: Any,
    context: Context,
    mask: Any,
    outputs: list[Array],
    where: str,
) -> None:
    """One row after a whole batch, in the same context, gives the same row."""

    def first_row(value: Any) -> Any:
        return map_structure(lambda a: None if a is None else a[:1], value)

    context.mask = first_row(mask)
    alone = flatten(layer.forward(first_row(argument), context))
    for y, one in zip(outputs, alone, strict=True):
        if not np.allclose(one, y[:1], rtol=1e-10, atol=1e-12):
            raise CheckFailedError(f"{where}: one row alone gives other values")
