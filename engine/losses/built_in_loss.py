"""The base of Keras' own losses."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.losses.loss import Loss
from engine.losses.weighting import Reduction
from engine.options import DType, option

# For classes in which they do not come last.
REDUCTION: Any = option(
    default="sum_over_batch_size",
    doc="How the values of all samples become one number.",
    advanced=True,
)
NAME: Any = option(default="", doc="Name of the loss.", advanced=True)
DTYPE: Any = option(
    default="float32", doc="Type of the numbers computed with.", advanced=True
)


class BuiltInLoss(Loss, registers=False):
    """Base of Keras' own losses: their order of arguments, and names without numbers.

    They are written with `forward` and `backward`.
    """

    is_numbered: ClassVar[bool] = False

    reduction: Reduction | None = REDUCTION
    name: str = NAME
    dtype: DType | None = DTYPE
