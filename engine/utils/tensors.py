"""What symbols are, and where they come from."""

from __future__ import annotations

from typing import Any

from engine.graph.symbolic import KerasTensor


def is_keras_tensor(x: Any) -> bool:
    """Whether something is a symbol, as ``keras.Input`` gives them."""
    return isinstance(x, KerasTensor)


def get_source_inputs(tensor: KerasTensor) -> list[KerasTensor]:
    """Return the Inputs that a symbol is computed from, in the order of the graph.

    Parameters
    ----------
    tensor : KerasTensor
        What layers gave.
    """
    found: dict[int, KerasTensor] = {}
    seen: set[int] = set()
    waiting = [tensor]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if one.producer.is_input:
            found[id(one)] = one
        else:
            waiting += reversed(one.producer.inputs)
    return list(found.values())
