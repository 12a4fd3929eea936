"""The same vector at every step."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import Text
from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.types import Array


class RepeatVector(Layer):
    """Repeat a vector to make a sequence of it.

    Input shape: ``(n, features)``. Output shape: ``(n, steps, features)``, with
    ``steps`` being the option `n`.

    References
    ----------
    .. [1] ``keras.layers.RepeatVector``.
    """

    category: ClassVar[str] = "Reshaping"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"n": 3}, ((4,),)),
        Example({"n": 1}, ((2,),), integer_inputs=5),
    )
    keeps_integers = True

    n: int = option(doc="Number of steps.", min=1, suggest=10)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Insert the axis of the steps."""
        self.check_rank(
            input_shape, 2, 2, advice=Text("Put a Flatten before it to get one axis.")
        )
        return (input_shape[0], self.n, input_shape[1])

    def forward(self, x: Array, ctx: Context) -> Array:
        """Copy `x` to every step."""
        y = ctx.buffer("y", (x.shape[0], self.n, x.shape[1]), x.dtype)
        np.copyto(y, x[:, None])
        return y

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Add up the steps."""
        dx = ctx.buffer("dx", (dy.shape[0], dy.shape[2]), dy.dtype)
        np.add.reduce(dy, axis=1, out=dx)
        return dx
