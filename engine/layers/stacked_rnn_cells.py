"""Several cells on top of each other, as one."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from engine.errors import ShapeError
from engine.graph.context import Context
from engine.graph.structure import flatten_shapes
from engine.layers.cells import (
    derive_cell,
    initial_state_of,
    output_shape_of,
    run_cell,
    state_shapes_of,
    state_size_of,
)
from engine.layers.layer import Example, Layer, layer_of, serialize
from engine.layers.sequence_cell import Passage, SequenceCell
from engine.options import Kind, option, register_kind
from engine.types import Array, Json, Shape

Layers = Annotated[list[Layer], "layers"]
"""Annotation of an option that is a list of layers."""


def _as_layers(value: Any) -> list[Layer]:
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("must be a list of cells")
    return [layer_of(item) for item in value]


def _serialize(layers: list[Layer]) -> Json:
    return [serialize(layer) for layer in layers]


def _source(layers: list[Layer]) -> str:
    return f"[{', '.join(layer.source('keras.layers.') for layer in layers)}]"


register_kind(Layers, Kind("layers", _as_layers, _serialize, _source, _serialize))


class StackedRNNCells(SequenceCell):
    """Hand the output of each cell to the next, within one step.

    ``RNN([cell, cell])`` makes one of the list.

    Input shape: ``(n, features)``, and the states of all cells. Output shape: that of
    the last cell, and the new states of all.

    References
    ----------
    .. [1] ``keras.layers.StackedRNNCells``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {
                "cells": [
                    {"class_name": "GRUCell", "config": {"units": 3}},
                    {"class_name": "LSTMCell", "config": {"units": 2}},
                ]
            },
            ((4,), (3,), (2,), (2,)),
        ),
        Example(
            {
                "cells": [
                    {
                        "class_name": "SimpleRNNCell",
                        "config": {"units": 2, "dropout": 0.4},
                    }
                ]
            },
            ((3,), (2,)),
        ),
    )

    cells: Layers = option(
        doc="The cells, the one that reads the input first.",
        suggest=[{"class_name": "LSTMCell", "config": {"units": 32}}],
    )

    def setup(self) -> None:
        """Ask every cell for the size of its states."""
        super().setup()
        for cell in self.cells:
            state_size_of(cell)

    @property
    def state_size(self) -> Any:
        """Size of the states of each cell."""
        return [state_size_of(cell) for cell in self.cells]

    @property
    def output_size(self) -> int:
        """Size of the output of the last cell."""
        return output_shape_of(self.cells[-1])[0]

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether any cell does."""
        return any(cell.behaves_differently_in_training for cell in self.cells)

    def check_step(self, shape: Shape) -> None:
        """Raise a `ShapeError` if the first cell cannot take the input."""
        first = self.cells[0]
        if isinstance(first, SequenceCell):
            first.check_step(shape)

    def build(self, input_shape: Any) -> None:
        """Build each cell for the output of the one before."""
        shape = flatten_shapes(input_shape)[0]
        for cell in self.cells:
            cell.ensure_built(shape)
            shape = (shape[0], *output_shape_of(cell))

    def get_initial_state(self, batch_size: int | None = None) -> list[Any]:
        """Return the first states of each cell.

        Parameters
        ----------
        batch_size : int
            Number of samples.
        """
        if batch_size is None:
            raise ShapeError(
                "{where}: get_initial_state needs the batch_size.", where=self.where()
            )
        return [initial_state_of(cell, batch_size) for cell in self.cells]

    def run_sequence(
        self, x: Array, initial: Sequence[Array] | None, passage: Passage, ctx: Context
    ) -> tuple[Array, list[Array]]:
        """Run cell after cell over the whole sequence."""
        states: list[Array] = []
        given = list(initial or ())
        wanted = list(ctx.input_wanted[1:])
        parts = []
        for number, cell in enumerate(self.cells):
            count = len(flatten_shapes(state_shapes_of(cell, None)))
            inner = ctx.child_context(f"cell {number}", 1 + count)
            inner.input_wanted = [ctx.input_wanted[0] or number > 0, *wanted[:count]]
            if ctx.gradients is None and not any(ctx.input_wanted):
                inner.input_wanted = [False] * (1 + count)
            if getattr(cell, "seed", None) is not None:
                inner.rng = ctx.child(
                    f"rng {number}", functools.partial(cell.make_generator, 0)
                )
            is_last = number == len(self.cells) - 1
            part = Passage(
                passage.reverse and number == 0,
                passage.keeps_sequence or not is_last,
                passage.skip,
            )
            first = given[:count] or None
            x, after = run_cell(cell, x, first, part, inner)
            ctx.penalty += inner.penalty
            given, wanted = given[count:], wanted[count:]
            states += after
            parts.append((cell, inner, count))
        ctx.save(parts=parts)
        return x, states

    def derive_sequence(
        self, dy: Array, dstates: Sequence[Array | None], ctx: Context
    ) -> tuple[Array | None, list[Array | None]]:
        """Derive cell after cell, the last one first."""
        dinitial: list[Array | None] = []
        left = list(dstates)
        dx: Array | None = dy
        for cell, inner, count in reversed(ctx["parts"]):
            assert dx is not None
            dx, before = derive_cell(cell, dx, left[-count:], inner)
            left = left[:-count]
            dinitial = [*before, *dinitial]
        return dx, dinitial

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the sum of the costs of all cells."""
        return sum(cell.multiply_adds(input_shape) for cell in self.cells)
