"""The base of metrics of right and wrong answers at thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from engine.errors import DataError, Text
from engine.losses.weighting import same_rank
from engine.metrics.built_in_metric import BuiltInMetric
from engine.metrics.confusion_counts import Thresholds, best_only, count
from engine.parameters import Variable
from engine.types import Array


class ConfusionMetric(BuiltInMetric, registers=False):
    """Base of metrics that count right and wrong answers at thresholds.

    The counts are state, called as `counted` says.
    """

    is_numbered: ClassVar[bool] = True
    counted: ClassVar[tuple[str, ...]] = (
        "true_positives",
        "false_positives",
        "true_negatives",
        "false_negatives",
    )

    def start(self, thresholds: Sequence[float] | Array) -> None:
        """Set the thresholds and declare the counts.

        Parameters
        ----------
        thresholds : sequence of float
            Thresholds.
        """
        self.limits = Thresholds(thresholds)
        self.declare_counts((self.limits.size,))

    def declare_counts(self, shape: tuple[int, ...]) -> None:
        """Declare the counts with a shape."""
        self.counts: dict[str, Variable] = {}
        for name in self.counted:
            self.counts[name] = self.add_sum(name, shape)
            setattr(self, name, self.counts[name])

    def filtered(self, y_true: Array, y_pred: Array) -> tuple[Array, Array]:
        """Return those targets and predictions that are looked at."""
        return y_true, y_pred

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take in a batch.

        Parameters
        ----------
        y_true, y_pred : array-like
            Targets 0 and 1, and predictions between.
        sample_weight : array-like, optional
            Weights of samples or of their entries.
        """
        self.add_batch(
            np.asarray(y_true), np.asarray(y_pred, np.float32), sample_weight
        )

    def add_batch(
        self,
        y_true: Array,
        y_pred: Array,
        sample_weight: Any,
        *,
        by_column: bool = False,
        column_weights: Array | None = None,
    ) -> None:
        """Add a batch to the counts.

        Parameters
        ----------
        y_true, y_pred : ndarray
            Targets and predictions.
        sample_weight : array-like, optional
            Weights of samples or of their entries.
        by_column : bool, default=False
            Whether each column is counted by itself.
        column_weights : ndarray, optional
            Weights of columns.
        """
        y_pred, y_true = same_rank(y_pred, y_true)
        if y_true.shape != y_pred.shape:
            raise self._misfit(y_true, y_pred)
        y_true, y_pred = self.filtered(y_true, y_pred)
        weights = None
        if sample_weight is not None:
            weights = self._weights(np.asarray(sample_weight, np.float32), y_pred)
        if column_weights is not None:
            weights = column_weights if weights is None else weights * column_weights
        added = count(self.limits, y_true, y_pred, weights, by_column=by_column)
        for name, variable in self.counts.items():
            variable.assign_add(getattr(added, name))

    def one_or_all(self, values: Array) -> float | Array:
        """Return the value of a single threshold, or all as float32."""
        if self.limits.size == 1:
            return float(values[0])
        return np.asarray(values, np.float32)

    def _weights(self, weights: Array, y_pred: Array) -> Array:
        """Return weights as large as the predictions."""
        given = weights.shape
        if weights.ndim < y_pred.ndim:
            weights = weights[..., None]
        elif weights.ndim == y_pred.ndim + 1 and weights.shape[-1] == 1:
            weights = weights[..., 0]
        if weights.ndim in (0, y_pred.ndim):
            try:
                return np.broadcast_to(weights, y_pred.shape)
            except ValueError:
                pass
        raise DataError(
            'Metric "{name}": weights of shape {weights} do not fit predictions of '
            "shape {predictions}. Give weights of shape {rows} or {predictions}.",
            name=self.name,
            weights=given,
            predictions=y_pred.shape,
            rows=y_pred.shape[:-1] if y_pred.ndim > 1 else y_pred.shape,
        )

    def _misfit(self, y_true: Array, y_pred: Array) -> DataError:
        remedy = Text("Give targets of the shape of the predictions.")
        flat = y_true.ndim == 1 or (y_true.ndim == 2 and y_true.shape[1] == 1)
        if flat and y_pred.ndim == 2:
            remedy = Text(
                "Turn class numbers into {classes} columns with utils.to_categorical.",
                classes=y_pred.shape[1],
            )
        return DataError(
            'Metric "{name}" ({metric}) compares answers one by one. Received targets '
            "of shape {received} for predictions of shape {expected}. {remedy}",
            name=self.name,
            metric=type(self).__name__,
            received=y_true.shape,
            expected=y_pred.shape,
            remedy=remedy,
        )


def column(metric: ConfusionMetric, y: Array, class_id: int) -> Array:
    """Return the column of one class.

    Parameters
    ----------
    metric : ConfusionMetric
        For the message.
    y : ndarray of shape (..., classes)
        Targets or predictions.
    class_id : int
        Its number.
    """
    if y.ndim < 2 or not -y.shape[-1] <= class_id < y.shape[-1]:
        raise DataError(
            'Metric "{name}" ({metric}): class_id={class_id} needs predictions with a '
            "column for that class. Received predictions of shape {received}.",
            name=metric.name,
            metric=type(metric).__name__,
            class_id=class_id,
            received=y.shape,
        )
    return y[..., class_id, None]


def is_probability(values: Any) -> str | None:
    """Return why thresholds are wrong, None if they lie in 0 .. 1."""
    listed = np.atleast_1d(np.asarray(values, np.float64))
    if listed.ndim != 1 or not listed.size:
        return Text("must be a number or a list of numbers")
    if (listed < 0).any() or (listed > 1).any():
        return Text("must lie in 0 .. 1")
    return None


def ratio(part: Any, whole: Any) -> Array:
    """Return ``part / whole``, 0 where that is 0, as Keras divides."""
    whole = np.asarray(whole, np.float64)
    share: Array = np.divide(part, whole, out=np.zeros_like(whole), where=whole != 0)
    return share


__all__ = [
    "ConfusionMetric",
    "best_only",
    "column",
    "is_probability",
    "ratio",
]
