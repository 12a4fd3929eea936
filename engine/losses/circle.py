"""Circle loss of embeddings."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DataError
from engine.graph.context import Context
from engine.kernels.softmax import log_sum_exp
from engine.losses.class_number_loss import ClassNumberLoss
from engine.losses.loss import first_bad
from engine.losses.probabilities import step
from engine.options import option
from engine.types import Array, Shape


class Circle(ClassNumberLoss):
    """How badly embeddings of one class lie nearer to each other than to other classes.

    Predictions are vectors of length 1 (a last layer ``UnitNormalization``), targets
    are class numbers. Each sample is compared with all others of the batch.

    References
    ----------
    .. [1] Sun et al., "Circle Loss: A Unified Perspective of Pair Similarity
       Optimization", arXiv:2002.10857.
    .. [2] ``keras.losses.Circle``.
    """

    gamma: float = option(default=80.0, doc="How sharply hard pairs stand out.")
    margin: float = option(default=0.4, doc="Distance kept between classes.")
    remove_diagonal: bool = option(
        default=True, doc="Whether a sample is not compared with itself."
    )

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the loss of each sample."""
        values, state = _compare(
            y_true,
            y_pred,
            y_true,
            y_pred,
            self.gamma,
            self.margin,
            self.remove_diagonal,
        )
        ctx.save(state=state, x=y_pred, counts=values > 0)
        return values

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return the derivative by the embeddings, which stand on both sides."""
        dcosines = _differentiate(dvalues, ctx["state"])
        x = ctx["x"]
        return np.asarray((dcosines + dcosines.T) @ x)

    def value_mask(self, ctx: Context) -> Array | None:
        """Return which samples have a loss at all: the mean is taken over them."""
        mask: Array = ctx["counts"]
        return mask

    def check_shapes(self, y_true: Shape, y_pred: Shape, where: str) -> None:
        """Raise unless there is one class number for each vector."""
        if len(y_pred) == 2 and (len(y_true) == 1 or tuple(y_true[1:]) == (1,)):
            return
        raise DataError(
            "{where}: the loss {loss} needs one class number for each vector. Received "
            "targets of shape {received} for predictions of shape {predictions}. "
            "Give predictions of shape (samples, size) and targets of shape "
            "(samples,).",
            where=where,
            loss=self.name,
            received=y_true,
            predictions=y_pred,
        )

    def check_values(self, y_true: Array, y_pred: Shape, where: str) -> None:
        """Raise unless all targets are whole numbers."""
        del y_pred
        broken = y_true != np.floor(y_true)
        if not broken.any():
            return
        row, value = first_bad(y_true, broken)
        raise DataError(
            "{where}: the loss {loss} needs whole class numbers as targets. "
            "Received {value} in sample {row}. For other numbers use "
            "mean_squared_error.",
            where=where,
            loss=self.name,
            value=value,
            row=row,
        )


def _compare(
    labels: Array,
    x: Array,
    other_labels: Array,
    others: Array,
    gamma: float,
    margin: float,
    remove_diagonal: bool,
) -> tuple[Array, tuple[Array, ...]]:
    """Return the loss of each row of `x`, and what `_differentiate` needs."""
    distances = 1 - x @ others.T
    far = np.empty_like(distances)
    step(distances, far)
    np.maximum(distances, 0, out=distances)
    same = labels[:, None] == other_labels[None, :]
    other = ~same
    if remove_diagonal:
        same &= np.eye(*same.shape, dtype=np.bool_) == 0
    kind = x.dtype.type
    # Weights of pairs grow with how far each is from where it should be.
    near_weight = np.maximum(kind(margin) + distances, 0)
    far_weight = np.maximum(kind(1 + margin) - distances, 0)
    near = kind(-gamma) * near_weight * (kind(margin) - distances)
    away = kind(gamma) * far_weight * (kind(1 - margin) - distances)
    near_total, near_share = _log_sum(near, same)
    away_total, away_share = _log_sum(away, other)
    total = near_total + away_total
    values = np.logaddexp(total, kind(0))
    near_slope = kind(-gamma) * (
        np.sign(near_weight) * (kind(margin) - distances) - near_weight
    )
    away_slope = kind(gamma) * (
        -np.sign(far_weight) * (kind(1 - margin) - distances) - far_weight
    )
    slopes = near_share * near_slope + away_share * away_slope
    return values, (total, slopes * far)


def _differentiate(dvalues: Any, state: tuple[Array, ...]) -> Array:
    """Return the derivative by the cosines of all pairs."""
    total, slopes = state
    with np.errstate(over="ignore"):
        share = 1 / (1 + np.exp(-total))
    scale = np.asarray(dvalues, slopes.dtype) * share
    return np.asarray(-slopes * scale[:, None])


def _log_sum(x: Array, chosen: Array) -> tuple[Array, Array]:
    """Return the log of the sum of exp over chosen entries of rows, and their shares.

    -inf and zeros for rows of which nothing is chosen.
    """
    kept = np.where(chosen, x, x.dtype.type(-np.inf))
    empty = ~chosen.any(axis=-1)
    kept[empty] = 0
    exps = np.empty_like(kept)
    sums = np.empty(kept.shape[:-1], kept.dtype)
    largest = log_sum_exp(kept, exps, sums)
    totals = np.log(sums) + largest
    totals[empty] = -np.inf
    shares = exps / sums[:, None]
    shares[empty] = 0
    return totals, shares


def circle(
    y_true: Any,
    y_pred: Any,
    ref_labels: Any = None,
    ref_embeddings: Any = None,
    remove_diagonal: bool = True,
    gamma: float = 80,
    margin: float = 0.4,
) -> Array:
    """Return the circle loss of each sample.

    Parameters
    ----------
    y_true : array-like of int of shape (n,)
        Class numbers.
    y_pred : array-like of shape (n, size)
        Vectors of length 1.
    ref_labels, ref_embeddings : array-like, optional
        Class numbers and vectors to compare with; those of the samples by default.
    remove_diagonal : bool, default=True
        Whether a sample is not compared with the one of the same number.
    gamma : float, default=80
        How sharply hard pairs stand out.
    margin : float, default=0.4
        Distance kept between classes.
    """
    labels = np.asarray(y_true).astype(np.int32).reshape(-1)
    x = np.asarray(y_pred, np.float32)
    others = x if ref_embeddings is None else np.asarray(ref_embeddings, x.dtype)
    other_labels = labels
    if ref_labels is not None:
        other_labels = np.asarray(ref_labels).astype(np.int32).reshape(-1)
    values, _ = _compare(
        labels, x, other_labels, others, gamma, margin, remove_diagonal
    )
    return values
