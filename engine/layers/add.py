"""Sum of several inputs."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.layers.layer import Example
from engine.layers.merging import Merge
from engine.types import Array


class Add(Merge):
    """Sum of the inputs, element by element: ``y = x1 + x2 + ...``.

    Input shape: list of ``(n, ...)``. Output shape: ``(n, ...)``.

    References
    ----------
    .. [1] ``keras.layers.Add``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,), (4,))),
        Example({}, ((3, 4), (3, 4), (3, 4))),
        Example({}, ((3, 1), (4,))),
        Example({}, ((3, 2), (3, 2)), integer_inputs=5),
    )

    def combine(self, inputs: list[Array], out: Array, ctx: Context) -> None:
        """Add all inputs."""
        del ctx
        add_up(inputs, out)

    def derive(self, dy: Array, inputs: list[Array], ctx: Context) -> list[Array]:
        """Return `dy` for each."""
        del ctx
        return [dy] * len(inputs)


def add_up(inputs: list[Array], out: Array) -> None:
    """Write the sum of arrays that broadcast to `out`."""
    if len(inputs) == 1:
        np.copyto(out, inputs[0])
        return
    np.add(inputs[0], inputs[1], out=out)
    for array in inputs[2:]:
        np.add(out, array, out=out)


def add(inputs: list[Any], **options: Any) -> Any:
    """Return the sum of tensors; the same as ``Add(**options)(inputs)``.

    Parameters
    ----------
    inputs : list of KerasTensor or ndarray
        What to add.
    **options : object
        Options of the layer, such as ``name``.
    """
    return Add(**options)(inputs)
