"""A layer that does nothing."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.graph.context import Context
from engine.graph.structure import map_structure
from engine.layers.layer import Example, Layer


class Identity(Layer):
    """Return the input as it is: a place holder.

    Input shape: ``(n, ...)``, one or several. Output shape: the same.

    References
    ----------
    .. [1] ``keras.layers.Identity``.
    """

    category: ClassVar[str] = "Core"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,),)),
        Example({}, ((3, 2),), integer_inputs=5),
    )
    supports_masking = True
    keeps_integers = True
    max_inputs = None

    def compute_output_dtype(self, input_dtype: Any) -> Any:
        """Return the dtype of each input."""
        return map_structure(lambda dtype: self.cast_for(dtype) or dtype, input_dtype)

    def forward(self, x: Any, ctx: Context) -> Any:
        """Return `x`."""
        del ctx
        return x

    def backward(self, dy: Any, ctx: Context) -> Any:
        """Return `dy`."""
        del ctx
        return dy
