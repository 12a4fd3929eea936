"""Products of two inputs along an axis."""

from __future__ import annotations

import string
from typing import Any, ClassVar

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.kernels.einsum import contract
from engine.layers.layer import Example
from engine.layers.merging import Joining
from engine.options import IntOrInts, option
from engine.types import Array, Shape

_EPSILON = 1e-7


def _check_axes(axes: int | tuple[int, ...]) -> str | None:
    if isinstance(axes, tuple) and len(axes) != 2:
        return Text("must be one axis, or two: one of each input")
    if axes == 0 or (isinstance(axes, tuple) and 0 in axes):
        return Text(
            "cannot be 0, the axis of the samples: use 1, 2, ... or -1 for the last"
        )
    return None


class Dot(Joining):
    """Multiply two inputs and add up along one axis of each, sample by sample.

    Input shape: list of two ``(n, ...)``. Output shape: ``(n, ...)``, the axes of the
    first input and then those of the second, without the ones that are added up;
    ``(n, 1)`` if none are left.

    References
    ----------
    .. [1] ``keras.layers.Dot``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"axes": 1}, ((4,), (4,))),
        Example({"axes": -1, "normalize": True}, ((4,), (4,))),
        Example({"axes": (2, 1)}, ((3, 4), (4, 2))),
        Example({"axes": 1, "normalize": True}, ((3, 2), (3, 4))),
        Example({"axes": (1, 2)}, ((3,), (2, 3))),
        Example({"axes": (2, -1)}, ((2, 3, 4), (2, 3))),
        Example({"axes": 2}, ((2, 3), (4, 3)), integer_inputs=5),
    )
    max_inputs = 2

    axes: IntOrInts = option(
        doc="Axis that is added up, or one for each input; the batch axis is 0.",
        suggest=-1,
        check=_check_axes,
        formerly=("dot_axes",),
    )
    normalize: bool = option(
        default=False,
        doc="Divide by the lengths first: the result is the cosine of the angle.",
    )

    def compute_output_dtype(self, input_dtype: Any) -> Any:
        """Return the dtype of the products; lengths are no whole numbers."""
        return (
            self.dtype if self.normalize else super().compute_output_dtype(input_dtype)
        )

    def _axes_for(self, shapes: list[Shape]) -> list[int]:
        """Return the axis of each input, counted from the front."""
        given = self.axes if isinstance(self.axes, tuple) else (self.axes, self.axes)
        axes = []
        for axis, shape in zip(given, shapes, strict=True):
            counted = axis + len(shape) if axis < 0 else axis
            if not 1 <= counted < len(shape):
                raise ShapeError(
                    "{where}: an input has no axis {axis} besides the batch axis. "
                    "Received shape {shape}. Use an axis from 1 to {last}.",
                    where=self.where(),
                    axis=axis,
                    shape=tuple(shape),
                    last=len(shape) - 1,
                )
            axes.append(counted)
        return axes

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Join the axes that are not added up."""
        x, y = input_shape
        i, j = self._axes_for([x, y])
        pairs = ((x[0], y[0]), (x[i], y[j]))
        if any(a != b and a is not None and b is not None for a, b in pairs):
            raise ShapeError(
                "{where}: inputs must have the same number of samples, and the same "
                "size along axes {axes}. Received {first} and {second}. Choose other "
                "axes, or put a Permute or Reshape before.",
                where=self.where(),
                axes=(i, j),
                first=tuple(x),
                second=tuple(y),
            )
        rest = (*x[1:i], *x[i + 1 :], *y[1:j], *y[j + 1 :])
        return (y[0] if x[0] is None else x[0], *(rest or (1,)))

    def forward(self, x: Any, ctx: Context) -> Array:
        """Multiply and add up."""
        first, second = x
        i, j = self._axes_for([first.shape, second.shape])
        dtype = self.compute_output_dtype([first.dtype.name, second.dtype.name])
        first, second = (array.astype(dtype, copy=False) for array in x)
        factors = []
        if self.normalize:
            norms = [_length(first, i), _length(second, j)]
            factors = [
                np.minimum(1 / length, first.dtype.type(1 / _EPSILON))
                for length in norms
            ]
            first, second = first * factors[0], second * factors[1]
        letters = iter(string.ascii_letters[2:])
        # a: samples, b: what is added up.
        left = "".join(
            "a" if k == 0 else "b" if k == i else next(letters)
            for k in range(first.ndim)
        )
        right = "".join(
            "a" if k == 0 else "b" if k == j else next(letters)
            for k in range(second.ndim)
        )
        result = (left + right[1:]).replace("b", "")
        sizes = {**dict(zip(left, first.shape, strict=True))}
        sizes.update(zip(right, second.shape, strict=True))
        y = ctx.buffer("y", tuple(sizes[label] for label in result), dtype)
        contract(left, right, result, first, second, y)
        ctx.save(
            inputs=(first, second),
            labels=(left, right, result),
            factors=factors,
            axes=(i, j),
        )
        return y.reshape(-1, 1) if y.ndim == 1 else y

    def backward(self, dy: Array, ctx: Context) -> list[Array | None]:
        """Multiply with the other input."""
        first, second = ctx["inputs"]
        left, right, result = ctx["labels"]
        if len(result) == 1:
            dy = dy.reshape(-1)
        parts: list[Array | None] = [None, None]
        if ctx.input_wanted[0]:
            dx = parts[0] = ctx.buffer("dx0", first.shape, dy.dtype)
            contract(result, right, left, dy, second, dx)
        if ctx.input_wanted[1]:
            dx = parts[1] = ctx.buffer("dx1", second.shape, dy.dtype)
            contract(result, left, right, dy, first, dx)
        if not self.normalize:
            return parts
        for k, (part, unit) in enumerate(zip(parts, (first, second), strict=True)):
            if part is not None:
                factor, axis = ctx["factors"][k], ctx["axes"][k]
                along = np.sum(part * unit, axis=axis, keepdims=True)
                # A vector as short as epsilon is multiplied with a constant.
                along *= factor < 1 / _EPSILON
                parts[k] = (part - unit * along) * factor
        return parts

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Return None: the steps are gone, or of both inputs."""
        del inputs, previous_mask

    def symbolic_mask(self, inputs: Any, masks: Any, ops: Any) -> Any:
        """Return None, too."""
        del inputs, masks, ops


def _length(x: Array, axis: int) -> Array:
    """Return the Euclidean length along an axis, with infinite inverse as 0."""
    squares = np.add.reduce(np.square(x), axis=axis, keepdims=True)
    return np.asarray(np.maximum(np.sqrt(squares), np.finfo(x.dtype).tiny))


def dot(inputs: list[Any], axes: Any = -1, **options: Any) -> Any:
    """Return the product of two tensors along axes; ``Dot(axes, **options)(inputs)``.

    Parameters
    ----------
    inputs : list of KerasTensor or ndarray
        The two factors.
    axes : int or tuple of int, default=-1
        Axis that is added up, or one for each input; not 0.
    **options : object
        Options of the layer, such as ``normalize``.
    """
    return Dot(axes=axes, **options)(inputs)
