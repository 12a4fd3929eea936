"""Product of several inputs."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.layers.layer import Example
from engine.layers.merging import Merge
from engine.types import Array


class Multiply(Merge):
    """Product of the inputs, element by element: ``y = x1 * x2 * ...``.

    A step that one input masks does not change the product; a step that all inputs mask
    gives zero.

    Input shape: list of ``(n, ...)``. Output shape: ``(n, ...)``.

    References
    ----------
    .. [1] ``keras.layers.Multiply``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,), (4,))),
        Example({}, ((3, 4), (3, 4), (3, 4))),
        Example({}, ((3, 1), (4,))),
        Example({}, ((3, 2), (3, 2)), integer_inputs=5),
    )

    def combine(self, inputs: list[Array], out: Array, ctx: Context) -> None:
        """Multiply all inputs, with ones for masked steps; zeros where all are."""
        keeps = self.keeps(inputs, ctx)
        counts = _any(keeps)
        factors = [
            x if keep is None else np.where(keep, x, x.dtype.type(1))
            for x, keep in zip(inputs, keeps, strict=True)
        ]
        ctx.save(keeps=keeps, counts=counts, factors=factors)
        if len(factors) == 1:
            np.copyto(out, factors[0])
        else:
            np.multiply(factors[0], factors[1], out=out)
        for array in factors[2:]:
            np.multiply(out, array, out=out)
        if counts is not None:
            np.copyto(out, 0, where=~counts)

    def derive(self, dy: Array, inputs: list[Array], ctx: Context) -> list[Array]:
        """Return the product of `dy` and all other inputs; none for masked steps."""
        del inputs
        factors, keeps, counts = ctx["factors"], ctx["keeps"], ctx["counts"]
        total = dy if counts is None else dy * counts
        parts = []
        for position, is_wanted in enumerate(ctx.input_wanted):
            part = total
            if is_wanted:
                # Not y / x: an input may be zero.
                for other, array in enumerate(factors):
                    if other != position:
                        part = part * array
                if keeps[position] is not None:
                    part = part * keeps[position]
            parts.append(part)
        return parts


def _any(keeps: list[Array | None]) -> Array | None:
    """Return where any input counts, None unless all have masks."""
    result: Array | None = None
    for keep in keeps:
        if keep is None:
            return None
        result = keep if result is None else np.logical_or(result, keep)
    return result


def multiply(inputs: list[Any], **options: Any) -> Any:
    """Return the product of tensors; the same as ``Multiply(**options)(inputs)``.

    Parameters
    ----------
    inputs : list of KerasTensor or ndarray
        What to multiply.
    **options : object
        Options of the layer, such as ``name``.
    """
    return Multiply(**options)(inputs)
