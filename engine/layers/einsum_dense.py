"""A fully connected layer over axes of one's choice."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from engine.activations import Activation, linear
from engine.constraints import Constraint
from engine.errors import OptionError, ShapeError, Text
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.einsum import contract
from engine.kernels.reduction import sum_rows, sum_to_shape
from engine.layers.layer import Example, Layer
from engine.options import ShapeOption, option
from engine.parameters import Variable
from engine.regularizers import Regularizer
from engine.types import Array, Shape

_FORM = re.compile(
    r"(?P<before>\.\.\.)?(?P<x>[a-zA-Z]+)(?P<after>\.\.\.)?,(?P<w>[a-zA-Z]+)->"
    r"(?P<before_y>\.\.\.)?(?P<y>[a-zA-Z]+)(?P<after_y>\.\.\.)?"
)


def _check_equation(equation: str) -> str | None:
    found = _FORM.fullmatch(equation)
    if (
        found is None
        or bool(found["before"]) != bool(found["before_y"])
        or bool(found["after"]) != bool(found["after_y"])
        or (found["before"] and found["after"])
    ):
        return Text('must look like "ab,bc->ac", "...b,bc->...c" or "ab...,bc->ac..."')
    x, w, y = found["x"], found["w"], found["y"]
    for part in (x, w, y):
        twice = next((label for label in part if part.count(label) > 1), None)
        if twice:
            return Text("cannot hold {label} twice in {part}", label=twice, part=part)
    for label in w:
        if label not in x + y:
            return Text(
                "must have label {label} of the kernel in the input or the output, too",
                label=label,
            )
    for label in y:
        if label not in x + w:
            return Text(
                "must have label {label} of the output in the input or the kernel, too",
                label=label,
            )
    return None


@dataclass(frozen=True)
class _Labels:
    """An equation with a letter for every axis of an input of known rank."""

    x: str
    w: str
    y: str
    given: str
    """Letters of the output that are written in the equation."""


class EinsumDense(Layer):
    """Connect axes as an equation says: ``y = activation(einsum(x, kernel) + bias)``.

    The equation names the axes of input, kernel and output, such as
    ``"abc,cd->abd"``; three dots stand for any number of axes that are left alone. An
    axis of the input that the output does not have is summed over.

    Input shape: ``(n, ...)``. Output shape: ``(n, *output_shape)``.

    References
    ----------
    .. [1] ``keras.layers.EinsumDense``.
    """

    category: ClassVar[str] = "Core"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"equation": "ab,bc->ac", "output_shape": 3, "bias_axes": "c"}),
        Example(
            {
                "equation": "abc,cd->abd",
                "output_shape": (5, 3),
                "bias_axes": "d",
                "activation": "tanh",
                "kernel_initializer": "he_normal",
                "bias_initializer": "random_normal",
            },
            ((5, 4),),
        ),
        Example(
            {
                "equation": "...x,xyz->...yz",
                "output_shape": (2, 3),
                "bias_axes": "yz",
                "activation": "gelu",
                "kernel_regularizer": "l2",
                "bias_regularizer": "l1",
                "activity_regularizer": "l2",
            },
            ((2, 4),),
        ),
        Example(
            {
                "equation": "ab...,bc->ac...",
                "output_shape": 2,
                "bias_axes": "c",
                "kernel_constraint": "UnitNorm",
                "bias_constraint": "NonNeg",
            },
            ((3, 4),),
        ),
        Example({"equation": "abcd,bde->aec", "output_shape": (2, 3)}, ((2, 3, 4),)),
        Example(
            {"equation": "abc,bcd->adb", "output_shape": (3, 2), "bias_axes": "d"},
            ((2, 4),),
        ),
    )
    keras_extra: ClassVar[dict[str, Any]] = {
        "lora_rank": None,
        "lora_alpha": None,
        "gptq_unpacked_column_size": None,
        "quantization_config": None,
    }

    equation: str = option(
        doc='Axes of input, kernel and output, such as "ab,bc->ac".',
        suggest="ab,bc->ac",
        check=_check_equation,
    )
    output_shape: ShapeOption = option(
        doc="Sizes of the axes of the output, without the samples and without those "
        "that three dots stand for; None where the input has it.",
        suggest=(32,),
    )
    activation: Activation | None = option(
        default=None, doc="Function applied to the result; none means linear."
    )
    bias_axes: str | None = option(
        default=None, doc="Axes of the output that a bias is learned for."
    )
    kernel_initializer: Initializer = option(
        default="glorot_uniform", doc="First values of the kernel."
    )
    bias_initializer: Initializer = option(
        default="zeros", doc="First values of the bias.", advanced=True
    )
    kernel_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the kernel.", advanced=True
    )
    bias_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the bias.", advanced=True
    )
    kernel_constraint: Constraint | None = option(
        default=None,
        doc="What the kernel is brought back to after each training step.",
        advanced=True,
    )
    bias_constraint: Constraint | None = option(
        default=None,
        doc="What the bias is brought back to after each training step.",
        advanced=True,
    )
    activity_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the output, for each sample.",
        advanced=True,
        kw_only=True,
    )

    def setup(self) -> None:
        """Read the equation."""
        super().setup()
        if self.activation is linear:
            self.activation = None
        found = _FORM.fullmatch(self.equation)
        assert found is not None  # checked with the option
        self._x, self._w, self._y = found["x"], found["w"], found["y"]
        self._dots = (
            "before" if found["before"] else "after" if found["after"] else "none"
        )
        for label in self.bias_axes or "":
            if label not in self._y:
                raise OptionError(
                    "{where}: bias_axes must name axes of the output {output}. "
                    "Received {axes!r}.",
                    where=self.where(),
                    output=self._y,
                    axes=self.bias_axes,
                )

    def _labels(self, rank: int) -> _Labels:
        """Write a letter for each axis of an input."""
        elided = rank - len(self._x)
        if elided < 0 or (self._dots == "none" and elided > 0):
            raise ShapeError(
                "{where}: equation {equation} names {expected} axes of the input. "
                "Received an input with {received} axes. Name as many, with the one of "
                "the samples.",
                where=self.where(),
                equation=self.equation,
                expected=len(self._x),
                received=rank,
            )
        used = self._x + self._w + self._y
        free = "".join(c for c in string.ascii_letters if c not in used)[:elided]
        if self._dots == "before":
            return _Labels(free + self._x, self._w, free + self._y, self._y)
        return _Labels(self._x + free, self._w, self._y + free, self._y)

    def _sizes(self, input_shape: Shape) -> tuple[_Labels, dict[str, int | None]]:
        """Return the labels and the size of each; None for an unknown one."""
        labels = self._labels(len(input_shape))
        sizes = dict(zip(labels.x, input_shape, strict=True))
        # The first axis is that of the samples, named or not.
        named = [label for label in labels.given if label != labels.y[0]]
        if len(named) != len(self.output_shape):
            raise ShapeError(
                "{where}: output_shape {output} must hold a size for each of "
                "{names}, of equation {equation}. Received an input of shape {shape}.",
                where=self.where(),
                output=self.output_shape,
                names=", ".join(named) or "no axes",
                equation=self.equation,
                shape=tuple(input_shape),
            )
        for label, size in zip(named, self.output_shape, strict=True):
            if label in sizes and size is not None and sizes[label] != size:
                raise ShapeError(
                    "{where}: axis {label} has size {size} in output_shape and "
                    "{received} in the input. Received shape {shape}. Give both the "
                    "same size, or write None in output_shape.",
                    where=self.where(),
                    label=label,
                    size=size,
                    received=sizes[label],
                    shape=tuple(input_shape),
                )
            sizes.setdefault(label, size)
        for label in labels.w:
            if sizes.get(label) is None:
                raise ShapeError(
                    "{where}: the size of axis {label} must be known. Received shape "
                    "{shape} and output_shape {output}. Give it in one of them.",
                    where=self.where(),
                    label=label,
                    shape=tuple(input_shape),
                    output=self.output_shape,
                )
        return labels, sizes

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Read the sizes of the output off the equation."""
        labels, sizes = self._sizes(input_shape)
        wanted = tuple(sizes[label] for label in labels.w)
        if self.built and self.kernel.shape != wanted:
            raise ShapeError(
                "{where}: is shared and has a kernel of shape {expected}. Received an "
                "input of shape {shape}, for which it would be {wanted}. Give both "
                "calls the same sizes, or use a second layer.",
                where=self.where(),
                expected=self.kernel.shape,
                shape=tuple(input_shape),
                wanted=wanted,
            )
        named = [label for label in labels.given if label != labels.y[0]]
        asked = dict(zip(named, self.output_shape, strict=True))
        # As in Keras, None in output_shape stays open.
        sizes = {**sizes, **asked}
        return (input_shape[0], *(sizes[label] for label in labels.y[1:]))

    def build(self, input_shape: Any) -> None:
        """Declare kernel and bias."""
        labels, sizes = self._sizes(input_shape)
        self.kernel: Variable = self.add_weight(
            "kernel",
            tuple(sizes[label] or 0 for label in labels.w),
            self._kernel_values(labels),
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        self.bias: Variable | None = None
        if self.bias_axes:
            self.bias = self.add_weight(
                "bias",
                self._bias_shape(labels, sizes, input_shape),
                self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )

    def _kernel_values(self, labels: _Labels) -> Initializer:
        """Return the initializer, told which axes of the kernel come in and go out."""
        initializer = self.kernel_initializer
        axes = ("input_axes", "output_axes")
        if not all(name in initializer.options for name in axes):
            return initializer
        config = initializer.get_config()
        if all(config.get(name) is not None for name in axes):
            return initializer
        ends = enumerate(labels.w)
        going_out = [axis for axis, label in ends if label in labels.given]
        coming_in = [i for i in range(len(labels.w)) if i not in going_out]
        config |= {"input_axes": coming_in, "output_axes": going_out}
        return type(initializer).from_config(config)

    def _bias_shape(
        self, labels: _Labels, sizes: dict[str, int | None], input_shape: Shape
    ) -> tuple[int, ...]:
        """Return the shape: from the first axis with a bias on, sizes of 1 between."""
        axes = self.bias_axes or ""
        first = min(labels.y.index(label) for label in axes)
        shape = []
        for label in labels.y[first:]:
            size = sizes[label] if label in axes else 1
            if size is None:
                raise ShapeError(
                    "{where}: the size of axis {label} must be known, as bias_axes "
                    "names it. Received shape {shape}. Give it in output_shape.",
                    where=self.where(),
                    label=label,
                    shape=tuple(input_shape),
                )
            shape.append(size)
        return tuple(shape)

    def forward(self, x: Array, ctx: Context) -> Array:
        """Multiply, add, activate."""
        labels, sizes = self._sizes(x.shape)
        z = ctx.buffer("z", tuple(sizes[label] or 0 for label in labels.y), x.dtype)
        contract(labels.x, labels.w, labels.y, x, self.kernel.value, z)
        if self.bias is not None:
            np.add(z, self.bias.value, out=z)
        y = z
        if self.activation is not None:
            if self.activation.needs_input:
                y = ctx.buffer("y", z.shape, z.dtype)
            self.activation.forward(z, y)
        ctx.save(x=x, y=y, z=z, labels=labels)
        return y

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Propagate through activation, bias and product."""
        x, y, labels = ctx["x"], ctx["y"], ctx["labels"]
        dz = dy
        if self.activation is not None:
            dz = ctx.buffer("dz", y.shape, y.dtype)
            self.activation.backward(dy, y, ctx["z"], dz)
        if (dw := ctx.gradient(self.kernel)) is not None:
            contract(labels.x, labels.y, labels.w, x, dz, dw)
        if self.bias is not None and (db := ctx.gradient(self.bias)) is not None:
            if db.ndim == 1 and db.size == dz.shape[-1]:
                sum_rows(dz.reshape(-1, db.size), db)
            else:
                np.copyto(db, sum_to_shape(dz, db.shape))
        if not ctx.input_wanted[0]:
            return None
        dx = ctx.buffer("dx", x.shape, x.dtype)
        contract(labels.y, labels.w, labels.x, dz, self.kernel.value, dx)
        return dx

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the size of the kernel times the positions it is applied to."""
        labels, sizes = self._sizes(input_shape)
        positions = 1
        for label in labels.x[1:]:
            if label not in labels.w:
                positions *= sizes[label] or 1
        return positions * self.kernel.size
