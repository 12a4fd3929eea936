"""What recurrent layers and stacks ask of any cell, the engine's or a user's.

A cell of a user is a plain layer with ``call(inputs, states)`` and the attributes that
Keras asks for: ``state_size``, and maybe ``output_size`` and ``get_initial_state``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import OptionError
from engine.graph.context import Context
from engine.graph.structure import flatten
from engine.layers.layer import Layer
from engine.layers.sequence_cell import Passage, SequenceCell
from engine.layers.stepwise_cell import derive_steps, run_steps
from engine.types import Array, Shape


def state_size_of(cell: Layer) -> Any:
    """Return the size of the state of a cell, or a list of sizes.

    Raises
    ------
    OptionError
        If the cell does not say.
    """
    size = getattr(cell, "state_size", None)
    if size is None:
        raise OptionError(
            "{where}: a cell needs the attribute state_size: the size of its state, or "
            "a list of sizes.",
            where=cell.where(),
        )
    return list(size) if isinstance(size, list | tuple) else size


def output_shape_of(cell: Layer) -> tuple[int, ...]:
    """Return the shape of the output of a cell, without the batch axis."""
    size = getattr(cell, "output_size", None)
    if size is None:  # as in Keras, it is the first state
        size = state_size_of(cell)
        size = size[0] if isinstance(size, list) else size
    return _as_shape(size)


def state_shapes_of(cell: Layer, batch: int | None) -> list[Any]:
    """Return the shapes of the states of a cell; lists where it is a stack.

    Parameters
    ----------
    cell : Layer
        The cell.
    batch : int or None
        Size of the batch axis.
    """

    def shape(size: Any) -> Shape | list[Shape]:
        if isinstance(size, list):
            return [(batch, *_as_shape(part)) for part in size]
        return (batch, *_as_shape(size))

    sizes = state_size_of(cell)
    return [shape(size) for size in (sizes if isinstance(sizes, list) else [sizes])]


def _as_shape(size: Any) -> tuple[int, ...]:
    return size if isinstance(size, tuple) else (int(size),)


def initial_state_of(cell: Layer, batch_size: int) -> Any:
    """Return the states that a sequence begins with.

    Parameters
    ----------
    cell : Layer
        The cell.
    batch_size : int
        Number of samples.
    """
    own = getattr(cell, "get_initial_state", None)
    if own is not None:
        return own(batch_size=batch_size)
    shapes: Any = state_shapes_of(cell, batch_size)
    return [np.zeros(shape, cell.dtype) for shape in shapes]


def run_cell(
    cell: Layer,
    x: Array,
    initial: Sequence[Array] | None,
    passage: Passage,
    ctx: Context,
) -> tuple[Array, list[Array]]:
    """Run any cell over a sequence; see `SequenceCell.run_sequence`."""
    if isinstance(cell, SequenceCell):
        return cell.run_sequence(x, initial, passage, ctx)
    if initial is None:
        initial = [np.asarray(s) for s in flatten(initial_state_of(cell, len(x)))]
    return run_steps(cell, x, initial, passage, ctx)


def derive_cell(
    cell: Layer, dy: Array, dstates: Sequence[Array | None], ctx: Context
) -> tuple[Array | None, list[Array | None]]:
    """Derive `run_cell`; see `SequenceCell.derive_sequence`."""
    if isinstance(cell, SequenceCell):
        return cell.derive_sequence(dy, dstates, ctx)
    return derive_steps(cell, dy, dstates, ctx)
