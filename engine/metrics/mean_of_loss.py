"""Base of the metrics that are the mean of a loss."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np

from engine.graph.context import Context
from engine.losses.loss import Loss
from engine.losses.weighting import merge_mask
from engine.metrics.mean import MeanOverSamples
from engine.random import generator
from engine.types import Array


class MeanOfLoss(MeanOverSamples, registers=False):
    """Mean of a loss over all samples of an epoch, in reused memory."""

    direction: Literal["up", "down"] | None = "down"
    loss_class: ClassVar[type[Loss]]

    def setup(self) -> None:
        """Make the loss with those of its options that the metric has, too."""
        super().setup()
        shared: dict[str, Any] = {
            name: value
            for name, value in vars(self).items()
            if name in self.loss_class.options and name not in ("name", "dtype")
        }
        self._loss = self.loss_class(**shared)
        self._context = Context(generator(0))

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return the loss of each sample."""
        return self._loss.values(y_true, y_pred, self._context)

    def update_state(
        self, y_true: Any, y_pred: Any, sample_weight: Any = None, *, mask: Any = None
    ) -> None:
        """Take in a batch; see `Metric.update_state`."""
        with np.errstate(all="ignore"):  # NaN predictions give NaN
            values = self.values(np.asarray(y_true), np.asarray(y_pred))
        ignored = self._loss.value_mask(self._context)
        if mask is not None:
            sample_weight = merge_mask(sample_weight, mask, "sum", "float64")
        if ignored is not None and sample_weight is not None:  # as Keras: only then
            sample_weight = merge_mask(sample_weight, ignored, "sum", "float64")
        self.accumulate(values, sample_weight)
