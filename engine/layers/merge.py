"""What layers that join several inputs element by element have in common."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import ShapeError
from engine.graph.context import Context
from engine.kernels.reduction import sum_to_shape
from engine.layers.layer import Layer
from engine.types import Array, Shape


class Merge(Layer, registers=False):
    """Base of layers that join inputs element by element.

    Sizes of 1 are repeated; an input with fewer axes gets axes of size 1 after the
    batch axis. Subclasses write `combine` and `derive`.

    Input shape: list of ``(n, ...)``. Output shape: ``(n, ...)``, the shape all inputs
    broadcast to.
    """

    category: ClassVar[str] = "Merge"
    min_inputs = 2
    max_inputs = None
    supports_masking = True

    def combine(self, inputs: list[Array], out: Array) -> None:
        """Write the result.

        Parameters
        ----------
        inputs : list of ndarray
            Inputs of equal rank.
        out : ndarray
            Result.
        """
        raise NotImplementedError

    def derive(self, dy: Array, inputs: list[Array], wanted: list[bool]) -> list[Array]:
        """Return the derivative by each input, in the shape of the result.

        Parameters
        ----------
        dy : ndarray
            Derivative by the result; must not be written to.
        inputs : list of ndarray
            Inputs as given to `combine`.
        wanted : list of bool
            Where False, anything can be returned.
        """
        raise NotImplementedError

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Broadcast all shapes."""
        result = input_shape[0]
        for shape in input_shape[1:]:
            joined = _broadcast(result, shape)
            if joined is None:
                raise ShapeError(
                    "{where}: all inputs must have the same shape, or sizes of 1 that "
                    "are repeated. Received {shapes}. Reshape one of them, or join "
                    "them with Concatenate.",
                    where=self.where(),
                    shapes=" and ".join(str(tuple(s)) for s in input_shape),
                )
            result = joined
        return result

    def multiply_adds(self, input_shape: Any) -> int:
        """Return 0: there is one operation for each number, not a product of sums."""
        del input_shape
        return 0

    def forward(self, x: Any, ctx: Context) -> Array:
        """Bring inputs to one rank and combine them."""
        arrays = list(x)
        shapes = [array.shape for array in arrays]
        ctx.save(shapes=shapes)
        rank = max(len(shape) for shape in shapes)
        if any(len(shape) != rank for shape in shapes):
            arrays = [
                array.reshape(array.shape[0], *[1] * (rank - array.ndim), *shape[1:])
                for array, shape in zip(arrays, shapes, strict=True)
            ]
        arrays = self.prepare(arrays, ctx)
        if any(array.shape != arrays[0].shape for array in arrays):
            y_shape = np.broadcast_shapes(*(array.shape for array in arrays))
        else:
            y_shape = arrays[0].shape
        y = ctx.buffer("y", y_shape, arrays[0].dtype)
        self.combine(arrays, y)
        ctx.save(inputs=arrays)
        return y

    def prepare(self, inputs: list[Array], ctx: Context) -> list[Array]:
        """Change inputs before they are combined; for layers that look at masks."""
        del ctx
        return inputs

    def backward(self, dy: Array, ctx: Context) -> list[Array | None]:
        """Derive, and add up along repeated axes."""
        inputs, shapes, wanted = ctx["inputs"], ctx["shapes"], ctx.input_wanted
        parts = self.derive(dy, inputs, wanted)
        return [
            sum_to_shape(part, array.shape).reshape(shape) if is_wanted else None
            for part, array, shape, is_wanted in zip(
                parts, inputs, shapes, wanted, strict=True
            )
        ]

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """Count a step when any input counts it; none if an input has no mask."""
        del inputs
        if previous_mask is None or any(mask is None for mask in previous_mask):
            return None
        result = previous_mask[0]
        for mask in previous_mask[1:]:
            result = np.logical_or(result, mask)
        return result


def _broadcast(a: Shape, b: Shape) -> Shape | None:
    """Return the common shape of two shapes with batch axes, None if there is none."""
    if a[0] is not None and b[0] is not None and a[0] != b[0]:
        return None
    rank = max(len(a), len(b))
    sizes: list[int | None] = []
    for i, j in zip(_filled(a, rank), _filled(b, rank), strict=True):
        if i == 1 or j == 1:
            sizes.append(j if i == 1 else i)
        elif i is None or j is None:
            sizes.append(None)
        elif i == j:
            sizes.append(i)
        else:
            return None
    return (a[0] if b[0] is None else b[0], *sizes)


def _filled(shape: Shape, rank: int) -> Shape:
    return (1,) * (rank - len(shape)) + tuple(shape[1:])
