"""Largest of several inputs."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.layers.extreme import Extreme
from engine.layers.layer import Example


class Maximum(Extreme):
    """Largest of the inputs, element by element: ``y = max(x1, x2, ...)``.

    Input shape: list of ``(n, ...)``. Output shape: ``(n, ...)``.

    References
    ----------
    .. [1] ``keras.layers.Maximum``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,), (4,))),
        Example({}, ((3, 4), (3, 4), (3, 4))),
        Example({}, ((3, 1), (4,))),
        Example({}, ((3, 2), (3, 2)), integer_inputs=5),
    )
    choose = np.maximum
    is_better = np.greater


def maximum(inputs: list[Any], **options: Any) -> Any:
    """Return the largest of tensors; the same as ``Maximum(**options)(inputs)``.

    Parameters
    ----------
    inputs : list of KerasTensor or ndarray
        What to choose from.
    **options : object
        Options of the layer, such as ``name``.
    """
    return Maximum(**options)(inputs)
