"""Inputs, targets and weights as one tuple, as datasets and generators give them."""

from __future__ import annotations

from typing import Any

from engine.errors import DataError


def pack_x_y_sample_weight(x: Any, y: Any = None, sample_weight: Any = None) -> Any:
    """Return a tuple of what is there; a single array alone, as Keras does.

    Parameters
    ----------
    x, y, sample_weight : object
        Inputs, and targets and weights if there are any.
    """
    if y is None:
        return (x,) if isinstance(x, tuple | list) else x
    return (x, y) if sample_weight is None else (x, y, sample_weight)


def unpack_x_y_sample_weight(data: Any) -> tuple[Any, Any, Any]:
    """Return inputs, targets and weights; None for what is not there.

    Parameters
    ----------
    data : object
        A tuple or list of one to three parts; anything else is the inputs.

    Raises
    ------
    DataError
        If there are more parts.
    """
    if not isinstance(data, tuple | list):
        return data, None, None
    if not 1 <= len(data) <= 3:
        raise DataError(
            "The data must be (x,), (x, y) or (x, y, sample_weight). Received {count} "
            "parts.",
            count=len(data),
        )
    x, y, sample_weight = [*data, None, None][:3]
    return x, y, sample_weight
