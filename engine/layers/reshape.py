"""The same numbers in another shape."""

from __future__ import annotations

import math
from typing import Annotated, Any, ClassVar

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import Kind, option, register_kind
from engine.types import Array, Shape


def _as_target(value: Any) -> Shape:
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        value = (value,)
    whole = isinstance(value, list | tuple | np.ndarray) and all(
        size is None
        or (isinstance(size, int | np.integer) and not isinstance(size, bool))
        for size in value
    )
    if not whole:
        raise ValueError("must be a tuple of whole numbers such as (32, 10)")
    return tuple(None if size is None else int(size) for size in value)


def _check_target(shape: Shape) -> str | None:
    if any(size is not None and size < 1 and size != -1 for size in shape):
        return Text("must hold sizes of at least 1, or -1 for the one to be worked out")
    if shape.count(-1) + shape.count(None) > 1:
        return Text("can leave only one size open with -1")
    return None


Target = Annotated[tuple[int | None, ...], "target shape"]
register_kind(Target, Kind("ints", _as_target, serialize=list, short=list))


class Reshape(Layer):
    """Put the numbers of a sample into another shape, in the same order.

    Input shape: ``(n, ...)``. Output shape: ``(n, *target_shape)``.

    References
    ----------
    .. [1] ``keras.layers.Reshape``.
    """

    category: ClassVar[str] = "Reshaping"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"target_shape": (3, 4)}, ((12,),)),
        Example({"target_shape": (-1, 2)}, ((3, 4),)),
        Example({"target_shape": ()}, ((1, 1),)),
        Example({"target_shape": (6,)}, ((2, 3),), integer_inputs=5),
    )
    keeps_integers = True

    target_shape: Target = option(
        doc="Shape of one sample of the output; one size can be -1 and is worked out.",
        suggest=(-1,),
        check=_check_target,
        formerly=("dims",),
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Work out the open size and compare the numbers of elements."""
        sizes, target = input_shape[1:], self.target_shape
        if None not in sizes:
            filled = self._filled(input_shape)
            if None not in target:  # as in Keras, None stays open
                return (input_shape[0], *filled)
        open_shape = tuple(None if size == -1 else size for size in target)
        return (input_shape[0], *open_shape)

    def _filled(self, input_shape: Any) -> tuple[int, ...]:
        """Return the shape of a sample of the output for a known input."""
        target = tuple(-1 if size is None else size for size in self.target_shape)
        count = math.prod(input_shape[1:])
        known = math.prod(size for size in target if size != -1)
        if -1 in target and count % known == 0:
            return tuple(count // known if size == -1 else size for size in target)
        if -1 in target or count != known:
            raise ShapeError(
                "{where}: {count} numbers a sample do not fit target_shape {target}, "
                "which {takes}. Received shape {shape}. {advice}",
                where=self.where(),
                count=count,
                target=target,
                takes=Text("takes a multiple of {count}", count=known)
                if -1 in target
                else Text("takes {count}", count=known),
                shape=tuple(input_shape),
                advice=Text("Choose sizes whose product is {count}.", count=count),
            )
        return target

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return `x` in the new shape."""
        ctx.save(shape=x.shape)
        return x.reshape(x.shape[0], *self._filled(x.shape))

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Return `dy` in the old shape."""
        shape: tuple[int, ...] = ctx["shape"]
        return dy.reshape(shape)
