"""The base of recurrent layers that are named after their cell."""

from __future__ import annotations

from typing import ClassVar

from engine.layers.recurrent import Recurrent
from engine.layers.recurrent_cell import RecurrentCell
from engine.registry import snake_case


class CellLayer(Recurrent, registers=False):
    """Base of `SimpleRNN`, `GRU` and `LSTM`: options of the cell are their own."""

    cell_class: ClassVar[type[RecurrentCell]]

    def make_cell(self) -> RecurrentCell:
        """Return a cell with the options of this layer; it holds the weights."""
        common = {"name", "activity_regularizer"}
        options = {
            name: getattr(self, name)
            for name in self.cell_class.options
            if name not in common
        }
        name = snake_case(self.cell_class.__name__)
        return self.cell_class(**options, name=name)
