"""How many numbers weights hold."""

from __future__ import annotations

from collections.abc import Iterable

from engine.parameters import Variable


def count_params(weights: Iterable[Variable]) -> int:
    """Return the number of elements of all weights together.

    Parameters
    ----------
    weights : iterable of Variable
        For example ``model.trainable_weights``.
    """
    return sum(variable.size for variable in weights)
