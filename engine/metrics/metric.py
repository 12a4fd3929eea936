"""The base class of all metrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from engine.initializers import Zeros
from engine.named import Named
from engine.options import DType, option
from engine.parameters import Variable
from engine.registry import METRICS
from engine.types import Json


class Metric(Named):
    """Base of all metrics: a number that builds up over the batches of an epoch.

    Sums are kept in float64, so that they do not lose samples of a long epoch; `dtype`
    is what Keras reports.

    References
    ----------
    .. [1] ``keras.metrics.Metric``.
    """

    aliases: ClassVar[tuple[str, ...]] = ()
    """Further names, such as ``"mse"``."""
    direction: ClassVar[Literal["up", "down"] | None] = None
    """Where better values lie; None where the metric does not know."""

    name: str = option(default="", doc="Name in logs and plots.")
    dtype: DType | None = option(
        default="float32", doc="Type of the result.", advanced=True
    )

    def __init_subclass__(cls, registers: bool = True, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if registers:
            METRICS.add(cls.__name__, cls, *cls.__dict__.get("aliases", ()))

    def setup(self) -> None:
        """Fill in the dtype that None stands for."""
        if self.dtype is None:
            self.dtype = "float32"
        self._variables: list[Variable] = []

    def add_variable(self, name: str, shape: tuple[int, ...] = ()) -> Variable:
        """Declare a part of the state, zero at the start of an epoch.

        Parameters
        ----------
        name : str
            Name, such as ``"total"``.
        shape : tuple of int, default=()
            Shape.
        """
        variable = Variable(
            name, shape, Zeros(), dtype="float64", trainable=False, owner=self.name
        )
        self._variables.append(variable)
        return variable

    @property
    def variables(self) -> list[Variable]:
        """The state."""
        return list(self._variables)

    def update_state(
        self, y_true: Any, y_pred: Any, sample_weight: Any = None, *, mask: Any = None
    ) -> None:
        """Take in a batch.

        Parameters
        ----------
        y_true, y_pred : array-like
            Targets and predictions.
        sample_weight : array-like, optional
            Weights of samples or of their entries.
        mask : array-like of bool, optional
            Mask of the predictions, True where an entry counts.
        """
        raise NotImplementedError

    def result(self) -> float:
        """Return the value over all batches since the last `reset_state`."""
        raise NotImplementedError

    def reset_state(self) -> None:
        """Forget all batches."""
        for variable in self._variables:
            variable.value.fill(0)

    def __call__(self, *args: Any, **kwargs: Any) -> float:
        """Take in a batch and return the value."""
        self.update_state(*args, **kwargs)
        return self.result()

    def get_config(self) -> dict[str, Json]:
        """Return the options, in Keras' order."""
        config = super().get_config()
        common = {"name": config.pop("name"), "dtype": config.pop("dtype")}
        return {**common, **config}

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make a metric from its config."""
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"
