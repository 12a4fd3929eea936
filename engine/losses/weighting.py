"""From one loss for each sample to one number: ranks, weights, masks, reduction.

References
----------
.. [1] ``keras/src/losses/loss.py``: ``squeeze_or_expand_to_same_rank``, ``apply_mask``,
   ``reduce_weighted_values``.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import numpy as np

from engine.errors import DataError
from engine.kernels.reduction import sum_to_shape
from engine.types import Array, Shape

Reduction: TypeAlias = Literal[
    "sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"
]


def same_rank(first: Array, second: Array) -> tuple[Array, Array]:
    """Return both arrays with a last axis of size 1 added or dropped to match.

    Parameters
    ----------
    first, second : ndarray
        Returned as they are unless their ranks differ by one and the last axis of the
        one with the higher rank has size 1.
    """
    if first.ndim == second.ndim + 1 and first.shape[-1] == 1:
        if second.ndim == 1:
            return first, second[:, None]
        return first[..., 0], second
    if second.ndim == first.ndim + 1 and second.shape[-1] == 1:
        if first.ndim == 1:
            return first[:, None], second
        return first, second[..., 0]
    return first, second


def is_same_shape(first: Shape, second: Shape) -> bool:
    """Whether shapes agree after `same_rank`, batch axis and unknown sizes aside."""
    if len(first) == len(second) + 1 and first[-1] == 1:
        first = first[:-1]
    elif len(second) == len(first) + 1 and second[-1] == 1:
        second = second[:-1]
    return len(first) == len(second) and all(
        a == b or a is None or b is None
        for a, b in zip(first[1:], second[1:], strict=True)
    )


def merge_mask(
    sample_weight: Any, mask: Any, reduction: str | None, dtype: str
) -> Array | None:
    """Return the weights with masked entries set to 0, None for no weights at all.

    Parameters
    ----------
    sample_weight : array-like or None
        Weights.
    mask : array-like of bool or None
        True where an entry counts.
    reduction : str or None
        For the means the weights that remain are raised, so that the mean is taken
        over the entries that count.
    dtype : str
        Dtype of the weights.
    """
    weights = None if sample_weight is None else np.asarray(sample_weight, dtype)
    if mask is None:
        return weights
    counts = np.asarray(mask).astype(dtype)
    if reduction in ("mean", "sum_over_batch_size"):
        valid = float(np.add.reduce(counts, axis=None))
        counts *= counts.dtype.type(counts.size / valid if valid else 0.0)
    if weights is None:
        return counts
    counts, weights = align_weights(counts, weights)
    return np.asarray(weights * counts)


def reduce_weighted(
    values: Array,
    weights: Array | None,
    reduction: str | None,
    factor: float = 1.0,
) -> tuple[float, Any]:
    """Return the reduced loss and its derivative by the values.

    Parameters
    ----------
    values : ndarray
        Loss of each sample.
    weights : ndarray, optional
        Weights with the mask merged in.
    reduction : str
        Not ``"none"``.
    factor : float, default=1.0
        Factor of the derivative, not of the loss.

    Returns
    -------
    loss : float
        The loss.
    dvalues : float or ndarray of the shape of `values`
        Derivative.
    """
    if weights is None:
        total = float(np.add.reduce(values, axis=None))
        if reduction == "sum" or values.ndim == 0:
            return total, factor
        return total / max(1, values.size), factor / max(1, values.size)
    aligned, weights = align_weights(values, weights)
    weighted = aligned * weights
    total = float(np.add.reduce(weighted, axis=None))
    divisor = 1.0
    if reduction == "mean_with_sample_weight":
        divisor = float(np.add.reduce(weights, axis=None))
    elif reduction != "sum" and weighted.ndim > 0:
        divisor = weighted.size
    if divisor == 0:  # Keras divides without NaN
        return 0.0, np.zeros_like(values)
    scaled = weights * values.dtype.type(factor / divisor)
    spread = np.broadcast_to(scaled, weighted.shape)
    return total / divisor, sum_to_shape(spread, aligned.shape).reshape(values.shape)


def align_weights(values: Array, weights: Array) -> tuple[Array, Array]:
    """Return values and weights in ranks that can be multiplied.

    Raises
    ------
    DataError
        If there is not one weight for each value.
    """
    aligned, matched = same_rank(values, weights)
    # One weight a sample for a sequence of values would be taken for one a step when
    # both have the same length, as arrays are matched from the last axis.
    fits = matched.ndim in (0, aligned.ndim) or aligned.ndim == 0
    if fits:
        try:
            np.broadcast_shapes(aligned.shape, matched.shape)
        except ValueError:
            fits = False
    if not fits:
        raise DataError(
            "sample_weight (or mask) has shape {received}, but there is one value for "
            "each entry of shape {wanted}. Give weights of shape {wanted}{or_one}.",
            received=weights.shape,
            wanted=values.shape,
            or_one=f" or {(values.shape[0], *(1,) * (values.ndim - 1))}"
            if values.ndim > 1
            else "",
        )
    return aligned, matched
