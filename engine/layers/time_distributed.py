"""A layer applied to every step of a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.graph.structure import is_nested
from engine.layers.layer import Example, Layer
from engine.layers.wrapper import Wrapper
from engine.types import Array, Shape


class TimeDistributed(Wrapper):
    """Apply a layer, or a whole model, to every step, with the same weights.

    Input shape: ``(n, steps, ...)``. Output shape: ``(n, steps, ...)``, what the layer
    gives for each step.

    Notes
    -----
    All steps are computed at once, as samples of one large batch, unless the layer
    treats samples of a batch together, as batch normalization does in training.

    References
    ----------
    .. [1] ``keras.layers.TimeDistributed``.
    """

    category: ClassVar[str] = "Recurrent"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"layer": {"class_name": "Dense", "config": {"units": 3}}}, ((5, 4),)),
        Example(
            {
                "layer": {
                    "class_name": "LSTM",
                    "config": {"units": 2, "dropout": 0.3, "return_sequences": True},
                }
            },
            ((2, 4, 3),),
        ),
        Example({"layer": {"class_name": "Flatten", "config": {}}}, ((3, 2, 2),)),
    )
    supports_masking = True
    hears_mask = True

    if not TYPE_CHECKING:  # checkers would take it for no class attribute any more

        @property
        def has_input_gradient(self) -> bool:
            """Whether the layer within has one."""
            return self.layer.has_input_gradient

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether the layer within does."""
        return self.layer.behaves_differently_in_training

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return the generator of the layer within, which may have a seed."""
        return self.layer.make_generator(seed)

    def cast_for(self, dtype: str) -> str | None:
        """Return the dtype that the layer within converts an input to."""
        return self.layer.cast_for(dtype)

    def compute_output_dtype(self, input_dtype: Any) -> Any:
        """Return the dtype that the layer within gives."""
        return self.layer.compute_output_dtype(input_dtype)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Put the axis of the steps into the shape that the layer gives."""
        output = self.layer.compute_output_shape(self._shape_of_step(input_shape))
        if is_nested(output) and any(is_nested(part) for part in output):
            raise ShapeError(
                "{where}: the layer within must give one output. {layer} gives "
                "{count}.",
                where=self.where(),
                layer=self.layer.where(),
                count=len(output),
            )
        return (input_shape[0], input_shape[1], *output[1:])

    def _shape_of_step(self, shape: Shape) -> Shape:
        self.check_rank(shape, 3, advice=Text("Its first axis is that of the steps."))
        return (shape[0], *shape[2:])

    def build(self, input_shape: Any) -> None:
        """Build the layer within for one step."""
        super().build(self._shape_of_step(input_shape))

    # --------------------------------------------------------- both passes

    def forward(self, x: Array, ctx: Context) -> Array:
        """Run the layer for all steps at once, or one after the other."""
        n, steps = x.shape[:2]
        mask = None if ctx.mask is None else np.asarray(ctx.mask)
        if mask is not None and mask.shape[:2] != (n, steps):
            raise ShapeError(
                "{where}: the mask must begin with the axes {wanted}. Received shape "
                "{shape}.",
                where=self.where(),
                wanted=(n, steps),
                shape=mask.shape,
            )
        if _is_to_go_step_by_step(self.layer, ctx.training):
            return self._forward_by_steps(x, mask, ctx)
        inner = self._context("layer", ctx)
        if mask is not None:
            inner.mask = mask.reshape(n * steps, *mask.shape[2:])
        y = self.layer.forward(x.reshape(n * steps, *x.shape[2:]), inner)
        ctx.penalty += inner.penalty
        ctx.save(contexts=[inner], shape=x.shape)
        return np.asarray(y).reshape(n, steps, *y.shape[1:])

    def _context(self, name: str, ctx: Context) -> Context:
        inner = ctx.child_context(name)
        inner.input_wanted = ctx.input_wanted
        return inner

    def _forward_by_steps(self, x: Array, mask: Array | None, ctx: Context) -> Array:
        outputs, contexts = [], []
        for step in range(x.shape[1]):
            inner = self._context(f"step {step}", ctx)
            inner.mask = None if mask is None else mask[:, step]
            outputs.append(self.layer.forward(x[:, step], inner))
            ctx.penalty += inner.penalty
            contexts.append(inner)
        ctx.save(contexts=contexts, shape=x.shape)
        return np.stack(outputs, axis=1)

    def backward(self, dy: Array, ctx: Context) -> Array | None:
        """Derive what `forward` has run."""
        contexts, shape = ctx["contexts"], ctx["shape"]
        if len(contexts) == 1:
            rows = dy.reshape(shape[0] * shape[1], *dy.shape[2:])
            dx = _only(self.layer.backward(rows, contexts[0]))
            return None if dx is None else dx.reshape(shape)
        parts = []
        for step, inner in enumerate(contexts):
            parts.append(_only(self.layer.backward(dy[:, step], inner)))
            if ctx.gradients is not None:
                ctx.gradients.collect()  # each step asks for the same gradients
        if not ctx.input_wanted[0]:
            return None
        return np.stack([part for part in parts if part is not None], axis=1)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the cost of a step times the steps."""
        return (input_shape[1] or 1) * self.layer.multiply_adds(
            self._shape_of_step(input_shape)
        )


def _only(dx: Any) -> Array | None:
    found: Array | None = dx[0] if isinstance(dx, list | tuple) else dx
    return found


def _is_to_go_step_by_step(layer: Layer, training: bool) -> bool:
    """Whether one large batch would give other numbers than one batch for each step."""
    if training and layer.mixes_samples:
        return True
    return any(
        part.output_penalty is not None or _is_to_go_step_by_step(part, training)
        for part in layer.sublayers
    )
