"""Smallest of several inputs."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.layers.extreme import Extreme
from engine.layers.layer import Example


class Minimum(Extreme):
    """Smallest of the inputs, element by element: ``y = min(x1, x2, ...)``.

    Input shape: list of ``(n, ...)``. Output shape: ``(n, ...)``.

    References
    ----------
    .. [1] ``keras.layers.Minimum``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,), (4,))),
        Example({}, ((3, 4), (3, 4), (3, 4))),
        Example({}, ((3, 1), (4,))),
        Example({}, ((3, 2), (3, 2)), integer_inputs=5),
    )
    choose = np.minimum
    is_better = np.less


def minimum(inputs: list[Any], **options: Any) -> Any:
    """Return the smallest of tensors; the same as ``Minimum(**options)(inputs)``.

    Parameters
    ----------
    inputs : list of KerasTensor or ndarray
        What to choose from.
    **options : object
        Options of the layer, such as ``name``.
    """
    return Minimum(**options)(inputs)
