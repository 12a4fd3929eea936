"""The base of Keras' own metrics."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.metrics.metric import Metric
from engine.options import DType, option
from engine.parameters import Variable

# For classes in which they do not come last.
NAME: Any = option(default="", doc="Name in logs and plots.")
DTYPE: Any = option(default="float32", doc="Type of the result.", advanced=True)


class BuiltInMetric(Metric, registers=False):
    """Base of Keras' own metrics: their order of arguments, exact sums.

    Those whose name Keras counts say so.
    """

    is_numbered: ClassVar[bool] = False

    name: str = NAME
    dtype: DType | None = DTYPE

    def add_sum(self, name: str, shape: tuple[int, ...] = ()) -> Variable:
        """Declare a part of the state in float64, zero at the start of an epoch.

        Parameters
        ----------
        name : str
            Name, such as ``"total"``.
        shape : tuple of int, default=()
            Shape.
        """
        return self.add_variable(shape, dtype="float64", name=name)
