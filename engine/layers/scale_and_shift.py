"""What normalizing layers that learn a scale and a shift have in common."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.constraints import Constraint
from engine.errors import ShapeError
from engine.initializers import Initializer
from engine.layers.layer import Layer
from engine.options import option
from engine.parameters import Variable
from engine.regularizers import Regularizer
from engine.types import Array, Shape


class ScaleAndShift(Layer, registers=False):
    """Base of layers that end with ``x * gamma + beta``."""

    category: ClassVar[str] = "Normalization"
    supports_masking = True

    center: bool = option(default=True, doc="Add the learned shift beta.")
    scale: bool = option(default=True, doc="Multiply with the learned scale gamma.")
    beta_initializer: Initializer = option(
        default="zeros",
        doc="First values of the shift.",
        advanced=True,
        formerly=("beta_init",),
    )
    gamma_initializer: Initializer = option(
        default="ones",
        doc="First values of the scale.",
        advanced=True,
        formerly=("gamma_init",),
    )
    beta_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the shift.", advanced=True
    )
    gamma_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the scale.", advanced=True
    )
    beta_constraint: Constraint | None = option(
        default=None,
        doc="What the shift is brought back to after each step.",
        advanced=True,
    )
    gamma_constraint: Constraint | None = option(
        default=None,
        doc="What the scale is brought back to after each step.",
        advanced=True,
    )

    def add_scale_and_shift(
        self, shape: tuple[int, ...], *, scale: bool, shift: bool
    ) -> None:
        """Declare gamma and beta.

        Parameters
        ----------
        shape : tuple of int
            Shape of each.
        scale, shift : bool
            Whether there is a gamma, and a beta; None takes the place of a missing one.
        """
        self.gamma: Variable | None = None
        self.beta: Variable | None = None
        if scale:
            self.gamma = self.add_weight(
                "gamma",
                shape,
                self.gamma_initializer,
                regularizer=self.gamma_regularizer,
                constraint=self.gamma_constraint,
            )
        if shift:
            self.beta = self.add_weight(
                "beta",
                shape,
                self.beta_initializer,
                regularizer=self.beta_regularizer,
                constraint=self.beta_constraint,
            )

    def gamma_row(self, like: Array) -> Array:
        """Return gamma as one row, ones if there is none."""
        if self.gamma is None:
            return np.ones((1, 1), like.dtype)
        return self.gamma.value.reshape(1, -1)

    def beta_row(self, like: Array) -> Array:
        """Return beta as one row, zeros if there is none."""
        if self.beta is None:
            return np.zeros((1, 1), like.dtype)
        return self.beta.value.reshape(1, -1)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return one for each number of a sample."""
        count = 1
        for size in input_shape[1:]:
            count *= size or 1
        return count


def positive_axes(layer: Layer, axes: tuple[int, ...], shape: Shape) -> tuple[int, ...]:
    """Return axes counted from the front, in ascending order.

    Raises
    ------
    ShapeError
        If the input has no such axis, or it is the batch axis, or an axis comes twice.
    """
    rank = len(shape)
    for axis in axes:
        if not -rank <= axis < rank:
            raise ShapeError(
                "{where}: its input has no axis {axis}. Received shape {shape}. Use an "
                "axis in 1 .. {last}, or -1 for the last.",
                where=layer.where(),
                axis=axis,
                shape=tuple(shape),
                last=rank - 1,
            )
        if axis % rank == 0:
            raise ShapeError(
                "{where}: axis {axis} is that of the samples, which cannot be "
                "normalized alone. Received shape {shape}. Use an axis in 1 .. {last}.",
                where=layer.where(),
                axis=axis,
                shape=tuple(shape),
                last=rank - 1,
            )
    found = sorted(axis % rank for axis in axes)
    if len(set(found)) < len(found):
        raise ShapeError(
            "{where}: axes {axes} name an axis twice for an input of shape {shape}. "
            "Name each once.",
            where=layer.where(),
            axes=axes,
            shape=tuple(shape),
        )
    return tuple(found)


def check_built_sizes(
    layer: Layer, weight: Variable | None, sizes: tuple[int, ...], shape: Shape
) -> None:
    """Raise a `ShapeError` if a shared layer was built for other sizes."""
    if weight is None or weight.shape == sizes:
        return
    raise ShapeError(
        "{where}: is shared and was built for {expected} values along its axes. "
        "Received shape {shape}. Give both calls the same sizes, or use a second "
        "layer.",
        where=layer.where(),
        expected=weight.shape,
        shape=tuple(shape),
    )
