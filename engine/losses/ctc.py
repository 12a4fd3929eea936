"""Loss of label sequences whose places in time are not known."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DataError
from engine.graph.context import Context
from engine.kernels.softmax import log_sum_exp
from engine.losses.class_number_loss import ClassNumberLoss
from engine.losses.loss import first_bad
from engine.losses.probabilities import along
from engine.types import Array, Shape


class CTC(ClassNumberLoss):
    """Connectionist temporal classification: ``-log`` of the probability of labels.

    Predictions are logits of shape ``(samples, steps, classes)``, in which class 0 says
    that nothing is there. Targets are class numbers of shape ``(samples, labels)``,
    filled up with zeros. All ways to spread the labels over the steps are added up.

    References
    ----------
    .. [1] Graves et al., "Connectionist temporal classification: labelling unsegmented
       sequence data with recurrent neural networks", ICML 2006.
    .. [2] ``keras.losses.CTC``.
    """

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return minus the logarithm of the probability of each sample's labels."""
        samples, steps, _ = y_pred.shape
        shares = ctx.buffer("shares", y_pred.shape, y_pred.dtype)
        sums = ctx.buffer("sums", (samples, steps), y_pred.dtype)
        largest = log_sum_exp(y_pred, shares, sums)
        np.divide(shares, sums[..., None], out=shares)
        states = np.zeros((samples, 2 * y_true.shape[1] + 1), np.intp)
        states[:, 1::2] = y_true  # nothing between all labels, and around them
        logs = np.take_along_axis(y_pred, states[:, None, :], axis=2)
        logs = logs - (largest + np.log(sums))[..., None]
        last = 2 * (y_true != 0).sum(axis=1)
        jumps = np.full(states.shape, -np.inf, logs.dtype)
        # From label to label without a step between, unless they are the same.
        jumps[:, 3::2] = np.where(y_true[:, 1:] != y_true[:, :-1], 0, -np.inf)
        ahead = _ways(logs, jumps)
        rows = np.arange(samples)
        ends = np.full(states.shape, -np.inf, logs.dtype)
        ends[rows, last] = 0
        ends[rows, np.maximum(last - 1, 0)] = 0
        totals = _log_sums(ahead[:, -1] + ends)
        ctx.save(
            shares=shares,
            states=states,
            logs=logs,
            jumps=jumps,
            ahead=ahead,
            ends=ends,
            totals=totals,
        )
        return np.asarray(-totals)

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return probabilities less those of being at each label at each step."""
        dy: Array = ctx["shares"]
        states, logs = ctx["states"], ctx["logs"]
        behind = _ways_back(logs, ctx["jumps"], ctx["ends"])
        places = np.exp(ctx["ahead"] + behind - ctx["totals"][:, None, None])
        samples, steps, classes = dy.shape
        slots = np.arange(samples * steps).reshape(samples, steps, 1) * classes
        slots = slots + states[:, None, :]
        found = np.bincount(slots.reshape(-1), places.reshape(-1), dy.size)
        np.subtract(dy, found.reshape(dy.shape), out=dy, casting="unsafe")
        scale = along(along(dvalues, -1), -1)
        np.multiply(dy, np.asarray(scale, dy.dtype), out=dy)
        return dy

    def check_shapes(self, y_true: Shape, y_pred: Shape, where: str) -> None:
        """Raise unless there are labels for sequences of logits."""
        if len(y_true) == 2 and len(y_pred) == 3:
            return
        raise DataError(
            "{where}: the loss {loss} needs targets of shape (samples, labels) and "
            "predictions of shape (samples, steps, classes). Received targets of shape "
            "{received} for predictions of shape {predictions}.",
            where=where,
            loss=self.name,
            received=y_true,
            predictions=y_pred,
        )

    def check_values(self, y_true: Array, y_pred: Shape, where: str) -> None:
        """Raise unless all labels exist and there are steps enough for them."""
        super().check_values(y_true, y_pred, where)
        is_label = y_true != 0
        broken = is_label[:, 1:] & ~is_label[:, :-1]
        if broken.any():
            row, value = first_bad(y_true[:, 1:], broken)
            raise DataError(
                "{where}: the loss {loss} takes 0 for the end of the labels. Received "
                "{value} behind a 0 in sample {row}. Number the classes from 1.",
                where=where,
                loss=self.name,
                value=value,
                row=row,
            )
        repeats = is_label[:, 1:] & (y_true[:, 1:] == y_true[:, :-1])
        needed = is_label.sum(axis=1) + repeats.sum(axis=1)
        if y_pred[1] is not None and needed.max() > y_pred[1]:
            raise DataError(
                "{where}: the loss {loss} needs a step for each label, and one between "
                "equal ones. Received {needed} needed in sample {row}, for predictions "
                "of shape {predictions}. Give the model longer sequences.",
                where=where,
                loss=self.name,
                needed=int(needed.max()),
                row=int(needed.argmax()),
                predictions=y_pred,
            )

    def _align(self, y_true: Array, y_pred: Array) -> tuple[Array, Array]:
        self.check_shapes(y_true.shape, y_pred.shape, f"Loss {self.name}")
        if len(y_true) != len(y_pred):
            raise DataError(
                "Loss {loss}: {targets} targets cannot be compared with {predictions} "
                "predictions.",
                loss=self.name,
                targets=y_true.shape[:1],
                predictions=y_pred.shape[:1],
            )
        return y_true, y_pred


def _log_sums(x: Array) -> Array:
    """Return the logarithm of the sum of exp over the last axis."""
    return np.asarray(np.logaddexp.reduce(x, axis=-1))


def _ways(logs: Array, jumps: Array) -> Array:
    """Return the log probability of all ways that end in each state at each step.

    Parameters
    ----------
    logs : ndarray of shape (samples, steps, states)
        Log probability of each state at each step.
    jumps : ndarray of shape (samples, states)
        0 where a state can be reached from the last but one, else -inf.
    """
    ways = np.full_like(logs, -np.inf)
    ways[:, 0, :2] = logs[:, 0, :2]
    for step in range(1, logs.shape[1]):
        before, now = ways[:, step - 1], ways[:, step]
        now[...] = before
        np.logaddexp(now[:, 1:], before[:, :-1], out=now[:, 1:])
        np.logaddexp(now[:, 2:], before[:, :-2] + jumps[:, 2:], out=now[:, 2:])
        now += logs[:, step]
    return ways


def _ways_back(logs: Array, jumps: Array, ends: Array) -> Array:
    """Return the log probability of all that comes after each state at each step."""
    ways = np.empty_like(logs)
    ways[:, -1] = ends
    for step in range(logs.shape[1] - 2, -1, -1):
        after, now = ways[:, step + 1] + logs[:, step + 1], ways[:, step]
        now[...] = after
        np.logaddexp(now[:, :-1], after[:, 1:], out=now[:, :-1])
        np.logaddexp(now[:, :-2], after[:, 2:] + jumps[:, 2:], out=now[:, :-2])
    return ways


def ctc(y_true: Any, y_pred: Any) -> Array:
    """Return minus the log probability of each sample's labels.

    Parameters
    ----------
    y_true : array-like of int of shape (samples, labels)
        Class numbers from 1 on, filled up with zeros.
    y_pred : array-like of shape (samples, steps, classes)
        Logits.
    """
    return CTC().call(y_true, y_pred)
