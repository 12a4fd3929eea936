"""What layers that join several inputs have in common."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.graph.structure import is_nested
from engine.kernels.reduction import sum_to_shape
from engine.layers.layer import Layer
from engine.types import Array, Shape


class Joining(Layer, registers=False):
    """Base of layers that take a list of inputs."""

    category: ClassVar[str] = "Merge"
    min_inputs = 2
    max_inputs: ClassVar[int | None] = None
    supports_masking = True
    keeps_integers = True

    def check_inputs(self, inputs: Any) -> None:
        """Raise if the number of inputs is wrong, or if they are no plain list."""
        if isinstance(inputs, list | tuple) and len(inputs) == 1:
            if self.max_inputs is None and not is_nested(inputs[0]):
                return  # as in Keras
        elif isinstance(inputs, dict) or (
            isinstance(inputs, list | tuple) and any(is_nested(x) for x in inputs)
        ):
            raise ShapeError(
                "{where}: takes a list of tensors. Received {kind}. Write [a, b].",
                where=self.where(),
                kind=Text("a dict")
                if isinstance(inputs, dict)
                else Text("a list of lists"),
            )
        super().check_inputs(inputs)


class Merge(Joining, registers=False):
    """Base of layers that join inputs element by element.

    Sizes of 1 are repeated; an input with fewer axes gets axes of size 1 after the
    batch axis. Subclasses write `combine` and `derive`.

    Input shape: list of ``(n, ...)``. Output shape: ``(n, ...)``, the shape all inputs
    broadcast to.
    """

    def combine(self, inputs: list[Array], out: Array, ctx: Context) -> None:
        """Write the result.

        Parameters
        ----------
        inputs : list of ndarray
            Inputs of equal rank; `keeps` has their masks.
        out : ndarray
            Result.
        ctx : Context
            The context of the call.
        """
        raise NotImplementedError

    def derive(self, dy: Array, inputs: list[Array], ctx: Context) -> list[Array]:
        """Return the derivative by each input, broadcast or in the shape of the result.

        Parameters
        ----------
        dy : ndarray
            Derivative by the result; must not be written to.
        inputs : list of ndarray
            Inputs as given to `combine`.
        ctx : Context
            The context of the call; where ``ctx.input_wanted`` is False, anything can
            be returned.
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

    def forward(self, x: Any, ctx: Context) -> Array:
        """Bring inputs to one rank and combine them."""
        arrays = list(x)
        first = arrays[0]
        shapes = [array.shape for array in arrays]
        rank = max(len(shape) for shape in shapes)
        y_shape, dtype = first.shape, first.dtype
        if any(len(shape) != rank for shape in shapes):
            arrays = [
                array.reshape(array.shape[0], *[1] * (rank - array.ndim), *shape[1:])
                for array, shape in zip(arrays, shapes, strict=True)
            ]
        if any(array.shape != y_shape for array in arrays):
            y_shape = np.broadcast_shapes(*(array.shape for array in arrays))
        if any(array.dtype != dtype for array in arrays):
            dtype = np.dtype(self.compute_output_dtype([a.dtype.name for a in arrays]))
        ctx.save(inputs=arrays, shapes=shapes)
        y = ctx.buffer("y", y_shape, dtype)
        self.combine(arrays, y, ctx)
        return y

    def backward(self, dy: Array, ctx: Context) -> list[Array | None]:
        """Derive, and add up along repeated axes."""
        inputs, shapes, wanted = ctx["inputs"], ctx["shapes"], ctx.input_wanted
        parts = self.derive(dy, inputs, ctx)
        return [
            sum_to_shape(part, array.shape).reshape(shape) if is_wanted else None
            for part, array, shape, is_wanted in zip(
                parts, inputs, shapes, wanted, strict=True
            )
        ]

    def keeps(self, inputs: list[Array], ctx: Context) -> list[Array | None]:
        """Return the masks of the inputs in a form that broadcasts to them."""
        masks = ctx.mask if isinstance(ctx.mask, list) else [None] * len(inputs)
        # As in Keras, an input that was given more axes has lost its mask.
        return [
            None
            if mask is None or len(shape) < x.ndim or mask.ndim >= x.ndim
            else expanded(np.asarray(mask), x.ndim)
            for x, shape, mask in zip(inputs, ctx["shapes"], masks, strict=True)
        ]

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Count a step when any input counts it; none if an input has no mask."""
        del inputs
        if previous_mask is None or any(mask is None for mask in previous_mask):
            return None
        rank = max(mask.ndim for mask in previous_mask)
        result = expanded(previous_mask[0], rank)
        for mask in previous_mask[1:]:
            result = np.logical_or(result, expanded(mask, rank))
        return result

    def symbolic_mask(self, inputs: Any, masks: Any, ops: Any) -> Any:
        """Return when any input counts a step, as operations of the graph."""
        if any(mask is None for mask in masks):
            return None
        result = masks[0]
        for mask in masks[1:]:
            result = ops.logical_or(result, mask)
        return result


def expanded(mask: Array, rank: int) -> Array:
    """Return a mask with axes of size 1 at its end, up to a rank."""
    if mask.ndim == rank:
        return mask
    return mask.reshape(*mask.shape, *[1] * (rank - mask.ndim))


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
