"""Metrics: one class a file, with the function of the same name beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine import losses, named
from engine.errors import UnsupportedError
from engine.metrics.accuracy import Accuracy as Accuracy
from engine.metrics.binary_accuracy import BinaryAccuracy as BinaryAccuracy
from engine.metrics.binary_accuracy import binary_accuracy as binary_accuracy
from engine.metrics.binary_crossentropy import BinaryCrossentropy as BinaryCrossentropy
from engine.metrics.categorical_accuracy import (
    CategoricalAccuracy as CategoricalAccuracy,
)
from engine.metrics.categorical_accuracy import (
    categorical_accuracy as categorical_accuracy,
)
from engine.metrics.categorical_crossentropy import (
    CategoricalCrossentropy as CategoricalCrossentropy,
)
from engine.metrics.mean import Mean as Mean
from engine.metrics.mean import MeanOverSamples as MeanOverSamples
from engine.metrics.mean_absolute_error import MeanAbsoluteError as MeanAbsoluteError
from engine.metrics.mean_squared_error import MeanSquaredError as MeanSquaredError
from engine.metrics.metric import Metric as Metric
from engine.metrics.root_mean_squared_error import (
    RootMeanSquaredError as RootMeanSquaredError,
)
from engine.metrics.sparse_categorical_accuracy import (
    SparseCategoricalAccuracy as SparseCategoricalAccuracy,
)
from engine.metrics.sparse_categorical_accuracy import (
    sparse_categorical_accuracy as sparse_categorical_accuracy,
)
from engine.metrics.sparse_categorical_crossentropy import (
    SparseCategoricalCrossentropy as SparseCategoricalCrossentropy,
)
from engine.registry import METRICS
from engine.shape_choice import choose_by_shape
from engine.types import Json, Shape

binary_crossentropy = losses.binary_crossentropy
categorical_crossentropy = losses.categorical_crossentropy
mean_absolute_error = losses.mean_absolute_error
mean_squared_error = losses.mean_squared_error
sparse_categorical_crossentropy = losses.sparse_categorical_crossentropy

_FUNCTIONS: dict[Callable[..., Any], tuple[str, type[Metric]]] = {
    binary_accuracy: ("binary_accuracy", BinaryAccuracy),
    binary_crossentropy: ("binary_crossentropy", BinaryCrossentropy),
    categorical_accuracy: ("categorical_accuracy", CategoricalAccuracy),
    categorical_crossentropy: ("categorical_crossentropy", CategoricalCrossentropy),
    mean_absolute_error: ("mean_absolute_error", MeanAbsoluteError),
    mean_squared_error: ("mean_squared_error", MeanSquaredError),
    sparse_categorical_accuracy: (
        "sparse_categorical_accuracy",
        SparseCategoricalAccuracy,
    ),
    sparse_categorical_crossentropy: (
        "sparse_categorical_crossentropy",
        SparseCategoricalCrossentropy,
    ),
}


def get(value: Any) -> Metric:
    """Return the metric for a name, a config, a metric, its class or its function.

    Parameters
    ----------
    value : str, dict, Metric, type or function
        For example ``"mse"``.

    Raises
    ------
    UnsupportedError
        For unknown names, and for functions other than those of this package.
    """
    if callable(value) and not isinstance(value, named.Named | type):
        if value in _FUNCTIONS:
            name, cls = _FUNCTIONS[value]
            return cls(name=name)
        raise UnsupportedError(
            "A function of one's own as metric is not supported. Subclass "
            "engine.metrics.MeanOverSamples with values(y_true, y_pred). "
            "Received {value!r}.",
            value=value,
        )
    return named.make(value, Metric, METRICS)


def resolve(value: Any, y_true_shape: Shape, y_pred_shape: Shape) -> Metric:
    """Return the metric that compile means, with the name that Keras gives it.

    Parameters
    ----------
    value : object
        As for `get`; "accuracy" and "crossentropy" (or "acc" and "ce") stand for what
        fits the shapes.
    y_true_shape, y_pred_shape : tuple
        Shapes of targets and predictions with the batch axis.
    """
    if not isinstance(value, str):
        return get(value)
    word = value.lower()
    if word in ("accuracy", "acc"):
        cls: type[Metric] = choose_by_shape(
            y_true_shape,
            y_pred_shape,
            binary=BinaryAccuracy,
            sparse=SparseCategoricalAccuracy,
            one_hot=CategoricalAccuracy,
        )
    elif word in ("crossentropy", "ce"):
        cls = choose_by_shape(
            y_true_shape,
            y_pred_shape,
            binary=BinaryCrossentropy,
            sparse=SparseCategoricalCrossentropy,
            one_hot=CategoricalCrossentropy,
        )
    else:
        cls = METRICS.get(value)
    return cls(name=value)


def serialize(metric: Metric) -> Json:
    """Return the config of a metric as Keras writes it."""
    return named.serialize(metric, METRICS)


def deserialize(config: Json) -> Metric:
    """Return the metric of a config, or of a name."""
    return get(config)


named.register_named(Metric, METRICS)
