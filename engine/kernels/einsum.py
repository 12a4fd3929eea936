"""Products of two arrays over labelled axes, as matrix products.

``np.einsum`` loops over all labels itself; here axes are sorted into those of both
factors and the result (batch), of one factor and the result (free) and those that are
added up, so that BLAS does the work.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.types import Array


@dataclass(frozen=True)
class _Plan:
    """What to do for one equation; numbers are axes."""

    left_alone: tuple[int, ...]
    """Axes of the first factor that are added up by themselves, in front of all."""
    right_alone: tuple[int, ...]
    left_order: tuple[int, ...]
    """Order that makes (batch, free, summed) of the axes that are left."""
    right_order: tuple[int, ...]
    """Order that makes (batch, summed, free) of the axes that are left."""
    batch: int
    """Number of batch labels."""
    summed: int
    """Number of labels that are added up over both factors."""
    result_order: tuple[int, ...]
    """Order of (batch, free, free) that makes the result, without repeated axes."""
    repeated: tuple[int, ...]
    """Axes of the result that no factor has: it is the same along them."""


@lru_cache(maxsize=512)
def _plan(left: str, right: str, result: str) -> _Plan:
    known = [label for label in result if label in left or label in right]
    left_alone = tuple(
        i for i, label in enumerate(left) if label not in right and label not in known
    )
    right_alone = tuple(
        i for i, label in enumerate(right) if label not in left and label not in known
    )
    left_kept = [label for label in left if label in right or label in known]
    right_kept = [label for label in right if label in left or label in known]
    batch = [label for label in left_kept if label in right and label in known]
    summed = [label for label in left_kept if label in right and label not in known]
    left_free = [label for label in known if label in left and label not in right]
    right_free = [label for label in known if label in right and label not in left]
    # The order of the result, where that saves a copy.
    batch = [label for label in known if label in batch]
    made = [*batch, *left_free, *right_free]
    return _Plan(
        left_alone,
        right_alone,
        tuple(left_kept.index(label) for label in [*batch, *left_free, *summed]),
        tuple(right_kept.index(label) for label in [*batch, *summed, *right_free]),
        len(batch),
        len(summed),
        tuple(made.index(label) for label in known),
        tuple(i for i, label in enumerate(result) if label not in known),
    )


def contract(
    left_labels: str,
    right_labels: str,
    result_labels: str,
    left: Array,
    right: Array,
    out: Array,
) -> None:
    """Multiply two arrays and add up over the labels that the result does not have.

    Parameters
    ----------
    left_labels, right_labels : str
        One letter for each axis of the factors; no letter twice in one of them.
    result_labels : str
        One letter for each axis of the result. One that no factor has is an axis along
        which the result repeats.
    left, right : ndarray
        Factors.
    out : ndarray
        Where the result is written.
    """
    plan = _plan(left_labels, right_labels, result_labels)
    if plan.left_alone:
        left = np.asarray(np.add.reduce(left, axis=plan.left_alone))
    if plan.right_alone:
        right = np.asarray(np.add.reduce(right, axis=plan.right_alone))
    a = left.transpose(plan.left_order)
    b = right.transpose(plan.right_order)
    split = a.ndim - plan.summed
    batch = a.shape[: plan.batch]
    rows, inner = a.shape[plan.batch : split], a.shape[split:]
    columns = b.shape[plan.batch + plan.summed :]
    count, m, k, n = (math.prod(sizes) for sizes in (batch, rows, inner, columns))
    in_order = plan.result_order == tuple(range(len(plan.result_order)))
    direct = in_order and not plan.repeated and out.flags.c_contiguous
    target = out.reshape(count, m, n) if direct else np.empty((count, m, n), out.dtype)
    if plan.batch == 0:
        np.matmul(a.reshape(m, k), b.reshape(k, n), out=target[0])
    elif m == n == 1:
        rows_of = a.reshape(count, k), b.reshape(count, k)
        np.einsum("ij,ij->i", *rows_of, out=target.reshape(count))
    else:
        np.matmul(a.reshape(count, m, k), b.reshape(count, k, n), out=target)
    if not direct:
        made = target.reshape(*batch, *rows, *columns).transpose(plan.result_order)
        np.copyto(out, np.expand_dims(made, plan.repeated))
