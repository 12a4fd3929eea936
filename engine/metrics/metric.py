"""The base class of all metrics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, Self

from engine import initializers
from engine.named import Named, enter
from engine.options import DType, option
from engine.parameters import Variable
from engine.registry import METRICS
from engine.types import Json


class Metric(Named):
    """Base of all metrics: a value that builds up over the batches of an epoch.

    Subclasses declare their state with `add_variable`, add a batch to it in
    `update_state` and read it in `result`. Keras' own metrics keep their sums in
    float64, so that they do not lose samples of a long epoch; `dtype` is what Keras
    reports.

    References
    ----------
    .. [1] ``keras.metrics.Metric``.
    """

    aliases: ClassVar[tuple[str, ...]] = ()
    """Further names, such as ``"mse"``."""
    direction: Literal["up", "down"] | None = None
    """Where better values lie; None where the metric does not know."""
    is_numbered: ClassVar[bool] = True
    is_single: ClassVar[bool] = True
    """Whether the result is one number with the default options."""

    dtype: DType | None = option(
        default="float32", doc="Type of the result.", advanced=True
    )
    name: str = option(default="", doc="Name in logs and plots.")

    def __init_subclass__(cls, registers: bool = True, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if registers:
            enter(cls, METRICS)

    def setup(self) -> None:
        """Fill in the name and the dtype that None stands for."""
        super().setup()
        if self.dtype is None:
            self.dtype = "float32"
        self._variables: list[Variable] = []

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute; metrics within this one are kept in order."""
        if isinstance(value, Metric) and value not in self._inner():
            self._inner().append(value)
        super().__setattr__(name, value)

    def _inner(self) -> list[Metric]:
        inner: list[Metric] = self.__dict__.setdefault("_metrics", [])
        return inner

    def add_variable(
        self,
        shape: Sequence[int] = (),
        initializer: Any = None,
        dtype: DType | None = None,
        aggregation: str | None = "sum",
        name: str | None = None,
    ) -> Variable:
        """Declare a part of the state, set to zero at the start of an epoch.

        Parameters
        ----------
        shape : sequence of int, default=()
            Shape.
        initializer : str, Initializer or config, optional
            First values; zeros by default.
        dtype : str, optional
            Dtype; that of the metric by default.
        aggregation : str, optional
            For Keras on several machines; makes no difference here.
        name : str, optional
            Name, such as ``"total"``.
        """
        del aggregation
        made = initializers.get("zeros" if initializer is None else initializer)
        variable = Variable(
            initializer=made,
            shape=tuple(shape),
            name=name or "variable",
            dtype=dtype or self.dtype or "float32",
            trainable=False,
            owner=self.name,
        )
        self._variables.append(variable)
        return variable

    def add_weight(
        self,
        shape: Sequence[int] = (),
        initializer: Any = None,
        dtype: DType | None = None,
        name: str | None = None,
    ) -> Variable:
        """Declare a part of the state; the older name of `add_variable`.

        Parameters
        ----------
        shape : sequence of int, default=()
            Shape.
        initializer : str, Initializer or config, optional
            First values; zeros by default.
        dtype : str, optional
            Dtype; that of the metric by default.
        name : str, optional
            Name, such as ``"total"``.
        """
        return self.add_variable(shape, initializer, dtype, name=name)

    @property
    def variables(self) -> list[Variable]:
        """The state, with that of metrics within this one."""
        inner = [variable for metric in self._inner() for variable in metric.variables]
        return [*self._variables, *inner]

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        """Take in a batch.

        Most take ``y_true, y_pred, sample_weight=None``. Those that also take a mask
        of the predictions (``mask``, True where an entry counts) are given it.
        """
        raise NotImplementedError

    def result(self) -> Any:
        """Return the value over all batches since the last `reset_state`.

        Returns
        -------
        float, ndarray or dict
            An array where there is a value for each class or threshold, a dict for
            several values by name.
        """
        raise NotImplementedError

    def reset_state(self) -> None:
        """Forget all batches."""
        for variable in self.variables:
            variable.value.fill(0)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
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
