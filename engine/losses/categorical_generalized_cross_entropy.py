"""Crossentropy that suffers less from wrong labels."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import Text
from engine.graph.context import Context
from engine.kernels.rows import row_starts
from engine.losses.class_number_loss import ClassNumberLoss
from engine.options import option
from engine.types import Array


def _inside(q: float) -> str | None:
    return None if 0 < q < 1 else Text("must lie between 0 and 1, both left out")


class CategoricalGeneralizedCrossEntropy(ClassNumberLoss):
    """``(1 - p[t] ** q) / q`` for targets that are class numbers ``t``.

    Between the crossentropy (q near 0) and the mean absolute error (q near 1), which
    samples with wrong labels disturb less.

    References
    ----------
    .. [1] Zhang & Sabuncu, "Generalized Cross Entropy Loss for Training Deep Neural
       Networks with Noisy Labels", arXiv:1805.07836.
    .. [2] ``keras.losses.CategoricalGeneralizedCrossEntropy``.
    """

    is_found_by_name: ClassVar[bool] = False

    q: float = option(
        default=0.5,
        doc="Nearer to 1 for more wrong labels, between 0 and 1.",
        check=_inside,
    )

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return the loss of each sample."""
        dtype = y_pred.dtype
        x = np.ascontiguousarray(y_pred)
        rows, classes = y_true.size, x.shape[-1]
        chosen = ctx.buffer("chosen", (rows,), np.intp)
        np.add(row_starts(rows, classes), y_true.reshape(-1), out=chosen)
        p = x.reshape(-1).take(chosen)
        values = ctx.buffer("values", (rows,), dtype)
        np.power(p, dtype.type(self.q), out=values)
        np.subtract(1, values, out=values)
        np.divide(values, dtype.type(self.q), out=values)
        ctx.save(chosen=chosen, p=p, shape=x.shape)
        return values.reshape(y_true.shape)

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return ``-p ** (q - 1)`` for the true class."""
        p, shape = ctx["p"], ctx["shape"]
        np.power(p, p.dtype.type(self.q - 1), out=p)
        np.negative(p, out=p)
        np.multiply(p, np.asarray(dvalues, p.dtype).reshape(-1), out=p)
        dy = ctx.buffer("dy", shape, p.dtype)
        dy.fill(0)
        dy.reshape(-1)[ctx["chosen"]] = p
        return dy


def categorical_generalized_cross_entropy(
    y_true: Any, y_pred: Any, q: float = 0.5
) -> Array:
    """Return the generalized crossentropy of each sample.

    Parameters
    ----------
    y_true, y_pred : array-like
        Class numbers and probabilities.
    q : float, default=0.5
        Nearer to 1 for more wrong labels, between 0 and 1.
    """
    return CategoricalGeneralizedCrossEntropy(q=q).call(y_true, y_pred)
