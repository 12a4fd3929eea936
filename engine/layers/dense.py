"""Fully connected layer."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.activations import Activation
from engine.errors import ShapeError
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.parameters import Variable
from engine.regularizers import Regularizer
from engine.types import Array


class Dense(Layer):
    """Fully connected layer: ``y = activation(x @ kernel + bias)``.

    Input shape: ``(n, ..., features)``. Output shape: ``(n, ..., units)``.

    References
    ----------
    .. [1] ``keras.layers.Dense``.
    """

    category: ClassVar[str] = "Core"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"units": 3}, ((4,),)),
        Example({"units": 3, "activation": "tanh"}, ((5, 4),)),
        Example({"units": 3, "activation": "softmax", "use_bias": False}, ((4,),)),
        Example({"units": 2, "kernel_regularizer": "l2"}, ((3,),)),
    )
    keras_extra: ClassVar[dict[str, Any]] = {
        "quantization_config": None,
        "lora_rank": None,
        "lora_alpha": None,
        "kernel_constraint": None,
        "bias_constraint": None,
        "activity_regularizer": None,
    }
    supports_masking = True

    units: int = option(
        doc="Number of output features.", min=1, suggest=32, formerly=("output_dim",)
    )
    activation: Activation | None = option(
        default=None, doc="Function applied to the result; none means linear."
    )
    use_bias: bool = option(default=True, doc="Add a bias vector.")
    kernel_initializer: Initializer = option(
        default="glorot_uniform",
        doc="First values of the kernel.",
        formerly=("init",),
    )
    bias_initializer: Initializer = option(
        default="zeros", doc="First values of the bias.", advanced=True
    )
    kernel_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the kernel.",
        advanced=True,
        formerly=("W_regularizer",),
    )
    bias_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the bias.",
        advanced=True,
        formerly=("b_regularizer",),
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Replace the last size by `units`."""
        self.check_rank(input_shape, 2)
        features = self.check_known(input_shape)
        if self.built and features != self.kernel.shape[0]:
            raise ShapeError(
                "{where}: is shared and was built for {expected} input features. "
                "Received shape {shape}.",
                where=self.where(),
                expected=self.kernel.shape[0],
                shape=input_shape,
            )
        return (*input_shape[:-1], self.units)

    def build(self, input_shape: Any) -> None:
        """Declare kernel and bias."""
        self.kernel: Variable = self.add_weight(
            "kernel",
            (input_shape[-1], self.units),
            self.kernel_initializer,
            regularizer=self.kernel_regularizer,
        )
        if self.use_bias:
            self.bias: Variable = self.add_weight(
                "bias",
                (self.units,),
                self.bias_initializer,
                regularizer=self.bias_regularizer,
            )

    def forward(self, x: Array, ctx: Context) -> Array:
        """Multiply, add, activate."""
        flat = x.reshape(-1, x.shape[-1])
        z = ctx.buffer("z", (flat.shape[0], self.units), x.dtype)
        np.matmul(flat, self.kernel.value, out=z)
        if self.use_bias:
            np.add(z, self.bias.value, out=z)
        y = z
        if self.activation is not None:
            if self.activation.needs_input:
                y = ctx.buffer("y", z.shape, z.dtype)
            self.activation.forward(z, y)
        ctx.save(x=flat, y=y, z=z, shape=x.shape)
        return y.reshape(*x.shape[:-1], self.units)

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Propagate through activation, bias and product."""
        x, y = ctx["x"], ctx["y"]
        dz = dy.reshape(y.shape)
        if self.activation is not None:
            work = ctx.buffer("dz", y.shape, y.dtype)
            self.activation.backward(dz, y, ctx["z"], work)
            dz = work
        if (dw := ctx.gradient(self.kernel)) is not None:
            np.matmul(x.T, dz, out=dw)
        if self.use_bias and (db := ctx.gradient(self.bias)) is not None:
            np.sum(dz, axis=0, out=db)
        if not ctx.input_wanted[0]:
            return None
        dx = ctx.buffer("dx", x.shape, x.dtype)
        np.matmul(dz, self.kernel.value.T, out=dx)
        return dx.reshape(ctx["shape"])

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the size of the kernel times the positions it is applied to."""
        positions = 1
        for size in input_shape[1:-1]:
            positions *= size or 1
        return positions * self.kernel.size
