"""How many predictions lie above thresholds, of those that should and should not."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from engine.types import Array

NOWHERE = np.float32(-1e10)
"""Keras' score of predictions that are not among the best k."""


class Thresholds:
    """Sorted thresholds, and how many of them a prediction exceeds.

    Parameters
    ----------
    values : sequence of float
        Thresholds in any order.
    """

    def __init__(self, values: Any) -> None:
        given = np.asarray(values, np.float64)
        self.size = given.size
        self.is_even = _is_even(np.clip(given, 0, 1))
        # Beyond 0 and 1 at the ends: every probability exceeds the first one.
        self._is_open = bool(given[0] < 0 or given[-1] > 1)
        limits = given.astype(np.float32)
        self._order = np.argsort(limits, kind="stable")
        self._sorted = limits[self._order]

    def passed(self, p: Array) -> Array:
        """Return how many thresholds each prediction exceeds, NaN none.

        Parameters
        ----------
        p : ndarray, float32
            Predictions.
        """
        if self.is_even:
            # Keras' rounding for thresholds i / (size - 1).
            steps = np.ceil(np.clip(p, 0, 1) * np.float32(self.size - 1))
            count = np.nan_to_num(steps).astype(np.intp)
            return np.maximum(count, 1) if self._is_open else count
        found = np.searchsorted(self._sorted, p, side="left")
        found[np.isnan(p)] = 0
        return np.asarray(found)

    def totals(self, passed: Array, weights: Array, columns: int) -> Array:
        """Return the weights of predictions above each threshold.

        Parameters
        ----------
        passed : ndarray of int of shape (n, columns)
            What `passed` returned.
        weights : ndarray of the same shape
            Weights.
        columns : int
            Number of columns.

        Returns
        -------
        ndarray of shape (size, columns)
        """
        slots = passed * columns
        slots += np.arange(columns)
        sums = np.bincount(
            slots.reshape(-1), weights.reshape(-1), (self.size + 1) * columns
        ).reshape(self.size + 1, columns)
        above = np.cumsum(sums[:0:-1], axis=0)[::-1]
        if self.is_even:
            return np.asarray(above)
        unsorted = np.empty_like(above)
        unsorted[self._order] = above
        return unsorted


def _is_even(values: Array) -> bool:
    """Whether thresholds are i / (size - 1)."""
    if values.size < 3:
        return False
    even = np.arange(values.size, dtype=np.float32) / (values.size - 1)
    return bool(np.allclose(values, even, atol=1e-7))


class Counts(NamedTuple):
    """What a batch adds, each of shape (thresholds,) or (thresholds, columns)."""

    true_positives: Array
    false_positives: Array
    true_negatives: Array
    false_negatives: Array


def count(
    thresholds: Thresholds,
    y_true: Array,
    y_pred: Array,
    weights: Array | None,
    *,
    by_column: bool = False,
) -> Counts:
    """Return how many predictions are right and wrong at each threshold.

    Parameters
    ----------
    thresholds : Thresholds
        The thresholds.
    y_true : ndarray
        Targets; anything but 0 is yes.
    y_pred : ndarray of the same shape, float32
        Predictions.
    weights : ndarray, optional
        Weights that can be broadcast to the predictions.
    by_column : bool, default=False
        Whether each column of a matrix is counted by itself.
    """
    columns = y_pred.shape[-1] if by_column else 1
    is_yes = (y_true != 0).reshape(-1, columns)
    p = y_pred.reshape(-1, columns)
    shares = np.ones(p.shape)
    if weights is not None:
        shares = np.broadcast_to(weights, y_pred.shape).astype(np.float64)
        shares = shares.reshape(-1, columns)
    yes = np.where(is_yes, shares, 0)
    no = shares - yes
    passed = thresholds.passed(p)
    true_positives = thresholds.totals(passed, yes, columns)
    false_positives = thresholds.totals(passed, no, columns)
    counts = Counts(
        true_positives,
        false_positives,
        no.sum(axis=0) - false_positives,
        yes.sum(axis=0) - true_positives,
    )
    return counts if by_column else Counts(*(part[:, 0] for part in counts))


def best_only(y_pred: Array, k: int) -> Array:
    """Return predictions with all but the `k` largest of each row set to `NOWHERE`."""
    best = np.argsort(-y_pred, axis=-1, kind="stable")[..., :k]
    kept = np.full(y_pred.shape, NOWHERE, np.float32)
    np.put_along_axis(kept, best, np.take_along_axis(y_pred, best, -1), -1)
    return kept
