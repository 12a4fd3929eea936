"""Inputs laid side by side."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.layers.layer import Example
from engine.layers.merging import Joining, expanded
from engine.options import option
from engine.types import Array


def _check_axis(axis: int) -> str | None:
    if axis == 0:
        return Text(
            "cannot be 0, the axis of the samples: use 1, 2, ... or -1 for the last"
        )
    return None


class Concatenate(Joining):
    """Lay inputs side by side along one axis.

    Input shape: list of ``(n, ...)``, equal except along `axis`. Output shape:
    ``(n, ...)`` with the sum of the sizes along `axis`.

    References
    ----------
    .. [1] ``keras.layers.Concatenate``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((4,), (2,))),
        Example({"axis": 1}, ((2, 3), (1, 3), (4, 3))),
        Example({"axis": -2}, ((2, 3, 2), (2, 1, 2))),
        Example({"axis": 1}, ((2, 3), (1, 3)), integer_inputs=5),
    )
    axis: int = option(
        default=-1,
        doc="Axis along which the inputs follow each other; the batch axis is 0.",
        check=_check_axis,
        formerly=("concat_axis",),
    )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Add up the sizes along the axis."""
        first = input_shape[0]
        rank = len(first)
        axis = self.axis + rank if self.axis < 0 else self.axis
        shapes = " and ".join(str(tuple(shape)) for shape in input_shape)
        if not 1 <= axis < rank:
            raise ShapeError(
                "{where}: the inputs have no axis {axis} besides the batch axis. "
                "Received {shapes}. Use an axis from 1 to {last}.",
                where=self.where(),
                axis=self.axis,
                shapes=shapes,
                last=rank - 1,
            )
        for shape in input_shape[1:]:
            fits = len(shape) == rank and all(
                a == b or a is None or b is None
                for position, (a, b) in enumerate(zip(first, shape, strict=True))
                if position != axis
            )
            if not fits:
                raise ShapeError(
                    "{where}: all inputs must have the same shape except along axis "
                    "{axis}. Received {shapes}. Reshape or flatten one of them.",
                    where=self.where(),
                    axis=self.axis,
                    shapes=shapes,
                )
        result = [
            next((size for size in sizes if size is not None), None)
            for sizes in zip(*input_shape, strict=True)
        ]
        total: int | None = 0
        for shape in input_shape:
            size = shape[axis]
            total = None if total is None or size is None else total + size
        result[axis] = total
        return tuple(result)

    def forward(self, x: Any, ctx: Context) -> Array:
        """Copy all inputs into one array."""
        arrays = list(x)
        shape = list(arrays[0].shape)
        sizes = [array.shape[self.axis] for array in arrays]
        shape[self.axis] = sum(sizes)
        dtype = arrays[0].dtype
        if any(array.dtype != dtype for array in arrays):
            dtype = np.dtype(self.compute_output_dtype([a.dtype.name for a in arrays]))
        y = ctx.buffer("y", tuple(shape), dtype)
        np.concatenate(arrays, axis=self.axis, out=y)
        ctx.save(sizes=sizes)
        return y

    def backward(self, dy: Array, ctx: Context) -> list[Array | None]:
        """Return the part of each input as a view."""
        axis = self.axis % dy.ndim
        before = (slice(None),) * axis
        parts: list[Array | None] = []
        start = 0
        for size, is_wanted in zip(ctx["sizes"], ctx.input_wanted, strict=True):
            part = dy[(*before, slice(start, start + size))]
            parts.append(part if is_wanted else None)
            start += size
        return parts

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Lay the masks side by side; a step counts if any of its numbers does."""
        if previous_mask is None or all(mask is None for mask in previous_mask):
            return None
        rank = inputs[0].ndim
        # Axes of the mask of the output; along the last axis any number counts.
        axes = min(max(m.ndim for m in previous_mask if m is not None), rank - 1)
        masks = [
            np.ones(array.shape[:axes], bool)
            if mask is None
            else _with_axes(mask, array.shape[:axes])
            for array, mask in zip(inputs, previous_mask, strict=True)
        ]
        axis = self.axis % rank
        if axis < axes:
            return np.concatenate(masks, axis=axis)
        return np.logical_or.reduce(masks)

    def symbolic_mask(self, inputs: Any, masks: Any, ops: Any) -> Any:
        """Lay the masks side by side, as operations of the graph."""
        if all(mask is None for mask in masks):
            return None
        parts = []
        for tensor, mask in zip(inputs, masks, strict=True):
            if mask is None:
                parts.append(ops.ones_like(tensor, dtype="bool"))
            elif mask.ndim < tensor.ndim:
                wide = ops.expand_dims(mask, axis=-1)
                blank = ops.zeros_like(tensor, dtype="bool")
                parts.append(ops.logical_or(wide, blank))
            else:
                parts.append(mask)
        joined = ops.concatenate(parts, axis=self.axis)
        return ops.any(joined, axis=-1, keepdims=False)


def _with_axes(mask: Array, shape: tuple[int, ...]) -> Array:
    """Return a mask in a shape with more or fewer axes: a step counts if any does."""
    if mask.ndim > len(shape):
        return np.asarray(mask.any(axis=tuple(range(len(shape), mask.ndim))))
    return np.broadcast_to(expanded(mask, len(shape)), shape)


def concatenate(inputs: list[Any], axis: int = -1, **options: Any) -> Any:
    """Return tensors laid side by side; ``Concatenate(axis, **options)(inputs)``.

    Parameters
    ----------
    inputs : list of KerasTensor or ndarray
        What to join.
    axis : int, default=-1
        Axis along which they follow each other; not 0.
    **options : object
        Options of the layer, such as ``name``.
    """
    return Concatenate(axis=axis, **options)(inputs)
