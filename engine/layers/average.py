"""Mean of several inputs."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.layers.add import add_up
from engine.layers.layer import Example
from engine.layers.merging import Merge
from engine.types import Array


class Average(Merge):
    """Mean of the inputs, element by element: ``y = (x1 + x2 + ...) / count``.

    Input shape: list of ``(n, ...)``. Output shape: ``(n, ...)``.

    References
    ----------
    .. [1] ``keras.layers.Average``.
    """

    keeps_integers = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,), (4,))),
        Example({}, ((3, 4), (3, 4), (3, 4))),
        Example({}, ((2, 3, 1), (1, 4))),
    )

    def combine(self, inputs: list[Array], out: Array, ctx: Context) -> None:
        """Add all inputs and divide."""
        del ctx
        add_up(inputs, out)
        np.multiply(out, out.dtype.type(1 / len(inputs)), out=out)

    def derive(self, dy: Array, inputs: list[Array], ctx: Context) -> list[Array]:
        """Return the same share of `dy` for each."""
        share = ctx.buffer("share", dy.shape, dy.dtype)
        np.multiply(dy, dy.dtype.type(1 / len(inputs)), out=share)
        return [share] * len(inputs)


def average(inputs: list[Any], **options: Any) -> Any:
    """Return the mean of tensors; the same as ``Average(**options)(inputs)``.

    Parameters
    ----------
    inputs : list of KerasTensor or ndarray
        What to average.
    **options : object
        Options of the layer, such as ``name``.
    """
    return Average(**options)(inputs)
