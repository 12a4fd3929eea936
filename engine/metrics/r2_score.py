"""Share of the variance that predictions explain."""

from __future__ import annotations

import warnings
from typing import Any, Literal

import numpy as np

from engine.errors import DataError
from engine.losses.weighting import same_rank
from engine.metrics.built_in_metric import BuiltInMetric
from engine.options import option
from engine.parameters import Variable
from engine.types import Array


class R2Score(BuiltInMetric):
    """Coefficient of determination: the share of the variance that is explained.

    1 is perfect, 0 is as good as the mean of the targets.

    References
    ----------
    .. [1] ``keras.metrics.R2Score``.
    """

    direction: Literal["up", "down"] | None = "up"

    class_aggregation: (
        Literal["uniform_average", "variance_weighted_average"] | None
    ) = option(
        default="uniform_average",
        doc="How columns become one number; None is one score for each.",
        advanced=True,
    )
    num_regressors: int = option(
        default=0,
        doc="Number of independent inputs, for the adjusted score.",
        min=0,
        advanced=True,
    )

    def setup(self) -> None:
        """Declare the number of samples; the rest when the columns are known."""
        super().setup()
        self.num_samples = self.add_sum("num_samples")
        self._sums: list[Variable] = []

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take in a batch.

        Parameters
        ----------
        y_true, y_pred : array-like of shape (n, columns)
            Targets and predictions.
        sample_weight : array-like, optional
            Weights of samples or of their entries.
        """
        target, prediction = same_rank(
            np.asarray(y_true, np.float64), np.asarray(y_pred, np.float64)
        )
        if prediction.ndim != 2 or target.shape != prediction.shape:
            raise DataError(
                'Metric "{name}" (R2Score) needs targets and predictions of shape '
                "(samples, columns). Received targets of shape {received} and "
                "predictions of shape {predictions}.",
                name=self.name,
                received=np.shape(y_true),
                predictions=np.shape(y_pred),
            )
        if not self._sums:
            self._sums = [
                self.add_sum(name, prediction.shape[1:])
                for name in ("squared_sum", "sum", "residual", "count")
            ]
        weights = self._weights(sample_weight, target.shape)
        weighted = target * weights
        for variable, values in zip(
            self._sums,
            (
                target * weighted,
                weighted,
                (target - prediction) ** 2 * weights,
                weights,
            ),
            strict=True,
        ):
            variable.assign_add(values.sum(axis=0))
        self.num_samples.assign_add(target.size)

    def result(self) -> float | Array:
        """Return the score, one for each column without an aggregation."""
        if not self._sums:
            return 0.0
        squares, sums, residual, count = (v.value for v in self._sums)
        with np.errstate(all="ignore"):
            total = squares - sums * (sums / count)
            scores = 1 - residual / total
            scores = np.where(np.isinf(scores), 0, scores)
            if self.class_aggregation == "uniform_average":
                scores = scores.mean()
            elif self.class_aggregation is not None:
                scores = (total * scores).sum() / total.sum()
        return self._adjusted(np.asarray(scores))

    def _adjusted(self, scores: Array) -> float | Array:
        spare = float(self.num_samples.value) - 1 - self.num_regressors
        if self.num_regressors and spare > 0:
            scores = 1 - (1 - scores) * (spare + self.num_regressors) / spare
        elif self.num_regressors:
            warnings.warn(
                f'Metric "{self.name}": the adjusted score needs more samples than '
                "num_regressors + 1. This is the plain one.",
                stacklevel=3,
            )
        return float(scores) if scores.ndim == 0 else scores.astype(np.float32)

    def _weights(self, sample_weight: Any, shape: tuple[int, ...]) -> Array:
        weights = np.asarray(1 if sample_weight is None else sample_weight, np.float64)
        if weights.ndim == 1:
            weights = weights[:, None]
        try:
            return np.broadcast_to(weights, shape)
        except ValueError:
            raise DataError(
                'Metric "{name}": weights of shape {weights} do not fit values of '
                "shape {values}. Give one weight for each sample.",
                name=self.name,
                weights=np.shape(sample_weight),
                values=shape,
            ) from None
