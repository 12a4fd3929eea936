"""Mean intersection over union of all classes, for one-hot targets."""

from __future__ import annotations

from engine.metrics.built_in_metric import NAME
from engine.metrics.overlap_metric import COUNTED, OverlapMetric
from engine.options import REQUIRED, DType, option
from engine.types import Array


class OneHotMeanIoU(OverlapMetric):
    """Mean intersection over union of all classes, for one-hot targets.

    Targets, and predictions unless told otherwise, have a column for each class.

    References
    ----------
    .. [1] ``keras.metrics.OneHotMeanIoU``.
    """

    num_classes: int = option(
        default=REQUIRED, doc="Number of classes.", min=1, suggest=2
    )
    name: str = NAME
    dtype: DType | None = COUNTED
    ignore_class: int | None = option(
        default=None, doc="Class number whose targets do not count.", advanced=True
    )
    sparse_y_pred: bool = option(
        default=False, doc="Whether predictions are class numbers, not columns."
    )
    axis: int = option(default=-1, doc="Axis of the columns.", advanced=True)

    @property
    def classes(self) -> int:
        """Number of classes."""
        return self.num_classes

    @property
    def targets(self) -> tuple[int, ...]:
        """Numbers of the classes that count."""
        return tuple(range(self.num_classes))

    @property
    def ignored(self) -> int | None:
        """Class number whose targets do not count."""
        return self.ignore_class

    def class_numbers(self, y_true: Array, y_pred: Array) -> tuple[Array, Array]:
        """Return targets and predictions as class numbers."""
        y_true = y_true.argmax(axis=self.axis)
        if not self.sparse_y_pred:
            y_pred = y_pred.argmax(axis=self.axis)
        return y_true, y_pred
