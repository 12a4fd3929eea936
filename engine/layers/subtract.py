"""Difference of two inputs."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.layers.layer import Example
from engine.layers.merging import Merge
from engine.types import Array


class Subtract(Merge):
    """Difference of two inputs, element by element: ``y = x1 - x2``.

    Input shape: list of two ``(n, ...)``. Output shape: ``(n, ...)``.

    References
    ----------
    .. [1] ``keras.layers.Subtract``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,), (4,))),
        Example({}, ((3, 1), (4,))),
        Example({}, ((3, 2), (3, 2)), integer_inputs=5),
    )
    max_inputs = 2

    def cast_for(self, dtype: str) -> str | None:
        """Return the dtype an input is converted to: True and False become 1 and 0."""
        return "int32" if dtype == "bool" else super().cast_for(dtype)

    def combine(self, inputs: list[Array], out: Array, ctx: Context) -> None:
        """Subtract the second input from the first."""
        del ctx
        np.subtract(inputs[0], inputs[1], out=out)

    def derive(self, dy: Array, inputs: list[Array], ctx: Context) -> list[Array]:
        """Return `dy` and its negative."""
        del inputs
        negative = ctx.buffer("negative", dy.shape, dy.dtype)
        if ctx.input_wanted[1]:
            np.negative(dy, out=negative)
        return [dy, negative]


def subtract(inputs: list[Any], **options: Any) -> Any:
    """Return the difference of two tensors; ``Subtract(**options)(inputs)``.

    Parameters
    ----------
    inputs : list of KerasTensor or ndarray
        What to subtract the second of from the first.
    **options : object
        Options of the layer, such as ``name``.
    """
    return Subtract(**options)(inputs)
