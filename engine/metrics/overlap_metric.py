"""The base of metrics of how far regions overlap."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar, Literal

import numpy as np

from engine.errors import DataError, OptionError
from engine.metrics.built_in_metric import BuiltInMetric
from engine.options import DType, option
from engine.types import INT_DTYPES, Array

_EPSILON = 1e-7
# Keras counts pixels in whole numbers.
COUNTED: Any = option(default="int32", doc="Type of the counts.", advanced=True)


class OverlapMetric(BuiltInMetric, registers=False):
    """Base of the intersection over the union of classes, by a confusion matrix.

    Class numbers that do not exist are left out.
    """

    is_numbered: ClassVar[bool] = True
    direction: Literal["up", "down"] | None = "up"

    dtype: DType | None = COUNTED

    def setup(self) -> None:
        """Declare the confusion matrix."""
        if self.dtype is None:
            self.dtype = "int32"
        super().setup()
        for number in self.targets:
            if not 0 <= number < self.classes:
                raise OptionError(
                    'Metric "{name}": target_class_ids must lie in 0 .. {last}. '
                    "Received {received}.",
                    name=self.name,
                    last=self.classes - 1,
                    received=number,
                )
        shape = (self.classes, self.classes)
        self.total_cm = self.add_sum("total_confusion_matrix", shape)

    @property
    def classes(self) -> int:
        """Number of classes."""
        raise NotImplementedError

    @property
    def targets(self) -> tuple[int, ...]:
        """Numbers of the classes that count."""
        raise NotImplementedError

    @property
    def ignored(self) -> int | None:
        """Class number whose targets do not count."""
        return None

    def class_numbers(self, y_true: Array, y_pred: Array) -> tuple[Array, Array]:
        """Return targets and predictions as class numbers."""
        return y_true, y_pred

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take in a batch.

        Parameters
        ----------
        y_true, y_pred : array-like
            Targets and predictions.
        sample_weight : array-like, optional
            Weight of each entry.
        """
        true, pred = self.class_numbers(np.asarray(y_true), np.asarray(y_pred))
        true = true.astype(np.int64).reshape(-1)
        pred = pred.astype(np.int64).reshape(-1)
        if true.size != pred.size:
            raise DataError(
                'Metric "{name}" ({metric}) compares class numbers one by one. '
                "Received targets of shape {received} and predictions of shape "
                "{predictions}. Say with sparse_y_true and sparse_y_pred whether they "
                "are class numbers or have a column for each class.",
                name=self.name,
                metric=type(self).__name__,
                received=np.shape(y_true),
                predictions=np.shape(y_pred),
            )
        weights = self._weights(sample_weight, true.size)
        exists = (true >= 0) & (true < self.classes)
        exists &= (pred >= 0) & (pred < self.classes)
        if self.ignored is not None:
            exists &= true != self.ignored
        cells = true[exists] * self.classes + pred[exists]
        counts = np.bincount(cells, weights[exists], self.classes**2)
        self.total_cm.assign_add(counts.reshape(self.classes, self.classes))

    def result(self) -> float:
        """Return the mean over the classes that count and that there are."""
        matrix = self.total_cm.value
        both = np.diag(matrix)
        either = matrix.sum(axis=0) + matrix.sum(axis=1) - both
        chosen = np.asarray(self.targets, np.intp)
        both, either = both[chosen], either[chosen]
        there = either > 1e-9
        shares = np.where(there, both / (either + _EPSILON), 0)
        return float(shares.sum() / (there.sum() + _EPSILON))

    def _weights(self, sample_weight: Any, size: int) -> Array:
        if sample_weight is None:
            return np.ones(size)
        weights = np.asarray(sample_weight)
        if weights.dtype.kind == "f" and self.dtype in INT_DTYPES:
            warnings.warn(
                f'Metric "{self.name}" counts in whole numbers: weights are cut to '
                "them. Give it dtype='float32' for other weights.",
                stacklevel=3,
            )
            weights = weights.astype(np.int64)
        try:
            spread = np.broadcast_to(weights.reshape(-1), size)
        except ValueError:
            raise DataError(
                'Metric "{name}": weights of shape {weights} do not fit {count} '
                "entries. Give one weight for each entry.",
                name=self.name,
                weights=weights.shape,
                count=size,
            ) from None
        return np.asarray(spread, np.float64)
