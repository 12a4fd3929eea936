"""A recurrent layer around any cell."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from engine.layers.cells import state_size_of
from engine.layers.layer import Example, Layer, layer_kind, layer_of
from engine.layers.recurrent import Recurrent
from engine.layers.sequence_cell import SequenceCell
from engine.layers.stacked_rnn_cells import StackedRNNCells
from engine.options import option, register_kind
from engine.registry import LAYERS

Cell = Annotated[Layer, "cell"]
"""Annotation of an option that is a cell, or a list of cells to be stacked."""


def _as_cell(value: Any) -> Layer:
    if isinstance(value, list | tuple):
        return StackedRNNCells(list(value))
    return layer_of(value)


register_kind(
    Cell,
    layer_kind(
        lambda: tuple(
            name
            for name, cls in LAYERS.items()
            if issubclass(cls, SequenceCell) and cls is not StackedRNNCells
        ),
        _as_cell,
    ),
)


class RNN(Recurrent):
    """Read a sequence step by step with a cell.

    A list of cells is stacked: each reads the output of the one before. A cell of
    one's own is a layer with ``call(inputs, states)`` that returns an output and the
    new states, and with the attribute ``state_size``.

    Input shape: ``(n, steps, features)``. Output shape: ``(n, units)`` with the size of
    the output of the cell, or ``(n, steps, units)`` with `return_sequences`; with
    `return_state` a list of that and of the last states.

    References
    ----------
    .. [1] ``keras.layers.RNN``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"cell": {"class_name": "GRUCell", "config": {"units": 3}}}, ((5, 4),)),
        Example(
            {
                "cell": {
                    "class_name": "LSTMCell",
                    "config": {"units": 2, "dropout": 0.3, "seed": 4},
                },
                "return_sequences": True,
                "return_state": True,
                "go_backwards": True,
                "zero_output_for_mask": True,
            },
            ((4, 3),),
        ),
        Example(
            {
                "cell": {
                    "class_name": "StackedRNNCells",
                    "config": {
                        "cells": [
                            {"class_name": "LSTMCell", "config": {"units": 3}},
                            {"class_name": "SimpleRNNCell", "config": {"units": 2}},
                        ]
                    },
                },
                "return_sequences": True,
                "go_backwards": True,
            },
            ((4, 3),),
        ),
    )
    axes_of_a_step: ClassVar[int | None] = None

    cell: Cell = option(
        doc="What is done at each step, or a list of such.",
        suggest={"class_name": "LSTMCell", "config": {"units": 32}},
    )

    def make_cell(self) -> Layer:
        """Return the cell given, if it says the size of its states."""
        state_size_of(self.cell)
        return self.cell
