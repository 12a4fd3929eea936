"""Sequences without their borders."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.cropping import Cropping
from engine.layers.layer import Example


class Cropping1D(Cropping):
    """Cut off the first and last steps of a sequence.

    Input shape: ``(n, steps, channels)``. Output shape: ``(n, new_steps, channels)``.

    References
    ----------
    .. [1] ``keras.layers.Cropping1D``.
    """

    rank: ClassVar[int] = 1
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4, 2),)),
        Example({"cropping": (0, 2)}, ((3, 2),), integer_inputs=5),
    )
