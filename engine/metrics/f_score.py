"""The base of means of precision and recall."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np

from engine.errors import DataError, Text
from engine.metrics.built_in_metric import BuiltInMetric
from engine.parameters import Variable
from engine.types import Array

_EPSILON = 1e-7
Average = Literal["micro", "macro", "weighted"]


def is_cut(threshold: float) -> str | None:
    """Return why a threshold is wrong, None if it lies above 0 and up to 1."""
    return None if 0 < threshold <= 1 else Text("must be above 0 and at most 1")


class FScore(BuiltInMetric, registers=False):
    """Base of the harmonic mean of precision and recall, with a weight for recall."""

    direction: Literal["up", "down"] | None = "up"
    is_single: ClassVar[bool] = False

    def setup(self) -> None:
        """Declare no state yet: its shape is that of the predictions."""
        super().setup()
        self._sums: list[Variable] = []

    @property
    def recall_weight(self) -> float:
        """How often recall counts as much as precision."""
        return 1.0

    @property
    def how(self) -> tuple[Average | None, float | None]:
        """How classes are averaged, and the threshold."""
        raise NotImplementedError

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take in a batch.

        Parameters
        ----------
        y_true, y_pred : array-like of shape (n, classes)
            Targets 0 and 1, and predictions.
        sample_weight : array-like of shape (n,), optional
            Weights of samples.
        """
        target = np.asarray(y_true, np.float64)
        prediction = np.asarray(y_pred, np.float32)
        if target.ndim != 2 or target.shape != prediction.shape:
            raise DataError(
                'Metric "{name}" ({metric}) needs targets and predictions of shape '
                "(samples, classes). Received targets of shape {received} and "
                "predictions of shape {predictions}. Reshape the targets, or turn "
                "class numbers into columns with utils.to_categorical.",
                name=self.name,
                metric=type(self).__name__,
                received=target.shape,
                predictions=prediction.shape,
            )
        average, threshold = self.how
        if not self._sums:
            shape = () if average == "micro" else prediction.shape[1:]
            self._sums = [
                self.add_sum(name, shape)
                for name in (
                    "true_positives",
                    "false_positives",
                    "false_negatives",
                    "intermediate_weights",
                )
            ]
        if threshold is None:
            largest = prediction.max(axis=-1, keepdims=True)
            # Rows of zeros have no largest one.
            answer = (prediction >= largest) & (np.abs(prediction) > 1e-9)
        else:
            answer = prediction > np.float32(threshold)
        weights = np.ones((len(target), 1))
        if sample_weight is not None:
            weights = self._weights(np.asarray(sample_weight, np.float64), len(target))
        axis = None if average == "micro" else 0
        found = np.where(answer, target, 0)
        for variable, values in zip(
            self._sums,
            (found, np.where(answer, 1 - target, 0), target - found, target),
            strict=True,
        ):
            variable.assign_add(np.sum(values * weights, axis=axis))

    def result(self) -> float | Array:
        """Return the score, one for each class without an average."""
        if not self._sums:
            return 0.0
        right, invented, missed, support = (v.value for v in self._sums)
        precision = right / (right + invented + _EPSILON)
        recall = right / (right + missed + _EPSILON)
        weight = self.recall_weight**2
        mean = precision * recall / (weight * precision + recall + _EPSILON)
        score = mean * (1 + weight)
        average, _ = self.how
        if average == "weighted":
            return float(np.sum(score * support / (np.sum(support) + _EPSILON)))
        if average is not None:
            return float(np.mean(score))
        return np.asarray(score, np.float32)

    def _weights(self, weights: Array, samples: int) -> Array:
        if weights.size != samples:
            raise DataError(
                'Metric "{name}": weights of shape {weights} do not fit {samples} '
                "samples. Give one weight for each sample.",
                name=self.name,
                weights=weights.shape,
                samples=samples,
            )
        return weights.reshape(-1, 1)
