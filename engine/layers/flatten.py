"""All numbers of a sample in one row."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.layers.spatial import DataFormat
from engine.options import option
from engine.types import Array


class Flatten(Layer):
    """Put all numbers of a sample into one row.

    Input shape: ``(n, ...)``. Output shape: ``(n, size)``.

    References
    ----------
    .. [1] ``keras.layers.Flatten``.
    """

    category: ClassVar[str] = "Reshaping"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((3, 2),)),
        Example({}, ((2, 3, 2),)),
        Example({}, ((),)),
        Example({"data_format": "channels_first"}, ((2, 3, 4),)),
        Example({}, ((3, 2),), integer_inputs=5),
    )
    keeps_integers = True

    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels; the rows always end with them.",
        advanced=True,
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Multiply all sizes but the first."""
        sizes = input_shape[1:]
        return (input_shape[0], None if None in sizes else math.prod(sizes))

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return `x` in another shape."""
        ctx.save(shape=x.shape)
        if self.data_format == "channels_first" and x.ndim > 2:
            x = x.transpose(0, *range(2, x.ndim), 1)
        return x.reshape(x.shape[0], math.prod(x.shape[1:]))

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Return `dy` in the old shape."""
        shape = ctx["shape"]
        if self.data_format == "channels_first" and len(shape) > 2:
            moved = dy.reshape(shape[0], *shape[2:], shape[1])
            return moved.transpose(0, len(shape) - 1, *range(1, len(shape) - 1))
        return dy.reshape(shape)
