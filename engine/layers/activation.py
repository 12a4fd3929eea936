"""An activation function as a layer of its own."""

from __future__ import annotations

from typing import ClassVar

from engine.activations import Activation as Function
from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.types import Array


class Activation(Layer):
    """Apply a function to every number: ``y = activation(x)``.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] ``keras.layers.Activation``.
    """

    category: ClassVar[str] = "Activation"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"activation": "relu"}, ((4,),)),
        Example({"activation": "sigmoid"}, ((2, 3),)),
        Example({"activation": "tanh"}, ((4,),)),
        Example({"activation": "softmax"}, ((2, 3),)),
        Example({"activation": "linear"}, ((4,),)),
    )
    supports_masking = True

    activation: Function = option(doc="The function.", suggest="relu")

    def forward(self, x: Array, ctx: Context) -> Array:
        """Apply the function."""
        y = ctx.buffer("y", x.shape, x.dtype)
        self.activation.forward(x, y)
        ctx.save(x=x, y=y)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Multiply with the derivative."""
        y = ctx["y"]
        dx = ctx.buffer("dx", y.shape, y.dtype)
        self.activation.backward(dy, y, ctx["x"], dx)
        return dx
