"""Intersection over union of some classes."""

from __future__ import annotations

from engine.metrics.built_in_metric import NAME
from engine.metrics.overlap_metric import COUNTED, OverlapMetric
from engine.options import REQUIRED, DType, Ints, option
from engine.types import Array


class IoU(OverlapMetric):
    """Intersection over union of some classes.

    Targets and predictions are class numbers; both can also have a column for each
    class.

    References
    ----------
    .. [1] ``keras.metrics.IoU``.
    """

    num_classes: int = option(
        default=REQUIRED, doc="Number of classes.", min=1, suggest=2
    )
    target_class_ids: Ints = option(
        default=REQUIRED, doc="Numbers of the classes that count.", suggest=[0]
    )
    name: str = NAME
    dtype: DType | None = COUNTED
    ignore_class: int | None = option(
        default=None, doc="Class number whose targets do not count.", advanced=True
    )
    sparse_y_true: bool = option(
        default=True, doc="Whether targets are class numbers, not columns."
    )
    sparse_y_pred: bool = option(
        default=True, doc="Whether predictions are class numbers, not columns."
    )
    axis: int = option(default=-1, doc="Axis of the columns.", advanced=True)

    @property
    def classes(self) -> int:
        """Number of classes."""
        return self.num_classes

    @property
    def targets(self) -> tuple[int, ...]:
        """Numbers of the classes that count."""
        return self.target_class_ids

    @property
    def ignored(self) -> int | None:
        """Class number whose targets do not count."""
        return self.ignore_class

    def class_numbers(self, y_true: Array, y_pred: Array) -> tuple[Array, Array]:
        """Return targets and predictions as class numbers."""
        if not self.sparse_y_true:
            y_true = y_true.argmax(axis=self.axis)
        if not self.sparse_y_pred:
            y_pred = y_pred.argmax(axis=self.axis)
        return y_true, y_pred
