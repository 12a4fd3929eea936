"""Sum of several inputs."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.layers.layer import Example
from engine.layers.merge import Merge
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
    )

    def combine(self, inputs: list[Array], out: Array) -> None:
        """Add all inputs."""
        np.add(inputs[0], inputs[1], out=out)
        for array in inputs[2:]:
            np.add(out, array, out=out)

    def derive(self, dy: Array, inputs: list[Array], wanted: list[bool]) -> list[Array]:
        """Return `dy` for each."""
        del wanted
        return [dy] * len(inputs)


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
