"""Product of several inputs."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.layers.layer import Example
from engine.layers.merge import Merge
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
    )

    def prepare(self, inputs: list[Array], ctx: Context) -> list[Array]:
        """Put ones where an input is masked."""
        masks = ctx.mask if isinstance(ctx.mask, list) else [None] * len(inputs)
        # As in Keras, an input that was given more axes has lost its mask.
        keeps = [
            None
            if mask is None or len(shape) < x.ndim or mask.ndim >= x.ndim
            else _expanded(mask, x.ndim)
            for x, shape, mask in zip(inputs, ctx["shapes"], masks, strict=True)
        ]
        ctx.save(keeps=keeps)
        return [
            x if keep is None else np.where(keep, x, x.dtype.type(1))
            for x, keep in zip(inputs, keeps, strict=True)
        ]

    def combine(self, inputs: list[Array], out: Array) -> None:
        """Multiply all inputs."""
        np.multiply(inputs[0], inputs[1], out=out)
        for array in inputs[2:]:
            np.multiply(out, array, out=out)

    def forward(self, x: Any, ctx: Context) -> Array:
        """Multiply; then put zeros where all inputs are masked."""
        y = super().forward(x, ctx)
        counts = _any(ctx["keeps"])
        if counts is not None:
            np.multiply(y, counts, out=y)
        return y

    def backward(self, dy: Array, ctx: Context) -> list[Array | None]:
        """Derive; masked steps get no gradient."""
        keeps = ctx["keeps"]
        counts = _any(keeps)
        parts = super().backward(dy if counts is None else dy * counts, ctx)
        return [
            part if part is None or keep is None else part * keep
            for part, keep in zip(parts, keeps, strict=True)
        ]

    def derive(self, dy: Array, inputs: list[Array], wanted: list[bool]) -> list[Array]:
        """Return the product of `dy` and all other inputs."""
        parts = []
        for position, is_wanted in enumerate(wanted):
            part = dy
            if is_wanted:
                # Not y / x: an input may be zero.
                for other, array in enumerate(inputs):
                    if other != position:
                        part = part * array
            parts.append(part)
        return parts


def _expanded(mask: Array, rank: int) -> Array:
    return mask.reshape(*mask.shape, *[1] * (rank - mask.ndim))


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
