"""Fully connected layer."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.activations import Activation, linear
from engine.constraints import Constraint
from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.reduction import sum_rows
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.parameters import Variable
from engine.regularizers import Regularizer
from engine.types import Array, Json


class Dense(Layer):
    """Connect every input with every unit: ``y = activation(x @ kernel + bias)``.

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
        Example(
            {
                "units": 2,
                "activation": "relu",
                "kernel_initializer": "he_normal",
                "bias_initializer": "random_normal",
                "kernel_regularizer": "l2",
                "bias_regularizer": "l1",
                "activity_regularizer": "l2",
                "kernel_constraint": "UnitNorm",
                "bias_constraint": "NonNeg",
            },
            ((3, 2, 3),),
        ),
    )
    keras_extra: ClassVar[dict[str, Any]] = {
        "quantization_config": None,
        "lora_rank": None,
        "lora_alpha": None,
    }
    supports_masking = True

    # A checker leaves the penalty at its place in the base class, before this.
    units: int = option(  # type: ignore[misc]
        doc="Number of output features.", min=1, suggest=32, formerly=("output_dim",)
    )
    activation: Activation | None = option(
        default=None, doc="Function applied to the result; none means linear."
    )
    use_bias: bool = option(default=True, doc="Add a bias vector.", formerly=("bias",))
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
    activity_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the output, for each sample.",
        advanced=True,
    )
    kernel_constraint: Constraint | None = option(
        default=None,
        doc="What the kernel is brought back to after each training step.",
        advanced=True,
        formerly=("W_constraint",),
    )
    bias_constraint: Constraint | None = option(
        default=None,
        doc="What the bias is brought back to after each training step.",
        advanced=True,
        formerly=("b_constraint",),
    )

    def setup(self) -> None:
        """Treat "linear", as Keras writes it to configs, as no activation."""
        super().setup()
        if self.activation is linear:
            self.activation = None

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Replace the last size by `units`."""
        self.check_rank(
            input_shape, 2, advice=Text("Give Input a shape with a size, such as (1,).")
        )
        features = self.check_known(input_shape)
        if self.built and features != self.kernel.shape[0]:
            raise ShapeError(
                "{where}: is shared and was built for {expected} input features. "
                "Received shape {shape}. Give both calls the same features, or use a "
                "second layer.",
                where=self.where(),
                expected=self.kernel.shape[0],
                shape=tuple(input_shape),
            )
        return (*input_shape[:-1], self.units)

    def build(self, input_shape: Any) -> None:
        """Declare kernel and bias."""
        self.kernel: Variable = self.add_weight(
            "kernel",
            (input_shape[-1], self.units),
            self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        self.bias: Variable | None = None
        if self.use_bias:
            self.bias = self.add_weight(
                "bias",
                (self.units,),
                self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )

    def forward(self, x: Array, ctx: Context) -> Array:
        """Multiply, add, activate."""
        rows = x if x.ndim == 2 else x.reshape(-1, x.shape[-1])
        # Of the shape of the result: an activation may look along any of its axes.
        z = ctx.buffer("z", (*x.shape[:-1], self.units), x.dtype)
        np.matmul(rows, self.kernel.value, self._as_rows(z))
        if self.bias is not None:
            np.add(z, self.bias.value, z)
        y = z
        activation = self.activation
        if activation is not None:
            if activation.needs_input:
                y = ctx.buffer("y", z.shape, z.dtype)
            activation.forward(z, y)
        ctx.save(x=rows, y=y, z=z, shape=x.shape)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Propagate through activation, bias and product."""
        x, y, shape = ctx["x"], ctx["y"], ctx["shape"]
        if self.activation is not None:
            work = ctx.buffer("dz", y.shape, y.dtype)
            self.activation.backward(dy, y, ctx["z"], work)
            dy = work
        dz = self._as_rows(dy)
        if (dw := ctx.gradient(self.kernel)) is not None:
            np.matmul(x.T, dz, dw)
        if self.bias is not None and (db := ctx.gradient(self.bias)) is not None:
            sum_rows(dz, db)
        if not ctx.input_wanted[0]:
            return None
        dx = ctx.buffer("dx", x.shape, x.dtype)
        np.matmul(dz, self.kernel.value.T, dx)
        return dx if len(shape) == 2 else dx.reshape(shape)

    def get_config(self) -> dict[str, Json]:
        """Return the options; Keras leaves out a penalty that is not there."""
        config = super().get_config()
        if self.activity_regularizer is None:
            del config["activity_regularizer"]
        return config

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the size of the kernel times the positions it is applied to."""
        positions = 1
        for size in input_shape[1:-1]:
            positions *= size or 1
        return positions * self.kernel.size

    def _as_rows(self, array: Array) -> Array:
        """Return an array shaped like the result with one axis for all positions."""
        return array if array.ndim == 2 else array.reshape(-1, self.units)
