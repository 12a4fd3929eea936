"""Cells that only know one step, taken through a sequence step by step.

Such are the cells that users write, with `call` or with `forward` and `backward`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.errors import ShapeError
from engine.graph.context import Context
from engine.graph.structure import flatten
from engine.layers.layer import Layer
from engine.layers.sequence_cell import Passage
from engine.types import Array


def run_steps(
    cell: Layer,
    x: Array,
    initial: Sequence[Array],
    passage: Passage,
    ctx: Context,
) -> tuple[Array, list[Array]]:
    """Take all steps with a cell that knows one; see `SequenceCell.run_sequence`."""
    states = list(initial)
    keeps_history = ctx.gradients is not None or any(ctx.input_wanted)
    positions = _positions(cell, len(states))
    outputs: list[Array] = []
    contexts: list[Context] = []
    steps = x.shape[1]
    order = range(steps - 1, -1, -1) if passage.reverse else range(steps)
    for p, time in enumerate(order):
        inputs, options = cell.arrange_call(x[:, time], list(states))
        # Without a backward pass two contexts take turns: one holds the old states.
        name = f"step {p if keeps_history else p % 2}"
        inner = ctx.child_context(name, len(positions), options)
        wanted = list(ctx.input_wanted)
        if p > 0:
            wanted[1:] = [keeps_history] * len(states)
        inner.input_wanted = [wanted[positions.index(i)] for i in range(len(wanted))]
        contexts.append(inner)
        y, *after = flatten(cell.run(inputs, inner))
        ctx.penalty += inner.penalty
        _check_states(cell, after, states)
        if passage.skip is not None:
            rows = passage.skip[p]
            if states[0].shape == y.shape:  # as in Keras: it is taken for the output
                y = np.where(_rows(rows, y), states[0], y)
            after = [
                np.where(_rows(rows, new), old, new)
                for old, new in zip(states, after, strict=True)
            ]
        states = after
        # A context that is used again writes to the same memory.
        outputs.append(y if keeps_history else y.copy())
    ctx.save(
        passage=passage,
        order=order,
        positions=positions,
        contexts=contexts,
        shape=x.shape,
        state_shapes=[state.shape for state in states],
    )
    if not passage.keeps_sequence:
        return outputs[-1], states
    sequence = ctx.buffer("sequence", (len(x), steps, *y.shape[1:]), y.dtype)
    return np.stack(outputs, axis=1, out=sequence), states


def _positions(cell: Layer, states: int) -> list[int]:
    """Return where input and states stand among the tensors of a call of the cell."""
    marks = [np.empty(0) for _ in range(1 + states)]
    inputs, _ = cell.arrange_call(marks[0], marks[1:])
    leaves = [id(leaf) for leaf in flatten(inputs)]
    return [leaves.index(id(mark)) for mark in marks]


def _check_states(cell: Layer, after: list[Array], before: list[Array]) -> None:
    if [s.shape for s in after] != [s.shape for s in before]:
        raise ShapeError(
            "{where}: as a cell it must return its output and states of the same "
            "shapes as before. Received {after} after {before}.",
            where=cell.where(),
            after=", ".join(str(s.shape) for s in after) or "none",
            before=", ".join(str(s.shape) for s in before),
        )


def _rows(rows: Array, like: Array) -> Array:
    return rows.reshape(-1, *[1] * (like.ndim - 1))


def derive_steps(
    cell: Layer, dy: Array, dstates: Sequence[Array | None], ctx: Context
) -> tuple[Array | None, list[Array | None]]:
    """Derive `run_steps`; see `SequenceCell.derive_sequence`."""
    passage: Passage = ctx["passage"]
    dx = np.zeros(ctx["shape"], dy.dtype) if ctx.input_wanted[0] else None
    if passage.keeps_sequence:
        doutputs = list(np.moveaxis(dy, 1, 0))
    else:
        doutputs = [np.zeros_like(dy)] * (len(ctx["order"]) - 1) + [dy]
    ds: list[Array] = [
        np.zeros(shape, dy.dtype) if d is None else d
        for d, shape in zip(dstates, ctx["state_shapes"], strict=True)
    ]
    for p in range(len(doutputs) - 1, -1, -1):
        doutput, kept = doutputs[p], [np.zeros_like(d) for d in ds]
        if passage.skip is not None:
            # A skipped step passes the gradients of the states on as they are.
            rows = [_rows(passage.skip[p], d) for d in ds]
            kept = [np.where(row, d, 0) for row, d in zip(rows, ds, strict=True)]
            ds = [np.where(row, 0, d) for row, d in zip(rows, ds, strict=True)]
            if ds[0].shape == doutput.shape:
                kept[0] = kept[0] + np.where(rows[0], doutput, 0)
                doutput = np.where(rows[0], 0, doutput)
        found = cell.run_back([doutput, *ds], ctx["contexts"][p])
        if ctx.gradients is not None:
            ctx.gradients.collect()  # each step asks for the same gradients
        dinput, *before = [found[position] for position in ctx["positions"]]
        if dx is not None and dinput is not None:
            dx[:, ctx["order"][p]] = dinput
        ds = [
            old if d is None else d + old for d, old in zip(before, kept, strict=True)
        ]
    return dx, list(ds)
