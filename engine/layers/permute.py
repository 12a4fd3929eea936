"""Axes in another order."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import Text
from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import Ints, option
from engine.types import Array


def _check_dims(dims: tuple[int, ...]) -> str | None:
    if sorted(dims) != list(range(1, len(dims) + 1)):
        return Text("must hold each of 1, 2, ... once, such as (2, 1)")
    return None


class Permute(Layer):
    """Put the axes of a sample into another order.

    Input shape: ``(n, ...)``. Output shape: ``(n, ...)`` with the sizes in the new
    order.

    References
    ----------
    .. [1] ``keras.layers.Permute``.
    """

    category: ClassVar[str] = "Reshaping"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"dims": (2, 1)}, ((3, 2),)),
        Example({"dims": (2, 3, 1)}, ((2, 3, 4),)),
        Example({"dims": (2, 1)}, ((3, 2),), integer_inputs=5),
    )
    keeps_integers = True

    dims: Ints = option(
        doc="For each axis of the output, which one of the input it is; the first axis "
        "of a sample is 1.",
        suggest=(2, 1),
        check=_check_dims,
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Put the sizes into the new order."""
        rank = len(self.dims) + 1
        self.check_rank(
            input_shape, rank, rank, advice=Text("Give dims as many axes as it has.")
        )
        return (input_shape[0], *(input_shape[axis] for axis in self.dims))

    def forward(self, x: Array, ctx: Context) -> Array:
        """Copy `x` in the new order."""
        moved = x.transpose(0, *self.dims)
        # A copy, as what follows is faster on numbers that lie side by side.
        y = ctx.buffer("y", moved.shape, x.dtype)
        np.copyto(y, moved)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Put the axes back."""
        del ctx
        return dy.transpose(np.argsort((0, *self.dims)))
