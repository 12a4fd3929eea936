"""Keras' rule for "accuracy" and "crossentropy": which of three is meant.

References
----------
.. [1] ``keras/src/trainers/compile_utils.py``: ``is_binary_or_sparse_categorical``.
"""

from __future__ import annotations

from typing import TypeVar

from engine.types import Shape

T = TypeVar("T")


def choose_by_shape(
    y_true: Shape, y_pred: Shape, *, binary: T, sparse: T, one_hot: T
) -> T:
    """Return what fits targets and predictions of the given shapes.

    Parameters
    ----------
    y_true, y_pred : tuple of int or None
        Shapes with the batch axis.
    binary : object
        For predictions with one value.
    sparse : object
        For several values and targets with an axis less, or of size 1.
    one_hot : object
        For targets with a column for each value.
    """
    if y_pred[-1] == 1:
        return binary
    if len(y_true) < len(y_pred) or y_true[-1] == 1:
        return sparse
    return one_hot
