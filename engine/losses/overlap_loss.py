"""The base of losses of how far two regions overlap."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.losses.built_in_loss import BuiltInLoss
from engine.losses.loss import Targets
from engine.types import Array


class OverlapLoss(BuiltInLoss, registers=False):
    """Base of losses of the sums of ``y_true * y_pred``, ``y_true`` and ``y_pred``.

    The sums are taken over the axes of the option ``axis``, or over the whole batch.
    """

    targets: ClassVar[Targets] = "yes_no"

    @property
    def sum_axes(self) -> tuple[int, ...] | None:
        """Axes that the sums are taken over; None is all."""
        raise NotImplementedError

    @property
    def axes(self) -> tuple[int, ...]:
        """Axes that predictions must have."""
        return self.sum_axes or ()

    def overlap(
        self, both: Array, true: Array, pred: Array
    ) -> tuple[Array, Array, Array]:
        """Return the loss with its derivatives by the first and the last sum.

        Parameters
        ----------
        both, true, pred : ndarray
            Sums of ``y_true * y_pred``, of ``y_true`` and of ``y_pred``.
        """
        raise NotImplementedError

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the loss of what is left after the sums."""
        product = ctx.buffer("product", y_pred.shape, y_pred.dtype)
        np.multiply(y_true, y_pred, out=product)
        values, by_both, by_pred = self.overlap(
            self._sum(product), self._sum(y_true), self._sum(y_pred)
        )
        ctx.save(y_true=y_true, product=product, by_both=by_both, by_pred=by_pred)
        return np.asarray(values)

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return the derivatives of the sums, spread over what was summed."""
        dy: Array = ctx["product"]
        by_both = self._spread(dvalues * ctx["by_both"], dy)
        np.multiply(ctx["y_true"], by_both, out=dy)
        np.add(dy, self._spread(dvalues * ctx["by_pred"], dy), out=dy)
        return dy

    def _sum(self, x: Array) -> Array:
        return np.asarray(np.add.reduce(x, axis=self.sum_axes))

    def _spread(self, x: Any, like: Array) -> Array:
        spread = np.asarray(x, like.dtype)
        axes = self.sum_axes
        return spread if axes is None else np.expand_dims(spread, axes)
