"""Losses: one class a file, with the function of the same name beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine import named
from engine.errors import UnsupportedError
from engine.losses.binary_crossentropy import BinaryCrossentropy as BinaryCrossentropy
from engine.losses.binary_crossentropy import binary_crossentropy as binary_crossentropy
from engine.losses.categorical_crossentropy import (
    CategoricalCrossentropy as CategoricalCrossentropy,
)
from engine.losses.categorical_crossentropy import (
    categorical_crossentropy as categorical_crossentropy,
)
from engine.losses.huber import Huber as Huber
from engine.losses.huber import huber as huber
from engine.losses.loss import Loss as Loss
from engine.losses.mean_absolute_error import MeanAbsoluteError as MeanAbsoluteError
from engine.losses.mean_absolute_error import mean_absolute_error as mean_absolute_error
from engine.losses.mean_squared_error import MeanSquaredError as MeanSquaredError
from engine.losses.mean_squared_error import mean_squared_error as mean_squared_error
from engine.losses.sparse_categorical_crossentropy import (
    SparseCategoricalCrossentropy as SparseCategoricalCrossentropy,
)
from engine.losses.sparse_categorical_crossentropy import (
    sparse_categorical_crossentropy as sparse_categorical_crossentropy,
)
from engine.registry import LOSSES
from engine.shape_choice import choose_by_shape
from engine.types import Json, Shape

_FUNCTIONS: dict[Callable[..., Any], type[Loss]] = {
    binary_crossentropy: BinaryCrossentropy,
    categorical_crossentropy: CategoricalCrossentropy,
    huber: Huber,
    mean_absolute_error: MeanAbsoluteError,
    mean_squared_error: MeanSquaredError,
    sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
}


def get(value: Any) -> Loss:
    """Return the loss for a name, a config, a loss, its class or its function.

    Parameters
    ----------
    value : str, dict, Loss, type or function
        For example ``"mse"``.

    Raises
    ------
    UnsupportedError
        For unknown names, and for functions other than those of this package.
    """
    if callable(value) and not isinstance(value, named.Named | type):
        if value in _FUNCTIONS:
            return _FUNCTIONS[value]()
        raise UnsupportedError(
            "A function of one's own as loss is not supported: its derivative is not "
            "known. Subclass engine.losses.Loss with forward and backward. "
            "Received {value!r}.",
            value=value,
        )
    return named.make(value, Loss, LOSSES)


def resolve(value: Any, y_true_shape: Shape, y_pred_shape: Shape) -> Loss:
    """Return the loss for a name, taking "crossentropy" as what fits the shapes.

    Parameters
    ----------
    value : object
        As for `get`; also ``"crossentropy"`` and ``"ce"``.
    y_true_shape, y_pred_shape : tuple
        Shapes of targets and predictions with the batch axis.
    """
    if isinstance(value, str) and value.lower() in ("crossentropy", "ce"):
        return choose_by_shape(
            y_true_shape,
            y_pred_shape,
            binary=BinaryCrossentropy,
            sparse=SparseCategoricalCrossentropy,
            one_hot=CategoricalCrossentropy,
        )()
    return get(value)


def serialize(loss: Loss) -> Json:
    """Return the config of a loss as Keras writes it."""
    return named.serialize(loss, LOSSES)


def deserialize(config: Json) -> Loss:
    """Return the loss of a config, or of a name."""
    return get(config)


named.register_named(Loss, LOSSES)
