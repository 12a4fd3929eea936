"""Weighted sum of numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DataError
from engine.losses.weighting import same_rank
from engine.metrics.built_in_metric import BuiltInMetric


class Sum(BuiltInMetric):
    """Weighted sum of numbers.

    References
    ----------
    .. [1] ``keras.metrics.Sum``.

    Examples
    --------
    >>> total = Sum()
    >>> total.update_state([1, 3, 5])
    >>> total.result()
    9.0
    """

    def setup(self) -> None:
        """Declare the sum."""
        super().setup()
        self.total = self.add_sum("total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Add numbers.

        Parameters
        ----------
        values : array-like
            A number, or an array with one row for each sample.
        sample_weight : array-like, optional
            Their weights.
        """
        numbers = np.asarray(values, np.float64)
        if sample_weight is not None:
            weights = np.asarray(sample_weight, np.float64)
            numbers, weights = same_rank(numbers, weights)
            extra = tuple(range(weights.ndim, numbers.ndim))
            try:
                numbers = numbers.sum(axis=extra) * np.broadcast_to(
                    weights, numbers.shape[: weights.ndim]
                )
            except ValueError:
                raise DataError(
                    'Metric "{name}": weights of shape {weights} do not fit values of '
                    "shape {values}. Give one weight for each sample.",
                    name=self.name,
                    weights=np.shape(sample_weight),
                    values=np.shape(values),
                ) from None
        self.total.assign_add(numbers.sum())

    def result(self) -> float:
        """Return the sum."""
        return float(self.total.value)
