"""What Maximum and Minimum have in common: choosing one of several numbers."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

import numpy as np

from engine.graph.context import Context
from engine.layers.merging import Merge
from engine.types import Array


class _Choice(NamedTuple):
    """How one more input was taken in."""

    result: Array
    """What the inputs before give; the input itself where they are all masked."""
    x: Array
    """The input; what the inputs before give where it is masked."""
    result_counts: Array | None
    x_counts: Array | None


class Extreme(Merge, registers=False):
    """Base of layers that choose the most extreme of the inputs, element by element.

    A masked step of an input is not looked at. As in Keras, the masks of the inputs
    before are forgotten after one without a mask.
    """

    choose: ClassVar[Any]
    """NumPy's function that chooses one of two."""
    is_better: ClassVar[Any]
    """NumPy's function that says whether the first of two is chosen."""

    def combine(self, inputs: list[Array], out: Array, ctx: Context) -> None:
        """Choose among the inputs, one after the other."""
        keeps = self.keeps(inputs, ctx)
        choices: list[_Choice] = []
        result, counts = inputs[0], keeps[0]
        for array, keep in zip(inputs[1:], keeps[1:], strict=True):
            x = array if keep is None else np.where(keep, array, result)
            if counts is not None:
                result = np.where(counts, result, x)
            choices.append(_Choice(result, x, counts, keep))
            if counts is not None and keep is not None:
                counts = np.logical_or(counts, keep)
            else:
                counts = None
            result = type(self).choose(result, x)
        np.copyto(out, result)
        ctx.save(choices=choices)

    def derive(self, dy: Array, inputs: list[Array], ctx: Context) -> list[Array]:
        """Return `dy` for what was chosen, half of it where both are equal."""
        del inputs
        parts = []
        half = dy.dtype.type(0.5)
        for choice in reversed(ctx["choices"]):
            share = np.equal(choice.result, choice.x) * half
            share += type(self).is_better(choice.result, choice.x)
            dresult = dy * share
            dx = dy - dresult
            if choice.result_counts is not None:
                dx += np.where(choice.result_counts, 0, dresult)
                dresult = dresult * choice.result_counts
            if choice.x_counts is not None:
                dresult += np.where(choice.x_counts, 0, dx)
                dx = dx * choice.x_counts
            parts.append(dx)
            dy = dresult
        return [dy, *reversed(parts)]
