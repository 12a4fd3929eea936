"""Losses within functions that autograd derives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from autograd.extend import defvjp, primitive

from engine.autodiff import is_traced
from engine.errors import UnsupportedError
from engine.graph.context import Context
from engine.losses.weighting import align_weights
from engine.random import generator
from engine.types import Array

if TYPE_CHECKING:
    from engine.losses.loss import Loss


@primitive  # type: ignore[untyped-decorator]
def _values(y_pred: Array, loss: Loss, y_true: Array, ctx: Context) -> Array:
    """Return the values of a loss as one step, with the loss's own derivative."""
    with np.errstate(all="ignore"):
        return loss.forward_values(y_true, y_pred, ctx).copy()


def _derivative(values: Array, y_pred: Array, loss: Loss, *others: Any) -> Any:
    del values
    _, ctx = others

    def pull_back(dvalues: Array) -> Array:
        return loss.backward(dvalues, ctx).reshape(y_pred.shape)

    return pull_back


defvjp(_values, _derivative)


def traced_values(loss: Loss, y_true: Any, y_pred: Any, ctx: Context) -> Any:
    """Return the values of a loss with hand-written passes for a traced prediction.

    Parameters
    ----------
    loss : Loss
        The loss.
    y_true, y_pred : array-like or box
        Targets and predictions.
    ctx : Context
        Memory of this call.

    Raises
    ------
    UnsupportedError
        If the targets depend on what is derived by.
    """
    if is_traced(y_true):
        raise UnsupportedError(
            'Loss "{loss}": within a function there is a derivative by the predictions '
            "only, and the targets depend on what is derived by. Exchange y_true and "
            "y_pred, or write the loss with engine.ops.",
            loss=loss.name,
        )
    return _values(y_pred, loss, np.asarray(y_true), ctx)


def traced_loss(loss: Loss, y_true: Any, y_pred: Any, sample_weight: Any) -> Any:
    """Return the reduced loss for a traced prediction.

    Parameters
    ----------
    loss : Loss
        The loss.
    y_true, y_pred : array-like or box
        Targets and predictions.
    sample_weight : array-like, optional
        Weights.
    """
    mask = None
    if loss.is_traced:
        values = loss.call(y_true, y_pred)
    else:
        ctx = Context(generator(0))
        values = traced_values(loss, y_true, y_pred, ctx)
        mask = loss.value_mask(ctx)
    weights = loss.merged_weights(sample_weight, mask)
    if weights is not None:
        values, weights = align_weights(values, weights)
        values = values * weights
    if loss.reduction in (None, "none") or values.ndim == 0:
        return values
    total = values.sum()
    if loss.reduction == "sum":
        return total
    divisor = float(values.size)
    if loss.reduction == "mean_with_sample_weight" and weights is not None:
        divisor = float(weights.sum())
    return total / divisor if divisor else 0 * total
