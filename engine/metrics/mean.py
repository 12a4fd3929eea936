"""Means over samples: `Mean`, and the base of metrics that average over samples."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.errors import DataError
from engine.losses.weighting import merge_mask, same_rank
from engine.metrics.built_in_metric import BuiltInMetric
from engine.metrics.metric import Metric
from engine.types import Array


class _Averaging(BuiltInMetric, registers=False):
    """A metric whose state is a weighted sum and the sum of the weights."""

    def setup(self) -> None:
        """Declare the two sums."""
        super().setup()
        self.total = self.add_sum("total")
        self.count = self.add_sum("count")

    def result(self) -> float:
        """Return the mean, 0 before the first batch."""
        count = float(self.count.value)
        return float(self.total.value) / count if count else 0.0

    def accumulate(self, values: Any, weights: Any) -> None:
        """Add values; those of one sample count as one, by their mean.

        Parameters
        ----------
        values : array-like
            One entry, or several, for each sample.
        weights : array-like, optional
            Weight of each sample, or of each entry.
        """
        if weights is None:
            if isinstance(values, float | int):
                self._add(values, 1)
                return
            values = np.asarray(values)
            samples = len(values) if values.ndim else 1
            if values.dtype == bool:
                total = float(np.count_nonzero(values))
            else:
                total = float(np.add.reduce(values, axis=None))
            self._add(total * samples / max(1, values.size), samples)
            return
        values = np.asarray(values, np.float64)
        values, weights = same_rank(values, np.asarray(weights, np.float64))
        if values.ndim > weights.ndim:
            values = values.mean(axis=tuple(range(weights.ndim, values.ndim)))
        try:
            spread = np.broadcast_to(weights, values.shape)
        except ValueError as error:
            raise DataError(
                'Metric "{name}": weights of shape {weights} do not fit values of '
                "shape {values}. Give one weight for each sample.",
                name=self.name,
                weights=weights.shape,
                values=values.shape,
            ) from error
        values = values * spread
        per_sample = math.prod(values.shape[1:])
        divisor = max(1, per_sample)
        self._add(float(values.sum()) / divisor, float(spread.sum()) / divisor)

    def _add(self, total: float, count: float) -> None:
        value = self.total.value
        np.add(value, total, out=value)
        value = self.count.value
        np.add(value, count, out=value)


class Mean(_Averaging):
    """Weighted mean of numbers, such as the losses of batches.

    References
    ----------
    .. [1] ``keras.metrics.Mean``.

    Examples
    --------
    >>> mean = Mean()
    >>> mean.update_state(2.0)
    >>> mean.update_state([4.0, 6.0])
    >>> mean.result()
    4.0
    """

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Add numbers.

        Parameters
        ----------
        values : array-like
            A number, or an array with one row for each sample.
        sample_weight : array-like, optional
            Their weights.
        """
        self.accumulate(values, sample_weight)


class MeanOverSamples(_Averaging, registers=False):
    """Base of metrics that are the mean of a function of target and prediction."""

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return one entry, or several, for each sample; bool for right and wrong.

        Parameters
        ----------
        y_true, y_pred : ndarray
            Targets and predictions.
        """
        raise NotImplementedError

    def update_state(
        self, y_true: Any, y_pred: Any, sample_weight: Any = None, *, mask: Any = None
    ) -> None:
        """Take in a batch; see `Metric.update_state`."""
        values = self.values(np.asarray(y_true), np.asarray(y_pred))
        if mask is not None:
            sample_weight = merge_mask(sample_weight, mask, "sum", "float64")
        self.accumulate(values, sample_weight)


def same_shape(y_true: Array, y_pred: Array, metric: Metric) -> tuple[Array, Array]:
    """Return both arrays in one shape, or raise a `DataError`.

    Parameters
    ----------
    y_true, y_pred : ndarray
        Targets and predictions, which may differ by a last axis of size 1.
    metric : Metric
        For the message.
    """
    if y_true.shape == y_pred.shape:
        return y_true, y_pred
    target, prediction = same_rank(y_true, y_pred)
    if target.shape == prediction.shape:
        return target, prediction
    raise misfit(y_true, y_pred, metric)


def misfit(y_true: Array, y_pred: Array, metric: Metric) -> DataError:
    """Return the error for targets and predictions that a metric cannot compare."""
    return DataError(
        'Metric "{name}" ({metric}) cannot compare targets of shape {received} with '
        'predictions of shape {expected}. Write "accuracy" or "crossentropy" to get '
        "the one that fits.",
        name=metric.name,
        metric=type(metric).__name__,
        received=y_true.shape,
        expected=y_pred.shape,
    )
