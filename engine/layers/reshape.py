"""The same numbers in another shape."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import Ints, option
from engine.types import Array


def _check_target(shape: tuple[int, ...]) -> str | None:
    if any(size < 1 and size != -1 for size in shape):
        return Text("must hold sizes of at least 1, or -1 for the one to be worked out")
    if shape.count(-1) > 1:
        return Text("can leave only one size open with -1")
    return None


class Reshape(Layer):
    """Put the numbers of a sample into another shape, in the same order.

    Input shape: ``(n, ...)``. Output shape: ``(n, *target_shape)``.

    References
    ----------
    .. [1] ``keras.layers.Reshape``.
    """

    category: ClassVar[str] = "Core"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"target_shape": (3, 4)}, ((12,),)),
        Example({"target_shape": (-1, 2)}, ((3, 4),)),
        Example({"target_shape": (6,)}, ((2, 3),), integer_inputs=5),
    )
    casts_inputs = False

    target_shape: Ints = option(
        doc="Shape of one sample of the output; one size can be -1 and is worked out.",
        suggest=(-1,),
        check=_check_target,
        formerly=("dims",),
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Work out the open size and compare the numbers of elements."""
        sizes = input_shape[1:]
        target = self.target_shape
        if None in sizes:
            open_shape = tuple(None if size == -1 else size for size in target)
            return (input_shape[0], *open_shape)
        count = math.prod(sizes)
        known = math.prod(size for size in target if size != -1)
        if -1 in target and count % known == 0:
            filled = tuple(count // known if size == -1 else size for size in target)
            return (input_shape[0], *filled)
        if count != known:
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
        return (input_shape[0], *target)

    def compute_output_dtype(self, input_dtype: Any) -> str:
        """Return the dtype of the input."""
        return str(input_dtype)

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return `x` in the new shape."""
        ctx.save(shape=x.shape)
        return x.reshape(x.shape[0], *self.target_shape)

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Return `dy` in the old shape."""
        shape: tuple[int, ...] = ctx["shape"]
        return dy.reshape(shape)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return 0: numbers only move."""
        del input_shape
        return 0
